"""A timetable that somebody asked for: what was wanted, how far it is, what was proposed and what became of it."""

import uuid
from datetime import date
from typing import Final

from django.db import models

from homeward.roundtables.models.meeting import Roundtable
from homeward.workforce.models import Agency, Person


class Stage(models.TextChoices):
    """How far a timetable has come."""

    WAITING = "waiting", "waiting to be made"
    SOLVING = "solving", "being made"
    PROPOSED = "proposed", "proposed"
    IMPOSSIBLE = "impossible", "impossible as it was asked"
    FAILED = "failed", "failed"
    ACCEPTED = "accepted", "accepted"
    DISCARDED = "discarded", "discarded"


UNDER_WAY: Final = frozenset({Stage.WAITING.value, Stage.SOLVING.value})
"""Something is being done, or waits to be."""


class Timetable(models.Model):
    """A proposal of meetings for some days. It holds keys and times, no name; nobody but who asked for it opens it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="timetables")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="timetables")
    asked_at = models.DateTimeField()
    first_day = models.DateField()
    last_day = models.DateField()
    seconds = models.PositiveSmallIntegerField()
    may_move = models.BooleanField(default=False)
    """Announced meetings may be changed, as few as possible; else they stay as they are."""
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    """The proposal that this one changes as little as possible."""
    repairs = models.ForeignKey(Roundtable, models.PROTECT, null=True, related_name="repairs")
    """The only meeting that may be changed."""
    absent = models.JSONField(default=list)
    """The people who can not come to the meeting that is repaired."""
    pins = models.JSONField(default=dict)
    """By request: what a person decided of start, room, facilitator and external."""
    left_out = models.JSONField(default=list)
    """The requests that a person left out."""
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.WAITING)
    is_stop_wanted = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    """When the work last gave a sign of life."""
    reached = models.JSONField(default=list)
    """Goal by goal: its name, the value reached, the bound proven (null: none), the priority."""
    asked = models.JSONField(default=dict)
    """By request: children, kind, window, and the roundtable that stands for it already."""
    beside = models.JSONField(default=dict)
    """Requests that are not in the problem, each with the reason."""
    announced = models.JSONField(default=dict)
    """What was announced of each request when it was solved."""
    solution = models.JSONField(default=dict)
    """Meetings, and what has no place with the reason."""
    faults = models.JSONField(default=list)
    """Why it is impossible, in words."""
    became = models.JSONField(default=dict)
    """Once accepted, by request: the roundtable, or why it was refused."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        indexes = (models.Index(fields=("asked_by", "asked_at"), name="timetable_of_person"),)

    def __str__(self) -> str:
        return f"Timetable {self.first_day} to {self.last_day}, {Stage(self.stage).label}"

    @property
    def days(self) -> tuple[date, date]:
        """From the first to the last."""
        return self.first_day, self.last_day
