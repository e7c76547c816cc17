"""What holds for every child, whatever is recorded."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from homeward.batch.frames import determinations_frame, obligations_frame
from homeward.policy.caseload import Caseload
from homeward.policy.evaluate import evaluate
from homeward.policy.rows import DeterminationRow, ObligationRow, determination_rows, obligation_rows
from tests.policy.made_up import caseload, milwaukee
from tests.reference.children import AS_OF_DATES, random_children
from tests.reference.history import ChildHistory, tables_of

Answers = tuple[list[ObligationRow], list[DeterminationRow]]

some_children = st.integers(0, 10**6).map(lambda seed: random_children(seed, 8))
some_day = st.sampled_from(AS_OF_DATES)


def answers(found: Caseload, as_of: date) -> Answers:
    evaluation = evaluate(found, milwaukee(), as_of)
    return obligation_rows(evaluation, every=True), determination_rows(evaluation)


@given(some_children, some_day)
def test_a_child_alone_and_among_many_gets_the_same_answers(children: list[ChildHistory], as_of: date) -> None:
    together = answers(caseload(*children), as_of)
    alone = [answers(caseload(child), as_of) for child in children]
    assert together[0] == [row for rows, _ in alone for row in rows]
    assert together[1] == [row for _, rows in alone for row in rows]


@given(some_children, some_day, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_further_columns_do_not_matter(
    children: list[ChildHistory], as_of: date, order: random.Random
) -> None:
    tables = tables_of(children)
    shuffled: dict[str, list[dict[str, Any]]] = {
        name: [row | {"unit": order.random()} for row in rows] for name, rows in tables.items()
    }
    for rows in shuffled.values():
        order.shuffle(rows)
    # Of two placements that start on one day, and two events of one kind on one day, the last in the file counts.
    shuffled["placements"] = sorted(
        tables["placements"], key=lambda row: (str(row["started_on"])[-1], row["started_on"])
    )
    shuffled["events"] = sorted(tables["events"], key=lambda row: (str(row["on"])[::-1], row["kind"]))
    found = Caseload.of_rows(shuffled["children"], shuffled["episodes"], shuffled["placements"], shuffled["events"])
    assert answers(found, as_of) == answers(caseload(*children), as_of)


def applies(row: ObligationRow) -> bool | None:
    """Whether the rule applies; None if it can not be told."""
    return {"cannot_tell": None, "not_required": False}.get(row.outcome, True)


def by_occasion(rows: list[ObligationRow]) -> dict[tuple[str, str, int], bool | None]:
    return {(row.episode_id, row.rule_id, row.occasion): applies(row) for row in rows}


BORN, INDIAN = "us.tpr-15-of-22", "wi.wicwa-active-efforts"


@given(some_children, some_day)
def test_forgetting_the_birth_date_gives_no_other_definite_answer(children: list[ChildHistory], as_of: date) -> None:
    knowing = by_occasion(answers(caseload(*children), as_of)[0])
    forgotten = by_occasion(answers(caseload(*(replace(child, birth_date=None) for child in children)), as_of)[0])
    for occasion, answer in forgotten.items():
        # The count to a petition does not look at an age that is not recorded: permanency rules, section 3.
        assert answer in (None, knowing.get(occasion)) or occasion[1] == BORN, occasion
    assert knowing.keys() <= forgotten.keys()


@given(some_children, some_day)
def test_forgetting_whether_a_child_is_indian_gives_no_other_definite_answer(
    children: list[ChildHistory], as_of: date
) -> None:
    knowing = by_occasion(answers(caseload(*children), as_of)[0])
    forgotten = by_occasion(
        answers(caseload(*(replace(child, indian_child="unknown") for child in children)), as_of)[0]
    )
    for occasion, answer in forgotten.items():
        assert answer in (None, knowing.get(occasion)), occasion
    # Of what it is not recorded whether it was owed, only the open link is shown.
    assert {occasion for occasion in knowing if occasion not in forgotten and occasion[1] != INDIAN} == set()


@given(some_children, some_day)
def test_forgetting_the_birth_date_never_decides_whether_a_roundtable_is_required(
    children: list[ChildHistory], as_of: date
) -> None:
    _, knowing = answers(caseload(*children), as_of)
    _, forgotten = answers(caseload(*(replace(child, birth_date=None) for child in children)), as_of)
    for before, after in zip(knowing, forgotten, strict=True):
        if after.determination != "cannot_tell":
            assert (before.determination == "required") == (after.determination == "required")


@given(some_children, some_day)
def test_rows_and_tables_say_the_same_in_the_same_words(children: list[ChildHistory], as_of: date) -> None:
    evaluation = evaluate(caseload(*children), milwaukee(), as_of)
    for every in (False, True):
        assert obligations_frame(evaluation, every=every).rows(named=True) == [
            vars(row) for row in obligation_rows(evaluation, every=every)
        ]
    assert determinations_frame(evaluation).rows(named=True) == [vars(row) for row in determination_rows(evaluation)]


@given(some_children, some_day)
def test_what_is_required_is_what_is_left_of_everything(children: list[ChildHistory], as_of: date) -> None:
    evaluation = evaluate(caseload(*children), milwaukee(), as_of)
    everything = obligation_rows(evaluation, every=True)
    assert obligation_rows(evaluation) == [row for row in everything if row.outcome != "not_required"]
    assert len(evaluation) == len(obligation_rows(evaluation))
