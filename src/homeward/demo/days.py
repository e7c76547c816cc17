"""Days as whole numbers (`date.toordinal`), which a generator adds up a hundred times faster than dates."""

from calendar import monthrange
from datetime import date
from functools import cache
from typing import Final

_CLOSED: Final = {(1, 1), (6, 19), (7, 4), (11, 11), (12, 24), (12, 25), (12, 31)}
"""(month, day) on which nobody meets; enough for a demonstration, and not the calendar by which duties are counted."""

_CLOSED_WEEKDAYS: Final = {(1, 1): (15, 21), (5, 1): (25, 31), (9, 1): (1, 7), (11, 4): (22, 28)}
"""(month, day of the week) and the first and last day on which its holiday can fall: the third Monday of January, …"""


@cache
def months_after(day: int, months: int) -> int:
    """The same day of the month so many months later (earlier if negative), or the last day of a shorter month."""
    anchor = date.fromordinal(day)
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1])).toordinal()


@cache
def date_of(day: int) -> date:
    """The calendar date of a day number, the same object every time."""
    return date.fromordinal(day)


@cache
def meeting_day(day: int) -> int:
    """The day itself if courts and offices are open on it, or else the next one on which they are."""
    while not _is_open(date.fromordinal(day)):
        day += 1
    return day


@cache
def meeting_day_before(day: int) -> int:
    """The last day earlier than this one on which courts and offices are open."""
    day -= 1
    while not _is_open(date.fromordinal(day)):
        day -= 1
    return day


def _is_open(day: date) -> bool:
    first, last = _CLOSED_WEEKDAYS.get((day.month, day.isoweekday()), (0, 0))
    is_holiday = (day.month, day.day) in _CLOSED or first <= day.day <= last
    return day.isoweekday() < 6 and not is_holiday
