"""Notices to relatives that a child was placed, and what became of each."""

from django.db import models

from homeward.casefile.models import Child, Event
from homeward.family.models.entry import Entry
from homeward.family.models.people import Relative


class Notice(Entry):
    """The notice to one relative; those that were sent together stand behind one event of the casefile."""

    class Language(models.TextChoices):
        """In which language it is written."""

        ENGLISH = "en", "English"
        SPANISH = "es", "Spanish"

    class Method(models.TextChoices):
        """How it went out."""

        MAIL = "mail", "mail"
        CERTIFIED = "certified", "certified mail"
        HAND = "hand", "by hand"
        EMAIL = "email", "e-mail"

    child = models.ForeignKey(Child, models.PROTECT, related_name="relative_notices")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="relative_notices")
    relative = models.ForeignKey(Relative, models.PROTECT, related_name="notices")
    language = models.CharField(max_length=2, choices=Language.choices)
    method = models.CharField(max_length=10, choices=Method.choices)
    wording = models.CharField(max_length=100, blank=True)
    """The version of the agency's text by which the letter was written."""

    def __str__(self) -> str:
        return f"Notice to {self.relative}, {self.on}"


class NoticeAnswer(Entry):
    """A notice came back, or was answered."""

    class What(models.TextChoices):
        """What came."""

        RETURNED = "returned", "it came back, not delivered"
        WANTS_TO_HELP = "wants", "wants to take part"
        WANTS_TO_KNOW = "asks", "wants to know more"
        DECLINES = "declines", "can not take part now"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="answers")
    what = models.CharField(max_length=10, choices=What.choices)
    note = models.TextField(blank=True, max_length=2000)

    def __str__(self) -> str:
        return f"{self.notice}: {self.get_what_display()}"
