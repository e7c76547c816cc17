"""`homeward schedule`: a problem in, a timetable of roundtables out."""

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.endings import CommandError
from homeward.cli.outputs import refuse_file
from homeward.cli.terminal import Page, columns, progress, tell
from homeward.cli.words import counted, plain, printable

if TYPE_CHECKING:
    from homeward.scheduling.problem import Problem, Timetable

_START_OF_PYTHON = 0.3
"""Seconds that have passed before a command begins."""


def schedule(
    problem: Annotated[Path, typer.Argument(metavar="PROBLEM", help="The problem, a file of JSON.")],
    out: Annotated[Path, typer.Option("--out", metavar="SOLUTION", help="The file for the timetable, JSON too.")],
    *,
    seconds: Annotated[float, typer.Option("--seconds", help="How long the whole command may take.")] = 60,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another number, another search.")] = 1,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="OLD", help="A solution that was announced: change as little of it as may be."),
    ] = None,
) -> None:
    """Make a timetable of roundtables.

    Who meets when, where, and with whom. Problem and solution are described in docs/schedule.md. Exit status: 0 a
    timetable was written; 2 the problem is at fault (each fault on standard error, nothing written).
    """
    begun = time.monotonic() - _START_OF_PYTHON
    refuse_file(out, "--out", problem)
    if not 0 < seconds < 10_000_000:
        raise CommandError(f"--seconds: {seconds} is no time to work in. Write a number above 0, such as 60.")
    asked, timetable = _solve(problem, keep, begun, seconds, seed)
    _write(out, asked, timetable, time.monotonic() - begun)
    _show(out, asked, timetable)


def _solve(file: Path, keep: Path | None, begun: float, seconds: float, seed: int) -> "tuple[Problem, Timetable]":
    """Read the documents and solve the problem, within the time that is left."""
    from homeward.scheduling.fields import ScheduleError
    from homeward.scheduling.reading import read_problem
    from homeward.scheduling.solution import read_announced
    from homeward.scheduling.solver import solve

    try:
        asked = read_problem(file.read_bytes())
        announced = read_announced(keep.read_bytes()) if keep else {}
    except ScheduleError as wrong:
        raise CommandError(*wrong.faults) from wrong
    except OSError as problem:
        raise CommandError(f"{problem.filename}: {problem.strerror}") from problem
    with progress() as shown:
        left = begun + seconds - time.monotonic()
        result = solve(asked, announced, seconds=left, seed=seed, progress=shown.advance)
    for note in result.notes:
        tell(note)
    return asked, result.timetable


def _write(out: Path, problem: "Problem", timetable: "Timetable", seconds: float) -> None:
    """The solution, written aside and moved when it is whole."""
    from homeward.scheduling.solution import write_solution

    aside = out.with_name(f".{out.name}.part")
    try:
        aside.write_text(write_solution(problem, timetable, seconds), encoding="utf-8")
        aside.replace(out)
    finally:
        aside.unlink(missing_ok=True)


def _show(out: Path, problem: "Problem", timetable: "Timetable") -> None:
    """What was reached, what could be at best, and why some have no place."""
    from homeward.scheduling.problem import goals_of

    page = Page()
    asked = counted(len(problem.roundtables), "roundtable")
    page.line(f"{counted(len(timetable.meetings), 'meeting')} for {asked}", style="bold")
    table = columns("", "reached", "at best", right=(1, 2), whole=(0, 1, 2))
    for goal, value, bound in zip(goals_of(problem), timetable.objective, timetable.bound, strict=True):
        name = plain(goal.name) if goal.priority is None else f"{plain(goal.name)}, priority {goal.priority}"
        table.add_row(f"  {name}", f"{value:,}", "not known" if bound is None else f"{bound:,}")
    page.table(table)
    if timetable.unscheduled:
        page.heading("Without a place")
        reasons = Counter(", ".join(one.blocked_by) for one in timetable.unscheduled)
        for reason, number in reasons.most_common(10):
            page.line(f"{number:>5,}  {printable(reason)}", indent=2, hanging=7)
    page.line()
    page.whole(f"Written: {out}")
