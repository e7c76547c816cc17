"""From a board to a timetable that can be shown: names, moments and reasons."""

from collections.abc import Sequence

from homeward.scheduling.explain import explain
from homeward.scheduling.problem import TIERS, Meeting, Timetable
from homeward.scheduling.solver.board import NOBODY, Board
from homeward.scheduling.solver.score import Scores


def timetable_of(board: Board, scores: Scores, bound: Sequence[int | None]) -> Timetable:
    """The timetable of a board, its meetings in the order of their start, with the bounds that were proven."""
    problem = scores.candidates.problem
    meetings = [_meeting(board, number) for number in board.placed]
    return Timetable(
        meetings=tuple(sorted(meetings, key=lambda one: (one.start, one.room))),
        unscheduled=tuple(
            explain(scores.candidates, number)
            for number in range(len(problem.roundtables))
            if number not in board.placed
        ),
        objective=scores.of(board),
        bound=tuple(bound),
    )


def _meeting(board: Board, number: int) -> Meeting:
    problem, placed = board.candidates.problem, board.placed[number]
    asked = problem.roundtables[number]
    return Meeting(
        roundtable=asked.id,
        start=board.candidates.calendar.moment(placed.start),
        minutes=asked.minutes,
        room=problem.rooms[placed.room].id,
        facilitator=problem.people[placed.leader].id,
        external=None if placed.external == NOBODY else problem.people[placed.external].id,
        external_tier=TIERS[board.tier(number)],
    )
