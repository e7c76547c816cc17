"""The window of a request: days in common, else what is due first; late when these have passed."""

from datetime import date, timedelta

from homeward.roundtables.windows import HORIZON, Window, window_of

TODAY = date(2026, 11, 22)


def day(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


def test_one_obligation_gives_its_own_days() -> None:
    assert window_of([(day(-3), day(10))], today=TODAY) == Window(day(-3), day(10))


def test_several_give_the_days_that_they_have_in_common() -> None:
    assert window_of([(day(-3), day(10)), (day(5), day(30))], today=TODAY) == Window(day(5), day(10))


def test_one_day_in_common_is_enough() -> None:
    assert window_of([(day(0), day(10)), (day(10), day(30))], today=TODAY) == Window(day(10), day(10))


def test_without_a_day_in_common_what_is_due_first_decides() -> None:
    assert window_of([(day(11), day(30)), (day(0), day(10))], today=TODAY) == Window(day(0), day(10))


def test_the_last_day_is_not_late_and_the_day_after_is() -> None:
    assert not window_of([(day(-30), day(0))], today=TODAY).is_late
    late = window_of([(day(-30), day(-1))], today=TODAY)
    assert late == Window(TODAY, TODAY + HORIZON, is_late=True)


def test_what_has_passed_makes_a_request_late_although_something_else_is_open() -> None:
    assert window_of([(day(-60), day(-1)), (day(0), day(30))], today=TODAY).is_late


def test_where_nothing_is_asked_the_whole_horizon_is_open() -> None:
    assert window_of([], today=TODAY) == Window(TODAY, TODAY + HORIZON)
