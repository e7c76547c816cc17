from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from homeward.policy.calendar import WorkingDays, closed_on, working_days
from homeward.policy.days import date_of, day_of, is_day
from homeward.policy.rule import Calendar, Closing
from tests.policy.made_up import days, milwaukee, written
from tests.reference import calendar as plain


def calendar(counts: str, *closed: Closing, also: str = "") -> Calendar:
    return Calendar(
        id=counts, title="", manual="", file="", sources=(), counts=counts, closed=closed, also_closed_as=also
    )


CHRISTMAS = Closing(name="Christmas Day", month=12, day=25)
CENSUS_DAY = Closing(name="Wednesday of the census", month=4, weekday=2, which=1)
OFFICE = calendar("working days", CHRISTMAS)
COURT = calendar("court days", CENSUS_DAY, also="working days")
CALENDARS = {"working days": OFFICE, "court days": COURT}


@pytest.mark.parametrize(
    ("closing", "year", "day"),
    [
        (CHRISTMAS, 2022, "2022-12-25"),
        (Closing(name="", month=12, day=25, monday_after_sunday=True), 2022, "2022-12-26"),
        (Closing(name="", month=12, day=25, monday_after_sunday=True), 2021, "2021-12-25"),
        (Closing(name="", month=12, day=25, monday_after_sunday=True), 2023, "2023-12-25"),
        (Closing(name="", easter=-2), 2025, "2025-04-18"),
        (Closing(name="", easter=0), 2024, "2024-03-31"),
        (Closing(name="", month=1, weekday=0, which=3), 2025, "2025-01-20"),
        (Closing(name="", month=9, weekday=0, which=1), 2025, "2025-09-01"),
        (Closing(name="", month=11, weekday=3, which=4), 2024, "2024-11-28"),
        (Closing(name="", month=5, weekday=0, which=-1), 2025, "2025-05-26"),
        (Closing(name="", month=12, weekday=2, which=-1), 2025, "2025-12-31"),
        (Closing(name="", month=12, weekday=3, which=-1), 2025, "2025-12-25"),
    ],
)
def test_a_holiday_falls_on(closing: Closing, year: int, day: str) -> None:
    assert str(closed_on(closing, year)) == day


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2024-12-20", 1, "2024-12-23"),
        ("2024-12-20", 3, "2024-12-26"),
        ("2024-12-21", 1, "2024-12-23"),
        ("2024-12-24", 1, "2024-12-26"),
        ("2024-12-25", 1, "2024-12-26"),
        ("2024-12-23", 5, "2024-12-31"),
        ("-", 5, "-"),
        ("?", 5, "?"),
    ],
)
def test_working_days_later(start: str, number: int, end: str) -> None:
    assert written(working_days(OFFICE, CALENDARS).after(days(start), number)) == end


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2024-12-26", 1, "2024-12-24"),
        ("2024-12-26", 3, "2024-12-20"),
        ("2024-12-29", 1, "2024-12-27"),
        ("2024-12-30", 1, "2024-12-27"),
        ("-", 5, "-"),
        ("?", 5, "?"),
    ],
)
def test_working_days_earlier(start: str, number: int, end: str) -> None:
    assert written(working_days(OFFICE, CALENDARS).before(days(start), number)) == end


def test_a_calendar_is_also_closed_when_the_one_that_it_adds_to_is() -> None:
    court = working_days(COURT, CALENDARS)
    assert written(court.after(days("2024-12-24 2024-04-02"), 1)) == "2024-12-26 2024-04-04"
    assert written(working_days(OFFICE, CALENDARS).after(days("2024-04-02"), 1)) == "2024-04-03"


def test_many_days_are_counted_at_once() -> None:
    office = working_days(OFFICE, CALENDARS)
    assert written(office.after(days("2024-12-20 - 2025-01-03"), 2)) == "2024-12-24 - 2025-01-07"
    assert written(office.before(days("2024-12-20 - 2025-01-06"), 2)) == "2024-12-18 - 2025-01-02"


def test_the_working_days_reach_from_1890_to_2230() -> None:
    office = working_days(OFFICE, CALENDARS)
    assert [date_of(office.working[0]), date_of(office.working[-1])] == [date(1890, 1, 1), date(2230, 12, 31)]
    assert written(office.after(days("2230-12-30 2230-12-31"), 1)) == "2230-12-31 2230-12-31"
    assert written(office.before(days("2230-12-31 2231-01-01 2231-01-02"), 1)) == "2230-12-30 2231-01-01 2231-01-02"
    assert day_of(date(2229, 12, 25)) not in office.working
    assert day_of(date(1890, 12, 25)) not in office.working
    assert not is_day(office.after(days("-"), 20_000)).any()


@pytest.mark.parametrize(
    ("unit", "is_open"), [("working days", plain.is_working_day), ("court days", plain.is_court_day)]
)
def test_the_calendars_of_wisconsin_are_those_counted_day_by_day(unit: str, is_open: Callable[[date], bool]) -> None:
    first, last = date(1990, 1, 1), date(2040, 12, 31)
    every_day = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    counted: WorkingDays = milwaukee().working_days[unit]
    opened = np.isin([day_of(day) for day in every_day], counted.working)
    assert [day for day, found in zip(every_day, opened, strict=True) if found != is_open(day)] == []


def test_five_working_days_and_five_court_days_as_counted_one_by_one() -> None:
    every_day = [date(2019, 1, 1) + timedelta(days=number) for number in range(3000)]
    numbers = np.array([day_of(day) for day in every_day])
    after, before = (
        milwaukee().working_days["working days"].after(numbers, 5),
        milwaukee().working_days["court days"].before(numbers, 5),
    )
    for day, later, earlier in zip(every_day, after, before, strict=True):
        assert (date_of(later), date_of(earlier)) == (plain.working_days_after(day, 5), plain.court_days_before(day, 5))
