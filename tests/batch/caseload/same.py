"""Whether two caseloads are the same, and what the engine's tables of some rows must be."""

import datetime
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from homeward.batch.caseload import read_caseload
from homeward.policy.caseload import Caseload
from tests.batch.caseload.tables import DATES, Row, Tables


def columns_of(caseload: Caseload) -> dict[str, Any]:
    """The caseload as plain lists, to be compared."""
    return {
        field.name: value.tolist() if isinstance(value, np.ndarray) else list(value)
        for field in fields(caseload)
        for value in [getattr(caseload, field.name)]
    }


def expected(tables: Tables) -> dict[str, Any]:
    """The engine's tables of these rows, as the engine itself makes them of rows."""
    rows = {name: [_with_dates(row) for row in table] for name, table in tables.items()}
    return columns_of(Caseload.of_rows(rows["children"], rows["episodes"], rows["placements"], rows["events"]))


def read(path: Path, *, skip_bad_rows: bool = False) -> dict[str, Any]:
    """The engine's tables as they are read, all children in one chunk."""
    with read_caseload(path, skip_bad_rows=skip_bad_rows) as reading:
        (caseload,) = reading.chunks()
        return columns_of(caseload)


def faults_of(path: Path) -> list[str]:
    with read_caseload(path) as reading:
        return lines(reading.faults)


def lines(faults: Iterable[object]) -> list[str]:
    return [str(fault) for fault in faults]


def _with_dates(row: Row) -> Row:
    return {
        name: datetime.date.fromisoformat(cell) if name in DATES and isinstance(cell, str) else cell
        for name, cell in row.items()
    }
