"""Which children must have a permanency roundtable: one answer for every episode that is open."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.policy.caseload import Codes
from homeward.policy.days import Days, completed_months
from homeward.policy.facts import Facts
from homeward.policy.occasions import Occasions
from homeward.policy.reckoning import CAN_NOT_TELL, NO, YES, Answers
from homeward.policy.rule import Determination, DeterminationVersion, Step, in_force
from homeward.policy.vocabulary import DETERMINATIONS

_CANNOT_TELL = DETERMINATIONS.index("cannot_tell")


@dataclass(frozen=True, eq=False, kw_only=True)
class Determinations:
    """A row for each open episode, in order of child and removal; none under a manual without such a rule.

    `determination` is a position in the vocabulary, `reasons` the codes joined by `;`, `rating` a position or -1,
    `rated_on`, the next hearing and the window may be NEVER.
    """

    rule: Determination | None
    episode: Codes
    determination: Codes
    reasons: list[str]
    rating: Codes
    rated_on: Days
    months_in_care: NDArray[np.int64]
    care_days: NDArray[np.int64]
    next_hearing_on: Days
    window_opens_on: Days
    window_closes_on: Days


def determine(facts: Facts) -> Determinations:
    """The determination of every episode that is open on the day of the facts."""
    rule = facts.manual.determinations[0] if facts.manual.determinations else None
    is_open = facts.discharged_on > facts.as_of if rule else np.zeros(len(facts.discharged_on), np.bool_)
    rows = facts.episodes.settling(judged_on=np.full(len(is_open), facts.as_of)).take(is_open)
    if rule is None:
        nothing = np.empty(0, np.int64)
        return Determinations(
            rule=None,
            episode=nothing,
            determination=nothing,
            reasons=[],
            rating=nothing,
            rated_on=nothing,
            months_in_care=nothing,
            care_days=nothing,
            next_hearing_on=nothing,
            window_opens_on=nothing,
            window_closes_on=nothing,
        )
    version = in_force(rule.versions, facts.as_of)
    determination, reasons = _answers(version, rows)
    removed_on, judged_on = rows.day("removed_on"), rows.days["judged_on"]
    child = facts.caseload.child[rows.episode]
    return Determinations(
        rule=rule,
        episode=rows.episode,
        determination=determination,
        reasons=reasons,
        rating=rows.rating,
        rated_on=facts.days_of(("permanency_rating",)).latest_until(rows.episode, judged_on),
        months_in_care=completed_months(removed_on, judged_on),
        care_days=facts.count(version.care_clock).on(child, judged_on),
        next_hearing_on=rows.day_by(version.expected),
        window_opens_on=rows.day_by(version.window_opens),
        window_closes_on=rows.day_by(version.window_closes),
    )


def _answers(version: DeterminationVersion, rows: Occasions) -> tuple[Codes, list[str]]:
    """The first step that applies to each row gives its determination and reasons."""
    determination = np.full(len(rows), _CANNOT_TELL)
    reasons = np.full(len(rows), "", object)
    undecided = np.ones(len(rows), np.bool_)
    for step in version.steps:
        answers = _applies(step, rows)
        decided = np.flatnonzero(undecided & (answers != NO))
        if len(decided):
            certain = answers[decided] == YES
            determination[decided[certain]] = DETERMINATIONS.index(step.determination)
            reasons[decided] = ";".join(step.reasons)
            several = decided if step.any_of else decided[~certain]
            reasons[several] = [_reasons(step, rows, row) for row in several.tolist()]
            undecided[decided] = False
    return determination, reasons.tolist()


def _applies(step: Step, rows: Occasions) -> Answers:
    """Whether all of `when` hold and, if the step has any, at least one of `any_of` certainly does."""
    answers = np.full(len(rows), YES, np.int8)
    for name in step.when:
        answers = np.minimum(answers, rows.holds(name))
    if step.any_of:
        certain = np.maximum.reduce([rows.holds(name) for name in step.any_of]) == YES
        answers[~certain] = NO
    return answers


def _reasons(step: Step, rows: Occasions, row: int) -> str:
    """The reason codes of a row that are not the same for the whole step: what is not recorded, or what holds."""
    words = rows.facts.manual.condition_words
    unknown = [words[name].unknown_code for name in step.when if rows.holds(name)[row] == CAN_NOT_TELL]
    return ";".join(unknown or [name for name in step.any_of if rows.holds(name)[row] == YES])
