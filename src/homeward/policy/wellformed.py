"""Checks of a manual as a whole: words that lead back to themselves, days that a rule asks for and does not have."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from homeward.policy import given
from homeward.policy.grammar import PLACEHOLDER
from homeward.policy.rule import (
    Check,
    Chosen,
    Clock,
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
    Version,
)

_NOT_YET: Final = {
    "asked_when": {"due", "opens", "met"},
    "due": {"due", "opens", "met", "judged_on", "missing_since"},
    "opens": {"opens", "met", "judged_on", "missing_since"},
    "met_by": {"met", "judged_on", "missing_since"},
    "closed_by": {"judged_on", "missing_since"},
    "judged_on": {"judged_on", "missing_since"},
}
"""The days that are not settled yet when a part of a version is reckoned; the parts stand in the order of reckoning."""

_OF_OCCASIONS: Final = {*given.LINK_DAYS, given.ANNOUNCED, "occasion", "next_occasion", "due", "opens", "met"}


def parts_of(day: Day | Condition) -> Iterator[Day | Condition | str]:
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
        """Every name of a day that is reached and is no word itself. A circle raises RecursionError with its names."""
        match start:
            case None:
                return set()
            case str():
                return self.of(self.conditions[start].is_, _deeper(above, start))
            case Named(name=name) if name in self.days:
                return self.of(self.days[name].is_, _deeper(above, name))
            case Named(name=name):
                return {name}
        around = {start.each} if isinstance(start, Sought) and start.each else set[str]()
        return around.union(*(self.of(part, above) for part in parts_of(start)))


def _deeper(above: tuple[str, ...], name: str) -> tuple[str, ...]:
    if name in above:
        raise RecursionError(" → ".join((*above, name)))
    return (*above, name)


def counts_of(day: Day | Condition | str) -> Iterator[Reached]:
    """The counts of clocks inside a day or condition."""
    if isinstance(day, Reached):
        yield day
    for part in () if isinstance(day, str) else parts_of(day):
        yield from counts_of(part)


def unsteady(place: str, day: Day, reach: Reach) -> Iterator[str]:
    """A line for each count inside a day that would begin on another day for each occasion of an episode."""
    for count in counts_of(day):
        for name in sorted(reach.of(count.since) & {*_OF_OCCASIONS, "judged_on", "missing_since"}):
            yield f'{place}: the `from` of a count can not be "{name}": it must be one day for the whole episode'


def circles(reach: Reach) -> Iterator[str]:
    """A line for each word that is defined by itself."""
    for name in [*reach.days, *reach.conditions]:
        try:
            reach.of(Named(name) if name in reach.days else name)
        except RecursionError as circle:
            yield f"words, {name}: leads back to itself: {circle}"


def rings(kind: str, inside: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A line for each name that leads back to itself through the names inside it."""
    for name in inside:
        try:
            _follow(name, inside, ())
        except RecursionError as circle:
            yield f"{kind}, {name}: leads back to itself: {circle}"


def _follow(name: str, inside: Mapping[str, Sequence[str]], above: tuple[str, ...]) -> None:
    deeper = _deeper(above, name)
    for part in inside.get(name, ()):
        _follow(part, inside, deeper)


def words_of_episode(reach: Reach, cycles: Mapping[str, Cycle]) -> frozenset[str]:
    """The words that are the same day for every occasion of an episode, and the names that the engine gives so."""
    fixed = {*given.EPISODE_DAYS, *(f"expected_{given.name_of_cycle(cycle)}" for cycle in cycles)}
    return frozenset(fixed | {name for name in reach.days if reach.of(Named(name)) <= fixed})


def unavailable(entry: Entry, reach: Reach, cycles: Mapping[str, Cycle]) -> Iterator[str]:
    """A line for each day that an entry asks for and does not have."""
    match entry:
        case Determination():
            for version in entry.versions:
                conditions = {name: name for step in version.steps for name in (*step.when, *step.any_of)}
                days = {part: getattr(version, part) for part in ("expected", "window_opens", "window_closes")}
                why = "a determination has no occasion"
                yield from _lacking(entry, {**conditions, **days}, reach, _OF_OCCASIONS, why)
        case Clock():
            absent = {*_OF_OCCASIONS, "judged_on", "missing_since"}
            yield from _lacking(entry, {"starts": entry.starts}, reach, absent, "a clock has one day for each episode")
        case Check():
            for shown in entry.versions:
                parts = {**shown.dates, **({"finding": shown.finding} if shown.finding else {})}
                absent = _OF_OCCASIONS - {"occasion", "next_occasion"}
                yield from _lacking(entry, parts, reach, absent, "a check has no due date and no link")
        case Obligation():
            for wording in entry.versions:
                yield from _of_version(entry, wording, reach, cycles)


def _lacking(
    entry: Entry, parts: Mapping[str, Day | Condition | str], reach: Reach, absent: set[str], why: str
) -> Iterator[str]:
    """A line for each day that a part leads to and that the entry does not have."""
    for part, day in parts.items():
        for missing in sorted(reach.of(day) & absent):
            yield f'{_place(entry)}, {part}: has no day "{missing}": {why}'


def _of_version(entry: Obligation, version: Version, reach: Reach, cycles: Mapping[str, Cycle]) -> Iterator[str]:
    reached = {part: reach.of(getattr(version, part)) for part in _NOT_YET if part != "asked_when"}
    reached["asked_when"] = set[str]().union(*(reach.of(name) for name in version.asked_when))
    if version.asked_when:
        reached["asked_when"] |= reached["judged_on"]
    said = set[str]().union(*(reach.of(Named(name)) for name in PLACEHOLDER.findall(version.because)))
    if not (version.asked_when or version.when or version.unless):
        for name in sorted(said & {"rating", "judged_on", "missing_since"}):
            yield f'{_place(entry)}, because: "{name}" is looked at only in a rule with conditions (when, unless)'
    for part in reached:
        if part != "asked_when" and getattr(version, part):
            yield from unsteady(f"{_place(entry)}, {part}", getattr(version, part), reach)
    for part, names in reached.items():
        for name in sorted(names & _NOT_YET[part]):
            yield f'{_place(entry)}, {part}: "{name}" is not settled yet; the order is {", ".join(_NOT_YET)}'
    if version.per not in cycles:
        used = said.union(*reached.values(), *(reach.of(name) for name in (*version.when, *version.unless)))
        for name in sorted(used & {*given.LINK_DAYS, given.ANNOUNCED}):
            needed = f'per = one of {", ".join(sorted(cycles))}, not "{version.per}"'
            yield f'{_place(entry)}: "{name}" is a day of a link; it needs {needed}'


def _place(entry: Entry) -> str:
    return f"{entry.file}, {entry.id}"
