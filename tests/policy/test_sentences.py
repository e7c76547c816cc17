from pathlib import Path

import pytest

from homeward.policy.evaluate import evaluate
from homeward.policy.rows import obligation_rows
from homeward.policy.sentences import RATING_WORDS, Clause, Lapse, Ratings, clauses, day_words, write
from tests.policy.made_up import BASE, PLAN, called, caseload, days, iso, number, numbers, small_manual
from tests.reference.examples import child, stay
from tests.reference.history import ChildHistory

REMOVED = stay("2024-01-10")
WORDS = """
kind = "words"
[condition.rated]
means = "the child is rated"
is = { none_of = [{ rating = ["none"] }] }
yes = "the child was rated"
no = "the child was not rated"
[condition.adult]
means = "the child is 18"
is = { day = { after = "birth_date", by = "216 months" }, on_or_before = "as_of" }
yes = "the child is 18 or over"
no = "the child is under 18"
unknown = "the birth date is not recorded"
[condition.indian]
means = "the child is an Indian child"
is = { indian_child = "yes" }
unknown = "it is not recorded whether the child is an Indian child"
"""


def because(folder: Path, rule: str, history: ChildHistory, as_of: str) -> list[str]:
    """The sentences after the reason, without the citation."""
    manual = small_manual(folder, BASE | {"rule": rule, "words": WORDS})
    rows = obligation_rows(evaluate(caseload(history), manual, iso(as_of)), every=True)
    return [row.because.removeprefix("Removed on Jan 10, 2024: ").removesuffix(" (Handbook, page 1).") for row in rows]


def test_a_day_in_a_sentence() -> None:
    assert [day_words(number(day)) for day in ("2025-03-02", "2024-12-31", "-", "?")] == [
        "Mar 2, 2025",
        "Dec 31, 2024",
        "a day not recorded",
        "a day not recorded",
    ]


@pytest.mark.parametrize(
    ("as_of", "events", "ending"),
    [
        ("2024-03-10", (), "due by Mar 10, 2024"),
        ("2024-03-11", (), "due by Mar 10, 2024, overdue by 1 day"),
        ("2024-03-22", (), "due by Mar 10, 2024, overdue by 12 days"),
        ("2024-03-22", ("permanency_plan_filed 2024-02-01",), "done on Feb 1, 2024"),
        (
            "2024-03-22",
            ("permanency_plan_filed 2024-03-12",),
            "done on Mar 12, 2024, 2 days after it was due by Mar 10, 2024",
        ),
    ],
)
def test_how_it_stands(tmp_path: Path, as_of: str, events: tuple[str, ...], ending: str) -> None:
    assert because(tmp_path, PLAN, child(REMOVED, *events), as_of) == [ending]


def test_how_it_stands_when_the_child_has_left(tmp_path: Path) -> None:
    found = because(tmp_path, PLAN, child(stay("2024-01-10 2024-05-01")), "2024-06-01")
    assert found == ["due by Mar 10, 2024, not done before May 1, 2024"]


def test_how_it_stands_before_it_opens(tmp_path: Path) -> None:
    later = PLAN.replace('opens = "removed_on"', 'opens = { before = "due", by = "1 month" }')
    assert because(tmp_path, later, child(REMOVED), "2024-02-09") == ["opens on Feb 10, 2024, due by Mar 10, 2024"]


def test_without_a_due_day(tmp_path: Path) -> None:
    rule = PLAN.replace('due = { after = "removed_on", by = "60 days" }', 'due = { first = "roundtable_held" }')
    assert because(tmp_path, rule, child(REMOVED), "2024-02-09") == [
        "cannot tell: the day on which it is due is not recorded"
    ]


