"""The smallest model: not when a meeting begins, but on which morning or afternoon it is.

People, rooms and facilitators have only so much time in a stretch of hours without a break. Whatever does not fit in
there no timetable holds; a month of five hundred is a matter of seconds, and mostly there are starts that are as good.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from homeward.scheduling.calendar import CELLS, bits, block
from homeward.scheduling.problem import Goal
from homeward.scheduling.solver.board import Board
from homeward.scheduling.solver.counted import TIERS, CountedModel
from homeward.scheduling.solver.model import Allowed, Use
from homeward.scheduling.solver.program import Limits, is_chosen
from homeward.scheduling.solver.score import Scores


class OutlineModel(CountedModel):
    """A choice is a meeting in a stretch, told by the first cell of the stretch. All roundtables are free to move."""

    def __init__(self, scores: Scores, *, with_tiers: bool, limits: Limits) -> None:
        candidates = scores.candidates
        self._stretches = {start: block(start, length) for start, length in runs(candidates.calendar.open)}
        self._stretch_of = {cell: start for start, cells in self._stretches.items() for cell in bits(cells)}
        board = Board(candidates, without_travel=True)
        everything: Allowed = {number: {None: one.starts} for number, one in enumerate(candidates.each)}
        super().__init__(board, scores, everything, with_tiers=with_tiers, with_loads=True, limits=limits)

    def choices(self, starts: int) -> Iterable[int]:
        """The stretches in which any of the starts lies."""
        return sorted({self._stretch_of[start] for start in bits(starts)})

    def count_rooms(self, listed: Sequence[tuple[Use, Any]], rooms: Sequence[int], turnover: int) -> None:
        self._pack(listed, [self.candidates.closed[room] for room in rooms], turnover)

    def count_free(self, listed: Sequence[tuple[Use, Any]], busy: Sequence[int]) -> None:
        self._pack(listed, busy, 0)

    def keep_apart(self, person: int, uses: Sequence[Use]) -> None:
        self._pack([(use, use.variable) for use in uses], [self.candidates.busy[person]], 0)

    def is_possible(self, use: Use, starts: int) -> bool:
        return bool(starts & self._stretches[use.start] & self.candidates.each[use.number].starts)

    def _pack(self, listed: Sequence[tuple[Use, Any]], busy: Sequence[int], longer: int) -> None:
        """In each stretch, meetings fit into the times in which these are not busy; each needs so many cells after it.

        Said once for each way to count the meetings, as the hours alone say too little.
        """
        by_stretch: dict[int, list[tuple[Use, Any]]] = defaultdict(list)
        for use, variable in listed:
            by_stretch[use.start].append((use, variable))
        for start, uses in by_stretch.items():
            free = [length + longer for mask in busy for _, length in runs(self._stretches[start] & ~mask)]
            needed = [use.length + longer for use, _ in uses]
            for worth in ways_to_count(needed, max(free, default=0)):
                factors, most = dict(worth), sum(most_worth(time, worth) for time in free)
                if sum(factors[length] for length in needed) > most:
                    counted = [(variable, factors[use.length + longer]) for use, variable in uses]
                    self.program.row(((variable, factor) for variable, factor in counted if factor), most=most)

    def starts_on_chosen_days(self) -> dict[int, int]:
        """All starts of each meeting on the day that the last search chose."""
        each = self.candidates.each
        return {
            number: each[number].starts & block(use.start // CELLS * CELLS, CELLS)
            for number, uses in self.starts.items()
            for use in uses
            if is_chosen(use.variable)
        }


@dataclass(frozen=True, slots=True)
class Outline:
    """The bound of a goal where those before it reach what is `kept`, and the starts on the days that reach most."""

    place: int
    kept: Mapping[int, int]
    with_tiers: bool
    bound: int | None
    starts: Mapping[int, int] | None
    is_solved: bool

    def holds(self, goals: Sequence[Goal], reached: Sequence[int]) -> bool:
        """Whether the bound is one for all timetables that are at least as good as what is reached."""
        return not any(goals[place].is_better(value, reached[place]) for place, value in self.kept.items())

    def answers(self, place: int, reached: Sequence[int], *, with_tiers: bool) -> bool:
        """Whether asking again would tell nothing else."""
        is_asked = self.place == place and self.with_tiers == with_tiers
        return is_asked and all(reached[one] == value for one, value in self.kept.items())


def outlines(scores: Scores, best: Board, place: int, *, with_tiers: bool, limits: Limits) -> Iterator[Outline]:
    """One for a goal, where those before it are as in the best timetable, and one for each goal after it, as long as
    each is solved in its time.
    """
    model = OutlineModel(scores, with_tiers=with_tiers, limits=limits)
    reached, hint = scores.of(best), model.hint(best)
    kept = {number: reached[number] for number in range(place) if model.knows(scores.goals[number])}
    for number, value in kept.items():
        model.keep(scores.goals[number], value)
    for number, goal in enumerate(scores.goals):
        if number < place or not model.knows(goal):
            continue
        if goal.name in TIERS and not with_tiers:
            # The best timetable has everybody; whether that can stay so is seen with the next goal.
            kept[number] = 0
            model.keep(goal, 0)
            continue
        outcome = model.solve(goal, seconds=limits.left() / 4, hint=hint)
        if outcome.is_impossible:
            return
        starts = model.starts_on_chosen_days() if outcome.is_found else None
        is_solved = outcome.is_found and outcome.bound == outcome.value
        yield Outline(number, dict(kept), with_tiers, outcome.bound, starts, is_solved)
        if not is_solved:
            return
        kept[number], hint = int(outcome.value), model.program.values()
        model.keep(goal, kept[number])


Worth = tuple[tuple[int, int], ...]
"""What a meeting of each length counts."""


def ways_to_count(needed: Iterable[int], longest: int) -> Iterable[Worth]:
    """Ways to count meetings of these lengths that say more than their hours do of what fits into times of a length.

    In whole units: three hours and a half hold one meeting of two hours, not one and three quarters. And with all of
    the time for a meeting beside which none of a certain length fits in.
    """
    lengths = sorted(set(needed))
    units = (tuple((one, one // unit) for one in lengths) for unit in range(1, lengths[-1] + 1))
    alone = (
        tuple((one, longest if one + least > longest else one if one >= least else 0) for one in lengths)
        for least in range(1, longest // 2 + 1)
    )
    return dict.fromkeys((*units, *alone))


@cache
def most_worth(time: int, worth: Worth) -> int:
    """As much as can be had of meetings that fit, one after the other, into a time."""
    return max(
        (value + most_worth(time - length, worth) for length, value in worth if value and length <= time), default=0
    )


def runs(mask: int) -> Iterator[tuple[int, int]]:
    """Where each unbroken row of set bits begins, and how long it is."""
    while mask:
        start = (mask & -mask).bit_length() - 1
        rest = mask >> start
        length = (~rest & (rest + 1)).bit_length() - 1
        yield start, length
        mask = rest >> length << length + start
