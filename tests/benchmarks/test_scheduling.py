"""The made-up problems of timetabling, and the table of what is reached on them."""

import json

import pytest
from rich.console import Console

from benchmarks.scheduling.__main__ import main, measure
from benchmarks.scheduling.instances import SIZES, instance
from homeward.scheduling.reading import read_problem


@pytest.mark.parametrize("size", [name for name in SIZES if name != "XXL"])
def test_a_made_up_problem_is_in_order_and_the_same_each_time(size: str) -> None:
    found = instance(size)
    assert found == instance(size)
    assert found != instance(size, seed=2)
    assert len(read_problem(json.dumps(found).encode()).roundtables) == SIZES[size].roundtables


def test_the_table_has_a_row_for_each_contender(page: Console) -> None:
    main(["--sizes", "XS", "--seconds", "10"], page)
    rows = [line for line in page.export_text().splitlines() if line.startswith("| XS")]
    assert [row.split("|")[2].strip() for row in rows] == ["by due day", "smart greedy", "homeward"]
    assert "=" in rows[2]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_rival_is_better_goal_by_goal(seed: int) -> None:
    *rivals, ours = measure("S", 10, seed)
    signs = [1 if goal.is_made_large else -1 for goal in ours.goals]
    for rival in rivals:
        ranked = [[value * sign for value, sign in zip(one.values, signs, strict=True)] for one in (rival, ours)]
        assert ranked[0] <= ranked[1]
