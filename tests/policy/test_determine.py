"""The determination of small manuals; Milwaukee's own is tested by the examples of its rule."""

from pathlib import Path

import pytest

from homeward.policy.evaluate import evaluate
from homeward.policy.rows import determination_rows
from tests.policy.made_up import BASE, called, caseload, iso, milwaukee, small_manual
from tests.reference.examples import child, stay
from tests.reference.history import ChildHistory

REMOVED = stay("2024-01-10")
WORDS = """
kind = "words"
[condition.poor]
means = "…"
is = { rating = ["poor"] }
[condition.fair]
means = "…"
is = { rating = ["fair"] }
[condition.adult]
means = "…"
is = { day = { after = "birth_date", by = "216 months" }, on_or_before = "judged_on" }
unknown_code = "age_not_known"
[condition.indian]
means = "…"
is = { indian_child = "yes" }
unknown_code = "not_known_whether_indian"
[condition.in_hospital]
means = "…"
is = { placement = ["hospital"] }
"""
HEAD = """
kind = "determination"
id = "small.determination"
title = "Determination"
[[version]]
effective_from = 2020-01-01
care_clock = "care_count"
expected = "expected_hearing"
[version.window]
opens = { before = "expected_hearing", by = "1 month" }
closes = { before = "expected_hearing", by = "1 day" }
"""


def step(answer: str, *, when: str = "", any_of: str = "", reasons: str = "") -> str:
    lists = {"when": when, "any_of": any_of, "reasons": reasons}
    return f'[[version.step]]\ndetermination = "{answer}"\n' + "".join(
        f"{key} = {text.split()}\n" for key, text in lists.items() if text
    )


def answer(folder: Path, steps: str, *children: ChildHistory, as_of: str = "2024-06-01") -> list[str]:
    manual = small_manual(folder, BASE | {"words": WORDS, "determination": HEAD + steps})
    found = determination_rows(evaluate(caseload(*children), manual, iso(as_of)))
    return [f"{row.determination} {row.reasons}" for row in found]


def rated(rating: str, **child_facts: str | None) -> ChildHistory:
    return child(stay("2024-01-10", "hospital 2024-01-10"), f"permanency_rating 2024-02-01 {rating}", **child_facts)  # type: ignore[arg-type]


STEPS = (
    step("required", when="poor indian", reasons="rated_poor")
    + step("exempt", any_of="adult in_hospital fair")
    + step("optional", reasons="else also")
)


@pytest.mark.parametrize(
    ("history", "found"),
    [
        (rated("poor", indian="yes"), "required rated_poor"),
        (rated("poor", indian="unknown"), "cannot_tell not_known_whether_indian"),
        (rated("poor", indian="no"), "exempt in_hospital"),
        (rated("fair", indian="unknown"), "exempt in_hospital;fair"),
        (rated("fair", born="2006-06-01"), "exempt adult;in_hospital;fair"),
        (rated("good", born=None), "exempt in_hospital"),
        (child(REMOVED, born=None), "optional else;also"),
        (child(REMOVED), "optional else;also"),
    ],
)
def test_the_first_step_that_applies_gives_the_answer(tmp_path: Path, history: ChildHistory, found: str) -> None:
    assert answer(tmp_path, STEPS, history) == [found]


def test_every_unknown_of_a_step_is_named(tmp_path: Path) -> None:
    steps = step("required", when="indian poor adult", reasons="all")
    assert answer(tmp_path, steps, rated("poor", indian="unknown", born=None)) == [
        "cannot_tell not_known_whether_indian;age_not_known"
    ]


def test_a_step_may_ask_for_both_all_of_some_and_any_of_others(tmp_path: Path) -> None:
    steps = step("required", when="poor", any_of="adult in_hospital", reasons="unused") + step("exempt", reasons="else")
    assert answer(tmp_path, steps, rated("poor")) == ["required in_hospital"]
    assert answer(tmp_path, steps, rated("fair")) == ["exempt else"]
    assert answer(tmp_path, steps, child(REMOVED, "permanency_rating 2024-02-01 poor", born=None)) == ["exempt else"]


def test_if_no_step_applies_it_can_not_be_told(tmp_path: Path) -> None:
    assert answer(tmp_path, step("required", when="poor", reasons="rated_poor"), rated("good")) == ["cannot_tell "]


