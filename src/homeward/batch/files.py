"""A caseload of any size on this machine: read in chunks of whole children, evaluated, written aside, then moved."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from homeward.batch.caseload import Reading
from homeward.batch.frames import determination_schema, determinations_frame, obligation_schema, obligations_frame
from homeward.policy.caseload import Caseload
from homeward.policy.evaluate import evaluate
from homeward.policy.manual import Manual

if TYPE_CHECKING:
    import polars as pl

Format = Literal["csv", "parquet"]
Progress = Callable[[int], None]
"""Told after each chunk how many children are done."""

_ROWS_IN_A_GROUP: Final = 250_000


@dataclass
class Summary:
    """What came out of a caseload: counts by outcome and by determination, and what was left aside."""

    children: int = 0
    episodes: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    determinations: Counter[str] = field(default_factory=Counter)
    stray_events: list[tuple[str, str, date]] = field(default_factory=list)
    """Events that lie in no episode of their child: (child_id, kind, on)."""


def evaluate_files(
    reading: Reading,
    manual: Manual,
    as_of: date,
    out: Path,
    *,
    format: Format = "csv",
    every: bool = False,
    progress: Progress = lambda children: None,
) -> Summary:
    """Evaluate a caseload that was read and write `obligations` and `determinations` into the folder `out`.

    Nothing appears in `out` before both tables are whole. Files of the same names are replaced.
    """
    summary = Summary()
    determinations: list[pl.DataFrame] = []

    def obligations() -> Iterator["pl.DataFrame"]:
        for chunk in reading.chunks():
            frame, determined = _evaluate(chunk, manual, as_of, every)
            _count(summary, chunk, frame, determined)
            determinations.append(determined)
            progress(summary.children)
            yield frame

    with _written_aside(out) as aside:
        _write(obligations(), obligation_schema(), aside / f"obligations.{format}")
        _write(iter(determinations), determination_schema(), aside / f"determinations.{format}")
    return summary


def _evaluate(chunk: Caseload, manual: Manual, as_of: date, every: bool) -> tuple["pl.DataFrame", "pl.DataFrame"]:
    evaluation = evaluate(chunk, manual, as_of)
    return obligations_frame(evaluation, every=every), determinations_frame(evaluation)


def _count(summary: Summary, chunk: Caseload, obligations: "pl.DataFrame", determinations: "pl.DataFrame") -> None:
    summary.children += len(chunk.child_id)
    summary.episodes += len(chunk.child)
    summary.stray_events += chunk.stray_events
    for counter, column in (
        (summary.outcomes, obligations["outcome"]),
        (summary.determinations, determinations["determination"]),
    ):
        counter.update(dict(column.value_counts().iter_rows()))


def _write(frames: Iterator["pl.DataFrame"], schema: "pl.Schema", file: Path) -> None:
    """Write frames one after the other into one file, holding only a few of them at a time."""
    if file.suffix == ".csv":
        with file.open("wb") as opened:
            schema.to_frame().write_csv(opened)
            for frame in frames:
                frame.write_csv(opened, include_header=False)
        return
    from polars.io.plugins import register_io_source

    def source(
        with_columns: list[str] | None, predicate: "pl.Expr | None", n_rows: int | None, batch_size: int | None
    ) -> Iterator["pl.DataFrame"]:
        yield from frames

    register_io_source(source, schema=schema, is_pure=True).sink_parquet(
        file, compression="zstd", compression_level=1, row_group_size=_ROWS_IN_A_GROUP, maintain_order=True
    )


@contextmanager
def _written_aside(out: Path) -> Iterator[Path]:
    """A folder beside the results; what is in it is moved to `out` if nothing goes wrong, and else thrown away."""
    out.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".being-written-", dir=out))
    try:
        yield aside
        for file in sorted(aside.iterdir()):
            file.replace(out / file.name)
    finally:
        shutil.rmtree(aside)
