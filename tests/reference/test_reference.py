"""Hand-worked examples of the obligations of `us` and `wi`, each from a sentence of the rules."""

import pytest

from .examples import child, rows, stay

PLAN, UPDATE = "wi.permanency-plan", "wi.permanency-plan-update"
REVIEW, HEARING, SUMMARY = "wi.permanency-review", "wi.permanency-hearing", "wi.review-summary"
SEARCH, GOALS = "wi.relative-search", "wi.goals-reevaluated"
EFFORTS, TPR = "wi.wicwa-active-efforts", "us.tpr-15-of-22"
NEW_YEAR = stay("2025-01-01")
JANUARY_10 = stay("2024-01-10")


@pytest.mark.parametrize(
    ("as_of", "outcome"), [("2025-01-01", "open"), ("2025-03-02", "open"), ("2025-03-03", "overdue")]
)
def test_the_plan_is_due_sixty_days_after_removal(as_of: str, outcome: str) -> None:
    assert rows(PLAN, child(NEW_YEAR), as_of) == [f"1 2025-01-01 2025-03-02 - {outcome}"]


@pytest.mark.parametrize(("filed", "outcome"), [("2025-03-02", "met"), ("2025-03-03", "met_late")])
def test_a_plan_filed_after_the_due_day_is_met_late(filed: str, outcome: str) -> None:
    history = child(NEW_YEAR, f"permanency_plan_filed {filed}", "permanency_plan_filed 2025-04-01")
    assert rows(PLAN, history, "2025-05-01") == [f"1 2025-01-01 2025-03-02 {filed} {outcome}"]


def test_an_event_after_the_as_of_date_does_not_count() -> None:
    history = child(NEW_YEAR, "permanency_plan_filed 2025-02-02")
    assert rows(PLAN, history, "2025-02-01") == ["1 2025-01-01 2025-03-02 - open"]


@pytest.mark.parametrize(
    ("discharged", "expected"),
    [
        ("2025-03-01", []),
        ("2025-03-02", ["1 2025-01-01 2025-03-02 - not_required"]),
        ("2025-03-03", ["1 2025-01-01 2025-03-02 - missed"]),
    ],
)
def test_a_plan_of_a_child_who_went_home_first_is_dropped(discharged: str, expected: list[str]) -> None:
    assert rows(PLAN, child(stay(f"2025-01-01 {discharged}")), "2025-06-01", every=True) == expected


def test_not_required_is_written_only_when_asked_for() -> None:
    assert rows(PLAN, child(stay("2025-01-01 2025-03-02")), "2025-06-01") == []


def test_a_discharge_after_the_as_of_date_leaves_the_episode_open() -> None:
    assert rows(PLAN, child(stay("2025-01-01 2025-03-01")), "2025-02-28") == ["1 2025-01-01 2025-03-02 - open"]


def test_each_plan_is_updated_within_six_months() -> None:
    history = child(stay("2023-08-01"), "permanency_plan_filed 2023-08-31", "permanency_plan_filed 2024-03-01")
    assert rows(UPDATE, history, "2024-07-31") == [
        "1 2024-01-31 2024-02-29 2024-03-01 met_late",
        "2 2024-08-01 2024-09-01 - upcoming",
    ]


def test_hearings_roll_from_the_hearing_before() -> None:
    history = child(stay("2024-01-31"), "permanency_hearing_held 2025-02-03")
    assert rows(HEARING, history, "2026-01-03", hearing_interval="12 months") == [
        "1 2024-12-31 2025-01-31 2025-02-03 met_late",
        "2 2026-01-03 2026-02-03 - open",
    ]


def test_with_six_month_hearings_there_is_no_review() -> None:
    assert rows(HEARING, child(JANUARY_10), "2024-06-09") == ["1 2024-06-10 2024-07-10 - upcoming"]
    assert rows(REVIEW, child(JANUARY_10), "2024-06-09") == []


