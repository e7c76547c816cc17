"""Outcomes, versions, what is dropped and what is not asked: each with a small rule of its own."""

from pathlib import Path

import pytest

from homeward.policy.evaluate import evaluate
from homeward.policy.rows import obligation_rows
from tests.policy.made_up import BASE, PLAN, called, caseload, iso, small_manual
from tests.reference.examples import child, stay
from tests.reference.history import ChildHistory

REMOVED = stay("2024-01-10")
FILED = "permanency_plan_filed"
RULE = """
id = "small.rule"
title = "Rule"
owner = "supervisor"
[[version]]
effective_from = 2020-01-01
because = "Because"
"""
WORDS = """
kind = "words"
[condition.rated]
means = "the child is rated"
is = { rating = ["poor", "fair", "good"] }
[condition.rated_good]
means = "the rating is good"
is = { rating = ["good"] }
[condition.adult]
means = "the child is 18"
is = { day = { after = "birth_date", by = "216 months" }, on_or_before = "judged_on" }
[condition.indian]
means = "the child is an Indian child"
is = { indian_child = "yes" }
"""


def rows(folder: Path, rule: str, *children: ChildHistory, as_of: str, every: bool = False) -> list[str]:
    """The rows of one rule as `occasion opens due met outcome`."""
    manual = small_manual(folder, BASE | {"rule": rule, "words": WORDS})
    found = obligation_rows(evaluate(caseload(*children), manual, iso(as_of)), every=every)
    columns = ("occasion", "opens_on", "due_on", "met_on", "outcome")
    return [" ".join(str(getattr(row, name) or "-") for name in columns) for row in found]


@pytest.mark.parametrize(
    ("as_of", "events", "row"),
    [
        ("2024-01-10", (), "1 2024-01-10 2024-03-10 - open"),
        ("2024-03-10", (), "1 2024-01-10 2024-03-10 - open"),
        ("2024-03-11", (), "1 2024-01-10 2024-03-10 - overdue"),
        ("2024-03-11", (f"{FILED} 2024-03-10",), "1 2024-01-10 2024-03-10 2024-03-10 met"),
        ("2024-03-11", (f"{FILED} 2024-03-11",), "1 2024-01-10 2024-03-10 2024-03-11 met_late"),
        ("2024-03-11", (f"{FILED} 2024-03-12",), "1 2024-01-10 2024-03-10 - overdue"),
    ],
)
def test_the_outcome_follows_from_the_days(tmp_path: Path, as_of: str, events: tuple[str, ...], row: str) -> None:
    assert rows(tmp_path, PLAN, child(REMOVED, *events), as_of=as_of) == [row]


@pytest.mark.parametrize(("as_of", "outcome"), [("2024-02-09", "upcoming"), ("2024-02-10", "open")])
def test_before_it_opens_an_obligation_is_upcoming(tmp_path: Path, as_of: str, outcome: str) -> None:
    later = PLAN.replace('opens = "removed_on"', 'opens = { before = "due", by = "29 days" }')
    assert rows(tmp_path, later, child(REMOVED), as_of=as_of) == [f"1 2024-02-10 2024-03-10 - {outcome}"]


@pytest.mark.parametrize(
    ("ends", "found"),
    [
        ("2024-03-09", []),
        ("2024-03-10", ["1 2024-01-10 2024-03-10 - missed"]),
        ("2024-03-11", ["1 2024-01-10 2024-03-10 - missed"]),
    ],
)
def test_what_falls_due_after_the_episode_is_dropped_and_else_missed(
    tmp_path: Path, ends: str, found: list[str]
) -> None:
    assert rows(tmp_path, PLAN, child(stay(f"2024-01-10 {ends}")), as_of="2024-06-01") == found


def test_what_was_met_before_the_episode_ended_is_not_dropped(tmp_path: Path) -> None:
    history = child(stay("2024-01-10 2024-02-01"), f"{FILED} 2024-01-20")
    assert rows(tmp_path, PLAN, history, as_of="2024-06-01") == ["1 2024-01-10 2024-03-10 2024-01-20 met"]


