"""The list of the children whom a person sees. Filters stand in the address; a name that is searched for never does."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, partial
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import Min, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from homeward.casefile.models import Child, ChildQuerySet
from homeward.casefile.page import FORM, READ_FILES, SEE_FILES, Visit, signed_in
from homeward.casefile.sight import MAY_BREAK_GLASS
from homeward.obligations.child_facts import MAY_ADD
from homeward.obligations.models import Determination, Obligation
from homeward.obligations.satisfying import rules
from homeward.policy.rule import Entry
from homeward.policy.vocabulary import RATINGS
from homeward.website.asked import query, sought_in
from homeward.website.keyset import count_some, ordered, piece
from homeward.website.words import age_words, choices, plain
from homeward.worklists.gaps import GAPS
from homeward.worklists.saved_views import saved_or_removed, views_of
from homeward.worklists.sorting import Column, Sorting, rank
from homeward.worklists.tables import Kind, Table, taken_out

_NEVER_RATED: Final = "never"
_MOST_SOUGHT: Final = 100
_AT_ONCE: Final = 1000


@dataclass(frozen=True)
class Listed:
    """A row of the list; `next_due` is the open obligation with the earliest day."""

    child: Child
    age: str
    determination: Determination | None
    next_due: Obligation | None
    rule: Entry | None


@cache
def columns() -> dict[str, Column]:
    """By what the list may be ordered; first by name."""
    determined = Determination.objects.filter(child=OuterRef("pk"))
    waiting = Obligation.objects.open().filter(child=OuterRef("pk")).order_by().values("child")
    months, rating = (Subquery(determined.values(name)[:1]) for name in ("months_in_care", "rating"))
    names = ("last_name", "first_name", "external_id")
    return {
        "child": Column("Child", names),
        "months": Column("Months in care", ("months", *names), {"months": months}, is_number=True),
        "status": Column(
            "Permanency status", ("place", *names), {"status": rating, "place": rank("status", ("", *RATINGS[::-1]))}
        ),
        "next": Column(
            "Next due", ("next", *names), {"next": Subquery(waiting.annotate(day=Min("due_on")).values("day"))}
        ),
    }


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to, as the address says it; what it does not know is as good as absent."""

    care: str = ""
    status: str = ""
    gap: str = ""
    sort: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        asked = {name: request.GET.get(name, "") for name in ("care", "status", "gap", "sort")}
        return cls(
            care=asked["care"] if asked["care"] == "all" else "",
            status=asked["status"] if asked["status"] in (*RATINGS, _NEVER_RATED) else "",
            gap=asked["gap"] if asked["gap"] in GAPS else "",
            sort=Sorting.of(columns(), asked["sort"]).chosen,
        )

    @property
    def sorting(self) -> Sorting:
        """The order of the list."""
        return Sorting(columns(), self.sort)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.care or self.status or self.gap)

    def address(self, **more: str) -> str:
        """The address of the list with these filters."""
        return query({**asdict(self), **more})

    def narrow(self, children: ChildQuerySet, on: date) -> ChildQuerySet:
        """The children that are meant."""
        if not self.care:
            children = children.in_care(on=on)
        if self.status:
            rating = "" if self.status == _NEVER_RATED else self.status
            children = children.filter(pk__in=Determination.objects.filter(rating=rating).values("child_id"))
        return children.filter(GAPS[self.gap].q) if self.gap else children


