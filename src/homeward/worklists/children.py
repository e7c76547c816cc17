"""The list of the children whom a person sees. Filters stand in the address; a name that is searched for never does."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.models import Child, ChildQuerySet
from homeward.casefile.page import SEE_FILES, Visit, signed_in
from homeward.obligations.models import Determination, Obligation
from homeward.obligations.satisfying import rules
from homeward.policy.rule import Entry
from homeward.policy.vocabulary import RATINGS
from homeward.website.keyset import piece
from homeward.website.words import age_words, capital, plain

_ORDER: Final = ("last_name", "first_name", "external_id")
_NEVER_RATED: Final = "never"
_MOST_SOUGHT: Final = 100


@dataclass(frozen=True)
class Listed:
    """A row of the list; `next_due` is the open obligation with the earliest day."""

    child: Child
    age: str
    determination: Determination | None
    next_due: Obligation | None
    rule: Entry | None


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to, as the address says it; what it does not know is as good as absent."""

    care: str
    status: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        care, status = request.GET.get("care", ""), request.GET.get("status", "")
        return cls(care if care == "all" else "", status if status in (*RATINGS, _NEVER_RATED) else "")

    def address(self, **more: str) -> str:
        """The address of the list with these filters."""
        asked = {"care": self.care, "status": self.status, **more}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def narrow(self, children: ChildQuerySet, on: date) -> ChildQuerySet:
        """The children that are meant."""
        if not self.care:
            children = children.in_care(on=on)
        if self.status:
            rating = "" if self.status == _NEVER_RATED else self.status
            children = children.filter(pk__in=Determination.objects.filter(rating=rating).values("child_id"))
        return children


@signed_in(roles=SEE_FILES, methods=("GET", "HEAD", "POST"))
def children_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list, or what was sought: a search is sent like a form, so that no name stands in an address."""
    filters, sought = Filters.of(request), request.POST.get("sought", "").strip()[:100]
    children = Child.objects.seen_by(visit.sight)
    if sought:
        found, more = list(_with_words(children, sought)[: _MOST_SOUGHT + 1]), ""
        count = len(found)
        found = found[:_MOST_SOUGHT]
    else:
        narrowed = filters.narrow(children, visit.today)
        count = narrowed.count()
        found, last = piece(narrowed, _ORDER, request.GET.get("after", ""))
        more = filters.address(after=last) if last else ""
    given = {
        "listed": listed(found, visit.today),
        "count": count,
        "is_all": count <= _MOST_SOUGHT,
        "more": more,
        "sought": sought,
        "filters": filters,
        "statuses": [*((word, capital(plain(word))) for word in RATINGS), (_NEVER_RATED, "Not rated yet")],
        "today": visit.today,
        "is_continued": bool(request.GET.get("after")),
    }
    return render(request, "worklists/children.html", given)


def _with_words(children: ChildQuerySet, sought: str) -> ChildQuerySet:
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