def test_the_occasions_of_one_child_are_dropped_and_another_s_are_kept(tmp_path: Path) -> None:
    left = called("ada", child(stay("2024-01-10 2024-02-01")))
    assert rows(tmp_path, PLAN, left, called("ben", child(REMOVED)), as_of="2024-03-10") == [
        "1 2024-01-10 2024-03-10 - open"
    ]


FORM = (
    RULE
    + """
per = "roundtable_held"
opens = "occasion"
due = { after = "occasion", by = "5 days" }
met_by = { first = "consultation_form_completed", from = "occasion", before = "next_occasion" }
closed_by = { later_of = ["next_occasion", { after = "due", by = "1 day" }] }
"""
)
HELD = ("roundtable_held 2024-05-01", "roundtable_held 2024-05-20")


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [("2024-05-06", "open"), ("2024-05-07", "overdue"), ("2024-05-19", "overdue"), ("2024-05-20", "missed")],
)
def test_an_unmet_occasion_is_missed_from_the_day_that_closes_it(tmp_path: Path, as_of: str, outcome: str) -> None:
    assert rows(tmp_path, FORM, child(REMOVED, *HELD), as_of=as_of)[0] == f"1 2024-05-01 2024-05-06 - {outcome}"


def test_the_end_of_the_episode_closes_what_its_rule_leaves_open(tmp_path: Path) -> None:
    found = rows(tmp_path, FORM, child(stay("2024-01-10 2024-05-10"), *HELD[:1]), as_of="2024-05-10")
    assert found == ["1 2024-05-01 2024-05-06 - missed"]


def test_each_occasion_is_met_by_what_lies_in_it(tmp_path: Path) -> None:
    done = ("consultation_form_completed 2024-05-20", "consultation_form_completed 2024-05-06")
    assert rows(tmp_path, FORM, child(REMOVED, *HELD, *done), as_of="2024-06-01") == [
        "1 2024-05-01 2024-05-06 2024-05-06 met",
        "2 2024-05-20 2024-05-25 2024-05-20 met",
    ]


def test_a_rule_that_nothing_meets(tmp_path: Path) -> None:
    never = PLAN.replace('met_by = { first = "permanency_plan_filed" }\n', "")
    assert rows(tmp_path, never, child(REMOVED, f"{FILED} 2024-02-01"), as_of="2024-05-01") == [
        "1 2024-01-10 2024-03-10 - overdue"
    ]


def test_a_rule_that_no_child_has_an_occasion_for(tmp_path: Path) -> None:
    assert rows(tmp_path, FORM, child(REMOVED), as_of="2024-06-01", every=True) == []
    assert rows(tmp_path, FORM, as_of="2024-06-01", every=True) == []


def test_a_rule_that_no_child_has_an_occasion_for_is_answered_with_no_rows(tmp_path: Path) -> None:
    manual = small_manual(tmp_path, BASE | {"rule": FORM})
    (answered,) = evaluate(caseload(child(REMOVED)), manual, iso("2024-06-01")).obligations
    assert (answered.rule, answered.version) == (manual.obligations[0], manual.obligations[0].versions[0])
    columns = (answered.opens_on, answered.due_on, answered.met_on, answered.closed_on, answered.outcome)
    assert [len(column) for column in columns] == [0] * 5
    assert (len(answered.required), dict(answered.conditions)) == (0, {})


def conditional(conditions: str) -> str:
    return PLAN.replace('per = "episode"', f'per = "episode"\n{conditions}')


