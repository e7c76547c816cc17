"""From TOML to days and conditions, with errors that say where, what, and what to write instead."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Final, Literal, cast

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
)
from homeward.policy.vocabulary import INDIAN_CHILD, PLACEMENT_TYPES, RATINGS

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
PLACEHOLDER: Final = re.compile(r"{(\w+)}")
"""What stands in a sentence of a manual for a day, or for the rating."""

_LENGTH: Final = re.compile(r"(\d+) (day|month|[a-z]+ day)s?")
_LONGEST: Final = {"days": 3660, "months": 1200}
"""Longer lengths would lead from `days.NEVER` back among the days."""
_COMPARISONS: Final = ("before", "on_or_before", "on", "on_or_after", "after")
_BOUNDS: Final = ("from", "after", "until", "before")


class ManualError(ValueError):
    """A manual is not well formed. `problems` has a line for each: file, rule, key, and what to write instead."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def did_you_mean(word: str, words: Sequence[str]) -> str:
    """' Did you mean "…"?' if a word of the list is close, else the list itself."""
    close = get_close_matches(word, words, n=1)
    return f' Did you mean "{close[0]}"?' if close else f" It can be: {', '.join(words)}."


@dataclass
class Names:
    """The names that a manual may use, gathered before its rules are read; whoever reads a rule checks against them."""

    settings: Mapping[str, Any]
    days: set[str] = field(default_factory=set)
    conditions: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    each: set[str] = field(default_factory=set)
    clocks: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    cycles: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Table:
    """One TOML table being read, with the place where it stands, for errors."""

    values: Mapping[str, Any]
    place: str
    names: Names

    def fault(self, key: str, message: str) -> ManualError:
        return ManualError([f"{self.place}{'.' + key if key else ''}: {message}"])

    def only(self, *keys: str) -> None:
        """Refuse a key that is not one of these."""
        for key in self.values:
            if key not in keys:
                raise self.fault(key, f'there is no key "{key}" here.{did_you_mean(key, keys)}')

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if value is None:
            raise self.fault(key, f'is missing: write {key} = "…"')
        if not isinstance(value, str):
            raise self.fault(key, f'is {value!r}: write a text, {key} = "…"')
        return value

    def sentence(self, key: str) -> str:
        """A text in which names of days, and `rating`, may stand in braces."""
        sentence = self.text(key)
        named = {*self.names.days, "rating"}
        for name in PLACEHOLDER.findall(sentence):
            if name not in named:
                raise self.fault(key, f'there is no day "{name}".{did_you_mean(name, sorted(named))}')
        return sentence

    def one_of(self, key: str, words: Sequence[str], default: str | None = None) -> str:
        word = self.text(key, default)
        if word not in words and word != default:
            raise self.fault(key, f'there is no "{word}".{did_you_mean(word, words)}')
        return word

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(key, f"is {value!r}: write true or false")
        return value

    def day_of_calendar(self, key: str) -> date:
        value = self.values.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault(key, f"is {value!r}: write a date without quotes, {key} = 2019-07-01")
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise self.fault(key, f"is {value}: a date lies between {FIRST_YEAR} and {LAST_YEAR}")
        return value

    def texts(self, key: str, words: Sequence[str] | set[str] | None = None) -> tuple[str, ...]:
        """A text or a list of texts, each one of `words` if those are given; none if the key is absent."""
        value = self.values.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
            raise self.fault(key, f'is {value!r}: write a list of texts, {key} = ["…"]')
        for word in listed:
            if words is not None and word not in words:
                raise self.fault(key, f'there is no "{word}".{did_you_mean(word, sorted(words))}')
        return tuple(listed)

    def some(self, key: str, words: Sequence[str] | set[str]) -> tuple[str, ...]:
        """A text or a list of texts as in `texts`, but at least one."""
        listed = self.texts(key, words)
        if not listed:
            raise self.fault(key, f'names nothing: write at least one, {key} = ["…"]')
        return listed

    def number(self, key: str, lowest: int, highest: int) -> int:
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise self.fault(key, f"is {value!r}: write a whole number from {lowest} to {highest}")
        return value

    def table(self, key: str) -> "Table":
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.fault(key, f"is {value!r}: write a table, {key} = {{ … }}")
        return Table(value, f"{self.place}.{key}", self.names)

    def tables(self, key: str) -> list["Table"]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise self.fault(key, f"is {value!r}: write one or more [[{key}]]")
        return [Table(row, f"{self.place}.{key}[{number}]", self.names) for number, row in enumerate(value, 1)]

    def day(self, key: str) -> Day:
        if key not in self.values:
            raise self.fault(
                key, 'is missing: write a day, such as "removed_on" or { after = "removed_on", by = "60 days" }'
            )
        return read_day(self.values[key], Table({}, f"{self.place}.{key}", self.names))

    def day_if_given(self, key: str) -> Day | None:
        return self.day(key) if key in self.values else None

    def length(self, key: str) -> Length:
        if key not in self.values:
            raise self.fault(key, f'is missing: write a length of time, {key} = "60 days"')
        return _read_length(self, key)

    def months(self, key: str) -> int:
        length = self.length(key)
        if length.unit != "months":
            raise self.fault(key, f'must be in months, such as "15 months", not in {length.unit}')
        return length.number


