"""The two ways in which the Python loop counts months agree."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.rivals.python_loop.months import BY_HAND, WITH_DATEUTIL

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@given(day=days, months=st.integers(-300, 300))
def test_both_lead_to_the_same_day(day: date, months: int) -> None:
    assert BY_HAND.after(day, months) == WITH_DATEUTIL.after(day, months)


@given(since=days, later=st.integers(0, 9000))
def test_both_have_completed_the_same_months(since: date, later: int) -> None:
    until = since + timedelta(days=later)
    assert BY_HAND.completed(since, until) == WITH_DATEUTIL.completed(since, until)
