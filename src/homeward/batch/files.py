"""A caseload of any size on this machine: read in chunks of whole children, evaluated, written aside, then moved."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

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

Write = Callable[[Any], None]
"""Writes one frame of polars behind those before."""


@dataclass
class Summary:
    """What came out of a caseload: counts by outcome and by determination, and what was left aside."""

    children: int = 0
    episodes: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    determinations: Counter[str] = field(default_factory=Counter)
    stray_events: list[tuple[str, str, date]] = field(default_factory=list)
    """Events that lie in no episode of their child: (child_id, kind, on)."""

    def add(self, part: "Summary") -> None:
        """Count in what came out of some more children."""
        self.children += part.children
        self.episodes += part.episodes
        self.outcomes += part.outcomes
        self.determinations += part.determinations
        self.stray_events += part.stray_events


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
            frame, determined, part = evaluate_chunk(chunk, manual, as_of, every=every)
            summary.add(part)
            determinations.append(determined)
            progress(summary.children)
            yield frame

    with written_aside(out) as aside:
        write_table(obligations(), obligation_schema(), aside / f"obligations.{format}")
        write_table(determinations, determination_schema(), aside / f"determinations.{format}")
    return summary


def evaluate_chunk(
    chunk: Caseload, manual: Manual, as_of: date, *, every: bool
) -> tuple["pl.DataFrame", "pl.DataFrame", Summary]:
    """The obligations and the determinations of some whole children, as tables and counted."""
    evaluation = evaluate(chunk, manual, as_of)
    obligations, determinations = obligations_frame(evaluation, every=every), determinations_frame(evaluation)
    summary = Summary(
        children=len(chunk.child_id),
        episodes=len(chunk.child),
        outcomes=_counted(obligations["outcome"]),
        determinations=_counted(determinations["determination"]),
        stray_events=list(chunk.stray_events),
    )
    return obligations, determinations, summary


def _counted(words: "pl.Series") -> Counter[str]:
    return Counter(dict(words.value_counts().iter_rows()))


def write_table(frames: Iterable["pl.DataFrame"], schema: "pl.Schema", file: Path) -> None:
    """Write frames one after the other into one file; the next is computed while one is written."""
    with _OPEN[file.suffix](file, schema) as write, ThreadPoolExecutor(max_workers=1) as writer:
        written = writer.submit(lambda: None)
        for frame in frames:
            written.result()
            written = writer.submit(write, frame)
        written.result()


@contextmanager
def _csv(file: Path, schema: "pl.Schema") -> Iterator[Write]:
    with file.open("wb") as opened:
        schema.to_frame().write_csv(opened)
        yield lambda frame: frame.write_csv(opened, include_header=False)


@contextmanager
def _parquet(file: Path, schema: "pl.Schema") -> Iterator[Write]:
    from polars import CompatLevel
    from pyarrow.parquet import ParquetWriter

    # Text as every reader of Parquet knows it, not as the views that newer ones know.
    oldest = CompatLevel.oldest()
    arrow = schema.to_frame().to_arrow(compat_level=oldest).schema
    with ParquetWriter(file, arrow, compression="zstd", compression_level=1) as writer:
        yield lambda frame: writer.write_table(frame.to_arrow(compat_level=oldest))


_OPEN: Final = {".csv": _csv, ".parquet": _parquet}


@contextmanager
def written_aside(out: Path) -> Iterator[Path]:
    """A folder beside the results; what is in it is moved to `out` if nothing goes wrong, and else thrown away."""
    out.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".being-written-", dir=out))
    try:
        yield aside
        for file in sorted(aside.iterdir()):
            file.replace(out / file.name)
    finally:
        shutil.rmtree(aside)
