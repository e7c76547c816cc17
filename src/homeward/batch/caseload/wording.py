"""Findings in words: what is wrong with a cell, and what would be right."""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from homeward.batch.caseload.check import LONGEST_ID
from homeward.batch.caseload.faults import Fault, Problem, shown
from homeward.batch.caseload.tables import MEANING_OF_VALUES, TABLES, Column, Holds, words_of_kind
from homeward.batch.caseload.texts import FIRST_YEAR, LAST_YEAR
from homeward.policy.days import date_of

Cells = Mapping[str, str | None]
"""A row's cells by column, trimmed; what is not recorded is None or not there."""

_FORMULA: Final = "is a spreadsheet formula or the error of one; put the value itself there"

_ALWAYS: Final = {
    Problem.FORMULA: _FORMULA,
    Problem.FRACTION: "is a number with a fraction; an id is text or a whole number",
    Problem.INEXACT: "is too large a number to be exact; make the column text",
    Problem.NOT_TEXT: "is a date, a time, or a yes or no; an id is text or a whole number",
    Problem.TOO_LONG: f"is longer than {LONGEST_ID} bytes, which no id is",
    Problem.EMPTY: "is empty, and is required",
}
"""What is said of a cell whatever stands in it."""

_OF_A_ROW: Final = {
    Problem.DUPLICATE: "is the id of row {0} already; an id stands once",
    Problem.BORN_AFTER_REMOVAL: "is after the child's removal in episodes row {0}",
    Problem.SECOND_OPEN_EPISODE: "begins a second open episode of the child, beside row {0}; one lacks a discharged_on",
    Problem.OVERLAP: "lies within the child's episode in row {0}; the episodes of a child do not overlap",
}
"""What is said with the number of another row."""

_OF_A_DAY: Final = {
    Problem.ENDS_BEFORE_START: "is before {start} {0}",
    Problem.STARTS_BEFORE_REMOVAL: "is before the episode's removed_on {0}",
    Problem.STARTS_AFTER_DISCHARGE: "is after the episode's discharged_on {0}",
    Problem.ENDS_AFTER_DISCHARGE: "is after the episode's discharged_on {0}",
}
"""What is said with another date."""

_START_OF: Final = {"discharged_on": "removed_on", "ended_on": "started_on"}


class Wording:
    """Puts the findings of one table into words."""

    def __init__(self, table: str, header: Sequence[str], *, holds_formulas: bool) -> None:
        self._table = table
        self._width = len(header)
        self._holds_formulas = holds_formulas
        self._of_value: dict[Problem, Callable[[Column, Cells, str], str]] = {
            Problem.NOT_A_DATE: lambda column, cells, value: _not_a_date(value),
            Problem.UNKNOWN_CODE: lambda column, cells, value: _unknown_word(value, column.words, column.meaning),
            Problem.NOBODY: lambda column, cells, value: f"is the id of no {column.meaning} of the caseload",
            Problem.REFERS_TO_REFUSED: lambda column, cells, value: f"is the id of a refused {column.meaning}",
            Problem.VALUE_MISSING: lambda column, cells, value: _missing_value(cells["kind"] or ""),
            Problem.VALUE_UNKNOWN: lambda column, cells, value: _unknown_value(value, cells["kind"] or ""),
        }

    def fault(self, row: int, column: int, problem: int, other: int, *, cells: Cells) -> Fault:
        """The fault that a finding tells of. `column` is a position in the table; past its end it is the whole row."""
        if column >= len(TABLES[self._table]):
            return Fault(self._table, row, None, None, f"has {_cells(other)}, and the header has {self._width}")
        about = TABLES[self._table][column]
        value = cells.get(about.name)
        is_told = value is not None and about.holds is not Holds.TEXT
        told = shown(value) if value is not None and is_told else None
        return Fault(
            self._table, row, about.name, told, self._words(about, Problem(problem), other, cells, value or "")
        )

    def _words(self, column: Column, problem: Problem, other: int, cells: Cells, value: str) -> str:
        if problem in _OF_A_ROW:
            return _OF_A_ROW[problem].format(other)
        if problem in _OF_A_DAY:
            return _OF_A_DAY[problem].format(date_of(other), start=_START_OF.get(column.name))
        if problem in _ALWAYS:
            return _ALWAYS[problem]
        if self._holds_formulas and value.startswith("="):
            return _FORMULA
        return self._of_value[problem](column, cells, value)


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _not_a_date(value: str) -> str:
    found = re.match(r"(\d{4})-\d\d-\d\d", value, re.ASCII)
    if found is None:
        return "is not a date; write it year-month-day, such as 2025-03-31"
    if found.end() < len(value):
        return "is a date and more; write the date alone, such as 2025-03-31"
    if not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return f"is outside the years {FIRST_YEAR} to {LAST_YEAR}"
    return "is no day of the calendar"


def _unknown_word(value: str, words: Sequence[str], meaning: str) -> str:
    said = re.sub(r"[ -]", "_", value[:LONGEST_ID].casefold())
    close = difflib.get_close_matches(said, words, n=1)
    return f'is not {meaning}; {f"""did you mean "{close[0]}"?""" if close else _one_of(words)}'


def _unknown_value(value: str, kind: str) -> str:
    words = words_of_kind(kind)
    return _unknown_word(value, words, MEANING_OF_VALUES[words])


def _missing_value(kind: str) -> str:
    return f"is empty, and {kind} needs a value; {_one_of(words_of_kind(kind))}"


def _one_of(words: Sequence[str]) -> str:
    return f"use one of {', '.join(words)}"
