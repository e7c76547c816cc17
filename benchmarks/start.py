"""How long the commands take that somebody waits for, their start included: `python -m benchmarks.start`."""

import argparse
import statistics
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.caseloads import AS_OF, made_caseload
from benchmarks.programs import seconds_of
from benchmarks.results import console, results_table

CHILD = "jaylen-okafor"
"""One of the named cast, who are in every made caseload of one county."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start", description=__doc__)
    parser.add_argument("--children", type=int, default=1_000, help="the size of the caseload, 10,000 at most")
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args(arguments)
    page = console()
    page.print(table_of(measure(asked.children, asked.runs, page)))


def measure(children: int, runs: int, page: Console) -> dict[str, list[float]]:
    """The seconds of each run by what was run; a first run of each is not counted."""
    caseload = made_caseload(children, "csv")
    seconds: dict[str, list[float]] = {}
    with TemporaryDirectory(prefix="start-", dir=caseload.parent) as name:
        commands = _commands(caseload, children, Path(name))
        for number in range(runs + 1):
            for title, command in commands.items():
                took = seconds_of(*command)
                page.print(f"run {number}, {title}: {took:.2f} s")
                seconds.setdefault(title, []).extend([took] if number else [])
    return seconds


def _commands(caseload: Path, children: int, out: Path) -> dict[str, tuple[object, ...]]:
    whole = f"of {children:,} children, CSV"
    return {
        "homeward --help": ("--help",),
        f"homeward evaluate {whole} to CSV": ("evaluate", caseload, "--as-of", AS_OF, "--out", out),
        f"homeward explain, one {whole}": ("explain", caseload, "--as-of", AS_OF, "--child", CHILD),
    }


def table_of(seconds: dict[str, list[float]]) -> Table:
    """Medians and the slowest of the runs."""
    table = results_table("", numbers=("runs", "median, s", "slowest, s"))
    for title, each in seconds.items():
        table.add_row(title, str(len(each)), f"{statistics.median(each):.2f}", f"{max(each):.2f}")
    return table


if __name__ == "__main__":
    main()
