import numpy as np
import pytest

from homeward.policy.vocabulary import PLACEMENT_TYPES, RATINGS
from tests.policy.made_up import called, days, facts, written
from tests.reference.examples import child, stay

REMOVED = stay("2024-01-10")
HELD = ("roundtable_held 2024-05-01", "roundtable_held 2024-06-01")


def test_each_day_of_a_set_is_an_occasion_numbered_within_its_episode() -> None:
    two = child(stay("2024-01-10 2024-05-15"), stay("2024-05-20"), *HELD, "roundtable_held 2024-07-01")
    rows = facts(called("ada", child(REMOVED, *HELD)), two).occasions("roundtable_held")
    assert rows.episode.tolist() == [0, 0, 1, 2, 2]
    assert rows.number.tolist() == [1, 2, 1, 1, 2]
    assert written(rows.day("occasion")) == "2024-05-01 2024-06-01 2024-05-01 2024-06-01 2024-07-01"
    assert written(rows.day("next_occasion")) == "2024-06-01 - - 2024-07-01 -"


def test_a_set_without_days_has_no_occasions() -> None:
    rows = facts(child(REMOVED)).occasions("roundtable_held")
    assert (len(rows), rows.number.tolist(), rows.day("occasion").tolist(), rows.day("next_occasion").tolist()) == (
        0,
        [],
        [],
        [],
    )


def test_an_episode_is_one_occasion_on_the_day_of_removal() -> None:
    rows = facts(child(stay("2024-01-10 2024-02-01"), stay("2024-06-01"))).occasions("episode")
    assert (rows.number.tolist(), written(rows.day("occasion"))) == ([1, 1], "2024-01-10 2024-06-01")
    assert written(rows.day("next_occasion")) == written(rows.day("met")) == "- -"


def test_a_day_of_the_episode_is_laid_beside_each_occasion() -> None:
    two = child(stay("2024-01-10 2024-05-15"), stay("2024-05-20"), *HELD, "roundtable_held 2024-07-01")
    rows = facts(two, as_of="2024-08-01").occasions("roundtable_held")
    assert written(rows.day("removed_on")) == "2024-01-10 2024-05-20 2024-05-20"
    assert written(rows.day("month_11")) == "2024-12-10 2025-04-20 2025-04-20"
    assert written(rows.day("as_of")) == "2024-08-01 2024-08-01 2024-08-01"
    assert written(rows.take(np.array([True, False, True])).day("discharged_on")) == "2024-05-15 -"


def test_occasions_of_some_episodes_have_the_days_of_their_own() -> None:
    three = [called(name, child(stay(f"2024-0{month}-01"))) for name, month in (("ada", 1), ("ben", 2), ("cem", 3))]
    rows = facts(*three).occasions("episode").take(np.array([False, True, True]))
    assert written(rows.day("eighteenth_birthday")) == "2033-05-05 2033-05-05"
    assert written(rows.day("month_11")) == "2025-01-01 2025-02-01"
    assert rows.episode.tolist() == [1, 2]


def test_days_of_one_child_s_episode_are_not_laid_beside_as_many_roundtables() -> None:
    ada, ben = called("ada", child(REMOVED)), called("ben", child(stay("2024-02-10"), *HELD))
    assert written(facts(ada, ben).occasions("roundtable_held").day("removed_on")) == "2024-02-10 2024-02-10"


def test_settling_a_day_forgets_what_was_worked_out_from_it() -> None:
    rows = facts(child(stay("2024-01-10", "missing_from_care 2024-03-01 2024-03-05"))).occasions("episode")
    first = rows.settling(judged_on=days("2024-03-03"))
    assert written(first.day("missing_since")) == "2024-03-01"
    assert written(first.settling(judged_on=days("2024-03-06")).day("missing_since")) == "-"
    assert "judged_on" not in rows.days


def test_rows_that_are_kept_keep_the_days_known_so_far() -> None:
    rows = facts(child(REMOVED, *HELD)).occasions("roundtable_held").settling()
    known = rows.day("next_hearing")
    kept = rows.take(np.array([False, True]))
    assert (written(known), written(kept.day("next_hearing"))) == ("2024-07-10 2024-07-10", "2024-07-10")
    assert (kept.number.tolist(), written(kept.day("occasion"))) == ([2], "2024-06-01")


def rating_on(judged_on: str, met: str, *ratings: str) -> str:
    rows = facts(child(REMOVED, *(f"permanency_rating {one}" for one in ratings))).occasions("episode")
    (code,) = rows.settling(judged_on=days(judged_on), met=days(met)).rating.tolist()
    return "none" if code < 0 else RATINGS[code]


RATED = ("2024-03-01 fair", "2024-05-01 poor")


@pytest.mark.parametrize(
    ("judged_on", "met", "rating"),
    [
        ("2024-02-29", "-", "none"),
        ("2024-03-01", "-", "fair"),
        ("2024-04-30", "-", "fair"),
        ("2024-05-01", "-", "poor"),
        ("2024-05-01", "2024-05-01", "fair"),
        ("2024-05-02", "2024-05-02", "poor"),
        ("2024-03-01", "2024-03-01", "none"),
        ("2024-05-01", "2024-03-15", "poor"),
    ],
)
def test_a_rating_made_on_the_day_that_met_it_does_not_count(judged_on: str, met: str, rating: str) -> None:
    assert rating_on(judged_on, met, *RATED) == rating


@pytest.mark.parametrize(("judged_on", "placement"), [("2024-02-01", "hospital"), ("2024-02-06", None)])
def test_the_placement_is_that_on_the_day_looked_at(judged_on: str, placement: str | None) -> None:
    rows = facts(child(stay("2024-01-10", "hospital 2024-02-01 2024-02-05"))).occasions("episode")
    (code,) = rows.settling(judged_on=days(judged_on)).placement_type.tolist()
    assert (PLACEMENT_TYPES[code] if code >= 0 else None) == placement


def test_the_next_hearing_after_each_roundtable() -> None:
    events = ("permanency_hearing_held 2024-05-20", "roundtable_held 2024-05-20")
    rows = facts(child(REMOVED, *HELD, *events), as_of="2024-07-01").occasions("roundtable_held")
    assert written(rows.day("next_hearing")) == "2024-05-20 2024-11-20 2024-11-20"
    assert written(rows.day("next_hearing_held")) == "2024-05-20 - -"
    assert written(rows.day("next_review")) == "2024-05-20 2024-11-20 2024-11-20"


def test_an_answer_is_worked_out_once() -> None:
    rows = facts(child(REMOVED)).occasions("episode").settling(judged_on=days("2024-02-01"))
    assert rows.holds("age_18") is rows.holds("age_18")
    assert rows.day("month_14") is rows.day("month_14")
