from datetime import date, timedelta

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from homeward.policy import days as module
from homeward.policy.days import (
    NEVER,
    UNIX_EPOCH,
    UNKNOWN,
    completed_months,
    date_of,
    day_of,
    is_day,
    is_unknown,
    months_after,
)
from tests.policy.made_up import days, number, numbers, written

any_date = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def test_days_are_counted_from_the_first_of_1800() -> None:
    assert [day_of(date(1800, 1, 1)), day_of(date(1800, 1, 2)), day_of(date(1801, 1, 1))] == [0, 1, 365]
    assert day_of(date(1970, 1, 1)) == UNIX_EPOCH == 62_091


@given(any_date)
def test_a_day_number_gives_its_date_back(value: date) -> None:
    assert date_of(day_of(value)) == value


def test_the_last_day_is_a_day_and_the_one_after_it_is_none() -> None:
    last = day_of(date(2455, 12, 31))
    assert date_of(last) == date(2455, 12, 31)
    assert date_of(last + 1) is None
    assert is_day(numbers(0, last, last + 1)).tolist() == [True, True, False]


def test_no_day_and_a_day_not_recorded_are_no_dates_and_later_than_all() -> None:
    assert [date_of(NEVER), date_of(UNKNOWN)] == [None, None]
    assert day_of(date(2455, 12, 31)) < NEVER < UNKNOWN < 1 << module.BITS
    assert is_day(days("2024-02-29 - ?")).tolist() == [True, False, False]
    assert is_unknown(days("2024-02-29 - ?")).tolist() == [False, False, True]


def test_days_added_to_no_day_lead_nowhere_else() -> None:
    assert is_unknown(numbers(249_999, 250_000)).tolist() == [False, True]
    for shift in (-4_000, 4_000):
        assert written(days("- ?") + shift) == "- ?"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2023-08-31", 6, "2024-02-29"),
        ("2022-08-31", 6, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-31", -2, "2023-11-30"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-05-05", 0, "2024-05-05"),
        ("1900-01-31", 1, "1900-02-28"),
        ("-", 6, "-"),
        ("-", -264, "-"),
        ("?", 216, "?"),
        ("?", -22, "?"),
        ("2455-12-31", 1, "-"),
    ],
)
def test_months_after(start: str, months: int, end: str) -> None:
    assert written(months_after(days(start), months)) == end
    assert written(months_after(days(start), numbers(months))) == end


@given(any_date, st.integers(-264, 264))
def test_months_are_counted_as_everybody_counts_them(start: date, months: int) -> None:
    expected = start + relativedelta(months=months)
    assert date_of(months_after(numbers(day_of(start)), months)[0]) == expected


def test_there_may_be_a_number_of_months_for_each_row() -> None:
    assert written(months_after(days("2024-01-31 2024-01-31"), numbers(1, -2))) == "2024-02-29 2023-11-30"


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        ("2024-01-10", "2024-01-10", 0),
        ("2024-01-10", "2024-02-09", 0),
        ("2024-01-10", "2024-02-10", 1),
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-31", "2024-02-29", 1),
        ("2023-12-31", "2025-01-30", 12),
        ("2023-12-31", "2025-01-31", 13),
    ],
)
def test_completed_months(since: str, until: str, months: int) -> None:
    assert completed_months(days(since), days(until)).tolist() == [months]


@given(any_date, st.integers(0, 12_000))
def test_completed_months_are_the_most_that_do_not_lead_past_the_day(start: date, later: int) -> None:
    end = start + timedelta(days=later)
    (months,) = completed_months(numbers(day_of(start)), numbers(day_of(end))).tolist()
    assert start + relativedelta(months=months) <= end < start + relativedelta(months=months + 1)


def test_the_tables_of_months_hold_every_day() -> None:
    month_of, day_of_month, first, last = module._month_tables()
    everything = [date(1800, 1, 1) + timedelta(days=day) for day in range(number("2455-12-31") + 1)]
    count, months = len(everything), 656 * 12
    assert np.array_equal(month_of[:count], [(day.year - 1800) * 12 + day.month - 1 for day in everything])
    assert np.array_equal(day_of_month[:count], [day.day - 1 for day in everything])
    assert np.array_equal(first[:months], [day for day, value in enumerate(everything) if value.day == 1])
    assert np.array_equal(last[: months - 1] + 1, first[1:months])
    assert last[months - 1] == number("2455-12-31")


def test_the_tables_of_months_keep_the_absence_of_a_day_apart() -> None:
    month_of, day_of_month, first, last = module._month_tables()
    assert len(month_of) == len(day_of_month) == 1 << 18
    for absent, shown in ((NEVER, NEVER), (number("2455-12-31") + 1, NEVER), (UNKNOWN, UNKNOWN), (250_000, UNKNOWN)):
        for months in (-600, 0, 600):
            month = month_of[absent] + months
            assert np.minimum(first[month] + day_of_month[absent], last[month]) == shown
