"""The stages on DuckDB, in this process and in memory."""

from datetime import date
from functools import cache

import duckdb
import polars as pl

from benchmarks.rivals.settings import MILWAUKEE, Settings
from benchmarks.rivals.sql.frames import frames
from benchmarks.rivals.sql.schema import create
from benchmarks.rivals.sql.script import DETERMINATION, DUCKDB, OBLIGATION, one_query, stages
from benchmarks.tables import Tables


def load(tables: Tables) -> duckdb.DuckDBPyConnection:
    """A database that holds the caseload."""
    database = duckdb.connect(config={"preserve_insertion_order": False})  # `line` has the order of the file
    for statement in create():
        database.execute(statement)
    for name, frame in frames(tables).items():
        database.register("frame", frame.to_arrow())
        database.execute(f"INSERT INTO {name} FROM frame")
        database.unregister("frame")
    return database


def evaluate(
    database: duckdb.DuckDBPyConnection, as_of: date, settings: Settings = MILWAUKEE
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Obligations and determinations of all children."""
    for stage in stages(DUCKDB, as_of, settings):
        database.execute(f"CREATE OR REPLACE TEMP {stage.kind} {stage.name} AS {stage.query}")
    obligations, determinations = (database.table(name).pl() for name in (OBLIGATION, DETERMINATION))
    return obligations, determinations


def obligations_of(
    database: duckdb.DuckDBPyConnection, child_id: str, as_of: date, settings: Settings = MILWAUKEE
) -> list[tuple[object, ...]]:
    """The obligations of one child, by one query."""
    return database.execute(_query_of_one(as_of, settings), [child_id]).fetchall()


@cache
def _query_of_one(as_of: date, settings: Settings) -> str:
    return one_query(DUCKDB, as_of, settings, chosen_children="child_id = ?")
