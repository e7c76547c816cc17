"""The facts of `homeward.policy.facts`: days and sets of days of episodes."""

import pytest

from homeward.policy.facts import Facts
from tests.policy.made_up import called, facts, written
from tests.reference.examples import child, stay

REMOVED = stay("2024-01-10")


def days_of(found: Facts, *names: str) -> str:
    return written(found.days_of(names).on)


@pytest.mark.parametrize(
    ("as_of", "discharged"), [("2024-05-31", "-"), ("2024-06-01", "2024-06-01"), ("2024-06-02", "2024-06-01")]
)
def test_an_episode_has_ended_if_it_ended_by_the_day_looked_at(as_of: str, discharged: str) -> None:
    assert written(facts(child(stay("2024-01-10 2024-06-01")), as_of=as_of).discharged_on) == discharged


def test_an_episode_that_begins_later_is_left_out() -> None:
    history = child(stay("2024-01-10 2024-02-01"), stay("2024-06-01"))
    assert len(facts(history, as_of="2024-05-31").episodes) == 1
    assert len(facts(history, as_of="2024-06-01").episodes) == 2


def test_what_is_recorded_of_a_child_counts_in_each_episode() -> None:
    two = child(stay("2024-01-10 2024-02-01"), stay("2024-06-01"), born="2014-03-03", indian="yes")
    found = facts(called("ada", child(REMOVED, born=None)), two)
    assert written(found.birth_date) == "? 2014-03-03 2014-03-03"
    assert found.indian_child.tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("removed_on", "2024-01-10"),
        ("discharged_on", "-"),
        ("birth_date", "2015-05-05"),
        ("first_placement_on", "2024-01-12"),
        ("as_of", "2024-03-01"),
        ("expected_hearing", "2024-07-10"),
        ("expected_review", "2024-07-10"),
    ],
)
def test_a_day_that_every_episode_has(name: str, day: str) -> None:
    history = child(stay("2024-01-10", "foster_home 2024-01-12"))
    assert written(facts(history, as_of="2024-03-01").episode_day(name)) == day


def test_a_day_that_no_episode_has_is_a_defect() -> None:
    with pytest.raises(KeyError, match="second_birthday"):
        facts(child(REMOVED)).episode_day("second_birthday")


@pytest.mark.parametrize(
    ("placements", "first"),
    [
        ((), "2024-01-10"),
        (("foster_home 2024-01-10",), "2024-01-10"),
        (("missing_from_care 2024-01-10 2024-01-15", "foster_home 2024-01-15"), "2024-01-15"),
        (("missing_from_care 2024-01-10",), "2024-01-10"),
        (("foster_home 2024-02-01",), "2024-02-01"),
        (("foster_home 2024-02-02",), "2024-01-10"),
    ],
)
def test_the_first_placement_is_the_first_that_is_not_missing_and_has_begun(
    placements: tuple[str, ...], first: str
) -> None:
    history = child(stay("2024-01-10", *placements))
    assert written(facts(history, as_of="2024-02-01").first_placement_on) == first


def test_the_first_placement_is_that_of_the_episode() -> None:
    stays = (stay("2024-01-10 2024-02-01", "foster_home 2024-01-11"), stay("2024-06-01", "hospital 2024-06-03"))
    assert written(facts(child(*stays)).first_placement_on) == "2024-01-11 2024-06-03"


def test_a_placement_change_is_a_later_start_of_one_that_is_not_missing() -> None:
    placements = (
        "foster_home 2024-01-10 2024-02-01",
        "missing_from_care 2024-02-01 2024-02-05",
        "foster_home 2024-02-05",
    )
    later = ("hospital 2024-02-05 2024-02-06", "foster_home 2024-03-01", "group_home 2024-03-02")
    found = facts(child(stay("2024-01-10", *placements, *later)), as_of="2024-03-01")
    assert days_of(found, "placement_change") == "2024-02-05 2024-03-01"


def test_placements_of_an_episode_do_not_change_another_s() -> None:
    stays = (stay("2024-01-10 2024-02-01", "foster_home 2024-01-11"), stay("2024-06-01", "hospital 2024-06-03"))
    assert days_of(facts(child(*stays)), "placement_change") == ""


def test_events_after_the_day_looked_at_are_not_known_but_what_is_announced_is() -> None:
    events = ("relative_search 2024-03-01", "relative_search 2024-03-02", "permanency_hearing_scheduled 2024-07-01")
    found = facts(child(REMOVED, *events), as_of="2024-03-01")
    assert days_of(found, "relative_search") == "2024-03-01"
    assert days_of(found, "permanency_hearing_scheduled") == "2024-07-01"


