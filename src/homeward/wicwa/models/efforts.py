"""Active efforts: what was done of each activity that the Act lists, and the dated evaluations of that record."""

from django.db import models

from homeward.casefile.models import Child, Event
from homeward.obligations.behind import Record, RecordQuerySet
from homeward.obligations.dated import DatedRecord, DatedRecordQuerySet, documents_in, said
from homeward.workforce.models import Person


class ActiveEffort(DatedRecord):
    """An entry about one activity: done, in progress, or not done and why not. The latest one says where it stands."""

    class State(models.TextChoices):
        """Where an activity stands."""

        DONE = "done", "done"
        IN_PROGRESS = "in_progress", "in progress"
        NOT_DONE = "not_done", "not done"

    activity = models.CharField(max_length=20)
    """The code of the wording."""
    state = models.CharField(max_length=20, choices=State.choices)
    explanation = models.TextField()
    done_by = models.CharField(max_length=200, blank=True)
    tribal_contact = models.CharField(max_length=200, blank=True)
    evidence = models.TextField(blank=True)
    """Where it can be seen: one document a line, with where it lies."""

    objects = DatedRecordQuerySet["ActiveEffort"].as_manager()

    def __str__(self) -> str:
        return f"activity {self.activity}, {self.on}"

    @property
    def documents(self) -> list[str]:
        """Where it can be seen, one document each."""
        return documents_in(self.evidence)

    @property
    def says(self) -> list[tuple[str, str]]:
        """Where it stood, with the explanation."""
        return said(
            state=self.get_state_display().capitalize(),
            explanation=self.explanation,
            who=self.done_by,
            tribal_contact=self.tribal_contact,
            evidence=self.evidence,
        )


class ActiveEffortsEvaluation(Record):
    """The record as it stood when active efforts were evaluated; the event has the day. Never changed."""

    class Placement(models.TextChoices):
        """What the evaluation says of the placement."""

        FOLLOWS = "follows", "the placement follows the order of preference"
        GOOD_CAUSE = "good_cause", "the placement departs from the order; good cause is stated"
        DEPARTS = "departs", "the placement departs from the order; no good cause is stated"

    placement = models.CharField(max_length=20, choices=Placement.choices)
    statement = models.TextField()
    next_steps = models.TextField(blank=True)
    wording = models.CharField(max_length=80)
    snapshot = models.JSONField(default=dict)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = RecordQuerySet["ActiveEffortsEvaluation"].as_manager()

    def __str__(self) -> str:
        return f"evaluation of active efforts, {self.event.on}"

    @property
    def child(self) -> Child:
        """Whose record was evaluated."""
        return self.event.child


EVALUATED = "active_efforts_evaluated"
"""The kind of event that an evaluation is."""


def evaluations_of(child: Child) -> models.QuerySet[Event]:
    """The days on which active efforts were evaluated, the latest first, each with its record if it has one."""
    events = Event.objects.current().filter(child=child, kind=EVALUATED)
    return events.select_related("activeeffortsevaluation__written_by", "recorded_by").order_by("-on", "-recorded_at")
