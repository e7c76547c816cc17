"""One batch of a table's rows under examination: what its cells say, and which rows are at fault."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.faults import Problem
from homeward.batch.caseload.findings import Findings
from homeward.batch.caseload.ids import Ids
from homeward.batch.caseload.rows import Rows
from homeward.batch.caseload.tables import Column, Holds, column_of
from homeward.batch.caseload.texts import ABSENT, FAULTY, Numbers, days, positions, trimmed

if TYPE_CHECKING:
    import polars as pl

Flags = NDArray[np.bool_]

LONGEST_ID: Final = 1000
"""Bytes. An id longer than this is a mishap, and would be written into every answer about the child."""


class Check:
    """The rows of a batch: their columns as numbers, and those found at fault.

    A cell has one fault at most, the first that is found; a row may have several.
    """

    def __init__(self, rows: Rows, findings: Findings, *, holds_formulas: bool) -> None:
        self.rows = rows
        self.refused: Flags = np.zeros(len(rows), np.bool_)
        """The rows that are at fault, or belong to a row that is."""
        self._findings = findings
        self._holds_formulas = holds_formulas
        self._odd: dict[str, Flags] = {}
        if rows.ragged:
            numbers, widths = np.array([(ragged.number, ragged.cells) for ragged in rows.ragged]).T
            findings.add(numbers, None, Problem.RAGGED, widths)
        for odd in rows.odd:
            cells = self._none()
            cells[odd.at] = True
            self._odd[odd.column] = self._odd.get(odd.column, self._none()) | cells
            self.fault(cells, odd.column, odd.problem)

    def fault(self, at: Flags, column: str | None, problem: Problem, other: NDArray[Any] | int = 0) -> None:
        """Note the problem for the rows where `at` holds. `other`, if an array, has an entry for each row."""
        if at.any():
            self.refused |= at
            self._findings.add(
                self.rows.numbers[at], column, problem, other[at] if isinstance(other, np.ndarray) else other
            )

    def refuse_with(self, at: Flags, column: str) -> None:
        """Refuse these rows, at no fault of their own, with the rows that the column refers to."""
        self.fault(at, column, Problem.REFERS_TO_REFUSED)

    def ids(self, name: str) -> "pl.Series":
        """The trimmed ids of the table's own rows, null where there is none that can be used."""
        import polars as pl

        texts = trimmed(self.rows.cells[name])
        odd = self._odd.get(name, self._none())
        too_long = (texts.str.len_bytes() > LONGEST_ID).fill_null(False).to_numpy()
        formula = self._none()
        if self._holds_formulas:
            formula = texts.str.starts_with("=").fill_null(False).to_numpy() & ~odd
        self.fault(texts.is_null().to_numpy() & ~odd, name, Problem.EMPTY)
        self.fault(formula, name, Problem.FORMULA)
        self.fault(too_long & ~formula & ~odd, name, Problem.TOO_LONG)
        return texts.set(pl.Series(odd | formula | too_long), None)

    def days(self, name: str) -> Numbers:
        """The day in each cell; ABSENT where none is recorded, FAULTY where none can be read."""
        return self._read(name, Problem.NOT_A_DATE)

    def codes(self, name: str) -> Numbers:
        """The position of each cell's word in the column's words; ABSENT, FAULTY likewise."""
        return self._read(name, Problem.UNKNOWN_CODE)

    def references(self, name: str, ids: Ids) -> Numbers:
        """The position of each cell's id; ABSENT, FAULTY likewise."""
        return self._read(name, Problem.NOBODY, ids)

    def _read(self, name: str, problem: Problem, ids: Ids | None = None) -> Numbers:
        column = column_of(self._findings.table, name)
        if column is None or name not in self.rows.cells:
            return np.full(len(self.rows), ABSENT, np.int32)
        found = _numbers(self.rows.cells[name], column, ids)
        odd = self._odd.get(name, self._none())
        found[odd] = FAULTY
        self.fault((found == FAULTY) & ~odd, name, problem)
        if column.required:
            self.fault(found == ABSENT, name, Problem.EMPTY)
        return found

    def _none(self) -> Flags:
        return np.zeros(len(self.rows), np.bool_)


def _numbers(cells: "pl.Series", column: Column, ids: Ids | None) -> Numbers:
    if column.holds is Holds.DATE:
        return days(cells)
    if ids is not None:
        return ids.find(cells)
    return positions(cells, column.words)
