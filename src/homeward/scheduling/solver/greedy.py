"""The first timetable: one roundtable after the other, those with the fewest possible starts first."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from homeward.scheduling.calendar import bits, spread
from homeward.scheduling.candidates import Candidates, any_of
from homeward.scheduling.problem import Roundtable
from homeward.scheduling.solver.board import NOBODY, Board, Placed
from homeward.scheduling.solver.program import Limits


def first_timetables(candidates: Candidates, announced: Mapping[int, Placed | None], limits: Limits) -> Iterator[Board]:
    """A timetable for each order of serving that has proved good; if the time ends, with as many as were served."""
    kept = {number: meeting for number, meeting in announced.items() if meeting is not None}
    for order in (_by_starts, _by_end):
        yield fill(_with_pinned(candidates), order(candidates), {}, limits)
        if kept:
            yield fill(_with_pinned(candidates), order(candidates), kept, limits)


def _with_pinned(candidates: Candidates) -> Board:
    """The meetings of which everything is pinned: they are held in any case."""
    board = Board(candidates)
    for number, asked in enumerate(candidates.problem.roundtables):
        pin, one = asked.pin, candidates.each[number]
        if pin.is_whole:
            external = next((person for person, _ in one.consultants()), NOBODY)
            board.put(number, Placed(next(bits(one.starts)), one.rooms[0], one.leaders[0], external))
    return board


def _rank(asked: Roundtable) -> tuple[bool, int]:
    """Required ones first; among optional ones by priority."""
    return (not asked.required, 0 if asked.required else asked.priority)


def _by_starts(candidates: Candidates) -> list[int]:
    asked = candidates.problem.roundtables
    return sorted(range(len(asked)), key=lambda one: (_rank(asked[one]), candidates.each[one].starts.bit_count(), one))


def _by_end(candidates: Candidates) -> list[int]:
    asked = candidates.problem.roundtables
    return sorted(range(len(asked)), key=lambda one: (_rank(asked[one]), candidates.each[one].starts.bit_length(), one))


def fill(
    board: Board, order: Iterable[int], kept: Mapping[int, Placed] | None = None, limits: Limits | None = None
) -> Board:
    """Put on the board what still fits: first what was announced, as it was, then each in its order."""
    order = list(order)
    for number in order:
        if kept and number in kept and number not in board.placed and board.fits(number, kept[number]):
            board.put(number, kept[number])
    for number in order:
        if limits and limits.is_over():
            return board
        if number not in board.placed:
            meeting = best_place(board, number)
            if meeting is not None:
                board.put(number, meeting)
    return board


def best_place(board: Board, number: int) -> Placed | None:
    """The place for one more meeting: the best external, then the earliest start, then who has the least."""
    found = [_Places(board, number, site, rooms) for site, rooms in board.rooms_by_site(number).items()]
    for tier in range(3):
        starts = any_of(one.by_tier[tier] for one in found)
        for start in bits(starts):
            for one in found:
                if one.by_tier[tier] >> start & 1:
                    meeting = one.meeting(start, tier)
                    if meeting is not None:
                        return meeting
    return None


class _Places:
    """The starts that are free for a roundtable at one site, by the tier of external that they allow."""

    def __init__(self, board: Board, number: int, site: str | None, rooms: tuple[int, ...]) -> None:
        one = board.candidates.each[number]
        self._board, self._one = board, one
        starts = one.starts & board.free_for(number, site, one.attendees)
        self._rooms = {room: starts & ~spread(board.room_blocked(room), one.length) for room in rooms} if starts else {}
        starts = any_of(self._rooms.values())
        self._leaders: dict[int, int] = {}
        if starts:
            self._leaders = {
                person: board.candidates.free_to_lead(person, one.length) & board.free(person, site, one.length)
                for person in one.leaders
            }
        starts &= any_of(self._leaders.values())
        self._consultants = (
            [
                {person: board.free(person, site, one.length) for person in tier}
                for tier in (one.other_agency, one.other_department)
            ]
            if starts
            else [{}, {}]
        )
        self.by_tier = [starts & any_of(tier.values()) for tier in self._consultants]
        self.by_tier.append(starts if one.may_lack_external else 0)

    def meeting(self, start: int, tier: int) -> Placed | None:
        """A meeting at this start: the least loaded facilitator and external who are two persons."""
        board = self._board
        room = next(room for room, starts in self._rooms.items() if starts >> start & 1)
        leaders = (person for person, starts in self._leaders.items() if starts >> start & 1)
        by_load = sorted(leaders, key=lambda person: (board.leads[person], board.consults[person], person))
        if tier == 2:
            return Placed(start, room, by_load[0], NOBODY)
        consultants = (person for person, starts in self._consultants[tier].items() if starts >> start & 1)
        externals = sorted(consultants, key=lambda person: (board.consults[person], board.leads[person], person))
        pairs = chain.from_iterable(((leader, external) for external in externals) for leader in by_load)
        return next((Placed(start, room, *pair) for pair in pairs if pair[0] != pair[1]), None)
