"""Due: everything that is open for the children whom a person sees, narrowed as she likes, on the page or as CSV."""

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from homeward.audit import actions as audit
from homeward.casefile.models import Assignment, Child
from homeward.casefile.page import SEE_FILES, Visit, signed_in
from homeward.casefile.visibility import SEE_THEIR_AGENCY
from homeward.obligations.models import Obligation, ObligationQuerySet
from homeward.obligations.satisfying import rules
from homeward.obligations.standing import shows
from homeward.policy.rule import Entry
from homeward.policy.vocabulary import OWNERS
from homeward.website.keyset import ordered, piece
from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import plain
from homeward.workforce.models import Person, Unit
from homeward.worklists.due_rows import hers, open_to, rows_of

ORDER: Final = ("due_on", "id")
"""By the day it is due: what is overdue comes first; what has no day comes last."""

_MINE: Final = "mine"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to, as the address says it; what it does not know is as good as absent."""

    whose: str = ""
    show: str = ""
    person: str = ""
    unit: str = ""
    rule: str = ""

    @classmethod
    def of(cls, request: HttpRequest, today: date) -> "Filters":
        asked = request.GET
        return cls(
            whose=_MINE if asked.get("whose") == _MINE else "",
            show=asked.get("show", "") if asked.get("show") in shows(today) else "",
            person=_key(asked.get("person", "")),
            unit=_key(asked.get("unit", "")),
            rule=asked.get("rule", "") if asked.get("rule") in rules() else "",
        )

    def query(self, **more: str) -> str:
        """The part of an address that says these filters."""
        asked = {**asdict(self), **more}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def narrow(self, obligations: ObligationQuerySet, visit: Visit) -> ObligationQuerySet:
        """The obligations that are meant."""
        if self.whose:
            obligations = obligations.filter(hers(visit.sight))
        if self.show:
            obligations = obligations.filter(shows(visit.today)[self.show][1])
        if self.person:
            owes = Q()
            for owner in OWNERS:
                owes |= Q(**{owner: self.person, "owner": owner})
            obligations = obligations.filter(owes)
        if self.unit:
            obligations = obligations.filter(unit=UUID(self.unit))
        return obligations.filter(rule=self.rule) if self.rule else obligations


def _key(asked: str) -> str:
    """A key if it is one."""
    try:
        return str(UUID(asked))
    except ValueError:
        return ""


@signed_in(roles=SEE_FILES)
def due_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list, fifty at a time."""
    filters = Filters.of(request, visit.today)
    narrowed = filters.narrow(open_to(visit), visit)
    found, last = piece(narrowed.select_related("child", *OWNERS), ORDER, request.GET.get("after", ""))
    given = {
        "rows": [(row, owner_of(row.obligation)) for row in rows_of(visit, found)],
        "count": narrowed.count(),
        "more": filters.query(after=last) if last else "",
        "export": filters.query(),
        "filters": filters,
        "today": visit.today,
        "is_continued": bool(request.GET.get("after")),
        **_choices(visit),
    }
    return render(request, "worklists/due.html", given)


def _choices(visit: Visit) -> dict[str, Any]:
    """What each filter offers: the people and units of the children whom she sees.

    Whoever sees a whole agency is offered its staff, so that nothing grows with the number of children.
    """
    sight = visit.sight
    if SEE_THEIR_AGENCY & sight.roles:
        people = Person.objects.filter(agency__in=sight.agency_ids, roles__name__in=OWNERS).distinct()
        units = Unit.objects.filter(agency__in=sight.agency_ids)
    else:
        seen = Child.objects.seen_by(visit.sight)
        assigned = Assignment.objects.in_force(visit.today).filter(child__in=seen.values("pk"))
        people = Person.objects.filter(pk__in=assigned.values("person_id"))
        units = Unit.objects.filter(pk__in=seen.order_by().values("unit_id"))
    return {
        "shows": [(name, word) for name, (word, _) in shows(visit.today).items()],
        "people": [(str(pk), name) for pk, name in people.values_list("pk", "name")],
        "units": [(str(pk), name) for pk, name in units.values_list("pk", "name")],
        "rule_choices": sorted(
            ((rule.id, rule.title) for rule in manual_in_force().obligations), key=lambda choice: choice[1]
        ),
    }


def owner_of(obligation: Obligation) -> Person | None:
    """Who owes it."""
    found: Person | None = getattr(obligation, obligation.owner)
    return found


_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


class _Echo:
    """Gives back what is written to it, so that a table is sent row by row."""

    def write(self, line: str) -> str:
        return line


_COLUMNS: Final = ("child", "child_id", "what", "rule", "outcome", "opens_on", "due_on", "owner", "person", "why")


def _table(obligations: ObligationQuerySet) -> Iterator[tuple[object, ...]]:
    yield _COLUMNS
    for one in ordered(obligations.select_related("child", *OWNERS), ORDER).iterator(chunk_size=1000):
        rule: Entry = rules()[one.rule]
        who = (one.child, one.child.external_id, rule.title, one.rule, plain(one.outcome))
        yield (*who, one.opens_on, one.due_on, plain(one.owner), owner_of(one), one.because)


@signed_in(roles=SEE_FILES)
def due_export(request: HttpRequest, visit: Visit) -> StreamingHttpResponse:
    """The same list as a table; that it was taken out is noted."""
    filters = Filters.of(request, visit.today)
    narrowed = filters.narrow(open_to(visit), visit)
    audit.record(by=visit.person, verb="exported", target="list:due", details={"rows": narrowed.count()})
    writer = csv.writer(_Echo())
    lines = (writer.writerow([guarded(cell) for cell in row]) for row in _table(narrowed))
    name = f"due-{visit.today.isoformat()}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
