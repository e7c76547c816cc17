"""A fairer load: meetings of whoever leads or consults the most are handed to somebody who has less."""

from collections import Counter
from collections.abc import Mapping

from homeward.scheduling.solver.board import NOBODY, Board, Placed


def levelled(board: Board, announced: Mapping[int, Placed | None]) -> Board:
    """The same board, with no meeting left that a single handing-over would bring to somebody with less to do.

    What stands as it was announced is left alone: a change weighs more than a load.
    """
    while _hand_over(board, "leader", board.leads, announced) or _hand_over(
        board, "external", board.consults, announced
    ):
        pass
    return board


def _hand_over(board: Board, seat: str, loads: Counter[int], announced: Mapping[int, Placed | None]) -> bool:
    """Relieve one person with the largest load, if that can be."""
    most = max(loads.values(), default=0)
    for number, meeting in list(board.placed.items()):
        now = getattr(meeting, seat)
        asked = board.candidates.problem.roundtables[number]
        told = None if seat == "leader" else NOBODY
        is_as_announced = announced.get(number) == meeting
        if now == told or loads[now] < most or is_as_announced or _is_fixed(asked.pin, seat):
            continue
        able = [one for one in _others(board, number, meeting, seat) if loads[one] < most - 1]
        for person in sorted(able, key=lambda one: (loads[one], one)):
            if _could_step_in(board, number, person, seat):
                board.put(number, board.take(number)._replace(**{seat: person}))
                return True
    return False


def _is_fixed(pin: object, seat: str) -> bool:
    return getattr(pin, "facilitator" if seat == "leader" else "external") is not None


def _could_step_in(board: Board, number: int, person: int, seat: str) -> bool:
    """Whether somebody has time for a meeting that others have now, and sits in no other seat of it."""
    meeting, length = board.placed[number], board.candidates.each[number].length
    starts = board.free(person, board.site(meeting.room), length)
    if seat == "leader":
        starts &= board.candidates.free_to_lead(person, length)
    return bool(starts >> meeting.start & 1) and person not in (meeting.leader, meeting.external)


def _others(board: Board, number: int, meeting: Placed, seat: str) -> tuple[int, ...]:
    """Those who could sit there as well as who does now: an external consultant only of the same tier."""
    one = board.candidates.each[number]
    if seat == "leader":
        return one.leaders
    return one.other_agency if meeting.external in one.other_agency else one.other_department
