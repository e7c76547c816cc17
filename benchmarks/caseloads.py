"""The made-up caseloads that are timed: the demo county, tiled to the size that is asked for."""

from datetime import date
from pathlib import Path

from homeward.demo.county import make_county, write_parquet

AS_OF = date(2026, 11, 22)
FOLDER = Path("build") / "benchmarks"
DRAWN = 10_000
"""So many children are invented; larger caseloads repeat them under other ids."""


def made_caseload(children: int) -> Path:
    """A folder of Parquet files with about so many children, half of them in care; made once."""
    folder = FOLDER / f"{children}-children"
    if not (folder / "events.parquet").exists():
        drawn = min(children, DRAWN)
        county = make_county(children=drawn // 2, seed=1, as_of=AS_OF)
        write_parquet(county, folder, copies=round(children / drawn))
    return folder
