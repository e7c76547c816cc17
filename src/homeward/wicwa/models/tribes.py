"""A tribe's part: whom it designates, the notices it was sent, what its representatives were invited to, its notes."""

import uuid

from django.db import models

from homeward.obligations.dated import DatedRecord, DatedRecordQuerySet, said
from homeward.website.words import counted, day_words
from homeward.workforce.dated import Dated, DatedQuerySet
from homeward.workforce.models import Person, Tribe


class TribalContact(Dated):
    """Whom a tribe designates for notices and questions, from when to when. Of a tribe, not of a child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tribe = models.ForeignKey(Tribe, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_why = models.CharField(max_length=200, blank=True)
    """Why she is no longer designated, and how that is known."""
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DatedQuerySet["TribalContact"].as_manager()

    def __str__(self) -> str:
        return f"{self.name}, {self.tribe}"


class TribalNotice(DatedRecord):
    """A notice of a proceeding that was sent to a tribe on a day."""

    tribe = models.ForeignKey(Tribe, models.PROTECT, related_name="notices")
    proceeding = models.CharField(max_length=200)
    sent_to = models.CharField(max_length=200)
    means = models.CharField(max_length=200)
    hearing_on = models.DateField(null=True, blank=True)
    """The day of the hearing of which it tells."""

    objects = DatedRecordQuerySet["TribalNotice"].as_manager()

    def __str__(self) -> str:
        return f"{self.proceeding}, sent to {self.tribe} on {day_words(self.on)}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """What was sent to whom."""
        hearing = day_words(self.hearing_on) if self.hearing_on else ""
        return said(
            tribe=self.tribe, proceeding=self.proceeding, sent_to=self.sent_to, by=self.means, hearing_told_of=hearing
        )


class NoticeReceipt(DatedRecord):
    """A tribe received a notice on a day, and how that is known."""

    notice = models.ForeignKey(TribalNotice, models.PROTECT, related_name="receipts")
    how_known = models.TextField()

    objects = DatedRecordQuerySet["NoticeReceipt"].as_manager()

    def __str__(self) -> str:
        return f"received {day_words(self.on)}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """Of which notice, and how it is known."""
        return said(notice=self.notice, how_known=self.how_known)


class MoreTime(DatedRecord):
    """A tribe asked for more time to prepare than the notice gives it."""

    notice = models.ForeignKey(TribalNotice, models.PROTECT, related_name="more_time")
    days = models.PositiveSmallIntegerField()
    """So many days more; the wording says how many at most."""
    asked_by = models.CharField(max_length=200)
    how_known = models.TextField()

    objects = DatedRecordQuerySet["MoreTime"].as_manager()

    class Meta:
        verbose_name = "request for more time"
        verbose_name_plural = "requests for more time"

    def __str__(self) -> str:
        return f"{counted(self.days, 'day')} more, asked for {day_words(self.on)}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """Who asked for how many days, and how it is known."""
        days = counted(self.days, "day")
        return said(notice=self.notice, days_more=days, asked_by=self.asked_by, how_known=self.how_known)


class TribalInvitation(DatedRecord):
    """A tribe's representatives were invited on a day, or their answer came."""

    tribe = models.ForeignKey(Tribe, models.PROTECT, related_name="invitations")
    to_what = models.CharField(max_length=200)
    invited = models.CharField(max_length=200)
    means = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)

    objects = DatedRecordQuerySet["TribalInvitation"].as_manager()

    def __str__(self) -> str:
        return f"{self.tribe} invited to {self.to_what}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """Who was invited to what, and the answer."""
        answer = self.answer or "No answer is recorded."
        return said(tribe=self.tribe, invited_to=self.to_what, invited=self.invited, by=self.means, answer=answer)


class TribeNote(DatedRecord):
    """What a tribe told in confidence. Read by few: `homeward.wicwa.sight`."""

    tribe = models.ForeignKey(Tribe, models.PROTECT, related_name="notes")
    text = models.TextField()

    objects = DatedRecordQuerySet["TribeNote"].as_manager()

    def __str__(self) -> str:
        return f"note of {self.on}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """Whose note, and what it says."""
        return said(tribe=self.tribe, note=self.text)
