"""`homeward policy diff`: what a change of the manual moves for real children."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from homeward.cli.arguments import AsOf, CaseloadPath, Settings, day_to_look_at, open_manual
from homeward.cli.outputs import refuse_file
from homeward.cli.reading import opened
from homeward.cli.terminal import Page, columns, progress
from homeward.cli.words import counted, day_words, plain, printable

if TYPE_CHECKING:
    from homeward.batch.compare import Comparison

SHOWN: Final = 3
"""Rows of each rule and change that the terminal shows; a file takes all of them."""

Old = Annotated[str, typer.Argument(metavar="OLD", help="A manual: its name, or its folder.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The manual to compare it with.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write every row that differs to a CSV file.")]


def diff(
    old: Old, new: New, caseload: CaseloadPath, as_of: AsOf = None, settings: Settings = None, out: Out = None
) -> None:
    """Show what moves for real children under another manual.

    Which obligations and determinations appear, vanish or move: counts by rule, and some of the rows. Settings (--set)
    are those of NEW: give the same manual twice to see what a setting moves.
    """
    from homeward.batch.compare import compare_manuals

    before, after = open_manual(old), open_manual(new, settings)
    day = day_to_look_at(as_of, after)
    if out is not None:
        refuse_file(out, "--out", caseload)
    with progress() as shown, opened(caseload, shown) as reading:
        comparison = compare_manuals(reading, before, after, day)
    page = Page()
    page.line(f"{old} → {new}, as of {day_words(day)}", style="bold")
    if not len(comparison.rows):
        page.line("Nothing differs.")
    else:
        _show(page, comparison)
    if out is not None:
        _write_aside(comparison, out.resolve())
        page.line()
        page.whole(f"Written: {out} ({counted(len(comparison.rows), 'row')})")


def _show(page: Page, comparison: "Comparison") -> None:
    page.heading("By rule")
    names = comparison.counts.columns
    table = columns(*(plain(name.removesuffix("_id")) for name in names), right=tuple(range(1, len(names))), whole=(0,))
    for row in comparison.counts.iter_rows():
        table.add_row(str(row[0]), *(f"{number:,}" if number else "" for number in row[1:]))
    page.table(table)

    rows = comparison.rows.group_by("rule_id", "change", maintain_order=True).head(SHOWN)
    rows = rows.sort("rule_id", "change", maintain_order=True)
    page.heading(
        "Rows" if len(rows) == len(comparison.rows) else f"Rows: up to {SHOWN} of each (--out writes them all)"
    )
    table = columns("child", "rule", "change", "", whole=(1, 2))
    for answer in rows.iter_rows(named=True):
        occasion = "" if answer["occasion"] is None else f" {answer['occasion']}"
        table.add_row(
            printable(answer["child_id"]), f"{answer['rule_id']}{occasion}", answer["change"], _difference(answer)
        )
    page.table(table)


def _difference(row: dict[str, Any]) -> str:
    """What is otherwise: due dates, else the outcome, else the first date that differs."""
    if row["change"] == "appears":
        return _answer(row, "new")
    if row["change"] == "vanishes":
        return _answer(row, "old")
    moved = [name for name in ("due_on", "outcome", "opens_on", "met_on") if row[f"{name}_old"] != row[f"{name}_new"]]
    return "; ".join(
        f"{plain(name.removesuffix('_on'))} {_cell(row[f'{name}_old'])} → {_cell(row[f'{name}_new'])}" for name in moved
    )


def _answer(row: dict[str, Any], side: str) -> str:
    due = row[f"due_on_{side}"]
    return plain(row[f"outcome_{side}"]) + (f", due {due}" if due else "")


def _cell(value: Any) -> str:
    return "none" if value is None else plain(str(value))


def _write_aside(comparison: "Comparison", out: Path) -> None:
    """Write the rows beside the file, and then move them into its place."""
    aside = out.with_name(f".{out.name}.being-written")
    try:
        comparison.rows.write_csv(aside)
        aside.replace(out)
    finally:
        aside.unlink(missing_ok=True)
