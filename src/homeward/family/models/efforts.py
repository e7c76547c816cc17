"""The search for relatives: what was looked through, whom one tried to reach, and how far each of them has come."""

from django.db import models

from homeward.casefile.models import Child, Event
from homeward.family.models.entry import Entry
from homeward.family.models.people import Relative


class Effort(Entry):
    """Something that was done to find or engage relatives of a child.

    While the child is in care it stands behind an event of the casefile, so that nobody records it twice; the event
    may be corrected, and the effort with it (`homeward.family.believed`). Before the child is in care there is none.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="%(class)ss")
    event = models.OneToOneField(Event, models.PROTECT, null=True, blank=True, related_name="%(class)s")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    result = models.TextField(blank=True, max_length=2000)

    class Meta:
        abstract = True


class SearchAction(Effort):
    """A source was looked through, or somebody was asked."""

    class Where(models.TextChoices):
        """Where one looked."""

        FILE = "file", "the file, read from the beginning"
        CHILD = "child", "the child"
        PARENT = "parent", "a parent"
        RELATIVE = "relative", "a relative or like-kin"
        SCHOOL = "school", "school, church, neighbors"
        INTERNET = "internet", "the internet"
        LOCATOR = "locator", "a locator service or a state system"
        TRIBE = "tribe", "the tribe"

    where = models.CharField(max_length=10, blank=True, choices=Where.choices)

    def __str__(self) -> str:
        return f"Search of {self.on}: {self.get_where_display()}"


class ContactAttempt(Effort):
    """Somebody tried to reach a relative."""

    class How(models.TextChoices):
        """By what."""

        PHONE = "phone", "phone"
        VISIT = "visit", "visit"
        LETTER = "letter", "letter"
        EMAIL = "email", "e-mail or message"
        VIDEO = "video", "video"

    class Outcome(models.TextChoices):
        """What came of it."""

        REACHED = "reached", "reached"
        MESSAGE = "message", "left a message"
        NO_ANSWER = "no_answer", "no answer"
        WRONG = "wrong", "wrong number or address"

    relative = models.ForeignKey(Relative, models.PROTECT, related_name="contact_attempts")
    same_talk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="also")
    """The first row of one talk that was for several brothers and sisters; each of them has a row."""
    how = models.CharField(max_length=10, choices=How.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)

    def __str__(self) -> str:
        return f"{self.get_how_display()} on {self.on}: {self.get_outcome_display()}"


class EarlySearch(Entry):
    """Placement is likely: the search begins before there is a stay in care, and goes on if the child is placed."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="early_searches")
    why = models.TextField(max_length=2000)

    class Meta(Entry.Meta):
        verbose_name_plural = "early searches"

    def __str__(self) -> str:
        return f"Search before a placement, {self.on}"


class Rung(models.TextChoices):
    """How far a relative has come, from the first word of her to a home for good."""

    NAMED = "named", "named"
    LOCATED = "located", "located"
    NOTIFIED = "notified", "notified"
    CONTACTED = "contacted", "contacted"
    ENGAGED = "engaged", "engaged"
    SUPPORTS = "supports", "gives support"
    PLACEMENT = "placement", "placement option"
    PERMANENCY = "permanency", "legal-permanency option"
    DECLINED = "declined", "declined, the door is open"
    DECLINED_FOR_GOOD = "declined_for_good", "declined for good"
    UNSAFE = "unsafe", "not safe for the child"
    NOT_FOUND = "not_found", "not found"


class LeadStep(Entry):
    """Where one relative stands for one child from a day on; the latest one counts."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="lead_steps")
    relative = models.ForeignKey(Relative, models.PROTECT, related_name="lead_steps")
    rung = models.CharField(max_length=20, choices=Rung.choices)
    note = models.TextField(blank=True, max_length=2000)
    """What support it is, why somebody declined, what would have to change."""

    def __str__(self) -> str:
        return f"{self.relative}: {self.get_rung_display()}"


class ScreeningStep(Entry):
    """A background check of a relative, or the home study: what was asked for, and what came back.

    It is of the person, so that brothers and sisters share it as they share what else is known of her.
    """

    class What(models.TextChoices):
        """What happened."""

        CHECK_ASKED = "check_asked", "background check asked for"
        CHECK_CLEAR = "check_clear", "background check back: nothing found"
        CHECK_LOOK = "check_look", "background check back: something to look into"
        CHECK_BARS = "check_bars", "background check back: no placement by law"
        STUDY_ASKED = "study_asked", "home study asked for"
        STUDY_BEGUN = "study_begun", "home study begun"
        STUDY_APPROVED = "study_approved", "home study finished: approved"
        STUDY_REFUSED = "study_refused", "home study finished: not approved"
        STUDY_STOPPED = "study_stopped", "home study stopped"

    relative = models.ForeignKey(Relative, models.PROTECT, related_name="screening_steps")
    recorded_for = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=20, choices=What.choices)
    note = models.TextField(blank=True, max_length=2000)

    def __str__(self) -> str:
        return f"{self.relative}: {self.get_what_display()}"
