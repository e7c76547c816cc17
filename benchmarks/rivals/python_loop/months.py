"""Months counted on a calendar, in two ways that agree; `loop.evaluate` is told which to use."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True, slots=True)
class Months:
    """A way to count months."""

    after: Callable[[date, int], date]
    """The same day of the month so many months later (earlier if negative), or the last day of a shorter month."""

    completed: Callable[[date, date], int]
    """The largest m for which the first day + m months is on or before the second."""


def _after_with_dateutil(day: date, months: int) -> date:
    return day + relativedelta(months=months)


def _completed_with_dateutil(since: date, until: date) -> int:
    between = relativedelta(until, since)
    return between.years * 12 + between.months


def _after_by_hand(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _completed_by_hand(since: date, until: date) -> int:
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (_after_by_hand(since, months) > until)


WITH_DATEUTIL = Months(_after_with_dateutil, _completed_with_dateutil)
"""As most developers write it."""

BY_HAND = Months(_after_by_hand, _completed_by_hand)
"""As one writes it who has found that half of the time goes there."""
