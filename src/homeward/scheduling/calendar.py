"""Days and half hours as bits of one whole number: "free for two hours" is a few shifts, for a whole year at once.

A cell is half an hour; the days of the horizon, weekends too, have 48 cells each, one after the other. A meeting fills
whole cells, so whatever touches a cell for a minute takes all of it. A start is the number of a meeting's first cell.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from homeward.scheduling.problem import GRID, MOST_SLACK, Person, Problem, Room, Roundtable, Span

CELLS: Final = 24 * 60 // GRID
"""Cells of a day."""


def cells_of(minutes: int) -> int:
    """So many cells are touched by a time between two meetings."""
    return -(-minutes // GRID)


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, from the lowest on."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def spread(busy: int, length: int) -> int:
    """The starts at which a meeting of so many cells would touch a busy cell."""
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        busy |= busy >> step
        reach += step
    return busy


def block(start: int, length: int) -> int:
    """The cells of a meeting."""
    return ((1 << length) - 1) << start


class Calendar:
    """When meetings can be: the working days of the horizon on which any roundtable may be held, and their hours."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.first, last = _days_that_matter(problem)
        self.length = max((last - self.first).days + 1, 0)
        days = (self.first + timedelta(days=number) for number in range(self.length))
        self.working_days = tuple(day for day in days if problem.is_working_day(day))
        self.open = self._open_cells()
        self.week_of: tuple[tuple[int, int], ...] = tuple(
            self.day(number).isocalendar()[:2] for number in range(self.length)
        )
        self.cells_of_week: dict[tuple[int, int], int] = {}
        for number, week in enumerate(self.week_of):
            self.cells_of_week[week] = self.cells_of_week.get(week, 0) | block(number * CELLS, CELLS)

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number)

    def moment(self, start: int) -> datetime:
        """The day and time of a start."""
        day, cell = divmod(start, CELLS)
        return datetime.combine(self.day(day), datetime.min.time()) + timedelta(minutes=cell * GRID)

    def start_at(self, moment: datetime) -> int | None:
        """The start at a moment; None if it lies outside the days that matter, or off the grid."""
        number = (moment.date() - self.first).days
        minutes = moment.hour * 60 + moment.minute
        return None if minutes % GRID or not 0 <= number < self.length else number * CELLS + minutes // GRID

    def touched(self, spans: Iterable[Span]) -> int:
        """The cells that any of the spans touches."""
        busy = 0
        for span in spans:
            begins, ends = self._cell_at_or_before(span.start), self._cell_at_or_after(span.end)
            if span.start < span.end and begins < ends:
                busy |= block(begins, ends - begins)
        return busy

    def _cell_at_or_before(self, moment: datetime) -> int:
        return max(self._minutes(moment) // GRID, 0)

    def _cell_at_or_after(self, moment: datetime) -> int:
        return min(-(-self._minutes(moment) // GRID), self.length * CELLS)

    def _minutes(self, moment: datetime) -> int:
        return (moment.date() - self.first).days * 24 * 60 + moment.hour * 60 + moment.minute

    def _open_cells(self) -> int:
        opens, closes = (at.hour * 60 + at.minute for at in (self._problem.opens, self._problem.closes))
        lunch = tuple(at.hour * 60 + at.minute for at in self._problem.lunch)
        of_a_day = 0
        for cell in range(CELLS):
            begins, ends = cell * GRID, (cell + 1) * GRID
            if opens <= begins and ends <= closes and not max(begins, lunch[0]) < min(ends, lunch[1]):
                of_a_day |= 1 << cell
        return sum(of_a_day << ((day - self.first).days * CELLS) for day in self.working_days)

    def days(self, first: date, last: date) -> int:
        """All cells of the days from the first to the last, as far as they matter."""
        begins = max((first - self.first).days, 0)
        ends = min((last - self.first).days + 1, self.length)
        return block(begins * CELLS, (ends - begins) * CELLS) if begins < ends else 0

    def days_of(self, roundtable: Roundtable) -> tuple[date, ...]:
        """The working days of its window, as far as the horizon goes."""
        first, last = roundtable.opens_on, roundtable.closes_on
        return tuple(day for day in self.working_days if first <= day <= last)

    def starts_of(self, roundtable: Roundtable) -> int:
        """The starts that the window, the working days, the hours of the day and lunch leave (rule 1)."""
        window = self.days(roundtable.opens_on, roundtable.closes_on)
        return window & self.starts_of_length(roundtable.minutes // GRID)

    def starts_of_length(self, length: int) -> int:
        """The starts of a meeting of so many cells, on any working day."""
        return ~spread(~self.open & block(0, self.length * CELLS + length), length) & block(0, self.length * CELLS)

    def away(self, person: Person) -> int:
        return self.touched(person.away)

    def closed(self, room: Room) -> int:
        return self.touched(room.closed)

    def slack(self, hearing_on: date | None, day: date) -> int:
        """Working days after a day up to the hearing, at most ten."""
        if hearing_on is None:
            return 0
        found = 0
        while day < hearing_on and found < MOST_SLACK:
            day += timedelta(days=1)
            found += self._problem.is_working_day(day)
        return found


def _days_that_matter(problem: Problem) -> tuple[date, date]:
    """The horizon, cut to the days on which some roundtable may be held."""
    if not problem.roundtables:
        return problem.first_day, problem.first_day
    first = max(problem.first_day, min(one.opens_on for one in problem.roundtables))
    last = min(problem.last_day, max(one.closes_on for one in problem.roundtables))
    return (first, last) if first <= last else (problem.first_day, problem.first_day)
