"""Children, who works with them, their stays and homes, and what happened."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from homeward.casefile.access import Assignment, BreakGlass, NamedPerson, TribalAffiliation
from homeward.casefile.sight import Sight, sight_of
from homeward.policy.vocabulary import (
    DISCHARGE_REASONS,
    EVENT_KINDS,
    GENDERS,
    GOALS,
    INDIAN_CHILD,
    PLACEMENT_TYPES,
    RATINGS,
)
from homeward.workforce.models import Agency, Person, Unit

__all__ = [
    "Amendment",
    "Assignment",
    "BreakGlass",
    "Child",
    "Episode",
    "Event",
    "NamedPerson",
    "Placement",
    "Source",
    "TribalAffiliation",
]


def _choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word.replace("_", " ")) for word in words]


class ChildQuerySet(models.QuerySet["Child"]):
    """Children. Every read of a child's data begins with `visible_to`."""

    def visible_to(self, person: Person, *, on: date) -> "ChildQuerySet":
        """The children whose record a person may open on a day (`casefile.sight`)."""
        return self.seen_by(sight_of(person, on=on))

    def seen_by(self, sight: Sight) -> "ChildQuerySet":
        """The same for a page that has worked out already what its visitor sees."""
        return self.filter(sight.children)

    def listed_for(self, sight: Sight) -> "ChildQuerySet":
        """The children in somebody's lists and numbers: those whom she sees, without practice where she also works."""
        return self.seen_by(sight).filter(sight.in_lists)

    def counted(self) -> "ChildQuerySet":
        """Real children: without those of practice agencies."""
        return self.filter(agency__is_practice=False)

    def in_care(self, *, on: date) -> "ChildQuerySet":
        """The children with a stay in out-of-home care that is open on a day."""
        return self.filter(pk__in=Episode.objects.current().open(on=on).values("child_id"))


class Child(models.Model):
    """The person the file is about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    external_id = models.CharField(max_length=200, unique=True)
    """The child's identifier in the state system: `child_id` of a caseload."""
    case_id = models.CharField(max_length=200, blank=True, db_index=True)
    """Children with the same one are a sibling group until a person says otherwise."""
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="children")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="children")
    first_name = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=10, blank=True, choices=_choices(GENDERS))
    indian_child = models.CharField(max_length=10, default="unknown", choices=_choices(INDIAN_CHILD))
    is_restricted = models.BooleanField(default=False)
    """Seen only by those who are named on it, for example because a relative works for the agency."""
    version = models.PositiveIntegerField(default=1)
    """Counts the changes of the record: a form that was opened at an earlier one is refused."""

    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ("last_name", "first_name", "external_id")
        verbose_name_plural = "children"

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.external_id


class Source(models.TextChoices):
    """How a fact came to be recorded."""

    TYPED = "typed", "typed"
    EXTRACT = "extract", "state system's extract"


class EpisodeQuerySet(models.QuerySet["Episode"]):
    """Stays in out-of-home care."""

    def current(self) -> "EpisodeQuerySet":
        """Without those that were withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def open(self, *, on: date) -> "EpisodeQuerySet":
        """Those that have begun and not ended on a day."""
        return self.filter(Q(discharged_on__isnull=True) | Q(discharged_on__gt=on), removed_on__lte=on)

    def last_of(self, child_id: uuid.UUID, *, on: date) -> "Episode | None":
        """The stay of a child that began last by a day, whether it has ended or not."""
        return self.current().filter(child=child_id, removed_on__lte=on).order_by("-removed_on").first()


class Episode(models.Model):
    """One stay in out-of-home care, from removal to discharge."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="episodes", db_index=False)
    external_id = models.CharField(max_length=200, blank=True, db_index=True)
    removed_on = models.DateField()
    discharged_on = models.DateField(null=True, blank=True)
    discharge_reason = models.CharField(max_length=40, blank=True, choices=_choices(DISCHARGE_REASONS))
    source = models.CharField(max_length=10, choices=Source.choices)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("child", "removed_on"), name="episode_of_child"),)

    def __str__(self) -> str:
        return f"{self.child}, removed {self.removed_on}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Placements."""

    def current(self) -> "PlacementQuerySet":
        """Without those that were withdrawn, themselves or with their episode."""
        return self.filter(withdrawn_at__isnull=True, episode__withdrawn_at__isnull=True)


class Placement(models.Model):
    """Where a child lives in an episode. `child` is the episode's, so that many children's are read in order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="placements", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="placements")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    placement_type = models.CharField(max_length=40, choices=_choices(PLACEMENT_TYPES))
    source = models.CharField(max_length=10, choices=Source.choices)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("child", "started_on"), name="placement_of_child"),)

    def __str__(self) -> str:
        return f"{self.child}, {self.get_placement_type_display()} from {self.started_on}"


class Amendment(models.Model):
    """A dated entry for each fact that was changed: what it was, and what it became.

    The fact is the placement's if there is one, else the episode's, else the child's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="amendments")
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="amendments")
    placement = models.ForeignKey(Placement, models.PROTECT, null=True, related_name="amendments")
    column = models.CharField(max_length=40)
    was = models.CharField(max_length=200, blank=True)
    became = models.CharField(max_length=200, blank=True)
    why = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.column}: {self.was or 'not recorded'} became {self.became or 'not recorded'}"


class EventQuerySet(models.QuerySet["Event"]):
    """Events."""

    def current(self) -> "EventQuerySet":
        """What is believed now: without the events that were corrected or withdrawn, and without the withdrawals."""
        return self.filter(correction__isnull=True, is_withdrawal=False)

    def in_order(self) -> "EventQuerySet":
        """By child and day; of one day, the event that was recorded last comes last and counts."""
        return self.order_by("child_id", "on", "recorded_at", "position")


class Event(models.Model):
    """Something that happened on a day, or for a `*_scheduled` kind will happen. It is never changed.

    A wrong event is followed by one that `corrects` it: with what is right, or as a withdrawal with nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="events", db_index=False)
    kind = models.CharField(max_length=40, choices=_choices(EVENT_KINDS))
    on = models.DateField()
    value = models.CharField(max_length=40, blank=True, choices=_choices((*RATINGS, *GOALS)))
    source = models.CharField(max_length=10, choices=Source.choices)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """None: the extract."""
    recorded_at = models.DateTimeField()
    position = models.PositiveIntegerField(default=0)
    """The place among the events that were recorded at one moment: the row of the extract."""
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="correction")
    is_withdrawal = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    """Why it corrects what it corrects."""
    token = models.UUIDField(null=True, blank=True, unique=True)
    """Made when a form is opened: sending the form twice records once."""

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("child", "on", "kind"), name="event_of_child"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    @property
    def by_whom(self) -> str:
        """Who recorded it, or that an extract brought it."""
        return self.recorded_by.name if self.recorded_by else str(Source(self.source).label)
