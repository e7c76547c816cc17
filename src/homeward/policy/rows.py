"""The answers of an evaluation as rows, in the order and with the columns of `docs/evaluate.md`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from homeward.policy.days import date_of
from homeward.policy.evaluate import Answered, Evaluation
from homeward.policy.sentences import clauses, write
from homeward.policy.vocabulary import DETERMINATIONS, OUTCOMES, RATINGS


@dataclass(frozen=True, kw_only=True)
class ObligationRow:
    """One obligation of one child; dates are None where they are empty."""

    child_id: str
    episode_id: str
    rule_id: str
    occasion: int
    opens_on: date | None
    due_on: date | None
    met_on: date | None
    outcome: str
    owner: str
    because: str


@dataclass(frozen=True, kw_only=True)
class DeterminationRow:
    """The roundtable determination of one open episode; dates are None where they are empty."""

    child_id: str
    episode_id: str
    determination: str
    reasons: str
    rating: str | None
    rated_on: date | None
    months_in_care: int
    care_days_in_last_22_months: int
    next_hearing_on: date | None
    window_opens_on: date | None
    window_closes_on: date | None


def obligation_rows(evaluation: Evaluation, *, every: bool = False) -> list[ObligationRow]:
    """All obligations, sorted; with `every` also those that are not required, with the reason."""
    rows = [row for answered in evaluation.obligations for row in _rows_of(evaluation, answered, every)]
    return sorted(
        rows, key=lambda row: (row.child_id, row.episode_id, row.rule_id, row.due_on or date.min, row.occasion)
    )


def _rows_of(evaluation: Evaluation, answered: Answered, every: bool) -> Iterator[ObligationRow]:
    because = sentences(answered)
    caseload, occasions = evaluation.caseload, answered.rows
    for row in range(len(occasions)) if every else np.flatnonzero(answered.required).tolist():
        episode = occasions.episode[row]
        yield ObligationRow(
            child_id=caseload.child_id[caseload.child[episode]],
            episode_id=caseload.episode_id[episode],
            rule_id=answered.rule.id,
            occasion=int(occasions.number[row]),
            opens_on=date_of(answered.opens_on[row]),
            due_on=date_of(answered.due_on[row]),
            met_on=date_of(answered.met_on[row]),
            outcome=OUTCOMES[answered.outcome[row]],
            owner=answered.rule.owner,
            because=because[row],
        )


def sentences(answered: Answered) -> NDArray[np.object_]:
    """The sentence of every answered row."""
    because = np.full(len(answered.rows), "", object)
    for clause in clauses(answered, every=True):
        because[clause.rows] = write(clause)
    return because


def determination_rows(evaluation: Evaluation) -> list[DeterminationRow]:
    """The determination of every open episode, sorted."""
    caseload, found = evaluation.caseload, evaluation.determinations
    rows = [
        DeterminationRow(
            child_id=caseload.child_id[caseload.child[episode]],
            episode_id=caseload.episode_id[episode],
            determination=DETERMINATIONS[found.determination[row]],
            reasons=found.reasons[row],
            rating=RATINGS[found.rating[row]] if found.rating[row] >= 0 else None,
            rated_on=date_of(found.rated_on[row]),
            months_in_care=int(found.months_in_care[row]),
            care_days_in_last_22_months=int(found.care_days[row]),
            next_hearing_on=date_of(found.next_hearing_on[row]),
            window_opens_on=date_of(found.window_opens_on[row]),
            window_closes_on=date_of(found.window_closes_on[row]),
        )
        for row, episode in enumerate(found.episode.tolist())
    ]
    return sorted(rows, key=lambda row: (row.child_id, row.episode_id))
