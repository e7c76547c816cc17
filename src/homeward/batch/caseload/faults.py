"""What can be wrong with a caseload, and how it is told: one line a fault, with the place and what would be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Final

LONGEST_VALUE: Final = 80
"""A value is told up to so many characters."""


class Problem(IntEnum):
    """What is wrong with a row or one of its cells; `wording` has the sentence for each."""

    RAGGED = auto()
    FORMULA = auto()
    FRACTION = auto()
    INEXACT = auto()
    NOT_TEXT = auto()
    TOO_LONG = auto()
    EMPTY = auto()
    NOT_A_DATE = auto()
    UNKNOWN_CODE = auto()
    NOBODY = auto()
    DUPLICATE = auto()
    ENDS_BEFORE_START = auto()
    BORN_AFTER_REMOVAL = auto()
    SECOND_OPEN_EPISODE = auto()
    OVERLAP = auto()
    STARTS_BEFORE_REMOVAL = auto()
    STARTS_AFTER_DISCHARGE = auto()
    ENDS_AFTER_DISCHARGE = auto()
    VALUE_MISSING = auto()
    VALUE_UNKNOWN = auto()
    REFERS_TO_REFUSED = auto()
    """No fault of the row itself: what it belongs to is refused, and so it is."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `row` counts from 1, the header; None is the table, or the caseload, as a whole.

    `value` is shortened and printable; it is None where nothing stands there, or where it may be somebody's name.
    """

    table: str
    row: int | None
    column: str | None
    value: str | None
    problem: str

    def __str__(self) -> str:
        place = self.table if self.row is None else f"{self.table} row {self.row}"
        if self.column is not None:
            place += f", {self.column}"
        if self.value is not None:
            place += f' "{self.value}"'
        return f"{place}: {self.problem}"


class CaseloadError(Exception):
    """The caseload can not be used: `faults` says why. The message is the faults, one a line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = list(faults)


def unreadable(table: str, problem: str, row: int | None = None) -> CaseloadError:
    """The error of a file that can not be read to its end. The problem may quote whatever a library said of it."""
    return CaseloadError([Fault(table, row, None, None, _printable(problem))])


def shown(value: str) -> str:
    """A value as a message shows it: on one line, printable, and not longer than `LONGEST_VALUE` characters."""
    short = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
    return _printable(short)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
