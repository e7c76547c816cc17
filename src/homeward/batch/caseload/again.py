"""Reading a table once more, for the rows that something was found wrong with: their cells are told or written out."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice

import numpy as np

from homeward.batch.caseload.faults import CaseloadError, Fault
from homeward.batch.caseload.findings import Findings
from homeward.batch.caseload.rows import Rows, TableFile
from homeward.batch.caseload.spill import Records
from homeward.batch.caseload.tables import TABLES, Holds
from homeward.batch.caseload.texts import trimmed
from homeward.batch.caseload.wording import Cells, Wording


@dataclass(frozen=True)
class FaultyRow:
    """A row with what is wrong with it."""

    number: int
    cells: Cells
    text: str | None
    """The row as it stands in the file, if its cells can not be told apart."""

    faults: list[Fault]


def faulty_rows(
    file: TableFile, findings: Findings, columns: Sequence[str], *, faults_only: bool
) -> Generator[FaultyRow]:
    """The rows of a table that findings tell of, in the order of the file, with these of their cells.

    `faults_only` leaves out what is refused for the sake of another row. Where the file becomes unreadable it ends.
    """
    wording = Wording(file.table, file.header, holds_formulas=file.holds_formulas)
    parts = findings.in_order(faults_only=faults_only)
    pending = next(parts, None)
    with closing(file.rows(columns)) as batches, suppress(CaseloadError):
        for batch in batches:
            while pending is not None and pending["row"][0] <= batch.last:
                end = int(np.searchsorted(pending["row"], batch.last, side="right"))
                yield from _in_batch(batch, pending[:end], wording)
                pending = pending[end:] if end < len(pending) else next(parts, None)
            if pending is None:
                return


def first_faults(file: TableFile, findings: Findings, most: int) -> list[Fault]:
    """The first faults of a table, by row and column. What may be somebody's name is not even read."""
    if not findings.count or not most:
        return []
    told = [
        column.name for column in TABLES[file.table] if column.holds is not Holds.TEXT and column.name in file.header
    ]
    with closing(faulty_rows(file, findings, told, faults_only=True)) as rows:
        return list(islice((fault for row in rows for fault in row.faults), most))


def _in_batch(batch: Rows, found: Records, wording: Wording) -> Iterator[FaultyRow]:
    numbers, begins = np.unique(found["row"], return_index=True)
    at = np.flatnonzero(np.isin(batch.numbers, numbers))
    columns = {name: trimmed(cells.gather(at)).to_list() for name, cells in batch.cells.items()}
    cells_of = {
        number: dict(zip(columns, cells, strict=True))
        for number, *cells in zip(batch.numbers[at].tolist(), *columns.values(), strict=True)
    }
    text_of = {ragged.number: ragged.text for ragged in batch.ragged}
    for number, records in zip(numbers.tolist(), np.split(found, begins[1:]), strict=True):
        cells = cells_of.get(number, {})
        faults = [wording.fault(*finding, cells=cells) for finding in records.tolist()]
        yield FaultyRow(number, cells, text_of.get(number), faults)
