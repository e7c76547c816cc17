"""A table in a sheet of an .xlsx workbook, as a person saves it.

openpyxl reads it, because it tells a formula from a value: what a formula once came to is not in the caseload.
"""

import itertools
import warnings
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from homeward.batch.caseload.faults import Problem, unreadable
from homeward.batch.caseload.rows import OddCells, RaggedRow, Rows
from homeward.batch.caseload.tables import Column, Holds, column_of

if TYPE_CHECKING:
    import polars as pl
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

BATCH: Final = 50_000
"""Rows that are taken at once."""

MOST_ROWS: Final = 2**20
"""A sheet has no more, whatever a damaged file says."""

BEYOND: Final = 16
"""Columns right of the header in which a stray cell is noticed."""

_EXACT_BELOW: Final = 2**53
"""Up to here a spreadsheet tells every whole number from its neighbours."""

Row = tuple[Any, ...]
"""Cells as openpyxl gives them, with `value` and `data_type`."""


def sheets_of(path: Path, stack: ExitStack) -> "list[tuple[str, ReadOnlyWorksheet]]":
    """The sheets of a workbook by title. Raises CaseloadError if it can not be read."""
    from openpyxl import load_workbook

    with _readable("caseload"):
        workbook = load_workbook(path, read_only=True, keep_links=False)
        stack.callback(workbook.close)
        return [(sheet.title, sheet) for sheet in workbook.worksheets]


class Sheet:
    """A sheet. Its formulas are no values, its dates are dates, and rows without anything in them are no rows."""

    holds_formulas = True
    total = None

    def __init__(self, table: str, sheet: "ReadOnlyWorksheet") -> None:
        """Raises CaseloadError if the sheet can not be read."""
        self.table = table
        self._sheet: Any = sheet
        sheet.reset_dimensions()  # what the file says of its own size is often wrong
        with closing(self._batches(rows=1, columns=None)) as batches:
            first = next(batches, [()])[0]
        names = [(_text(cell, None)[0] or "").strip(" ") for cell in first]
        while names and not names[-1]:
            names.pop()
        self.header = names
        self.checked = [name for name in names if column_of(table, name)]

    def rows(self, columns: Sequence[str]) -> Generator[Rows]:
        """The rows of the sheet, some ten thousand at a time."""
        first = 1
        for batch in self._batches(BATCH, len(self.header) + BEYOND):
            yield self._rows(batch, first, columns)
            first += len(batch)

    def _batches(self, rows: int, columns: int | None) -> Generator[list[Row]]:
        """So many rows of the sheet at a time, the header and the empty ones among them, and so many columns."""
        with closing(self._sheet.iter_rows(max_col=columns)) as every:
            for begin in itertools.count(0, rows):
                with _readable(self.table):
                    batch = list(itertools.islice(every, rows))
                if begin + len(batch) > MOST_ROWS:
                    raise unreadable(self.table, "the sheet has more rows than a sheet can have")
                if not batch:
                    return
                yield batch

    def _rows(self, batch: list[Row], first: int, columns: Sequence[str]) -> Rows:
        numbers, even, ragged = [], [], []
        for number, row in enumerate(batch, start=first):
            width = _filled_width(row)
            if number == 1 or width == 0:
                continue
            if width > len(self.header):
                text = ",".join(_text(cell, None)[0] or "" for cell in row[:width])
                ragged.append(RaggedRow(number, width, text))
            else:
                numbers.append(number)
                even.append(row)
        cells, odd = {}, []
        for name in columns:
            cells[name], found = _column(even, self.header.index(name), column_of(self.table, name))
            odd += [OddCells(name, problem, np.array(at)) for problem, at in found.items()]
        return Rows(np.array(numbers, np.uint32), cells, first + len(batch) - 1, tuple(odd), tuple(ragged))


def _column(rows: list[Row], position: int, column: Column | None) -> "tuple[pl.Series, dict[Problem, list[int]]]":
    """The cells of one column, and which of them are odd."""
    import polars as pl

    texts: list[str | None] = []
    odd: dict[Problem, list[int]] = {}
    for at, row in enumerate(rows):
        text, problem = _text(row[position], column) if position < len(row) else (None, None)
        texts.append(text)
        if problem is not None:
            odd.setdefault(problem, []).append(at)
    return pl.Series(texts, dtype=pl.String), odd


def _text(cell: Any, column: Column | None) -> tuple[str | None, Problem | None]:
    """A cell as text, and what is odd about it in this column; None is a column that is not listed."""
    value = cell.value
    is_name = column is not None and column.holds in (Holds.ID, Holds.REFERENCE, Holds.TEXT)
    if value is None:
        return None, None
    if cell.data_type in ("f", "e"):
        text = value if isinstance(value, str) else "="
        return text, Problem.FORMULA if is_name else None
    if isinstance(value, str):
        return value, None
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_BELOW:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value), None
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return str(value), _odd_as_name(value) if is_name else None


def _odd_as_name(value: object) -> Problem:
    """What is wrong with a value where an id belongs: it is neither text nor a whole number."""
    if not isinstance(value, float):
        return Problem.NOT_TEXT
    return Problem.FRACTION if abs(value) < _EXACT_BELOW else Problem.INEXACT


def _filled_width(row: Row) -> int:
    """The number of cells up to the last one in which something stands."""
    for width in range(len(row), 0, -1):
        value = row[width - 1].value
        if value is not None and not (isinstance(value, str) and not value.strip(" ")):
            return width
    return 0


@contextmanager
def _readable(table: str) -> Iterator[None]:
    """Whatever goes wrong inside is the file's fault, and a fault of the caseload."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about print settings and the like
            yield
    except Exception as error:
        # openpyxl lets through whatever its parsers meet in a damaged file: KeyError, TypeError, ParseError … What they
        # say may quote a cell, and so somebody's name.
        raise unreadable(table, f"the workbook can not be read, it is damaged ({type(error).__name__})") from error
