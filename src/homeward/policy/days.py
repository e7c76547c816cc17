"""Days as whole numbers, and months counted from them.

A day is the number of days since 1800-01-01, so every day that a caseload may hold is positive and fits in 18 bits.
Two further values stand for the absence of a day, each with room around it, so that adding or taking away days or
months keeps it what it is:

* `NEVER`: there is no such day (no discharge, no event). It is later than every day.
* `UNKNOWN`: there is such a day, but it is not recorded (a birth date).
"""

from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
"""One day number for each row."""

Flags = NDArray[np.bool_]
"""One yes or no for each row."""

FIRST_DAY: Final = date(1800, 1, 1)
LAST_DAY: Final = date(2455, 12, 31)
UNIX_EPOCH: Final = (date(1970, 1, 1) - FIRST_DAY).days
"""The day number of 1970-01-01: take it away to get the day number of Arrow, numpy and Parquet."""

BITS: Final = 18
"""Every day number, `NEVER` and `UNKNOWN` included, is below 2**BITS, so it packs beside another number."""

NEVER: Final = 245_000
UNKNOWN: Final = 255_000
_END: Final = (LAST_DAY - FIRST_DAY).days + 1
_UNKNOWN_FROM: Final = 250_000


def day_of(value: date) -> int:
    """The day number of a calendar date (1800 to 2455)."""
    return (value - FIRST_DAY).days


def date_of(day: int) -> date | None:
    """The calendar date of a day number; None where there is no such day or it is not recorded."""
    return FIRST_DAY + timedelta(days=int(day)) if day < _END else None


def is_day(days: Days) -> Flags:
    """Where there is a day, and it is recorded."""
    return days < _END


def is_unknown(days: Days) -> Flags:
    """Where there is a day that is not recorded."""
    return days >= _UNKNOWN_FROM


def months_after(days: Days, months: int | NDArray[np.int64]) -> Days:
    """The same day of the month so many months later (earlier if negative), or the last day of a shorter month.

    `months` is one number for all rows, or one for each.

    Source: the rules' reading of "n months after": 2023-08-31 and 6 months give 2024-02-29. Count from the anchor,
    never from a day that this function gave.
    """
    month = _MONTH_OF[days] + months
    first = _FIRST_OF_MONTH[month]
    later: Days = np.minimum(first + _DAY_OF_MONTH[days], _LAST_OF_MONTH[month])
    return later


def completed_months(since: Days, until: Days) -> NDArray[np.int64]:
    """The largest m for which `since` + m months is on or before `until`; both are days."""
    months = _MONTH_OF[until] - _MONTH_OF[since]
    completed: NDArray[np.int64] = months - (months_after(since, months) > until)
    return completed


_SPARE_MONTHS: Final = 12_000


def _month_tables() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Month and day of the month of each day; first and last day of each month.

    Months past the last real one lie `_SPARE_MONTHS` away from it, all of them NEVER or all of them UNKNOWN, so that
    counting months from the absence of a day leads nowhere else.
    """
    calendar = np.arange(_END).astype("datetime64[D]") - UNIX_EPOCH
    month_number = calendar.astype("datetime64[M]").astype(np.int64)
    month_number -= month_number[0]
    starts = np.flatnonzero(np.diff(month_number, prepend=-1))
    months = len(starts)

    month_of = np.empty(1 << BITS, np.int64)
    month_of[:_END] = month_number
    month_of[_END:_UNKNOWN_FROM] = months + _SPARE_MONTHS
    month_of[_UNKNOWN_FROM:] = months + 3 * _SPARE_MONTHS
    day_of_month = np.zeros(1 << BITS, np.int64)
    day_of_month[:_END] = np.arange(_END) - starts[month_number]

    first = np.full(months + 4 * _SPARE_MONTHS, NEVER, np.int64)
    last = np.full(months + 4 * _SPARE_MONTHS, NEVER, np.int64)
    first[months + 2 * _SPARE_MONTHS :] = UNKNOWN
    last[months + 2 * _SPARE_MONTHS :] = UNKNOWN
    first[:months] = starts
    last[:months] = np.append(starts[1:], _END) - 1
    return month_of, day_of_month, first, last


_MONTH_OF, _DAY_OF_MONTH, _FIRST_OF_MONTH, _LAST_OF_MONTH = _month_tables()
