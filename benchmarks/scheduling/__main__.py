"""Timetables of six sizes, beside two ways without a solver: `python -m benchmarks.scheduling --sizes S M`.

The table is printed in Markdown. Every timetable of `homeward` has passed the independent check.
"""

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks import machine
from benchmarks.results import console, results_table
from benchmarks.scheduling.instances import SIZES, instance
from benchmarks.scheduling.rivals import RIVALS
from homeward.scheduling.candidates import Candidates
from homeward.scheduling.check import check
from homeward.scheduling.problem import Goal, Problem, goals_of
from homeward.scheduling.reading import read_problem
from homeward.scheduling.solver import solve
from homeward.scheduling.solver.score import Scores

SHOWN = {
    "required_scheduled": "required",
    "optional_scheduled": "optional",
    "external_none": "no external",
    "external_other_department": "other dept",
    "facilitator_most": "most led",
    "external_most": "most consulted",
    "slack_days": "slack",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one contender reached; a bound that is None was not proven. `processor`: seconds of processor time, which
    on a busy machine are fewer than those on the clock.
    """

    size: str
    roundtables: int
    who: str
    seconds: float
    processor: float
    goals: tuple[Goal, ...]
    values: tuple[int, ...]
    bounds: tuple[int | None, ...]


def main(arguments: Sequence[str] | None = None, page: Console | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scheduling", description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=tuple(SIZES), default=("XS", "S", "M", "L", "XL"))
    parser.add_argument("--seconds", type=float, default=60, help="the time of each timetable")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up problems")
    asked = parser.parse_args(arguments)
    page = page or console()
    for line in machine.description():
        page.print(line)
    measured = [one for size in asked.sizes for one in measure(size, asked.seconds, asked.seed)]
    page.print(table_of(measured))


def measure(size: str, seconds: float, seed: int) -> list[Measured]:
    """The rivals and Homeward on one problem."""
    problem = read_problem(json.dumps(instance(size, seed)).encode())
    goals, found = goals_of(problem), []
    for who, make in RIVALS.items():
        begun = _clocks()
        candidates = Candidates(problem)
        values = Scores(candidates, {}).of(make(candidates))
        found.append(Measured(size, len(problem.roundtables), who, *_since(begun), goals, values, (None,) * len(goals)))
    return [*found, _measure_homeward(size, problem, seconds)]


def _measure_homeward(size: str, problem: Problem, seconds: float) -> Measured:
    begun = _clocks()
    timetable = solve(problem, seconds=seconds).timetable
    took = _since(begun)
    assert check(problem, timetable) == []
    goals = goals_of(problem)
    return Measured(size, len(problem.roundtables), "homeward", *took, goals, timetable.objective, timetable.bound)


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(begun: tuple[float, float]) -> tuple[float, float]:
    clock, processor = _clocks()
    return clock - begun[0], processor - begun[1]


def table_of(measured: Sequence[Measured]) -> Table:
    """A row for each; behind a value of Homeward stands the bound, or = if it was reached."""
    table = results_table("size", "by", numbers=("roundtables", "s", "processor s", *SHOWN.values()))
    for one in measured:
        cells = [_cell(one, name) for name in SHOWN]
        table.add_row(one.size, one.who, f"{one.roundtables:,}", f"{one.seconds:.1f}", f"{one.processor:.1f}", *cells)
    return table


def _cell(one: Measured, name: str) -> str:
    told = []
    for goal, value, bound in zip(one.goals, one.values, one.bounds, strict=True):
        if goal.name == name:
            sign = "" if bound is None else " =" if bound == value else f" ({bound:,})"
            told.append(f"{value:,}{sign}")
    return " / ".join(told)


if __name__ == "__main__":
    main()
