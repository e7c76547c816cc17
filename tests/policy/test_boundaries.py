"""The day before, the day itself and the day after, for every length of time in Milwaukee's rules."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from homeward.policy.evaluate import evaluate
from homeward.policy.manual import load_manual
from homeward.policy.rows import ObligationRow, determination_rows, obligation_rows
from tests.policy.made_up import caseload, iso, milwaukee
from tests.reference.examples import child, stay
from tests.reference.history import Episode

REMOVED = stay("2024-01-10")
MOVED = stay("2024-01-10", "foster_home 2024-01-10 2024-03-01", "group_home 2024-03-01")
POOR = "permanency_rating 2024-02-01 poor"


@dataclass(frozen=True)
class Turn:
    """An unmet occasion of a rule: the day on which it opens, the last on which it is on time, what meets it."""

    rule: str
    opens: str
    due: str
    met_by: str
    records: tuple[str | Episode, ...] = (REMOVED,)
    occasion: int = 1
    settings: tuple[tuple[str, object], ...] = ()
    late_counts: bool = True
    opens_with_its_event: bool = False
    """Before it opens there is no such occasion."""

    def row(self, as_of: date, *further: str) -> ObligationRow | None:
        manual = load_manual("wi_dmcps", settings=dict(self.settings)) if self.settings else milwaukee()
        history = child(*self.records, *further, indian="yes")
        rows = obligation_rows(evaluate(caseload(history), manual, as_of))
        return next((row for row in rows if (row.rule_id, row.occasion) == (self.rule, self.occasion)), None)


def turn(rule: str, days: str, met_by: str, *records: str | Episode, **more: Any) -> Turn:
    """From `opens due`; removed on 2024-01-10 and nothing else recorded, if no more is said."""
    opens, due = days.split()
    return Turn(rule, opens, due, met_by, records or (REMOVED,), **more)


WITH = {"opens_with_its_event": True}
YEARLY = {"settings": (("hearing_interval", "12 months"),)}
SEARCH_20 = {"settings": (("relative_search_days", 20),)}
GOALS_10 = {"settings": (("goals_reevaluated_days", 10),)}
HEARD = "permanency_hearing_scheduled 2025-04-21"
TURNS = [
    turn("wi.permanency-plan", "2024-01-10 2024-03-10", "permanency_plan_filed", **WITH),
    turn(
        "wi.permanency-plan-update",
        "2024-07-29 2024-08-29",
        "permanency_plan_filed",
        REMOVED,
        "permanency_plan_filed 2024-02-29",
    ),
    turn("wi.permanency-review", "2024-06-10 2024-07-10", "permanency_review_held", **YEARLY),
    turn("wi.permanency-hearing", "2024-06-10 2024-07-10", "permanency_hearing_held"),
    turn("wi.permanency-hearing", "2024-12-10 2025-01-10", "permanency_hearing_held", **YEARLY),
    turn(
        "wi.permanency-hearing",
        "2025-01-28 2025-02-28",
        "permanency_hearing_held",
        REMOVED,
        "permanency_hearing_held 2024-08-31",
        occasion=2,
    ),
    turn(
        "wi.review-summary",
        "2024-05-31 2024-06-30",
        "review_summary_sent",
        REMOVED,
        "permanency_review_held 2024-05-31",
        **WITH,
    ),
    turn("wi.relative-notice", "2024-01-10 2024-02-09", "relative_notice_sent", **WITH),
    turn("wi.relative-search", "2024-01-10 2024-02-09", "relative_search", **WITH),
    turn("wi.relative-search", "2024-01-10 2024-01-30", "relative_search", **WITH, **SEARCH_20),
    turn("wi.goals-reevaluated", "2024-03-01 2024-03-31", "goals_reevaluated", MOVED, **WITH),
    turn("wi.goals-reevaluated", "2024-03-01 2024-03-11", "goals_reevaluated", MOVED, **WITH, **GOALS_10),
    turn("wi.wicwa-active-efforts", "2024-06-10 2024-07-10", "active_efforts_evaluated"),
    turn("us.tpr-15-of-22", "2025-03-10 2025-06-10", "tpr_petition_filed"),
    turn(
        "us.tpr-15-of-22",
        "2025-01-30 2025-04-30",
        "tpr_exception_documented",
        REMOVED,
        "abuse_neglect_finding 2024-01-31",
    ),
    turn("wi-dmcps.rating-initial", "2024-01-10 2024-03-10", "permanency_rating", **WITH),
    turn(
        "wi-dmcps.rating-before-hearing",
        "2024-05-10 2024-06-10",
        "permanency_rating",
        REMOVED,
        "permanency_rating 2024-02-01 fair",
    ),
    turn("wi-dmcps.roundtable-before-hearing", "2024-12-10 2025-01-09", "roundtable_held", **YEARLY, late_counts=False),
    turn("wi-dmcps.roundtable-month-15", "2025-03-10 2025-04-09", "roundtable_held"),
    turn("wi-dmcps.roundtable-every-six-months", "2025-09-10 2025-10-10", "", REMOVED, POOR),
    turn(
        "wi-dmcps.roundtable-every-six-months", "2025-05-30 2025-06-30", "", REMOVED, POOR, "roundtable_held 2024-12-30"
    ),
    turn(
        "wi-dmcps.consultation-form",
        "2024-12-20 2025-01-02",
        "consultation_form_completed",
        REMOVED,
        "roundtable_held 2024-12-20",
        **WITH,
    ),
    turn(
        "wi-dmcps.roundtable-in-plan",
        "2025-04-01 2025-04-11",
        "roundtable_included_in_plan",
        REMOVED,
        "roundtable_held 2025-04-01",
        HEARD,
        **WITH,
    ),
]


def named(turn: Turn) -> str:
    return f"{turn.rule} by {turn.due}"


def test_every_obligation_has_its_days_here() -> None:
    assert {turn.rule for turn in TURNS} == {rule.id for rule in milwaukee().obligations}


@pytest.mark.parametrize("turn", TURNS, ids=named)
@pytest.mark.parametrize(("shift", "outcome"), [(-1, "open"), (0, "open"), (1, "overdue")])
def test_what_is_not_done_is_overdue_from_the_day_after_it_was_due(turn: Turn, shift: int, outcome: str) -> None:
    row = turn.row(iso(turn.due) + timedelta(days=shift))
    assert row is not None
    assert (row.outcome, row.due_on, row.met_on) == (outcome, iso(turn.due), None)


@pytest.mark.parametrize("turn", TURNS, ids=named)
@pytest.mark.parametrize(("shift", "outcome"), [(-1, "upcoming"), (0, "open"), (1, "open")])
def test_an_obligation_is_open_from_the_day_on_which_it_opens(turn: Turn, shift: int, outcome: str) -> None:
    row = turn.row(iso(turn.opens) + timedelta(days=shift))
    if turn.opens_with_its_event and shift < 0:
        assert row is None
    else:
        assert row is not None
        assert (row.outcome, row.opens_on) == (outcome, iso(turn.opens))


@pytest.mark.parametrize("turn", [turn for turn in TURNS if turn.met_by], ids=named)
@pytest.mark.parametrize(("shift", "outcome"), [(-1, "met"), (0, "met"), (1, "met_late")])
def test_what_is_done_is_on_time_until_the_day_on_which_it_is_due(turn: Turn, shift: int, outcome: str) -> None:
    done = iso(turn.due) + timedelta(days=shift)
    row = turn.row(iso(turn.due) + timedelta(days=1), f"{turn.met_by} {done} fair")
    assert row is not None
    if shift > 0 and not turn.late_counts:
        assert (row.outcome, row.met_on) == ("overdue", None)
    else:
        assert (row.outcome, row.met_on) == (outcome, done)


GOOD = "permanency_rating 2024-02-01 good"
RETURNED = (stay("2023-01-10 2024-06-01"), stay("2024-06-01"))


@pytest.mark.parametrize(
    ("day", "before", "after", "records", "born"),
    [
        ("2024-12-10", "not_yet before_month_11", "required not_rated", (REMOVED,), None),
        (
            "2024-12-30",
            "required not_rated",
            "exempt missing_6_months",
            (stay("2024-01-10", "missing_from_care 2024-06-30"),),
            None,
        ),
        (
            "2025-02-28",
            "required not_rated",
            "exempt missing_6_months",
            (stay("2024-01-10", "missing_from_care 2024-08-31"),),
            None,
        ),
        ("2025-02-01", "required not_rated", "exempt age_18", (REMOVED,), "2007-02-01"),
        ("2026-02-28", "required not_rated", "exempt age_18", (REMOVED,), "2008-02-29"),
        ("2025-03-10", "exempt above_poor", "required month_15", (REMOVED, GOOD), None),
        ("2025-04-10", "required month_15", "exempt above_poor", (REMOVED, GOOD), None),
        ("2024-07-31", "not_yet before_month_11", "required not_rated", RETURNED, None),
    ],
)
def test_a_determination_turns_on_the_day(
    day: str, before: str, after: str, records: tuple[Any, ...], born: str | None
) -> None:
    manual = load_manual("wi_dmcps", settings={"month_15_for_every_child": GOOD in records})
    found = []
    for shift in (-1, 0, 1):
        history = child(*records, born=born or "2015-05-05")
        (row,) = determination_rows(evaluate(caseload(history), manual, iso(day) + timedelta(days=shift)))
        found.append(f"{row.determination} {row.reasons}")
    assert found == [before, after, after]