def _read_length(table: Table, key: str) -> Length:
    written = table.values[key]
    if isinstance(written, str) and written in table.names.settings:
        written = table.names.settings[written]
    if isinstance(written, int) and not isinstance(written, bool):
        written = f"{written} days"
    found = _LENGTH.fullmatch(written) if isinstance(written, str) else None
    if not found:
        settings = ", ".join(sorted(table.names.settings)) or "none"
        raise table.fault(
            key,
            f'{written!r} is no length: write "60 days", "6 months", "5 working days" or a setting ({settings})',
        )
    unit = found[2] + "s"
    if unit not in {"days", "months"} | table.names.units:
        raise table.fault(
            key, f'no calendar counts "{unit}".{did_you_mean(unit, sorted({"days", "months"} | table.names.units))}'
        )
    length = Length(int(found[1]), unit)
    if length.number > _LONGEST.get(unit, _LONGEST["days"]):
        raise table.fault(key, f"{written!r} is longer than any rule can be; is the unit right?")
    return length


def read_day(written: Any, at: Table) -> Day:
    """A day as a manual writes it; `at` says where it stands."""
    if isinstance(written, str):
        if written not in at.names.days:
            raise at.fault("", f'there is no day "{written}".{did_you_mean(written, sorted(at.names.days))}')
        return Named(written)
    if not isinstance(written, dict):
        raise at.fault(
            "", f'{written!r} is not a day: write "removed_on" or {{ after = "removed_on", by = "60 days" }}'
        )
    table = Table(written, at.place, at.names)
    for form, read in _DAY_FORMS.items():
        if form in written:
            return read(table)
    raise at.fault(
        "", f"is no form of a day that is known. It has {_keys(written)}; it can be: {', '.join(_DAY_FORMS)}."
    )


def _read_sought(table: Table, which: Literal["first", "latest"]) -> Day:
    table.only(which, "each", *_BOUNDS)
    for one, other in (("from", "after"), ("until", "before")):
        if one in table.values and other in table.values:
            raise table.fault(one, f'and "{other}" can not both be given: one includes the day, the other does not')
    each = table.one_of("each", sorted(table.names.each), "") or None
    inside = table
    if each:
        inside = Table(table.values, table.place, _with_day(table.names, "each"))
    since, until = inside.day_if_given("from"), inside.day_if_given("until")
    if "after" in table.values:
        since = Shifted(inside.day("after"), Length(1, "days"), 1)
    if "before" in table.values:
        until = Shifted(inside.day("before"), Length(1, "days"), -1)
    return Sought(which, table.some(which, table.names.events), since, until, each)


def _with_day(names: Names, name: str) -> Names:
    return Names(**{**vars(names), "days": names.days | {name}})


def _read_shifted(table: Table, key: Literal["after", "before"]) -> Day:
    table.only(key, "by")
    return Shifted(table.day(key), table.length("by"), 1 if key == "after" else -1)


