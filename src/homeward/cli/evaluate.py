"""`homeward evaluate`: a caseload in, every obligation and every roundtable determination out."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from homeward.cli.arguments import (
    AsOf,
    CaseloadPath,
    Every,
    ManualName,
    Settings,
    SkipBadRows,
    day_to_look_at,
    open_manual,
)
from homeward.cli.endings import FAILED, CommandError
from homeward.cli.outputs import refuse_folder
from homeward.cli.reading import opened, tell_stray_events
from homeward.cli.terminal import Page, columns, progress
from homeward.cli.words import BY_URGENCY, STYLES, SYMBOLS, counted, day_words, plain

if TYPE_CHECKING:
    from homeward.batch.files import Summary
    from homeward.policy.manual import Manual

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the two tables; made if absent.")]
Format = Annotated[Literal["csv", "parquet"], typer.Option("--format", help="The format of the two tables.")]
Engine = Annotated[
    Literal["local", "spark"],
    typer.Option("--engine", help="This machine, or Spark (the extra homeward[spark], and Java 17)."),
]


def evaluate(
    caseload: CaseloadPath,
    out: Out,
    *,
    as_of: AsOf = None,
    format: Format = "csv",
    manual: ManualName = None,
    settings: Settings = None,
    every: Every = False,
    skip_bad_rows: SkipBadRows = None,
    engine: Engine = "local",
) -> None:
    """Write every obligation and determination of every child.

    What is owed, by whom, by when and why, and who must have a permanency roundtable: two tables in DIR, described in
    docs/evaluate.md. Exit status: 0 done; 2 the input is at fault (each fault on standard error, nothing written).
    """
    policy = open_manual(manual, settings)
    day = day_to_look_at(as_of, policy)
    refuse_folder(out, "--out", caseload)
    if skip_bad_rows is not None and skip_bad_rows.absolute() in [(out / name).absolute() for name in _tables(format)]:
        raise CommandError(f"--skip-bad-rows: {skip_bad_rows} is one of the two tables. Name another file.")
    summary = _answer(
        caseload, policy, day, out, format=format, every=every, skip_bad_rows=skip_bad_rows, engine=engine
    )
    tell_stray_events(summary.stray_events)
    _show_summary(summary, policy, day, [out / name for name in _tables(format)])


def _tables(format: str) -> list[str]:
    return [f"{table}.{format}" for table in ("obligations", "determinations")]


def _answer(
    caseload: Path,
    manual: "Manual",
    as_of: date,
    out: Path,
    *,
    format: Literal["csv", "parquet"],
    every: bool,
    skip_bad_rows: Path | None,
    engine: str,
) -> "Summary":
    """Read the caseload, evaluate it with the engine that was asked for, and write the tables."""
    from homeward.batch.files import evaluate_files
    from homeward.batch.spark import SparkMissingError, evaluate_on_spark, refuse_without_spark

    try:
        if engine == "spark":
            refuse_without_spark()
        with progress() as shown, opened(caseload, shown, skip_bad_rows=skip_bad_rows) as reading:
            goes_on = partial(shown.advance, "Evaluating children", total=reading.child_count)
            answer = evaluate_on_spark if engine == "spark" else evaluate_files
            return answer(reading, manual, as_of, out, format=format, every=every, progress=goes_on)
    except SparkMissingError as missing:
        raise CommandError(str(missing), status=FAILED) from missing


def _show_summary(summary: "Summary", manual: "Manual", as_of: date, files: Sequence[Path]) -> None:
    """The counts of what came out, and where it lies."""
    from homeward.policy.vocabulary import DETERMINATIONS

    page = Page()
    page.line(f"{manual.title} ({manual.id}), as of {day_words(as_of)}", style="bold")
    page.line(f"{counted(summary.children, 'child', 'children')}, {counted(summary.episodes, 'episode')}")
    _show_counts(page, "Obligations", summary.outcomes, BY_URGENCY)
    if manual.determinations:
        _show_counts(
            page, "Permanency roundtable, for each episode open on that day", summary.determinations, DETERMINATIONS
        )
    page.line()
    for file in files:
        page.whole(f"Written: {file}")


def _show_counts(page: Page, title: str, counts: "Counter[str]", words: Sequence[str]) -> None:
    total = sum(counts.values())
    page.heading(title)
    table = columns("", "", "", right=(1, 2), whole=(0, 1, 2))
    for word in words:
        if counts[word]:
            table.add_row(
                f"  {SYMBOLS[word]} {plain(word)}", f"{counts[word]:,}", _share(counts[word], total), style=STYLES[word]
            )
    table.add_row("    all", f"{total:,}", "")
    page.table(table)


def _share(part: int, whole: int) -> str:
    """A share in whole percent, never "0%" of something."""
    return "<1%" if part * 200 < whole else f"{part / whole:.0%}"
