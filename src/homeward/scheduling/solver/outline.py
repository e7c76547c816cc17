"""The smallest model: not when a meeting begins, but on which morning or afternoon it is.

People, rooms and facilitators have only so much time in a stretch of hours without a break. Whatever does not fit in
there no timetable holds; a month of five hundred is a matter of seconds, and mostly there are starts that are as good.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from homeward.scheduling.calendar import CELLS, bits, block
from homeward.scheduling.problem import Goal
from homeward.scheduling.solver.board import Board
from homeward.scheduling.solver.counted import CountedModel
from homeward.scheduling.solver.model import Allowed, Use
from homeward.scheduling.solver.program import Limits, is_chosen
from homeward.scheduling.solver.score import Scores


class OutlineModel(CountedModel):
    """A choice is a meeting in a stretch, told by the first cell of the stretch. All roundtables are free to move."""

    def __init__(self, scores: Scores, *, with_tiers: bool, named: str | None, limits: Limits) -> None:
        candidates = scores.candidates
        self._stretches = {start: block(start, length) for start, length in runs(candidates.calendar.open)}
        self._stretch_of = {cell: start for start, cells in self._stretches.items() for cell in bits(cells)}
        board = Board(candidates, without_travel=True)
        everything: Allowed = {number: {None: one.starts} for number, one in enumerate(candidates.each)}
        super().__init__(board, scores, everything, with_tiers=with_tiers, named=named, limits=limits)

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

        Counted in units of one cell, of two, and so on, with only the whole units of each meeting and of each free
        time: three hours and a half hold one meeting of two hours, not one and three quarters.
        """
        by_stretch: dict[int, list[tuple[Use, Any]]] = defaultdict(list)
        for use, variable in listed:
            by_stretch[use.start].append((use, variable))
        for start, uses in by_stretch.items():
            cells = self._stretches[start]
            free = [length + longer for mask in busy for _, length in runs(cells & ~mask)]
            needed = [use.length + longer for use, _ in uses]
            rows: dict[tuple[int, ...], int] = {}
            for unit in range(1, max(needed) + 1):
                factors = tuple(length // unit for length in needed)
                most = sum(length // unit for length in free)
                if sum(factors) > most:
                    rows[factors] = min(most, rows.get(factors, most))
            for factors, most in rows.items():
                terms = [(variable, factor) for (_, variable), factor in zip(uses, factors, strict=True) if factor]
                self.program.row(terms, most=most)

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
    of_people: Mapping[str, Any]
    bound: int | None
    starts: Mapping[int, int] | None
    is_solved: bool

    def holds(self, goals: Sequence[Goal], reached: Sequence[int]) -> bool:
        """Whether the bound is one for all timetables that are at least as good as what is reached."""
        return not any(goals[place].is_better(value, reached[place]) for place, value in self.kept.items())

    def answers(self, place: int, reached: Sequence[int], of_people: Mapping[str, Any]) -> bool:
        """Whether asking again would tell nothing else."""
        is_asked = self.place == place and self.of_people == of_people
        return is_asked and all(reached[one] == value for one, value in self.kept.items())


def outlines(
    scores: Scores, best: Board, place: int, of_people: Mapping[str, Any], *, limits: Limits
) -> Iterator[Outline]:
    """One for a goal, where those before it are as in the best timetable, and one for each goal after it, as long as
    each is solved in its time.
    """
    model = OutlineModel(scores, **of_people, limits=limits)
    reached, hint = scores.of(best), model.hint(best)
    kept = {number: reached[number] for number in range(place) if model.knows(scores.goals[number])}
    for number, value in kept.items():
        model.keep(scores.goals[number], value)
    for number, goal in enumerate(scores.goals):
        if number < place or not model.knows(goal):
            continue
        outcome = model.solve(goal, seconds=limits.left() / 4, hint=hint)
        starts = model.starts_on_chosen_days() if outcome.is_found else None
        is_solved = outcome.is_found and outcome.bound == outcome.value
        yield Outline(number, dict(kept), of_people, outcome.bound, starts, is_solved)
        if not is_solved:
            return
        kept[number], hint = int(outcome.value), model.program.values()
        model.keep(goal, kept[number])


def runs(mask: int) -> Iterator[tuple[int, int]]:
    """Where each unbroken row of set bits begins, and how long it is."""
    while mask:
        start = (mask & -mask).bit_length() - 1
        rest = mask >> start
        length = (~rest & (rest + 1)).bit_length() - 1
        yield start, length
        mask = rest >> length << length + start
