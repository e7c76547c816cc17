"""One episode as it is known on a day: events by kind, placements, cycles, and the facts that rules ask for."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from benchmarks.rivals.python_loop.months import Months
from benchmarks.rivals.python_loop.records import Child, Episode, Placement

ONE_DAY = timedelta(days=1)
INCARCERATED = ("juvenile_correctional", "adult_correctional")


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a cycle: due `due_on`, closed on `closed_on`, and following the link that was closed on `after`."""

    number: int
    after: date | None
    due_on: date
    closed_on: date | None


class Stay:
    """An episode that began on or before `as_of`, with nothing in it that happened later."""

    def __init__(self, child: Child, episode: Episode, as_of: date, hearing_interval: int, months: Months) -> None:
        self.child = child
        self.episode = episode
        self.as_of = as_of
        self.hearing_interval = hearing_interval
        self.months_after, self.completed_months = months.after, months.completed
        self.removed_on = episode.removed_on
        left_on = episode.discharged_on
        self.discharged_on = left_on if left_on and left_on <= as_of else None
        self.placements = [placement for placement in episode.placements if placement.started_on <= as_of]
        self._days, self._values = self._sort_events()

    def _sort_events(self) -> tuple[dict[str, list[date]], dict[str, dict[date, str | None]]]:
        """The days of each kind of event, ascending and each once, and the last value of each day."""
        values: dict[str, dict[date, str | None]] = defaultdict(dict)
        for event in self.episode.events:
            if event.on <= self.as_of or event.kind.endswith("_scheduled"):
                values[event.kind][event.on] = event.value
        return {kind: sorted(days) for kind, days in values.items()}, values

    def days(self, kind: str) -> list[date]:
        return self._days.get(kind, [])

    def first(self, kind: str) -> date | None:
        return next(iter(self.days(kind)), None)

    def first_from(self, kind: str, day: date) -> date | None:
        """The first such event on or after `day`."""
        days = self.days(kind)
        position = bisect_left(days, day)
        return days[position] if position < len(days) else None

    def goal_on(self, day: date) -> str | None:
        return self._values["permanency_goal_set"][day]

    def last_rating(self, until: date) -> tuple[date, str] | None:
        """The latest permanency rating on or before `until`, with its day."""
        days = self.days("permanency_rating")
        position = bisect_right(days, until)
        if not position:
            return None
        rated_on = days[position - 1]
        return rated_on, str(self._values["permanency_rating"][rated_on])

    def end_of(self, placement: Placement) -> date:
        return placement.ended_on or self.episode.discharged_on or date.max

    def placement_on(self, day: date) -> str | None:
        """The type of the placement that counts on a day: of those that cover it, the one that started last."""
        for placement in reversed(self.placements):
            if placement.started_on <= day <= self.end_of(placement):
                return placement.placement_type
        return None

    def missing_since(self, day: date) -> date | None:
        """The first day of the unbroken run of missing days that `day` ends; None if the child is not missing."""
        since = None
        while self.placement_on(day) == "missing_from_care":
            since = max(change for change in self._changes if change <= day)
            day = since - ONE_DAY
        return since

    @cached_property
    def _changes(self) -> set[date]:
        """The days on which another placement may begin to count."""
        ends = {self.end_of(placement) for placement in self.placements} - {date.max}
        return {placement.started_on for placement in self.placements} | {end + ONE_DAY for end in ends}

    @cached_property
    def first_placed_on(self) -> date:
        """Start of the first placement other than missing, or the removal."""
        placed = (home.started_on for home in self.placements if home.placement_type != "missing_from_care")
        return next(placed, self.removed_on)

    @cached_property
    def placement_changes(self) -> list[date]:
        placed = (home.started_on for home in self.placements if home.placement_type != "missing_from_care")
        return sorted({started_on for started_on in placed if started_on > self.first_placed_on})

    def exemptions(self, day: date) -> list[str]:
        """Why a child needs no roundtable on a day, whatever the rating; age only if the birth date is recorded."""
        found = []
        missing_since = self.missing_since(day)
        if missing_since and self.months_after(missing_since, 6) <= day:
            found.append("missing_6_months")
        if self.child.birth_date and self.months_after(self.child.birth_date, 216) <= day:
            found.append("age_18")
        placement = self.placement_on(day)
        if placement == "supervised_independent_living":
            found.append("independent_living")
        if placement in INCARCERATED:
            found.append("incarcerated")
        return found

    def _cycle(self, closing_days: Iterable[date], every: int) -> list[Link]:
        """The links of a cycle whose first length and later lengths are `every` months."""
        links: list[Link] = []
        after, anchor = None, self.removed_on
        for closed_on in closing_days:
            links.append(Link(len(links) + 1, after, self.months_after(anchor, every), closed_on))
            after = anchor = closed_on
        due_on = self.months_after(anchor, every)
        if not self.discharged_on or due_on <= self.discharged_on:
            links.append(Link(len(links) + 1, after, due_on, None))
        return links

    @cached_property
    def review_links(self) -> list[Link]:
        """A hearing serves as the review."""
        closing = {*self.days("permanency_review_held"), *self.days("permanency_hearing_held")}
        return self._cycle(sorted(closing), 6)

    @cached_property
    def hearing_links(self) -> list[Link]:
        return self._cycle(self.days("permanency_hearing_held"), self.hearing_interval)

    def hearing_of(self, link: Link) -> date:
        """The day of a link's hearing: held, else arranged, else due."""
        if link.closed_on:
            return link.closed_on
        arranged = self.days("permanency_hearing_scheduled")
        counts_from = date.min if self.discharged_on else self.as_of
        if arranged and arranged[-1] >= counts_from and arranged[-1] > (link.after or date.min):
            return arranged[-1]
        return link.due_on
