"""Hand-worked examples of the obligations of `wi_dmcps`: ratings and roundtables."""

import pytest

from .examples import child, rows, stay

INITIAL, AGAIN = "wi-dmcps.rating-initial", "wi-dmcps.rating-before-hearing"
BEFORE, MONTH_15 = "wi-dmcps.roundtable-before-hearing", "wi-dmcps.roundtable-month-15"
SIX_MONTHS = "wi-dmcps.roundtable-every-six-months"
FORM, IN_PLAN = "wi-dmcps.consultation-form", "wi-dmcps.roundtable-in-plan"
JANUARY_10 = stay("2024-01-10")
YEARLY = "12 months"
POOR = "permanency_rating 2024-03-01 poor"


def test_the_first_rating_is_due_sixty_days_after_the_first_placement_that_is_not_missing() -> None:
    episode = stay("2024-01-10", "missing_from_care 2024-01-10 2024-01-20", "foster_home 2024-01-20")
    history = child(episode, "permanency_rating 2024-03-21 good")
    assert rows(INITIAL, history, "2024-04-01") == ["1 2024-01-20 2024-03-20 2024-03-21 met_late"]


@pytest.mark.parametrize(
    ("rated", "result"),
    [("2024-06-10", "2024-06-10 met"), ("2024-07-09", "2024-07-09 met_late"), ("2024-07-10", "- missed")],
)
def test_a_new_rating_is_made_a_month_before_the_hearing(rated: str, result: str) -> None:
    history = child(JANUARY_10, POOR, f"permanency_rating {rated} good", "permanency_hearing_held 2024-07-10")
    assert rows(AGAIN, history, "2024-07-11")[0] == f"1 2024-05-10 2024-06-10 {result}"


@pytest.mark.parametrize(("held", "outcome"), [("2024-04-09", "not_required"), ("2024-04-10", "missed")])
def test_the_initial_rating_serves_an_early_hearing(held: str, outcome: str) -> None:
    history = child(JANUARY_10, POOR, f"permanency_hearing_held {held}")
    assert rows(AGAIN, history, "2024-05-01", every=True)[0].split()[-1] == outcome


@pytest.mark.parametrize(("held", "outcome"), [("2024-08-10", "not_required"), ("2024-08-11", "missed")])
def test_no_new_rating_is_required_for_a_hearing_within_a_month_of_the_last(held: str, outcome: str) -> None:
    history = child(JANUARY_10, "permanency_hearing_held 2024-07-10", f"permanency_hearing_held {held}")
    assert rows(AGAIN, history, "2024-09-01", every=True)[1].split()[-1] == outcome


def test_the_roundtable_before_a_hearing_lies_in_the_month_before_it() -> None:
    found = rows(BEFORE, child(JANUARY_10, POOR), "2024-12-10", hearing_interval=YEARLY)
    assert found == ["1 2024-12-10 2025-01-09 - open"]


def test_before_eleven_completed_months_no_roundtable_is_asked() -> None:
    assert rows(BEFORE, child(JANUARY_10, POOR), "2024-06-20", every=True) == []


def test_the_window_of_a_hearing_just_after_eleven_months_opens_at_eleven_months() -> None:
    history = child(JANUARY_10, POOR, "permanency_hearing_scheduled 2024-12-11")
    assert rows(BEFORE, history, "2024-12-01") == ["1 2024-12-10 2024-12-10 - upcoming"]


def test_a_rating_made_at_the_roundtable_does_not_undo_the_need_for_it() -> None:
    history = child(JANUARY_10, POOR, "roundtable_held 2024-12-20", "permanency_rating 2024-12-20 good")
    found = rows(BEFORE, history, "2025-01-01", hearing_interval=YEARLY)
    assert found == ["1 2024-12-10 2025-01-09 2024-12-20 met"]


def test_a_rating_above_poor_before_the_roundtable_makes_it_not_required() -> None:
    history = child(JANUARY_10, POOR, "permanency_rating 2024-12-19 uncertain", "roundtable_held 2024-12-20")
    found = rows(BEFORE, history, "2025-01-01", every=True, hearing_interval=YEARLY)
    assert found == ["1 2024-12-10 2025-01-09 2024-12-20 not_required"]


def test_a_roundtable_before_a_postponed_hearing_counts() -> None:
    days = ("permanency_hearing_scheduled 2024-12-20", "permanency_hearing_held 2025-02-01")
    history = child(JANUARY_10, "roundtable_held 2024-12-01", *days)
    found = rows(BEFORE, history, "2025-02-02", hearing_interval=YEARLY)
    assert found[0] == "1 2025-01-01 2025-01-31 2024-12-01 met"


@pytest.mark.parametrize(("as_of", "outcome"), [("2024-12-14", "open"), ("2024-12-15", "not_required")])
def test_a_child_missing_for_six_months_is_exempt(as_of: str, outcome: str) -> None:
    episode = stay(
        "2024-01-10",
        "foster_home 2024-01-10",
        "missing_from_care 2024-06-15 2024-08-01",
        "missing_from_care 2024-08-02",
    )
    found = rows(BEFORE, child(episode, POOR), as_of, every=True, hearing_interval=YEARLY)
    assert found == [f"1 2024-12-10 2025-01-09 - {outcome}"]


def test_without_a_birth_date_the_age_exemption_can_not_be_told() -> None:
    found = rows(BEFORE, child(JANUARY_10, born=None), "2024-12-15", hearing_interval=YEARLY)
    assert found == ["1 2024-12-10 2025-01-09 - cannot_tell"]


