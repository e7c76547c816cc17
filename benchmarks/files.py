"""Files to files with all columns, against reading and writing alone: `python -m benchmarks.files --children 100000`.

Reading and writing alone is what the whole costs if nothing is computed: the same reader gives the same chunks, and the
same writer writes the same rows, which were computed before and lie in memory (as Arrow files that are mapped into it).
Each run is a process of its own. The two take turns, the files they write are compared, and the first round of both is
not counted.
"""

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from pyarrow import memory_map
from pyarrow.ipc import open_file
from rich.console import Console
from rich.table import Table

from benchmarks.caseloads import AS_OF, made_caseload
from benchmarks.outputs import TABLES, refuse_other_rows
from benchmarks.processes import in_own_process
from benchmarks.results import console, results_table
from homeward.batch.caseload import Reading, read_caseload
from homeward.batch.files import Format, evaluate_chunk, evaluate_files, write_table, written_aside
from homeward.batch.frames import determination_schema, obligation_schema
from homeward.policy import load_manual


@dataclass(slots=True)
class Result:
    """What was measured of one way at one size; peak memory is the largest of its processes, in MiB."""

    way: str
    children: int
    format: Format
    seconds: list[float] = field(default_factory=list)
    peak_memory: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.files", description=__doc__)
    parser.add_argument("--children", type=int, default=100_000)
    parser.add_argument("--format", choices=["parquet", "csv"], default="parquet")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(arguments)
    page = console()
    page.print(table_of(measure(asked.children, asked.format, asked.rounds, page)))


def measure(children: int, format: Format, rounds: int, page: Console) -> list[Result]:
    """Time both ways in turn. Raises ValueError if they do not write the same rows."""
    # In a process of its own, because inventing many children leaves much memory behind.
    caseload, _ = in_own_process(made_caseload, children, format)
    both = [Result("homeward", children, format), Result("reading and writing alone", children, format)]
    with TemporaryDirectory(prefix="files-", dir=caseload.parent) as name:
        folder = Path(name)
        in_own_process(keep_answers, caseload, folder / "answers")
        outs = [folder / "homeward", folder / "alone"]
        for number in range(rounds + 1):
            runs = (
                in_own_process(homeward, caseload, outs[0], format),
                in_own_process(reading_and_writing_alone, caseload, folder / "answers", outs[1], format),
            )
            for result, (seconds, peak) in zip(both, runs, strict=True):
                page.print(f"round {number}, {children:,} children, {format}, {result.way}: {seconds:.2f} s")
                result.peak_memory = max(result.peak_memory, peak)
                result.seconds += [seconds] if number else []
        refuse_other_rows(*outs)
    return both


def homeward(caseload: Path, out: Path, format: Format) -> float:
    """Read, evaluate and write a caseload; how many seconds that took."""
    start = time.perf_counter()
    with read_caseload(caseload) as reading:
        evaluate_files(reading, load_manual(), AS_OF, out, format=format)
    return time.perf_counter() - start


def reading_and_writing_alone(caseload: Path, answers: Path, out: Path, format: Format) -> float:
    """Do what `evaluate_files` does, but take each chunk's rows from `answers`; how many seconds that took."""
    start = time.perf_counter()
    with read_caseload(caseload) as reading, written_aside(out) as aside:
        write_table(_kept(reading, answers), obligation_schema(), aside / f"obligations.{format}")
        determinations = (_mapped(file) for file in sorted(answers.glob("determinations-*")))
        write_table(determinations, determination_schema(), aside / f"determinations.{format}")
    return time.perf_counter() - start


def keep_answers(caseload: Path, answers: Path) -> None:
    """Compute the rows of each chunk, for `reading_and_writing_alone` to write."""
    answers.mkdir()
    manual = load_manual()
    with read_caseload(caseload) as reading:
        for number, chunk in enumerate(reading.chunks()):
            frames = evaluate_chunk(chunk, manual, AS_OF, every=False)[:2]
            for table, frame in zip(TABLES, frames, strict=True):
                frame.write_ipc(_answer(answers, table, number), compression="uncompressed")


def _kept(reading: Reading, answers: Path) -> Iterator[pl.DataFrame]:
    for number, _ in enumerate(reading.chunks()):
        yield _mapped(_answer(answers, "obligations", number))


def _mapped(file: Path) -> pl.DataFrame:
    """The frame that a file holds, without a copy (`polars.read_ipc` makes one)."""
    with memory_map(str(file)) as mapped:
        return pl.DataFrame(open_file(mapped).read_all())


def _answer(answers: Path, table: str, number: int) -> Path:
    return answers / f"{table}-{number:06d}.arrow"


def table_of(results: Sequence[Result]) -> Table:
    """The measurements; ratios are against reading and writing alone, which comes last of each pair."""
    table = results_table("", "files", numbers=("children", "median, s", "µs a child", "ratio", "peak, MiB"))
    alone = {(result.children, result.format): result.median for result in results}
    for result in results:
        table.add_row(
            result.way,
            "Parquet" if result.format == "parquet" else "CSV",
            f"{result.children:,}",
            f"{result.median:.2f}",
            f"{result.median / result.children * 1e6:.1f}",
            f"{result.median / alone[result.children, result.format]:.1f}",
            f"{result.peak_memory:,}",
        )
    return table


if __name__ == "__main__":
    main()
