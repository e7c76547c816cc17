"""For a roundtable without a place: the time at which the fewest of those who are taken by others stand in its way."""

from dataclasses import dataclass
from datetime import datetime

from homeward.scheduling.calendar import bits, spread
from homeward.scheduling.candidates import Candidates, any_of
from homeward.scheduling.problem import Announced, Problem, Timetable
from homeward.scheduling.solver.board import Board, announced_in_numbers


@dataclass(frozen=True, slots=True)
class Nearest:
    """A time, and what other meetings take away there: `attendee:<id>`, `certified facilitator`, `room`."""

    start: datetime
    taken: tuple[str, ...]


def nearest(problem: Problem, timetable: Timetable) -> dict[str, Nearest]:
    """For each roundtable that could be held alone and has no place; the earliest of the times that are alike."""
    candidates = Candidates(problem)
    board = _board_of(candidates, timetable)
    found = {}
    for number, asked in enumerate(problem.roundtables):
        if number not in board.placed and candidates.each[number].starts:
            found[asked.id] = _nearest(candidates, board, number)
    return found


def _board_of(candidates: Candidates, timetable: Timetable) -> Board:
    meetings = {
        one.roundtable: Announced(one.start, one.room, one.facilitator, one.external) for one in timetable.meetings
    }
    board = Board(candidates)
    for number, placed in announced_in_numbers(candidates, meetings).items():
        if placed is not None:
            board.put(number, placed)
    return board


def _nearest(candidates: Candidates, board: Board, number: int) -> Nearest:
    one, people = candidates.each[number], candidates.problem.people
    best: tuple[int, int, tuple[str, ...]] | None = None
    for site, rooms in board.rooms_by_site(number).items():
        free = {f"attendee:{people[person].id}": board.free(person, site, one.length) for person in one.attendees}
        leaders = [
            candidates.free_to_lead(person, one.length) & board.free(person, site, one.length) for person in one.leaders
        ]
        free["certified facilitator"] = any_of(leaders)
        free["room"] = any_of(~spread(board.room_blocked(room), one.length) for room in rooms)
        for start in bits(one.starts):
            taken = tuple(name for name, mask in free.items() if not mask >> start & 1)
            if best is None or (len(taken), start) < best[:2]:
                best = (len(taken), start, taken)
    assert best, "it could be held alone"
    return Nearest(candidates.calendar.moment(best[1]), best[2])
