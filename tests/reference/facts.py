"""What the record says on the as-of date about one child's episodes: section 2 of the rules, before the clocks."""

from dataclasses import dataclass, field
from datetime import date

from .calendar import DAY, days_after, months_after
from .history import ChildHistory, Episode, Event, Placement

INCARCERATED = ("juvenile_correctional", "adult_correctional")
EIGHTEEN_YEARS = 216


@dataclass(frozen=True)
class EpisodeFacts:
    """One episode with what counts of it on the as-of date."""

    child: ChildHistory
    as_of: date
    episode: Episode
    events: list[Event]
    """The events that lie in the episode and count, in file order."""
    placements: list[Placement]
    """The placements that started on or before the as-of date, in file order."""
    types_by_day: dict[date, str] = field(default_factory=dict)
    """The type of the placement that counts on each day that a placement covers."""

    @property
    def removed(self) -> date:
        """R, the day of removal."""
        return self.episode.removed_on

    @property
    def discharged(self) -> date | None:
        """X, the discharge if on or before the as-of date; None in an open episode."""
        discharged = self.episode.discharged_on
        return discharged if discharged is not None and discharged <= self.as_of else None

    def days(self, *kinds: str) -> list[date]:
        """The days, each once and in order, with an event of one of the kinds."""
        return sorted({event.on for event in self.events if event.kind in kinds})

    def first_day(self, *kinds: str) -> date | None:
        """The first day with an event of one of the kinds."""
        return earliest(self.days(*kinds))

    def last_values(self, kind: str) -> dict[date, str | None]:
        """For each day with an event of the kind, in order of days, the value of the last one in the file."""
        values = {event.on: event.value for event in self.events if event.kind == kind}
        return dict(sorted(values.items()))

    @property
    def first_placed(self) -> date:
        """P0: start of the first placement other than missing from care, or R."""
        starts = [row.started_on for row in self.placements if row.placement_type != "missing_from_care"]
        return min(starts, default=self.removed)

    @property
    def placement_changes(self) -> list[date]:
        """Days after P0 on which a placement other than missing from care starts."""
        starts = {row.started_on for row in self.placements if row.placement_type != "missing_from_care"}
        return sorted(start for start in starts if start > self.first_placed)

    def rating_on(self, day: date) -> tuple[str | None, date | None]:
        """The latest rating on or before the day, and the day it was made; both None if there is none."""
        rating, rated_on = None, None
        for made_on, value in self.last_values("permanency_rating").items():
            if made_on <= day:
                rating, rated_on = value, made_on
        return rating, rated_on

    def missing_since(self, day: date) -> date | None:
        """First day of the unbroken run of missing days that ends with the day; None if it is no missing day."""
        since = None
        while self.types_by_day.get(day) == "missing_from_care":
            since, day = day, day - DAY
        return since

    def exemptions(self, day: date) -> list[str]:
        """The four exemptions from the roundtable that hold on the day, in their order."""
        holding = []
        missing_since = self.missing_since(day)
        if missing_since is not None and months_after(missing_since, 6) <= day:
            holding.append("missing_6_months")
        if self.is_eighteen(day):
            holding.append("age_18")
        if self.types_by_day.get(day) == "supervised_independent_living":
            holding.append("independent_living")
        if self.types_by_day.get(day) in INCARCERATED:
            holding.append("incarcerated")
        return holding

    def is_eighteen(self, day: date) -> bool:
        """Whether the child is known to have had the 18th birthday on or before the day."""
        born = self.child.birth_date
        return born is not None and months_after(born, EIGHTEEN_YEARS) <= day

    @property
    def placed_outside_home(self) -> date:
        """S: the earlier of the episode's first finding of abuse or neglect and R + 60 days."""
        sixty_days = days_after(self.removed, 60)
        finding = self.first_day("abuse_neglect_finding")
        return sixty_days if finding is None else min(finding, sixty_days)


def earliest(days: list[date]) -> date | None:
    """The first of the days, None if there is none."""
    return min(days, default=None)


def episodes_in_care(child: ChildHistory, as_of: date) -> list[EpisodeFacts]:
    """The child's episodes that began on or before the as-of date, the earliest first."""
    in_order = sorted(child.episodes, key=lambda row: (row.removed_on, row.discharged_on or date.max))
    events_of: dict[str, list[Event]] = {episode.episode_id: [] for episode in in_order}
    for event in child.events:
        counts = event.on <= as_of or event.kind.endswith("_scheduled")
        episode_id = episode_of(event, in_order)
        if counts and episode_id is not None:
            events_of[episode_id].append(event)
    facts = []
    for episode in in_order:
        if episode.removed_on <= as_of:
            placements = [row for row in episode.placements if row.started_on <= as_of]
            found = EpisodeFacts(child, as_of, episode, events_of[episode.episode_id], placements)
            found.types_by_day.update(covered_days(found))
            facts.append(found)
    return facts


def episode_of(event: Event, in_order: list[Episode]) -> str | None:
    """The id of the first episode in which the event lies; None if it lies in none."""
    for episode in in_order:
        if episode.removed_on <= event.on <= (episode.discharged_on or date.max):
            return episode.episode_id
    return None


def placement_end(facts: EpisodeFacts, placement: Placement) -> date:
    """Last day of a placement: its end, or if it goes on, the episode's end or the as-of date."""
    still_going = facts.discharged or facts.as_of
    return still_going if placement.ended_on is None else min(placement.ended_on, still_going)


def covered_days(facts: EpisodeFacts) -> dict[date, str]:
    """The placement type of every covered day, first and last day included: the placement that started last counts."""
    types: dict[date, str] = {}
    # A stable sort keeps the file's order among those that start on one day, so the last in the file is laid on top.
    for placement in sorted(facts.placements, key=lambda row: row.started_on):
        day, last = placement.started_on, placement_end(facts, placement)
        while day <= last:
            types[day] = placement.placement_type
            day += DAY
    return types


def taken_days(facts: EpisodeFacts) -> set[date]:
    """The days up to the as-of date that missing from care or trial reunification takes (a < d <= b)."""
    types: dict[date, str] = {}
    for placement in sorted(facts.placements, key=lambda row: row.started_on):
        day, last = placement.started_on + DAY, placement_end(facts, placement)
        while day <= last:
            types[day] = placement.placement_type
            day += DAY
    return {day for day, kind in types.items() if kind in ("missing_from_care", "trial_reunification")}
