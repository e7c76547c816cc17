"""How timetables are made without a solver: one roundtable after the other, each at the best place that is left."""

from collections.abc import Callable

from homeward.scheduling.candidates import Candidates
from homeward.scheduling.solver.board import Board
from homeward.scheduling.solver.greedy import fill


def by_due_day(candidates: Candidates) -> Board:
    """The nearest hearing first, required or not."""
    asked = candidates.problem.roundtables
    order = sorted(range(len(asked)), key=lambda one: (str(asked[one].hearing_on), one))
    return fill(Board(candidates), order)


def smart(candidates: Candidates) -> Board:
    """Required ones first, then by priority; among equals whoever has the fewest possible starts."""
    asked, each = candidates.problem.roundtables, candidates.each
    order = sorted(
        range(len(asked)),
        key=lambda one: (
            not asked[one].required,
            0 if asked[one].required else asked[one].priority,
            each[one].starts.bit_count(),
            one,
        ),
    )
    return fill(Board(candidates), order)


RIVALS: dict[str, Callable[[Candidates], Board]] = {"by due day": by_due_day, "smart greedy": smart}
