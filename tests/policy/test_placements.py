import numpy as np
import pytest

from homeward.policy.placements import NOWHERE, Stretches, counted_placements, days_taken
from homeward.policy.vocabulary import PLACEMENT_TYPES
from tests.policy.made_up import called, caseload, days, numbers, written
from tests.reference.examples import child, stay


def types_on(stretches: Stretches, *asked: str, episode: int = 0) -> list[str]:
    """The placement types that count on days of one episode."""
    codes = stretches.type_on(np.full(len(asked), episode), days(" ".join(asked)))
    return ["nowhere" if code == NOWHERE else PLACEMENT_TYPES[code] for code in codes.tolist()]


def placed(*placements: str, ends: str = "") -> Stretches:
    return counted_placements(caseload(child(stay(f"2024-01-10 {ends}".strip(), *placements))))


def test_a_placement_covers_its_days_from_start_to_end() -> None:
    homes = placed("foster_home 2024-01-12 2024-02-01")
    asked = ("2024-01-11", "2024-01-12", "2024-02-01", "2024-02-02")
    assert types_on(homes, *asked) == ["nowhere", "foster_home", "foster_home", "nowhere"]


def test_a_placement_without_an_end_goes_on_until_the_episode_ends() -> None:
    assert types_on(placed("foster_home 2024-01-12"), "2200-01-01") == ["foster_home"]
    homes = placed("foster_home 2024-01-12", ends="2024-06-30")
    assert types_on(homes, "2024-06-30", "2024-07-01") == ["foster_home", "nowhere"]


def test_of_several_that_cover_a_day_the_one_that_started_last_counts() -> None:
    homes = placed("foster_home 2024-01-10 2024-12-31", "hospital 2024-03-01 2024-03-05", "other 2024-03-05 2024-03-06")
    asked = ("2024-02-29", "2024-03-01", "2024-03-05", "2024-03-06", "2024-03-07", "2024-12-31", "2025-01-01")
    found = ["foster_home", "hospital", "other", "other", "foster_home", "foster_home", "nowhere"]
    assert types_on(homes, *asked) == found


def test_behind_several_short_placements_the_long_one_counts_again() -> None:
    short = ("hospital 2024-03-01 2024-03-02", "other 2024-03-02 2024-03-03", "shelter_care 2024-03-03 2024-03-04")
    assert types_on(placed("foster_home 2024-01-10 2024-12-31", *short), "2024-03-05") == ["foster_home"]


def test_a_placement_of_one_day_covers_that_day() -> None:
    assert types_on(placed("hospital 2024-03-01 2024-03-01"), "2024-02-29", "2024-03-01", "2024-03-02") == [
        "nowhere",
        "hospital",
        "nowhere",
    ]


def test_the_last_day_of_a_placement_is_covered_though_another_began_and_ended_in_between() -> None:
    homes = placed("foster_home 2024-01-10", "hospital 2024-03-01 2024-03-04", "other 2024-03-02 2024-03-03")
    assert types_on(homes, "2024-03-03", "2024-03-04", "2024-03-05") == ["other", "hospital", "foster_home"]


def test_of_two_that_started_on_one_day_the_last_in_the_file_counts() -> None:
    homes = placed("foster_home 2024-01-10", "hospital 2024-01-10 2024-01-20")
    assert types_on(homes, "2024-01-10", "2024-01-20", "2024-01-21") == ["hospital", "hospital", "foster_home"]
    assert types_on(placed("hospital 2024-01-10 2024-01-20", "foster_home 2024-01-10"), "2024-01-10") == ["foster_home"]


def test_another_episode_s_placements_are_not_looked_at() -> None:
    stays = (
        stay("2024-01-10 2024-02-01", "foster_home 2024-01-10"),
        stay("2024-05-01", "hospital 2024-05-03 2024-05-04"),
    )
    homes = counted_placements(caseload(child(*stays)))
    assert types_on(homes, "2024-02-01", "2024-02-02", "2024-05-03") == ["foster_home", "nowhere", "nowhere"]
    assert types_on(homes, "2024-01-20", "2024-05-02", "2024-05-03", "2024-05-05", episode=1) == [
        "nowhere",
        "nowhere",
        "hospital",
        "nowhere",
    ]


def test_without_placements_a_child_is_nowhere() -> None:
    homes = placed()
    assert types_on(homes, "2024-02-01") == ["nowhere"]
    assert written(homes.missing_since(numbers(0), days("2024-02-01"))) == "-"


