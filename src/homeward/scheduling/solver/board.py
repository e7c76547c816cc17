"""A timetable in the making: meetings are put on it and taken off, and it knows what is still free for whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from homeward.scheduling.calendar import CELLS, block, cells_of, spread
from homeward.scheduling.candidates import Candidates
from homeward.scheduling.problem import Announced

NOBODY = -1


class Placed(NamedTuple):
    """A meeting in numbers: the start, the room, and the people in the two seats."""

    start: int
    room: int
    leader: int
    external: int


class Board:
    """Meetings by the number of their roundtable; none of them breaks a rule as long as only `fits` are put."""

    def __init__(self, candidates: Candidates, *, without_travel: bool = False) -> None:
        self.candidates = candidates
        self.placed: dict[int, Placed] = {}
        self.leads: Counter[int] = Counter()
        self.consults: Counter[int] = Counter()
        problem = candidates.problem
        self._turnover = cells_of(problem.turnover_minutes)
        self._travel = {sites: cells_of(minutes) for sites, minutes in problem.travel.items()}
        self._site = [one.site if any(self._travel.values()) and not without_travel else None for one in problem.rooms]
        self._of_person: dict[int, set[int]] = defaultdict(set)
        self._of_room: dict[int, set[int]] = defaultdict(set)
        self._free: dict[int, dict[tuple[str | None, int], int]] = defaultdict(dict)
        self._room_blocked: dict[int, int] = {}
        self._by_site: dict[tuple[int, ...], dict[str | None, tuple[int, ...]]] = {}

    def put(self, number: int, meeting: Placed) -> None:
        self.placed[number] = meeting
        self.leads[meeting.leader] += 1
        if meeting.external != NOBODY:
            self.consults[meeting.external] += 1
        for person in self.seated(number):
            self._of_person[person].add(number)
            self._free.pop(person, None)
        self._of_room[meeting.room].add(number)
        self._room_blocked.pop(meeting.room, None)

    def take(self, number: int) -> Placed:
        for person in self.seated(number):
            self._of_person[person].discard(number)
            self._free.pop(person, None)
        meeting = self.placed.pop(number)
        self.leads[meeting.leader] -= 1
        if meeting.external != NOBODY:
            self.consults[meeting.external] -= 1
        self._of_room[meeting.room].discard(number)
        self._room_blocked.pop(meeting.room, None)
        return meeting

    def seated(self, number: int) -> Iterator[int]:
        """Everybody who is in a meeting, in whatever seat."""
        yield from self.candidates.each[number].attendees
        meeting = self.placed[number]
        yield meeting.leader
        if meeting.external != NOBODY:
            yield meeting.external

    def meetings_of(self, person: int) -> Iterable[int]:
        return self._of_person[person]

    def _block(self, person: int, site: str | None) -> int:
        """The cells in which a person can be in no further meeting at a site (None: in a virtual room)."""
        cells = self.candidates.busy[person]
        calendar = self.candidates.calendar
        days: Counter[int] = Counter()
        weeks: Counter[tuple[int, int]] = Counter()
        for number in self._of_person[person]:
            start, room, *_ = self.placed[number]
            day = start // CELLS
            away = self.way(self._site[room], site)
            begins = max(start - away, day * CELLS)
            ends = min(start + self.candidates.each[number].length + away, (day + 1) * CELLS)
            cells |= block(begins, ends - begins)
            days[day] += 1
            weeks[calendar.week_of[day]] += 1
        return cells | self._over_caps(person, days, weeks)

    def way(self, here: str | None, there: str | None) -> int:
        """The cells that it takes to go from one site to the other."""
        if here is None or there is None or here == there:
            return 0
        return self._travel.get(frozenset((here, there)), 0)

    def _over_caps(self, person: int, days: Mapping[int, int], weeks: Mapping[tuple[int, int], int]) -> int:
        """All cells of the days and weeks in which a person has as many meetings as may be."""
        one, calendar, cells = self.candidates.problem.people[person], self.candidates.calendar, 0
        if one.max_per_day is not None:
            for day in (day for day, number in days.items() if number >= one.max_per_day):
                cells |= block(day * CELLS, CELLS)
        if one.max_per_week is not None:
            for week in (week for week, number in weeks.items() if number >= one.max_per_week):
                cells |= calendar.cells_of_week[week]
        return cells

    def room_blocked(self, room: int) -> int:
        """The cells in which a room is closed, or too close to another meeting for a further one."""
        if room not in self._room_blocked:
            cells = self.candidates.closed[room]
            for number in self._of_room[room]:
                begins = max(self.placed[number].start - self._turnover, 0)
                ends = self.placed[number].start + self.candidates.each[number].length + self._turnover
                cells |= block(begins, ends - begins)
            self._room_blocked[room] = cells
        return self._room_blocked[room]

    def free(self, person: int, site: str | None, length: int) -> int:
        """The starts at which a person could be in a further meeting of so many cells at a site."""
        known = self._free[person]
        key = (site, length)
        if key not in known:
            known[key] = ~spread(self._block(person, site), length)
        return known[key]

    def free_for(self, number: int, site: str | None, people: Iterable[int]) -> int:
        """The starts at which all of these people could be in this roundtable at a site."""
        length, starts = self.candidates.each[number].length, -1
        for person in people:
            starts &= self.free(person, site, length)
        return starts

    def rooms_by_site(self, number: int) -> Mapping[str | None, tuple[int, ...]]:
        rooms = self.candidates.each[number].rooms
        if rooms not in self._by_site:
            sites = dict.fromkeys(self._site[room] for room in rooms)
            self._by_site[rooms] = {site: tuple(room for room in rooms if self._site[room] == site) for site in sites}
        return self._by_site[rooms]

    def fits(self, number: int, meeting: Placed) -> bool:
        """Whether a meeting may be put beside all that are there."""
        one = self.candidates.each[number]
        if meeting.room not in one.rooms or meeting.leader not in one.leaders or meeting.leader == meeting.external:
            return False
        if meeting.external == NOBODY:
            if not one.may_lack_external:
                return False
        elif all(meeting.external != person for person, _ in one.consultants()):
            return False
        seated = [*one.attendees, meeting.leader, *([meeting.external] if meeting.external != NOBODY else [])]
        starts = one.starts & self.candidates.free_to_lead(meeting.leader, one.length)
        starts &= ~spread(self.room_blocked(meeting.room), one.length)
        starts &= self.free_for(number, self._site[meeting.room], seated)
        return bool(starts >> meeting.start & 1)

    def site(self, room: int) -> str | None:
        return self._site[room]

    def tier(self, number: int) -> int:
        """The tier of a meeting that is placed: 0 another agency, 1 another department, 2 nobody."""
        external = self.placed[number].external
        if external == NOBODY:
            return 2
        return 0 if external in self.candidates.each[number].other_agency else 1

    def unplaced(self) -> list[int]:
        return [number for number in range(len(self.candidates.each)) if number not in self.placed]

    def copy(self) -> "Board":
        twin = Board(self.candidates)
        for number, meeting in self.placed.items():
            twin.put(number, meeting)
        return twin


def announced_in_numbers(candidates: Candidates, announced: Mapping[str, Announced]) -> dict[int, Placed | None]:
    """What was announced of each roundtable that is still there; None where it can not be kept whatever one does."""
    found: dict[int, Placed | None] = {}
    empty = Board(candidates)
    for number, asked in enumerate(candidates.problem.roundtables):
        told = announced.get(asked.id)
        if told is None:
            continue
        start = candidates.calendar.start_at(told.start)
        room = candidates.number_of_room.get(told.room)
        leader = candidates.number_of_person.get(told.facilitator)
        external = NOBODY if told.external is None else candidates.number_of_person.get(told.external)
        found[number] = None
        if start is not None and room is not None and leader is not None and external is not None:
            meeting = Placed(start, room, leader, external)
            found[number] = meeting if empty.fits(number, meeting) else None
    return found
