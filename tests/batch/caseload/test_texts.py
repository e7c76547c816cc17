"""Dates and words as numbers: exactly those that the format allows."""

import datetime

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.batch.caseload.texts import ABSENT, FAULTY, days, positions
from homeward.policy.days import day_of

NEARLY = [
    "2025-3-1",
    "2025-03-1 x",
    "+025-03-01",
    "-025-03-01",
    "2025-03- 1",
    "2025 -03-01",
    "20250301",
    "2025/03/01",
    "2025-03-01T00:00",
    "2025-03-01 00:00:00",
    "2025-02-29",
    "2025-13-01",
    "2025-00-01",
    "2025-01-00",
    "02025-03-01",
    "\uff12\uff10\uff12\uff15-03-01",
    "1899-12-31",
    "2201-01-01",
    "0000-01-01",
    "9999-12-31",
    "10000-01-01",
    "today",
    "45747",
    "\t2025-03-01",
]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)))
@settings(max_examples=200, deadline=None)
def test_every_day_of_300_years_is_read(day: datetime.date) -> None:
    cells = pl.Series([day.isoformat(), f" {day.isoformat()}  ", None, "  ", ""])
    assert days(cells).tolist() == [day_of(day), day_of(day), ABSENT, ABSENT, ABSENT]
    assert days(pl.Series([day, None])).tolist() == [day_of(day), ABSENT]


def test_what_is_nearly_a_date_is_none() -> None:
    assert dict(zip(NEARLY, days(pl.Series(NEARLY)).tolist(), strict=True)) == dict.fromkeys(NEARLY, FAULTY)


@given(st.text("0123456789-+ T", max_size=12))
@settings(max_examples=300, deadline=None)
def test_nothing_else_is_read_as_a_date(text: str) -> None:
    try:
        day = datetime.datetime.strptime(text.strip(" "), "%Y-%m-%d").date()  # noqa: DTZ007
        is_date = day.isoformat() == text.strip(" ") and 1900 <= day.year <= 2200
    except ValueError:
        is_date = False
    (found,) = days(pl.Series([text])).tolist()
    assert (found >= 0) == is_date
    assert (found == ABSENT) == (not text.strip(" "))


def test_a_word_is_its_position_and_nothing_near_it_is() -> None:
    cells = pl.Series(["yes", " no ", "No", "n", None, "", "yes\n"])
    assert positions(cells, ("no", "yes")).tolist() == [1, 0, FAULTY, FAULTY, ABSENT, ABSENT, FAULTY]
