"""The faults of a table as they are found: small numbers, put into words only for those who read them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.faults import Problem
from homeward.batch.caseload.spill import Records, Spill
from homeward.batch.caseload.tables import TABLES

NO_COLUMN: Final = 255
"""The column of a fault of a whole row."""

_FIELDS: Final = np.dtype([("row", "<u4"), ("column", "u1"), ("problem", "u1"), ("other", "<u4")])
"""Row of the file; position of the column in its table; and what the problem is about: a row elsewhere, or a day."""

_ROWS_IN_A_PART: Final = 2**22
_PARTS: Final = 2**32 // _ROWS_IN_A_PART


class Findings:
    """What was found wrong with the rows of one table, in whatever order, read back in the order of the file."""

    def __init__(self, table: str, folder: Path, *, keep: int | None, stack: ExitStack) -> None:
        """`keep`: how many of the first faults will be asked for; None for all. `stack` closes what takes the rest."""
        self.table = table
        self.count = 0
        """Faults; a row that is refused for what it belongs to is none."""
        self._keep = keep
        self._names = [column.name for column in TABLES[table]]
        self._spill = Spill(_FIELDS, _PARTS, folder, stack)

    def add(self, rows: NDArray[Any], column: str | None, problem: Problem, other: NDArray[Any] | int = 0) -> None:
        """Note that these rows, ascending, have this problem. Counted are all, kept no more than asked for."""
        if problem != Problem.REFERS_TO_REFUSED:
            self.count += len(rows)
        found = np.empty(len(rows), _FIELDS)
        found["row"] = rows
        found["column"] = NO_COLUMN if column is None else self._names.index(column)
        found["problem"] = problem
        found["other"] = other
        found = found[: self._keep]
        self._spill.add(found["row"].astype(np.int64) // _ROWS_IN_A_PART, found)

    def in_order(self, *, faults_only: bool) -> Iterator[Records]:
        """The findings by row, then column; those of some million rows of the file at a time."""
        for part in self._spill.parts():
            found = self._spill.read(part)
            if faults_only:
                found = found[found["problem"] != Problem.REFERS_TO_REFUSED]
            if len(found):
                key = found["row"].astype(np.int64) << 16 | found["column"].astype(np.int64) << 8 | found["problem"]
                yield found[np.argsort(key, kind="stable")]

    def count_rows(self) -> int:
        """The rows that are refused."""
        rows = 0
        for part in self._spill.parts():
            is_refused = np.zeros(_ROWS_IN_A_PART, np.bool_)
            is_refused[self._spill.read(part)["row"] % _ROWS_IN_A_PART] = True
            rows += int(is_refused.sum())
        return rows
