"""A timetabling problem and its answer as frozen data: what docs/schedule.md describes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

GRID: Final = 30
"""Minutes: meetings begin on the hour and the half hour, and last a multiple of this."""

MOST_SLACK: Final = 10
"""Working days before the hearing beyond which more of them are worth nothing."""

TIERS: Final = ("other_agency", "other_department", "none")
"""Where the external consultant comes from, best first."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to another, which does not belong to it. An empty span meets nothing."""

    start: datetime
    end: datetime

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether the two have a moment in common."""
        return max(self.start, start) < min(self.end, end)


@dataclass(frozen=True, slots=True)
class Room:
    """Where one meeting at a time is held; a virtual room has no site."""

    id: str
    site: str | None
    closed: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may attend, facilitate or consult; a cap that is None is no cap."""

    id: str
    agency: str
    department: str | None
    can_facilitate: bool
    certified_until: date | None
    can_consult_externally: bool
    away: tuple[Span, ...]
    max_per_day: int | None
    max_per_week: int | None

    @property
    def never_meets(self) -> bool:
        """Whether a cap of nought forbids every meeting."""
        return 0 in (self.max_per_day, self.max_per_week)


@dataclass(frozen=True, slots=True)
class Pin:
    """The parts of a meeting that are decided. `external` counts only if `pins_external`; None is nobody."""

    start: datetime | None = None
    room: str | None = None
    facilitator: str | None = None
    external: str | None = None
    pins_external: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to decide, so that the meeting is held in any case."""
        return None not in (self.start, self.room, self.facilitator) and self.pins_external


@dataclass(frozen=True, slots=True)
class Roundtable:
    """A meeting that is asked for."""

    id: str
    agency: str
    minutes: int
    opens_on: date
    closes_on: date
    hearing_on: date | None
    required: bool
    priority: int
    attendees: tuple[str, ...]
    connected: frozenset[str]
    pin: Pin


@dataclass(frozen=True, slots=True)
class Problem:
    """All that decides about a timetable. `travel` has the minutes between two sites, 0 if they are not there."""

    timezone: str
    first_day: date
    last_day: date
    opens: time
    closes: time
    lunch: tuple[time, time]
    closed_days: frozenset[date]
    turnover_minutes: int
    rooms: tuple[Room, ...]
    people: tuple[Person, ...]
    travel: Mapping[frozenset[str], int]
    roundtables: tuple[Roundtable, ...]

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, and not closed; also beyond the horizon."""
        return day.weekday() < 5 and day not in self.closed_days


@dataclass(frozen=True, slots=True)
class Meeting:
    """A roundtable that has a place in the timetable."""

    roundtable: str
    start: datetime
    minutes: int
    room: str
    facilitator: str
    external: str | None
    external_tier: str

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Announced:
    """A meeting that people were already told of; it need not fit the problem."""

    start: datetime
    room: str
    facilitator: str
    external: str | None


@dataclass(frozen=True, slots=True)
class Unscheduled:
    """A roundtable without a place, and why."""

    roundtable: str
    reason: str
    blocked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the ranked goals; the optional roundtables of each priority are a goal of their own."""

    name: str
    is_made_large: bool
    priority: int | None = None

    def is_better(self, value: int, other: int) -> bool:
        return value > other if self.is_made_large else value < other


def goals_of(problem: Problem) -> tuple[Goal, ...]:
    """The goals in their order."""
    priorities = sorted({one.priority for one in problem.roundtables if not one.required})
    return (
        Goal("required_scheduled", is_made_large=True),
        Goal("changed", is_made_large=False),
        *(Goal("optional_scheduled", is_made_large=True, priority=priority) for priority in priorities),
        Goal("external_none", is_made_large=False),
        Goal("external_other_department", is_made_large=False),
        Goal("facilitator_most", is_made_large=False),
        Goal("external_most", is_made_large=False),
        Goal("slack_days", is_made_large=True),
    )


@dataclass(frozen=True, slots=True)
class Timetable:
    """An answer: every roundtable is in one of the two lists. Values and bounds are in the order of `goals_of`."""

    meetings: tuple[Meeting, ...]
    unscheduled: tuple[Unscheduled, ...]
    objective: tuple[int, ...]
    bound: tuple[int | None, ...]

    @property
    def is_optimal(self) -> bool:
        """Whether nothing better can exist, goal by goal."""
        return self.objective == self.bound
