"""Working days of state offices and of circuit courts, as every rival counts them.

Sources: s. 230.35(4), Wis. Stats. (offices); ss. 801.15(1)(b) and 995.20, Wis. Stats. (courts).
"""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
ONE_DAY = timedelta(days=1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th such weekday of a month, or the last one if n is -1."""
    if n < 0:
        following = date(year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=(following.weekday() - weekday - 1) % 7 + 1)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def moved_off_sunday(day: date) -> date:
    return day + ONE_DAY if day.weekday() == SUNDAY else day


@cache
def office_holidays(year: int) -> frozenset[date]:
    moved = {moved_off_sunday(date(year, month, day)) for month, day in ((1, 1), (7, 4), (12, 25))}
    fixed = {date(year, month, day) for month, day in ((1, 1), (7, 4), (12, 24), (12, 25), (12, 31))}
    floating = {
        nth_weekday(year, 1, MONDAY, 3),
        nth_weekday(year, 5, MONDAY, -1),
        nth_weekday(year, 9, MONDAY, 1),
        nth_weekday(year, 11, THURSDAY, 4),
    }
    return frozenset(moved | fixed | floating)


@cache
def court_holidays(year: int) -> frozenset[date]:
    moved = {moved_off_sunday(date(year, month, day)) for month, day in ((6, 19), (11, 11))}
    floating = {nth_weekday(year, 2, MONDAY, 3), nth_weekday(year, 10, MONDAY, 2), easter(year) - timedelta(days=2)}
    return office_holidays(year) | moved | floating


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in office_holidays(day.year)


def is_court_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in court_holidays(day.year)


def working_days_after(day: date, n: int) -> date:
    """The n-th working day later than `day`."""
    while n:
        day += ONE_DAY
        n -= is_working_day(day)
    return day


def court_days_before(day: date, n: int) -> date:
    """The n-th court day earlier than `day`."""
    while n:
        day -= ONE_DAY
        n -= is_court_day(day)
    return day


def first_court_day_after(day: date) -> date:
    day += ONE_DAY
    while not is_court_day(day):
        day += ONE_DAY
    return day
