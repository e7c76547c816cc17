"""Hand-worked examples of the roundtable determination."""

from datetime import date

import pytest

from .evaluator import DEFAULTS, determinations
from .examples import answer, child, determination, stay

JANUARY_10 = stay("2024-01-10")
GOOD = "permanency_rating 2024-03-01 good"


def test_before_eleven_completed_months_nothing_else_is_looked_at() -> None:
    assert answer(child(JANUARY_10, born="2001-01-01"), "2024-12-09") == "not_yet before_month_11"


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ("poor", "required rated_poor"),
        ("fair", "optional rated_fair"),
        ("uncertain", "optional rated_uncertain"),
        ("good", "exempt above_poor"),
        ("achieved", "exempt above_poor"),
    ],
)
def test_from_eleven_months_on_the_rating_decides(rating: str, expected: str) -> None:
    assert answer(child(JANUARY_10, f"permanency_rating 2024-03-01 {rating}"), "2024-12-10") == expected


def test_a_child_never_rated_requires_a_roundtable() -> None:
    assert answer(child(JANUARY_10), "2024-12-10") == "required not_rated"


def test_of_two_ratings_on_one_day_the_last_in_the_file_counts() -> None:
    ratings = ("permanency_rating 2024-05-01 poor", "permanency_rating 2024-05-01 fair")
    assert answer(child(JANUARY_10, *ratings, GOOD), "2024-12-10") == "optional rated_fair"


def test_exemptions_are_given_in_their_order() -> None:
    episode = stay("2024-01-10", "missing_from_care 2024-02-29")
    assert answer(child(episode, born="2006-12-10"), "2024-12-10") == "exempt missing_6_months;age_18"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("supervised_independent_living", "exempt independent_living"),
        ("adult_correctional", "exempt incarcerated"),
        ("juvenile_detention", "required not_rated"),
    ],
)
def test_the_placement_may_exempt_but_detention_does_not(kind: str, expected: str) -> None:
    assert answer(child(stay("2024-01-10", f"{kind} 2024-02-01")), "2024-12-10") == expected


@pytest.mark.parametrize(
    ("rating", "expected"), [("poor", "cannot_tell birth_date_not_recorded"), ("fair", "optional rated_fair")]
)
def test_a_birth_date_is_missed_only_where_a_roundtable_would_be_required(rating: str, expected: str) -> None:
    history = child(JANUARY_10, f"permanency_rating 2024-03-01 {rating}", born=None)
    assert answer(history, "2024-12-10") == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-03-09", "exempt above_poor"),
        ("2025-03-10", "required month_15"),
        ("2025-04-09", "required month_15"),
        ("2025-04-10", "exempt above_poor"),
    ],
)
def test_with_the_setting_every_child_has_a_roundtable_in_month_fifteen(as_of: str, expected: str) -> None:
    assert answer(child(JANUARY_10, GOOD), as_of, month_15_for_every_child=True) == expected


def test_a_child_who_returns_may_reach_month_fourteen_before_month_eleven() -> None:
    history = child(stay("2023-01-10 2024-06-01"), stay("2024-06-01"))
    assert answer(history, "2024-07-30") == "not_yet before_month_11"
    assert answer(history, "2024-07-31") == "required not_rated"


def test_the_care_count_is_over_all_episodes_and_excludes_each_day_of_removal() -> None:
    history = child(stay("2024-11-01 2024-11-11"), stay("2025-01-01", "missing_from_care 2025-01-05"))
    row = determination(history, "2025-02-01")
    assert (row["care_days_in_last_22_months"], row["months_in_care"]) == (10 + 31, 1)


def test_care_days_more_than_twenty_two_months_ago_no_longer_count() -> None:
    row = determination(child(stay("2020-01-01")), "2025-01-15")
    assert row["care_days_in_last_22_months"] == (date(2025, 1, 15) - date(2023, 3, 15)).days


@pytest.mark.parametrize(
    ("as_of", "hearing"), [("2024-06-01", "2024-07-25"), ("2024-07-22", "2024-07-25"), ("2024-07-26", "2024-07-10")]
)
def test_the_next_hearing_is_the_latest_scheduled_day_still_to_come_or_else_the_day_due(
    as_of: str, hearing: str
) -> None:
    days = ("permanency_hearing_scheduled 2024-07-25", "permanency_hearing_scheduled 2024-07-20")
    assert str(determination(child(JANUARY_10, *days), as_of)["next_hearing_on"]) == hearing


def test_the_window_is_the_month_up_to_the_day_before_the_hearing() -> None:
    row = determination(child(stay("2023-09-30")), "2024-01-01")
    assert (str(row["window_opens_on"]), str(row["window_closes_on"])) == ("2024-02-29", "2024-03-29")


def test_a_closed_episode_has_no_determination() -> None:
    closed = child(stay("2024-01-10 2024-06-01"))
    assert determinations(closed, date(2024, 6, 1), settings=DEFAULTS) == []
    assert len(determinations(closed, date(2024, 5, 31), settings=DEFAULTS)) == 1
