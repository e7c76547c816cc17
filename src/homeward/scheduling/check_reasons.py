"""An independent look at the reasons of a timetable: is it true that this roundtable has no place, and for no less?"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import combinations

from homeward.scheduling.problem import Person, Problem, Room, Roundtable, Timetable

KINDS = ("certified facilitator", "room", "window", "travel", "length", "pin", "competition")


def false_reasons(problem: Problem, timetable: Timetable) -> Iterator[str]:
    """A line for every unscheduled roundtable whose reason is not true, or names more than it needs."""
    asked = {one.id: one for one in problem.roundtables}
    alone = _Alone(problem)
    for one in timetable.unscheduled:
        named = frozenset(one.blocked_by)
        if not one.reason or not named or not all(_is_reason(name, asked[one.roundtable]) for name in named):
            yield f"{one.roundtable}: has no reason, or one that nobody knows"
        elif named == {"competition"}:
            if not alone.can_be_held(asked[one.roundtable], frozenset()):
                yield f"{one.roundtable}: could not even be held alone, so that it is no competition"
        elif "competition" in named or not alone.can_be_held(asked[one.roundtable], named):
            yield f"{one.roundtable}: could not be held, were all lifted that it names"
        else:
            for fewer in combinations(sorted(named), len(named) - 1):
                if alone.can_be_held(asked[one.roundtable], frozenset(fewer)):
                    yield f"{one.roundtable}: could be held, were only {list(fewer)} lifted"


def _is_reason(name: str, roundtable: Roundtable) -> bool:
    kind, colon, person = name.partition(":")
    return name in KINDS or (kind in ("attendee", "cap") and bool(colon) and person in roundtable.attendees)


class _Alone:
    """A roundtable in an empty timetable, with some of what stands against it lifted."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people: dict[str, Person] = {one.id: one for one in problem.people}

    def can_be_held(self, asked: Roundtable, lifted: frozenset[str]) -> bool:
        for name in asked.attendees:
            if 0 in (self.people[name].max_per_day, self.people[name].max_per_week) and f"cap:{name}" not in lifted:
                return False
        return any(self._fits(asked, lifted, start, end) for start, end in self._times(asked, lifted))

    def _times(self, asked: Roundtable, lifted: frozenset[str]) -> Iterator[tuple[datetime, datetime]]:
        pinned = None if "pin" in lifted else asked.pin.start
        for day in self._days(asked, "window" in lifted):
            times = list(self._times_of(day, timedelta(minutes=asked.minutes)))
            if "length" in lifted:
                times = list(self._times_of(day, timedelta(minutes=30))) or [(_at(day, 0), _at(day, 0))]
            yield from (time for time in times if pinned in (None, time[0]))

    def _days(self, asked: Roundtable, without_window: bool) -> list[date]:
        first, last = self.problem.first_day, self.problem.last_day
        if not without_window:
            first, last = max(first, asked.opens_on), min(last, asked.closes_on)
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        working = [day for day in days if day.isoweekday() <= 5 and day not in self.problem.closed_days]
        return working or ([date(1, 1, 1)] if without_window else [])

    def _times_of(self, day: date, length: timedelta) -> Iterator[tuple[datetime, datetime]]:
        problem = self.problem
        opens, closes = datetime.combine(day, problem.opens), datetime.combine(day, problem.closes)
        lunch = [datetime.combine(day, at) for at in problem.lunch]
        for half_hour in range(48):
            start = _at(day, half_hour)
            if start + length > closes:
                return
            if start >= opens and not max(start, lunch[0]) < min(start + length, lunch[1]):
                yield start, start + length

    def _fits(self, asked: Roundtable, lifted: frozenset[str], start: datetime, end: datetime) -> bool:
        attend = (self.people[name] for name in asked.attendees if f"attendee:{name}" not in lifted)
        if any(_is_away(one, start, end) for one in attend):
            return False
        pin = None if "pin" in lifted else asked.pin
        rooms = [one for one in self.problem.rooms if pin is None or pin.room in (None, one.id)]
        if "room" not in lifted and not any(_is_open(one, start, end) for one in rooms):
            return False
        external = pin.external if pin else None
        if external is not None and _is_away(self.people[external], start, end):
            return False
        leaders = [one for one in self.problem.people if pin is None or pin.facilitator in (None, one.id)]
        can_lead = (one for one in leaders if one.id != external and _can_lead(one, asked, start, end))
        return "certified facilitator" in lifted or any(can_lead)


def _at(day: date, half_hour: int) -> datetime:
    return datetime(day.year, day.month, day.day) + timedelta(minutes=30 * half_hour)  # noqa: DTZ001


def _is_away(person: Person, start: datetime, end: datetime) -> bool:
    return any(max(one.start, start) < min(one.end, end) for one in person.away)


def _is_open(room: Room, start: datetime, end: datetime) -> bool:
    return not any(max(one.start, start) < min(one.end, end) for one in room.closed)


def _can_lead(person: Person, asked: Roundtable, start: datetime, end: datetime) -> bool:
    is_certified = person.certified_until is not None and start.date() <= person.certified_until
    is_barred = person.id in asked.connected or person.id in asked.attendees
    has_no_cap_of_nought = 0 not in (person.max_per_day, person.max_per_week)
    return (
        person.can_facilitate
        and is_certified
        and not is_barred
        and has_no_cap_of_nought
        and not _is_away(person, start, end)
    )