def _read_chosen(table: Table, how: Literal["later_of", "earlier_of", "first_known"]) -> Day:
    table.only(how)
    listed = table.values[how]
    if not isinstance(listed, list) or len(listed) < 2:
        raise table.fault(how, "must be a list of two days or more")
    places = [Table({}, f"{table.place}.{how}[{number}]", table.names) for number in range(1, len(listed) + 1)]
    return Chosen(how, tuple(read_day(day, place) for day, place in zip(listed, places, strict=True)))


def _read_reached(table: Table) -> Day:
    table.only("count", "reaches", "from")
    return Reached(table.one_of("count", sorted(table.names.clocks)), table.months("reaches"), table.day("from"))


_DAY_FORMS: Final[Mapping[str, Callable[[Table], Day]]] = {
    "first": lambda table: _read_sought(table, "first"),
    "latest": lambda table: _read_sought(table, "latest"),
    "count": _read_reached,
    "later_of": lambda table: _read_chosen(table, "later_of"),
    "earlier_of": lambda table: _read_chosen(table, "earlier_of"),
    "first_known": lambda table: _read_chosen(table, "first_known"),
    "after": lambda table: _read_shifted(table, "after"),
    "before": lambda table: _read_shifted(table, "before"),
}


def read_condition(written: Any, at: Table) -> Condition | str:
    """A condition as a manual writes it, or the name of one."""
    if isinstance(written, str):
        if written not in at.names.conditions:
            raise at.fault(
                "", f'there is no condition "{written}".{did_you_mean(written, sorted(at.names.conditions))}'
            )
        return written
    if not isinstance(written, dict):
        raise at.fault("", f"{written!r} is not a condition: write its name, or {{ day = …, on_or_before = … }}")
    table = Table(written, at.place, at.names)
    for form, read in _CONDITION_FORMS.items():
        if form in written:
            return read(table)
    raise at.fault(
        "",
        f"is no form of a condition that is known. It has {_keys(written)}; it can be: {', '.join(_CONDITION_FORMS)}.",
    )


def _read_compared(table: Table) -> Condition:
    given = [how for how in _COMPARISONS if how in table.values]
    if len(given) != 1:
        raise table.fault("", f"needs exactly one of {', '.join(_COMPARISONS)} beside day")
    table.only("day", given[0])
    return Compared(table.day("day"), cast(Any, given[0]), table.day(given[0]))


def _read_exists(table: Table, how: Literal["reached", "never", "known"]) -> Condition:
    table.only(how)
    return Exists(table.day(how), how)


def _read_rated(table: Table) -> Condition:
    table.only("rating")
    return RatedAs(table.some("rating", (*RATINGS, "none")))


def _read_placed(table: Table) -> Condition:
    table.only("placement", "on")
    return PlacedIn(table.some("placement", PLACEMENT_TYPES), table.day_if_given("on"))


def _read_recorded(table: Table) -> Condition:
    table.only("indian_child")
    return RecordedAs(table.one_of("indian_child", INDIAN_CHILD))


def _read_setting(table: Table) -> Condition:
    table.only("setting", "is")
    name = table.one_of("setting", sorted(table.names.settings))
    return Fixed(table.names.settings[name] == table.values.get("is"))


def _read_joined(table: Table, how: Literal["all_of", "any_of", "none_of"]) -> Condition:
    table.only(how)
    listed = table.values[how]
    if not isinstance(listed, list) or not listed:
        raise table.fault(how, "must be a list of conditions")
    places = [Table({}, f"{table.place}.{how}[{number}]", table.names) for number in range(1, len(listed) + 1)]
    return Joined(how, tuple(read_condition(one, place) for one, place in zip(listed, places, strict=True)))


_CONDITION_FORMS: Final[Mapping[str, Callable[[Table], Condition]]] = {
    "day": _read_compared,
    "reached": lambda table: _read_exists(table, "reached"),
    "never": lambda table: _read_exists(table, "never"),
    "known": lambda table: _read_exists(table, "known"),
    "rating": _read_rated,
    "placement": _read_placed,
    "indian_child": _read_recorded,
    "setting": _read_setting,
    "all_of": lambda table: _read_joined(table, "all_of"),
    "any_of": lambda table: _read_joined(table, "any_of"),
    "none_of": lambda table: _read_joined(table, "none_of"),
}


def _keys(written: Mapping[str, Any]) -> str:
    return ", ".join(written) or "no key"
