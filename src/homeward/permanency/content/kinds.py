"""The kinds of content: of what each consists, what comes with Homeward, and how it is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from homeward.website.words import day_words

Read = TypeVar("Read")
Values = Mapping[str, Any]
"""A version as a file of the kind holds it: texts, numbers, lists of texts, and lists of rows."""


@dataclass(frozen=True)
class Column:
    """A field of a version, or of a row: a line, a text, a number, a text for each line, a choice or a box to tick."""

    name: str
    label: str
    hint: str = ""
    holds: Literal["line", "text", "number", "lines", "choice", "check"] = "line"
    choices: tuple[tuple[str, str], ...] = ()
    is_required: bool = False


@dataclass(frozen=True)
class Listed:
    """A list of rows. A row without its first column is left out.

    `code` is the key of a row under which its code is kept, by which records name it; empty where rows have none.
    `is_open` says whether rows can be added.
    """

    name: str
    title: str
    word: str
    columns: tuple[Column, ...]
    code: str = "code"
    is_open: bool = True


@dataclass(frozen=True, eq=False)
class Version:
    """A version of a kind. `name` is what records keep. One is equal to itself alone, so that it can be a key."""

    name: str
    effective_from: date
    values: Values
    number: int = 0
    """Of those that the agency wrote; 0 for one that comes with Homeward or from a file."""
    why: str = ""
    written_by: str = ""
    place: str = ""
    """Where it stands, for the words of a fault."""

    @property
    def words(self) -> str:
        """How people speak of it."""
        if not self.number:
            return self.name
        return f"Version {self.number}, in effect from {day_words(self.effective_from)}"


@dataclass(frozen=True)
class Kind(Generic[Read]):
    """A kind of content. `read` raises ManualError with what to write instead."""

    code: str
    title: str
    about: str
    fields: tuple[Column, ...]
    lists: tuple[Listed, ...]
    shipped: Callable[[], Sequence[Version]]
    read: Callable[[Version], Read]


_offered: list[Kind[Any]] = []


def offer(kind: Kind[Any]) -> None:
    """Let the agency write a kind that another part of Homeward brings. Said twice, it is said once."""
    if kind not in _offered:
        _offered.append(kind)


def offered() -> tuple[Kind[Any], ...]:
    """The kinds that other parts brought."""
    return tuple(_offered)
