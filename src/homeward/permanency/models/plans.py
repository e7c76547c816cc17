"""The permanency plan: a draft that is saved as often as one likes, and the versions that were filed."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from homeward.casefile.models import Episode
from homeward.obligations.behind import Record, RecordQuerySet
from homeward.policy.vocabulary import GOALS
from homeward.workforce.models import Person

_GOALS = [(goal, goal.replace("_", " ")) for goal in GOALS]


class Written(models.Model):
    """The text of a plan, and the wording of its parts for which it was written (`permanency.plans.parts`)."""

    texts = models.JSONField(default=dict)
    """What was written, by part."""
    conditions = models.JSONField(default=list)
    """What must be so before the child can have permanence: goal, condition, measure, progress."""
    wording = models.CharField(max_length=80)

    class Meta:
        abstract = True


class PlanDraft(models.Model):
    """A plan in the making. A stay has at most one that is not filed; its text is that of the latest save."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="plan_drafts")
    copied_from = models.ForeignKey("PermanencyPlan", models.PROTECT, null=True, related_name="+")
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("episode",), condition=Q(filed_at__isnull=True), name="one_open_draft"),
        )

    def __str__(self) -> str:
        return f"draft of {self.begun_at:%Y-%m-%d}"


class DraftSave(Written):
    """A draft as somebody saved it. Each save is kept, so that what two people wrote at once can be told apart."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(PlanDraft, models.PROTECT, related_name="saves")
    number = models.PositiveIntegerField()
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("draft", "-number")
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="save_of_draft"),)

    def __str__(self) -> str:
        return f"save {self.number} of the {self.draft}"


class PermanencyPlan(Record, Written):
    """A plan as it was filed, with the goals as they stood on that day. It is never changed: an update follows it."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="permanency_plans")
    number = models.PositiveIntegerField()
    """Counts the versions of a stay in the order in which they were filed here."""
    goal = models.CharField(max_length=40, blank=True, choices=_GOALS)
    concurrent_goal = models.CharField(max_length=40, blank=True, choices=_GOALS)
    draft = models.OneToOneField(PlanDraft, models.PROTECT, related_name="plan")
    filed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    objects: Any = RecordQuerySet["PermanencyPlan"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("episode", "number"), name="version_of_plan"),)

    def __str__(self) -> str:
        return f"version {self.number}"
