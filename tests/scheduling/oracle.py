"""Every timetable of a tiny problem, written down one after the other, and the best of them: slow, and easy to believe.

Moments are compared as moments; nothing of the solver or the check is used.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from homeward.scheduling.problem import Announced, Person, Problem, Roundtable

Held = tuple[datetime, str, str, str | None]
"""The start, the room, the facilitator and the external consultant."""


def best_of_all(problem: Problem, announced: Mapping[str, Announced]) -> tuple[int, ...]:
    """The goals of the best timetable, in their order."""
    oracle = Oracle(problem, announced)
    found = max(oracle.timetables(0, {}), key=oracle.rank)
    return oracle.values(found)


class Oracle:
    def __init__(self, problem: Problem, announced: Mapping[str, Announced]) -> None:
        self.problem, self.announced = problem, announced
        self.people = {one.id: one for one in problem.people}
        self.sites = {one.id: one.site for one in problem.rooms}
        self.ways = {one.id: list(self.alone(one)) for one in problem.roundtables}

    def timetables(self, place: int, held: dict[str, Held]) -> Iterator[dict[str, Held]]:
        if place == len(self.problem.roundtables):
            yield dict(held)
            return
        asked = self.problem.roundtables[place]
        if not asked.pin.is_whole:
            yield from self.timetables(place + 1, held)
        for way in self.ways[asked.id]:
            if self.fits(asked, way, held):
                held[asked.id] = way
                yield from self.timetables(place + 1, held)
                del held[asked.id]

    def alone(self, asked: Roundtable) -> Iterator[Held]:
        problem, pin, length = self.problem, asked.pin, timedelta(minutes=asked.minutes)
        day = max(problem.first_day, asked.opens_on)
        while day <= min(problem.last_day, asked.closes_on):
            if day.weekday() < 5 and day not in problem.closed_days:
                opens, closes = datetime.combine(day, problem.opens), datetime.combine(day, problem.closes)
                lunch = [datetime.combine(day, at) for at in problem.lunch]
                start = opens
                while start + length <= closes:
                    touches = lunch[0] < lunch[1] and start < lunch[1] and lunch[0] < start + length
                    if not touches and pin.start in (None, start):
                        yield from self.seats(asked, start)
                    start += timedelta(minutes=30)
            day += timedelta(days=1)

    def seats(self, asked: Roundtable, start: datetime) -> Iterator[Held]:
        pin, end = asked.pin, start + timedelta(minutes=asked.minutes)
        barred = {*asked.attendees, *asked.connected}
        if any(away(self.people[name], start, end) for name in asked.attendees):
            return
        for room in self.problem.rooms:
            if pin.room not in (None, room.id) or any(one.start < end and start < one.end for one in room.closed):
                continue
            for leads in self.problem.people:
                certified = leads.can_facilitate and leads.certified_until and leads.certified_until >= start.date()
                if not certified or leads.id in barred or pin.facilitator not in (None, leads.id):
                    continue
                if away(leads, start, end):
                    continue
                for external in (None, *self.problem.people):
                    name = external.id if external else None
                    if pin.pins_external and pin.external != name:
                        continue
                    if external and (name == leads.id or name in barred or away(external, start, end)):
                        continue
                    if external is None or self.tier(asked, external):
                        yield start, room.id, leads.id, name

    def tier(self, asked: Roundtable, person: Person) -> int:
        """1: another agency; 2: another department; 0: not for this person."""
        if not person.can_consult_externally:
            return 0
        if person.agency != asked.agency:
            return 1
        theirs = [self.people[name] for name in asked.attendees]
        if person.department is None:
            return 0
        return 0 if any(one.agency == asked.agency and one.department == person.department for one in theirs) else 2

    def fits(self, asked: Roundtable, way: Held, held: Mapping[str, Held]) -> bool:
        lengths = {one.id: timedelta(minutes=one.minutes) for one in self.problem.roundtables}
        everybody = {**held, asked.id: way}
        for name, other in held.items():
            first, second = sorted([(way[0], asked.id), (other[0], name)])
            gap = second[0] - first[0] - lengths[first[1]]
            if way[1] == other[1] and gap < timedelta(minutes=self.problem.turnover_minutes):
                return False
            if self.seated(asked.id, way) & self.seated(name, other):
                travel = self.travel(self.sites[way[1]], self.sites[other[1]]) if is_one_day(way, other) else 0
                if gap < timedelta(minutes=travel):
                    return False
        return all(self.keeps_caps(self.people[name], everybody) for name in self.seated(asked.id, way))

    def travel(self, here: str | None, there: str | None) -> int:
        if here is None or there is None or here == there:
            return 0
        return self.problem.travel.get(frozenset((here, there)), 0)

    def seated(self, name: str, way: Held) -> set[str]:
        asked = next(one for one in self.problem.roundtables if one.id == name)
        return {*asked.attendees, way[2], *([way[3]] if way[3] else [])}

    def keeps_caps(self, person: Person, held: Mapping[str, Held]) -> bool:
        mine = [way[0].date() for name, way in held.items() if person.id in self.seated(name, way)]
        weeks = [day - timedelta(days=day.weekday()) for day in mine]
        return all(
            cap is None or max(map(times.count, times)) <= cap
            for cap, times in ((person.max_per_day, mine), (person.max_per_week, weeks))
        )

    def values(self, held: Mapping[str, Held]) -> tuple[int, ...]:
        asked = {one.id: one for one in self.problem.roundtables}
        changed = sum(
            held.get(name) != (told.start, told.room, told.facilitator, told.external)
            for name, told in self.announced.items()
            if name in asked
        )
        optional = [one for one in asked.values() if not one.required]
        priorities = sorted({one.priority for one in optional})
        tiers = [self.tier(asked[name], self.people[way[3]]) if way[3] else 0 for name, way in held.items()]
        leads = [way[2] for way in held.values()]
        consults = [way[3] for way in held.values() if way[3]]
        return (
            sum(asked[name].required for name in held),
            changed,
            *(sum(one.id in held and one.priority == priority for one in optional) for priority in priorities),
            tiers.count(0),
            tiers.count(2),
            max(map(leads.count, leads), default=0),
            max(map(consults.count, consults), default=0),
            sum(self.slack(asked[name], way[0]) for name, way in held.items()),
        )

    def slack(self, asked: Roundtable, start: datetime) -> int:
        day, found = start.date(), 0
        while asked.hearing_on and day < asked.hearing_on:
            day += timedelta(days=1)
            found += day.weekday() < 5 and day not in self.problem.closed_days
        return min(found, 10)

    def rank(self, held: Mapping[str, Held]) -> tuple[int, ...]:
        """The values, each so that more is better."""
        values = self.values(held)
        priorities = len(values) - 7
        signs = (1, -1, *(1,) * priorities, -1, -1, -1, -1, 1)
        return tuple(value * sign for value, sign in zip(values, signs, strict=True))


def away(person: Person, start: datetime, end: datetime) -> bool:
    """Whether an absence meets the time; tiny problems have no empty ones."""
    return any(one.start < end and start < one.end for one in person.away)


def is_one_day(way: Held, other: Held) -> bool:
    return way[0].date() == other[0].date()
