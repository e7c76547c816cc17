"""What each roundtable could have, were it alone: the starts, rooms, facilitators and external consultants."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from homeward.scheduling.calendar import CELLS, Calendar, bits, spread
from homeward.scheduling.problem import GRID, Problem, Roundtable
from homeward.scheduling.seats import departments_there, may_facilitate, tier_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A roundtable in numbers; people and rooms are their places in the problem."""

    length: int
    starts: int
    """Where it could be held alone, as bits."""
    attendees: tuple[int, ...]
    rooms: tuple[int, ...]
    leaders: tuple[int, ...]
    other_agency: tuple[int, ...]
    other_department: tuple[int, ...]
    may_lack_external: bool

    def consultants(self) -> Iterator[tuple[int, int]]:
        """Everybody who may consult, with the place of the tier: 0 for another agency."""
        yield from ((person, 0) for person in self.other_agency)
        yield from ((person, 1) for person in self.other_department)


class Candidates:
    """All roundtables of a problem in numbers."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.calendar = Calendar(problem)
        self.people = {one.id: one for one in problem.people}
        self.number_of_person = {one.id: number for number, one in enumerate(problem.people)}
        self.number_of_room = {one.id: number for number, one in enumerate(problem.rooms)}
        whole = self.calendar.days(self.calendar.first, problem.last_day)
        self.busy = [whole if one.never_meets else self.calendar.away(one) for one in problem.people]
        self.closed = [self.calendar.closed(one) for one in problem.rooms]
        self._certified = [self._certified_days(one.certified_until) for one in problem.people]
        self.busy_to_lead = [busy | ~certified for busy, certified in zip(self.busy, self._certified, strict=True)]
        self.free = cache(self._free)
        self.free_to_lead = cache(self._free_to_lead)
        self.room_open = cache(self._room_open)
        self.each = [self._candidate(one) for one in problem.roundtables]

    def _certified_days(self, until: date | None) -> int:
        return self.calendar.days(self.calendar.first, until) if until else 0

    def _free(self, person: int, length: int) -> int:
        """The starts at which a person is not away."""
        return self.calendar.starts_of_length(length) & ~spread(self.busy[person], length)

    def _free_to_lead(self, person: int, length: int) -> int:
        return self.free(person, length) & self._certified[person]

    def _room_open(self, room: int, length: int) -> int:
        """The starts at which a room is open."""
        return self.calendar.starts_of_length(length) & ~spread(self.closed[room], length)

    def leaders_of(self, asked: Roundtable, *, with_pins: bool = True) -> tuple[int, ...]:
        """Those who may facilitate it on some day."""
        pin, people = asked.pin, self.problem.people
        return tuple(
            number
            for number, one in enumerate(people)
            if may_facilitate(one, asked)
            and (not with_pins or (one.id != pin.external and pin.facilitator in (None, one.id)))
        )

    def _candidate(self, asked: Roundtable) -> Candidate:
        pin, length = asked.pin, asked.minutes // GRID
        attendees = tuple(self.number_of_person[name] for name in asked.attendees)
        rooms = tuple(number for number, one in enumerate(self.problem.rooms) if pin.room in (None, one.id))
        leaders = self.leaders_of(asked)
        tiers = self._tiers(asked)
        starts = self.starts_with_pins(asked)
        for person in attendees:
            starts &= self.free(person, length)
        if pin.external is not None:
            starts &= self.free(self.number_of_person[pin.external], length)
        starts &= any_of(self.room_open(one, length) for one in rooms)
        starts &= any_of(self.free_to_lead(one, length) for one in leaders)
        return Candidate(
            length=length,
            starts=starts,
            attendees=attendees,
            rooms=rooms,
            leaders=leaders,
            other_agency=tuple(number for number, tier in tiers if tier == "other_agency"),
            other_department=tuple(number for number, tier in tiers if tier == "other_department"),
            may_lack_external=pin.external is None,
        )

    def starts_with_pins(self, asked: Roundtable) -> int:
        """The starts of rule 1, or the one that is pinned."""
        starts = self.calendar.starts_of(asked)
        if asked.pin.start is None:
            return starts
        start = self.calendar.start_at(asked.pin.start)
        return 0 if start is None else starts & 1 << start

    def _tiers(self, asked: Roundtable) -> list[tuple[int, str]]:
        pin = asked.pin
        if pin.pins_external and pin.external is None:
            return []
        departments = departments_there(asked, self.people)
        found = []
        for number, one in enumerate(self.problem.people):
            tier = tier_of(one, asked, departments)
            if tier and pin.external in (None, one.id) and one.id != pin.facilitator and not one.never_meets:
                found.append((number, tier))
        return found

    def slack_of(self, asked: Roundtable, starts: int) -> dict[int, int]:
        """For each of the starts the working days that remain before the hearing."""
        days = {start: start // CELLS for start in bits(starts)}
        of_day = {day: self.calendar.slack(asked.hearing_on, self.calendar.day(day)) for day in set(days.values())}
        return {start: of_day[day] for start, day in days.items()}


def any_of(masks: Iterable[int]) -> int:
    """What is in any of the masks."""
    found = 0
    for mask in masks:
        found |= mask
    return found
