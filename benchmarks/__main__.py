"""Every measurement, one after the other: `python -m benchmarks --sizes 10000 100000 1000000`.

Tables are printed in Markdown. Each part runs alone too (`--parts start`, or `python -m benchmarks.start`).
"""

import argparse
from collections.abc import Callable, Sequence

from rich.console import Console

from benchmarks import batch, files, machine, one_child, spark, start
from benchmarks.contenders import CONTENDERS
from benchmarks.results import console

SIZES = (10_000, 100_000)
LARGEST_CSV = 100_000
OF_START, OF_ONE_CHILD = 1_000, 10_000


def main(arguments: Sequence[str] | None = None, page: Console | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many children, one or several numbers")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=tuple(PARTS))
    asked = parser.parse_args(arguments)
    page = page or console()
    for line in machine.description():
        page.print(line)
    for name in asked.parts:
        PARTS[name](sorted(asked.sizes), asked.rounds, page)


def _batch(sizes: Sequence[int], rounds: int, page: Console) -> None:
    for size in sizes:
        page.print(f"\n## Everybody, {size:,} children\n")
        page.print(batch.table_of(batch.measure(CONTENDERS, size, rounds, page)))


def _one_child(sizes: Sequence[int], rounds: int, page: Console) -> None:
    children = min(sizes[-1], OF_ONE_CHILD)
    page.print(f"\n## One child, of {children:,}\n")
    page.print(one_child.table_of(one_child.measure(children, asked=500, rounds=rounds, most_seconds=5, page=page)))


def _files(sizes: Sequence[int], rounds: int, page: Console) -> None:
    page.print("\n## Files to files\n")
    results = [result for size in sizes for result in files.measure(size, "parquet", rounds, page)]
    for size in sizes:
        if size <= LARGEST_CSV:
            results += files.measure(size, "csv", rounds, page)
    page.print(files.table_of(results))


def _spark(sizes: Sequence[int], rounds: int, page: Console) -> None:
    page.print(f"\n## Spark, {sizes[-1]:,} children\n")
    if lacking := spark.lacks_spark():
        page.print(f"Spark is left out: {lacking}")
        return
    page.print(spark.table_of(sizes[-1], spark.measure(sizes[-1], rounds, page)))


def _start(sizes: Sequence[int], rounds: int, page: Console) -> None:
    page.print("\n## Commands, their start included\n")
    children = min(sizes[-1], OF_START)
    page.print(start.table_of(start.measure(children, rounds * 3, page)))


PARTS: dict[str, Callable[[Sequence[int], int, Console], None]] = {
    "batch": _batch,
    "one-child": _one_child,
    "files": _files,
    "spark": _spark,
    "start": _start,
}


if __name__ == "__main__":
    main()
