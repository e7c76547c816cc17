"""Every obligation of every child: a rule at a time, all its occasions at once.

The stages are: occasions, those that are asked at all, days (due, opens, met, closed), what is dropped, conditions,
outcomes. Sentences come later, for the rows that somebody reads (`policy.sentences`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from homeward.policy.caseload import Caseload, Codes
from homeward.policy.days import NEVER, Days, Flags, day_of, is_day
from homeward.policy.determine import Determinations, determine
from homeward.policy.facts import Facts
from homeward.policy.manual import Manual
from homeward.policy.occasions import Occasions
from homeward.policy.reckoning import CAN_NOT_TELL, NO, YES, Answers
from homeward.policy.rule import Obligation, Version
from homeward.policy.vocabulary import OUTCOMES

MET, MET_LATE, MISSED, OVERDUE, OPEN, UPCOMING, CANNOT_TELL, NOT_REQUIRED = range(len(OUTCOMES))
_COLUMNS: Final = {"opens_on": "opens", "due_on": "due", "met_on": "met", "closed_on": "closed"}


@dataclass(frozen=True, eq=False, kw_only=True)
class Answered:
    """The answers of one version of one rule: a row for each occasion that is neither dropped nor not asked.

    `opens_on`, `due_on`, `met_on` are NEVER where they are empty; `closed_on` is the day from which an unmet row is
    missed; `conditions` has the answers to each condition in `when` and `unless`.
    """

    rule: Obligation
    version: Version
    rows: Occasions
    opens_on: Days
    due_on: Days
    met_on: Days
    closed_on: Days
    outcome: Codes
    conditions: Mapping[str, Answers]

    @cached_property
    def required(self) -> Flags:
        """The rows that are not `not_required`."""
        required: Flags = self.outcome != NOT_REQUIRED
        return required


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a manual says of a caseload on one day."""

    caseload: Caseload
    manual: Manual
    as_of: date
    obligations: tuple[Answered, ...]
    determinations: Determinations

    def __len__(self) -> int:
        return sum(int(answered.required.sum()) for answered in self.obligations)


def evaluate(caseload: Caseload, manual: Manual, as_of: date) -> Evaluation:
    """Apply every rule of a manual to every child, as things stood on `as_of`.

    The result has the obligations of each rule (`homeward.policy.rows` lists them as in `docs/evaluate.md`) and, for
    every episode open on that day, the roundtable determination.
    """
    facts = Facts(caseload, manual, day_of(as_of))
    answered = tuple(answer(facts, rule, version) for rule in manual.obligations for version in rule.versions)
    return Evaluation(facts.caseload, manual, as_of, answered, determine(facts))


def answer(facts: Facts, rule: Obligation, version: Version) -> Answered:
    """One version of one rule, for all the occasions that it governs."""
    rows = _asked(_governed(facts.occasions(version.per).settling(), rule, version), version)
    if not len(rows):
        return _nothing(rule, version, rows)
    rows.days["due"] = rows.day_by(version.due)
    rows.days["opens"] = rows.day_by(version.opens)
    rows.days["met"] = rows.day_by(version.met_by) if version.met_by else np.full(len(rows), NEVER)
    rows = _not_dropped(rows)
    rows.days["closed"] = _closed(rows, version)
    if version.when or version.unless:
        met = rows.days["met"]
        rows = rows.settling(judged_on=np.where(is_day(met), met, rows.day_by(version.judged_on)))
    conditions = {name: rows.holds(name) for name in (*version.when, *version.unless)}
    applies = _applies(conditions, version, len(rows))
    days = {column: rows.days[name] for column, name in _COLUMNS.items()}
    for column in version.leave_blank:
        days[column] = np.where(applies == YES, days[column], NEVER)
    return Answered(
        rule=rule, version=version, rows=rows, outcome=_outcome(rows, applies), conditions=conditions, **days
    )


def _nothing(rule: Obligation, version: Version, rows: Occasions) -> Answered:
    nothing = rows.episode
    days = dict.fromkeys(_COLUMNS, nothing)
    return Answered(rule=rule, version=version, rows=rows, outcome=nothing, conditions={}, **days)


def _governed(rows: Occasions, rule: Obligation, version: Version) -> Occasions:
    """The occasions whose own day this version governs: from its date until the next one's, the oldest also before."""
    place = rule.versions.index(version)
    kept = np.ones(len(rows), np.bool_)
    if version is not rule.versions[-1]:
        kept &= rows.days["occasion"] >= day_of(version.effective_from)
    if place:
        kept &= rows.days["occasion"] < day_of(rule.versions[place - 1].effective_from)
    return rows if kept.all() else rows.take(kept)


def _asked(rows: Occasions, version: Version) -> Occasions:
    if version.asked_when:
        rows = rows.settling(judged_on=rows.day_by(version.judged_on))
    for name in version.asked_when:
        asked = rows.holds(name) == YES
        if not asked.all():
            rows = rows.take(asked)
    return rows


def _not_dropped(rows: Occasions) -> Occasions:
    """Without the unmet occasions that fell due only after the episode had ended."""
    due = rows.days["due"]
    dropped = is_day(due) & (due > rows.day("discharged_on")) & ~is_day(rows.days["met"])
    return rows.take(~dropped) if dropped.any() else rows


def _closed(rows: Occasions, version: Version) -> Days:
    """The day from which an unmet occasion is missed: what the rule says, and at the latest the end of the episode."""
    ended = rows.day("discharged_on")
    return np.minimum(rows.day_by(version.closed_by), ended) if version.closed_by else ended


def _applies(conditions: Mapping[str, Answers], version: Version, length: int) -> Answers:
    """Whether the rule applies: all of `when` hold, and none of `unless`."""
    applies = np.full(length, YES, np.int8)
    for name in version.when:
        applies = np.minimum(applies, conditions[name])
    for name in version.unless:
        applies = np.minimum(applies, np.int8(YES) - conditions[name])
    return applies


def _outcome(rows: Occasions, applies: Answers) -> Codes:
    """How each occasion stands, from the last thing that can be said to the first."""
    as_of = rows.facts.as_of
    due, opens, met = rows.days["due"], rows.days["opens"], rows.days["met"]
    outcome = np.where(due < as_of, OVERDUE, np.where(opens <= as_of, OPEN, UPCOMING))
    outcome = np.where(rows.days["closed"] <= as_of, MISSED, outcome)
    outcome = np.where(met < NEVER, np.where(met <= due, MET, MET_LATE), outcome)
    outcome = np.where((applies == CAN_NOT_TELL) | ~is_day(due), CANNOT_TELL, outcome)
    return np.where(applies == NO, NOT_REQUIRED, outcome)
