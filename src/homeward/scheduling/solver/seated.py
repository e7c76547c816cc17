"""The exact model: every timetable is a choice of its variables, and every choice a timetable."""

from collections import defaultdict
from typing import Any

from homeward.scheduling.calendar import cells_of, spread
from homeward.scheduling.problem import Goal
from homeward.scheduling.solver.board import NOBODY, Board, Placed
from homeward.scheduling.solver.model import Allowed, Model, Use
from homeward.scheduling.solver.program import Limits, Terms, is_chosen
from homeward.scheduling.solver.score import Scores

Choices = dict[int, Any]
"""The variable of each room or person that may be chosen."""


class SeatedModel(Model):
    """Beside the start of each free meeting: its room, its facilitator and its external consultant."""

    def __init__(self, board: Board, scores: Scores, allowed: Allowed, *, limits: Limits) -> None:
        super().__init__(board, scores, allowed, limits=limits)
        self._rooms: dict[Use, Choices] = {}
        self._leaders: dict[Use, Choices] = {}
        self._externals: dict[Use, Choices] = {}
        self._by_room: dict[int, list[tuple[Use, Any]]] = defaultdict(list)
        self._leads: dict[int, Terms] = defaultdict(list)
        self._consults: dict[int, Terms] = defaultdict(list)
        for uses in list(self.starts.values()):
            for use in uses:
                self._add_seats(use)
        self.add_people()
        for listed in self._by_room.values():
            self.add_cells(listed, cells_of(self.candidates.problem.turnover_minutes), 1)
        self._most = {
            "facilitator_most": self._add_most(self._leads, board.leads),
            "external_most": self._add_most(self._consults, board.consults),
        }
        for number, told in scores.announced.items():
            if told is not None and number in allowed:
                self._add_same(number, told)

    def _add_seats(self, use: Use) -> None:
        one, board, choice = self.candidates.each[use.number], self.board, self.program.choice

        def is_free(person: int) -> bool:
            return bool(board.free(person, use.site, use.length) >> use.start & 1)

        rooms = board.rooms_by_site(use.number)[use.site]
        self._rooms[use] = {
            room: choice() for room in rooms if not spread(board.room_blocked(room), use.length) >> use.start & 1
        }
        self._leaders[use] = {
            person: choice()
            for person in one.leaders
            if self.candidates.free_to_lead(person, use.length) >> use.start & 1 and is_free(person)
        }
        self._externals[use] = {person: choice() for person, _ in one.consultants() if is_free(person)}
        for room, variable in self._rooms[use].items():
            self._by_room[room].append((use, variable))
        for seats, loads in ((self._leaders[use], self._leads), (self._externals[use], self._consults)):
            for person, variable in seats.items():
                loads[person].append((variable, 1))
                self.uses[person].append(use._replace(variable=variable))
        self._join(use, may_lack_external=one.may_lack_external)

    def _join(self, use: Use, *, may_lack_external: bool) -> None:
        """A meeting has one room, one facilitator and at most one external consultant, who are two persons."""
        leaders, externals = self._leaders[use], self._externals[use]
        for choices, least in ((self._rooms[use], 0), (leaders, 0), (externals, None if may_lack_external else 0)):
            terms = [(variable, 1) for variable in choices.values()]
            self.program.row([*terms, (use.variable, -1)], least=least, most=0)
        for person in leaders.keys() & externals.keys():
            self.program.at_most([leaders[person], externals[person]], 1)

    def _add_most(self, loads: dict[int, Terms], stay: dict[int, int]) -> Any:
        """The largest number of meetings that one person has in a seat."""
        most = self.program.number(max(stay.values(), default=0), len(self.candidates.each))
        for person, terms in loads.items():
            self.program.row([*terms, (most, -1)], most=-stay.get(person, 0))
        return most

    def _add_same(self, number: int, told: Placed) -> None:
        """A variable that can be chosen only if the meeting is as it was announced."""
        use = next(
            (use for use in self.starts[number] if use.start == told.start and told.room in self._rooms[use]), None
        )
        if use is None or told.leader not in self._leaders[use]:
            return
        same, externals = self.program.choice(), self._externals[use]
        needed = [self._rooms[use][told.room], self._leaders[use][told.leader]]
        if told.external != NOBODY:
            if told.external not in externals:
                return
            needed.append(externals[told.external])
        for variable in needed:
            self.program.row([(same, 1), (variable, -1)], most=0)
        if told.external == NOBODY:
            self.program.row([(same, 1), *((variable, 1) for variable in externals.values())], most=1)
        self.same[number] = same

    def terms(self, goal: Goal) -> tuple[Terms, int]:
        """The goal as a sum, and what the meetings that stay add to it."""
        stay = [self.board.tier(number) for number in self.board.placed]
        if goal.name in self._most:
            return [(self._most[goal.name], 1)], 0
        if goal.name == "external_none":
            seated = [(variable, -1) for seats in self._externals.values() for variable in seats.values()]
            return [*self.count(self.allowed), *seated], stay.count(2)
        if goal.name == "external_other_department":
            fallback = [
                (variable, 1)
                for use, seats in self._externals.items()
                for person, variable in seats.items()
                if person in self.candidates.each[use.number].other_department
            ]
            return fallback, stay.count(1)
        return super().terms(goal)

    def filled(self) -> Board:
        """The board with the meetings that the last search chose."""
        board = self.board.copy()
        for number, uses in self.starts.items():
            for use in uses:
                if is_chosen(use.variable):
                    board.put(number, self._chosen(use))
        return board

    def _chosen(self, use: Use) -> Placed:
        room, leader, external = (
            next((one for one, variable in choices.items() if is_chosen(variable)), NOBODY)
            for choices in (self._rooms[use], self._leaders[use], self._externals[use])
        )
        return Placed(use.start, room, leader, external)

    def hint(self, board: Board) -> dict[Any, float]:
        """The values of all choices that make the meetings of a board."""
        values: dict[Any, float] = {}
        for use in (use for uses in self.starts.values() for use in uses):
            now = board.placed.get(use.number)
            here = now is not None and now.start == use.start and now.room in self._rooms[use]
            values[use.variable] = here
            for choices, chosen in (
                (self._rooms[use], now and now.room),
                (self._leaders[use], now and now.leader),
                (self._externals[use], now and now.external),
            ):
                for one, variable in choices.items():
                    values[variable] = here and one == chosen
        values |= {self._most["facilitator_most"]: max(board.leads.values(), default=0)}
        values |= {self._most["external_most"]: max(board.consults.values(), default=0)}
        values |= {
            same: board.placed.get(number) == self.scores.announced[number] for number, same in self.same.items()
        }
        return values
