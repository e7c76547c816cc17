"""A table in a Parquet file.

pyarrow reads it, and not Polars: a damaged page makes Polars end the whole program, and pyarrow say what is wrong.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from homeward.batch.caseload.arrow_cells import cells_of, has_text, is_text
from homeward.batch.caseload.faults import CaseloadError, Fault, unreadable
from homeward.batch.caseload.rows import OddCells, Rows, no_rows
from homeward.batch.caseload.tables import Holds, column_of

if TYPE_CHECKING:
    import pyarrow as pa

BATCH: Final = 250_000
"""Rows that are taken at once."""

_HARMLESS: Final = 2**24
"""Rows. So many are let through, however small they were packed."""

_MOST_ROWS_A_BYTE: Final = 100
"""Rows of a caseload take a byte or more; what claims a hundred in one is made to harm."""


class ParquetFile:
    """A Parquet file. Dates may be dates, timestamps or text; ids text or whole numbers."""

    holds_formulas = False

    def __init__(self, table: str, path: Path) -> None:
        """Raises CaseloadError if it is no Parquet file."""
        self.table = table
        self._path = path
        with self._opened() as file:
            self._names = list(file.schema_arrow.names)
            self.header = [name.strip(" ") for name in self._names]
            self.total = int(file.metadata.num_rows)
            self._refuse_bomb()
            self.checked = self._checked(file.schema_arrow)

    def rows(self, columns: Sequence[str]) -> Generator[Rows]:
        """The rows of the file, a quarter of a million at a time."""
        positions = [self.header.index(name) for name in columns]
        names = [self._names[position] for position in positions]
        first = 2
        if not self.total:
            yield no_rows(columns)
        with self._opened() as file:
            for batch in file.iter_batches(BATCH, columns=names, use_threads=False):
                batch.validate(full=True)  # text that is not UTF-8 would be believed to be
                cells, odd = {}, []
                for name, file_name in zip(columns, names, strict=True):
                    cells[name], found = cells_of(batch.column(file_name), column_of(self.table, name))
                    odd += [OddCells(name, problem, at) for problem, at in found.items() if len(at)]
                numbers = np.arange(first, first + len(batch), dtype=np.uint32)
                first += len(batch)
                yield Rows(numbers, cells, first - 2, tuple(odd))

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        import polars as pl
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(self._path, pre_buffer=False, page_checksum_verification=True) as file:
                yield file
            pa.default_memory_pool().release_unused()
        except (pa.ArrowException, pl.exceptions.PolarsError, OSError, ValueError, MemoryError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise unreadable(self.table, f"the Parquet file can not be read: {reason}") from error

    def _refuse_bomb(self) -> None:
        """Raise CaseloadError if the file claims more rows than it can hold, unless they are all alike."""
        size = self._path.stat().st_size
        if self.total > max(_HARMLESS, _MOST_ROWS_A_BYTE * size):
            raise unreadable(self.table, f"the Parquet file is refused: {self.total:,} rows in {size:,} bytes")

    def _checked(self, schema: "pa.Schema") -> list[str]:
        """The columns in which something can be wrong. Raises CaseloadError if one holds what has no text, as lists."""
        columns = {name: column_of(self.table, name) for name in self.header}
        kinds = dict(zip(self.header, schema.types, strict=True))
        faults = [
            Fault(self.table, 1, name, None, f"the column holds {kinds[name]}, and text is expected")
            for name, column in columns.items()
            if column is not None and not has_text(kinds[name])
        ]
        if faults:
            raise CaseloadError(faults)
        return [
            name
            for name, column in columns.items()
            if column is not None and (column.holds is not Holds.TEXT or not is_text(kinds[name]))
        ]
