"""Where a roundtable can be held, and when people can come."""

import uuid

from django.db import models
from django.utils import timezone

from homeward.website.words import span_words
from homeward.workforce.models import Agency, Person, Unit


class Room(models.Model):
    """A room, or a virtual one; a virtual room holds one meeting at a time too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=200)
    site = models.CharField(max_length=200, blank=True)
    """The place; empty for a virtual room."""
    is_virtual = models.BooleanField(default=False)
    is_in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ("site", "name")
        constraints = (models.UniqueConstraint(fields=("agency", "name"), name="room_name"),)

    def __str__(self) -> str:
        return f"{self.name}, {self.site}" if self.site else self.name


class Span(models.Model):
    """From one moment to another, the last one left out; taken back, not deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("from_at",)

    @property
    def when(self) -> str:
        """From when to when, in words; whole days without hours."""
        return span_words(timezone.localtime(self.from_at), timezone.localtime(self.until_at))


class RoomClosure(Span):
    """A room can not be used for a while."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="closures")

    def __str__(self) -> str:
        return f"{self.room} closed from {self.from_at}"


class Availability(models.Model):
    """When somebody can sit at roundtables, and at how many. Without one: the whole day, and the usual caps."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="availability")
    works_from = models.TimeField()
    works_until = models.TimeField()
    max_per_day = models.PositiveSmallIntegerField(null=True, blank=True)
    """Empty: the usual cap of her role."""
    max_per_week = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "availabilities"

    def __str__(self) -> str:
        return f"{self.person}, {self.works_from} to {self.works_until}"


class SharedAbsence(Span):
    """Nobody of a unit, or of an agency and those below it, can come: days in court, a training for all."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="shared_absences")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="shared_absences")
    """None: everybody of the agency, and of the agencies below it."""
    what = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.what} from {self.from_at}"


class Absence(Span):
    """Somebody is away. Why is nobody's business here."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")

    def __str__(self) -> str:
        return f"{self.person} away from {self.from_at}"
