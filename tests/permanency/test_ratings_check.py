"""The checker, level by level and way by way: at its boundary, one answer short of it, and with one not asked."""

from datetime import date

import pytest

from homeward.permanency.ratings.check import MET, NOT_ASKED, NOT_MET, NOT_NEEDED, check, higher_levels_met, mismatch
from homeward.permanency.ratings.scale import scale_on

SCALE = scale_on(date(2026, 11, 22))
FAMILY = {
    "setting": "committed_family",
    "child_old_enough_to_ask": "yes",
    "believes_child": "yes",
    "believes_caregivers": "yes",
    "believes_team": "yes",
    "commitment_to_formalise": "both",
}
GOOD = FAMILY | {"safety_threats": "controlled_in_home_plan", "legal_issues": "near_resolution"}
FAIR = {
    "setting": "possible_family",
    "believes_child": "could",
    "believes_caregivers": "could",
    "believes_team": "could",
    "commitment_to_formalise": "both",
    "safety_threats": "plan_to_achieve",
    "legal_issues": "being_addressed",
}
MOVING = {
    "setting": "temporary",
    "next_caregiver_identified": "yes",
    "next_caregiver_willing_legal": "yes",
    "transition_plan": "planned_ready",
    "safety_threats": "plan_to_achieve",
}
POOR = {"setting": "possible_family", "believes_team": "hopeful", "legal_issues": "being_assessed"}
LIKELY = {"setting": "temporary", "next_caregiver_identified": "yes", "transition_plan": "developing"}
SAFE = {"setting": "own_parents", "safety_threats": "eliminated"}
CONTROLLED = {"setting": "own_parents", "safety_threats": "controlled_in_home_plan"}

WAYS = [
    ("achieved", 0, {"legal_permanence": "adoption"}, {"legal_permanence": "none"}),
    ("achieved", 0, {"legal_permanence": "guardianship"}, {"legal_permanence": "reunification"}),
    ("achieved", 1, {"legal_permanence": "reunification"}, {"legal_permanence": "guardianship"}),
    ("very_good", 0, FAMILY, {"setting": "possible_family"}),
    ("very_good", 0, FAMILY, {"believes_child": "could"}),
    ("very_good", 0, FAMILY, {"believes_caregivers": "hopeful"}),
    ("very_good", 0, FAMILY, {"believes_team": "doubt"}),
    ("very_good", 0, FAMILY, {"commitment_to_formalise": "caregiver_only"}),
    ("very_good", 1, SAFE, {"setting": "trial_reunification"}),
    ("very_good", 1, SAFE, {"safety_threats": "controlled_in_home_plan"}),
    ("good", 0, GOOD, {"safety_threats": "plan_to_achieve"}),
    ("good", 0, GOOD, {"legal_issues": "being_addressed"}),
    ("good", 0, GOOD, {"commitment_to_formalise": "child_only"}),
    ("good", 1, CONTROLLED, {"setting": "trial_reunification"}),
    ("good", 1, CONTROLLED, {"safety_threats": "uncontrolled"}),
    ("fair", 0, FAIR, {"believes_team": "hopeful"}),
    ("fair", 0, FAIR, {"safety_threats": "uncontrolled"}),
    ("fair", 0, FAIR, {"legal_issues": "being_assessed"}),
    ("fair", 0, FAIR, {"setting": "temporary"}),
    ("fair", 1, MOVING, {"next_caregiver_willing_legal": "no"}),
    ("fair", 1, MOVING, {"next_caregiver_identified": "no"}),
    ("fair", 1, MOVING, {"transition_plan": "developing"}),
    ("fair", 1, MOVING, {"setting": "own_parents"}),
    ("poor", 0, POOR, {"legal_issues": "near_resolution"}),
    ("poor", 0, POOR, {"setting": "missing"}),
    ("poor", 1, LIKELY, {"transition_plan": "none"}),
    ("poor", 1, LIKELY, {"next_caregiver_identified": "no"}),
    ("uncertain", 1, {"setting": "missing", "transition_plan": "none"}, {"transition_plan": "developing"}),
    ("uncertain", 1, {"setting": "temporary", "transition_plan": "none"}, {"setting": "committed_family"}),
]  # fmt: skip