@pytest.mark.parametrize(
    ("conditions", "outcome"),
    [
        ('when = ["rated"]', "open"),
        ('when = ["rated_good"]', "not_required"),
        ('unless = ["rated"]', "not_required"),
        ('unless = ["rated_good"]', "open"),
        ('when = ["rated"]\nunless = ["rated_good"]', "open"),
        ('when = ["rated"]\nunless = ["adult"]', "cannot_tell"),
        ('when = ["rated_good"]\nunless = ["adult"]', "not_required"),
        ('when = ["adult"]\nunless = ["rated"]', "not_required"),
        ('when = ["adult", "rated"]', "cannot_tell"),
        ('unless = ["rated_good", "adult"]', "cannot_tell"),
        ('unless = ["rated", "adult"]', "not_required"),
    ],
)
def test_conditions_decide_whether_it_is_required(tmp_path: Path, conditions: str, outcome: str) -> None:
    history = child(REMOVED, "permanency_rating 2024-01-20 fair", born=None)
    found = rows(tmp_path, conditional(conditions), history, as_of="2024-02-01", every=True)
    assert found == [f"1 2024-01-10 2024-03-10 - {outcome}"]


def test_what_is_not_required_is_written_only_where_everything_is(tmp_path: Path) -> None:
    rule = conditional('when = ["rated"]')
    assert rows(tmp_path, rule, child(REMOVED), as_of="2024-02-01") == []
    assert len(rows(tmp_path, rule, child(REMOVED), as_of="2024-02-01", every=True)) == 1


@pytest.mark.parametrize("asked", ["rated", "indian"])
def test_where_it_is_not_certainly_asked_there_is_no_obligation_at_all(tmp_path: Path, asked: str) -> None:
    rule = conditional(f'asked_when = ["{asked}"]')
    answers = [called("ada", child(REMOVED, indian="unknown")), called("ben", child(REMOVED, indian="no"))]
    yes = called("cem", child(stay("2024-01-11"), "permanency_rating 2024-01-20 fair", indian="yes"))
    assert rows(tmp_path, rule, *answers, yes, as_of="2024-02-01", every=True) == ["1 2024-01-11 2024-03-11 - open"]


def test_occasions_keep_their_numbers_when_others_are_not_asked(tmp_path: Path) -> None:
    rule = FORM.replace('per = "roundtable_held"', 'per = "roundtable_held"\nasked_when = ["later"]')
    words = {
        "more": 'kind = "words"\n[condition.later]\nmeans = "…"\n'
        'is = { day = "occasion", after = { after = "removed_on", by = "120 days" } }'
    }
    manual = small_manual(tmp_path, BASE | words | {"rule": rule})
    found = obligation_rows(evaluate(caseload(child(REMOVED, *HELD)), manual, iso("2024-05-20")))
    assert [(row.occasion, str(row.due_on)) for row in found] == [(2, "2024-05-25")]


@pytest.mark.parametrize(
    ("rated", "met", "outcome"),
    [
        ("2024-02-01 fair", "", "overdue"),
        ("2024-03-05 fair", "", "not_required"),
        ("2024-03-05 fair", "2024-03-05", "not_required"),
        ("2024-03-05 fair", "2024-03-06", "met"),
        ("2024-03-05 fair", "2024-03-20", "met_late"),
    ],
)
def test_conditions_look_at_the_day_judged_on_or_the_day_it_was_met(
    tmp_path: Path, rated: str, met: str, outcome: str
) -> None:
    rule = conditional('when = ["rated"]\njudged_on = { before = "due", by = "10 days" }')
    events = [f"permanency_rating {rated}", *([f"{FILED} {met}"] if met else [])]
    (found,) = rows(tmp_path, rule, child(REMOVED, *events), as_of="2024-04-01", every=True)
    assert found.split()[-1] == outcome


def test_without_a_due_day_it_can_not_be_told(tmp_path: Path) -> None:
    rule = PLAN.replace(
        'due = { after = "removed_on", by = "60 days" }',
        'due = { after = { first = "roundtable_held" }, by = "60 days" }',
    )
    assert rows(tmp_path, rule, child(REMOVED, f"{FILED} 2024-02-01"), as_of="2024-04-01") == [
        "1 2024-01-10 - 2024-02-01 cannot_tell"
    ]


