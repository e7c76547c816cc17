"""The calendar of working days and court days as a table, as every data warehouse keeps one."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache

import polars as pl

from benchmarks.rivals.calendars import is_court_day, is_working_day

FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
"""The days that a caseload may hold."""


@cache
def calendar_table() -> pl.DataFrame:
    """A row a day: the fifth working day after it, the fifth court day before it and the first court day after it."""
    span = [FIRST + timedelta(days=number) for number in range(-31, (LAST - FIRST).days + 32)]
    working = [day for day in span if is_working_day(day)]
    court = [day for day in span if is_court_day(day)]
    days = [day for day in span if FIRST <= day <= LAST]
    return pl.DataFrame(
        {
            "day": days,
            "fifth_working_day_after": [working[bisect_right(working, day) + 4] for day in days],
            "fifth_court_day_before": [court[bisect_left(court, day) - 5] for day in days],
            "next_court_day": [court[bisect_right(court, day)] for day in days],
        }
    )