def way(level: str, number: int, answers: dict[str, str]) -> str:
    """What is found for one way to a level."""
    found = next(checked for checked in check(SCALE, answers) if checked.level.code == level)
    return found.paths[number].finding


@pytest.mark.parametrize(("level", "number", "meets", "short"), WAYS)
def test_a_level_is_reached_at_its_boundary_and_not_one_answer_short_of_it(
    level: str, number: int, meets: dict[str, str], short: dict[str, str]
) -> None:
    assert way(level, number, meets) == MET
    assert way(level, number, meets | short) == NOT_MET


@pytest.mark.parametrize(("level", "number", "meets", "short"), WAYS)
def test_what_was_not_asked_is_neither_met_nor_unmet(
    level: str, number: int, meets: dict[str, str], short: dict[str, str]
) -> None:
    (name,) = short
    left = {asked: answer for asked, answer in meets.items() if asked != name}
    assert way(level, number, left) == NOT_ASKED


@pytest.mark.parametrize("voice", ["believes_child", "believes_caregivers", "believes_team"])
@pytest.mark.parametrize(("level", "answer"), [("uncertain", "doubt"), ("poor", "hopeful")])
def test_one_voice_is_enough_for_doubt_and_for_mere_hope(voice: str, level: str, answer: str) -> None:
    all_sure = {"believes_child": "yes", "believes_caregivers": "yes", "believes_team": "yes"} | {
        "setting": "possible_family",
        "legal_issues": "being_assessed",
    }
    assert way(level, 0, all_sure) == NOT_MET
    assert way(level, 0, all_sure | {voice: answer}) == MET
    assert way(level, 0, {**all_sure, voice: ""}) == NOT_ASKED


@pytest.mark.parametrize(("level", "meets"), [("very_good", FAMILY), ("good", GOOD), ("fair", FAIR)])
def test_a_child_too_young_to_be_asked_is_not_waited_for(level: str, meets: dict[str, str]) -> None:
    young = meets | {"child_old_enough_to_ask": "no", "believes_child": "", "commitment_to_formalise": "caregiver_only"}
    assert way(level, 0, young) == MET
    assert way(level, 0, young | {"commitment_to_formalise": "child_only"}) == NOT_MET
    assert way(level, 0, young | {"child_old_enough_to_ask": ""}) != MET
    found = next(checked for checked in check(SCALE, young) if checked.level.code == level)
    assert NOT_NEEDED in {one.finding for one in found.paths[0].conditions}


def test_without_any_answer_nothing_is_met_and_nothing_unmet() -> None:
    assert {checked.finding for checked in check(SCALE, {})} == {NOT_ASKED}


def test_one_way_is_enough() -> None:
    found = {checked.level.code: checked.finding for checked in check(SCALE, LIKELY)}
    assert found["poor"] == MET
    assert found["good"] == NOT_MET


def test_the_words_count_what_was_found() -> None:
    good = next(checked for checked in check(SCALE, GOOD | {"legal_issues": ""}) if checked.level.code == "good")
    assert good.words == "Cannot tell: 1 not asked"
    assert [one.words for one in good.paths] == [
        "6 of 7 conditions met, 1 not asked",
        "1 of 2 conditions met, 1 not met",
    ]


@pytest.mark.parametrize(
    ("answers", "picked", "needs_a_reason"),
    [
        ({}, "very_good", False),
        (GOOD, "good", False),
        (GOOD, "poor", True),
        (GOOD, "uncertain", True),
        (LIKELY, "poor", False),
        (LIKELY, "fair", True),
        ({"setting": "temporary"}, "good", True),
        ({"setting": "temporary"}, "fair", False),
    ],
)
def test_a_reason_is_needed_only_where_every_way_has_a_condition_that_is_not_met(
    answers: dict[str, str], picked: str, needs_a_reason: bool
) -> None:
    assert bool(mismatch(SCALE, answers, picked)) is needs_a_reason


def test_a_higher_level_that_is_met_too_is_named_but_never_beside_uncertain() -> None:
    assert higher_levels_met(check(SCALE, SAFE), "good") == ["Very good"]
    assert higher_levels_met(check(SCALE, SAFE), "very_good") == []
    assert higher_levels_met(check(SCALE, SAFE), "uncertain") == []
    doubted = SAFE | {"believes_team": "doubt"}
    assert higher_levels_met(check(SCALE, doubted), "poor") == ["Very good", "Good"]
