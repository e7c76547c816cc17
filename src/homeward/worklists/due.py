"""Due: everything that is open for the children whom a person sees, narrowed and ordered as she likes, or taken out."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, partial
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, CharField, F, Q, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from homeward.casefile.page import FORM, SEE_FILES, Visit, signed_in
from homeward.obligations.models import Obligation, ObligationQuerySet
from homeward.obligations.satisfying import rules
from homeward.obligations.standing import shows
from homeward.policy.rule import Entry
from homeward.policy.vocabulary import OWNERS
from homeward.website.asked import key_in, query
from homeward.website.keyset import count_some, ordered, piece
from homeward.website.outcomes import URGENCY
from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import plain
from homeward.workforce.models import Person
from homeward.worklists.due_rows import hers, open_to, rows_of
from homeward.worklists.grounds import grounds_of
from homeward.worklists.saved_views import saved_or_removed, views_of
from homeward.worklists.sorting import Column, Sorting, rank
from homeward.worklists.staff_choices import staff_choices
from homeward.worklists.tables import Kind, Table, taken_out

_MINE: Final = "mine"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to, as the address says it; what it does not know is as good as absent."""

    whose: str = ""
    show: str = ""
    agency: str = ""
    person: str = ""
    unit: str = ""
    rule: str = ""
    sort: str = ""

    @classmethod
    def of(cls, request: HttpRequest, today: date) -> "Filters":
        asked = request.GET
        return cls(
            whose=_MINE if asked.get("whose") == _MINE else "",
            show=asked.get("show", "") if asked.get("show") in shows(today) else "",
            agency=str(key_in(asked.get("agency", "")) or ""),
            person=str(key_in(asked.get("person", "")) or ""),
            unit=str(key_in(asked.get("unit", "")) or ""),
            rule=asked.get("rule", "") if asked.get("rule") in rules() else "",
            sort=Sorting.of(columns(), asked.get("sort", "")).chosen,
        )

    @property
    def sorting(self) -> Sorting:
        """The order of the list."""
        return Sorting(columns(), self.sort)

    def address(self, **more: str) -> str:
        """The address of the list with these filters."""
        return query({**asdict(self), **more})

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
        if self.agency:
            obligations = obligations.filter(agency=UUID(self.agency))
        if self.unit:
            obligations = obligations.filter(unit=UUID(self.unit))
        return obligations.filter(rule=self.rule) if self.rule else obligations


@cache
def columns() -> dict[str, Column]:
    """By what the list may be ordered. First the day it is due: what is overdue comes first, what has no day last."""
    who = Case(
        *(When(owner=owner, then=F(f"{owner}__name")) for owner in OWNERS), default=None, output_field=CharField()
    )
    titles = [rule.id for rule in sorted(manual_in_force().obligations, key=lambda rule: rule.title)]
    return {
        "when": Column("When", ("due_on",)),
        "standing": Column("Standing", ("standing", "due_on"), {"standing": rank("outcome", URGENCY)}),
        "what": Column("What", ("what", "due_on"), {"what": rank("rule", titles)}),
        "child": Column("Child", ("child__last_name", "child__first_name", "due_on")),
        "who": Column("Who", ("who", "due_on"), {"who": who}),
    }


@signed_in(roles=SEE_FILES, methods=FORM)
def due_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list, fifty at a time. What is sent to it saves or removes a view."""
    filters = Filters.of(request, visit.today)
    views = views_of(request, visit, "due", filters.address().removeprefix("?"))
    if way_on := saved_or_removed(request, visit, views):
        return way_on
    sorting, narrowed = filters.sorting, filters.narrow(open_to(visit), visit)
    listed = sorting.made(narrowed.select_related("child", *OWNERS))
    found, last = piece(listed, sorting.by, request.GET.get("after", ""))
    rows = rows_of(visit, found)
    given = {
        "rows": [(row, owner_of(row.obligation)) for row in rows],
        "grounds": grounds_of(rows),
        "count": count_some(narrowed),
        "more": filters.address(after=last) if last else "",
        "export": filters.address(),
        "filters": filters,
        "is_narrowed": filters != Filters(),
        "views": views,
        "heads": {head.name: head for head in sorting.heads(lambda name: filters.address(sort=name))},
        "order_word": "the day due" if sorting.name == "when" else sorting.column.word.lower(),
        "today": visit.today,
        "is_continued": bool(request.GET.get("after")),
        **_choices(visit, filters),
        "orders": sorting.choices(),
    }
    return render(request, "worklists/due.html", given)


def _choices(visit: Visit, filters: Filters) -> dict[str, Any]:
    """What each filter offers."""
    return {
        "shows": [(name, word) for name, (word, _) in shows(visit.today).items()],
        "rule_choices": sorted(
            ((rule.id, rule.title) for rule in manual_in_force().obligations), key=lambda choice: choice[1]
        ),
        **staff_choices(visit, agency=filters.agency, unit=filters.unit, person=filters.person),
    }


def owner_of(obligation: Obligation) -> Person | None:
    """Who owes it."""
    found: Person | None = getattr(obligation, obligation.owner)
    return found


_COLUMNS: Final = ("child", "child_id", "what", "rule", "outcome", "opens_on", "due_on", "owner", "person", "why")


def _rows(obligations: ObligationQuerySet, by: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    for one in ordered(obligations.select_related("child", *OWNERS), by).iterator(chunk_size=1000):
        rule: Entry = rules()[one.rule]
        who = (one.child, one.child.external_id, rule.title, one.rule, plain(one.outcome))
        yield (*who, one.opens_on, one.due_on, plain(one.owner), owner_of(one), one.because)


@signed_in(roles=SEE_FILES)
def due_export(request: HttpRequest, visit: Visit, kind: Kind) -> HttpResponseBase:
    """The same list in the same order as a table."""
    filters = Filters.of(request, visit.today)
    narrowed = filters.sorting.made(filters.narrow(open_to(visit), visit))
    back = f"{reverse('due')}{filters.address()}"
    rows = partial(_rows, narrowed, filters.sorting.by)
    return taken_out(request, visit, kind, Table("due", _COLUMNS, rows, narrowed.count(), back))
