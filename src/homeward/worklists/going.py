"""How roundtables are going: coverage, forms, steps, status before and after, exchange; by agency and period.

Each number has its denominator and its definition beside it. All are last night's counts (`going_counts`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from homeward.casefile.page import Visit, signed_in
from homeward.casefile.visibility import SEE_THEIR_AGENCY
from homeward.obligations.reasons import reason_words
from homeward.permanency.consultations.guide import guide_on
from homeward.policy.vocabulary import RATINGS
from homeward.website.asked import key_in
from homeward.website.words import capital, plain
from homeward.workforce.models import Agency
from homeward.worklists.going_counts import (
    BARRIERS,
    COVERAGE,
    EXCHANGE,
    EXEMPT,
    FORM,
    GUEST,
    MONTHS,
    OWN_AGENCY,
    STATUS,
    STEPS,
)  # fmt: skip
from homeward.worklists.models import RoundtableCount

PERIODS: Final = {"3": "3 months", "6": "6 months", "12": "12 months", "24": "24 months"}
_USUAL: Final = "6"
_MOST_BARRIERS: Final = 6

SCALE: Final = RATINGS[:-1]
"""In order, the best first; Uncertain stands outside."""

Counts = dict[str, Counter[str]]


@dataclass(frozen=True)
class Line:
    """One number of a metric, and what share of its denominator it is."""

    word: str
    number: int
    whole: int

    @property
    def percent(self) -> str:
        return f"{round(100 * self.number / self.whole)}%" if self.whole else ""


@dataclass(frozen=True)
class InShort:
    """What an agency's first page says of its roundtables."""

    lines: list[tuple[str, Line]]
    """Each metric in one number, and the address of all of it."""
    barriers: list[tuple[str, int, str]]
    """The word of each systemic barrier, for how many children it stands in the way, and the address of their list."""


@dataclass(frozen=True)
class Matrix:
    """Status at the first roundtable by the latest one after it."""

    columns: list[str]
    rows: list[tuple[str, list[int], int]]
    """The word of each first status, a number for each column, and their sum."""
    whole: int
    rated: list[Line]
    """Of those rated again: higher, the same, lower, and those of whom one of the two is outside the order."""


@dataclass(frozen=True)
class Exchange:
    """An agency: how often it received somebody from another one, and how often it gave somebody."""

    name: str
    received: int
    given: int

    @property
    def balance(self) -> str:
        return f"{self.given - self.received:+d}" if self.given != self.received else "0"


