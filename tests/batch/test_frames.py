"""The answers as tables: in order, and in the words of the sentences."""

from pathlib import Path

from homeward.batch.frames import obligations_frame
from homeward.policy.evaluate import evaluate
from homeward.policy.rows import obligation_rows
from tests.policy.made_up import BASE, PLAN, called, caseload, iso, small_manual
from tests.reference.examples import child, stay


def test_a_manual_of_many_rules_keeps_its_children_apart(tmp_path: Path) -> None:
    plans = {f"plan_{number}": PLAN.replace("small.plan", f"small.plan-{number:03}") for number in range(200)}
    two = caseload(*(called(name, child(stay("2024-01-10"))) for name in ("ada", "kim")))
    evaluation = evaluate(two, small_manual(tmp_path, BASE | plans), iso("2024-02-01"))
    assert obligations_frame(evaluation).rows(named=True) == [vars(row) for row in obligation_rows(evaluation)]


def test_a_day_that_lies_centuries_ahead_is_told_as_it_is(tmp_path: Path) -> None:
    ahead = PLAN.replace(
        '"removed_on", by = "60 days"', '{ after = "removed_on", by = "100 months" }, by = "1200 months"'
    )
    manual = small_manual(tmp_path, BASE | {"plan": ahead})
    evaluation = evaluate(caseload(child(stay("2200-12-31"))), manual, iso("2200-12-31"))
    (told,) = obligations_frame(evaluation)["because"]
    assert told == "Removed on Dec 31, 2200: due by Apr 30, 2309 (Handbook, page 1)."
