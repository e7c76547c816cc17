"""A mixed-integer program, as thin as can be: variables, rows, and an objective to be solved with SCIP."""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Final

Terms = list[tuple[Any, int]]
"""Variables with their factors."""

_SETTINGS: Final = ("propagating/probing/maxprerounds = 0", "presolving/maxrounds = 10")
"""Trying out every single choice beforehand takes longer than the search itself."""

_NEARLY: Final = 1e-4
"""A bound that is so little beyond a whole number may be that number."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a search: whether values were found, and the bound (None: nothing proven, or nothing can be)."""

    is_found: bool
    is_impossible: bool
    value: float
    bound: int | None


class OutOfTimeError(Exception):
    """The time is over; what was found so far is the answer."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Limits:
    """What every search has to go by: the seed, the moment (of the monotonic clock) at which all ends, and a way to ask
    whether somebody wants it to end now. That is asked from another thread too.
    """

    seed: int
    ends: float
    is_stopped: Callable[[], bool] = _never

    def left(self) -> float:
        """Seconds that are left; OutOfTimeError if there are none, or if nobody wants them."""
        left = self.ends - time.monotonic()
        if left <= 0 or self.is_stopped():
            raise OutOfTimeError
        return left

    def is_over(self) -> bool:
        return time.monotonic() > self.ends or self.is_stopped()


_LOOKS_EVERY: Final = 0.25
"""Seconds between two looks whether somebody wants a search to end."""


@contextmanager
def _ending_when_stopped(solver: Any, limits: Limits) -> Iterator[None]:
    """A search inside ends soon after somebody wants it to, with the best that it has."""
    if limits.is_stopped is _never:
        yield
        return
    is_done = threading.Event()

    def look() -> None:
        while not is_done.wait(_LOOKS_EVERY):
            if limits.is_stopped():
                solver.InterruptSolve()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_done.set()
        thread.join()


class Program:
    """Variables and rows of one program; OutOfTimeError if the time ends before all are there."""

    def __init__(self, limits: Limits) -> None:
        from ortools.linear_solver import pywraplp

        self._kinds = pywraplp
        self.solver = pywraplp.Solver.CreateSolver("SCIP")
        self._limits = limits
        self._rows = 0
        self._infinity = self.solver.infinity()

    def choice(self) -> Any:
        return self.solver.BoolVar("")

    def number(self, least: int, most: int) -> Any:
        return self.solver.IntVar(least, most, "")

    def share(self, most: int = 1) -> Any:
        """A variable from 0 up to this that need not be whole."""
        return self.solver.NumVar(0, most, "")

    def row(self, terms: Iterable[tuple[Any, int]], least: float | None = None, most: float | None = None) -> None:
        """The terms together are neither less nor more than that."""
        self._look_at_the_clock()
        lower, upper = -self._infinity if least is None else least, self._infinity if most is None else most
        constraint = self.solver.Constraint(lower, upper)
        merged: dict[int, tuple[Any, int]] = {}
        for variable, factor in terms:
            place = variable.index()
            merged[place] = (variable, merged[place][1] + factor if place in merged else factor)
        for variable, factor in merged.values():
            constraint.SetCoefficient(variable, factor)

    def at_most(self, variables: Sequence[Any], most: int) -> None:
        """No more of these are chosen than that."""
        self._look_at_the_clock()
        if len(variables) > most:
            constraint = self.solver.Constraint(-self._infinity, most)
            for variable in variables:
                constraint.SetCoefficient(variable, 1)

    def _look_at_the_clock(self) -> None:
        self._rows += 1
        if self._rows % 512 == 0:
            self._limits.left()

    def solve(
        self,
        terms: Terms,
        *,
        is_made_large: bool,
        seconds: float,
        nodes: int | None = None,
        hint: Mapping[Any, float] | None = None,
    ) -> Outcome:
        """Search for the best sum of the terms."""
        objective = self.solver.Objective()
        objective.Clear()
        merged: dict[int, tuple[Any, int]] = {}
        for variable, factor in terms:
            place = variable.index()
            merged[place] = (variable, merged[place][1] + factor if place in merged else factor)
        for variable, factor in merged.values():
            objective.SetCoefficient(variable, factor)
        objective.SetOptimizationDirection(is_made_large)
        if hint:
            self.solver.SetHint(list(hint), list(hint.values()))
        settings = [*_SETTINGS, f"randomization/randomseedshift = {self._limits.seed % 2**31}"]
        settings.append(f"limits/memory = {_free_megabytes()}")
        settings += [] if nodes is None else [f"limits/nodes = {nodes}"]
        self.solver.SetSolverSpecificParametersAsString("\n".join(settings))
        self.solver.SetTimeLimit(max(int(seconds * 1000), 1))
        with _ending_when_stopped(self.solver, self._limits):
            status = self.solver.Solve(self._exactly())
        return self._outcome(status, is_made_large=is_made_large)

    def values(self) -> dict[Any, float]:
        """What the last search chose, as a hint for the next."""
        return {variable: variable.solution_value() for variable in self.solver.variables()}

    def _exactly(self) -> Any:
        parameters = self._kinds.MPSolverParameters()
        parameters.SetDoubleParam(parameters.RELATIVE_MIP_GAP, 0.0)
        return parameters

    def _outcome(self, status: int, *, is_made_large: bool) -> Outcome:
        solver, objective = self._kinds.Solver, self.solver.Objective()
        if status == solver.INFEASIBLE:
            return Outcome(is_found=False, is_impossible=True, value=0, bound=None)
        is_found = status in (solver.OPTIMAL, solver.FEASIBLE)
        bound = objective.BestBound() if is_found else None
        value = objective.Value() if is_found else 0
        return Outcome(is_found=is_found, is_impossible=False, value=value, bound=_whole(bound, is_made_large))


def _whole(bound: float | None, is_made_large: bool) -> int | None:
    """The bound as a whole number, never beyond what was proven."""
    if bound is None or not abs(bound) < 1e15:
        return None
    return floor(bound + _NEARLY) if is_made_large else ceil(bound - _NEARLY)


def _free_megabytes() -> int:
    """Most of the memory that is free: a search that wants more ends with the best it has."""
    return max(int(os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 0.8 / 2**20), 64)


def is_chosen(variable: Any) -> bool:
    """Whether the last search chose this one."""
    return bool(variable.solution_value() > 0.5)
