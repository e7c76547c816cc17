"""What a timetable reaches, goal by goal."""

from collections.abc import Mapping, Sequence

from homeward.scheduling.calendar import CELLS
from homeward.scheduling.candidates import Candidates
from homeward.scheduling.problem import Goal, goals_of
from homeward.scheduling.solver.board import Board, Placed


class Scores:
    """The goals of a problem, and how far a board comes in each."""

    def __init__(self, candidates: Candidates, announced: Mapping[int, Placed | None]) -> None:
        self.candidates, self.announced = candidates, announced
        self.goals: tuple[Goal, ...] = goals_of(candidates.problem)
        self._slack: dict[tuple[object, int], int] = {}

    def slack(self, number: int, day: int) -> int:
        """The working days between a day and the hearing of a roundtable."""
        hearing_on = self.candidates.problem.roundtables[number].hearing_on
        key = (hearing_on, day)
        if key not in self._slack:
            calendar = self.candidates.calendar
            self._slack[key] = calendar.slack(hearing_on, calendar.day(day))
        return self._slack[key]

    def of(self, board: Board) -> tuple[int, ...]:
        """The reached value of each goal."""
        asked = self.candidates.problem.roundtables
        tiers = [board.tier(number) for number in board.placed]
        held = [asked[number] for number in board.placed]
        values = {
            "required_scheduled": sum(one.required for one in held),
            "changed": sum(board.placed.get(number) != told or told is None for number, told in self.announced.items()),
            "external_none": tiers.count(2),
            "external_other_department": tiers.count(1),
            "facilitator_most": max(board.leads.values(), default=0),
            "external_most": max(board.consults.values(), default=0),
            "slack_days": sum(self.slack(number, one.start // CELLS) for number, one in board.placed.items()),
        }
        return tuple(
            values[goal.name]
            if goal.priority is None
            else sum(not one.required and one.priority == goal.priority for one in held)
            for goal in self.goals
        )

    def is_better(self, values: Sequence[int], others: Sequence[int]) -> bool:
        """Whether the first is better in the first goal in which the two differ."""
        for goal, value, other in zip(self.goals, values, others, strict=True):
            if value != other:
                return goal.is_better(value, other)
        return False
