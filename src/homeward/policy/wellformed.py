"""Checks of a manual as a whole: words that lead back to themselves, and days that a rule asks for but does not have."""

from collections.abc import Iterator, Mapping
from typing import Final

from homeward.policy import given
from homeward.policy.rule import (
    Chosen,
    Compared,
    Condition,
    ConditionWord,
    Cycle,
    Day,
    DayWord,
    Determination,
    Entry,
    Exists,
    Joined,
    Named,
    Obligation,
    PlacedIn,
    Reached,
    Shifted,
    Sought,
)

_NOT_YET: Final = {
    "due": {"due", "opens", "met", "judged_on", "missing_since"},
    "opens": {"opens", "met", "judged_on", "missing_since"},
    "met_by": {"met", "judged_on", "missing_since"},
    "closed_by": {"judged_on", "missing_since"},
    "judged_on": {"judged_on", "missing_since"},
}
"""The days that are not settled yet when a part of a version is reckoned."""


def parts_of(day: Day | Condition | str | None) -> Iterator[Day | Condition | str]:
    """The days and conditions that stand directly inside another."""
    match day:
        case Shifted(day=inside) | PlacedIn(day=inside) | Exists(day=inside):
            if inside is not None:
                yield inside
        case Chosen(days=days):
            yield from days
        case Sought(since=since, until=until):
            yield from (bound for bound in (since, until) if bound is not None)
        case Reached(since=since):
            yield since
        case Compared(day=one, other=other):
            yield one
            yield other
        case Joined(conditions=conditions):
            yield from conditions


class Reach:
    """The names that a day or condition leads to, through the words of the manual."""

    def __init__(self, days: Mapping[str, DayWord], conditions: Mapping[str, ConditionWord]) -> None:
        self.days, self.conditions = days, conditions

    def of(self, start: Day | Condition | str | None, above: tuple[str, ...] = ()) -> set[str]:
        """Every name of a day that is reached and is not a word itself. A circle raises RecursionError with its names."""
        found: set[str] = set()
        names = [start] if isinstance(start, str) else []
        if isinstance(start, Named):
            word = self.days.get(start.name)
            if word is None:
                return {start.name}
            return self.of(word.is_, _deeper(above, start.name))
        for name in names:
            found |= self.of(self.conditions[name].is_, _deeper(above, name))
        if isinstance(start, Sought) and start.each:
            found.add(start.each)
        for part in parts_of(None if isinstance(start, str) else start):
            found |= self.of(part, above)
        return found


def _deeper(above: tuple[str, ...], name: str) -> tuple[str, ...]:
    if name in above:
        raise RecursionError(" → ".join((*above, name)))
    return (*above, name)


def circles(reach: Reach) -> Iterator[str]:
    """A line for each word that is defined by itself."""
    for name in [*reach.days, *reach.conditions]:
        try:
            reach.of(Named(name) if name in reach.days else name)
        except RecursionError as circle:
            yield f"words, {name}: leads back to itself: {circle}"


def words_of_episode(reach: Reach, cycles: Mapping[str, Cycle]) -> frozenset[str]:
    """The words that are the same day for every occasion of an episode, and the names that the engine gives so."""
    fixed = {*given.EPISODE_DAYS, *(f"expected_{given.name_of_cycle(cycle)}" for cycle in cycles)}
    return frozenset(fixed | {name for name in reach.days if reach.of(Named(name)) <= fixed})


def unavailable(entry: Entry, reach: Reach, cycles: Mapping[str, Cycle]) -> Iterator[str]:
    """A line for each day that an obligation or determination asks for and does not have."""
    if isinstance(entry, Determination):
        for number, step in enumerate(entry.versions[0].steps, 1):
            for name in (*step.when, *step.any_of):
                for missing in sorted(reach.of(name) & {*given.LINK_DAYS, "occasion", "next_occasion", "due", "opens", "met"}):
                    yield f'{entry.file}, {entry.id}, step {number}, {name}: has no day "{missing}": a determination has no occasion'
    if not isinstance(entry, Obligation):
        return
    for version in entry.versions:
        parts = {part: getattr(version, part) for part in ("due", "opens", "met_by", "closed_by", "judged_on")}
        for part, day in parts.items():
            for name in sorted(reach.of(day) & _NOT_YET[part]):
                yield f'{entry.file}, {entry.id}, {part}: "{name}" is not settled yet; the order is due, opens, met_by, closed_by, judged_on'
        used: set[str] = set().union(*(reach.of(day) for day in parts.values()))
        used |= set().union(*(reach.of(name) for name in (*version.asked_when, *version.when, *version.unless)), set())
        if version.per not in cycles:
            for name in sorted(used & {*given.LINK_DAYS, given.ANNOUNCED}):
                yield f'{entry.file}, {entry.id}: "{name}" is a day of a link; it needs per = one of {", ".join(sorted(cycles))}, not "{version.per}"'
