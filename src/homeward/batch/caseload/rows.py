"""What every format gives: the rows of a table in batches, each column as text."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.faults import Problem

if TYPE_CHECKING:
    import polars as pl

RowNumbers = NDArray[np.uint32]
"""Row numbers of a file; the header is row 1."""


@dataclass(frozen=True)
class OddCells:
    """Cells that reading already found to be no value: a formula, a number with a fraction where an id belongs."""

    column: str
    problem: Problem
    at: NDArray[np.intp]
    """Positions in the batch."""


@dataclass(frozen=True)
class RaggedRow:
    """A row with fewer or more cells than the header, so that nobody can say which cell belongs to which column."""

    number: int
    cells: int
    text: str
    """The row as it stands in the file."""


@dataclass(frozen=True)
class Rows:
    """Some consecutive rows of a table. Rows without anything in them are left out, and so are ragged ones."""

    numbers: RowNumbers
    """Ascending; one for each row of `cells`."""

    cells: "dict[str, pl.Series]"
    """Text (String), nothing trimmed, null or "" where nothing is recorded; or Date, where the file knows dates."""

    done: int
    """How far the file is read with these rows: to compare with `TableFile.total`."""

    odd: tuple[OddCells, ...] = ()
    ragged: tuple[RaggedRow, ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def last(self) -> int:
        """The number of the last row, ragged ones included; 0 if there is none."""
        evens = int(self.numbers[-1]) if len(self.numbers) else 0
        return max(evens, self.ragged[-1].number if self.ragged else 0)


def no_rows(columns: Sequence[str]) -> Rows:
    """A batch without rows: what a table that has none begins with."""
    import polars as pl

    return Rows(np.empty(0, np.uint32), {name: pl.Series(dtype=pl.String) for name in columns}, 0)


class TableFile(Protocol):
    """The file, member of a zip or sheet that holds one table."""

    @property
    def table(self) -> str:
        """The table's name."""

    @property
    def header(self) -> Sequence[str]:
        """The names of the columns as the file has them, in its order, without spaces around."""

    @property
    def checked(self) -> Sequence[str]:
        """Those columns of the header in which something can be wrong: not text that nobody looks into."""

    @property
    def holds_formulas(self) -> bool:
        """Whether a cell that begins with "=" is a formula (CSV, workbook) or text like any other (Parquet)."""

    @property
    def total(self) -> int | None:
        """What `Rows.done` comes to in the end (bytes or rows), if it is known."""

    def rows(self, columns: Sequence[str]) -> Generator[Rows]:
        """The rows in the order of the file, with these columns of the header; may be asked for more than once.

        At least one batch comes, though there be nothing in it.

        Raises CaseloadError where the file turns out to be unreadable.
        """
