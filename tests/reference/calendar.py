"""Month arithmetic, working days and court days, on plain dates."""

from calendar import MONDAY, THURSDAY, monthrange
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


def days_after(day: date, count: int) -> date:
    """The day `count` days later; the first day is not counted."""
    return day + timedelta(days=count)


@cache
def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later (earlier if negative), or the last day of a month that lacks it."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    month = month_index + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_before(day: date, months: int) -> date:
    """The same day of the month `months` earlier, or the last day of a month that lacks it."""
    return months_after(day, -months)


def completed_months(start: date, end: date) -> int:
    """The largest m with `start` + m months on or before `end`, which is not before `start`."""
    months = 0
    while months_after(start, months + 1) <= end:
        months += 1
    return months


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The first, second, … Monday (or other weekday) of a month."""
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    return [day for day in days if day.weekday() == weekday][nth - 1]


def last_weekday(year: int, month: int, weekday: int) -> date:
    """The last Monday (or other weekday) of a month."""
    return nth_weekday(year, month, weekday, 0)


def moved_from_sunday(day: date) -> date:
    """The Monday after, if the day is a Sunday."""
    return day + DAY if day.weekday() == SUNDAY else day


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm printed by Meeus)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day_index = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day_index + 1)


@cache
def state_holidays(year: int) -> frozenset[date]:
    """Days of a year on which state offices are closed besides weekends (s. 230.35(4), Wis. Stats.)."""
    always_that_day = {date(year, 12, 24), date(year, 12, 31)}
    monday_after_if_sunday = {moved_from_sunday(date(year, month, day)) for month, day in ((1, 1), (7, 4), (12, 25))}
    by_weekday = {
        nth_weekday(year, 1, MONDAY, 3),
        last_weekday(year, 5, MONDAY),
        nth_weekday(year, 9, MONDAY, 1),
        nth_weekday(year, 11, THURSDAY, 4),
    }
    return frozenset(always_that_day | monday_after_if_sunday | by_weekday)


@cache
def court_holidays(year: int) -> frozenset[date]:
    """Days of a year that are no court days besides weekends (ss. 801.15(1)(b) and 995.20, Wis. Stats.)."""
    good_friday = easter_sunday(year) - 2 * DAY
    monday_after_if_sunday = {moved_from_sunday(date(year, 6, 19)), moved_from_sunday(date(year, 11, 11))}
    by_weekday = {nth_weekday(year, 2, MONDAY, 3), nth_weekday(year, 10, MONDAY, 2)}
    return frozenset(state_holidays(year) | monday_after_if_sunday | by_weekday | {good_friday})


def is_working_day(day: date) -> bool:
    """Whether state offices are open on the day."""
    return day.weekday() not in (SATURDAY, SUNDAY) and day not in state_holidays(day.year)


def is_court_day(day: date) -> bool:
    """Whether the day counts as a court day."""
    return day.weekday() not in (SATURDAY, SUNDAY) and day not in court_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day later than the day."""
    while count:
        day += DAY
        count -= is_working_day(day)
    return day


def court_days_before(day: date, count: int) -> date:
    """The `count`-th court day earlier than the day."""
    while count:
        day -= DAY
        count -= is_court_day(day)
    return day


def first_court_day_after(day: date) -> date:
    """The first court day later than the day."""
    day += DAY
    while not is_court_day(day):
        day += DAY
    return day
