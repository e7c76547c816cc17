"""Reading a document of JSON field by field: every fault with its path, all told at once."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final, TypeVar

from homeward.scheduling.problem import Span

T = TypeVar("T")

_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME: Final = re.compile(r"\d{2}:\d{2}", re.ASCII)
_LONGEST: Final = 60

MISSING: Final = object()


class ScheduleError(ValueError):
    """What was given is no problem, or no solution: a line for each fault."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def parse(text: bytes, name: str) -> Any:
    """The document; ScheduleError if it is not JSON."""
    try:
        return json.loads(text.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except json.JSONDecodeError as problem:
        raise ScheduleError(f"{name}: is not JSON at line {problem.lineno}, column {problem.colno}") from problem
    except UnicodeDecodeError as problem:
        raise ScheduleError(f"{name}: is not JSON, as byte {problem.start + 1} is not UTF-8") from problem
    except (ValueError, RecursionError) as problem:
        raise ScheduleError(f"{name}: is not JSON that can be read") from problem


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def shown(value: Any) -> str:
    """A value of the document as a message has it: on one line, and short."""
    text = value if isinstance(value, str) else json.dumps(value)
    text = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, path: str, what: str) -> None:
        self.lines.append(f"{path}: {what}")

    def refuse(self) -> None:
        """ScheduleError if there is any."""
        if self.lines:
            raise ScheduleError(*self.lines)


class Fields:
    """The fields of one object of the document. What is at fault is told, and None stands for it."""

    def __init__(self, value: Any, path: str, faults: Faults) -> None:
        self.path, self.faults = path, faults
        self._values: Mapping[str, Any] = value if isinstance(value, dict) else {}
        self.is_object = isinstance(value, dict)
        if not self.is_object:
            faults.add(path or "the document", f"{shown(value)} is not an object; write {{…}}")

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def get(self, key: str, read: Callable[[Any, str, Faults], T | None], default: Any = MISSING) -> T | None:
        """The field as `read` understands it. A field that has a default may be missing or null."""
        value = self._values.get(key, MISSING)
        if default is not MISSING and (value is MISSING or value is None):
            found: T | None = default
            return found
        if value is MISSING:
            if self.is_object:
                self.faults.add(self.at(key), "is missing")
            return None
        return read(value, self.at(key), self.faults)

    def nullable(self, key: str, read: Callable[[Any, str, Faults], T | None]) -> T | None:
        """The field, which has to be there and may be null."""
        return None if self.is_null(key) else self.get(key, read)

    def is_null(self, key: str) -> bool:
        return self._values.get(key, MISSING) is None

    def has(self, key: str) -> bool:
        return key in self._values

    def object(self, key: str, default: Any = MISSING) -> "Fields":
        """The object within; without any field if it is missing, which is told."""
        within: Fields | None = self.get(key, Fields, default)
        return within or Fields({}, self.at(key), Faults())

    def items(self) -> Iterator[tuple[str, Any, str]]:
        """Every field of the object, with its path."""
        for key, value in self._values.items():
            yield key, value, f"{self.at(shown(key))}"

    def each(self, key: str) -> Iterator[tuple[Any, str]]:
        """The items of a list, each with its path."""
        found = self.get(key, read_list)
        for number, item in enumerate(found or ()):
            yield item, f"{self.at(key)}[{number}]"


def read_list(value: Any, path: str, faults: Faults) -> list[Any] | None:
    """A list."""
    if isinstance(value, list):
        return value
    faults.add(path, f"{shown(value)} is not a list; write […]")
    return None


def read_text(value: Any, path: str, faults: Faults) -> str | None:
    """A text."""
    if isinstance(value, str):
        return value
    faults.add(path, f"{shown(value)} is not text; write it in quotation marks")
    return None


def read_flag(value: Any, path: str, faults: Faults) -> bool | None:
    """True or false."""
    if isinstance(value, bool):
        return value
    faults.add(path, f"{shown(value)} is neither true nor false")
    return None


def read_number(value: Any, path: str, faults: Faults) -> int | None:
    """A whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    faults.add(path, f"{shown(value)} is not a whole number")
    return None


def read_count(value: Any, path: str, faults: Faults) -> int | None:
    """A whole number, not below 0."""
    number = read_number(value, path, faults)
    if number is not None and number < 0:
        faults.add(path, f"{number} is less than 0")
        return None
    return number


def read_day(value: Any, path: str, faults: Faults) -> date | None:
    """A day, written as 2026-12-31."""
    return _read_written(value, path, faults, _DAY, date.fromisoformat, "a date; write it as 2026-12-31")


def read_time(value: Any, path: str, faults: Faults) -> time | None:
    """A time of day, written as 08:30."""
    return _read_written(value, path, faults, _TIME, time.fromisoformat, "a time of day; write it as 08:30")


def read_moment(value: Any, path: str, faults: Faults) -> datetime | None:
    """A day and time, written as 2026-12-31T08:30."""
    what = "a day and time; write it as 2026-12-31T08:30"
    return _read_written(value, path, faults, _MOMENT, datetime.fromisoformat, what)


def read_span(value: Any, path: str, faults: Faults) -> Span | None:
    """Two moments, the second not before the first."""
    pair = read_pair(value, path, faults, read_moment)
    if pair is None:
        return None
    if pair[1] < pair[0]:
        faults.add(path, f"ends at {value[1]}, before it begins at {value[0]}")
        return None
    return Span(*pair)


def read_pair(
    value: Any, path: str, faults: Faults, read: Callable[[Any, str, Faults], T | None]
) -> tuple[T, T] | None:
    """A list of two."""
    if not isinstance(value, list) or len(value) != 2:
        faults.add(path, f"{shown(value)} is not a pair; write [from, to]")
        return None
    first, second = (read(item, f"{path}[{number}]", faults) for number, item in enumerate(value))
    return None if first is None or second is None else (first, second)


def _read_written(
    value: Any, path: str, faults: Faults, form: re.Pattern[str], read: Callable[[str], T], what: str
) -> T | None:
    if isinstance(value, str) and form.fullmatch(value):
        try:
            return read(value)
        except ValueError:
            pass
    faults.add(path, f"{shown(value)} is not {what}")
    return None
