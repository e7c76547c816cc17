"""How roundtables are going, counted each night by agency and month: what a page would otherwise count of everybody.

Restricted records and practice agencies are left out, as in `counts`. What is counted, and of how many, is said in
words beside each number on the page (`going`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from homeward.casefile.models import Episode, Event
from homeward.obligations.models import Determination, Obligation
from homeward.obligations.recording import RATING
from homeward.permanency.consultations.history import FORM_RULE
from homeward.permanency.models import ActionStep, ConsultationChild, SystemicBarrier
from homeward.roundtables.models import Seat, SeatRole, Status
from homeward.roundtables.requests import HELD, roundtable_rules
from homeward.worklists.models import RoundtableCount

COVERAGE, EXEMPT, FORM, STEPS, STATUS, EXCHANGE = "coverage", "exempt", "form", "steps", "status", "exchange"
BARRIERS = "barriers"

MONTHS: Final = 24
"""So many months are kept, this one among them."""

GUEST, OWN_AGENCY = "guest", "own agency"

_BATCH: Final = 500
_SETTLED: Final = {"met": "inside", "met_late": "late", "missed": "none", "overdue": "none"}
_WORST: Final = ("inside", "late", "none")
_REAL: Final = Q(child__is_restricted=False, child__agency__is_practice=False)

Key = tuple[UUID, date, str, str]
"""Agency, first day of the month, what is counted, and which part of it."""


def keep_roundtable_counts(*, as_of: date) -> int:
    """Count everything as of a day and keep it in the place of last night's; says how many rows there are."""
    first = as_of.replace(day=1) - relativedelta(months=MONTHS - 1)
    found: Counter[Key] = Counter()
    for part in (_coverage, _exempt, _forms, _steps, _barriers, _statuses, _exchange):
        found.update(part(first, as_of))
    rows = [
        RoundtableCount(agency_id=agency, month=month, what=what, part=part, number=number)
        for (agency, month, what, part), number in found.items()
    ]
    with transaction.atomic():  # not around the counting: nobody who saves waits for it
        RoundtableCount.objects.all().delete()
        RoundtableCount.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


def _month(day: date) -> date:
    return day.replace(day=1)


def _coverage(first: date, as_of: date) -> Iterator[Key]:
    """Children whose window closed in a month, once each: the worst of what became of their windows."""
    closed = Obligation.objects.filter(
        _REAL, rule__in=roundtable_rules(), outcome__in=_SETTLED, due_on__gte=first, due_on__lt=as_of
    )
    worst: dict[tuple[UUID, UUID, date], int] = {}
    for agency, child, due_on, outcome in closed.values_list("agency", "child", "due_on", "outcome").iterator():
        key, place = (agency, child, _month(due_on or as_of)), _WORST.index(_SETTLED[outcome])
        worst[key] = max(worst.get(key, 0), place)
    return ((agency, month, COVERAGE, _WORST[place]) for (agency, _, month), place in worst.items())


def _exempt(first: date, as_of: date) -> Iterator[Key]:
    """Who is exempt now, under each clause that holds."""
    exempt = Determination.objects.filter(_REAL, determination="exempt")
    for agency, reasons in exempt.values_list("agency", "reasons").iterator():
        for reason in reasons.split(";"):
            yield agency, _month(as_of), EXEMPT, reason


def _forms(first: date, as_of: date) -> Iterator[Key]:
    owed = Obligation.objects.filter(
        _REAL, rule=FORM_RULE, outcome__in=_SETTLED, due_on__gte=first, due_on__lte=as_of
    )  # fmt: skip
    for agency, due_on, outcome in owed.values_list("agency", "due_on", "outcome").iterator():
        yield agency, _month(due_on or as_of), FORM, _SETTLED[outcome]


def _steps(first: date, as_of: date) -> Iterator[Key]:
    """Each step once, in the month in which it was agreed; of several siblings, for the agency of one."""
    members = ConsultationChild.objects.filter(_REAL, consultation__on__gte=first, consultation__called_off_at=None)
    agency_of = dict(members.values_list("consultation", "child__agency"))
    steps = ActionStep.objects.filter(consultation__in=members.values("consultation"))
    for consultation, on, state, by_on in steps.values_list("consultation", "consultation__on", "state", "by_on"):
        part = "late" if state == ActionStep.State.OPEN and by_on and by_on < as_of else state
        yield agency_of[consultation], _month(on), STEPS, part


def _barriers(first: date, as_of: date) -> Iterator[Key]:
    """The pairs of child and barrier that stand now, by barrier: as in the register, what was found last counts."""
    members: dict[UUID, list[tuple[UUID, UUID]]] = {}
    listed = ConsultationChild.objects.filter(_REAL, consultation__called_off_at=None)
    for consultation, child, agency in listed.values_list("consultation", "child", "child__agency").iterator():
        members.setdefault(consultation, []).append((child, agency))
    found = SystemicBarrier.objects.current().filter(consultation__called_off_at=None)
    last: dict[tuple[UUID, str], tuple[UUID, bool]] = {}
    for consultation, about, category, resolved_on in found.order_by("consultation__on", "row").values_list(
        "consultation", "child", "category", "resolved_on"
    ):
        for child, agency in members.get(consultation, ()):
            if about in {None, child}:
                last[child, category] = agency, resolved_on is None
    return ((agency, _month(as_of), BARRIERS, category) for (_, category), (agency, stands) in last.items() if stands)


def _statuses(first: date, as_of: date) -> Iterator[Key]:
    """For each stay with a first roundtable: the status at it, and the latest one after it."""
    with_one = Event.objects.current().filter(kind=HELD, on__lte=as_of).values("child")
    told: dict[UUID, list[tuple[date, str, str]]] = {}
    events = Event.objects.current().filter(child__in=with_one, kind__in=(HELD, RATING), on__lte=as_of).in_order()
    for child, on, kind, value in events.values_list("child", "on", "kind", "value").iterator():
        told.setdefault(child, []).append((on, kind, value))
    stays = Episode.objects.current().filter(_REAL, child__in=with_one)
    for child, agency, begun, ended in stays.values_list("child", "child__agency", "removed_on", "discharged_on"):
        of_stay = [one for one in told.get(child, ()) if begun <= one[0] <= (ended or as_of)]
        held = next((on for on, kind, _ in of_stay if kind == HELD), None)
        if held and held >= first:
            before = [value for on, kind, value in of_stay if kind == RATING and on <= held]
            after = [value for on, kind, value in of_stay if kind == RATING and on > held]
            yield agency, _month(held), STATUS, f"{before[-1] if before else ''}>{after[-1] if after else ''}"


def _exchange(first: date, as_of: date) -> Iterator[Key]:
    """Each roundtable that was held with somebody from outside: who received, and which agency gave."""
    seats: Iterable[Any] = Seat.objects.taken().filter(
        role=SeatRole.EXTERNAL_CONSULTANT,
        roundtable__status=Status.HELD,
        roundtable__agency__is_practice=False,
        roundtable__starts_at__date__gte=first,
        roundtable__starts_at__date__lte=as_of,
    ).filter(Q(person__isnull=False) | ~Q(guest_name="")).exclude(
        roundtable__attending__child__is_restricted=True
    ).values_list(
        "roundtable__agency", "roundtable__starts_at", "person__agency"
    )  # fmt: skip
    for receiver, starts_at, giver in seats:
        part = OWN_AGENCY if giver == receiver else str(giver) if giver else GUEST
        yield receiver, _month(timezone.localtime(starts_at).date()), EXCHANGE, part
