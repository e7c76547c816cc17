"""The engine's answers as they are kept: obligations, determinations, and the dates that moved."""

import uuid
from datetime import date

from django.db import models

from homeward.casefile.models import Child, Episode, Event
from homeward.casefile.sight import Sight
from homeward.policy.vocabulary import DETERMINATIONS, OUTCOMES, OWNERS, RATINGS
from homeward.workforce.models import Agency, Person, Unit

SETTLED = ("met", "met_late", "missed", "not_required")
"""The outcomes that nobody can do anything about any more."""


def _choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word.replace("_", " ")) for word in words]


class OfChild(models.Model):
    """Belongs to a child; says beside it who works with the child, so that lists need no joins."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="%(class)ss", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    ongoing_case_manager = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    supervisor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    permanency_consultant = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        abstract = True


class ObligationQuerySet(models.QuerySet["Obligation"]):
    """Obligations."""

    def visible_to(self, person: Person, *, on: date) -> "ObligationQuerySet":
        """Those of the children whose record a person may open on a day."""
        return self.filter(child__in=Child.objects.visible_to(person, on=on).values("pk"))

    def listed_for(self, sight: Sight) -> "ObligationQuerySet":
        """Those of the children who stand in somebody's lists and numbers."""
        return self.filter(child__in=Child.objects.listed_for(sight).values("pk"))

    def counted(self) -> "ObligationQuerySet":
        """Those of real children: without practice agencies."""
        return self.exclude(agency__in=Agency.objects.filter(is_practice=True).values("pk"))

    def open(self) -> "ObligationQuerySet":
        """Those that are not settled: overdue, open, upcoming, and those of which one can not tell."""
        # A list of one: for `is_open=True` Django writes the bare column, and for that SQLite uses no index.
        return self.filter(is_open__in=(True,))


class Obligation(OfChild):
    """One thing that policy asks for one child by a day, as the engine answered it last."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="obligations", db_index=False)
    rule = models.CharField(max_length=80)
    """The rule's id in the policy manual."""
    occasion = models.PositiveIntegerField()
    opens_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, choices=_choices(OUTCOMES))
    owner = models.CharField(max_length=40, choices=_choices(OWNERS))
    because = models.TextField()
    is_open = models.BooleanField()

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("episode", "rule", "occasion"), name="obligation_of_occasion"),)
        indexes = (
            models.Index(fields=("child", "is_open", "due_on"), name="obligation_child"),
            models.Index(fields=("ongoing_case_manager", "is_open", "due_on", "id"), name="obligation_case_manager"),
            models.Index(fields=("supervisor", "is_open", "due_on", "id"), name="obligation_supervisor"),
            models.Index(fields=("permanency_consultant", "is_open", "due_on", "id"), name="obligation_consultant"),
            models.Index(fields=("unit", "is_open", "due_on", "id"), name="obligation_unit"),
            models.Index(fields=("agency", "is_open", "due_on", "id"), name="obligation_agency"),
            models.Index(fields=("is_open", "due_on", "id"), name="obligation_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.occasion}: {self.outcome}"


class DeterminationQuerySet(models.QuerySet["Determination"]):
    """Roundtable determinations."""

    def visible_to(self, person: Person, *, on: date) -> "DeterminationQuerySet":
        """Those of the children whose record a person may open on a day."""
        return self.filter(child__in=Child.objects.visible_to(person, on=on).values("pk"))

    def listed_for(self, sight: Sight) -> "DeterminationQuerySet":
        """Those of the children who stand in somebody's lists and numbers."""
        return self.filter(child__in=Child.objects.listed_for(sight).values("pk"))

    def counted(self) -> "DeterminationQuerySet":
        """Those of real children: without practice agencies."""
        return self.exclude(agency__in=Agency.objects.filter(is_practice=True).values("pk"))


class Determination(OfChild):
    """Whether a child in care must have a permanency roundtable, as the engine answered it last."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode = models.OneToOneField(Episode, models.PROTECT, related_name="determination")
    determination = models.CharField(max_length=20, choices=_choices(DETERMINATIONS))
    reasons = models.CharField(max_length=400, blank=True)
    """Codes of the reasons, `;` between."""
    rating = models.CharField(max_length=20, blank=True, choices=_choices(RATINGS))
    """Current permanency status; empty: never rated."""
    rated_on = models.DateField(null=True)
    months_in_care = models.PositiveIntegerField()
    care_days_in_last_22_months = models.PositiveIntegerField()
    next_hearing_on = models.DateField(null=True)
    window_opens_on = models.DateField(null=True)
    window_closes_on = models.DateField(null=True)

    objects = DeterminationQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("child",), name="determination_child"),
            models.Index(fields=("ongoing_case_manager", "determination"), name="determination_case_manager"),
            models.Index(fields=("permanency_consultant", "determination"), name="determination_consultant"),
            models.Index(fields=("unit", "determination"), name="determination_unit"),
            models.Index(fields=("agency", "determination", "window_opens_on"), name="determination_agency"),
        )

    def __str__(self) -> str:
        return f"{self.child}: {self.determination}"


class Tally(models.Model):
    """How many open obligations of a unit's children stand out, as counted last (`standing`)."""

    id = models.UUIDField(primary_key=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """None: the children without a unit."""
    overdue = models.PositiveIntegerField(default=0)
    week = models.PositiveIntegerField(default=0)
    cannot_tell = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.unit or self.agency}: {self.overdue}, {self.week}, {self.cannot_tell}"


class Move(models.Model):
    """A due date that moved: from when to when, and what moved it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="moves", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="moves")
    rule = models.CharField(max_length=80)
    occasion = models.PositiveIntegerField()
    due_was = models.DateField(null=True)
    """None: it was not asked before, or its day could not be told."""
    due_now = models.DateField(null=True)
    """None: it is no longer asked, or its day can not be told."""
    cause = models.ForeignKey(Event, models.PROTECT, null=True, related_name="moves")
    """The event that was recorded. None: something else was done, a day has passed, or the policy changed."""
    done = models.CharField(max_length=60, blank=True)
    """What else was done, by the audit's verb: a stay, a placement or a fact of the child was changed."""
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    moved_on = models.DateField()

    class Meta:
        indexes = (models.Index(fields=("child", "moved_on"), name="move_of_child"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.occasion}: {self.due_was} became {self.due_now}"


class Refresh(models.Model):
    """The last time that the answers of all children were refreshed: as of which day, how many, how long."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    as_of = models.DateField()
    manual = models.CharField(max_length=80)
    children = models.PositiveIntegerField()
    obligations = models.PositiveIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "refreshes"

    def __str__(self) -> str:
        return f"{self.as_of}: {self.children} children"
