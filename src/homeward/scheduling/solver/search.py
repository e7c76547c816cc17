"""How a timetable comes about: a good one at once, then better ones goal by goal while there is time.

For each goal in its order: the outline says what can be reached at best, and on which days to look; the small model
chooses the starts, and the exact one seats people there. If that does not reach the bound, parts of the timetable are
made anew, and a problem that is small enough is solved exactly as a whole. What was reached is held for the goals that
follow. When each had its turn, the small model is asked about all starts of the goals that are left.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import Final

from homeward.scheduling.candidates import Candidates
from homeward.scheduling.check import check
from homeward.scheduling.problem import Announced, Goal, Problem, Timetable
from homeward.scheduling.solver.board import Board, announced_in_numbers
from homeward.scheduling.solver.bounds import simple_bound
from homeward.scheduling.solver.counted import CountedModel
from homeward.scheduling.solver.greedy import first_timetables
from homeward.scheduling.solver.level import levelled
from homeward.scheduling.solver.model import Allowed
from homeward.scheduling.solver.neighbourhood import neighbourhood, worst_places
from homeward.scheduling.solver.outline import Outline, outlines
from homeward.scheduling.solver.program import Limits, OutOfTimeError
from homeward.scheduling.solver.result import timetable_of
from homeward.scheduling.solver.score import Scores
from homeward.scheduling.solver.seated import SeatedModel
from homeward.scheduling.solver.weights import ranked_together, weights_from

Progress = Callable[[str, int, int | None], None]
Reached = Callable[[Sequence[Goal], Sequence[int], Sequence[int | None]], None]
"""Is told now and then how far it is: the goals, what is reached of each, and the bounds proven."""

_SMALL: Final = 3_000
_MIDDLING: Final = 60_000
"""Choices of the exact model: up to the first it is solved at once, up to the second when all else is done."""

_MOST_STARTS: Final = 150_000
"""Starts at all sites up to which the small model tells the sites apart."""

_ROUNDS: Final = 10
"""Parts made anew for a goal without gain, before the next goal is looked at."""

_IN_RESERVE: Final = 0.05
"""The share of the time that is kept for the check and the reasons."""


@dataclass(frozen=True, slots=True)
class Result:
    """A timetable that passed the check, and what a person should know of how it came about."""

    timetable: Timetable
    notes: tuple[str, ...] = ()


def solve(
    problem: Problem,
    announced: Mapping[str, Announced] | None = None,
    *,
    seconds: float = 60,
    seed: int = 1,
    progress: Progress | None = None,
    reached: Reached | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> Result:
    """The best timetable that is found in the time, or until `is_stopped` says that somebody wants it as it is.

    That is asked from another thread too, so it must not take long, and must not fail.
    """
    limits = Limits(seed, time.monotonic() + seconds * (1 - _IN_RESERVE), *([is_stopped] if is_stopped else []))
    search = Search(problem, announced or {}, limits=limits, progress=progress, reached=reached)
    search.begin()
    notes: tuple[str, ...] = ()
    try:
        search.improve()
    except OutOfTimeError:
        pass
    except MemoryError:
        notes = ("There was not enough memory to search on; this is the best timetable found before.",)
    timetable, wrong = search.checked(announced or {})
    return Result(timetable, (*notes, *wrong))


class Search:
    """The best board so far, and the bounds proven for it."""

    def __init__(
        self,
        problem: Problem,
        announced: Mapping[str, Announced],
        *,
        limits: Limits,
        progress: Progress | None = None,
        reached: Reached | None = None,
    ) -> None:
        self.limits = limits
        self._random, self._progress, self._reached = Random(limits.seed), progress, reached
        self.candidates = Candidates(problem)
        self.scores = Scores(self.candidates, announced_in_numbers(self.candidates, announced))
        self.goals = self.scores.goals
        self.first = self.best = Board(self.candidates)
        self.reached: tuple[int, ...] = ()
        self.bounds: list[int | None] = [None] * len(self.goals)
        self._outlines: list[list[Outline]] = []

    def begin(self) -> None:
        """The first timetable; whoever wants to have the best so far waits for this one."""
        limits = Limits(self.limits.seed, self.limits.ends)
        for board in first_timetables(self.candidates, self.scores.announced, limits):
            self.offer(board)
        self.first = self.best

    def offer(self, board: Board) -> bool:
        """Take a board if it is better than the best so far."""
        values = self.scores.of(board)
        if self.reached and not self.scores.is_better(values, self.reached):
            return False
        self.best, self.reached = board, values
        self._prove_outlined()
        return True

    def improve(self) -> None:
        """One goal after the other; again from the first if a later one found something better for it."""
        size = self._size()
        for place in range(len(self.goals)):
            self._tell(place)
            self._prove(place, self._simple_bound(place))
            if self.is_proven(place):
                continue
            if size > _SMALL:
                if self._is_of_loads(place):
                    self._share_out(place)
                if not self.is_proven(place):
                    self._outline(place)
                self._make_parts_anew(place, _ROUNDS)
            self._tell(place)
            if not self.is_proven(place) and size <= _MIDDLING:
                self._solve_whole(place)
        for effort in range(1, 1000):
            if all(map(self.is_proven, range(len(self.goals)))):
                return
            for place in range(len(self.goals)):
                if not self.is_proven(place) and effort == 1 and size > _SMALL:
                    self._count(place)
                if not self.is_proven(place):
                    self._make_parts_anew(place, _ROUNDS * effort)

    def _tell(self, place: int) -> None:
        if self._reached:
            self._reached(self.goals, self.reached, self.bounds)
        if self._progress:
            self._progress("Looking for a better timetable", place, len(self.goals))

    def is_proven(self, place: int) -> bool:
        return self.bounds[place] == self.reached[place]

    def _prove(self, place: int, bound: int | None) -> None:
        """Note a bound that holds for all timetables that are as good in the goals before."""
        known = self.bounds[place]
        if bound is not None and (known is None or self.goals[place].is_better(known, bound)):
            self.bounds[place] = bound

    def _size(self) -> int:
        """How many choices the exact model of the whole has."""
        places = len({self.best.site(room) for room in range(len(self.candidates.problem.rooms))})
        return sum(
            one.starts.bit_count() * (len(one.rooms) + places * (len(one.leaders) + len(list(one.consultants()))))
            for one in self.candidates.each
        )

    def _starts(self) -> int:
        """How many starts the roundtables have at all sites."""
        each = enumerate(self.candidates.each)
        return sum(one.starts.bit_count() * len(self.best.rooms_by_site(number)) for number, one in each)

    def _simple_bound(self, place: int) -> int | None:
        """What can be said without a search."""
        return simple_bound(self.scores, self.goals[place], self.reached, self.bounds)

    def _named(self) -> dict[str, int]:
        return {goal.name: value for goal, value in zip(self.goals, self.reached, strict=True)}

    def _outline(self, place: int) -> None:
        """Ask on which days the meetings would be at best, this goal and those after it; make a timetable of these."""
        if self._outlines and not all(one.is_solved for one in self._outlines[-1]):
            return  # This one is too large for that; the time is better spent on parts of it.
        with_tiers = self._is_short()
        asked = (
            found[number:]
            for found in self._outlines
            for number, one in enumerate(found)
            if one.answers(place, self.reached, with_tiers=with_tiers)
        )
        found = next(asked, [])
        if not found:
            self._outlines.append(found)
            for one in outlines(self.scores, self.best, place, with_tiers=with_tiers, limits=self.limits):
                found.append(one)
                self._prove_outlined()
        days = [one.starts for one in found if one.starts]
        if days and not all(self.is_proven(one.place) for one in found):
            self._seat_on_days(place, days[-1])
        if len(days) > 1 and not self.is_proven(place):
            # What is best for all goals could not be seated; what is best for this one perhaps can.
            self._seat_on_days(place, days[0])

    def _seat_on_days(self, place: int, starts: Mapping[int, int]) -> None:
        """A timetable in which the meetings are on these days, or where they are now."""
        chosen = self._starts_on(place, self._with_present(self._at_every_site(starts)))
        if chosen:
            self._seat(place, chosen)

    def _prove_outlined(self) -> None:
        """The bounds of outlines that hold for what is reached now."""
        for one in chain.from_iterable(self._outlines):
            if one.holds(self.goals, self.reached):
                self._prove(one.place, one.bound)

    def _starts_on(self, place: int, allowed: Allowed) -> Allowed:
        """Of many starts those that are best together, as far as the small model knows; none if that gains nothing."""
        model = self._counted(place, Board(self.candidates), allowed)
        weights = {goal: weight for goal, weight in weights_from(self.goals, place).items() if model.knows(goal)}
        found = model.solve_for(weights, seconds=self.limits.left() / 4, hint=model.hint(self.best))
        is_gain = found.is_found and self.goals[place].is_better(int(found.value), self._worth(weights))
        return model.chosen_starts() if is_gain else {}

    def _is_of_loads(self, place: int) -> bool:
        return self.goals[place].name.endswith("_most")

    def _is_short(self) -> bool:
        """Whether seats of external consultants are short, so that a small model has to know the tiers."""
        named = self._named()
        return bool(named["external_none"] or named["external_other_department"])

    def _counted(self, place: int, board: Board, allowed: Allowed) -> CountedModel:
        """The small model, in which no goal before this one that it knows can get worse."""
        of_loads = self._is_of_loads(place)
        model = CountedModel(
            board, self.scores, allowed, with_tiers=self._is_short(), with_loads=of_loads, limits=self.limits
        )
        for one in range(place):
            if model.knows(self.goals[one]):
                model.keep(self.goals[one], self.reached[one])
        return model

    def _with_present(self, starts: Allowed) -> Allowed:
        """These starts, and those of the best timetable so far."""
        allowed = {number: dict(by_site) for number, by_site in starts.items()}
        for number, one in self.best.placed.items():
            by_site, site = allowed.setdefault(number, {}), self.best.site(one.room)
            by_site[site] = by_site.get(site, 0) | 1 << one.start
        return allowed

    def _count(self, place: int) -> None:
        """Ask the small model for the bound, and seat people at the starts that it chooses.

        As if there were no way between the sites, where it would be too large otherwise.
        """
        goal = self.goals[place]
        if self._is_of_loads(place):
            return
        is_collapsed = self._starts() > _MOST_STARTS
        board = Board(self.candidates, without_travel=is_collapsed)
        model = self._counted(place, board, self._everything(board))
        if not model.knows(goal):
            return
        weights = ranked_together(self.candidates.problem, self.goals, place)
        found = model.solve_for(weights, seconds=self.limits.left() / 2, hint=model.hint(self.best))
        if found.is_found and goal.is_better(int(found.value), self._worth(weights)):
            starts = model.chosen_starts()
            if is_collapsed:
                starts = self._at_every_site({number: sum(by_site.values()) for number, by_site in starts.items()})
            self._seat(place, starts)
        self._prove_group(place, weights, found.bound)

    def _worth(self, weights: Mapping[Goal, int]) -> int:
        """What is reached now, as the sum that a model would make of it."""
        reached, first = dict(zip(self.goals, self.reached, strict=True)), next(iter(weights))
        signs = {first.is_made_large: 1, not first.is_made_large: -1}
        return sum(signs[goal.is_made_large] * weight * reached[goal] for goal, weight in weights.items())

    def _prove_group(self, place: int, weights: Mapping[Goal, int], bound: int | None) -> None:
        """From a bound on the sum one for each goal: those before it reach at least what they did."""
        for number, (goal, weight) in enumerate(weights.items(), place):
            if bound is None:
                return
            self._prove(number, bound // weight if goal.is_made_large else bound)
            if goal.priority is not None:
                self._prove(number, self._simple_bound(number))
            bound -= weight * self.reached[number]

    def _everything(self, board: Board) -> dict[int, dict[str | None, int]]:
        """All starts of all roundtables, at every site."""
        each = self.candidates.each
        return {number: dict.fromkeys(board.rooms_by_site(number), one.starts) for number, one in enumerate(each)}

    def _at_every_site(self, starts: Mapping[int, int]) -> dict[int, dict[str | None, int]]:
        """These starts of each roundtable, at every site."""
        sites = self.best.rooms_by_site
        return {number: dict.fromkeys(sites(number), mask) for number, mask in starts.items()}

    def _seat(self, place: int, starts: Mapping[int, Mapping[str | None, int]]) -> None:
        """Seat people at these starts as well as may be, nothing before this goal getting worse."""
        before = self.reached
        self._seat_as_weighed(place, starts)
        if self.reached == before:
            self._seat_as_weighed(place, self._with_present(starts))

    def _seat_as_weighed(self, place: int, starts: Mapping[int, Mapping[str | None, int]]) -> None:
        """The exact model at these starts, for this goal and those after it."""
        model = self._exact(place, Board(self.candidates), starts)
        found = model.solve_for(
            weights_from(self.goals, place), seconds=self.limits.left() / 4, hint=model.hint(self.best)
        )
        if found.is_found:
            self.offer(levelled(model.filled(), self.scores.announced))

    def _share_out(self, place: int) -> None:
        """Other people for the meetings of the best timetable, at the same times."""
        self._solve(place, Board(self.candidates), self._present_starts())

    def _tidy(self, place: int) -> None:
        """The same meetings at the same times, with people seated anew for the goals from this one on."""
        self._seat_as_weighed(place, self._present_starts())

    def _present_starts(self) -> dict[int, dict[str | None, int]]:
        """The starts of the best timetable so far."""
        return {number: {self.best.site(one.room): 1 << one.start} for number, one in self.best.placed.items()}

    def _exact(self, place: int, board: Board, allowed: Mapping[int, Mapping[str | None, int]]) -> SeatedModel:
        """The exact model, in which no goal before this one can get worse."""
        model = SeatedModel(board, self.scores, allowed, limits=self.limits)
        for one in range(place):
            model.keep(self.goals[one], self.reached[one])
        return model

    def _solve(
        self, place: int, board: Board, allowed: Mapping[int, Mapping[str | None, int]], nodes: int | None = None
    ) -> None:
        """Put the free meetings back in the best way for a goal."""
        model = self._exact(place, board, allowed)
        found = model.solve(self.goals[place], seconds=self.limits.left() / 2, nodes=nodes, hint=model.hint(self.best))
        if found.is_found:
            self.offer(levelled(model.filled(), self.scores.announced))

    def _solve_whole(self, place: int) -> None:
        """Everything free: what is found is the best there is, if there is time enough."""
        board = Board(self.candidates)
        model = self._exact(place, board, self._everything(board))
        found = model.solve(self.goals[place], seconds=self.limits.left() / 2, hint=model.hint(self.best))
        self._prove(place, found.bound)
        if found.is_found:
            self.offer(model.filled())

    def _make_parts_anew(self, place: int, rounds: int) -> None:
        """Take some meetings off the board and put them back in the best way, as long as that gains something."""
        without_gain, at_first = 0, self.reached
        while not self.is_proven(place) and without_gain < rounds:
            self.limits.left()
            focus = worst_places(self.best, self.scores, self.goals[place], self._random)
            if focus is None:
                return
            allowed, board = neighbourhood(self.best, focus, self._random)
            before = self.reached
            self._solve(place, board, allowed, nodes=200)
            without_gain = 0 if self.reached != before else without_gain + 1
            self._tell(place)
        if self.reached[: place + 1] != at_first[: place + 1] and place + 1 < len(self.goals):
            self._tidy(place + 1)

    def checked(self, announced: Mapping[str, Announced]) -> tuple[Timetable, tuple[str, ...]]:
        """The best timetable as it is given out; the first one, and a note, if the check finds a fault in it."""
        for place, bound in enumerate(self.bounds):
            if bound is None:
                self._prove(place, self._simple_bound(place))
        timetable = timetable_of(self.best, self.scores, self.bounds)
        wrong = check(self.candidates.problem, timetable, announced)
        if not wrong:
            return timetable, ()
        first = timetable_of(self.first, self.scores, [None] * len(self.goals))
        return first, (
            "A better timetable did not pass the check, so this is the first one: a defect of Homeward.",
            *wrong,
        )
