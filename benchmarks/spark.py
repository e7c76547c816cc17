"""`homeward evaluate` on this machine alone and on Spark: `python -m benchmarks.spark --children 100000`.

Both are the whole command, from Parquet to Parquet, with its start (Java's too). Spark takes every core, unless
SPARK_MASTER names a cluster. They take turns, and the files they write are compared.
"""

import argparse
import statistics
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.caseloads import AS_OF, made_caseload
from benchmarks.outputs import refuse_other_rows
from benchmarks.programs import seconds_of
from benchmarks.results import console, results_table
from homeward.batch.spark import SparkMissingError, refuse_without_spark

ENGINES = ("local", "spark")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spark", description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(arguments)
    page = console()
    if lacking := lacks_spark():
        raise SystemExit(lacking)
    page.print(table_of(asked.children, measure(asked.children, asked.rounds, page)))


def lacks_spark() -> str | None:
    """What is missing on this machine, and what would install it."""
    try:
        refuse_without_spark()
    except SparkMissingError as missing:
        return str(missing)
    return None


def measure(children: int, rounds: int, page: Console) -> dict[str, list[float]]:
    """The seconds of each round by engine. Raises ValueError if they do not write the same rows."""
    caseload = made_caseload(children)
    seconds: dict[str, list[float]] = {engine: [] for engine in ENGINES}
    with TemporaryDirectory(prefix="spark-", dir=caseload.parent) as name:
        outs = {engine: Path(name) / engine for engine in ENGINES}
        for number in range(1, rounds + 1):
            for engine, out in outs.items():
                options = ("--as-of", AS_OF, "--out", out, "--format", "parquet", "--engine", engine)
                seconds[engine].append(seconds_of("evaluate", caseload, *options))
                page.print(f"round {number}, {children:,} children, {engine}: {seconds[engine][-1]:.2f} s")
            refuse_other_rows(*outs.values())
    return seconds


def table_of(children: int, seconds: dict[str, list[float]]) -> Table:
    """Medians, and their ratios against this machine alone."""
    table = results_table("", numbers=("children", "median, s", "ratio"))
    medians = {engine: statistics.median(each) for engine, each in seconds.items()}
    for engine, median in medians.items():
        table.add_row(f"--engine {engine}", f"{children:,}", f"{median:.1f}", f"{median / medians['local']:.2f}")
    return table


if __name__ == "__main__":
    main()
