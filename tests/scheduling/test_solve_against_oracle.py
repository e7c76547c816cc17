"""The solver against a list of all timetables, on problems that are small enough for it."""

import json
from math import prod
from typing import Any

import pytest

from homeward.scheduling.check import check
from homeward.scheduling.fields import ScheduleError
from homeward.scheduling.problem import Problem
from homeward.scheduling.reading import read_problem
from homeward.scheduling.solution import read_announced
from homeward.scheduling.solver import search, solve
from tests.scheduling.oracle import Oracle, best_of_all
from tests.scheduling.tiny import old_meetings, tiny_problem

MOST_TIMETABLES = 20_000


def sound(document: dict[str, Any]) -> Problem:
    """The problem, without the first of the pins that contradict each other."""
    for one in (None, *document["roundtables"]):
        if one is not None:
            one.pop("pinned", None)
        try:
            return read_problem(json.dumps(document).encode())
        except ScheduleError:
            continue
    raise AssertionError("without pins nothing is at fault")


def compare(seeds: range) -> None:
    """Solve the problems of these seeds, and look for a better timetable among all there are."""
    for seed in seeds:
        document = tiny_problem(seed)
        problem = sound(document)
        if prod(1 + len(ways) for ways in Oracle(problem, {}).ways.values()) > MOST_TIMETABLES:
            continue
        announced = read_announced(json.dumps(old_meetings(seed, document)).encode()) if seed % 2 else {}
        timetable = solve(problem, announced, seconds=20).timetable
        best = best_of_all(problem, announced)
        assert (seed, timetable.objective, timetable.bound) == (seed, best, best)
        assert check(problem, timetable, announced) == []


@pytest.mark.parametrize("block", range(0, 240, 30))
def test_no_timetable_is_better_than_the_one_found(block: int) -> None:
    compare(range(block, block + 30))


@pytest.mark.parametrize("block", range(240, 320, 20))
def test_the_way_of_large_problems_finds_the_same(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_SMALL", 0)
    compare(range(block, block + 20))
