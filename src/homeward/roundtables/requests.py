"""Who is to be met: each request a child, or sisters and brothers together, with what asks for it and in which days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from homeward.casefile.models import Child, Event, Placement
from homeward.casefile.sight import Sight
from homeward.obligations.models import Determination, Obligation
from homeward.obligations.satisfying import kind_that_satisfies, rules
from homeward.permanency.models import RelationalRecord
from homeward.roundtables.models import Attending, Choice, Roundtable, Separation, Status
from homeward.roundtables.windows import HORIZON, Window, window_of
from homeward.website.words import day_words

HELD: Final = "roundtable_held"
SCHEDULED: Final = "roundtable_scheduled"
MOST: Final = 600
"""So many obligations are looked at, those due first; what comes after them is not due soon."""

_UNMET: Final = ("overdue", "open", "upcoming")


@cache
def roundtable_rules() -> tuple[str, ...]:
    """The rules of the manual in force that a roundtable satisfies."""
    return tuple(sorted(rule for rule in rules() if kind_that_satisfies(rule) == HELD))


@dataclass
class Asked:
    """A child of a request: what the engine answered, and what people chose."""

    child: Child
    determination: Determination | None = None
    obligations: list[Obligation] = field(default_factory=list)
    choice: Choice | None = None
    home: str = ""
    """The type of the placement on the day."""
    has_connection: bool = False
    """Whether a lifelong connection is recorded."""

    @property
    def due_first(self) -> Obligation | None:
        """The obligation that is due first, if one asks for it."""
        return min(self.obligations, key=lambda one: one.due_on or date.max, default=None)

    @property
    def days(self) -> list[tuple[date, date]]:
        """First and last day of each obligation; of a choice, those before the next hearing."""
        found = [(one.opens_on or one.due_on, one.due_on) for one in self.obligations if one.due_on]
        told = self.determination
        if not found and told and told.window_opens_on and told.window_closes_on:
            found = [(told.window_opens_on, told.window_closes_on)]
        return found


@dataclass(frozen=True)
class Unsettled:
    """A roundtable that was announced or planned for a day that has passed, and nobody said what became of it."""

    on: date
    child: Child
    roundtable_id: UUID | None = None
    event_id: UUID | None = None
    """Where only an event in the file announces it."""
    is_planned: bool = False

    @property
    def says(self) -> str:
        """What is to be done before another one is convened."""
        if self.is_planned:
            return f"A roundtable was planned for {day_words(self.on)} and never announced; move or cancel it"
        return f"A roundtable of {day_words(self.on)} was announced; record whether it was held"


@dataclass
class Request:
    """A meeting to be convened. `arranged` is the day for which one is announced or planned inside its window."""

    asked: list[Asked]
    window: Window
    arranged: date | None = None
    roundtable_id: UUID | None = None
    is_planned: bool = False
    """Arranged, but nobody is told yet."""
    unsettled: Unsettled | None = None
    """What is to be recorded before it is convened anew."""

    @property
    def is_required(self) -> bool:
        """Whether policy requires it for one of the children at least."""
        return any(one.obligations for one in self.asked)

    @property
    def lead(self) -> Asked:
        """The child for whom it is due first."""
        return min(self.asked, key=lambda one: (not one.obligations, min((d[1] for d in one.days), default=date.max)))

    @property
    def due_on(self) -> date:
        """The legal due date, also if it has passed; what is only chosen is to be held by the end of its window."""
        dues = [one.due_first.due_on for one in self.asked if one.due_first and one.due_first.due_on]
        return min(dues, default=self.window.closes_on)


def requests_of(sight: Sight, *, today: date, only: UUID | None = None) -> list[Request]:
    """The requests among the children whom a person sees, in no order; `only` the one that a child belongs to.

    As many queries whatever the number of children.
    """
    found = _asked(sight, today, only)
    _learn(found, today)
    grouped: dict[str, list[Asked]] = defaultdict(list)
    apart = set(Separation.objects.filter(child__in=list(found), withdrawn_on=None).values_list("child_id", flat=True))
    for one in found.values():
        together = one.child.case_id if one.child.case_id and one.child.pk not in apart else ""
        # Sisters and brothers for whom different agencies are responsible are met apart.
        grouped[f"{one.child.agency_id}/{together}" if together else str(one.child.pk)].append(one)
    listed = [_request(group, today) for group in grouped.values()]
    _arranged(listed, today)
    return listed if only is None else [one for one in listed if any(asked.child.pk == only for asked in one.asked)]


def _asked(sight: Sight, today: date, only: UUID | None) -> dict[UUID, Asked]:
    """The children with an unmet obligation or a choice that counts; one child's whole group if `only` is given."""
    seen = Child.objects.listed_for(sight) if only is None else Child.objects.seen_by(sight)
    if only is not None:
        child = Child.objects.filter(pk=only).values_list("case_id", flat=True).first()
        seen = seen.filter(Q(pk=only) | Q(case_id=child) if child else Q(pk=only))
    unmet = Obligation.objects.filter(
        Q(opens_on__lte=today + HORIZON) | Q(opens_on=None),
        child__in=seen.values("pk"),
        rule__in=roundtable_rules(),
        outcome__in=_UNMET,
        is_open=True,
        due_on__isnull=False,
    )
    found: dict[UUID, Asked] = {}
    for one in unmet.select_related("child").order_by("due_on", "pk")[:MOST]:
        found.setdefault(one.child_id, Asked(one.child)).obligations.append(one)
    for choice in counting(Choice.objects.filter(child__in=seen.values("pk"))).select_related("child"):
        found.setdefault(choice.child_id, Asked(choice.child)).choice = choice
    return found


