"""Whether a child is an Indian child: who was asked and what was said, and where each tribe's answer stands."""

from django.db import models

from homeward.obligations.dated import DatedRecord, DatedRecordQuerySet, said
from homeward.website.words import capital
from homeward.workforce.models import Tribe

ANSWERS = (
    ("possible", "Names a tribe, or says there may be one"),
    ("none_known", "Knows of none"),
    ("not_known", "Can not say"),
    ("no_answer", "Did not answer, or was not reached"),
)
"""None of these says that the child is not an Indian child."""


class TribalInquiry(DatedRecord):
    """Somebody was asked on a day whether the child may be an Indian child, and said something."""

    asked = models.CharField(max_length=200)
    answer = models.CharField(max_length=20, choices=ANSWERS)
    tribe = models.ForeignKey(Tribe, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField()

    objects = DatedRecordQuerySet["TribalInquiry"].as_manager()

    class Meta:
        verbose_name_plural = "tribal inquiries"

    def __str__(self) -> str:
        return f"{self.asked} asked on {self.on}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """Who was asked, and what was said."""
        return said(asked=self.asked, answer=capital(self.get_answer_display()), tribe=self.tribe, in_words=self.words)


class TribalStatus(DatedRecord):
    """Where it stands with one tribe: from a day on, until the next entry about that tribe."""

    class Status(models.TextChoices):
        """What is known of the child and one tribe."""

        POSSIBLE = "possible", "possible: somebody named the tribe"
        OPEN = "open", "inquiry open: the tribe was asked"
        VERIFIED = "verified", "the tribe says: member, or eligible to be one"
        NOT = "not", "the tribe says: neither member nor eligible"

    tribe = models.ForeignKey(Tribe, models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=20, choices=Status.choices)
    how_known = models.TextField()

    objects = DatedRecordQuerySet["TribalStatus"].as_manager()

    class Meta:
        verbose_name_plural = "tribal statuses"

    def __str__(self) -> str:
        return f"{self.tribe}: {self.get_status_display()}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """Where it stood."""
        return said(tribe=self.tribe, status=capital(self.get_status_display()), how_known=self.how_known)
