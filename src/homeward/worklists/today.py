"""Today: what each person finds in the morning, by her roles."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from homeward.administration.exceptions import waiting_for_review
from homeward.casefile.models import Child
from homeward.casefile.page import READ_FILES, SEE_FILES, Visit, signed_in
from homeward.casefile.visibility import SEE_THEIR_AGENCY
from homeward.extracts.settle import to_settle
from homeward.obligations.models import Determination, ObligationQuerySet, Refresh, Tally
from homeward.obligations.standing import NUMBERS, counts, shows
from homeward.roundtables.asked_together import to_confirm
from homeward.roundtables.certifications import own_certification
from homeward.roundtables.invitations.answers import unanswered
from homeward.roundtables.invitations.declined import declined_of
from homeward.roundtables.meetings import roundtables_of
from homeward.website import second_factor
from homeward.website.frame import is_open_to
from homeward.workforce.models import RoleName
from homeward.worklists.also import blocks
from homeward.worklists.by_child import MOST_CHILDREN, by_child, listed
from homeward.worklists.counts import overview_of
from homeward.worklists.due_rows import hers, numbers, open_to
from homeward.worklists.following import following_up
from homeward.worklists.going import in_short
from homeward.worklists.grounds import grounds_of
from homeward.worklists.since import MOST, first_day, moved_since, without_something
from homeward.worklists.weeks import weeks_ahead

_MOST_ROUNDTABLES: Final = 12
_MOST_UNITS: Final = 40
_WATCH: Final = SEE_THEIR_AGENCY - {RoleName.PERMANENCY_CONSULTANT}
"""Those whose work is the whole agency."""
_CONVENED_AHEAD: Final = timedelta(days=62)


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
        "also": blocks(request, visit),
        "refreshed": Refresh.objects.order_by("-ended_at").values_list("as_of", flat=True).first(),
    }
    given["certification"] = own_certification(visit.person, visit.sight, today=visit.today)
    given["asks_second_factor"] = second_factor.is_missing(request, roles)
    given["second_factor_from"] = settings.HOMEWARD_SECOND_FACTOR_FROM
    given["unanswered"] = unanswered(visit.person, given["your_roundtables"])
    of_unit = _by_owner(scope, visit.today) if RoleName.SUPERVISOR in roles else []
    if RoleName.SUPERVISOR in roles:
        given["workers"] = _by_worker(of_unit)
    if given["sees_files"]:
        given |= _by_role(visit, scope)
        lists = (given.get(name) for name in ("children", "own", "to_rate", "to_convene", "of_tribe"))
        shown = [one for one in lists if one]
        given["first"] = shown[0].first if shown else None
        given["grounds"] = grounds_of(row for one in shown for row in one.rows)
    if roles & SEE_FILES:
        units = _by_unit(visit) if roles & _WATCH else None
        counted = of_unit if units is None else units
        given["numbers"] = [
            (name, shows(visit.today)[name][0], f"{count:,}", f"{reverse('due')}?whose=mine&show={name}")
            for name, count in (_sums(counted) if counted else numbers(scope, visit.today)).items()
        ]
        if units is not None:
            given["numbers"] += _of_the_office(request, visit)
            given["units"] = _groups(units, "unit", "unit__name", "No unit", "unit", most=_MOST_UNITS)
            given["more_units"] = len(units) > _MOST_UNITS
            given["overview"] = overview_of(visit.sight.agency_ids)
            given["in_short"] = in_short(visit.sight.agency_ids, visit.today)
    return render(request, "worklists/today.html", given)


def _of_the_office(request: HttpRequest, visit: Visit) -> list[tuple[str, str, str, str]]:
    """What waits for whoever looks after the agency's records, as far as she may open the list of it."""
    waiting: dict[str, tuple[str, str, Callable[[], int]]] = {
        "settle": ("To settle from extracts", "to_settle", lambda: to_settle(visit.sight)),
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
        given["children"] = by_child(visit, listed(_urgent(scope, visit.today, RoleName.ONGOING_CASE_MANAGER)))
    elif visit.sight.practises_only:
        given["children"] = by_child(visit, listed(_urgent(scope, visit.today)))
    if RoleName.TRIBAL_GUEST in roles:
        of_tribe = scope.filter(child__in=Child.objects.filter(visit.sight.as_guest).values("pk"))
        given["of_tribe"] = by_child(visit, listed(of_tribe), most=MOST_CHILDREN)
    if RoleName.SUPERVISOR in roles:
        given["own"] = by_child(visit, listed(_urgent(scope, visit.today, RoleName.SUPERVISOR)))
    if RoleName.PERMANENCY_CONSULTANT in roles:
        owned = listed(_urgent(scope, visit.today, RoleName.PERMANENCY_CONSULTANT))
        # A consultant's children are those of a whole county: few of them in each list.
        for name, is_rating in (("to_rate", True), ("to_convene", False)):
            of_kind = [one for one in owned if (".rating" in one.rule) == is_rating]
            given[name] = by_child(visit, of_kind, most=MOST_CHILDREN)
        given["roundtables"] = _to_convene(visit)
        ratings = scope.filter(owner=RoleName.PERMANENCY_CONSULTANT, rule__contains=".rating")
        given["weeks"] = weeks_ahead(visit.sight, ratings, _consulted(visit), visit.today)
    if {RoleName.PERMANENCY_CONSULTANT, RoleName.SUPERVISOR} & roles:
        given["declined"] = declined_of(visit)
    if {RoleName.ONGOING_CASE_MANAGER, RoleName.SUPERVISOR} & roles or visit.sight.practises_only:
        given |= {"moved": moved_since(visit), "without": without_something(visit), "most": MOST}
        given["since"], given["asked_together"] = first_day(visit.today), to_confirm(visit)
    return given | following_up(visit)


def _sums(rows: Collection[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(row[name] for row in rows) for name in NUMBERS}


def _urgent(scope: ObligationQuerySet, today: date, *owners: str) -> ObligationQuerySet:
    """What the three numbers count, of an owner; without one, of all: who practises does everybody's work."""
    wanted = Q()
    for name in NUMBERS:
        wanted |= shows(today)[name][1]
    return scope.filter(wanted, owner__in=owners) if owners else scope.filter(wanted)


def _counts(scope: ObligationQuerySet, today: date, *by: str) -> Iterable[dict[str, Any]]:
    return list(scope.order_by().values(*by).annotate(**counts(today)))


def _by_owner(scope: ObligationQuerySet, today: date) -> list[dict[str, Any]]:
    """The three numbers of each case manager of a unit, and of the unit's supervisor."""
    column = RoleName.ONGOING_CASE_MANAGER.value
    return list(_counts(scope, today, "owner", column, f"{column}__name"))


def _by_worker(rows: Iterable[dict[str, Any]]) -> list[Group]:
    """The unit's case managers, whoever has most overdue first."""
    column = RoleName.ONGOING_CASE_MANAGER.value
    of_workers = [row for row in rows if row["owner"] == column]
    return _groups(of_workers, column, f"{column}__name", "Nobody assigned", "person")


def _by_unit(visit: Visit) -> list[dict[str, Any]]:
    """The three numbers of each unit of her agency, from what was counted when something changed."""
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
    return list(summed.values())


def _groups(
    rows: Iterable[dict[str, Any]], key: str, name: str, nobody: str, parameter: str, most: int | None = None
) -> list[Group]:
    """The first of some rows, whichever has most overdue first."""
    found = sorted(rows, key=lambda row: (-row["overdue"], row[name] or nobody))
    highest = found[0]["overdue"] if found else 0
    listed_at = f"{reverse('due')}?whose=mine&{parameter}="
    return [
        Group(
            name=row[name] or nobody,
            address=f"{listed_at}{row[key]}" if row[key] else "",
            overdue=row["overdue"],
            week=row["week"],
            cannot_tell=row["cannot_tell"],
            share=round(100 * row["overdue"] / highest) if highest else 0,
        )
        for row in found[:most]
    ]


def _consulted(visit: Visit) -> list[UUID]:
    """The permanency consultants for whose children she works: herself, and whom she covers."""
    return [person for person, role in visit.sight.carries if role == RoleName.PERMANENCY_CONSULTANT]


def _to_convene(visit: Visit) -> list[Determination]:
    """The children of her own for whom a roundtable is required and whose window is open or opens soon."""
    consulted = _consulted(visit)
    required = Determination.objects.listed_for(visit.sight).filter(
        permanency_consultant__in=consulted, determination="required"
    )
    soon = required.filter(Q(window_opens_on__lte=visit.today + _CONVENED_AHEAD) | Q(window_opens_on__isnull=True))
    return list(
        soon.select_related("child").order_by(F("window_closes_on").asc(nulls_last=True), "pk")[:_MOST_ROUNDTABLES]
    )
