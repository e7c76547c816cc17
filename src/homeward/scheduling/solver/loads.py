"""How evenly the seats can be shared out at best: who could take which, and how many in a week, whatever the hour.

Meetings that the same people could take are one group, of which everybody takes a share that need not be whole. These
are few variables, so a model of the meetings can have them too, and chooses what is held with an eye to the loads.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from homeward.scheduling.calendar import CELLS, block
from homeward.scheduling.candidates import Candidates
from homeward.scheduling.solver.model import Use
from homeward.scheduling.solver.program import Program, Terms

Week = tuple[int, int]


class Seat(NamedTuple):
    """Who could take a seat of a meeting, tier by tier, and whether it may stay empty."""

    tiers: tuple[tuple[int, ...], ...]
    may_be_empty: bool = False


class Shares:
    """Beside the meetings of a program, what everybody takes of their seats."""

    def __init__(self, program: Program, candidates: Candidates, starts: Mapping[int, Sequence[Use]]) -> None:
        self._program, self._candidates, self._starts = program, candidates, starts
        self._whole = len(candidates.each)
        self._in_week: dict[int, dict[Week, Terms]] = defaultdict(lambda: defaultdict(list))
        self.of_tier: tuple[Terms, Terms] = [], []
        """What is taken by external consultants of another agency, and of another department."""
        self.most = {
            "facilitator_most": self._share_out(leaders_of, as_leaders=True),
            "external_most": self._share_out(consultants_of),
        }
        """The largest load of each kind of seat."""
        for person, weeks in self._in_week.items():
            most = most_in_weeks(candidates, person)
            for week, terms in weeks.items():
                program.row(terms, most=most[week])

    def _share_out(self, seat_of: Callable[[Candidates, int], Seat], *, as_leaders: bool = False) -> Any:
        """Everybody's shares of a kind of seat, and what bounds them all."""
        program, loads = self._program, defaultdict[int, Terms](list)
        held: dict[Seat, Terms] = defaultdict(list)
        for number, uses in self._starts.items():
            held[seat_of(self._candidates, number)] += [(use.variable, -1) for use in uses]
        for seat, meetings in held.items():
            taken: Terms = []
            for tier, people in enumerate(seat.tiers):
                shares = [(program.share(self._whole), 1) for _ in people]
                taken += shares
                for person, share in zip(people, shares, strict=True):
                    loads[person].append(share)
                if not as_leaders:
                    self.of_tier[tier].extend(shares)
            program.row([*taken, *meetings], least=None if seat.may_be_empty else 0, most=0)
        self._spread(loads, as_leaders=as_leaders)
        largest = program.number(0, self._whole)
        for terms in loads.values():
            program.row([*terms, (largest, -1)], most=0)
        return largest

    def _spread(self, loads: Mapping[int, Terms], *, as_leaders: bool) -> None:
        """Everybody takes the load in the weeks in which there is something to take."""
        program, week_of = self._program, self._candidates.calendar.week_of
        weeks: dict[Week, Terms] = defaultdict(list)
        for use in (use for uses in self._starts.values() for use in uses):
            weeks[week_of[use.start // CELLS]].append((use.variable, -1))
        for person, terms in loads.items():
            most = most_in_weeks(self._candidates, person, as_leader=as_leaders)
            shares = {week: (program.share(most[week]), 1) for week in weeks if most[week]}
            for week, share in shares.items():
                weeks[week].append(share)
                self._in_week[person][week].append(share)
            program.row([*terms, *((share, -1) for share, _ in shares.values())], least=0, most=0)
        for terms in weeks.values():
            program.row(terms, least=0 if as_leaders else None, most=0)


def leaders_of(candidates: Candidates, number: int) -> Seat:
    """The facilitator's seat of a roundtable."""
    one = candidates.each[number]
    return Seat((tuple(person for person in one.leaders if candidates.free_to_lead(person, one.length) & one.starts),))


def consultants_of(candidates: Candidates, number: int) -> Seat:
    """The external consultant's seat of a roundtable."""
    one = candidates.each[number]

    def able(people: Iterable[int]) -> tuple[int, ...]:
        return tuple(person for person in people if candidates.free(person, one.length) & one.starts)

    return Seat((able(one.other_agency), able(one.other_department)), one.may_lack_external)


def most_in_weeks(candidates: Candidates, person: int, *, as_leader: bool = False) -> Counter[Week]:
    """As many meetings as the caps of a person leave in each week, on the days on which there is any time."""
    one, calendar, whole = candidates.problem.people[person], candidates.calendar, len(candidates.each)
    free = (candidates.free_to_lead if as_leader else candidates.free)(person, 1)
    weeks: Counter[Week] = Counter()
    for day in ((day - calendar.first).days for day in calendar.working_days):
        if free & block(day * CELLS, CELLS):
            weeks[calendar.week_of[day]] += whole if one.max_per_day is None else one.max_per_day
    per_week = whole if one.max_per_week is None else one.max_per_week
    return Counter({week: min(most, per_week, whole) for week, most in weeks.items()})


def least_load(candidates: Candidates, seats: int, *, as_leaders: bool) -> int:
    """A number below which the largest load can not be, if so many seats are taken."""
    seat_of = leaders_of if as_leaders else consultants_of
    able = {
        person
        for number in range(len(candidates.each))
        for tier in seat_of(candidates, number).tiers
        for person in tier
    }
    caps = [most_in_weeks(candidates, person, as_leader=as_leaders).total() for person in able]
    return next((most for most in range(seats + 1) if sum(min(most, cap) for cap in caps) >= seats), 0)
