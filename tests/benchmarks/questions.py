"""What every rival is asked in the tests, and what the reference answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl
import pytest

from benchmarks.rivals.settings import MILWAUKEE, Settings
from benchmarks.tables import COLUMNS, Tables
from tests.reference import evaluator
from tests.reference.children import random_children
from tests.reference.history import tables_of

CHILDREN = random_children(seed=31, count=300)

OTHER_AGENCY = Settings(
    hearing_interval=12, month_15_for_every_child=True, relative_search_days=45, goals_reevaluated_days=10
)

OBLIGATION = ("child_id", "episode_id", "rule_id", "occasion", "opens_on", "due_on", "met_on", "outcome")
DETERMINATION = (
    "child_id",
    "episode_id",
    "determination",
    "reasons",
    "rating",
    "rated_on",
    "months_in_care",
    "care_days_in_last_22_months",
    "next_hearing_on",
    "window_opens_on",
    "window_closes_on",
)

Row = tuple[object, ...]


@dataclass(frozen=True)
class Question:
    """A day to look at the children on, and the settings to look with."""

    as_of: date
    settings: Settings = MILWAUKEE


QUESTIONS = (
    Question(date(2022, 12, 31)),
    Question(date(2024, 2, 29), OTHER_AGENCY),
    Question(date(2026, 11, 22)),
)
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.as_of))


@cache
def tables() -> Tables:
    """The children as data frames."""
    rows = tables_of(CHILDREN)
    frames = (pl.DataFrame(rows[name], schema_overrides=schema) for name, schema in COLUMNS.items())
    return Tables.of_frames(*frames)


@cache
def expected(question: Question) -> tuple[list[Row], list[Row]]:
    """The reference's obligations and determinations, sorted."""
    settings = {
        "hearing_interval": f"{question.settings.hearing_interval} months",
        "month_15_for_every_child": question.settings.month_15_for_every_child,
        "relative_search_days": question.settings.relative_search_days,
        "goals_reevaluated_days": question.settings.goals_reevaluated_days,
    }
    obligations, determinations = [], []
    for child in CHILDREN:
        obligations += evaluator.obligations(child, question.as_of, settings=settings)
        determinations += evaluator.determinations(child, question.as_of, settings=settings)
    return (
        in_order(tuple(row[name] for name in OBLIGATION) for row in obligations),
        in_order(tuple(row[name] for name in DETERMINATION) for row in determinations),
    )


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows in an order that does not depend on who gave them; equal rows stay, however many."""
    return sorted(rows, key=str)
