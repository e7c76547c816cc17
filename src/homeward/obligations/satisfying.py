"""Which event, once recorded, satisfies an obligation."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from homeward.policy.rule import Chosen, Day, Entry, Named, Obligation, Shifted, Sought
from homeward.policy.vocabulary import EVENT_KINDS
from homeward.website.policy_in_force import manual_in_force

_LATER: Final = "later_"
"""The manual calls a rating after the first one a later one; it is recorded as any other."""


@cache
def rules() -> dict[str, Entry]:
    """The entries of the manual in force by id."""
    return {entry.id: entry for entry in manual_in_force().entries}


@cache
def kind_that_satisfies(rule_id: str) -> str:
    """The kind of event to record for an obligation of a rule; empty where no single one satisfies it."""
    rule = rules().get(rule_id)
    if not isinstance(rule, Obligation):
        return ""
    version = rule.versions[0]
    cycle = manual_in_force().cycles.get(version.per)
    if isinstance(version.met_by, Named):
        names = cycle.closed_by if cycle else (version.per,)
    else:
        names = tuple(_events(version.met_by or version.due))
    return next((kind for name in names if (kind := name.removeprefix(_LATER)) in EVENT_KINDS), "")


def _events(day: Day | None) -> Iterator[str]:
    """The events that a day of the manual looks for."""
    match day:
        case Sought(events=events):
            yield from events
        case Shifted(day=other):
            yield from _events(other)
        case Chosen(days=days):
            for one in days:
                yield from _events(one)
