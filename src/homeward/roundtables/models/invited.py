"""Who is invited to a roundtable, what was written to her and what she answered; calendars; tribes."""

import uuid

from django.db import models
from django.db.models import Q

from homeward.casefile.models import Child
from homeward.roundtables.models.meeting import Roundtable, SeatRole
from homeward.workforce.models import Agency, Person


class Notice(models.Model):
    """What everybody was told of a roundtable the last time, and how often that has changed."""

    roundtable = models.OneToOneField(Roundtable, models.PROTECT, primary_key=True, related_name="notice")
    sequence = models.PositiveIntegerField(default=0)
    """Of the entry in everybody's calendar: the higher one takes the place of the lower."""
    told = models.JSONField(default=dict)
    """When, where and with whom, as it was told; empty before it is announced."""
    without_tribe = models.BooleanField(default=False)
    """It was announced before the invitation of the tribe was recorded."""

    def __str__(self) -> str:
        return f"{self.roundtable}, told {self.sequence + 1} times"


class Answer(models.TextChoices):
    """Whether somebody comes."""

    ACCEPTED = "accepted", "comes"
    TENTATIVE = "tentative", "may come"
    DECLINED = "declined", "can not come"


class Invited(models.Model):
    """Somebody who is asked to sit at a roundtable, and what she answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roundtable = models.ForeignKey(Roundtable, models.PROTECT, related_name="invited")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invited_to")
    role = models.CharField(max_length=40, choices=SeatRole.choices)
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    """Empty: none yet, or it was for another time than the roundtable has now."""
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    noted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Whoever convenes, if she was told and wrote it down; None: it was answered on the website."""
    told_on = models.DateField(null=True, blank=True)
    """The day on which she was told."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """She has no seat any more, or it is cancelled."""

    class Meta:
        verbose_name_plural = "invited"
        constraints = (models.UniqueConstraint(fields=("roundtable", "person"), name="invited_once"),)
        indexes = (models.Index(fields=("answer", "withdrawn_at"), name="invited_by_answer"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.roundtable}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters."""

    def waiting(self) -> "LetterQuerySet":
        """Those that are still to be sent."""
        return self.filter(sent_at__isnull=True, dropped_at__isnull=True)


class Letter(models.Model):
    """An e-mail that is to be sent to somebody invited: written down first, sent as soon as a server takes it.

    What it says is put together when it is sent, so that no link and no text lies here.
    """

    class Kind(models.TextChoices):
        """What it is for."""

        REQUEST = "request", "invitation"
        CANCEL = "cancel", "cancellation"
        REMINDER = "reminder", "reminder"
        LINK = "link", "new link"

    class Problem(models.TextChoices):
        """Why it could not be sent the last time."""

        UNREACHABLE = "unreachable", "the mail server can not be reached"
        REFUSED = "refused", "the mail server refuses the address"
        NO_SITE = "no_site", "HOMEWARD_SITE_URL, the address of this website, is not set"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invited = models.ForeignKey(Invited, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    sequence = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    """Of the roundtable, as the letter says it: of one time, one reminder."""
    wanted_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    """Not to be sent any more: something newer takes its place, or the time has passed."""
    problem = models.CharField(max_length=20, choices=Problem.choices, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("wanted_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("invited", "kind", "sequence"), condition=Q(kind__in=("request", "cancel")), name="letter_once"
            ),
            models.UniqueConstraint(
                fields=("invited", "starts_at"), condition=Q(kind="reminder"), name="letter_one_reminder"
            ),
        )
        indexes = (
            models.Index(
                fields=("wanted_at",), condition=Q(sent_at__isnull=True, dropped_at__isnull=True), name="letter_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sequence} to {self.invited}"


class LetterLink(models.Model):
    """A secret link that stands in a letter: it works once, for some time. Only its fingerprint is kept."""

    class Purpose(models.TextChoices):
        """What one can do by it."""

        ANSWER = "answer", "answer an invitation"
        ENTER = "enter", "come in as a guest"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invited = models.ForeignKey(Invited, models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link to {self.get_purpose_display()} of {self.invited}"


class GuestCode(models.Model):
    """The number that a guest is sent once she has opened her link, and types beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(LetterLink, models.PROTECT, related_name="codes")
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"code for a {self.link}"


class CalendarFeed(models.Model):
    """The secret address at which somebody's calendar finds her roundtables. Only its fingerprint is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="calendar_feeds")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person",), condition=Q(revoked_at__isnull=True), name="feed_one_a_person"),
        )

    def __str__(self) -> str:
        return f"calendar of {self.person}"


class TribalInvitation(models.Model):
    """A child's tribe is asked to send a representative: at the earliest point, so perhaps before there is a day."""

    class How(models.TextChoices):
        """In which way."""

        EMAIL = "email", "by e-mail"
        LETTER = "letter", "by letter"
        PHONE = "phone", "by telephone"
        IN_PERSON = "in_person", "in person"
        OTHER = "other", "in another way"

    class Reply(models.TextChoices):
        """What the tribe said."""

        COMES = "comes", "sends somebody"
        WRITES = "writes", "sends its advice in writing"
        DECLINES = "declines", "does not take part"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="tribal_invitations")
    roundtable = models.ForeignKey(Roundtable, models.PROTECT, null=True, related_name="tribal_invitations")
    """None: before one was announced."""
    tribe = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    """Of the representative, where it is known."""
    how = models.CharField(max_length=20, choices=How.choices)
    on = models.DateField()
    reply = models.CharField(max_length=20, choices=Reply.choices, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta:
        ordering = ("on", "recorded_at")

    def __str__(self) -> str:
        return f"{self.tribe} invited for {self.child}"


class Correspondence(models.Model):
    """How an agency, and those below it without a word of their own, write to people who are invited."""

    agency = models.OneToOneField(Agency, models.PROTECT, primary_key=True, related_name="correspondence")
    reminder_working_days = models.PositiveSmallIntegerField(default=2)
    """So many working days before a roundtable its people are reminded; 0: they are not."""
    organizer_email = models.EmailField(blank=True)
    """Who invites, in calendars, and to whom replies go; empty: the address that all mail comes from."""

    class Meta:
        verbose_name_plural = "correspondence"

    def __str__(self) -> str:
        return f"how {self.agency} writes"
