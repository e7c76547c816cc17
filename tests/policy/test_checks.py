from datetime import date
from pathlib import Path

import pytest

from homeward.policy.checks import check, entered_days
from homeward.policy.explain import noted
from homeward.policy.facts import Facts
from homeward.policy.rule import Check
from tests.policy.made_up import BASE, facts, milwaukee, small_manual, written
from tests.reference.examples import child, stay

REMOVED = stay("2024-01-10")
ANSWERS = ["no", "cannot tell", "yes"]


def milwaukee_s(id: str) -> Check:
    found = milwaukee().entry(id)
    assert isinstance(found, Check)
    return found


def findings(id: str, found: Facts) -> list[str]:
    answers = check(found, milwaukee_s(id)).finding
    assert answers is not None
    return [ANSWERS[answer] for answer in answers]


@pytest.mark.parametrize(
    ("born", "finding", "birthday"),
    [("2009-03-01", "no", "2025-03-01"), ("2009-03-02", "yes", "2025-03-02"), (None, "cannot tell", "?")],
)
def test_an_other_planned_arrangement_before_sixteen_is_found(born: str | None, finding: str, birthday: str) -> None:
    found = facts(child(REMOVED, "permanency_goal_set 2025-03-01 other_planned_arrangement", born=born))
    checked = check(found, milwaukee_s("wi.other-planned-arrangement"))
    assert findings("wi.other-planned-arrangement", found) == [finding]
    assert {name: written(day) for name, day in checked.dates.items()} == {"sixteenth_birthday": birthday}


def test_a_check_looks_at_each_occasion_on_its_own_day() -> None:
    goals = (
        "permanency_goal_set 2025-03-01 other_planned_arrangement",
        "concurrent_goal_set 2025-06-01 other_planned_arrangement",
    )
    checked = check(facts(child(REMOVED, *goals)), milwaukee_s("wi.other-planned-arrangement"))
    assert written(checked.rows.day("judged_on")) == "2025-03-01 2025-06-01"
    assert (checked.rule, checked.version) == (milwaukee_s("wi.other-planned-arrangement"), checked.rule.versions[0])


def test_the_notice_of_a_review_that_is_announced() -> None:
    found = facts(child(REMOVED, "permanency_review_scheduled 2025-07-15"), as_of="2025-06-16")
    checked = check(found, milwaukee_s("wi.review-notices"))
    days = {name: written(day) for name, day in checked.dates.items()}
    assert days == {"notice_by": "2025-06-15", "comments_by": "2025-06-30", "plan_copies_by": "2025-07-08"}
    assert findings("wi.review-notices", found) == ["yes"]


@pytest.mark.parametrize(
    ("as_of", "by"), [("2024-06-01", "2019-02-06"), ("2023-01-01", "2019-02-06"), ("2022-12-31", "2019-02-10")]
)
def test_the_version_in_force_on_the_day_looked_at_is_shown(tmp_path: Path, as_of: str, by: str) -> None:
    shows = 'kind = "check"\nid = "small.check"\ntitle = "Check"\n' + "".join(
        f'[[version]]\neffective_from = {year}-01-01\nper = "relative_search"\n'
        f'dates = {{ by = {{ after = "occasion", by = "{length}" }} }}\n'
        for year, length in ((2023, "5 days"), (2020, "9 days"))
    )
    manual = small_manual(tmp_path, BASE | {"check": shows})
    history = child(stay("2019-01-10"), "relative_search 2019-02-01")
    checked = check(facts(history, as_of=as_of, manual=manual), manual.checks[0])
    assert (checked.finding, written(checked.dates["by"])) == (None, by)


def test_before_all_versions_the_oldest_is_shown() -> None:
    found = facts(child(stay("2019-01-10"), "permanency_review_scheduled 2019-07-15"), as_of="2019-02-01")
    checked = check(found, milwaukee_s("wi.review-notices"))
    assert checked.version is checked.rule.versions[-1]


@pytest.mark.parametrize(
    ("entered", "episodes"),
    [("2024-01-09", []), ("2024-01-10", [0]), ("2024-05-31", [0]), ("2024-06-01", [1]), ("2026-01-01", [1])],
)
def test_a_day_that_is_entered_lies_in_the_last_stay_that_had_begun(entered: str, episodes: list[int]) -> None:
    found = facts(child(stay("2024-01-10 2024-03-01"), stay("2024-06-01")))
    days = entered_days(found.caseload, [date.fromisoformat(entered)])
    assert days.episode.tolist() == episodes
    assert written(days.on) == (entered if episodes else "")


def test_days_are_entered_in_any_order_and_each_counts_once() -> None:
    found = facts(child(REMOVED))
    days = [date(2025, 3, 3), date(2025, 2, 1), date(2025, 3, 3)]
    assert written(entered_days(found.caseload, days).on) == "2025-02-01 2025-03-03"


@pytest.mark.parametrize(("as_of", "is_noted"), [("2025-04-02", False), ("2025-04-03", True)])
def test_a_check_that_starts_from_an_entered_day_is_noted_beside_the_others(as_of: str, is_noted: bool) -> None:
    found = facts(child(REMOVED))
    notes = noted(found.caseload, milwaukee(), date.fromisoformat(as_of), [date(2025, 3, 3)])
    assert ["wi.reasonable-efforts-not-required"] * is_noted == [note.rule.id for note in notes]
