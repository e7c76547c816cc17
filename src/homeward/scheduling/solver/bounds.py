"""What can be said about the goals without a search: no timetable is better than that."""

from collections.abc import Sequence

from homeward.scheduling.calendar import CELLS
from homeward.scheduling.problem import Goal
from homeward.scheduling.solver.loads import least_load
from homeward.scheduling.solver.score import Scores


def simple_bound(scores: Scores, goal: Goal, reached: Sequence[int], bounds: Sequence[int | None]) -> int | None:
    """A bound for a goal, of all timetables that reach as much in the goals before it."""
    asked, each = scores.candidates.problem.roundtables, scores.candidates.each
    possible = [one for one, candidate in zip(asked, each, strict=True) if candidate.starts]
    match goal.name:
        case "required_scheduled":
            return sum(one.required for one in possible)
        case "changed":
            return sum(told is None for told in scores.announced.values())
        case "optional_scheduled":
            return sum(not one.required and one.priority == goal.priority for one in possible)
        case "facilitator_most":
            return least_load(scores.candidates, _held(scores, reached), as_leaders=True)
        case "external_most":
            named = {one.name: value for one, value in zip(scores.goals, reached, strict=True)}
            return least_load(scores.candidates, _held(scores, reached) - named["external_none"], as_leaders=False)
        case "slack_days":
            return _most_slack(scores, bounds)
    return 0


def _held(scores: Scores, reached: Sequence[int]) -> int:
    """How many meetings there are."""
    counted = ("required_scheduled", "optional_scheduled")
    return sum(value for goal, value in zip(scores.goals, reached, strict=True) if goal.name in counted)


def _most_slack(scores: Scores, bounds: Sequence[int | None]) -> int:
    """As much as there would be if those with the most were held, and each of them on its best day."""
    most: dict[int | None, list[int]] = {}
    for number, asked in enumerate(scores.candidates.problem.roundtables):
        if starts := scores.candidates.each[number].starts:
            first = (starts & -starts).bit_length() - 1
            group = most.setdefault(None if asked.required else asked.priority, [])
            group.append(scores.slack(number, first // CELLS))
    total = 0
    for goal, bound in zip(scores.goals, bounds, strict=True):
        if goal.name in ("required_scheduled", "optional_scheduled"):
            total += sum(sorted(most.get(goal.priority, ()), reverse=True)[:bound])
    return total
