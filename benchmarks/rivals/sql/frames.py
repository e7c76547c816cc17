"""What is loaded into both databases: the four tables with their line numbers, and the calendar."""

import polars as pl

from benchmarks.rivals.sql.calendar import calendar_table
from benchmarks.tables import Tables

VALUED = ("permanency_rating", "permanency_goal_set", "concurrent_goal_set")


def frames(tables: Tables) -> dict[str, pl.DataFrame]:
    """The frames by table, columns in the order of the tables; a value on a kind that has none is ignored."""
    value = pl.when(pl.col("kind").is_in(VALUED)).then("value").alias("value")
    return {
        "children": tables.children,
        "episodes": tables.episodes,
        "placements": _with_line(tables.placements),
        "events": _with_line(tables.events.with_columns(value)),
        "calendar": calendar_table(),
    }


def _with_line(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.int_range(pl.len(), dtype=pl.Int32).alias("line"))
