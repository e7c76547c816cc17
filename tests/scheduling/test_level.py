"""Loads are made fair where it costs nothing: never by changing what people were told."""

from datetime import datetime

import pytest

from homeward.scheduling.candidates import Candidates
from homeward.scheduling.problem import Announced
from homeward.scheduling.solver import search, solve
from homeward.scheduling.solver.board import Board, announced_in_numbers
from homeward.scheduling.solver.level import levelled
from tests.scheduling.documents import document, problem_of

TOLD = {
    name: Announced(datetime.fromisoformat(f"2026-12-0{day}T13:00"), "hall", "leader", "guest")
    for name, day in (("first", 2), ("next", 3))
}
"""One leads both, on days that are not the best ones."""


def leads(*, announced: bool) -> dict[str, int]:
    """How many each leads once the loads were made fair."""
    candidates = Candidates(problem_of(document()))
    told = announced_in_numbers(candidates, TOLD)
    board = Board(candidates)
    for number, meeting in told.items():
        assert meeting
        board.put(number, meeting)
    people = candidates.problem.people
    fair = levelled(board, told if announced else {})
    return {people[number].id: count for number, count in fair.leads.items() if count}


def test_a_meeting_is_handed_over_to_somebody_who_has_less() -> None:
    assert leads(announced=False) == {"leader": 1, "second": 1}


def test_a_meeting_that_was_announced_is_not_handed_over() -> None:
    assert leads(announced=True) == {"leader": 2}


@pytest.mark.parametrize("small", [search._SMALL, 0])
def test_what_was_announced_stays_though_other_days_and_people_would_be_better(
    small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_SMALL", small)
    found = solve(problem_of(document()), TOLD, seconds=10).timetable
    assert found.objective[1] == 0
    assert {one.roundtable: (one.start, one.facilitator) for one in found.meetings} == {
        name: (one.start, one.facilitator) for name, one in TOLD.items()
    }
