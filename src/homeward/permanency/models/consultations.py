"""Permanency consultations: the meeting about a child or several siblings, what was written, and what came of it."""

import uuid
from typing import TypeVar

from django.db import models
from django.db.models import Exists, OuterRef

from homeward.casefile.models import Child, Event
from homeward.casefile.sight import Sight
from homeward.policy.vocabulary import OWNERS
from homeward.workforce.models import Person, RoleName

Correctable_co = TypeVar("Correctable_co", bound="Correctable", covariant=True)

KINDS = (
    ("permanency_roundtable", "permanency roundtable"),
    ("case_consultation", "case consultation"),
    ("concurrent_planning_meeting", "concurrent planning meeting"),
    ("family_meeting", "family meeting"),
    ("legal_consultation", "legal consultation"),
    ("permanency_plan_review", "permanency plan review"),
    ("tribal_consultation", "tribal review or consultation"),
)
ROUNDTABLE = KINDS[0][0]
"""The one kind that policy counts."""

UNREAD_IN_LISTS = ("consultation__snapshot", "consultation__form")
"""Long texts of the consultation to which something belongs: a list of many does without them."""

LEVELS = (
    ("unit", "the unit"),
    ("agency", "the agency"),
    ("court", "the court"),
    ("state", "the state"),
    ("other", "others"),
)
"""Where a systemic barrier has to be moved."""

OWNER_ROLES = tuple((role, role.replace("_", " ")) for role in OWNERS)
"""Who works with a child, and so may be given a step."""


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Consultations."""

    def seen_by(self, sight: Sight) -> "ConsultationQuerySet":
        """Those of which a person may open the record of every child: what was written is about all of them."""
        hidden = ConsultationChild.objects.filter(consultation=OuterRef("pk")).exclude(
            child__in=Child.objects.seen_by(sight).values("pk")
        )
        return self.filter(~Exists(hidden))

    def of(self, child_id: uuid.UUID) -> "ConsultationQuerySet":
        """Those of a child that were not called off, the latest first."""
        return self.filter(members__child=child_id, called_off_at=None).order_by("-on", "-begun_at")


class Consultation(models.Model):
    """One consultation, from its preparation to the form. Its text is the sum of its saves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40, choices=KINDS, default=ROUNDTABLE)
    on = models.DateField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_as = models.CharField(max_length=40, choices=RoleName.choices, blank=True)
    """Begun by the case manager or the supervisor, it needs the other one's agreement too."""
    begun_at = models.DateTimeField()
    token = models.UUIDField(unique=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    called_off_at = models.DateTimeField(null=True)
    why_called_off = models.TextField(blank=True)
    convened_as = models.UUIDField(null=True, unique=True)
    """The key of the meeting that was convened for it, where people and rooms are arranged."""
    guide_version = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True)
    snapshot = models.JSONField(default=dict)
    """What was known when the meeting began; empty before."""
    held_at = models.DateTimeField(null=True)
    """When the meeting's end was recorded."""
    completed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)
    """When the form was completed here, and locked. That it was entered in the state system is an event."""
    form = models.JSONField(default=dict)
    """The form as it was completed."""

    objects = ConsultationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.on}"

    @property
    def awaits_agreement(self) -> bool:
        """Whether case manager and supervisor do not yet want it together."""
        return self.begun_as in {RoleName.ONGOING_CASE_MANAGER, RoleName.SUPERVISOR} and self.agreed_at is None