def test_a_hearing_serves_as_the_review_and_both_on_one_day_close_one_link() -> None:
    history = child(
        stay("2024-08-31"),
        "permanency_review_held 2025-02-10",
        "permanency_hearing_held 2025-02-10",
        "permanency_hearing_held 2025-08-12",
    )
    assert rows(REVIEW, history, "2025-09-01", hearing_interval="12 months") == [
        "1 2025-01-28 2025-02-28 2025-02-10 met",
        "2 2025-07-10 2025-08-10 2025-08-12 met_late",
        "3 2026-01-12 2026-02-12 - upcoming",
    ]


@pytest.mark.parametrize(("discharged", "count"), [("2024-07-09", 0), ("2024-07-10", 1)])
def test_the_last_link_of_a_closed_episode_is_dropped_if_due_after_its_end(discharged: str, count: int) -> None:
    found = rows(HEARING, child(stay(f"2024-01-10 {discharged}")), "2025-01-01")
    assert found == ["1 2024-06-10 2024-07-10 - missed"][:count]


def test_a_summary_sent_before_the_review_does_not_meet_it() -> None:
    sent = ("review_summary_sent 2024-06-30", "review_summary_sent 2024-08-01")
    history = child(JANUARY_10, "permanency_review_held 2024-07-01", *sent)
    assert rows(SUMMARY, history, "2024-09-01") == ["1 2024-07-01 2024-07-31 2024-08-01 met_late"]


def test_relatives_are_told_within_thirty_days() -> None:
    history = child(JANUARY_10, "relative_notice_sent 2024-02-09")
    assert rows("wi.relative-notice", history, "2024-02-09") == ["1 2024-01-10 2024-02-09 2024-02-09 met"]


def test_a_day_that_calls_for_a_search_for_several_reasons_is_one_occasion() -> None:
    episode = stay("2024-01-10", "foster_home 2024-01-12 2024-05-01", "group_home 2024-05-01")
    history = child(episode, "placement_change_expected 2024-05-01", "relative_search 2024-05-20")
    assert rows(SEARCH, history, "2024-06-01") == [
        "1 2024-01-10 2024-02-09 2024-05-20 met_late",
        "2 2024-05-01 2024-05-31 2024-05-20 met",
    ]


def test_only_a_goal_that_leaves_reunification_calls_for_a_search() -> None:
    goals = [
        "permanency_goal_set 2024-02-01 adoption",
        "permanency_goal_set 2024-03-01 adoption",
        "permanency_goal_set 2024-03-01 reunification",
        "permanency_goal_set 2024-04-01 guardianship",
        "permanency_goal_set 2024-05-01 adoption",
    ]
    found = rows(SEARCH, child(JANUARY_10, *goals), "2024-06-01", relative_search_days=10)
    assert found == ["1 2024-01-10 2024-01-20 - overdue", "2 2024-04-01 2024-04-11 - overdue"]


def test_going_missing_is_no_placement_change_and_a_trial_reunification_is() -> None:
    episode = stay(
        "2024-01-10",
        "missing_from_care 2024-01-10 2024-01-15",
        "foster_home 2024-01-15 2024-03-01",
        "missing_from_care 2024-03-01 2024-03-20",
        "trial_reunification 2024-03-20",
    )
    history = child(episode, "goals_reevaluated 2024-03-19")
    assert rows(GOALS, history, "2024-04-19") == ["1 2024-03-20 2024-04-19 - open"]


def test_active_efforts_are_evaluated_by_the_day_that_closes_the_link() -> None:
    closing = ("permanency_review_held 2024-07-01", "permanency_hearing_held 2024-07-11")
    evaluated = ("active_efforts_evaluated 2024-01-10", "active_efforts_evaluated 2024-07-12")
    assert rows(EFFORTS, child(JANUARY_10, *closing, *evaluated, indian="yes"), "2024-08-01") == [
        "1 2024-06-01 2024-07-01 2024-01-10 met",
        "2 2024-07-01 2024-07-11 - missed",
        "3 2024-12-11 2025-01-11 2024-07-12 met",
    ]


