"""The small model: rooms, facilitators and external consultants are counted, not named.

Whatever can not be reached here no timetable reaches, so its optimum is a bound; and the starts that it chooses are
where a good timetable is to be looked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import chain
from operator import and_
from typing import Any, Final

from homeward.scheduling.calendar import CELLS, cells_of
from homeward.scheduling.problem import Goal
from homeward.scheduling.solver.board import NOBODY, Board
from homeward.scheduling.solver.loads import Shares
from homeward.scheduling.solver.model import Allowed, Model, Use
from homeward.scheduling.solver.program import Limits, Terms, is_chosen
from homeward.scheduling.solver.score import Scores

_COUNTED: Final = ("required_scheduled", "changed", "optional_scheduled", "slack_days")
TIERS: Final = ("external_none", "external_other_department")
LOADS: Final = ("facilitator_most", "external_most")


class CountedModel(Model):
    """No more meetings at a time, on a day and in a week than rooms and people for them."""

    def __init__(
        self,
        board: Board,
        scores: Scores,
        allowed: Allowed,
        *,
        with_tiers: bool = False,
        with_loads: bool = False,
        limits: Limits,
    ) -> None:
        super().__init__(board, scores, allowed, limits=limits)
        self._of_other_agency: Terms = []
        self._of_other_department: Terms = []
        self._with_tiers, self._with_loads = with_tiers, with_loads
        self._count_rooms()
        self._seat_those_without_choice()
        every = [(use, use.variable) for uses in self.starts.values() for use in uses]
        self._leaders = {person for one in self.candidates.each for person in one.leaders}
        self._count_people(every, self._leaders, as_leaders=True)
        if with_tiers:
            self._add_tiers(every)
        for number, told in scores.announced.items():
            use = next(
                (use for use in self.starts.get(number, ()) if told and self.is_possible(use, 1 << told.start)), None
            )
            if use and told:
                self._add_same(use, told.leader, told.external)
        self.add_people()

    def _count_rooms(self) -> None:
        turnover = cells_of(self.candidates.problem.turnover_minutes)
        by_rooms: dict[tuple[int, ...], list[tuple[Use, Any]]] = defaultdict(list)
        for use in (use for uses in self.starts.values() for use in uses):
            by_rooms[self.board.rooms_by_site(use.number)[use.site]].append((use, use.variable))
        for rooms, listed in by_rooms.items():
            self.count_rooms(listed, rooms, turnover)

    def count_rooms(self, listed: Sequence[tuple[Use, Any]], rooms: Sequence[int], turnover: int) -> None:
        """At each time no more meetings than rooms that are open."""
        closed = [self.candidates.closed[room] for room in rooms]
        # The turnover after a meeting may reach into a closure, so a room is shut only so many cells after it closes.
        shut = [reduce(and_, (one << later for later in range(turnover + 1))) for one in closed]
        self.add_cells(listed, turnover, _Free(shut))

    def count_free(self, listed: Sequence[tuple[Use, Any]], busy: Sequence[int]) -> None:
        """At each time no more meetings than people who are not busy."""
        self.add_cells(listed, 0, _Free(busy))

    def is_possible(self, use: Use, starts: int) -> bool:
        """Whether the choice is one of these starts."""
        return bool(starts >> use.start & 1)

    def _seat_those_without_choice(self) -> None:
        """Whoever is the only one for a seat takes part like an attendee."""
        for number, uses in self.starts.items():
            one = self.candidates.each[number]
            only: tuple[int, ...] = one.leaders if len(one.leaders) == 1 else ()
            if not one.may_lack_external:
                only += (*one.other_agency, *one.other_department)
            for person in only:
                self.uses[person] += uses

    def _count_people(self, uses: list[tuple[Use, Any]], people: Iterable[int], *, as_leaders: bool = False) -> None:
        """At each time as many as are free of these people; on a day and in a week as many as their caps allow."""
        people = sorted(people)
        calendar, everybody = self.candidates.calendar, self.candidates.problem.people
        busy = self.candidates.busy_to_lead if as_leaders else self.candidates.busy
        self.count_free(uses, [busy[person] for person in people])
        for cap, key in (("max_per_day", lambda day: day), ("max_per_week", lambda day: calendar.week_of[day])):
            caps = [getattr(everybody[person], cap) for person in people]
            if None in caps:
                continue
            groups: dict[Any, list[Any]] = defaultdict(list)
            for use, variable in uses:
                groups[key(use.start // CELLS)].append(variable)
            for variables in groups.values():
                self.program.at_most(variables, sum(caps))

    def _add_tiers(self, every: list[tuple[Use, Any]]) -> None:
        """How much of each meeting has an external consultant, of another agency or of another department."""
        consultants: set[int] = set()
        from_agency: dict[tuple[int, ...], list[tuple[Use, Any]]] = defaultdict(list)
        all_seated = []
        for use, variable in every:
            one = self.candidates.each[use.number]
            consultants.update(one.other_agency, one.other_department)
            parts = []
            for people, tier in (
                (one.other_agency, self._of_other_agency),
                (one.other_department, self._of_other_department),
            ):
                if any(self.is_possible(use, self.candidates.free(person, use.length)) for person in people):
                    parts.append(self.program.share())
                    tier.append((parts[-1], 1))
                    if tier is self._of_other_agency:
                        from_agency[people].append((use, parts[-1]))
            all_seated += [(use, part) for part in parts]
            terms = [(part, 1) for part in parts]
            self.program.row([*terms, (variable, -1)], least=None if one.may_lack_external else 0, most=0)
        self._count_people(all_seated, consultants)
        if len(from_agency) <= len(self.candidates.problem.people):
            for people, seated in from_agency.items():
                self._count_people(seated, people)
        self._count_people([*every, *all_seated], consultants | self._leaders)

    @cached_property
    def _shares(self) -> Shares:
        """What everybody takes of the seats, of each tier as much as the meetings have: only if a goal asks for it."""
        shares = Shares(self.program, self.candidates, self.starts)
        if self._with_tiers:
            for parts, taken in zip((self._of_other_agency, self._of_other_department), shares.of_tier, strict=True):
                self.program.row([*parts, *((share, -1) for share, _ in taken)], least=0, most=0)
        return shares

    def _add_same(self, use: Use, leader: int, external: int) -> None:
        """A variable that can be chosen only if the meeting begins as announced; it takes its people's time."""
        same = self.program.choice()
        self.program.row([(same, 1), (use.variable, -1)], most=0)
        self.same[use.number] = same
        one = self.candidates.each[use.number]
        for person, is_counted in ((leader, len(one.leaders) == 1), (external, not one.may_lack_external)):
            if person != NOBODY and not is_counted:
                self.uses[person].append(use._replace(variable=same))

    def terms(self, goal: Goal) -> tuple[Terms, int]:
        """The goal as a sum, and what the meetings that stay add to it."""
        if goal.name in LOADS:
            return [(self._shares.most[goal.name], 1)], 0
        if goal.name in TIERS:
            parts = (self._of_other_agency, self._of_other_department) if self._with_tiers else self._shares.of_tier
            if goal.name == "external_other_department":
                return parts[1], 0
            return [*self.count(self.allowed), *((part, -1) for part, _ in chain(*parts))], 0
        return super().terms(goal)

    def knows(self, goal: Goal) -> bool:
        """Whether the goal can be told from what is counted."""
        if goal.name in TIERS:
            return self._with_tiers or self._with_loads
        return goal.name in _COUNTED or self._with_loads

    def hint(self, board: Board) -> dict[Any, float]:
        """The starts of the meetings of a board."""
        now = {number: (1 << one.start, self.board.site(one.room)) for number, one in board.placed.items()}
        values: dict[Any, float] = {}
        for use in (use for uses in self.starts.values() for use in uses):
            start, site = now.get(use.number, (0, None))
            values[use.variable] = site == use.site and self.is_possible(use, start)
        kept = {same: board.placed.get(number) == self.scores.announced[number] for number, same in self.same.items()}
        return {**values, **kept}

    def chosen_starts(self) -> dict[int, dict[str | None, int]]:
        """The starts, by site, that the last search chose."""
        return {
            number: {use.site: 1 << use.start for use in uses if is_chosen(use.variable)}
            for number, uses in self.starts.items()
        }


class _Free(Mapping[int, int]):
    """How many of some rooms or people are free in a cell."""

    def __init__(self, busy: Sequence[int]) -> None:
        self._busy = busy

    def __getitem__(self, cell: int) -> int:
        return sum(not busy >> cell & 1 for busy in self._busy)

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0
