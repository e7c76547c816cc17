"""What one rule says, as rows of a table: from the manual as it is loaded, in plain words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from homeward.policy.rule import (
    Calendar,
    Check,
    CheckVersion,
    Clock,
    Closing,
    Cycle,
    Determination,
    DeterminationVersion,
    Entry,
    Example,
    Obligation,
    Version,
)
from homeward.policy.wording import say_day, say_length
from homeward.website.words import plain

KINDS: dict[str, type[Entry]] = {
    "Obligations": Obligation,
    "Determinations": Determination,
    "Checks": Check,
    "Cycles": Cycle,
    "Clocks": Clock,
    "Calendars": Calendar,
}
"""What a manual has, under the headings of the handbook."""

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = "January February March April May June July August September October November December".split()
_WHICH = {-1: "last", 1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}


@dataclass(frozen=True)
class WrittenExample:
    """An example as the cells of a table; `came_out` is what the rule says of those facts."""

    name: str
    is_boundary: bool
    facts: list[str]
    as_of: Any
    came_out: list[str]


def terms(entry: Entry, version: Any = None) -> list[tuple[str, str]]:
    """What a version of a rule (or a cycle, clock or calendar, which has none) says: (what, how)."""
    match entry, version:
        case _, Version():
            return list(_obligation(version))
        case _, CheckVersion():
            return list(_check(version))
        case _, DeterminationVersion():
            return [
                ("The roundtable is held", f"from {say_day(version.window_opens)} to {say_day(version.window_closes)}")
            ]
        case Cycle(), _:
            return list(_cycle(entry))
        case Clock(), _:
            return list(_clock(entry))
        case Calendar(), _:
            return list(_calendar(entry))
    return []


def examples(version: Version | DeterminationVersion | CheckVersion) -> list[WrittenExample]:
    """The examples of a version."""
    return [_example(example) for example in version.examples]


def _obligation(version: Version) -> Iterator[tuple[str, str]]:
    yield "One for each", f"`{version.per}`"
    for said, names in (
        ("Asked only if", version.asked_when),
        ("Required when", version.when),
        ("Unless", version.unless),
    ):
        if names:
            yield said, _listed(names)
    if version.when or version.unless:
        yield "Judged on", f"the day on which it was met, else {say_day(version.judged_on)}"
    yield "Opens on", say_day(version.opens)
    yield "Due by", say_day(version.due)
    if version.met_by:
        yield "Met by", say_day(version.met_by)
    closes = f"{say_day(version.closed_by)}, or " if version.closed_by else ""
    yield "Missed from", f"{closes}the end of the episode"


def _check(version: CheckVersion) -> Iterator[tuple[str, str]]:
    yield "For each", f"`{version.per}`"
    for name, day in version.dates.items():
        yield plain(name).capitalize(), say_day(day)
    if version.finding:
        yield "Finds", version.says
    for asked in version.asks:
        yield "Asks for", asked


def _cycle(cycle: Cycle) -> Iterator[tuple[str, str]]:
    yield "First link", f"due {say_length(cycle.first)} after `removed_on`"
    yield "Each later one", f"due {say_length(cycle.every)} after the event that closed the one before"
    yield "Closed by", _listed(cycle.closed_by, " or ")
    if cycle.announced_by:
        yield "Until then", f"the day announced by `{cycle.announced_by}` stands for it; if there is none, its due date"


def _clock(clock: Clock) -> Iterator[tuple[str, str]]:
    yield "Counts", f"the days in care after {say_day(clock.starts)}, over all episodes of the child"
    yield "Looks back", f"{clock.window_months} months"
    if clock.less:
        yield "Leaves out", f"the days up to today in these placements: {', '.join(plain(one) for one in clock.less)}"


def _calendar(calendar: Calendar) -> Iterator[tuple[str, str]]:
    yield "Counts", calendar.counts
    yield "Closed on", "Saturdays and Sundays"
    for closing in calendar.closed:
        yield closing.name, _closing(closing)
    if calendar.also_closed_as:
        yield "Also closed", f"on everything that closes for {calendar.also_closed_as}"


def _closing(closing: Closing) -> str:
    if closing.easter is not None:
        return f"{abs(closing.easter)} days {'before' if closing.easter < 0 else 'after'} Easter Sunday"
    month = _MONTHS[closing.month - 1]
    if closing.day:
        return f"{month} {closing.day}" + (", if a Sunday the Monday after" if closing.monday_after_sunday else "")
    return f"the {_WHICH[closing.which]} {_WEEKDAYS[closing.weekday]} of {month}"


def _example(example: Example) -> WrittenExample:
    facts = {**example.facts, **{f"setting {name}": value for name, value in example.settings.items()}}
    return WrittenExample(
        example.name, example.boundary, list(_said(facts)), example.as_of, list(_said(dict(example.expect)))
    )


def _said(facts: dict[str, Any]) -> Iterator[str]:
    for name, value in facts.items():
        yield f"{plain(name)}: {_value(value)}"


def _value(value: Any) -> str:
    match value:
        case dict():
            return ", ".join(f"{_value(name)} {_value(one)}" for name, one in value.items())
        case list():
            return "; ".join(_value(one) for one in value)
        case bool():
            return "yes" if value else "no"
        case date():
            return _day(value)
        case str() if _ISO.fullmatch(value):
            return _day(date.fromisoformat(value))
        case _:
            return plain(str(value))


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def _listed(names: tuple[str, ...], between: str = ", ") -> str:
    return between.join(f"`{name}`" for name in names)
