"""Which meetings are made anew together: one that could be better, and those that stand in its way."""

from random import Random

from homeward.scheduling.calendar import CELLS, bits, block, spread
from homeward.scheduling.candidates import any_of
from homeward.scheduling.problem import Goal
from homeward.scheduling.solver.board import NOBODY, Board
from homeward.scheduling.solver.score import Scores

Allowed = dict[int, dict[str | None, int]]

_MOST_CHOICES = 6_000
_MOST_MEETINGS = 40


def worst_places(board: Board, scores: Scores, goal: Goal, random: Random) -> int | None:
    """A roundtable that keeps the goal from being reached; None if there is none."""
    asked = board.candidates.problem.roundtables
    possible = [number for number, one in enumerate(board.candidates.each) if one.starts]
    match goal.name:
        case "required_scheduled":
            found = [one for one in possible if one not in board.placed and asked[one].required]
        case "optional_scheduled":
            found = [
                one
                for one in possible
                if one not in board.placed and not asked[one].required and asked[one].priority == goal.priority
            ]
        case "changed":
            found = [one for one, told in scores.announced.items() if told and board.placed.get(one) != told]
        case "external_none" | "external_other_department":
            tier = 2 if goal.name == "external_none" else 1
            found = [one for one in board.placed if board.tier(one) == tier]
        case "facilitator_most":
            most = max(board.leads.values(), default=0)
            found = [one for one, meeting in board.placed.items() if board.leads[meeting.leader] == most]
        case "external_most":
            most = max(board.consults.values(), default=0)
            found = [
                one
                for one, meeting in board.placed.items()
                if meeting.external != NOBODY and board.consults[meeting.external] == most
            ]
        case _:
            found = [one for one, meeting in board.placed.items() if _could_be_earlier(board, scores, one)]
    return random.choice(sorted(found)) if found else None


def _could_be_earlier(board: Board, scores: Scores, number: int) -> bool:
    earliest = board.candidates.each[number].starts
    first = (earliest & -earliest).bit_length() - 1
    return scores.slack(number, board.placed[number].start // CELLS) < scores.slack(number, first // CELLS)


def neighbourhood(board: Board, focus: int, random: Random) -> tuple[Allowed, Board]:
    """The starts of the meetings to be made anew, and the board without them."""
    each = board.candidates.each
    wanted = any_of(block(start, each[focus].length) for start in bits(each[focus].starts))
    people = set(each[focus].attendees)

    def nearness(number: int) -> float:
        meeting = board.placed.get(number)
        shared = len(people.intersection(each[number].attendees))
        taken = 0.0
        if meeting is not None:
            taken = 1.0 if wanted & block(meeting.start, each[number].length) else 0.0
        elif not each[number].starts & wanted:
            return -1.0
        return (2 * shared if taken or meeting is None else 0.5 * shared) + taken + 1.5 * random.random()

    others = sorted((one for one in range(len(each)) if one != focus and each[one].starts), key=nearness, reverse=True)
    bare = board.copy()
    chosen: list[int] = []
    for number in [focus, *others[:_MOST_MEETINGS]]:
        chosen.append(number)
        if number in bare.placed:
            bare.take(number)
        if len(chosen) % 4 == 0 and sum(_choices(bare, one) for one in chosen) > _MOST_CHOICES:
            break
    return {one: starts_beside(bare, one) for one in chosen}, bare


def starts_beside(board: Board, number: int) -> dict[str | None, int]:
    """The starts, by site, that the meetings on a board leave to a roundtable's attendees and rooms."""
    one = board.candidates.each[number]
    found = {}
    for site, rooms in board.rooms_by_site(number).items():
        starts = one.starts & board.free_for(number, site, one.attendees)
        if starts:
            starts &= any_of(~spread(board.room_blocked(room), one.length) for room in rooms)
        if starts:
            found[site] = starts
    return found


def _choices(board: Board, number: int) -> int:
    """About how many choices a roundtable adds to the exact model."""
    one = board.candidates.each[number]
    seats = len(one.leaders) + len(one.other_agency) + len(one.other_department)
    starts = sum(starts.bit_count() for starts in starts_beside(board, number).values())
    return starts * (1 + len(one.rooms) + seats)
