"""Today: what each person finds in the morning, by her roles."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from homeward.administration.exceptions import waiting_for_review
from homeward.casefile.models import Child
from homeward.casefile.page import READ_FILES, SEE_FILES, Visit, signed_in
from homeward.casefile.visibility import PRACTISE, SEE_THEIR_AGENCY
from homeward.extracts.settle import to_settle
from homeward.obligations.due import Due
from homeward.obligations.models import Determination, ObligationQuerySet, Refresh, Tally
from homeward.obligations.standing import NUMBERS, counts, shows
from homeward.roundtables.invitations.answers import unanswered
from homeward.roundtables.invitations.declined import declined_of
from homeward.roundtables.meetings import roundtables_of
from homeward.website import second_factor
from homeward.website.frame import is_open_to
from homeward.website.words import age_words
from homeward.workforce.models import RoleName
from homeward.worklists.counts import overview_of
from homeward.worklists.due_rows import hers, numbers, open_to, rows_of
from homeward.worklists.following import following_up
from homeward.worklists.grounds import grounds_of
from homeward.worklists.since import MOST, first_day, moved_since, without_something
from homeward.worklists.weeks import weeks_ahead

MOST_ROWS: Final = 300
"""So many rows are listed by child; the rest stands under Due."""

_LATE: Final = timedelta(days=30)
"""What is overdue by more has been so for long: it stands apart, so that a morning begins with what is new."""

_MOST_ROUNDTABLES: Final = 12
_MOST_CHILDREN: Final = 8
"""So many children a consultant finds in each list: hers are those of a whole county."""
_MOST_UNITS: Final = 40
_WATCH: Final = SEE_THEIR_AGENCY - {RoleName.PERMANENCY_CONSULTANT}
"""Those whose work is the whole agency."""
_CONVENED_AHEAD: Final = timedelta(days=62)


@dataclass
class OfChild:
    """What is to be done for one child, the most urgent first."""

    child: Child
    age: str
    rows: list[Due] = field(default_factory=list)


@dataclass
class ByChild:
    """What is to be done, by child: what came lately or comes this week; apart from it, what has been late for long."""

    now: list[OfChild]
    late: list[OfChild]
    dates: int = 0
    """How many dates it is about, listed or not."""
    is_cut: bool = False
    """Whether only the first children are listed."""

    @property
    def rows(self) -> list[Due]:
        """Every row that is listed."""
        return [row for of_child in (*self.now, *self.late) for row in of_child.rows]

    def __bool__(self) -> bool:
        return bool(self.now or self.late)

    @property
    def first(self) -> tuple[OfChild, Due]:
        """The one thing to begin with."""
        of_child = (self.now or self.late)[0]
        return of_child, of_child.rows[0]

    @property
    def late_dates(self) -> int:
        """How many dates have been late for long."""
        return sum(len(of_child.rows) for of_child in self.late)


@dataclass(frozen=True)
class Group:
    """One worker, or one unit: how much is overdue, due this week and to settle, and where the list of it stands."""

    name: str
    address: str
    overdue: int
    week: int
    cannot_tell: int
    share: int = 0
    """How much is overdue, in percent of what is overdue where most is."""


@signed_in()
def today_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The person's day."""
    roles = visit.sight.roles
    scope = open_to(visit).filter(hers(visit.sight))
    given: dict[str, Any] = {
        "today": visit.today,
        "name": visit.person.get_short_name(),
        "sees_files": bool(roles & READ_FILES),
        "your_roundtables": roundtables_of(visit),
        "refreshed": Refresh.objects.order_by("-ended_at").values_list("as_of", flat=True).first(),
    }
    given["asks_second_factor"] = second_factor.is_missing(request, roles)
    given["second_factor_from"] = settings.HOMEWARD_SECOND_FACTOR_FROM
    given["unanswered"] = unanswered(visit.person, given["your_roundtables"])
    if given["sees_files"]:
        given |= _by_role(visit, scope)
        lists = (given.get(name) for name in ("children", "own", "to_rate", "to_convene", "of_tribe"))
        shown = [listed for listed in lists if listed]
        given["first"] = shown[0].first if shown else None
        given["grounds"] = grounds_of(row for listed in shown for row in listed.rows)
    if roles & SEE_FILES:
        units = _by_unit(visit) if roles & _WATCH else None
        given["numbers"] = [
            (name, shows(visit.today)[name][0], f"{count:,}", f"{reverse('due')}?whose=mine&show={name}")
            for name, count in (_sums(units) if units is not None else numbers(scope, visit.today)).items()
        ]
        if units is not None:
            given["numbers"] += _of_the_office(request, visit)
            given |= {"units": units[:_MOST_UNITS], "more_units": len(units) > _MOST_UNITS}
            given["overview"] = overview_of(visit.sight.agency_ids)
    return render(request, "worklists/today.html", given)