def test_missing_since_is_the_first_day_of_the_unbroken_run() -> None:
    missing = ("missing_from_care 2024-03-01 2024-03-10", "missing_from_care 2024-03-11 2024-03-20")
    homes = placed("foster_home 2024-01-10 2024-03-01", *missing, "foster_home 2024-03-25")
    asked = days("2024-02-29 2024-03-01 2024-03-10 2024-03-15 2024-03-20 2024-03-21 2024-03-25")
    found = "- 2024-03-01 2024-03-01 2024-03-01 2024-03-01 - -"
    assert written(homes.missing_since(np.zeros(7, np.int64), asked)) == found


def test_before_a_run_begins_nobody_is_missing() -> None:
    homes = placed("missing_from_care 2024-03-01")
    assert written(homes.missing_since(numbers(0, 0), days("2024-02-29 2024-03-01"))) == "- 2024-03-01"


def test_every_child_has_a_run_of_its_own() -> None:
    missing = stay("2024-01-10", "missing_from_care 2024-01-10 2024-01-20", "missing_from_care 2024-01-21 2024-01-30")
    homes = counted_placements(caseload(called("ada", child(missing)), called("ben", child(missing))))
    found = homes.missing_since(numbers(0, 0, 1, 1), days("2024-01-15 2024-01-25 2024-01-15 2024-01-25"))
    assert written(found) == "2024-01-10 2024-01-10 2024-01-10 2024-01-10"


def test_a_day_between_begins_a_new_run() -> None:
    homes = placed("missing_from_care 2024-03-01 2024-03-10", "missing_from_care 2024-03-12")
    assert written(homes.missing_since(numbers(0, 0), days("2024-03-10 2024-03-12"))) == "2024-03-01 2024-03-12"


def test_a_run_does_not_reach_into_the_episode_before() -> None:
    stays = (
        stay("2024-01-10 2024-02-01", "missing_from_care 2024-01-20"),
        stay("2024-02-01", "missing_from_care 2024-02-01"),
    )
    homes = counted_placements(caseload(child(*stays)))
    assert written(homes.missing_since(numbers(0, 1), days("2024-02-01 2024-02-15"))) == "2024-01-20 2024-02-01"
    assert written(homes.missing_since(numbers(1), days("2024-01-25"))) == "-"


TAKEN = ("missing_from_care", "trial_reunification")


@pytest.mark.parametrize(
    ("placements", "taken"),
    [
        (("missing_from_care 2024-03-01 2024-03-05",), ["2024-03-02 2024-03-05"]),
        (("missing_from_care 2024-03-01 2024-03-01",), []),
        (("trial_reunification 2024-03-01",), ["2024-03-02 -"]),
        (("foster_home 2024-03-01",), []),
        (
            ("missing_from_care 2024-03-01 2024-03-09", "foster_home 2024-03-05 2024-03-07"),
            ["2024-03-02 2024-03-05", "2024-03-08 2024-03-09"],
        ),
        (("foster_home 2024-03-01 2024-03-09", "missing_from_care 2024-03-01 2024-03-09"), ["2024-03-02 2024-03-09"]),
        (("missing_from_care 2024-03-01 2024-03-09", "foster_home 2024-03-01 2024-03-09"), []),
        (
            ("missing_from_care 2024-03-01 2024-03-05", "trial_reunification 2024-03-05 2024-03-07"),
            ["2024-03-02 2024-03-05", "2024-03-06 2024-03-07"],
        ),
    ],
)
def test_the_days_that_a_placement_takes_are_those_after_its_start(
    placements: tuple[str, ...], taken: list[str]
) -> None:
    episode, first, last = days_taken(caseload(child(stay("2024-01-10", *placements))), TAKEN)
    assert [
        f"{written(numbers(a))} {written(numbers(b))}" for a, b in zip(first.tolist(), last.tolist(), strict=True)
    ] == taken
    assert episode.tolist() == [0] * len(taken)


def test_taken_days_belong_to_their_own_episode_and_end_with_it() -> None:
    stays = (
        stay("2024-01-10 2024-02-01", "missing_from_care 2024-01-20"),
        stay("2024-02-01", "missing_from_care 2024-02-10"),
    )
    ada = called("ada", child(stay("2023-01-01", "foster_home 2023-01-01 2023-05-01")))
    episode, first, last = days_taken(caseload(ada, child(*stays)), TAKEN)
    assert (episode.tolist(), written(first), written(last)) == ([1, 2], "2024-01-21 2024-02-11", "2024-02-01 -")
