"""Times the contenders on one caseload, side by side: `python -m benchmarks.batch --children 100000`.

Each has a process of its own, made ready before the first round; in each round they evaluate one after the other while
the rest wait, so that a machine that is slow for a minute is slow for all. The first round is not counted.
"""

import argparse
import multiprocessing
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.caseloads import AS_OF, made_caseload
from benchmarks.contenders import CONTENDERS, Contender
from benchmarks.processes import peak_memory
from benchmarks.results import console, results_table


@dataclass(slots=True)
class Result:
    """What was measured of one contender; peak memory is that of its process from its start on, in MiB."""

    contender: Contender
    children: int
    loading_seconds: float
    seconds: list[float] = field(default_factory=list)
    obligations: int = 0
    peak_memory: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=[contender.name for contender in CONTENDERS], default=None)
    asked = parser.parse_args(arguments)
    chosen = [contender for contender in CONTENDERS if not asked.only or contender.name in asked.only]
    page = console()
    page.print(table_of(measure(chosen, asked.children, asked.rounds, page)))


def measure(contenders: Iterable[Contender], children: int, rounds: int, page: Console) -> list[Result]:
    """Time each contender in turn, round after round; one that lacks something is named and left out."""
    with ExitStack() as stack:
        places = []
        for contender in contenders:
            if missing := contender.lacks():
                page.print(f"{contender.name} is left out: {missing}")
                continue
            size = min(children, contender.most_children)
            page.print(f"{contender.name}: reading {size:,} children")
            place = stack.enter_context(_process(contender, made_caseload(size)))
            places.append((Result(contender, size, place.recv()), place))
        for number in range(rounds + 1):
            for result, place in places:
                place.send(True)
                seconds, result.obligations, result.peak_memory = place.recv()
                page.print(f"round {number}, {result.contender.name}: {seconds:.2f} s")
                if number:
                    result.seconds.append(seconds)
        return [result for result, _ in places]


@contextmanager
def _process(contender: Contender, folder: Path) -> Iterator[Connection]:
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_work, args=(contender, folder, there))
    process.start()
    there.close()
    try:
        yield here
    finally:
        with suppress(BrokenPipeError):  # it may have failed, and has said why
            here.send(False)
        process.join()


def _work(contender: Contender, folder: Path, asked: Connection) -> None:
    start = time.perf_counter()
    with contender.ready(folder, AS_OF) as run:
        asked.send(time.perf_counter() - start)
        while asked.recv():
            start = time.perf_counter()
            obligations = run()
            seconds = time.perf_counter() - start
            asked.send((seconds, obligations, peak_memory()))


def table_of(results: list[Result]) -> Table:
    """The measurements; ratios are of the time a child takes, against the first."""
    numbers = ("children", "read, s", "median, s", "obligations", "ns each", "µs a child", "ratio", "peak, MiB")
    table = results_table("", "states", numbers=numbers)
    first = results[0].median / results[0].children
    for result in results:
        a_child = result.median / result.children
        table.add_row(
            result.contender.name,
            result.contender.states,
            f"{result.children:,}",
            f"{result.loading_seconds:.1f}",
            f"{result.median:.2f}",
            f"{result.obligations:,}",
            f"{result.median / result.obligations * 1e9:,.0f}",
            f"{a_child * 1e6:.1f}",
            f"{a_child / first:.1f}",
            "server" if result.contender.name == "postgres" else f"{result.peak_memory:,}",
        )
    return table


if __name__ == "__main__":
    main()
