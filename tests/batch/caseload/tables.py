"""A small caseload of made-up children, and ways to write it in every format."""

import csv
import datetime
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]
"""The rows of each table. Dates are ISO text, and what is not recorded is None."""

DATES = ("birth_date", "removed_on", "discharged_on", "started_on", "ended_on", "on")


def small_caseload() -> Tables:
    """Three children: one in care, one who left and came back, one never in care."""
    return {
        "children": [
            {
                "child_id": "b",
                "birth_date": "2014-02-28",
                "indian_child": "yes",
                "gender": "female",
                "last_name": "Fern",
            },
            {"child_id": "a", "birth_date": None, "indian_child": None, "gender": None, "last_name": "Aster"},
            {"child_id": "c", "birth_date": "2020-12-31", "indian_child": "no", "gender": "other", "last_name": "Reed"},
        ],
        "episodes": [
            _episode("e1", "b", "2023-05-01", None, None),
            _episode("e2", "a", "2024-01-31", "2024-12-01", "reunification"),
            _episode("e3", "a", "2024-12-01", None, None),
        ],
        "placements": [
            _placement("e1", "2023-05-01", None, "relative_home"),
            _placement("e1", "2023-05-01", "2023-06-01", "shelter_care"),
            _placement("e2", "2024-01-31", "2024-12-01", "foster_home"),
        ],
        "events": [
            _event("b", "permanency_rating", "2023-07-01", "poor"),
            _event("b", "permanency_rating", "2023-07-01", "good"),
            _event("a", "permanency_plan_filed", "2024-03-01", None),
            _event("a", "permanency_goal_set", "2024-12-01", "adoption"),
            _event("a", "permanency_hearing_scheduled", "2026-01-31", None),
        ],
    }


def _episode(episode_id: str, child_id: str, removed_on: str, discharged_on: str | None, reason: str | None) -> Row:
    return {
        "episode_id": episode_id,
        "child_id": child_id,
        "removed_on": removed_on,
        "discharged_on": discharged_on,
        "discharge_reason": reason,
    }


def _placement(episode_id: str, started_on: str, ended_on: str | None, placement_type: str) -> Row:
    return {
        "episode_id": episode_id,
        "started_on": started_on,
        "ended_on": ended_on,
        "placement_type": placement_type,
    }


def _event(child_id: str, kind: str, on: str, value: str | None) -> Row:
    return {"child_id": child_id, "kind": kind, "on": on, "value": value}


def header_of(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def write_csv(folder: Path, tables: Mapping[str, Sequence[Row]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header_of(rows), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def write_parquet(folder: Path, tables: Mapping[str, Sequence[Row]]) -> Path:
    """A column of dates as dates, any other as its cells are."""
    import polars as pl

    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = {column: [row.get(column) for row in rows] for column in header_of(rows)}
        pl.DataFrame({column: _as_dates(cells) for column, cells in columns.items()}).write_parquet(
            folder / f"{name}.parquet"
        )
    return folder


def write_xlsx(path: Path, tables: Mapping[str, Sequence[Row]]) -> Path:
    """A workbook as a person saves it: dates are dates."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in tables.items():
        sheet = workbook.create_sheet(name)
        sheet.append(header_of(rows))
        for row in rows:
            sheet.append(
                [_as_day(row.get(column)) if column in DATES else row.get(column) for column in header_of(rows)]
            )
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    return path


def write_zip(path: Path, folder: Path, top: str = "") -> Path:
    """A zip of the files in a folder, below a top folder if one is named."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for file in sorted(folder.iterdir()):
            zipped.write(file, f"{top}{file.name}")
    return path


Writer = Callable[[Path, Mapping[str, Sequence[Row]]], Path]
"""Writes the tables somewhere in a folder, and says what the caseload's path is."""

WRITERS: dict[str, Writer] = {
    "csv": lambda where, tables: write_csv(where / "extract", tables),
    "parquet": lambda where, tables: write_parquet(where / "extract", tables),
    "xlsx": lambda where, tables: write_xlsx(where / "extract.xlsx", tables),
    "zip of csv": lambda where, tables: write_zip(where / "extract.zip", write_csv(where / "extract", tables)),
    "zip of parquet": lambda where, tables: write_zip(
        where / "extract.zip", write_parquet(where / "extract", tables), "county/"
    ),
}


def _as_date(cell: Any) -> Any:
    try:
        return datetime.date.fromisoformat(cell)
    except (TypeError, ValueError):
        return cell


def _as_day(cell: Any) -> Any:
    """A date, if spreadsheets know it; they begin with 1900."""
    date = _as_date(cell)
    return date if isinstance(date, datetime.date) and date.year >= 1900 else cell


def _as_dates(cells: list[Any]) -> list[Any]:
    dates = [_as_date(cell) for cell in cells]
    return dates if all(date is None or isinstance(date, datetime.date) for date in dates) else cells
