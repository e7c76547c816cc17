"""Six months ahead: how many roundtables fall due in each month, against what facilitators and rooms can hold."""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.page import SEE_FILES, Visit, signed_in
from homeward.obligations.models import Obligation
from homeward.roundtables.convene_form import rooms_for
from homeward.roundtables.eligibility import facilitators
from homeward.roundtables.models import Availability, Separation
from homeward.roundtables.requests import roundtable_rules
from homeward.workforce.models import Role, RoleName

MONTHS: Final = 6
OF_A_FACILITATOR: Final = 6
"""A week, where nothing else is recorded of her."""
OF_A_ROOM: Final = 3
"""A day: meetings of two hours from half past eight to half past four, lunch and turnover left out."""
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 720, 300, 40, 40


@dataclass(frozen=True)
class Month:
    """How many roundtables fall due, and how many could be held."""

    first: date
    due: int
    facilitators: int
    """So many meetings could be led."""
    rooms: int
    """So many meetings could be housed."""
    is_part: bool
    """It has begun already."""

    @property
    def capacity(self) -> int:
        """What is scarcer decides."""
        return min(self.facilitators, self.rooms)

    @property
    def is_short(self) -> bool:
        """More fall due than can be held."""
        return self.due > self.capacity


@dataclass(frozen=True)
class Bar:
    """A month as it is drawn: from `x`, `y` on, the line of what can be held at `line`."""

    month: Month
    x: float
    y: float
    width: float
    height: float
    line: float

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return round(self.x + self.width / 2, 1)

    @property
    def right(self) -> float:
        """Where it ends."""
        return round(self.x + self.width, 1)

    @property
    def above(self) -> float:
        """Where its number stands."""
        return round(self.y - 6, 1)


@signed_in(roles=SEE_FILES)
def forecast_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The chart and its table."""
    months = months_ahead(visit)
    given = {
        "months": months,
        "bars": bars(months),
        "width": _WIDTH,
        "height": _HEIGHT,
        "left": _LEFT,
        "foot": _HEIGHT - _BOTTOM,
        "total": sum(month.due for month in months),
        "of_a_facilitator": OF_A_FACILITATOR,
        "of_a_room": OF_A_ROOM,
    }
    return render(request, "roundtables/forecast.html", given)


def months_ahead(visit: Visit) -> list[Month]:
    """This month and the five that follow; what is overdue counts in this month. As many queries whatever there is."""
    firsts = [_month(visit.today, ahead) for ahead in range(MONTHS + 1)]
    due = _due(visit, firsts)
    rooms = rooms_for(visit.person.agency).count() if visit.person.agency else 0
    caps = dict(Availability.objects.filter(max_per_week__isnull=False).values_list("person_id", "max_per_week"))
    known = facilitators(on=visit.today)
    held = Role.objects.filter(name=RoleName.FACILITATOR, person__in=known.values("pk"), certified_until__isnull=False)
    certified = list(held.values_list("person_id").annotate(first=Min("from_on"), last=Max("certified_until")))
    found = []
    for first, following in pairwise(firsts):
        begins = max(first, visit.today)
        days = _weekdays(begins, following)
        weekly = sum(caps.get(pk) or OF_A_FACILITATOR for pk, since, until in certified if since <= begins <= until)
        found.append(Month(first, due[first], weekly * days // 5, rooms * OF_A_ROOM * days, first < visit.today))
    return found


def _due(visit: Visit, firsts: list[date]) -> Counter[date]:
    """How many must be held by a day of each month: sisters and brothers who are due in the same month meet in one."""
    open_ones = (
        Obligation.objects.listed_for(visit.sight)
        .open()
        .filter(rule__in=roundtable_rules(), outcome__in=("overdue", "open", "upcoming"), due_on__lt=firsts[-1])
    )
    apart = set(Separation.objects.filter(withdrawn_on=None).values_list("child_id", flat=True))
    counted = set()
    for child_id, agency_id, case_id, on in open_ones.values_list(
        "child_id", "child__agency_id", "child__case_id", "due_on"
    ):
        if on:
            together = (agency_id, case_id) if case_id and child_id not in apart else child_id
            counted.add((together, max(on.replace(day=1), firsts[0])))
    return Counter(first for _, first in counted)


def bars(months: list[Month]) -> list[Bar]:
    """Bars from zero on; each with the line of what can be held that month."""
    most = max((max(month.due, month.capacity) for month in months), default=0) or 1
    step = (_WIDTH - _LEFT) / max(len(months), 1)
    high = _HEIGHT - _BOTTOM - 30
    found = []
    for place, month in enumerate(months):
        height = round(high * month.due / most, 1)
        line = round(_HEIGHT - _BOTTOM - high * month.capacity / most, 1)
        x = round(_LEFT + place * step + step * 0.15, 1)
        found.append(Bar(month, x, round(_HEIGHT - _BOTTOM - height, 1), round(step * 0.7, 1), height, line))
    return found


def _month(today: date, ahead: int) -> date:
    first = today.replace(day=1)
    for _ in range(ahead):
        first += timedelta(days=monthrange(first.year, first.month)[1])
    return first


def _weekdays(first: date, following: date) -> int:
    return sum((first + timedelta(days=day)).weekday() < 5 for day in range((following - first).days))
