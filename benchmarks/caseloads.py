"""The made-up caseloads that are timed: the demo county, tiled to the size that is asked for."""

from datetime import date
from pathlib import Path

import polars as pl

from benchmarks.tables import COLUMNS
from homeward.batch.files import Format
from homeward.demo.county import make_county, write_parquet

AS_OF = date(2026, 11, 22)
FOLDER = Path("build") / "benchmarks"
DRAWN = 10_000
"""So many children are invented; larger caseloads repeat them under other ids."""


def made_caseload(children: int, format: Format = "parquet") -> Path:
    """A folder of files with about so many children, half of them in care; made once."""
    folder = FOLDER / f"{children}-children"
    if not (folder / "events.parquet").exists():
        drawn = min(children, DRAWN)
        county = make_county(children=drawn // 2, seed=1, as_of=AS_OF)
        write_parquet(county, folder, copies=round(children / drawn))
    return folder if format == "parquet" else _as_csv(folder)


def _as_csv(caseload: Path) -> Path:
    """The same caseload as CSV files, in a folder beside it."""
    folder = caseload.with_name(f"{caseload.name}-csv")
    folder.mkdir(exist_ok=True)
    for table in COLUMNS:
        file = folder / f"{table}.csv"
        if not file.exists():
            pl.scan_parquet(caseload / f"{table}.parquet").sink_csv(file)
    return folder
