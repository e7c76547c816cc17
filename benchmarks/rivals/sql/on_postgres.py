"""The stages on a PostgreSQL server."""

from datetime import date
from functools import cache

import polars as pl
import psycopg

from benchmarks.rivals.settings import MILWAUKEE, Settings
from benchmarks.rivals.sql.frames import frames
from benchmarks.rivals.sql.schema import create
from benchmarks.rivals.sql.script import OBLIGATION, POSTGRES, one_query, stages
from benchmarks.tables import Tables

SERVER = "-c shared_buffers=2GB -c max_wal_size=8GB"
"""What a server of a few gigabytes is started with."""

SESSION = (
    "SET jit = off",  # many short expressions: compiling them costs more than it saves
    "SET work_mem = '512MB'",
    "SET maintenance_work_mem = '512MB'",
    "SET synchronous_commit = off",
)

KEYS = (
    "ALTER TABLE children ADD PRIMARY KEY (child_id)",
    "ALTER TABLE episodes ADD PRIMARY KEY (episode_id)",
    "ALTER TABLE calendar ADD PRIMARY KEY (day)",
    "CREATE INDEX ON episodes (child_id)",
    "CREATE INDEX ON placements (episode_id)",
    "CREATE INDEX ON events (child_id)",
)
"""What one child's query needs. For all children the stages are joined whole, and need no index of their own."""

Row = tuple[object, ...]


def load(dsn: str, tables: Tables) -> "psycopg.Connection[Row]":
    """A connection to a schema of its own, made anew, that holds the caseload."""
    database = psycopg.connect(dsn, autocommit=True)
    _run(database, *SESSION, "DROP SCHEMA IF EXISTS rival CASCADE", "CREATE SCHEMA rival", "SET search_path = rival")
    _run(database, *(statement.replace("CREATE TABLE", "CREATE UNLOGGED TABLE") for statement in create()))
    for name, frame in frames(tables).items():
        _copy(database, name, frame)
    _run(database, *KEYS, "VACUUM ANALYZE")
    return database


def evaluate(database: "psycopg.Connection[Row]", as_of: date, settings: Settings = MILWAUKEE) -> int:
    """Obligations and determinations of all children, into tables of these names; how many obligations there are."""
    made = stages(POSTGRES, as_of, settings)
    rows = {}
    for stage in reversed(made):
        _run(database, f"DROP {stage.kind} IF EXISTS {stage.name}")
    for stage in made:
        unlogged = "UNLOGGED TABLE" if stage.kind == "TABLE" else "VIEW"
        rows[stage.name] = database.execute(f"CREATE {unlogged} {stage.name} AS {stage.query}".encode()).rowcount
        if stage.kind == "TABLE":
            _run(database, f"ANALYZE {stage.name}")
    return rows[OBLIGATION]


def obligations_of(
    database: "psycopg.Connection[Row]",
    child_id: str,
    as_of: date,
    settings: Settings = MILWAUKEE,
    *,
    prepare: bool = False,
) -> list[Row]:
    """The obligations of one child, by one query; `prepare` has the server keep it, and its plan if it likes that."""
    return database.execute(_query_of_one(as_of, settings), (child_id,), prepare=prepare).fetchall()


@cache
def _query_of_one(as_of: date, settings: Settings) -> bytes:
    return one_query(POSTGRES, as_of, settings, chosen_children="child_id = %s").encode()


def _run(database: "psycopg.Connection[Row]", *statements: str) -> None:
    for statement in statements:
        database.execute(statement.encode())


def _copy(database: "psycopg.Connection[Row]", name: str, frame: pl.DataFrame) -> None:
    with database.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN (FORMAT csv)".encode()) as copy:
        for part in frame.iter_slices(200_000):
            copy.write(part.write_csv(include_header=False))
