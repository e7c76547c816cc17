"""What is kept of each extract, what it left to settle, and whom it named for each child."""

import uuid
from typing import Any, Final

from django.db import models

from homeward.casefile.models import Child, Episode, Event, Placement
from homeward.casefile.sight import Sight
from homeward.workforce.models import Agency, Person

COLUMNS: Final = (
    ("agency", "agency"),
    ("unit", "unit"),
    ("ongoing_case_manager", "ongoing case manager"),
    ("supervisor", "supervisor"),
    ("permanency_consultant", "permanency consultant"),
)
"""The columns of `children` that hold an identifier of the state system."""


class State(models.TextChoices):
    """How far an extract has come."""

    WAITING = "waiting", "waiting to be checked"
    CHECKING = "checking", "being checked"
    UNREADABLE = "unreadable", "can not be used"
    CHECKED = "checked", "checked: confirm or discard it"
    CONFIRMED = "confirmed", "waiting to be imported"
    IMPORTING = "importing", "being imported"
    IMPORTED = "imported", "imported"
    DISCARDED = "discarded", "discarded"
    FAILED = "failed", "failed"


class Extract(models.Model):
    """A caseload that came from the state system: sent by somebody, or found in the drop folder."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="extracts")
    """Children of this agency and of those below it may be in it."""
    called = models.CharField(max_length=200)
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """None: the drop folder."""
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    """Children, of `total`, in the work that is under way."""
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    """By table: how many rows are new, changed, unchanged, withdrawn, refused."""
    fault_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    """The first of them: table, row, column, value, problem."""
    notes = models.JSONField(default=list)
    rows_of_nobody = models.PositiveIntegerField(default=0)
    """Refused rows of which nobody can tell whose they are: because of them nothing is withdrawn."""
    untouched = models.JSONField(default=list)
    """The first children in care whom it does not name."""
    untouched_count = models.PositiveIntegerField(default=0)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    imported_on = models.DateField(null=True)
    """The day on which it was begun to be imported: from then on people are assigned."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-sent_at",)
        indexes = (models.Index(fields=("agency", "sent_at"), name="extract_of_agency"),)

    def __str__(self) -> str:
        return f"{self.called}, {State(self.state).label}"


def _is_hers(sight: Sight) -> models.Exists:
    """Whoever settles something changes the record: a record that is open by exception is only read.

    It is asked of each row that waits, for those are few, and children are many.
    """
    hers = Child.objects.filter(sight.by_work)
    return models.Exists(hers.filter(pk=models.OuterRef("child_id")))


class DifferenceQuerySet(models.QuerySet["Difference"]):
    """Differences."""

    def to_settle(self, sight: Sight) -> "DifferenceQuerySet":
        """Those that nobody has settled, of the children whom a person sees by her work."""
        return self.filter(_is_hers(sight), settled_at=None)


class Decision(models.TextChoices):
    """How a difference was settled."""

    KEEP = "keep", "what was typed is right"
    TAKE = "take", "the extract is right"
    GONE = "gone", "there is no difference any more"


class Difference(models.Model):
    """Where an extract says something else than what somebody typed. A person settles it, once.

    It is about one episode, placement or event, or about all stays of the child. `in_extract` is empty where the
    extract does not have it any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="differences")
    extract = models.ForeignKey(Extract, models.PROTECT, related_name="differences")
    """The first that had it."""
    episode = models.ForeignKey(Episode, models.PROTECT, null=True, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, null=True, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    recorded = models.JSONField(default=dict)
    in_extract = models.JSONField(default=dict)
    decision = models.CharField(max_length=10, blank=True, choices=Decision.choices)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("child", "settled_at"), name="difference_of_child"),)

    def __str__(self) -> str:
        return f"{self.child}: {self.about}"

    @property
    def about(self) -> Any:
        """The episode, placement or event; the child where it is about all stays."""
        return self.episode or self.placement or self.event or self.child


class MentionQuerySet(models.QuerySet["Mention"]):
    """Mentions."""

    def unknown(self, sight: Sight) -> "MentionQuerySet":
        """Those of nobody whom Homeward knows, for the children whom a person sees by her work."""
        # `in`, because SQLite looks up no index for "not known".
        return self.filter(_is_hers(sight), is_known__in=[False])


class Mention(models.Model):
    """Whom the latest extract names for a child in one column, by the state system's identifier.

    So an import can tell whether the state system has somebody else than before, or a person here was reassigned.
    """

    child = models.ForeignKey(Child, models.CASCADE, related_name="mentions")
    column = models.CharField(max_length=40, choices=COLUMNS)
    identifier = models.CharField(max_length=200, blank=True)
    is_known = models.BooleanField(default=True)
    """Whether somebody or something here had the identifier when it was last looked for."""

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("child", "column"), name="mention_of_child"),)
        indexes = (models.Index(fields=("is_known", "column", "identifier"), name="mention_by_identifier"),)

    def __str__(self) -> str:
        return f"{self.child}: {self.column} {self.identifier}"
