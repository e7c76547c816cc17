"""Month arithmetic, working days and court days against a printed calendar."""

from datetime import date

import pytest

from .calendar import (
    completed_months,
    court_days_before,
    days_after,
    easter_sunday,
    first_court_day_after,
    is_working_day,
    months_after,
    months_before,
    working_days_after,
)
from .examples import day


def test_sixty_days_do_not_count_the_day_of_removal() -> None:
    assert days_after(day("2025-01-01"), 60) == day("2025-03-02")


@pytest.mark.parametrize(
    ("anchor", "months", "expected"),
    [("2023-08-31", 6, "2024-02-29"), ("2023-08-31", 12, "2024-08-31"), ("2024-02-29", 12, "2025-02-28")],
)
def test_months_after_a_month_end_are_counted_from_the_anchor(anchor: str, months: int, expected: str) -> None:
    assert months_after(day(anchor), months) == day(expected)


def test_a_month_before_the_thirty_first_is_the_last_day_of_a_shorter_month() -> None:
    assert months_before(day("2025-03-31"), 1) == day("2025-02-28")


@pytest.mark.parametrize(
    ("end", "months"), [("2024-02-28", 0), ("2024-02-29", 1), ("2024-03-30", 1), ("2024-03-31", 2)]
)
def test_a_month_is_completed_on_the_last_day_of_a_shorter_month(end: str, months: int) -> None:
    assert completed_months(day("2024-01-31"), day(end)) == months


def test_five_working_days_skip_christmas_and_new_year() -> None:
    assert working_days_after(day("2024-12-20"), 5) == day("2025-01-02")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("2022-12-30", "2023-01-03"),  # New Year on a Sunday: the Monday is closed too
        ("2026-07-02", "2026-07-03"),  # Independence Day on a Saturday closes no other day
        ("2025-01-17", "2025-01-21"),  # third Monday of January
        ("2025-05-23", "2025-05-27"),  # last Monday of May
        ("2025-08-29", "2025-09-02"),  # first Monday of September
        ("2025-11-26", "2025-11-28"),  # fourth Thursday of November
        ("2022-12-23", "2022-12-27"),  # Christmas on a Sunday
    ],
)
def test_the_next_working_day_skips_the_state_holidays(before: str, expected: str) -> None:
    assert working_days_after(day(before), 1) == day(expected)


@pytest.mark.parametrize("text", ["2025-02-17", "2025-06-19", "2025-10-13", "2025-11-11", "2025-04-18"])
def test_some_days_are_working_days_but_no_court_days(text: str) -> None:
    assert is_working_day(day(text))
    assert first_court_day_after(day(text) - (day("2025-01-02") - day("2025-01-01"))) > day(text)


def test_five_court_days_before_a_hearing_skip_good_friday() -> None:
    assert court_days_before(day("2025-04-21"), 5) == day("2025-04-11")


def test_veterans_day_on_a_sunday_closes_the_courts_on_monday() -> None:
    assert first_court_day_after(day("2018-11-09")) == day("2018-11-13")


def test_easter_falls_where_the_church_calendar_has_it() -> None:
    easters = {2019: (4, 21), 2020: (4, 12), 2022: (4, 17), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2038: (4, 25)}
    assert {year: easter_sunday(year) for year in easters} == {year: date(year, *md) for year, md in easters.items()}