def test_removal_is_a_day_of_each_episode() -> None:
    found = facts(child(stay("2024-01-10 2024-02-01"), stay("2024-06-01")))
    assert (found.days_of(("removal",)).episode.tolist(), days_of(found, "removal")) == (
        [0, 1],
        "2024-01-10 2024-06-01",
    )


@pytest.mark.parametrize(
    ("goals", "left"),
    [
        (("2024-02-01 reunification", "2024-03-01 adoption"), "2024-03-01"),
        (("2024-02-01 reunification", "2024-03-01 reunification"), ""),
        (("2024-02-01 adoption", "2024-03-01 guardianship"), ""),
        (("2024-02-01 adoption",), ""),
        (("2024-02-01 reunification", "2024-03-01 adoption", "2024-04-01 guardianship"), "2024-03-01"),
        (("2024-02-01 reunification", "2024-03-01 reunification", "2024-03-01 adoption"), "2024-03-01"),
        (("2024-02-01 adoption", "2024-03-01 reunification", "2024-04-01 adoption"), "2024-04-01"),
    ],
)
def test_the_goal_left_reunification_where_the_last_before_it_was_reunification(
    goals: tuple[str, ...], left: str
) -> None:
    found = facts(child(REMOVED, *(f"permanency_goal_set {goal}" for goal in goals)))
    assert days_of(found, "goal_left_reunification") == left


def test_a_goal_of_an_earlier_episode_is_not_the_last_before() -> None:
    goals = ("permanency_goal_set 2024-01-20 reunification", "permanency_goal_set 2024-06-02 adoption")
    assert (
        days_of(facts(child(stay("2024-01-10 2024-02-01"), stay("2024-06-01"), *goals)), "goal_left_reunification")
        == ""
    )


def test_the_goals_of_each_child_are_looked_at_by_themselves() -> None:
    goals = ("permanency_goal_set 2024-02-01 reunification", "permanency_goal_set 2024-03-01 adoption")
    found = facts(called("ada", child(REMOVED, *goals)), called("ben", child(REMOVED, *goals)))
    left = found.days_of(("goal_left_reunification",))
    assert (left.episode.tolist(), written(left.on)) == ([0, 1], "2024-03-01 2024-03-01")


def test_later_ratings_are_those_after_the_first_day_of_the_episode_s() -> None:
    ratings = ("2024-01-20 poor", "2024-01-20 fair", "2024-01-25 poor", "2024-06-02 poor", "2024-06-03 poor")
    stays = (stay("2024-01-10 2024-02-01"), stay("2024-06-01"))
    found = facts(child(*stays, *(f"permanency_rating {rating}" for rating in ratings)))
    assert days_of(found, "later_permanency_rating") == "2024-01-25 2024-06-03"


def test_the_start_of_a_trial_reunification() -> None:
    homes = ("foster_home 2024-01-10", "trial_reunification 2024-03-01 2024-03-05", "trial_reunification 2024-05-01")
    found = facts(child(stay("2024-01-10", *homes)), as_of="2024-03-01")
    assert days_of(found, "trial_reunification_start") == "2024-03-01"


def test_nobody_has_entered_a_day_unless_it_is_given() -> None:
    assert days_of(facts(child(REMOVED)), "entered_day") == ""


def test_sets_of_days_together_and_by_value() -> None:
    goals = ("permanency_goal_set 2024-02-01 adoption", "permanency_goal_set 2024-03-01 other_planned_arrangement")
    found = facts(child(REMOVED, *goals, "concurrent_goal_set 2024-02-15 guardianship", "relative_search 2024-01-20"))
    assert days_of(found, "other_planned_arrangement_set") == "2024-03-01"
    assert days_of(found, "other_family_goal_set") == "2024-02-01 2024-02-15"
    assert days_of(found, "relative_search", "removal") == "2024-01-10 2024-01-20"


def test_a_fact_is_worked_out_once() -> None:
    found = facts(child(REMOVED))
    assert found.days_of(("relative_search", "removal")) is found.days_of(("relative_search", "removal"))
    assert found.links("hearing_cycle") is found.links("hearing_cycle")
    assert found.count("care_count") is found.count("care_count")
    assert found.occasions("relative_search") is found.occasions("relative_search")


def test_occasions_of_an_episode_of_a_cycle_and_of_a_set_of_days() -> None:
    history = child(
        REMOVED, "roundtable_held 2024-05-01", "roundtable_held 2024-06-01", "permanency_hearing_held 2024-07-01"
    )
    found = facts(history)
    assert found.occasions("episode") is found.episodes
    assert found.occasions("hearing_cycle").number.tolist() == [1, 2]
    assert written(found.occasions("roundtable_held").day("occasion")) == "2024-05-01 2024-06-01"
    assert [found.occasions(per).per for per in ("episode", "hearing_cycle", "roundtable_held")] == [
        "episode",
        "hearing_cycle",
        "roundtable_held",
    ]
