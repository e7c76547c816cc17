from pathlib import Path

from homeward.policy.evaluate import evaluate
from homeward.policy.rows import ObligationRow, determination_rows, obligation_rows, sentences
from tests.policy.made_up import BASE, PLAN, called, caseload, iso, milwaukee, small_manual
from tests.reference.examples import child, stay

REMOVED = stay("2024-01-10")


def test_an_obligation_is_a_row_with_all_its_columns(tmp_path: Path) -> None:
    evaluation = evaluate(
        caseload(child(REMOVED, "permanency_plan_filed 2024-03-11")),
        small_manual(tmp_path, {"rule": PLAN}),
        iso("2024-04-01"),
    )
    assert obligation_rows(evaluation) == [
        ObligationRow(
            child_id="kim",
            episode_id="e2024-01-10",
            rule_id="small.plan",
            occasion=1,
            opens_on=iso("2024-01-10"),
            due_on=iso("2024-03-10"),
            met_on=iso("2024-03-11"),
            outcome="met_late",
            owner="supervisor",
            because="Removed on Jan 10, 2024: done on Mar 11, 2024, 1 day after it was due by Mar 10, 2024"
            " (Handbook, page 1).",
        )
    ]


def test_rows_stand_by_child_episode_rule_due_day_and_occasion() -> None:
    history = child(
        REMOVED, "roundtable_held 2024-05-01", "roundtable_held 2024-06-01", "permanency_plan_filed 2024-02-01"
    )
    two = called("ben", child(stay("2024-06-01"), stay("2023-01-01 2023-12-01")))
    rows = obligation_rows(evaluate(caseload(two, called("ada", history)), milwaukee(), iso("2024-07-01")), every=True)
    order = [(row.child_id, row.episode_id, row.rule_id, str(row.due_on or ""), row.occasion) for row in rows]
    assert order == sorted(order)
    assert {(child_id, episode_id) for child_id, episode_id, *_ in order} == {
        ("ada", "ada-1"),
        ("ben", "ben-1"),
        ("ben", "ben-2"),
    }


def test_what_is_not_required_is_no_row_unless_everything_is_asked_for() -> None:
    evaluation = evaluate(caseload(child(REMOVED, "permanency_rating 2024-03-01 good")), milwaukee(), iso("2025-06-01"))
    assert "not_required" not in {row.outcome for row in obligation_rows(evaluation)}
    assert "not_required" in {row.outcome for row in obligation_rows(evaluation, every=True)}


def test_an_empty_due_day_stands_first(tmp_path: Path) -> None:
    rule = PLAN.replace('"episode"', '"roundtable_held"').replace(
        'due = { after = "removed_on", by = "60 days" }', 'due = "next_occasion"'
    )
    events = ("roundtable_held 2024-05-01", "roundtable_held 2024-06-01")
    rows = obligation_rows(
        evaluate(caseload(child(REMOVED, *events)), small_manual(tmp_path, BASE | {"rule": rule}), iso("2024-07-01"))
    )
    assert [(row.occasion, row.due_on, row.met_on) for row in rows] == [(2, None, None), (1, iso("2024-06-01"), None)]


def test_every_row_of_an_answer_has_its_sentence() -> None:
    evaluation = evaluate(caseload(child(REMOVED, born=None)), milwaukee(), iso("2025-06-01"))
    for answered in evaluation.obligations:
        found = sentences(answered)
        assert len(found) == len(answered.rows)
        assert all(text.endswith(".") for text in found)


def test_determinations_stand_by_child_and_episode() -> None:
    stays = stay("2024-01-10 2024-01-10"), stay("2024-03-01")
    children = (called("cem", child(REMOVED)), called("ada", child(*stays)), called("ben", child(stay("2024-05-02"))))
    rows = determination_rows(evaluate(caseload(*children), milwaukee(), iso("2024-05-01")))
    assert [row.episode_id for row in rows] == ["ada-2", "cem-1"]
