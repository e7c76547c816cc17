"""Long lists in pieces: each goes on after the last row of the one before, however much has changed meanwhile."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)

AT_ONCE: Final = 50


MOST_COUNTED: Final = 1000
"""A longer list is said to be longer: to count all of it would cost more than to show a page of it."""


def count_some(rows: QuerySet[Row]) -> int:
    """How many there are, up to one more than are counted."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def ordered(rows: QuerySet[Row], by: Sequence[str]) -> QuerySet[Row]:
    """In the order of these columns, falling where a `-` stands before the name.

    Rows without a value come last either way, on every database.
    """
    return rows.order_by(
        *(F(name[1:]).desc(nulls_last=True) if name.startswith("-") else F(name).asc(nulls_last=True) for name in by)
    )


def after(by: Sequence[str], row: Model) -> Q:
    """The rows that follow a row in the order of these columns."""
    follows, same = Q(pk__in=()), Q()
    for name in by:
        column, beyond = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        value = _value(row, column)
        if value is not None:
            follows |= same & (Q(**{f"{column}__{beyond}": value}) | Q(**{f"{column}__isnull": True}))
            same &= Q(**{column: value})
        else:
            same &= Q(**{f"{column}__isnull": True})
    return follows


def _value(row: Any, column: str) -> Any:
    """The value of a column, also of a row that this one refers to: `child__last_name`."""
    for part in column.split("__"):
        row = getattr(row, part) if row is not None else None
    return row


def piece(rows: QuerySet[Row], by: Sequence[str], last_seen: str) -> tuple[list[Row], str]:
    """So many rows after the one whose key was seen last, and the key to go on with; empty at the end.

    A key that is no longer there, or never was, begins anew.
    """
    found: Any = None
    if last_seen:
        try:
            found = rows.filter(pk=last_seen).first()
        except (ValidationError, ValueError):
            found = None
    following = rows.filter(after(by, found)) if found else rows
    # First the keys alone: a database that sorts whole rows with all that is joined to them takes many times as long.
    keys = list(ordered(following, by).values_list("pk", flat=True)[: AT_ONCE + 1])
    by_key = rows.in_bulk(keys[:AT_ONCE])
    listed = [by_key[key] for key in keys[:AT_ONCE] if key in by_key]
    return listed, str(keys[AT_ONCE - 1]) if len(keys) > AT_ONCE else ""