def test_links_closed_before_the_finding_of_an_indian_child_are_not_asked() -> None:
    events = ("permanency_hearing_held 2024-07-01", "indian_child_determined 2024-07-02")
    assert rows(EFFORTS, child(JANUARY_10, *events, indian="yes"), "2024-08-01") == [
        "2 2024-12-01 2025-01-01 - upcoming"
    ]


def test_active_efforts_can_not_be_told_if_it_is_not_known_whether_the_child_is_an_indian_child() -> None:
    history = child(stay("2023-01-10 2023-12-01"), JANUARY_10, "permanency_hearing_held 2024-07-01", indian="unknown")
    assert rows(EFFORTS, history, "2024-08-01") == ["2 - - - cannot_tell"]


def test_fifteen_months_start_sixty_days_after_removal() -> None:
    assert rows(TPR, child(stay("2024-01-01")), "2025-02-28") == ["1 2025-03-01 2025-06-01 - upcoming"]


def test_fifteen_months_start_with_an_earlier_finding_of_abuse_or_neglect() -> None:
    history = child(stay("2024-01-01"), "abuse_neglect_finding 2024-01-20", "tpr_exception_documented 2024-01-05")
    assert rows(TPR, history, "2025-02-28") == ["1 2025-01-20 2025-04-20 2024-01-05 met"]


@pytest.mark.parametrize(("kind", "due"), [("trial_reunification", "2025-07-01"), ("hospital", "2025-06-01")])
def test_thirty_days_of_trial_reunification_put_the_petition_off_by_thirty_days(kind: str, due: str) -> None:
    episode = stay("2024-01-01", "foster_home 2024-01-01", f"{kind} 2024-06-01 2024-07-01")
    assert rows(TPR, child(episode), "2025-07-02")[0].split()[2] == due


def test_missing_days_after_the_as_of_date_are_not_taken_out() -> None:
    episode = stay("2024-01-01", "missing_from_care 2024-06-01 2024-07-01")
    assert rows(TPR, child(episode), "2024-06-11") == ["1 2025-03-11 2025-06-11 - upcoming"]


def test_an_earlier_stay_counts_for_the_petition() -> None:
    history = child(stay("2023-01-01 2023-10-31"), stay("2024-01-01"), "tpr_petition_filed 2023-10-01")
    assert rows(TPR, history, "2024-10-02") == ["1 2024-07-01 2024-10-01 - overdue"]


def test_no_petition_is_required_if_the_count_is_not_reached_before_the_end() -> None:
    history = child(stay("2024-01-01 2025-05-31"), "tpr_petition_filed 2025-05-01")
    assert rows(TPR, history, "2025-07-01", every=True) == ["1 - - 2025-05-01 not_required"]


@pytest.mark.parametrize(("as_of", "outcome"), [("2025-05-31", "open"), ("2025-06-01", "not_required")])
def test_a_child_with_relatives_on_the_day_needs_no_petition(as_of: str, outcome: str) -> None:
    history = child(stay("2024-01-01", "relative_home 2024-01-01"))
    assert rows(TPR, history, as_of, every=True)[0].split()[-1] == outcome


@pytest.mark.parametrize(("born", "outcome"), [("2007-06-01", "not_required"), ("2007-06-02", "overdue")])
def test_a_child_of_eighteen_on_the_day_needs_no_petition(born: str, outcome: str) -> None:
    assert rows(TPR, child(stay("2024-01-01"), born=born), "2025-07-01", every=True)[0].split()[-1] == outcome


def test_an_event_on_the_day_two_episodes_touch_belongs_to_the_earlier() -> None:
    history = child(stay("2024-05-01"), stay("2024-01-10 2024-05-01"), "permanency_plan_filed 2024-05-01")
    assert rows(PLAN, history, "2024-05-01") == [
        "1 2024-01-10 2024-03-10 2024-05-01 met_late",
        "1 2024-05-01 2024-06-30 - open",
    ]


def test_an_episode_that_begins_after_the_as_of_date_is_left_out() -> None:
    assert rows(PLAN, child(JANUARY_10), "2024-01-09") == []