@pytest.mark.parametrize(
    ("conditions", "history", "reason"),
    [
        ('when = ["rated"]', child(REMOVED), "not required: the child was not rated"),
        (
            'unless = ["rated"]',
            child(REMOVED, "permanency_rating 2024-01-20 fair"),
            "not required: the child was rated",
        ),
        (
            'when = ["rated"]\nunless = ["adult"]',
            child(REMOVED, born="2001-01-01"),
            "not required: the child was not rated",
        ),
        ('unless = ["rated", "adult"]', child(REMOVED, born="2001-01-01"), "not required: the child is 18 or over"),
        ('unless = ["rated", "adult"]', child(REMOVED, born=None), "cannot tell: the birth date is not recorded"),
        (
            'when = ["indian"]\nunless = ["adult"]',
            child(REMOVED, born=None, indian="unknown"),
            "cannot tell: it is not recorded whether the child is an Indian child",
        ),
        ('when = ["indian"]', child(REMOVED), "not required: it is not so that the child is an Indian child"),
        ('unless = ["indian"]', child(REMOVED, indian="yes"), "not required: the child is an Indian child"),
    ],
)
def test_why_it_is_not_required_or_can_not_be_told(
    tmp_path: Path, conditions: str, history: ChildHistory, reason: str
) -> None:
    rule = PLAN.replace('per = "episode"', f'per = "episode"\n{conditions}')
    assert because(tmp_path, rule, history, "2024-02-01") == [reason]


def test_the_first_condition_that_decides_is_named_for_each_child(tmp_path: Path) -> None:
    rule = PLAN.replace('per = "episode"', 'per = "episode"\nwhen = ["rated"]\nunless = ["adult"]')
    manual = small_manual(tmp_path, BASE | {"rule": rule, "words": WORDS})
    rated = "permanency_rating 2024-01-20 fair"
    children = [
        called("ada", child(REMOVED, born="2001-01-01")),
        called("ben", child(REMOVED, rated, born="2001-01-01")),
        called("cem", child(REMOVED, rated, born=None)),
        called("dan", child(REMOVED, rated)),
    ]
    rows = obligation_rows(evaluate(caseload(*children), manual, iso("2024-02-01")), every=True)
    assert [row.because.split(": ")[1:] for row in rows] == [
        ["not required", "the child was not rated (Handbook, page 1)."],
        ["not required", "the child is 18 or over (Handbook, page 1)."],
        ["cannot tell", "the birth date is not recorded (Handbook, page 1)."],
        ["due by Mar 10, 2024 (Handbook, page 1)."],
    ]


def test_a_sentence_may_name_any_day_and_the_rating(tmp_path: Path) -> None:
    rule = PLAN.replace(
        "Removed on {removed_on}", "{rating} on {judged_on}, born {birth_date}, left {discharged_on}"
    ).replace('per = "episode"', 'per = "episode"\nunless = ["indian"]')
    rated = child(REMOVED, "permanency_rating 2024-01-20 very_good")
    assert because(tmp_path, rule, rated, "2024-02-01") == [
        "very good on Feb 1, 2024, born May 5, 2015, left a day not recorded: due by Mar 10, 2024"
    ]
    assert because(tmp_path, rule, child(REMOVED), "2024-02-01")[0].startswith("not rated on ")


def test_sentences_are_laid_out_once_for_all_rows_that_read_alike(tmp_path: Path) -> None:
    rule = PLAN.replace('per = "episode"', 'per = "episode"\nwhen = ["rated"]')
    manual = small_manual(tmp_path, BASE | {"rule": rule, "words": WORDS})
    rated = "permanency_rating 2024-01-20 fair"
    children = [
        called("ada", child(REMOVED, rated)),
        called("ben", child(REMOVED)),
        called("cem", child(REMOVED, rated)),
    ]
    (answered,) = evaluate(caseload(*children), manual, iso("2024-02-01")).obligations
    assert [clause.rows.tolist() for clause in clauses(answered, every=False)] == [[0, 2]]
    assert [clause.rows.tolist() for clause in clauses(answered, every=True)] == [[0, 2], [1]]


def test_pieces_are_written_out_row_by_row() -> None:
    clause = Clause(
        numbers(0, 1), ("On ", days("2024-02-01 -"), ", ", Lapse(numbers(1, 12)), ", ", Ratings(numbers(-1, 1)))
    )
    assert write(clause) == ["On Feb 1, 2024, 1 day, not rated", "On a day not recorded, 12 days, very good"]


def test_the_words_for_ratings() -> None:
    assert RATING_WORDS == ("achieved", "very good", "good", "fair", "poor", "uncertain", "not rated")