@signed_in(roles=SEE_THEIR_AGENCY)
def going_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page, for the agencies that she looks after."""
    agencies = list(Agency.objects.filter(pk__in=visit.sight.agency_ids))
    asked = key_in(request.GET.get("agency", ""))
    chosen = [one.pk for one in agencies if one.pk == asked] or [one.pk for one in agencies]
    period = request.GET.get("months", _USUAL)
    period = period if period in PERIODS else _USUAL
    first = _first_month(visit.today, period)
    found = counts_of(chosen, first)
    covered, forms, steps = found.get(COVERAGE, Counter()), found.get(FORM, Counter()), found.get(STEPS, Counter())
    followed = sum(steps.values()) - steps["eliminated"]
    given = {
        "agencies": [(str(one.pk), one.name) for one in agencies] if len(agencies) > 1 else [],
        "chosen": str(asked) if asked in chosen else "",
        "periods": PERIODS.items(),
        "period": period,
        "first": first,
        "today": visit.today,
        "is_counted": RoundtableCount.objects.exists(),
        "coverage": lines(covered, {"inside": "Held inside the window", "late": "Held after it", "none": "Not held"}),
        "exempt": _exempt(found.get(EXEMPT, Counter())),
        "forms": lines(forms, {"inside": "Within five working days", "late": "Later", "none": "Not yet entered"}),
        "steps": [
            Line(word, steps[name], followed)
            for name, word in (("completed", "Completed"), ("late", "Open, late"), ("open", "Open, not due yet"))
        ],
        "eliminated": steps["eliminated"],
        "matrix": matrix_of(found.get(STATUS, Counter())),
        "exchange": exchange_of(chosen, first),
    }  # fmt: skip
    return render(request, "worklists/going.html", given)


def in_short(agency_ids: Iterable[UUID], today: date) -> InShort:
    """The usual period in one number a metric, and the barriers most often found. Two queries."""
    found = counts_of(agency_ids, _first_month(today, _USUAL))
    covered, forms, steps, barriers = (found.get(what, Counter()) for what in (COVERAGE, FORM, STEPS, BARRIERS))
    at, register, guide = reverse("roundtables_going"), reverse("barriers"), guide_on(today)
    return InShort(
        lines=[
            (
                f"{at}#coverage",
                Line("Required roundtables held inside their window", covered["inside"], covered.total()),
            ),
            (f"{at}#forms", Line("Forms entered in five working days", forms["inside"], forms.total())),
            (f"{at}#steps", Line("Action steps completed", steps["completed"], steps.total() - steps["eliminated"])),
        ],
        barriers=[
            (guide.barrier_words(code), number, f"{register}?category={code}")
            for code, number in sorted(barriers.items(), key=lambda one: (-one[1], one[0]))[:_MOST_BARRIERS]
        ],
    )


def _first_month(today: date, period: str) -> date:
    """The first day of a period that ends with this month."""
    return today.replace(day=1) - relativedelta(months=min(int(period), MONTHS) - 1)


def counts_of(agency_ids: Iterable[UUID], first: date) -> Counts:
    """What was counted for some agencies from a month on. One query, however much it is."""
    rows = RoundtableCount.objects.filter(agency__in=agency_ids, month__gte=first).exclude(what=EXCHANGE)
    found: Counts = {}
    for what, part, number in rows.order_by().values_list("what", "part").annotate(Sum("number")):
        found.setdefault(what, Counter())[part] += number
    return found


def lines(found: Counter[str], parts: Mapping[str, str]) -> list[Line]:
    """The parts of a metric, each of the sum of all."""
    whole = sum(found.values())
    return [Line(word, found[name], whole) for name, word in parts.items()]


def _exempt(found: Counter[str]) -> list[tuple[str, int]]:
    """By clause, as the manual says it."""
    return [(capital("; ".join(reason_words(code))), number) for code, number in found.most_common()]


def matrix_of(found: Counter[str]) -> Matrix:
    """The matrix, with not rated again and Uncertain as columns of their own."""
    befores, afters = (*SCALE[::-1], "uncertain", ""), (*SCALE[::-1], "uncertain", "")
    rows = []
    for before in befores:
        numbers = [found[f"{before}>{after}"] for after in afters]
        if sum(numbers) or before:
            rows.append((capital(plain(before)) if before else "Not rated before", numbers, sum(numbers)))
    again: Counter[str] = Counter()
    for pair, number in found.items():
        before, _, after = pair.partition(">")
        if after:
            again[_compared(before, after)] += number
    words = (("higher", "Higher"), ("same", "The same"), ("lower", "Lower"), ("outside", "Not to be compared"))
    return Matrix(
        columns=[capital(plain(one)) if one else "Not re-rated" for one in afters],
        rows=rows,
        whole=sum(found.values()),
        rated=[Line(word, again[name], sum(again.values())) for name, word in words],
    )


def _compared(before: str, after: str) -> str:
    if before not in SCALE or after not in SCALE:
        return "outside"
    if before == after:
        return "same"
    return "higher" if SCALE.index(after) < SCALE.index(before) else "lower"


def exchange_of(agency_ids: Iterable[UUID], first: date) -> list[Exchange]:
    """Who received and who gave external consultants, where one of some agencies was part of it. Two queries."""
    mine = set(agency_ids)
    rows = RoundtableCount.objects.filter(
        Q(agency__in=mine) | Q(part__in=[str(one) for one in mine]), what=EXCHANGE, month__gte=first
    )
    received: Counter[str] = Counter()
    gave: Counter[str] = Counter()
    for receiver, part, number in rows.order_by().values_list("agency", "part").annotate(Sum("number")):
        if part != OWN_AGENCY:
            received[str(receiver)] += number
            gave[part] += number
    names = {str(one.pk): one.name for one in Agency.objects.filter(pk__in={*received, *gave} - {GUEST})}
    names[GUEST] = "Guests without an agency in Homeward"
    parts = sorted({*received, *gave}, key=lambda part: names.get(part, part))
    return [Exchange(names.get(part, part), received[part], gave[part]) for part in parts]
