"""What became of a roundtable afterwards: checks and reviews, answers to what was raised, who took a barrier on."""

import uuid

from django.db import models

from homeward.casefile.models import Child
from homeward.permanency.models.consultations import (
    ActionStep,
    Consultation,
    Correctable,
    CorrectableQuerySet,
    SystemicBarrier,
)
from homeward.workforce.models import Person


class Noted(models.Model):
    """Something that somebody did on a day, as it was recorded; sent twice, it is recorded once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    on = models.DateField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta:
        abstract = True


class FollowUp(Correctable, Noted):
    """The check of the steps, or the review with a new rating, of one roundtable. Of each, one stands."""

    class Kind(models.TextChoices):
        """Which of the two; their days are the guide's."""

        CHECK = "check", "check of the steps"
        REVIEW = "review", "review with a new rating"

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="follow_ups")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    support = models.TextField(blank=True)
    """What helps the case manager to go on."""
    why_not_rated = models.TextField(blank=True)
    """Why a child was not rated again at a review."""

    objects = CorrectableQuerySet["FollowUp"].as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.on}"


class Level(models.TextChoices):
    """To whom something is raised: first to one, after further days also to the other."""

    SUPERVISOR = "supervisor", "supervisor"
    PERMANENCY_CONSULTANT = "permanency_consultant", "permanency consultant"


class RaisedAnswer(Noted):
    """What somebody did about a step that stays late, or about a check or review that was not held."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="raised_answers")
    step = models.ForeignKey(ActionStep, models.PROTECT, null=True, related_name="raised_answers")
    """None: the answer is about the follow-up."""
    kind = models.CharField(max_length=10, choices=FollowUp.Kind.choices, blank=True)
    """Which follow-up; empty: the answer is about the step."""
    level = models.CharField(max_length=30, choices=Level.choices)
    did = models.TextField()

    class Meta:
        ordering = ("on", "recorded_at")

    def __str__(self) -> str:
        return f"answer of {self.on}"


class ReadBeforeHearing(Noted):
    """Somebody looked again at a child's last roundtable before the hearing. No duty, and never late."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="readings")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "read before hearing"

    def __str__(self) -> str:
        return f"read on {self.on}"


class BarrierOwner(Noted):
    """Who takes a barrier on, or that nobody does any more; the latest counts."""

    barrier = models.ForeignKey(SystemicBarrier, models.PROTECT, related_name="owners")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="barriers")
    """None: it was given back."""

    class Meta:
        ordering = ("recorded_at",)

    def __str__(self) -> str:
        return f"owner since {self.on}"


class BarrierCorrection(Noted):
    """A barrier, or that it is resolved, was recorded wrongly: how it stood before, and why it was changed."""

    class Kind(models.TextChoices):
        """What was done about it."""

        CORRECTED = "corrected", "corrected"
        WITHDRAWN = "withdrawn", "taken back: it is no systemic barrier"
        RESOLUTION_CORRECTED = "resolution_corrected", "corrected how it was resolved"
        REOPENED = "reopened", "taken back: it is not resolved"

    barrier = models.ForeignKey(SystemicBarrier, models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    before = models.JSONField(default=dict)
    """The fields as they stood, by name, in words."""
    why = models.TextField()

    class Meta:
        ordering = ("recorded_at",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    @property
    def before_words(self) -> str:
        """How it stood before, in a line."""
        return "; ".join(says for says in self.before.values() if says)