@pytest.mark.parametrize(
    ("recorded", "row"),
    [
        ("yes", "1 2024-01-10 2024-03-10 - open"),
        ("no", "1 - 2024-03-10 - not_required"),
        ("unknown", "1 - 2024-03-10 - cannot_tell"),
    ],
)
def test_days_may_be_left_blank_unless_it_is_certainly_required(tmp_path: Path, recorded: str, row: str) -> None:
    rule = conditional('when = ["indian"]\nleave_blank = ["opens_on", "met_on"]')
    history = child(REMOVED, indian=recorded)
    assert rows(tmp_path, rule, history, as_of="2024-02-01", every=True) == [row]


TWO_VERSIONS = """
id = "small.rule"
title = "Rule"
owner = "supervisor"
[[version]]
effective_from = 2024-01-10
per = "episode"
opens = "removed_on"
due = { after = "removed_on", by = "30 days" }
because = "New"
[[version]]
effective_from = 2022-05-01
per = "episode"
opens = "removed_on"
due = { after = "removed_on", by = "45 days" }
because = "Old"
[[version]]
effective_from = 2020-01-01
per = "episode"
opens = "removed_on"
due = { after = "removed_on", by = "60 days" }
because = "Oldest"
"""


@pytest.mark.parametrize(
    ("removed", "length"),
    [
        ("2024-01-11", 30),
        ("2024-01-10", 30),
        ("2024-01-09", 45),
        ("2022-05-01", 45),
        ("2022-04-30", 60),
        ("2020-01-01", 60),
        ("2015-01-01", 60),
    ],
)
def test_a_version_governs_from_its_date_until_the_next_and_the_oldest_also_before(
    tmp_path: Path, removed: str, length: int
) -> None:
    manual = small_manual(tmp_path, {"rule": TWO_VERSIONS})
    (row,) = obligation_rows(evaluate(caseload(child(stay(removed))), manual, iso("2026-01-01")))
    assert row.due_on is not None
    assert (row.due_on - iso(removed)).days == length


def test_each_occasion_is_governed_by_the_version_of_its_own_day(tmp_path: Path) -> None:
    links = TWO_VERSIONS.replace('per = "episode"', 'per = "hearing_cycle"').replace(
        '"removed_on"', '"previous_closing"'
    )
    manual = small_manual(tmp_path, BASE | {"rule": links})
    held = ("permanency_hearing_held 2022-04-30", "permanency_hearing_held 2024-01-10")
    found = obligation_rows(evaluate(caseload(child(stay("2021-12-01"), *held)), manual, iso("2024-02-01")))
    assert [f"{row.occasion} {row.due_on} {row.because.split(':')[0]}" for row in found] == [
        "1 2022-01-30 Oldest",
        "2 2022-06-29 Oldest",
        "3 2024-02-09 New",
    ]


def test_a_settled_day_of_one_rule_is_not_another_s(tmp_path: Path) -> None:
    manual = small_manual(
        tmp_path, {"one": PLAN, "two": PLAN.replace("60 days", "30 days").replace("small.plan", "small.second")}
    )
    found = obligation_rows(evaluate(caseload(child(REMOVED)), manual, iso("2024-02-01")))
    assert [str(row.due_on) for row in found] == ["2024-03-10", "2024-02-09"]


def test_the_length_of_an_evaluation_is_the_number_of_its_obligations(tmp_path: Path) -> None:
    manual = small_manual(tmp_path, {"rule": conditional('when = ["rated"]'), "words": WORDS})
    rated = called("ada", child(REMOVED, "permanency_rating 2024-01-20 fair"))
    evaluation = evaluate(caseload(rated, called("ben", child(REMOVED))), manual, iso("2024-02-01"))
    assert (len(evaluation), evaluation.as_of, evaluation.manual) == (1, iso("2024-02-01"), manual)
    assert len(evaluation.caseload.child_id) == 2