@pytest.mark.parametrize(
    ("held", "result"),
    [("2025-03-09", "- overdue"), ("2025-03-10", "2025-03-10 met"), ("2025-04-10", "2025-04-10 met_late")],
)
def test_the_roundtable_of_month_fifteen_is_held_from_fourteen_completed_months_on(held: str, result: str) -> None:
    history = child(JANUARY_10, POOR, f"roundtable_held {held}")
    assert rows(MONTH_15, history, "2025-05-01") == [f"1 2025-03-10 2025-04-09 {result}"]


def test_the_first_hearing_after_month_fifteen_closes_its_roundtable() -> None:
    history = child(JANUARY_10, POOR, "permanency_hearing_held 2025-04-10", "roundtable_held 2025-04-10")
    assert rows(MONTH_15, history, "2025-05-01") == ["1 2025-03-10 2025-04-09 - missed"]


@pytest.mark.parametrize(("setting", "outcome"), [(False, "not_required"), (True, "open")])
def test_a_setting_makes_the_rating_irrelevant_in_month_fifteen(setting: bool, outcome: str) -> None:
    history = child(JANUARY_10, "permanency_rating 2024-03-01 fair")
    found = rows(MONTH_15, history, "2025-03-10", every=True, month_15_for_every_child=setting)
    assert found == [f"1 2025-03-10 2025-04-09 - {outcome}"]


def test_at_month_ends_month_fifteen_comes_when_both_the_month_and_the_count_are_full() -> None:
    assert rows(MONTH_15, child(stay("2023-12-31")), "2025-01-01") == ["1 2025-02-28 2025-03-30 - upcoming"]


def test_a_child_who_returns_with_the_count_reached_has_sixty_days_and_then_a_month() -> None:
    history = child(stay("2023-01-10 2024-06-01"), stay("2024-06-01"))
    assert rows(MONTH_15, history, "2024-07-31")[1] == "1 2024-07-31 2024-08-30 - open"


def test_a_closed_episode_that_ends_before_month_fifteen_is_not_asked() -> None:
    assert rows(MONTH_15, child(stay("2024-01-10 2025-04-09")), "2025-06-01", every=True) == []


@pytest.mark.parametrize(
    ("held", "result"),
    [("2024-10-09", "2025-09-10 2025-10-10 - upcoming"), ("2024-10-10", "2025-03-10 2025-04-10 - overdue")],
)
def test_past_month_fifteen_the_next_roundtable_is_six_months_after_the_last(held: str, result: str) -> None:
    history = child(JANUARY_10, POOR, f"roundtable_held {held}")
    assert rows(SIX_MONTHS, history, "2025-04-11") == [f"1 {result}"]
    assert rows(SIX_MONTHS, history, "2025-04-10", every=True) == []


def test_a_child_never_rated_has_no_roundtable_every_six_months() -> None:
    assert rows(SIX_MONTHS, child(JANUARY_10), "2025-04-11", every=True) == []


def test_the_consultation_form_is_due_five_working_days_after_the_roundtable() -> None:
    history = child(JANUARY_10, "roundtable_held 2024-12-20", "consultation_form_completed 2024-12-20")
    assert rows(FORM, history, "2025-01-10") == ["1 2024-12-20 2025-01-02 2024-12-20 met"]


@pytest.mark.parametrize(("as_of", "outcome"), [("2025-01-02", "open"), ("2025-01-03", "missed")])
def test_the_next_roundtable_closes_the_form_but_not_before_its_time_is_over(as_of: str, outcome: str) -> None:
    events = ("roundtable_held 2024-12-20", "roundtable_held 2024-12-27", "consultation_form_completed 2024-12-27")
    assert rows(FORM, child(JANUARY_10, *events), as_of) == [
        f"1 2024-12-20 2025-01-02 - {outcome}",
        "2 2024-12-27 2025-01-07 2024-12-27 met",
    ]


def test_the_roundtable_stands_in_the_plan_five_court_days_before_the_hearing() -> None:
    events = ("permanency_hearing_scheduled 2025-04-21", "roundtable_held 2025-04-01")
    assert rows(IN_PLAN, child(JANUARY_10, *events), "2025-04-12") == ["1 2025-04-01 2025-04-11 - overdue"]


@pytest.mark.parametrize(("as_of", "outcome"), [("2025-04-16", "open"), ("2025-04-17", "missed")])
def test_a_roundtable_just_before_the_hearing_stands_in_the_plan_on_the_next_court_day(
    as_of: str, outcome: str
) -> None:
    history = child(JANUARY_10, "roundtable_held 2025-04-15", "permanency_hearing_held 2025-04-16")
    assert rows(IN_PLAN, history, as_of) == [f"1 2025-04-15 2025-04-16 - {outcome}"]


def test_without_a_later_hearing_day_the_plan_s_day_can_not_be_told() -> None:
    history = child(JANUARY_10, "roundtable_held 2025-01-20", "roundtable_included_in_plan 2025-01-21")
    found = rows(IN_PLAN, history, "2025-02-01", hearing_interval=YEARLY)
    assert found == ["1 2025-01-20 - 2025-01-21 cannot_tell"]


def test_in_a_closed_episode_without_a_later_hearing_the_plan_is_dropped_even_if_met() -> None:
    events = ("roundtable_held 2024-06-20", "roundtable_included_in_plan 2024-06-21")
    assert rows(IN_PLAN, child(stay("2024-01-10 2024-07-01"), *events), "2025-02-01", every=True) == []
