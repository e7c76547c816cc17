"""One child, as a page asks about it: `python -m benchmarks.one_child`.

The children are a random choice of those in care, the same for everybody. The engine, the Python loop and OpenFisca
have the child's history in memory; the databases hold the whole caseload, loaded and indexed. Everybody is asked in
turn about all of them, round after round, until the time for a round is over; before that, whoever gives rows has given
the same rows for the first few children, or nothing is timed.
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter, itemgetter
from random import Random
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table

from benchmarks.caseloads import AS_OF, made_caseload
from benchmarks.contenders import lacks_openfisca, lacks_postgres, postgres_database
from benchmarks.results import console, results_table
from benchmarks.rivals import python_loop
from benchmarks.rivals.python_loop.months import Months
from benchmarks.rivals.sql import on_duckdb, on_postgres
from benchmarks.tables import Tables
from homeward.policy import Caseload, Evaluation, ObligationRow, evaluate, load_manual, obligation_rows

Ask = Callable[[str], Any]
Row = tuple[object, ...]
History = list[list[dict[str, Any]]]
"""The rows of one child: children, episodes, placements, events."""

ROW = attrgetter("child_id", "episode_id", "rule_id", "occasion", "opens_on", "due_on", "met_on", "outcome")
CHECKED = 20
"""So many children are asked about before anything is timed."""


@dataclass(slots=True)
class Contender:
    """Who answers, what the answer is, and how long each took; `rows` makes rows of an answer that can be compared."""

    name: str
    gives: str
    ask: Ask
    rows: Callable[[Any], Iterable[Row]] | None
    seconds: list[float] = field(default_factory=list)

    def time(self, child_ids: Sequence[str], most_seconds: float) -> None:
        """Ask about each child, or about fewer if that takes too long."""
        begin = end = time.perf_counter()
        for child_id in child_ids:
            start = time.perf_counter()
            self.ask(child_id)
            end = time.perf_counter()
            self.seconds.append(end - start)
            if end - begin > most_seconds:
                return


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.one_child", description=__doc__)
    parser.add_argument("--children", type=int, default=10_000, help="how many the caseload has")
    parser.add_argument("--asked", type=int, default=500, help="about how many of them one asks")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5.0, help="the most that one contender takes of a round")
    asked = parser.parse_args(arguments)
    page = console()
    page.print(table_of(measure(asked.children, asked.asked, asked.rounds, asked.seconds, page)))


def measure(children: int, asked: int, rounds: int, most_seconds: float, page: Console) -> list[Contender]:
    """Time everybody. Raises ValueError if not all give the same rows."""
    tables = Tables.read(made_caseload(children))
    child_ids = in_care(tables, asked)
    with ExitStack() as stack:
        contenders = list(_contenders(tables, child_ids, stack, page))
        refuse_other_answers(contenders, child_ids[:CHECKED])
        for number in range(1, rounds + 1):
            page.print(f"round {number} of {rounds}, {len(child_ids)} of {children:,} children")
            for contender in contenders:
                contender.time(child_ids, most_seconds)
    return contenders


def in_care(tables: Tables, most: int) -> list[str]:
    """The ids of children who are in care, at most so many, the same ones each time."""
    stays = tables.episodes.filter(pl.col("discharged_on").is_null() | (pl.col("discharged_on") > AS_OF))
    found = stays["child_id"].unique().sort().to_list()
    return Random(1).sample(found, min(most, len(found)))


def refuse_other_answers(contenders: Sequence[Contender], child_ids: Sequence[str]) -> None:
    """Raise ValueError if somebody gives other rows for one of the children than the first contender."""
    for child_id in child_ids:
        given = {
            contender.name: sorted(map(str, contender.rows(contender.ask(child_id))))
            for contender in contenders
            if contender.rows
        }
        different = [name for name, rows in given.items() if rows != given[contenders[0].name]]
        if different:
            raise ValueError(f"child {child_id}: other rows from {', '.join(different)}")


def _contenders(tables: Tables, child_ids: Sequence[str], stack: ExitStack, page: Console) -> Iterator[Contender]:
    chosen = tables_of(tables, child_ids)
    yield from _engine(histories(chosen))
    yield from _python(chosen)
    if missing := lacks_openfisca():
        page.print(f"openfisca is left out: {missing}")
    else:
        yield _openfisca(chosen)
    if missing := lacks_postgres():
        page.print(f"postgres is left out: {missing}")
    else:
        database = stack.enter_context(postgres_database(tables))
        for name, prepare in (("postgres, prepared", True), ("postgres, not prepared", False)):
            query = partial(on_postgres.obligations_of, database, as_of=AS_OF, prepare=prepare)
            yield Contender(name, "obligations", query, list)
    in_memory = stack.enter_context(closing(on_duckdb.load(tables)))
    yield Contender("duckdb", "obligations", partial(on_duckdb.obligations_of, in_memory, as_of=AS_OF), list)


def tables_of(tables: Tables, child_ids: Sequence[str]) -> Tables:
    """The tables of some children alone."""
    of_them = pl.col("child_id").is_in(child_ids)
    episodes = tables.episodes.filter(of_them)
    placements = tables.placements.filter(pl.col("episode_id").is_in(episodes["episode_id"].to_list()))
    return Tables(tables.children.filter(of_them), episodes, placements, tables.events.filter(of_them))


def _engine(history: Mapping[str, History]) -> Iterator[Contender]:
    manual = load_manual("wi_dmcps")
    ready = {child_id: Caseload.of_rows(*rows) for child_id, rows in history.items()}

    def from_ready(child_id: str) -> Evaluation:
        return evaluate(ready[child_id], manual, AS_OF)

    def from_rows(child_id: str) -> Evaluation:
        return evaluate(Caseload.of_rows(*history[child_id]), manual, AS_OF)

    for name, ask in (("homeward", from_ready), ("homeward, from rows", from_rows)):
        yield Contender(name, "columns of obligations, determination", ask, _rows_of_evaluation)
    for name, ask in (("homeward, sentences", from_ready), ("homeward, from rows, sentences", from_rows)):
        yield Contender(name, "obligations with sentences", partial(_with_sentences, ask), _without_sentences)


def _with_sentences(ask: Callable[[str], Evaluation], child_id: str) -> list[ObligationRow]:
    return obligation_rows(ask(child_id))


def _rows_of_evaluation(evaluation: Evaluation) -> list[Row]:
    return _without_sentences(obligation_rows(evaluation))


def _without_sentences(rows: Iterable[ObligationRow]) -> list[Row]:
    return [ROW(row) for row in rows]


def _python(chosen: Tables) -> Iterator[Contender]:
    children = {child.child_id: [child] for child in python_loop.read_children(chosen)}

    def ask(months: Months, child_id: str) -> Sequence[Sequence[Row]]:
        return python_loop.evaluate(children[child_id], AS_OF, months=months)

    for name, months in (("python", python_loop.WITH_DATEUTIL), ("python, own calendar", python_loop.BY_HAND)):
        yield Contender(name, "obligations, determination", partial(ask, months), itemgetter(0))


def _openfisca(chosen: Tables) -> Contender:
    """The facts of the child's last stay are ready; making them is not timed here."""
    from benchmarks.rivals.openfisca_county import preparation, system

    stays = {row["child_id"]: row for row in preparation.prepare(chosen, AS_OF).iter_rows(named=True)}
    gives = f"outcomes of {len(system.RULES)} rules, determination"
    return Contender("openfisca, a situation", gives, lambda child_id: system.situation(stays[child_id], AS_OF), None)