def _of_the_office(request: HttpRequest, visit: Visit) -> list[tuple[str, str, str, str]]:
    """What waits for whoever looks after the agency's records, as far as she may open the list of it."""
    waiting: dict[str, tuple[str, str, Callable[[], int]]] = {
        "settle": ("To settle from extracts", "to_settle", lambda: to_settle(visit.person, on=visit.today)),
        "exception": ("Opened by exception, to review", "broken_glass", waiting_for_review(visit.sight).count),
    }
    return [
        (name, word, f"{count():,}", address)
        for name, (word, page, count) in waiting.items()
        if is_open_to(address := reverse(page), request)
    ]


def _by_role(visit: Visit, scope: ObligationQuerySet) -> dict[str, Any]:
    """The lists of each of her roles."""
    roles = visit.sight.roles
    given: dict[str, Any] = {}
    if RoleName.ONGOING_CASE_MANAGER in roles:
        given["children"] = by_child(visit, _urgent(scope, visit.today, RoleName.ONGOING_CASE_MANAGER))
    elif roles & PRACTISE:
        given["children"] = by_child(visit, _urgent(scope, visit.today))
    if RoleName.TRIBAL_GUEST in roles:
        of_tribe = scope.filter(child__in=Child.objects.filter(visit.sight.as_guest).values("pk"))
        given["of_tribe"] = by_child(visit, of_tribe)
    if RoleName.SUPERVISOR in roles:
        given["workers"] = _by_worker(scope, visit.today)
        given["own"] = by_child(visit, _urgent(scope, visit.today, RoleName.SUPERVISOR))
    if RoleName.PERMANENCY_CONSULTANT in roles:
        owned = _listed(visit, _urgent(scope, visit.today, RoleName.PERMANENCY_CONSULTANT))
        to_rate = [row for row in owned if ".rating" in row.obligation.rule]
        to_convene = [row for row in owned if ".rating" not in row.obligation.rule]
        given["to_rate"] = _in_order(to_rate, visit.today, most=_MOST_CHILDREN)
        given["to_convene"] = _in_order(to_convene, visit.today, most=_MOST_CHILDREN)
        given["roundtables"] = _to_convene(visit)
        ratings = scope.filter(owner=RoleName.PERMANENCY_CONSULTANT, rule__contains=".rating")
        given["weeks"] = weeks_ahead(visit.sight, ratings, _consulted(visit), visit.today)
    if {RoleName.PERMANENCY_CONSULTANT, RoleName.SUPERVISOR} & roles:
        given["declined"] = declined_of(visit)
    if {RoleName.ONGOING_CASE_MANAGER, RoleName.SUPERVISOR} & roles or roles & PRACTISE:
        given |= {"moved": moved_since(visit), "without": without_something(visit), "most": MOST}
        given["since"] = first_day(visit.today)
    return given | following_up(visit)


def _sums(groups: list[Group]) -> dict[str, int]:
    return {name: sum(getattr(group, name) for group in groups) for name in NUMBERS}


def _urgent(scope: ObligationQuerySet, today: date, *owners: str) -> ObligationQuerySet:
    """What the three numbers count, of an owner; without one, of all: who practises does everybody's work."""
    wanted = Q()
    for name in NUMBERS:
        wanted |= shows(today)[name][1]
    return scope.filter(wanted, owner__in=owners) if owners else scope.filter(wanted)


def by_child(visit: Visit, obligations: ObligationQuerySet) -> ByChild:
    """Children in the order of what is most urgent for each; what can not be told comes last."""
    return _in_order(_listed(visit, obligations), visit.today)


