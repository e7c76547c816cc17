"""Days of the generator against the standard tools."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from homeward.demo.days import date_of, meeting_day, meeting_day_before, months_after


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(-300, 300))
def test_months_are_counted_as_dateutil_counts_them(day: date, months: int) -> None:
    assert date_of(months_after(day.toordinal(), months)) == day + relativedelta(months=months)


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 11, 26), date(2026, 11, 27)),  # Thanksgiving
        (date(2026, 9, 5), date(2026, 9, 8)),  # the weekend before Labor Day
        (date(2025, 12, 24), date(2025, 12, 26)),
        (date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_nobody_meets_on_weekends_and_holidays(day: date, following: date) -> None:
    assert date_of(meeting_day(day.toordinal())) == following


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_the_last_meeting_day_before_the_next_one_is_none_between(day: date) -> None:
    before, after = date_of(meeting_day_before(day.toordinal())), date_of(meeting_day(day.toordinal()))

    assert before < day <= after
    between = (before + timedelta(days=number) for number in range(1, (after - before).days))
    assert all(date_of(meeting_day(one.toordinal())) == after for one in between)
