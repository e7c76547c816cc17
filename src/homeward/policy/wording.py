"""What stands in a manual in plain words, so that a rule can be read without knowing its grammar."""

from collections.abc import Sequence
from typing import assert_never

from homeward.policy.rule import (
    Chosen,
    Compared,
    Condition,
    Day,
    Exists,
    Fixed,
    Joined,
    Length,
    Named,
    PlacedIn,
    RatedAs,
    Reached,
    RecordedAs,
    Shifted,
    Sought,
    Source,
)


def say_confidence(source: Source) -> str:
    """How sure we are of the text of a source, and who is to confirm it."""
    note = "; to be confirmed by the agency's counsel" if source.confidence == "general knowledge" else ""
    return source.confidence + note


def say_length(length: Length) -> str:
    """A length of time: 1 month, 5 working days."""
    return f"{length.number} {length.unit if length.number != 1 else length.unit.removesuffix('s')}"


def say_day(day: Day) -> str:
    """A day in words; names of days stand in backquotes."""
    match day:
        case Named(name=name):
            return f"`{name}`"
        case Shifted():
            return f"{say_length(day.length)} {'after' if day.direction > 0 else 'before'} {say_day(day.day)}"
        case Chosen():
            how = {
                "later_of": "the later of",
                "earlier_of": "the earlier of",
                "first_known": "the first that there is of",
            }[day.how]
            return f"{how} {_listed([say_day(one) for one in day.days], 'and')}"
        case Sought():
            return _say_sought(day)
        case Reached():
            return f"the first day, not before {say_day(day.since)}, on which `{day.clock}` reaches {day.months} months"
        case _:
            assert_never(day)


def _say_sought(day: Sought) -> str:
    said = f"the {day.which} {_listed([f'`{event}`' for event in day.events], 'or')}"
    if day.since:
        said += " " + _say_bound(day.since, 1, "on or after", "after")
    if day.until:
        said += " and" if day.since else ""
        said += " " + _say_bound(day.until, -1, "on or before", "before")
    return said + (f", around each of `{day.each}`" if day.each else "")


def _say_bound(bound: Day, direction: int, included: str, excluded: str) -> str:
    match bound:
        case Shifted(day=day, length=Length(number=1, unit="days"), direction=way) if way == direction:
            return f"{excluded} {say_day(day)}"
        case _:
            return f"{included} {say_day(bound)}"


def say_condition(condition: Condition | str) -> str:
    """A condition in words; names of conditions stand in backquotes."""
    match condition:
        case str():
            return f"`{condition}`"
        case Compared():
            return f"{say_day(condition.day)} is {condition.how.replace('_', ' ')} {say_day(condition.other)}"
        case Exists(how="reached"):
            return f"{say_day(condition.day)} is there, and recorded"
        case Exists(how="never"):
            return f"there is no {say_day(condition.day).removeprefix('the ')}"
        case Exists():
            return f"{say_day(condition.day)} is known (else it can not be told)"
        case RatedAs(ratings=ratings):
            return f"the permanency rating is {_listed(_plain(ratings), 'or')}"
        case PlacedIn(types=types, day=day):
            return f"the placement {f'on {say_day(day)} ' if day else ''}is {_listed(_plain(types), 'or')}"
        case RecordedAs(word=word):
            return f"`indian_child` is {word}"
        case Fixed(holds=holds):
            return f"the manual's setting asks for it (as it stands: {'yes' if holds else 'no'})"
        case Joined():
            how = {"all_of": "all of", "any_of": "at least one of", "none_of": "none of"}[condition.how]
            return f"{how}: {'; '.join(say_condition(one) for one in condition.conditions)}"
        case _:
            assert_never(condition)


def _plain(words: Sequence[str]) -> list[str]:
    return [word.replace("_", " ") for word in words]


def _listed(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
