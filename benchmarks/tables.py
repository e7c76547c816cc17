"""The four tables of a caseload as data frames: what every side of a benchmark is given."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

COLUMNS = {
    "children": pl.Schema({"child_id": pl.String, "birth_date": pl.Date, "indian_child": pl.String}),
    "episodes": pl.Schema(
        {"episode_id": pl.String, "child_id": pl.String, "removed_on": pl.Date, "discharged_on": pl.Date}
    ),
    "placements": pl.Schema(
        {"episode_id": pl.String, "started_on": pl.Date, "ended_on": pl.Date, "placement_type": pl.String}
    ),
    "events": pl.Schema({"child_id": pl.String, "kind": pl.String, "on": pl.Date, "value": pl.String}),
}
"""The columns of the caseload that decide anything."""


@dataclass(frozen=True, slots=True)
class Tables:
    """A checked caseload; rows in the order of the file, dates as dates, what is not recorded is null."""

    children: pl.DataFrame
    episodes: pl.DataFrame
    placements: pl.DataFrame
    events: pl.DataFrame

    @classmethod
    def read(cls, folder: Path) -> "Tables":
        """The tables of a folder of .parquet or .csv files."""
        return cls(*(_read(folder, name) for name in COLUMNS))

    @classmethod
    def of_frames(cls, *frames: pl.DataFrame) -> "Tables":
        """The tables of four frames (children, episodes, placements, events), whatever further columns they have."""
        named = zip(COLUMNS.values(), frames, strict=True)
        return cls(*(frame.select(columns.names()).cast(columns) for columns, frame in named))


def _read(folder: Path, name: str) -> pl.DataFrame:
    columns = COLUMNS[name]
    path = folder / f"{name}.parquet"
    if path.exists():
        return pl.read_parquet(path, columns=list(columns)).cast(columns)
    return pl.read_csv(folder / f"{name}.csv", columns=list(columns), schema_overrides=columns)
