"""Pins that break a rule among themselves: a fault of the problem, told where they stand."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from homeward.scheduling.calendar import CELLS, Calendar, bits, spread
from homeward.scheduling.fields import Faults
from homeward.scheduling.problem import GRID, Person, Problem, Roundtable
from homeward.scheduling.seats import departments_there, is_certified, may_facilitate, tier_of


def tell_contradictions(problem: Problem, faults: Faults) -> None:
    """Add the faults of pins: of each roundtable with its attendees, then of all with a pinned start together."""
    pins = _Pins(problem, faults)
    for number, roundtable in enumerate(problem.roundtables):
        pins.path = f"roundtables[{number}].pinned"
        before = len(faults.lines)
        pins.tell_alone(roundtable)
        if len(faults.lines) == before:
            pins.sound.add(number)
    pins.tell_together()


class _Pins:
    def __init__(self, problem: Problem, faults: Faults) -> None:
        self.problem, self.faults, self.path = problem, faults, ""
        self.people = {one.id: one for one in problem.people}
        self.rooms = {one.id: one for one in problem.rooms}
        self.calendar = Calendar(problem)
        self.sound: set[int] = set()
        """The roundtables whose pins are no fault by themselves."""

    def tell_alone(self, roundtable: Roundtable) -> None:
        pin = roundtable.pin
        starts = self.calendar.starts_of(roundtable)
        if pin.start is not None:
            start = self.calendar.start_at(pin.start)
            if start is None or not starts >> start & 1:
                why = "outside its window, its working days or the hours for meetings"
                self._add("start", f"{pin.start:%Y-%m-%dT%H:%M} would put the meeting {why}")
                return
            self._tell_people_away(roundtable, start)
            starts = 1 << start
        self._tell_facilitator(roundtable, starts)
        self._tell_external(roundtable, starts)

    def _add(self, key: str, what: str) -> None:
        self.faults.add(f"{self.path}.{key}", what)

    def _tell_people_away(self, roundtable: Roundtable, start: int) -> None:
        length = roundtable.minutes // GRID
        for name in roundtable.attendees:
            person = self.people[name]
            if person.never_meets:
                self._add("start", f"attendee {name} has a cap of 0, so that the meeting can not be held")
            elif spread(self.calendar.away(person), length) >> start & 1:
                self._add("start", f"attendee {name} is away then")
        room = self.rooms.get(roundtable.pin.room or "")
        if room and spread(self.calendar.closed(room), length) >> start & 1:
            self._add("room", f"{room.id} is closed then")

    def _tell_facilitator(self, roundtable: Roundtable, starts: int) -> None:
        person = self.people.get(roundtable.pin.facilitator or "")
        if person is None:
            return
        if not may_facilitate(person, roundtable):
            self._add("facilitator", f"{person.id} is no certified facilitator, or is connected with it or attends it")
            return
        certified = sum(block for day, block in self._days(starts) if is_certified(person, self.calendar.day(day)))
        self._tell_unable(roundtable, "facilitator", person, starts, certified)

    def _days(self, starts: int) -> Iterator[tuple[int, int]]:
        """The starts of each day that has any."""
        for day in dict.fromkeys(start // CELLS for start in bits(starts)):
            yield day, starts & (((1 << CELLS) - 1) << day * CELLS)

    def _tell_external(self, roundtable: Roundtable, starts: int) -> None:
        pin = roundtable.pin
        person = self.people.get(pin.external or "")
        if person is None:
            return
        if person.id == pin.facilitator:
            self._add("external", f"{person.id} is the facilitator")
        elif tier_of(person, roundtable, departments_there(roundtable, self.people)) is None:
            why = "may not consult, is connected with it, attends it, or is of an attendee's department or of none"
            self._add("external", f"{person.id} may not sit there: {why}")
        else:
            self._tell_unable(roundtable, "external", person, starts, starts)

    def _tell_unable(self, roundtable: Roundtable, key: str, person: Person, starts: int, allowed: int) -> None:
        """Tell it if the person can serve at none of the starts. Without any start it is no fault of the pin."""
        free = allowed & ~spread(self.calendar.away(person), roundtable.minutes // GRID)
        if starts and (not free or person.never_meets):
            when = "then" if roundtable.pin.start else "on any day of its window"
            self._add(key, f"{person.id} is not free, not certified, or has a cap of 0 {when}")

    def tell_together(self) -> None:
        """Meetings with a pinned start: persons, rooms, turnover, travel and caps."""
        pinned = sorted(
            (one.pin.start, number)
            for number, one in enumerate(self.problem.roundtables)
            if one.pin.start is not None and number in self.sound
        )
        by_person: dict[str, list[int]] = defaultdict(list)
        by_room: dict[str, list[int]] = defaultdict(list)
        for _, number in pinned:
            roundtable = self.problem.roundtables[number]
            for name in _seated(roundtable):
                by_person[name].append(number)
            if roundtable.pin.room is not None:
                by_room[roundtable.pin.room].append(number)
        for name, numbers in by_person.items():
            self._tell_person(self.people[name], numbers)
        for name, numbers in by_room.items():
            for earlier, later in pairwise(numbers):
                self._tell_too_close(earlier, later, self.problem.turnover_minutes, f"room {name}")

    def _tell_too_close(self, earlier: int, later: int, minutes: int, who: str) -> None:
        first, second = self.problem.roundtables[earlier], self.problem.roundtables[later]
        begins, other = first.pin.start, second.pin.start
        if begins and other and other < begins + timedelta(minutes=first.minutes + minutes):
            why = f"at least {minutes} minutes after it" if minutes else "after it"
            self.path = f"roundtables[{later}].pinned"
            self._add("start", f"{who} is also in roundtables[{earlier}], pinned too; it may begin {why} ends")

    def _tell_person(self, person: Person, numbers: list[int]) -> None:
        asked = self.problem.roundtables
        for place, later in enumerate(numbers):
            for earlier in numbers[:place]:
                minutes = self._travel(asked[earlier], asked[later])
                self._tell_too_close(earlier, later, minutes, person.id)
        starts = [(one, number) for number in numbers if (one := asked[number].pin.start)]
        days = [(start.toordinal(), number) for start, number in starts]
        self._tell_over_cap(person, days, person.max_per_day, "day")
        weeks = [(start.toordinal() - start.weekday(), number) for start, number in starts]
        self._tell_over_cap(person, weeks, person.max_per_week, "week")

    def _tell_over_cap(self, person: Person, times: list[tuple[int, int]], cap: int | None, what: str) -> None:
        count: dict[int, int] = defaultdict(int)
        for time, number in times:
            count[time] += 1
            if cap is not None and count[time] == cap + 1:
                self.path = f"roundtables[{number}].pinned"
                self._add("start", f"{person.id} would have more than {cap} pinned meetings in that {what}")

    def _travel(self, one: Roundtable, other: Roundtable) -> int:
        """The minutes between two pinned meetings of one person; 0 if a room is open, or they are on different days."""
        sites = [self.rooms[pin.room].site if pin.room else None for pin in (one.pin, other.pin)]
        is_one_day = one.pin.start and other.pin.start and one.pin.start.date() == other.pin.start.date()
        if not is_one_day or None in sites or sites[0] == sites[1]:
            return 0
        return self.problem.travel.get(frozenset(site for site in sites if site is not None), 0)


def _seated(roundtable: Roundtable) -> list[str]:
    pin = roundtable.pin
    return [*roundtable.attendees, *(name for name in (pin.facilitator, pin.external) if name is not None)]