def counting(choices: QuerySet[Choice]) -> QuerySet[Choice]:
    """The choices that everybody confirmed whose word they need, and that were not taken back or fulfilled."""
    held = Event.objects.current().filter(kind=HELD, child=OuterRef("child"), on__gte=OuterRef("on"))
    complete = Q(kind=Choice.Kind.OPTIONAL, said=1) | Q(kind=Choice.Kind.TOGETHER, said=2)
    waiting = choices.filter(~Exists(held), withdrawn_on=None)
    return waiting.annotate(said=Count("confirmations")).filter(complete)


def _learn(found: dict[UUID, Asked], today: date) -> None:
    """What the order of the queue looks at, of all children at once."""
    for told in Determination.objects.filter(child__in=list(found)):
        found[told.child_id].determination = told
    homes = Placement.objects.current().filter(child__in=list(found), started_on__lte=today)
    homes = homes.filter(Q(ended_on=None) | Q(ended_on__gt=today)).order_by("started_on")
    for child_id, home in homes.values_list("child_id", "placement_type"):
        found[child_id].home = home
    known = RelationalRecord.objects.current().filter(child__in=list(found)).filter(
        Q(lifelong_agreed="yes") | Q(connections__gt=0)
    )  # fmt: skip
    for child_id in known.values_list("child_id", flat=True):
        found[child_id].has_connection = True


def _request(group: list[Asked], today: date) -> Request:
    required = [one for one in group if one.obligations] or group
    request = Request(group, window_of([days for one in required for days in one.days], today=today))
    lead = request.lead
    request.asked = sorted(group, key=lambda one: (one is not lead, one.child.birth_date or date.max))
    return request


def _arranged(listed: Iterable[Request], today: date) -> None:
    """Which of them are announced or planned inside their window, or were for a day that has passed.

    By a roundtable of Homeward, or by an event alone.
    """
    children = [one.child.pk for request in listed for one in request.asked]
    told: dict[UUID, list[Event]] = defaultdict(list)
    events = Event.objects.current().filter(child__in=children, kind__in=(SCHEDULED, HELD))
    for event in events.order_by("on", "pk").only("child_id", "kind", "on"):
        told[event.child_id].append(event)
    known = Attending.objects.filter(child__in=children, roundtable__in=Roundtable.objects.live().values("pk"))
    here = {one.child_id: one.roundtable for one in known.select_related("roundtable")}
    for request in listed:
        days = [_days_ahead(told[one.child.pk], here.get(one.child.pk), today) for one in request.asked]
        inside = [next((day for day in each if request.window.holds(day)), None) for each in days]
        if all(inside):
            request.arranged = max(day for day in inside if day)
            standing = (here[one.child.pk] for one in request.asked if one.child.pk in here)
            if stands := next((one for one in standing if one.on >= today), None):
                request.roundtable_id, request.is_planned = stands.pk, stands.status == Status.PLANNED
        else:
            past = (_unsettled(one, told[one.child.pk], here.get(one.child.pk), today) for one in request.asked)
            request.unsettled = next((one for one in past if one), None)


def _days_ahead(told: list[Event], here: Roundtable | None, today: date) -> list[date]:
    """The days to come for which one is announced in a child's file, or planned here."""
    days = [event.on for event in told if event.kind == SCHEDULED and event.on >= today]
    return [*days, here.on] if here and here.status == Status.PLANNED and here.on >= today else days


def _unsettled(asked: Asked, told: list[Event], here: Roundtable | None, today: date) -> Unsettled | None:
    """What was announced for a day that has passed, for what is asked now: nobody said whether it was held."""
    if here:
        is_planned = here.status == Status.PLANNED
        return Unsettled(here.on, asked.child, here.pk, is_planned=is_planned) if here.on < today else None
    announced = [event for event in told if event.kind == SCHEDULED]
    since = min((first for first, _ in asked.days), default=asked.choice.on if asked.choice else today)
    if not announced or not since <= announced[-1].on < today:
        return None
    if any(event.kind == HELD and event.on >= announced[-1].on for event in told):
        return None
    return Unsettled(announced[-1].on, asked.child, event_id=announced[-1].pk)


@dataclass(frozen=True)
class Held:
    """A roundtable that was held inside a window that is still open."""

    child: Child
    on: date
    until: date


def held_in_window(sight: Sight, *, today: date) -> list[Held]:
    """The children for whom that was done already what the current window asks."""
    met = Obligation.objects.listed_for(sight).filter(
        rule__in=roundtable_rules(), outcome__in=("met", "met_late"), due_on__gte=today, met_on__gte=today - HORIZON
    )
    rows = met.select_related("child").order_by("-met_on", "pk")[:MOST]
    found = {row.child_id: Held(row.child, row.met_on, row.due_on) for row in rows if row.met_on and row.due_on}
    return list(found.values())
