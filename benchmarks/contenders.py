"""Everybody who computes the obligations of a caseload: how each is made ready, and evaluates once.

Making ready is reading the Parquet files into what the contender works on: the engine's columns, objects, or the tables
of a database. Evaluating gives the obligations, without sentences, and the roundtable determinations, in memory or, for
PostgreSQL, in tables of its own. OpenFisca's inputs are its own business, so preparing them counts as evaluating.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.tables import Tables
from homeward.policy import Caseload, Manual

if TYPE_CHECKING:
    from psycopg import Connection

Run = Callable[[], int]
"""Evaluates all children once and gives the number of obligations."""


def lacks_nothing() -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Contender:
    """Who takes part, what of the rules it states, and from how many children on it is timed on fewer."""

    name: str
    states: str
    ready: Callable[[Path, date], AbstractContextManager[Run]]
    most_children: int = 10_000_000
    lacks: Callable[[], str | None] = lacks_nothing
    """What keeps it from taking part on this machine."""


@contextmanager
def homeward(folder: Path, as_of: date) -> Iterator[Run]:
    from homeward.batch.caseload import read_caseload
    from homeward.policy import load_manual

    manual = load_manual("wi_dmcps")
    with read_caseload(folder) as reading:
        caseloads = list(reading.chunks())
    yield lambda: homeward_rows(caseloads, manual, as_of)


def homeward_rows(caseloads: Sequence[Caseload], manual: Manual, as_of: date) -> int:
    """The engine's side of every comparison: the rows that the rivals give, in the same columns, a chunk at a time."""
    from homeward.batch.frames import determinations_frame, obligations_frame
    from homeward.policy import evaluate

    obligations, determinations = [], []
    for caseload in caseloads:
        evaluation = evaluate(caseload, manual, as_of)
        obligations.append(obligations_frame(evaluation, because=False))
        determinations.append(determinations_frame(evaluation))
    return sum(frame.height for frame in obligations)


@contextmanager
def python_loop(folder: Path, as_of: date, *, by_hand: bool = False) -> Iterator[Run]:
    from benchmarks.rivals import python_loop

    months = python_loop.BY_HAND if by_hand else python_loop.WITH_DATEUTIL
    children = python_loop.read_children(Tables.read(folder))
    yield lambda: len(python_loop.evaluate(children, as_of, months=months)[0])


@contextmanager
def duckdb(folder: Path, as_of: date) -> Iterator[Run]:
    from benchmarks.rivals.sql import on_duckdb

    with closing(on_duckdb.load(Tables.read(folder))) as database:
        yield lambda: on_duckdb.evaluate(database, as_of)[0].height


@contextmanager
def postgres(folder: Path, as_of: date) -> Iterator[Run]:
    from benchmarks.rivals.sql import on_postgres

    with postgres_database(Tables.read(folder)) as database:
        yield lambda: on_postgres.evaluate(database, as_of)


@contextmanager
def postgres_database(tables: Tables) -> Iterator["Connection[tuple[object, ...]]"]:
    """The caseload on a server of its own, which runs as long as the block."""
    from benchmarks.rivals.sql import on_postgres
    from tests.postgres import MISSING, newest_programs, own_server

    programs = newest_programs()
    if programs is None:
        raise FileNotFoundError(MISSING)
    with own_server(programs, on_postgres.SERVER) as dsn, closing(on_postgres.load(dsn, tables)) as database:
        yield database


def lacks_postgres() -> str | None:
    """What is missing on this machine, and what would install it."""
    from tests.postgres import MISSING, newest_programs

    return None if newest_programs() else MISSING


def lacks_openfisca() -> str | None:
    """What is missing on this machine, and what would install it."""
    return None if find_spec("openfisca_core") else "no OpenFisca: make .venv/bench"


@contextmanager
def openfisca(folder: Path, as_of: date) -> Iterator[Run]:
    from benchmarks.rivals.openfisca_county import system

    tables = Tables.read(folder)
    yield lambda: system.evaluate(tables, as_of)[0].height


CONTENDERS = (
    Contender("homeward", "all", homeward),
    Contender("python", "all", python_loop, most_children=100_000),
    Contender("python, own calendar", "all", partial(python_loop, by_hand=True), most_children=100_000),
    Contender("duckdb", "all", duckdb),
    Contender("postgres", "all", postgres, lacks=lacks_postgres),
    Contender("openfisca", "6 of 17, of 3 only the last occasion", openfisca, lacks=lacks_openfisca),
)