def test_each_child_has_its_own_step(tmp_path: Path) -> None:
    children = [
        called("ada", rated("poor", indian="yes")),
        called("ben", child(REMOVED)),
        called("cem", rated("poor", indian="unknown")),
    ]
    found = ["required rated_poor", "optional else;also", "cannot_tell not_known_whether_indian"]
    assert answer(tmp_path, STEPS, *children) == found


@pytest.mark.parametrize(("as_of", "open_ones"), [("2024-04-30", 1), ("2024-05-01", 0)])
def test_an_episode_that_has_ended_has_no_determination(tmp_path: Path, as_of: str, open_ones: int) -> None:
    assert len(answer(tmp_path, STEPS, child(stay("2024-01-10 2024-05-01")), as_of=as_of)) == open_ones


@pytest.mark.parametrize(
    ("as_of", "found"),
    [("2024-05-01", "required"), ("2024-04-30", "exempt"), ("2020-01-01", "exempt"), ("2019-12-31", "exempt")],
)
def test_the_version_in_force_on_the_day_looked_at_decides_and_before_all_the_oldest(
    tmp_path: Path, as_of: str, found: str
) -> None:
    newer = HEAD.replace("2020-01-01", "2024-05-01") + step("required", reasons="new")
    older = HEAD[HEAD.index("[[version]]") :] + step("exempt", reasons="old")
    manual = small_manual(tmp_path, BASE | {"determination": newer + older})
    (row,) = determination_rows(evaluate(caseload(child(stay("2019-01-01"))), manual, iso(as_of)))
    assert row.determination == found


def test_the_row_has_the_rating_the_counts_the_next_hearing_and_its_window() -> None:
    history = child(stay("2023-09-30"), "permanency_rating 2024-01-15 very_good", "permanency_rating 2024-02-02 poor")
    (row,) = determination_rows(evaluate(caseload(history), milwaukee(), iso("2024-02-01")))
    assert vars(row) == {
        "child_id": "kim",
        "episode_id": "e2023-09-30",
        "determination": "not_yet",
        "reasons": "before_month_11",
        "rating": "very_good",
        "rated_on": iso("2024-01-15"),
        "months_in_care": 4,
        "care_days_in_last_22_months": 124,
        "next_hearing_on": iso("2024-03-30"),
        "window_opens_on": iso("2024-02-29"),
        "window_closes_on": iso("2024-03-29"),
    }


def test_a_child_who_is_not_rated_has_no_rating_in_the_row() -> None:
    (row,) = determination_rows(evaluate(caseload(child(REMOVED)), milwaukee(), iso("2024-12-10")))
    assert (row.determination, row.reasons, row.rating, row.rated_on) == ("required", "not_rated", None, None)


def test_the_best_rating_stands_in_the_row_too() -> None:
    history = child(REMOVED, "permanency_rating 2024-03-01 achieved")
    (row,) = determination_rows(evaluate(caseload(history), milwaukee(), iso("2024-12-10")))
    assert (row.determination, row.reasons, row.rating) == ("exempt", "above_poor", "achieved")


def test_care_days_are_those_of_the_child_and_not_of_another() -> None:
    ada, ben = (
        called("ada", child(stay("2023-01-10 2023-02-10"), stay("2024-01-10"))),
        called("ben", child(stay("2024-05-01"))),
    )
    rows = determination_rows(evaluate(caseload(ada, ben), milwaukee(), iso("2024-06-01")))
    assert [(row.care_days_in_last_22_months, row.months_in_care) for row in rows] == [(31 + 143, 4), (31, 1)]


def test_under_a_manual_without_such_a_rule_there_are_no_determinations(tmp_path: Path) -> None:
    evaluation = evaluate(caseload(child(REMOVED)), small_manual(tmp_path, BASE), iso("2024-06-01"))
    assert (evaluation.determinations.rule, determination_rows(evaluation)) == (None, [])
    found = evaluation.determinations
    columns = [found.episode, found.determination, found.rating, found.rated_on, found.months_in_care]
    columns += [found.care_days, found.next_hearing_on, found.window_opens_on, found.window_closes_on]
    assert [(len(column), str(column.dtype)) for column in columns] == [(0, "int64")] * 9
    assert found.reasons == []
