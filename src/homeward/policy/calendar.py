"""Working days and court days: counting over weekends and holidays, for many days at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from dateutil.easter import easter

from homeward.policy.days import Days, day_of
from homeward.policy.rule import Calendar, Closing

_FIRST_YEAR: Final = 1890
_LAST_YEAR: Final = 2230
_SUNDAY: Final = 6


@dataclass(frozen=True, eq=False)
class WorkingDays:
    """The working days of one calendar, 1890 to 2230, and how many of them lie on or before each day."""

    working: Days
    count_until: Days

    def after(self, days: Days, number: int) -> Days:
        """The working day that is the `number`-th later than each day; what is no day stays as it is."""
        return self._at(days, self.count_until[self._inside(days)] + number - 1)

    def before(self, days: Days, number: int) -> Days:
        """The working day that is the `number`-th earlier than each day; what is no day stays as it is."""
        return self._at(days, self.count_until[self._inside(days) - 1] - number)

    def _inside(self, days: Days) -> Days:
        return np.minimum(days, len(self.count_until) - 1)

    def _at(self, days: Days, position: Days) -> Days:
        found = self.working[np.minimum(position, len(self.working) - 1)]
        return np.where(days < len(self.count_until), found, days)


def working_days(calendar: Calendar, calendars: Mapping[str, Calendar]) -> WorkingDays:
    """The working days of a calendar; `calendars` by what they count, for a calendar that adds to another."""
    first, last = day_of(date(_FIRST_YEAR, 1, 1)), day_of(date(_LAST_YEAR, 12, 31))
    is_open = np.zeros(last + 1, np.bool_)
    # 1800-01-01, day 0, was a Wednesday.
    is_open[first:] = (np.arange(first, last + 1) + 2) % 7 < 5
    for holidays in _with_those_it_adds_to(calendar, calendars):
        for closing in holidays.closed:
            for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
                is_open[day_of(closed_on(closing, year))] = False
    return WorkingDays(working=np.flatnonzero(is_open), count_until=np.cumsum(is_open))


def closed_on(closing: Closing, year: int) -> date:
    """The day of a year on which the holiday closes the office."""
    if closing.easter is not None:
        return easter(year) + timedelta(days=closing.easter)
    if closing.day:
        day = date(year, closing.month, closing.day)
        return day + timedelta(days=1) if closing.monday_after_sunday and day.weekday() == _SUNDAY else day
    return _weekday_of_month(year, closing.month, closing.weekday, closing.which)


def _weekday_of_month(year: int, month: int, weekday: int, which: int) -> date:
    """The first, second … weekday of a month; `which` = -1 is the last."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _with_those_it_adds_to(calendar: Calendar, calendars: Mapping[str, Calendar]) -> list[Calendar]:
    added = [calendar]
    while added[-1].also_closed_as:
        added.append(calendars[added[-1].also_closed_as])
    return added