class ConsultationChild(models.Model):
    """A child of a consultation, and the event by which it counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="members")
    child = models.ForeignKey(Child, models.PROTECT, related_name="consultations")
    held = models.ForeignKey(Event, models.PROTECT, null=True, related_name="consultations")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("consultation", "child"), name="child_of_consultation"),)
        verbose_name_plural = "consultation children"

    def __str__(self) -> str:
        return f"{self.child} in {self.consultation_id}"


class Participant(models.Model):
    """Somebody with a seat at a consultation. `row` is her row in its text: what she recommends stands there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="participants")
    row = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, related_name="consultations")
    seat = models.CharField(max_length=40)
    """As what."""
    eligible_because = models.TextField(blank=True)
    """Why she may sit there, as it was when the meeting began."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("consultation", "row"), name="participant_of_row"),
            models.UniqueConstraint(fields=("consultation", "person"), name="participant_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} in {self.consultation_id}"


class ConsultationSave(models.Model):
    """What one person changed of a consultation's text at one moment: each part with what it became."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="saves")
    number = models.PositiveIntegerField()
    changed = models.JSONField()
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("consultation", "number")
        constraints = (models.UniqueConstraint(fields=("consultation", "number"), name="save_of_consultation"),)

    def __str__(self) -> str:
        return f"save {self.number}"


class Agreed(models.Model):
    """What a consultation agreed on or found, and what became of it. `row` is its row in the consultation's text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="%(class)ss")
    row = models.CharField(max_length=20)
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    """None: all children of the consultation."""

    class Meta:
        abstract = True


class ActionStep(Agreed):
    """Something that somebody was to do by a day."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", "open"
        COMPLETED = "completed", "completed"
        ELIMINATED = "eliminated", "eliminated"

    what = models.TextField()
    who = models.CharField(max_length=200)
    by_on = models.DateField(null=True)
    barrier = models.CharField(max_length=40, blank=True)
    overcome = models.TextField(blank=True)
    role = models.CharField(max_length=40, choices=OWNER_ROLES, blank=True)
    """Whose step it is, by her work with the child; empty: the person's, or, without one, the case manager's."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="action_steps")
    """Somebody named who has no role with the child herself."""
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    settled_on = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("consultation", "row"), name="step_of_consultation"),)
        indexes = (models.Index(fields=("state", "by_on"), name="step_by_day"),)

    def __str__(self) -> str:
        return f"step {self.row} of {self.consultation_id}"


class CorrectableQuerySet(models.QuerySet[Correctable_co]):
    """What can be corrected."""

    def current(self) -> "CorrectableQuerySet[Correctable_co]":
        """Without what was corrected or taken back, and without the entries that take something back."""
        return self.filter(correction__isnull=True, is_withdrawal=False)


class Correctable(models.Model):
    """What is never changed: another entry corrects it, or takes it back, and says why."""

    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="correction")
    is_withdrawal = models.BooleanField(default=False)
    why_corrected = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def is_corrected(self) -> bool:
        """Whether another entry counts in its place."""
        return hasattr(self, "correction")


class StepOutcome(Correctable):
    """What somebody recorded of a step: completed, eliminated and why, or open again. The latest that stands counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    step = models.ForeignKey(ActionStep, models.PROTECT, related_name="outcomes")
    state = models.CharField(max_length=20, choices=ActionStep.State.choices)
    on = models.DateField()
    why = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    objects = CorrectableQuerySet["StepOutcome"].as_manager()

    class Meta:
        ordering = ("recorded_at",)

    def __str__(self) -> str:
        return f"{self.state} {self.on}"


class SystemicBarrierQuerySet(models.QuerySet["SystemicBarrier"]):
    """Systemic barriers."""

    def current(self) -> "SystemicBarrierQuerySet":
        """Without those that were recorded by mistake."""
        return self.filter(withdrawn_on=None)


class SystemicBarrier(Agreed):
    """What stands in the way and nobody in the room can move."""

    category = models.CharField(max_length=40)
    narrative = models.TextField(blank=True)
    must_act = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=10, blank=True, choices=LEVELS)
    resolved_on = models.DateField(null=True)
    resolved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    how_resolved = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    """It was recorded by mistake, and counts no more."""

    objects = SystemicBarrierQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("consultation", "row"), name="barrier_of_consultation"),)

    def __str__(self) -> str:
        return f"barrier {self.row} of {self.consultation_id}"


class Addendum(models.Model):
    """What was added to a completed form: the only way in which it is corrected."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="addenda")
    text = models.TextField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta:
        ordering = ("added_at",)
        verbose_name_plural = "addenda"

    def __str__(self) -> str:
        return f"addendum of {self.added_at:%Y-%m-%d}"