def _listed(visit: Visit, obligations: ObligationQuerySet) -> list[Due]:
    return rows_of(visit, obligations.select_related("child").order_by("due_on", "pk")[:MOST_ROWS])


def _in_order(rows: Iterable[Due], today: date, most: int | None = None) -> ByChild:
    """`most` so many children are listed of each part; the page leads to the rest."""
    rows = sorted(rows, key=lambda row: row.obligation.due_on or date.max)
    long_ago = today - _LATE
    late = [row for row in rows if row.obligation.due_on and row.obligation.due_on < long_ago]
    now = [row for row in rows if not row.obligation.due_on or row.obligation.due_on >= long_ago]
    of_now, of_late = _grouped(now, today), _grouped(late, today)
    is_cut = most is not None and max(len(of_now), len(of_late)) > most
    return ByChild(of_now[:most], of_late[:most], dates=len(rows), is_cut=is_cut)


def _grouped(rows: Iterable[Due], today: date) -> list[OfChild]:
    found: dict[UUID, OfChild] = {}
    for row in rows:
        found.setdefault(row.child.pk, OfChild(row.child, age_words(row.child.birth_date, today))).rows.append(row)
    return list(found.values())


def _counts(scope: ObligationQuerySet, today: date, *by: str) -> Iterable[dict[str, Any]]:
    return list(scope.order_by().values(*by).annotate(**counts(today)))


def _by_worker(scope: ObligationQuerySet, today: date) -> list[Group]:
    """The unit's case managers, whoever has most overdue first."""
    column = RoleName.ONGOING_CASE_MANAGER.value
    rows = _counts(scope.filter(owner=column), today, column, f"{column}__name")
    return _groups(rows, column, f"{column}__name", "Nobody assigned", "person")


def _by_unit(visit: Visit) -> list[Group]:
    """The units of her agency, whichever has most overdue first, from what was counted when something changed."""
    columns = ("unit", "unit__name")
    tallies = Tally.objects.filter(agency__in=visit.sight.agency_ids)
    rows = list(tallies.values(*columns, *NUMBERS))
    # Restricted records stand in no tally; those that name her are few.
    restricted = open_to(visit).filter(hers(visit.sight), child__in=visit.sight.named, child__is_restricted=True)
    rows += _counts(restricted, visit.today, *columns)
    summed: dict[UUID | None, dict[str, Any]] = {}
    for row in rows:
        known = summed.setdefault(row["unit"], {**row, **dict.fromkeys(NUMBERS, 0)})
        known |= {name: known[name] + row[name] for name in NUMBERS}
    return _groups(summed.values(), *columns, "No unit", "unit")


def _groups(rows: Iterable[dict[str, Any]], key: str, name: str, nobody: str, parameter: str) -> list[Group]:
    listed = list(rows)
    most = max((row["overdue"] for row in listed), default=0)
    groups = [
        Group(
            name=row[name] or nobody,
            address=f"{reverse('due')}?whose=mine&{parameter}={row[key]}" if row[key] else "",
            overdue=row["overdue"],
            week=row["week"],
            cannot_tell=row["cannot_tell"],
            share=round(100 * row["overdue"] / most) if most else 0,
        )
        for row in listed
    ]
    return sorted(groups, key=lambda group: (-group.overdue, group.name))


def _consulted(visit: Visit) -> list[UUID]:
    """The permanency consultants for whose children she works: herself, and whom she covers."""
    return [person for person, role in visit.sight.carries if role == RoleName.PERMANENCY_CONSULTANT]


def _to_convene(visit: Visit) -> list[Determination]:
    """The children of her own for whom a roundtable is required and whose window is open or opens soon."""
    consulted = _consulted(visit)
    required = Determination.objects.seen_by(visit.sight).filter(
        permanency_consultant__in=consulted, determination="required"
    )
    soon = required.filter(Q(window_opens_on__lte=visit.today + _CONVENED_AHEAD) | Q(window_opens_on__isnull=True))
    return list(soon.select_related("child").order_by("window_closes_on", "pk")[:_MOST_ROUNDTABLES])
