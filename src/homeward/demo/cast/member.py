"""How one child of the cast is written down."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from homeward.demo.days import meeting_day_before
from homeward.demo.tables import Child, Episode, Event, Placement

_TEAMS: Final = (
    ("ocm-001", "sup-01", "pc-01", "three-bridges-1", "three-bridges"),
    ("ocm-002", "sup-02", "pc-02", "kestrel-point-1", "kestrel-point"),
)


@dataclass(frozen=True)
class CastMember:
    """A child, or brothers and sisters, with the story in a few sentences and what the rules say of it."""

    key: str
    """What the story is about, in a word."""

    story: str
    determination: tuple[str, str] | None
    """The roundtable determination on the as-of date and its reason codes; None for a child no longer in care."""

    shows: tuple[tuple[str, str], ...]
    """(rule, outcome) of the obligations that the story is told for; each stands among those of every child of it."""

    children: tuple[Child, ...]
    episodes: tuple[Episode, ...]
    placements: tuple[Placement, ...]
    events: tuple[Event, ...]

    @property
    def tables(self) -> tuple[tuple[tuple[object, ...], ...], ...]:
        """The rows of the four tables, in the order of `County.tables`."""
        return self.children, self.episodes, self.placements, self.events


def ago(as_of: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """The day so many years and months, and then so many days, before."""
    return as_of - relativedelta(years=years, months=months) - timedelta(days=days)


def later(day: date, *, months: int = 0, days: int = 0) -> date:
    """The day so many months, and then so many days, after; negative days are before."""
    return day + relativedelta(months=months) + timedelta(days=days)


def open_day(day: date) -> date:
    """The day, or the last one before it on which courts and offices are open."""
    return date.fromordinal(meeting_day_before(day.toordinal() + 1))


class Record:
    """One child's rows while they are written; every method takes days of the child's current stay."""

    def __init__(self, child_id: str, born: date | None, gender: str, *, indian: str = "no", family: str = "") -> None:
        first_name, last_name = child_id.split("-")
        team = _TEAMS[len(first_name) % 2]
        self._child = Child(
            child_id, born, indian, gender, first_name.title(), last_name.title(), family or f"C-{last_name}", *team
        )
        self._episodes: list[Episode] = []
        self._placements: list[Placement] = []
        self._events: list[Event] = []

    @property
    def removed_on(self) -> date:
        """The day of the last removal."""
        return self._episodes[-1].removed_on

    def removed(self, on: date, home: str) -> None:
        """A stay begins, in a first placement."""
        episode_id = f"{self._child.child_id}-{len(self._episodes) + 1}"
        self._episodes.append(Episode(episode_id, self._child.child_id, on))
        self._placements.append(Placement(episode_id, on, None, home))

    def moves(self, on: date, home: str) -> None:
        """The child moves to another placement."""
        self._leave(on)
        self._placements.append(Placement(self._episodes[-1].episode_id, on, None, home))

    def discharged(self, on: date, reason: str) -> None:
        """The stay ends."""
        self._leave(on)
        self._episodes[-1] = self._episodes[-1]._replace(discharged_on=on, discharge_reason=reason)

    def _leave(self, on: date) -> None:
        self._placements[-1] = self._placements[-1]._replace(ended_on=on)

    def event(self, kind: str, on: date, value: str | None = None) -> None:
        """Something is recorded."""
        self._events.append(Event(self._child.child_id, kind, on, value))

    def usual_start(self, rating: str | None, *, plan: bool = True) -> None:
        """The first two months as they should be: notice, search, finding, rating, plan with a goal."""
        removed_on = self.removed_on
        self.event("relative_search", later(removed_on, days=9))
        self.event("relative_notice_sent", later(removed_on, days=19))
        self.event("abuse_neglect_finding", later(removed_on, days=38))
        if rating:
            self.event("permanency_rating", later(removed_on, days=47), rating)
        if plan:
            self.event("permanency_plan_filed", later(removed_on, days=53))
            self.event("permanency_goal_set", later(removed_on, days=53), "reunification")

    def hearing(self, after: date, rating: str | None) -> date:
        """A hearing somewhat less than six months after the last one (or the removal), with all that precedes it.

        The rating is made in time, the plan updated three weeks before. Returns the day of the hearing.
        """
        held = open_day(later(after, months=6, days=-7))
        self.event("permanency_hearing_scheduled", held)
        self.event("permanency_hearing_held", held)
        if rating:
            self.event("permanency_rating", later(held, months=-1, days=-9), rating)
        self.event("permanency_plan_filed", later(held, days=-21))
        return held

    def hearings(self, *ratings: str | None) -> date:
        """The stay's first hearings, one for each rating before it; returns the day of the last one."""
        held = self.removed_on
        for rating in ratings:
            held = self.hearing(held, rating)
        return held

    def roundtable(self, on: date, *, form_after: int | None, in_plan: date | None) -> None:
        """A roundtable as arranged, its form so many days later, its results in the plan."""
        self.event("roundtable_scheduled", on)
        self.event("roundtable_held", on)
        if form_after is not None:
            self.event("consultation_form_completed", later(on, days=form_after))
        if in_plan is not None:
            self.event("roundtable_included_in_plan", in_plan)

    def member(self, key: str, story: str, determination: str, *shows: tuple[str, str]) -> CastMember:
        """The finished record with its story; the determination is written "optional: rated_fair"."""
        return members(key, story, determination, [self], *shows)

    @property
    def rows(self) -> tuple[Child, list[Episode], list[Placement], list[Event]]:
        """The child's rows, the events in the order of time."""
        return self._child, self._episodes, self._placements, sorted(self._events, key=lambda event: event.on)


def members(key: str, story: str, determination: str, records: list[Record], *shows: tuple[str, str]) -> CastMember:
    """Children with one story; see `Record.member`."""
    rows = [record.rows for record in records]
    found, _, reasons = determination.partition(": ")
    return CastMember(
        key=key,
        story=" ".join(story.split()),
        determination=(found, reasons) if found else None,
        shows=shows,
        children=tuple(child for child, _, _, _ in rows),
        episodes=tuple(row for _, episodes, _, _ in rows for row in episodes),
        placements=tuple(row for _, _, placements, _ in rows for row in placements),
        events=tuple(row for _, _, _, events in rows for row in events),
    )
