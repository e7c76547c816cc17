"""The order of a list: by any of its columns, rising or falling, as its address says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from django.db.models import Case, IntegerField, Model, QuerySet, Value, When

Row = TypeVar("Row", bound=Model)

RISING, FALLING = "ascending", "descending"
"""As `aria-sort` says them."""


@dataclass(frozen=True)
class Column:
    """A column by which a list may be ordered. `also` are the columns of the database that are made for it."""

    word: str
    by: tuple[str, ...]
    also: Mapping[str, Any] = field(default_factory=dict)
    is_number: bool = False


@dataclass(frozen=True)
class Head:
    """The head of a column: its link orders the list by it, or turns the order round."""

    name: str
    word: str
    address: str
    order: str
    is_number: bool


_ALWAYS: Final = "id"
"""Comes last in every order, so that no two rows are equal and none is left out between two pieces."""


@dataclass(frozen=True)
class Sorting:
    """The columns of a list by name, and which of them it is ordered by; the first if nothing else is chosen."""

    columns: Mapping[str, Column]
    chosen: str = ""
    """The name of a column, with a `-` before it to fall; empty: the first column, rising."""

    @classmethod
    def of(cls, columns: Mapping[str, Column], asked: str) -> "Sorting":
        """The order that was asked for; one that is not known is as good as none."""
        known = asked.removeprefix("-") in columns and asked != next(iter(columns))
        return cls(columns, asked if known else "")

    @property
    def name(self) -> str:
        """The column that it is ordered by."""
        return self.chosen.removeprefix("-") or next(iter(self.columns))

    @property
    def column(self) -> Column:
        return self.columns[self.name]

    @property
    def by(self) -> tuple[str, ...]:
        """The columns of the database, for `website.keyset`."""
        sign = "-" if self.chosen.startswith("-") else ""
        return (*(f"{sign}{name}" for name in self.column.by), _ALWAYS)

    def made(self, rows: QuerySet[Row]) -> Any:
        """The rows with the columns that are made for the order."""
        return rows.annotate(**self.column.also) if self.column.also else rows

    def heads(self, address: Callable[[str], str]) -> list[Head]:
        """The heads of all columns; `address` makes the address of the list in another order."""
        return [self._head(name, column, address) for name, column in self.columns.items()]

    def _head(self, name: str, column: Column, address: Callable[[str], str]) -> Head:
        falls = self.chosen.startswith("-")
        order = "" if name != self.name else FALLING if falls else RISING
        return Head(name, column.word, address(f"-{name}" if order == RISING else name), order, column.is_number)

    def choices(self) -> list[tuple[str, str]]:
        """The same as a choice in a form, for narrow windows, where a table has no heads."""
        return [(name, column.word) for name, column in self.columns.items()] + [
            (f"-{name}", f"{column.word}, backwards") for name, column in self.columns.items()
        ]


def rank(column: str, values: Sequence[str]) -> Case:
    """The place of a column's value among some, to order by."""
    places = (When(**{column: value}, then=Value(place)) for place, value in enumerate(values))
    return Case(*places, default=None, output_field=IntegerField())
