"""Days in care within the last 22 months, and the first day on which they are many enough."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from benchmarks.rivals.python_loop.stay import Stay

NOT_IN_CARE = ("missing_from_care", "trial_reunification")

Span = tuple[date, date, int]
"""The days after the first date up to the second, and how often they count: once, or minus once."""


class Clocks:
    """The two counts of one episode; `stays` are the child's episodes up to and including it."""

    def __init__(self, stays: list[Stay]) -> None:
        self.stay = stays[-1]
        self.care = [(stay.removed_on, stay.discharged_on or date.max, 1) for stay in stays]
        removed_on = self.stay.removed_on
        day = removed_on + timedelta(days=60)
        self.month_14 = self._first_day(self.care, day, self._length(removed_on, 14))
        self.month_15: date | None = None
        if self.month_14:
            a_month_later = self.stay.months_after(self.month_14, 1)
            self.month_15 = self._first_day(self.care, a_month_later, self._length(removed_on, 15))
        self.placed_outside_on = placed_outside_on(self.stay)
        tpr_spans = [span for stay in stays for span in _tpr_spans(stay)]
        self.tpr_on = self._first_day(tpr_spans, self.placed_outside_on, self._length(self.placed_outside_on, 15))

    def care_days(self, day: date) -> int:
        """Days in care in the 22 months that end with `day`."""
        return self._count(self.care, day)

    def _length(self, since: date, months: int) -> int:
        return (self.stay.months_after(since, months) - since).days

    def _count(self, spans: list[Span], day: date) -> int:
        since = self.stay.months_after(day, -22)
        return sum(sign * max((min(day, to) - max(since, after)).days, 0) for after, to, sign in spans)

    def _first_day(self, spans: list[Span], day: date, target: int) -> date | None:
        """The first day from `day` on with `target` counted days; each day adds one at most, so the lack is leapt."""
        last = self.stay.discharged_on or date.max
        while day <= last:
            lack = target - self._count(spans, day)
            if lack <= 0:
                return day
            day += timedelta(days=lack)
        return None


def placed_outside_on(stay: Stay) -> date:
    """When a child counts as placed outside the home: the finding, 60 days after removal at the latest."""
    sixty_days = stay.removed_on + timedelta(days=60)
    return min(stay.first("abuse_neglect_finding") or sixty_days, sixty_days)


def _tpr_spans(stay: Stay) -> Iterator[Span]:
    """The time that counts for termination, less what a missing child or a trial reunification takes up to today."""
    since, until = placed_outside_on(stay), stay.discharged_on or date.max
    yield since, until, 1
    if any(placement.placement_type in NOT_IN_CARE for placement in stay.placements):
        for after, to in _days_out(stay):
            if max(after, since) < to:
                yield max(after, since), to, -1


def _days_out(stay: Stay) -> Iterator[tuple[date, date]]:
    """The stretches up to today outside care: of placements that take a day, the one that started last does."""
    taken = [(home.started_on, min(stay.end_of(home), stay.as_of), home.placement_type) for home in stay.placements]
    marks = sorted({mark for after, to, _ in taken for mark in (after, to)})
    for after, to in pairwise(marks):
        kinds = [kind for started_on, ended_on, kind in taken if started_on <= after and to <= ended_on]
        if kinds and kinds[-1] in NOT_IN_CARE:
            yield after, to
