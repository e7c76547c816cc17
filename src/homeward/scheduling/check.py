"""An independent look at a timetable: does it keep every rule, reach what it says, and tell true reasons?

Nothing of how timetables are made is used here, only what a problem and a timetable consist of; moments are compared as
moments, one rule after the other, so that a mistake in the solver is not made a second time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise

from homeward.scheduling.check_reasons import false_reasons
from homeward.scheduling.problem import Announced, Meeting, Person, Problem, Room, Roundtable, Timetable, goals_of


def check(problem: Problem, timetable: Timetable, announced: Mapping[str, Announced] | None = None) -> list[str]:
    """A line for everything that is wrong; none if the timetable is valid and says what is true of it."""
    looked = _Check(problem, timetable, announced or {})
    listed = list(looked.wrong_lists())
    if listed:
        return listed
    return [
        *looked.wrong_meetings(),
        *looked.wrong_people(),
        *looked.wrong_rooms(),
        *looked.wrong_numbers(),
        *false_reasons(problem, timetable),
    ]


class _Check:
    def __init__(self, problem: Problem, timetable: Timetable, announced: Mapping[str, Announced]) -> None:
        self.problem, self.timetable, self.announced = problem, timetable, announced
        self.rooms: dict[str, Room] = {one.id: one for one in problem.rooms}
        self.people: dict[str, Person] = {one.id: one for one in problem.people}
        self.asked: dict[str, Roundtable] = {one.id: one for one in problem.roundtables}

    def wrong_lists(self) -> Iterator[str]:
        """Every roundtable in exactly one list, and every name that of somebody or something."""
        listed = Counter(one.roundtable for one in self.timetable.meetings)
        listed += Counter(one.roundtable for one in self.timetable.unscheduled)
        for name in self.asked.keys() | listed.keys():
            if listed[name] != 1 or name not in self.asked:
                yield f"{name}: stands {listed[name]} times in the two lists"
        for meeting in self.timetable.meetings:
            people = [meeting.facilitator] if meeting.external is None else [meeting.facilitator, meeting.external]
            if meeting.room not in self.rooms or not all(name in self.people for name in people):
                yield f"{meeting.roundtable}: names a room or a person that is none"

    def wrong_meetings(self) -> Iterator[str]:
        """Rules 1, 4, 5 and 6, and the absences and closures of rules 2 and 3."""
        held = {one.roundtable for one in self.timetable.meetings}
        for name, roundtable in self.asked.items():
            pin = roundtable.pin
            if None not in (pin.start, pin.room, pin.facilitator) and pin.pins_external and name not in held:
                yield f"{name}: everything is pinned, and it is not held"
        for meeting in self.timetable.meetings:
            roundtable = self.asked[meeting.roundtable]
            for what in (
                *self._wrong_time(meeting, roundtable),
                *self._wrong_seats(meeting, roundtable),
                *self._wrong_pins(meeting, roundtable),
            ):
                yield f"{meeting.roundtable}: {what}"

    def _wrong_time(self, meeting: Meeting, roundtable: Roundtable) -> Iterator[str]:
        problem, day = self.problem, meeting.start.date()
        opens, closes = datetime.combine(day, problem.opens), datetime.combine(day, problem.closes)
        lunch = [datetime.combine(day, at) for at in problem.lunch]
        if meeting.minutes != roundtable.minutes:
            yield "does not have its length"
        if (meeting.start.minute, meeting.start.second) not in ((0, 0), (30, 0)):
            yield "begins neither on the hour nor on the half hour"
        if not roundtable.opens_on <= day <= roundtable.closes_on:
            yield "lies outside its window"
        if not problem.first_day <= day <= problem.last_day:
            yield "lies outside the horizon"
        if day.isoweekday() > 5 or day in problem.closed_days:
            yield "lies on a day that is no working day"
        if meeting.start < opens or meeting.end > closes:
            yield "lies outside the hours for meetings"
        if lunch[0] < lunch[1] and meeting.start < lunch[1] and lunch[0] < meeting.end:
            yield "touches lunch"
        for span in self.rooms[meeting.room].closed:
            if span.start < span.end and meeting.start < span.end and span.start < meeting.end:
                yield f"room {meeting.room} is closed"

    def _wrong_seats(self, meeting: Meeting, roundtable: Roundtable) -> Iterator[str]:
        leads, barred = self.people[meeting.facilitator], {*roundtable.connected, *roundtable.attendees}
        if not leads.can_facilitate or leads.certified_until is None or leads.certified_until < meeting.start.date():
            yield f"{leads.id} is no certified facilitator on that day"
        if leads.id in barred:
            yield f"the facilitator {leads.id} is connected with it, or attends it"
        tier = "none"
        if meeting.external is not None:
            consults = self.people[meeting.external]
            if not consults.can_consult_externally or consults.id in barred or consults.id == leads.id:
                yield f"{consults.id} may not be the external consultant"
            tier = self._tier(consults, roundtable)
        if not tier:
            yield f"{meeting.external} is of an attendee's department, or of none"
        elif tier != meeting.external_tier:
            yield f"the tier is {tier}, not {meeting.external_tier}"

    def _tier(self, consults: Person, roundtable: Roundtable) -> str:
        if consults.agency != roundtable.agency:
            return "other_agency"
        for name in roundtable.attendees:
            one = self.people[name]
            if (one.agency, one.department) == (roundtable.agency, consults.department):
                return ""
        return "other_department" if consults.department is not None else ""

    def _wrong_pins(self, meeting: Meeting, roundtable: Roundtable) -> Iterator[str]:
        pin = roundtable.pin
        for what, pinned, is_so in (
            ("start", pin.start, meeting.start),
            ("room", pin.room, meeting.room),
            ("facilitator", pin.facilitator, meeting.facilitator),
        ):
            if pinned is not None and pinned != is_so:
                yield f"the pinned {what} was not kept"
        if pin.pins_external and pin.external != meeting.external:
            yield "the pinned external was not kept"

    def wrong_people(self) -> Iterator[str]:
        """Rule 2: nobody in two places, or away, or without time to travel, or above a cap."""
        seats: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in self.timetable.meetings:
            seated = {*self.asked[meeting.roundtable].attendees, meeting.facilitator, meeting.external}
            for name in seated - {None}:
                seats[str(name)].append(meeting)
        for name, meetings in seats.items():
            for what in (*self._wrong_days_of(self.people[name], meetings), *self._wrong_caps(name, meetings)):
                yield f"{name}: {what}"

    def _wrong_days_of(self, person: Person, meetings: list[Meeting]) -> Iterator[str]:
        by_day: dict[date, list[Meeting]] = defaultdict(list)
        for meeting in sorted(meetings, key=lambda one: one.start):
            by_day[meeting.start.date()].append(meeting)
            for span in person.away:
                if span.start < span.end and meeting.start < span.end and span.start < meeting.end:
                    yield f"is away at {meeting.start}, {meeting.roundtable}"
        for pairs in (combinations(listed, 2) for listed in by_day.values()):
            for earlier, later in pairs:
                way = timedelta(minutes=self._way(earlier, later))
                if later.start < earlier.end + way:
                    yield f"can not be in {earlier.roundtable} and then in {later.roundtable}"

    def _way(self, earlier: Meeting, later: Meeting) -> int:
        here, there = self.rooms[earlier.room].site, self.rooms[later.room].site
        if here is None or there is None or here == there:
            return 0
        return self.problem.travel.get(frozenset((here, there)), 0)

    def _wrong_caps(self, name: str, meetings: list[Meeting]) -> Iterator[str]:
        person = self.people[name]
        days = Counter(one.start.date() for one in meetings)
        weeks = Counter(one.start.date() - timedelta(days=one.start.weekday()) for one in meetings)
        if person.max_per_day is not None and max(days.values()) > person.max_per_day:
            yield f"has more than {person.max_per_day} meetings on a day"
        if person.max_per_week is not None and max(weeks.values()) > person.max_per_week:
            yield f"has more than {person.max_per_week} meetings in a week"

    def wrong_rooms(self) -> Iterator[str]:
        """Rule 3: one meeting at a time, with time for the turnover."""
        by_room: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in sorted(self.timetable.meetings, key=lambda one: one.start):
            by_room[meeting.room].append(meeting)
        turnover = timedelta(minutes=self.problem.turnover_minutes)
        for name, meetings in by_room.items():
            for earlier, later in pairwise(meetings):
                if later.start < earlier.end + turnover:
                    yield f"room {name}: {later.roundtable} begins too soon after {earlier.roundtable}"

    def wrong_numbers(self) -> Iterator[str]:
        """The goals reached, and bounds that what was reached does not refute."""
        goals, reached = goals_of(self.problem), tuple(self._reached())
        if reached != self.timetable.objective:
            yield f"the goals reached are {reached}, not {self.timetable.objective}"
        if len(self.timetable.bound) != len(goals):
            yield "there is not a bound for each goal"
            return
        for goal, value, bound in zip(goals, reached, self.timetable.bound, strict=True):
            if bound is not None and goal.is_better(value, bound):
                yield f"{goal.name}: {value} was reached, and {bound} is said to be the bound"

    def _reached(self) -> Iterator[int]:
        meetings = {one.roundtable: one for one in self.timetable.meetings}
        yield sum(self.asked[name].required for name in meetings)
        yield sum(
            self._is_changed(meetings.get(name), told) for name, told in self.announced.items() if name in self.asked
        )
        optional = [one for one in self.asked.values() if not one.required]
        for priority in sorted({one.priority for one in optional}):
            yield sum(one.priority == priority and one.id in meetings for one in optional)
        tiers = Counter(one.external_tier for one in meetings.values())
        yield tiers["none"]
        yield tiers["other_department"]
        yield max(Counter(one.facilitator for one in meetings.values()).values(), default=0)
        yield max(Counter(one.external for one in meetings.values() if one.external is not None).values(), default=0)
        yield sum(self._slack(one.start.date(), self.asked[name].hearing_on) for name, one in meetings.items())

    def _is_changed(self, meeting: Meeting | None, told: Announced) -> bool:
        if meeting is None:
            return True
        now = (meeting.start, meeting.room, meeting.facilitator, meeting.external)
        return now != (told.start, told.room, told.facilitator, told.external)

    def _slack(self, day: date, hearing_on: date | None) -> int:
        if hearing_on is None:
            return 0
        distance = min((hearing_on - day).days, 10_000)
        days = (day + timedelta(days=number) for number in range(1, distance + 1))
        working = (one for one in days if one.isoweekday() <= 5 and one not in self.problem.closed_days)
        return sum(1 for _, _ in zip(range(10), working, strict=False))
