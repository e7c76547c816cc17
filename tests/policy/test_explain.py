from pathlib import Path

import pytest

from homeward.policy.explain import Explanation, explain
from tests.policy.made_up import called, caseload, iso, milwaukee, small_manual
from tests.reference.examples import child, stay
from tests.reference.history import ChildHistory


def explained(history: ChildHistory, as_of: str = "2025-06-01", every: bool = False) -> Explanation:
    other = called("ada", child(stay("2020-01-01"), "relative_search 2020-02-02"))
    return explain(caseload(other, history), milwaukee(), iso(as_of), history.child_id, every=every)


HISTORY = child(
    stay("2024-01-10 2024-03-01", "shelter_care 2024-01-10"),
    stay("2024-06-01", "foster_home 2024-06-01 2024-07-01", "relative_home 2024-07-01"),
    "permanency_rating 2024-08-01 very_good",
    "permanency_hearing_held 2024-11-20",
    "relative_search 2023-01-01",
)


def test_the_timeline_has_all_that_is_recorded_in_order_of_days() -> None:
    assert [f"{moment.on} {moment.what} ({moment.episode_id})" for moment in explained(HISTORY).timeline] == [
        "2024-01-10 placement: shelter care (e2024-01-10)",
        "2024-01-10 removed from home (e2024-01-10)",
        "2024-03-01 discharged (e2024-01-10)",
        "2024-06-01 placement: foster home (e2024-06-01)",
        "2024-06-01 removed from home (e2024-06-01)",
        "2024-07-01 placement ended: foster home (e2024-06-01)",
        "2024-07-01 placement: relative home (e2024-06-01)",
        "2024-08-01 permanency rating: very good (e2024-06-01)",
        "2024-11-20 permanency hearing held (e2024-06-01)",
    ]


def test_events_in_no_episode_are_shown_apart() -> None:
    assert [(moment.on, moment.what, moment.episode_id) for moment in explained(HISTORY).stray_events] == [
        (iso("2023-01-01"), "relative_search", "")
    ]


def test_each_obligation_has_its_rule_beside_it() -> None:
    found = explained(HISTORY)
    assert {one.row.rule_id for one in found.obligations} >= {"wi.permanency-plan", "wi-dmcps.rating-initial"}
    assert all(one.rule.id == one.row.rule_id for one in found.obligations)
    assert {one.row.child_id for one in found.obligations} == {"kim"}


def test_what_is_not_required_is_explained_only_if_asked_for() -> None:
    unasked = explain(caseload(HISTORY), milwaukee(), iso("2025-06-01"), "kim")
    outcomes = [one.row.outcome for one in unasked.obligations]
    assert "not_required" not in outcomes
    assert "not_required" in [one.row.outcome for one in explained(HISTORY, every=True).obligations]


def test_the_determination_is_that_of_the_open_episode() -> None:
    found = explained(HISTORY)
    assert found.determination is not None
    assert (found.determination.episode_id, found.determination.determination) == ("e2024-06-01", "exempt")
    assert found.determination_rule == milwaukee().determinations[0]
    assert (found.child_id, found.as_of) == ("kim", iso("2025-06-01"))


def test_a_child_who_has_left_care_has_no_determination() -> None:
    assert explained(child(stay("2024-01-10 2024-03-01"))).determination is None


def test_what_a_check_finds_is_noted() -> None:
    goals = ("permanency_goal_set 2025-03-01 other_planned_arrangement", "permanency_plan_filed 2025-03-02")
    (note,) = explained(child(stay("2024-01-10"), *goals, born="2010-01-01")).notes
    assert (note.on, note.rule.id) == (iso("2025-03-01"), "wi.other-planned-arrangement")
    assert note.says == "An other planned living arrangement became a goal before the child turned 16."


def test_what_a_check_does_not_find_is_not_noted() -> None:
    goals = ("permanency_goal_set 2025-03-01 other_planned_arrangement", "permanency_plan_filed 2025-03-02")
    assert explained(child(stay("2024-01-10"), *goals, born="2009-01-01")).notes == ()


def test_what_a_check_can_not_tell_is_noted_with_what_is_missing() -> None:
    goals = ("permanency_goal_set 2025-03-01 other_planned_arrangement", "permanency_plan_filed 2025-03-02")
    (note,) = explained(child(stay("2024-01-10"), *goals, born=None)).notes
    assert note.says == "Cannot tell: the birth date is not recorded"


def test_nobody_can_be_explained_who_is_not_in_the_caseload() -> None:
    with pytest.raises(KeyError, match="no child of the caseload has the id 'zoe'"):
        explain(caseload(HISTORY), milwaukee(), iso("2025-06-01"), "zoe")


def test_a_check_that_finds_nothing_by_itself_is_not_noted(tmp_path: Path) -> None:
    silent = 'kind = "check"\nid = "x"\ntitle = "X"\n[[version]]\neffective_from = 2020-01-01\nper = "removal"\n'
    manual = small_manual(tmp_path, {"check": silent})
    assert explain(caseload(HISTORY), manual, iso("2025-06-01"), "kim").notes == ()