def histories(tables: Tables) -> dict[str, History]:
    """The rows of each child, as `Caseload.of_rows` takes them."""
    found: dict[str, History] = defaultdict(lambda: [[], [], [], []])
    owner = {}
    for row in tables.children.iter_rows(named=True):
        found[row["child_id"]][0].append(row)
    for row in tables.episodes.iter_rows(named=True):
        owner[row["episode_id"]] = row["child_id"]
        found[row["child_id"]][1].append(row)
    for row in tables.placements.iter_rows(named=True):
        found[owner[row["episode_id"]]][2].append(row)
    for row in tables.events.iter_rows(named=True):
        found[row["child_id"]][3].append(row)
    return dict(found)


def table_of(contenders: Sequence[Contender]) -> Table:
    """Half of the answers came within p50, 95 in 100 within p95; ratios are of p50, against the first."""
    table = results_table("", "gives", numbers=("asked", "p50, ms", "p95, ms", "ratio"))
    first = statistics.median(contenders[0].seconds)
    for contender in contenders:
        median = statistics.median(contender.seconds)
        table.add_row(
            contender.name,
            contender.gives,
            f"{len(contender.seconds):,}",
            f"{median * 1e3:.2f}",
            f"{statistics.quantiles(contender.seconds, n=20)[-1] * 1e3:.2f}",
            f"{median / first:.2f}",
        )
    return table


if __name__ == "__main__":
    main()
