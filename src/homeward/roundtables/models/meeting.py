"""A roundtable, the children whom it is about, and who sits at it."""

import uuid
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from homeward.casefile.models import Child, Event
from homeward.casefile.sight import Sight
from homeward.roundtables.models.room import Room
from homeward.workforce.models import Agency, Person


class Status(models.TextChoices):
    """What has become of a roundtable."""

    PLANNED = "planned", "planned, not announced yet"
    ANNOUNCED = "announced", "announced"
    HELD = "held", "held"
    CANCELLED = "cancelled", "cancelled"


class Kind(models.TextChoices):
    """Which meeting it is; the first takes longest."""

    INITIAL = "initial", "first roundtable"
    REPEAT = "repeat", "repeated roundtable"
    FOLLOW_UP = "follow_up", "follow-up"


class SeatRole(models.TextChoices):
    """As what somebody takes part."""

    PERMANENCY_CONSULTANT = "permanency_consultant", "permanency consultant"
    ONGOING_CASE_MANAGER = "ongoing_case_manager", "ongoing case manager"
    SUPERVISOR = "supervisor", "supervisor"
    FACILITATOR = "facilitator", "facilitator"
    EXTERNAL_CONSULTANT = "external_consultant", "external consultant"
    SCRIBE = "scribe", "scribe"
    TRIBAL_REPRESENTATIVE = "tribal_representative", "tribal representative"
    OTHER = "other", "other"


class RoundtableQuerySet(models.QuerySet["Roundtable"]):
    """Roundtables."""

    def live(self) -> "RoundtableQuerySet":
        """Those that take up the people's and the room's time."""
        return self.filter(status__in=(Status.PLANNED, Status.ANNOUNCED))

    def of_files(self, sight: Sight) -> "RoundtableQuerySet":
        """Those about a child whose record a person may open."""
        about = Attending.objects.filter(child__in=Child.objects.seen_by(sight).values("pk"))
        return self.filter(pk__in=about.values("roundtable_id"))

    def listed_for(self, sight: Sight) -> "RoundtableQuerySet":
        """Those about a child who stands in somebody's lists and numbers."""
        about = Attending.objects.filter(child__in=Child.objects.listed_for(sight).values("pk"))
        return self.filter(pk__in=about.values("roundtable_id"))

    def of_seats(self, person_id: uuid.UUID) -> "RoundtableQuerySet":
        """Those of which somebody with a seat was told, until the form of every child is completed."""
        seats = Seat.objects.taken().filter(person=person_id)
        form = Event.objects.current().filter(
            child=models.OuterRef("child"), kind="consultation_form_completed", on__gte=models.OuterRef("held__on")
        )
        waiting = Attending.objects.filter(~models.Exists(form))
        return self.exclude(status__in=(Status.PLANNED, Status.CANCELLED)).filter(
            pk__in=seats.values("roundtable_id"), attending__in=waiting
        ).distinct()  # fmt: skip


class Roundtable(models.Model):
    """A meeting about one child, or about sisters and brothers together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="roundtables")
    """That is responsible for the first of the children."""
    kind = models.CharField(max_length=20, choices=Kind.choices)
    status = models.CharField(max_length=20, choices=Status.choices)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    room = models.ForeignKey(Room, models.PROTECT, related_name="roundtables")
    efforts = models.TextField(blank=True)
    """What was tried to find an external consultant from another agency."""
    convened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    convened_at = models.DateTimeField()
    exception_why = models.TextField(blank=True)
    """Why it is held at short notice, outside the usual hours, or after the practical last day."""
    changed_why = models.TextField(blank=True)
    """Why it was moved or cancelled, the last time."""
    version = models.PositiveIntegerField(default=1)
    """Counts the changes, so that a form opened before one is refused."""
    token = models.UUIDField(unique=True)
    """Of the form by which it was convened: sent twice, it convenes once."""

    objects = RoundtableQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at",)
        indexes = (models.Index(fields=("status", "starts_at"), name="roundtable_by_day"),)

    def __str__(self) -> str:
        return f"Roundtable {self.on}"

    @property
    def on(self) -> date:
        """The day, where the agency is."""
        return self.starts_at_here.date()

    @property
    def starts_at_here(self) -> datetime:
        """When it begins, on the clock of the agency."""
        return timezone.localtime(self.starts_at)

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Attending(models.Model):
    """A child whom a roundtable is about, with the events that stand for it in the child's file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roundtable = models.ForeignKey(Roundtable, models.PROTECT, related_name="attending")
    child = models.ForeignKey(Child, models.PROTECT, related_name="roundtables")
    announced = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    """None as long as it is only planned."""
    held = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "attending"
        constraints = (models.UniqueConstraint(fields=("roundtable", "child"), name="attending_once"),)

    def __str__(self) -> str:
        return f"{self.child}, {self.roundtable}"


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats."""

    def taken(self) -> "SeatQuerySet":
        """Without those that somebody has left."""
        return self.filter(left_at__isnull=True)


class Seat(models.Model):
    """Somebody at a roundtable, and why she may sit there; or why a seat stays empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roundtable = models.ForeignKey(Roundtable, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=40, choices=SeatRole.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="seats")
    guest_name = models.CharField(max_length=200, blank=True)
    """Of somebody who is not in Homeward."""
    eligible_because = models.TextField(blank=True)
    waived_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    waived_why = models.TextField(blank=True)
    """Why the seat stays empty, or why somebody sits there who is the second choice of policy."""
    left_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("roundtable", "person"), condition=Q(left_at__isnull=True), name="seat_one_a_person"
            ),
        )
        indexes = (models.Index(fields=("person", "left_at"), name="seat_of_person"),)

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.who}"

    @property
    def who(self) -> str:
        """The name, or that nobody sits there."""
        return str(self.person) if self.person else self.guest_name or "nobody"
