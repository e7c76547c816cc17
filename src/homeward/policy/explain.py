"""Everything about one child: the timeline, what is due and why, and the words of policy behind each answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from homeward.policy.caseload import NO_VALUE, Caseload
from homeward.policy.checks import check, entered_days
from homeward.policy.days import date_of, day_of
from homeward.policy.evaluate import evaluate
from homeward.policy.facts import Facts
from homeward.policy.manual import Manual
from homeward.policy.reckoning import NO, YES
from homeward.policy.rows import DeterminationRow, ObligationRow, determination_rows, obligation_rows
from homeward.policy.rule import Check, Determination, Obligation
from homeward.policy.vocabulary import EVENT_KINDS, PLACEMENT_TYPES, VALUES_OF_KIND


@dataclass(frozen=True)
class Moment:
    """Something on a child's timeline."""

    on: date
    what: str
    episode_id: str


@dataclass(frozen=True)
class Explained:
    """One obligation with the rule behind it: its sources, our reading, and what is still open."""

    row: ObligationRow
    rule: Obligation


@dataclass(frozen=True)
class Noted:
    """What a check finds in what is recorded."""

    on: date
    rule: Check
    says: str


@dataclass(frozen=True)
class Explanation:
    """One child on one day."""

    child_id: str
    as_of: date
    timeline: tuple[Moment, ...]
    obligations: tuple[Explained, ...]
    determination: DeterminationRow | None
    determination_rule: Determination | None
    notes: tuple[Noted, ...]
    stray_events: tuple[Moment, ...]


def explain(
    caseload: Caseload,
    manual: Manual,
    as_of: date,
    child_id: str,
    *,
    every: bool = False,
    entered: Iterable[date] = (),
) -> Explanation:
    """Explain one child of a caseload; with `every` also what is not required. KeyError if the child is not in it.

    `entered` are days that a person has entered, for checks that start from one.
    """
    child = caseload.of_child(child_id)
    evaluation = evaluate(child, manual, as_of)
    rules = {rule.id: rule for rule in manual.obligations}
    determined = determination_rows(evaluation)
    return Explanation(
        child_id=child_id,
        as_of=as_of,
        timeline=tuple(sorted(_timeline(child), key=lambda moment: (moment.on, moment.what))),
        obligations=tuple(Explained(row, rules[row.rule_id]) for row in obligation_rows(evaluation, every=every)),
        determination=determined[-1] if determined else None,
        determination_rule=evaluation.determinations.rule,
        notes=noted(child, manual, as_of, entered),
        stray_events=tuple(Moment(on, kind, "") for _, kind, on in child.stray_events),
    )


def _timeline(child: Caseload) -> Iterator[Moment]:
    for episode, episode_id in enumerate(child.episode_id):
        yield from _moment(child.removed_on[episode], "removed from home", episode_id)
        yield from _moment(child.discharged_on[episode], "discharged", episode_id)
    for row, episode in enumerate(child.placement_episode):
        what = PLACEMENT_TYPES[child.placement_type[row]].replace("_", " ")
        yield from _moment(child.started_on[row], f"placement: {what}", child.episode_id[episode])
        yield from _moment(child.ended_on[row], f"placement ended: {what}", child.episode_id[episode])
    for row, episode in enumerate(child.event_episode):
        kind = EVENT_KINDS[child.kind[row]]
        value = "" if child.value[row] == NO_VALUE else ": " + VALUES_OF_KIND[kind][child.value[row]].replace("_", " ")
        yield from _moment(child.on[row], kind.replace("_", " ") + value, child.episode_id[episode])


def _moment(day: int, what: str, episode_id: str) -> Iterator[Moment]:
    on = date_of(day)
    if on:
        yield Moment(on, what, episode_id)


def noted(child: Caseload, manual: Manual, as_of: date, entered: Iterable[date] = ()) -> tuple[Noted, ...]:
    """What the manual's checks find for one child, and what they cannot tell; `entered` as in `explain`."""
    return tuple(_notes(Facts(child, manual, day_of(as_of), entered_days(child, entered))))


def _notes(facts: Facts) -> Iterator[Noted]:
    for rule in facts.manual.checks:
        checked = check(facts, rule)
        if checked.finding is not None:
            unknown = facts.manual.condition_words[checked.version.finding].unknown
            for row in np.flatnonzero(checked.finding != NO):
                on = date_of(checked.rows.day("occasion")[row])
                assert on, "every occasion of a check has its day"
                certain = checked.finding[row] == YES
                yield Noted(on, rule, checked.version.says if certain else f"Cannot tell: {unknown}")