@signed_in(roles=READ_FILES, methods=FORM)
def children_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list, or what was sought: a search is sent like a form, so that no name stands in an address."""
    filters, sought = Filters.of(request), sought_in(request)
    views = views_of(request, visit, "children", filters.address().removeprefix("?"))
    if way_on := saved_or_removed(request, visit, views):
        return way_on
    found = _sought(visit, sought) if sought else _narrowed(visit, filters, request.GET.get("after", ""))
    given = {
        "listed": listed(found.children, visit.today),
        "count": found.count,
        "is_all": found.count <= _MOST_SOUGHT,
        "more": found.more,
        "sought": sought,
        "filters": filters,
        "views": views,
        "heads": filters.sorting.heads(lambda name: filters.address(sort=name)),
        "export": filters.address(),
        "today": visit.today,
        "may_break_glass": bool(sought and not found.children and MAY_BREAK_GLASS & visit.sight.roles),
        "may_add": bool(MAY_ADD & visit.sight.roles),
        "may_take_out": bool(SEE_FILES & visit.sight.roles),
        "practice_is_apart": visit.sight.practice_is_apart,
        "is_continued": bool(request.GET.get("after")),
        **_choices(filters),
    }
    return render(request, "worklists/children.html", given)


@dataclass(frozen=True)
class Found:
    """The children of one page, how many there are (`count_some`), and where the next piece is."""

    children: list[Child]
    count: int
    more: str = ""


def _sought(visit: Visit, sought: str) -> Found:
    """Those with a name; up to a hundred, and one more in the count if there are more."""
    children = with_words(Child.objects.listed_for(visit.sight), sought)
    found = list(children[: _MOST_SOUGHT + 1])
    return Found(found[:_MOST_SOUGHT], len(found))


def _narrowed(visit: Visit, filters: Filters, last_seen: str) -> Found:
    """Those whom the filters leave, fifty at a time."""
    narrowed = filters.narrow(Child.objects.listed_for(visit.sight), visit.today)
    found, last = piece(filters.sorting.made(narrowed), filters.sorting.by, last_seen)
    return Found(found, count_some(narrowed), filters.address(after=last) if last else "")


def _choices(filters: Filters) -> dict[str, Any]:
    """What each filter offers."""
    return {
        "orders": filters.sorting.choices(),
        "statuses": [*choices(RATINGS), (_NEVER_RATED, "Not rated yet")],
        "gaps": [(name, gap.word) for name, gap in GAPS.items()],
    }


def with_words(children: ChildQuerySet, sought: str) -> ChildQuerySet:
    """The children of whom every word begins a name, or is the state system's identifier."""
    for word in sought.split():
        children = children.filter(
            Q(first_name__istartswith=word) | Q(last_name__istartswith=word) | Q(external_id__iexact=word)
        )
    return children


def listed(children: list[Child], today: date) -> list[Listed]:
    """The rows of some children; two queries however many they are."""
    ids = [child.pk for child in children]
    determined = {one.child_id: one for one in Determination.objects.filter(child__in=ids)}
    first: dict[UUID, Obligation] = {}
    coming = Obligation.objects.open().filter(child__in=ids, due_on__isnull=False).order_by("child", "due_on", "rule")
    for one in coming:
        first.setdefault(one.child_id, one)
    return [_row(child, determined.get(child.pk), first.get(child.pk), today) for child in children]


def _row(child: Child, determination: Determination | None, next_due: Obligation | None, today: date) -> Listed:
    rule: Any = rules().get(next_due.rule) if next_due else None
    return Listed(child, age_words(child.birth_date, today), determination, next_due, rule)


_COLUMNS: Final = ("child", "child_id", "birth_date", "months_in_care", "status", "rated_on", "next_due_on", "next_due")


def _rows(children: ChildQuerySet, by: tuple[str, ...], today: date) -> Iterator[tuple[object, ...]]:
    following = ordered(children, by).iterator(chunk_size=_AT_ONCE)
    while some := list(islice(following, _AT_ONCE)):
        for one in listed(some, today):
            known, due = one.determination, one.next_due
            status = (plain(known.rating) or "not rated", known.rated_on) if known else (None, None)
            who = (one.child, one.child.external_id, one.child.birth_date, known.months_in_care if known else None)
            yield (*who, *status, due.due_on if due else None, one.rule.title if one.rule else None)


@signed_in(roles=SEE_FILES)
def children_export(request: HttpRequest, visit: Visit, kind: Kind) -> HttpResponseBase:
    """The list, with its filters and in its order, as a table."""
    filters = Filters.of(request)
    narrowed = filters.narrow(Child.objects.listed_for(visit.sight), visit.today)
    rows = partial(_rows, filters.sorting.made(narrowed), filters.sorting.by, visit.today)
    back = f"{reverse('children')}{filters.address()}"
    return taken_out(request, visit, kind, Table("children", _COLUMNS, rows, narrowed.count(), back))
