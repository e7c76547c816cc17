"""The program of a timetable: some meetings are free to move, the others stay as they are on the board.

What both kinds of model share: when each meeting begins and at which site, what that takes of everybody's time, and the
goals. Rows over time are cliques (of the meetings that touch a cell, a person is in one): they leave little to search.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from homeward.scheduling.calendar import CELLS, bits
from homeward.scheduling.candidates import Candidates
from homeward.scheduling.problem import Goal
from homeward.scheduling.solver.board import Board
from homeward.scheduling.solver.program import Limits, Outcome, Program, Terms
from homeward.scheduling.solver.score import Scores

Allowed = Mapping[int, Mapping[str | None, int]]
"""The starts, by site, of every meeting that is free to move."""


class Use(NamedTuple):
    """A variable that, if chosen, takes a person's time: the roundtable, the start, how long, and where."""

    number: int
    start: int
    length: int
    site: str | None
    variable: Any


class Model:
    """The free meetings as variables. `board` holds those that stay."""

    def __init__(self, board: Board, scores: Scores, allowed: Allowed, *, limits: Limits) -> None:
        self.board, self.scores, self.allowed = board, scores, allowed
        self.candidates: Candidates = board.candidates
        self.program = Program(limits)
        self.starts: dict[int, list[Use]] = {number: [] for number in allowed}
        self.uses: dict[int, list[Use]] = defaultdict(list)
        """What takes each person's time."""
        self.same: dict[int, Any] = {}
        """For what was announced: whether it stays as it was."""
        for number, by_site in allowed.items():
            for site, starts in by_site.items():
                for start in self.choices(starts):
                    self._add_start(number, start, site)
            chosen = [(use.variable, 1) for use in self.starts[number]]
            is_held = self.candidates.problem.roundtables[number].pin.is_whole
            self.program.row(chosen, least=1 if is_held else None, most=1)

    def choices(self, starts: int) -> Iterable[int]:
        """What is to be chosen among, of these starts."""
        return bits(starts)

    def _add_start(self, number: int, start: int, site: str | None) -> None:
        one = self.candidates.each[number]
        use = Use(number, start, one.length, site, self.program.choice())
        self.starts[number].append(use)
        for person in one.attendees:
            self.uses[person].append(use)

    def add_people(self) -> None:
        """Nobody is in two meetings at once, without time to travel, or above a cap."""
        for person, uses in self.uses.items():
            most = self._add_caps(person, uses)
            if most > 1 and len({use.number for use in uses}) > 1:
                self.keep_apart(person, uses)

    def keep_apart(self, _person: int, uses: Sequence[Use]) -> None:
        """One meeting of a person at a time, with the way from one to the next."""
        self.add_cells([(use, use.variable) for use in uses], 0, 1)
        self._add_travel(uses)

    def _add_caps(self, person: int, uses: Sequence[Use]) -> int:
        """Rows for the caps, as far as the meetings that stay leave room; the most meetings on any one day."""
        one, calendar = self.candidates.problem.people[person], self.candidates.calendar
        stay = [self.board.placed[number].start // CELLS for number in self.board.meetings_of(person)]
        days, weeks = Counter(stay), Counter(calendar.week_of[day] for day in stay)
        by_day, by_week = defaultdict(list), defaultdict(list)
        for use in uses:
            by_day[use.start // CELLS].append(use)
            by_week[calendar.week_of[use.start // CELLS]].append(use)
        if one.max_per_week is not None:
            for week, listed in by_week.items():
                self._cap(listed, one.max_per_week - weeks[week])
        if one.max_per_day is None:
            return len(uses)
        for day, listed in by_day.items():
            self._cap(listed, one.max_per_day - days[day])
        return max((one.max_per_day - days[day] for day in by_day), default=0)

    def _cap(self, uses: Sequence[Use], most: int) -> None:
        if len({use.number for use in uses}) > most:
            self.program.at_most([use.variable for use in uses], most)

    def add_cells(self, uses: Iterable[tuple[Use, Any]], longer: int, most: int | Mapping[int, int]) -> None:
        """At each time at most so many of these; only where one ends, or where more are allowed in the next cell, as
        the other cells say no more.
        """
        cells: dict[int, list[tuple[int, Any]]] = defaultdict(list)
        ends = set()
        for use, variable in uses:
            end = use.start + use.length + longer
            ends.add(end - 1)
            for cell in range(use.start, end):
                cells[cell].append((use.number, variable))
        for cell in sorted(ends if isinstance(most, int) else cells):
            limit = most if isinstance(most, int) else most[cell]
            if cell not in ends and not isinstance(most, int) and limit >= most[cell + 1]:
                continue
            if len({number for number, _ in cells[cell]}) > limit:
                self.program.at_most([variable for _, variable in cells[cell]], limit)

    def _add_travel(self, uses: Sequence[Use]) -> None:
        """Whoever is in a meeting at one site begins elsewhere only after the way there."""
        ending: dict[tuple[str | None, int], list[Use]] = defaultdict(list)
        beginning: dict[tuple[str | None, int], list[Use]] = defaultdict(list)
        for use in uses:
            ending[use.site, use.start + use.length].append(use)
            beginning[use.site, use.start].append(use)
        sites = sorted({use.site for use in uses if use.site is not None})
        for (here, end), before in ending.items():
            for there in sites:
                for start in range(end, end + self.board.way(here, there)):
                    after = beginning.get((there, start), ())
                    if after and (end - 1) // CELLS == start // CELLS:
                        self.program.at_most([use.variable for use in (*before, *after)], 1)

    def count(self, numbers: Iterable[int]) -> Terms:
        """How many of these roundtables are held."""
        return [(use.variable, 1) for number in numbers for use in self.starts.get(number, ())]

    def terms(self, goal: Goal) -> tuple[Terms, int]:
        """The goal as a sum, and what the meetings that stay add to it."""
        asked, stay = self.candidates.problem.roundtables, self.board.placed
        if goal.name == "changed":
            told = self.scores.announced
            changed = sum(stay[number] != told[number] for number in told if number in stay)
            changed += sum(number not in stay for number in told)
            return [(variable, -1) for variable in self.same.values()], changed
        if goal.name == "slack_days":
            slack = self.scores.slack
            free = [
                (use.variable, worth)
                for uses in self.starts.values()
                for use in uses
                if (worth := slack(use.number, use.start // CELLS))
            ]
            return free, sum(slack(number, one.start // CELLS) for number, one in stay.items())
        if goal.name == "required_scheduled":
            numbers = [number for number, one in enumerate(asked) if one.required]
        else:
            numbers = [number for number, one in enumerate(asked) if not one.required and one.priority == goal.priority]
        return self.count(numbers), sum(number in stay for number in numbers)

    def keep(self, goal: Goal, value: int) -> None:
        """Nothing worse than this in the goal."""
        terms, stays = self.terms(goal)
        if goal.is_made_large:
            self.program.row(terms, least=value - stays)
        else:
            self.program.row(terms, most=value - stays)

    def solve(self, goal: Goal, *, seconds: float, nodes: int | None = None, hint: Any = None) -> Outcome:
        """The best that can be reached in the goal, the meetings that stay included."""
        return self.solve_for({goal: 1}, seconds=seconds, nodes=nodes, hint=hint)

    def solve_for(
        self, weights: Mapping[Goal, int], *, seconds: float, nodes: int | None = None, hint: Any = None
    ) -> Outcome:
        """The best weighted sum of some goals; it is made large if the first of them is."""
        is_made_large = next(iter(weights)).is_made_large
        together: Terms = []
        stay = 0
        for goal, weight in weights.items():
            terms, stays = self.terms(goal)
            signed = weight if goal.is_made_large == is_made_large else -weight
            together += [(variable, signed * factor) for variable, factor in terms]
            stay += signed * stays
        found = self.program.solve(together, is_made_large=is_made_large, seconds=seconds, nodes=nodes, hint=hint)
        bound = None if found.bound is None else found.bound + stay
        return Outcome(found.is_found, found.is_impossible, round(found.value) + stay, bound)
