"""Several goals as one sum, where one search has to look at them together."""

from collections.abc import Sequence
from typing import Final

from homeward.scheduling.problem import Goal, Problem

_MOST_WEIGHT: Final = 1_000_000
_SEATS: Final = {"external_none": 10, "external_other_department": 3}


def weights_from(goals: Sequence[Goal], place: int) -> dict[Goal, int]:
    """How much the goals from this one on count beside each other, where no proof is asked for."""
    weights = dict(zip(goals, (20_000, 2_000), strict=False))
    optional = [goal for goal in goals if goal.priority is not None]
    weights |= {goal: max(100 - 10 * number, 30) for number, goal in enumerate(optional)}
    weights |= {goal: _SEATS[goal.name] for goal in goals if goal.name in _SEATS}
    return {goal: weights[goal] for goal in goals[place:] if goal in weights} or {goals[place]: 1}


def ranked_together(problem: Problem, goals: Sequence[Goal], place: int) -> dict[Goal, int]:
    """The goals to be counted at once: the optional ones of all priorities, each outweighing those that follow."""
    if goals[place].priority is None:
        return {goals[place]: 1}
    optional = [goal for goal in goals[place:] if goal.priority is not None]
    weights, weight = {}, 1
    for goal in reversed(optional):
        weights[goal] = weight
        weight *= 1 + sum(not one.required and one.priority == goal.priority for one in problem.roundtables)
        if weight > _MOST_WEIGHT:
            weights, weight = {goal: 1}, 2
    return dict(reversed(weights.items()))
