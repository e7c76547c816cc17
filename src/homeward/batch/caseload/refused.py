"""Writing down the rows that are not used: each with its reason and its cells, so that somebody can mend them."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from homeward.batch.caseload.again import FaultyRow, faulty_rows
from homeward.batch.caseload.findings import Findings
from homeward.batch.caseload.rows import TableFile

_FORMULA_BEGINS_WITH: Final = ("=", "+", "-", "@", "\t", "\r")


def write_refused(path: Path, files: Mapping[str, TableFile], findings: Mapping[str, Findings]) -> None:
    """Write a CSV of the refused rows by table and row.

    Its columns: `table`, `row`, `reason`, every column of the four tables, and `whole_row` for a row whose cells can
    not be told apart. A cell that a spreadsheet would take for a formula gets an apostrophe in front. Written aside
    and then moved into place; raises OSError if that can not be done.
    """
    columns = list(dict.fromkeys(name for file in files.values() for name in file.header))
    aside = path.with_name(f".{path.name}.unfinished")
    try:
        with aside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["table", "row", "reason", *columns, "whole_row"])
            for table, source in files.items():
                rows = faulty_rows(source, findings[table], source.header, faults_only=False)
                writer.writerows(_line(table, row, columns) for row in rows)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _line(table: str, row: FaultyRow, columns: Iterable[str]) -> list[str]:
    reason = "; ".join(f"{fault.column}: {fault.problem}" if fault.column else fault.problem for fault in row.faults)
    cells = [_harmless(row.cells.get(name) or "") for name in columns]
    return [table, str(row.number), reason, *cells, _harmless(row.text or "")]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_BEGINS_WITH) else cell
