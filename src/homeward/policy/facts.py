"""The facts of a caseload on one day, as rules may use them: days, sets of days, ratings, placements, cycles, clocks.

Each fact is worked out for all episodes at once, when it is first asked for. What a fact means stands in
`policy.given`; this module and those that it imports work it out.
"""

from functools import cached_property
from typing import Final

import numpy as np

from homeward.policy.caseload import Caseload, Codes
from homeward.policy.clocks import Count
from homeward.policy.cycles import Links
from homeward.policy.days import NEVER, Days
from homeward.policy.daysets import DaySet
from homeward.policy.given import name_of_cycle
from homeward.policy.manual import Manual
from homeward.policy.occasions import Occasions
from homeward.policy.placements import Stretches, counted_placements
from homeward.policy.rule import DaysWord
from homeward.policy.vocabulary import EVENT_KINDS, GOALS, PLACEMENT_TYPES, VALUES_OF_KIND, is_scheduled

_MISSING: Final = PLACEMENT_TYPES.index("missing_from_care")
_TRIAL: Final = PLACEMENT_TYPES.index("trial_reunification")
_REUNIFICATION: Final = GOALS.index("reunification")


class Facts:
    """What is known of every episode of a caseload on one day.

    Episodes that begin after `as_of` are left out, and so is what is dated after it, but for `*_scheduled` events.
    `entered` are the days that a person has entered besides, for checks that start from one.
    """

    def __init__(self, caseload: Caseload, manual: Manual, as_of: int, entered: DaySet | None = None) -> None:
        self.caseload = caseload.without_episodes_after(as_of)
        self.manual = manual
        self.as_of = as_of
        self._entered = entered or DaySet(np.empty(0, np.int64))
        self._sets: dict[tuple[str, ...], DaySet] = {}
        self._links: dict[str, Links] = {}
        self._counts: dict[str, Count] = {}
        self._occasions: dict[str, Occasions] = {}

    # Of each episode ---------------------------------------------------------------------------------------------

    @cached_property
    def discharged_on(self) -> Days:
        """The end of each episode that ended by `as_of`, else NEVER."""
        discharged_on = self.caseload.discharged_on
        return np.where(discharged_on <= self.as_of, discharged_on, NEVER)

    @cached_property
    def birth_date(self) -> Days:
        return self.caseload.birth_date[self.caseload.child]

    @cached_property
    def indian_child(self) -> Codes:
        return self.caseload.indian_child[self.caseload.child]

    @cached_property
    def episode_numbers(self) -> Codes:
        return np.arange(len(self.caseload.child))

    @cached_property
    def episodes(self) -> Occasions:
        """One occasion for each episode: the day of removal."""
        return Occasions(
            self,
            "episode",
            self.episode_numbers,
            np.ones_like(self.episode_numbers),
            {"occasion": self.caseload.removed_on},
        )

    def episode_day(self, name: str) -> Days:
        """A day that every episode has, by its name."""
        match name:
            case "removed_on":
                return self.caseload.removed_on
            case "discharged_on":
                return self.discharged_on
            case "birth_date":
                return self.birth_date
            case "first_placement_on":
                return self.first_placement_on
            case "as_of":
                return np.full(len(self.caseload.child), self.as_of)
        for cycle in self.manual.cycles:
            if name == f"expected_{name_of_cycle(cycle)}":
                return self.links(cycle).expected
        raise KeyError(name)

    @cached_property
    def first_placement_on(self) -> Days:
        starts = self._placement_starts
        first = starts.first_from(self.episode_numbers, self.caseload.removed_on)
        return np.where(first < NEVER, first, self.caseload.removed_on)

    @cached_property
    def _placement_starts(self) -> DaySet:
        """The starts of placements other than missing from care."""
        rows = self.caseload
        kept = (rows.placement_type != _MISSING) & (rows.started_on <= self.as_of)
        return DaySet.of(rows.placement_episode[kept], rows.started_on[kept])

    @cached_property
    def placements(self) -> Stretches:
        return counted_placements(self.caseload)

    # Sets of days ------------------------------------------------------------------------------------------------

    def days_of(self, names: tuple[str, ...]) -> DaySet:
        """The days that lie in any of these sets: kinds of event, sets that the engine gives, words of the manual."""
        if names not in self._sets:
            self._sets[names] = (
                DaySet.union([self.days_of((name,)) for name in names]) if len(names) > 1 else self._named_set(names[0])
            )
        return self._sets[names]

    def _named_set(self, name: str) -> DaySet:
        if name in EVENT_KINDS:
            return self._event_days(name)
        if name in self.manual.days_words:
            return self._days_of_word(self.manual.days_words[name])
        return _GIVEN_SETS[name](self)

    def _event_days(self, kind: str) -> DaySet:
        rows = self.caseload.events_of(kind)
        value = self.caseload.value[rows] if kind in VALUES_OF_KIND else None
        days = DaySet.of(self.caseload.event_episode[rows], self.caseload.on[rows], value)
        if is_scheduled(kind):
            return days
        recorded = days.on <= self.as_of
        return days if recorded.all() else days.where(recorded)

    def _days_of_word(self, word: DaysWord) -> DaySet:
        if not word.event:
            return self.days_of(word.any_of)
        days = self.days_of((word.event,))
        assert days.value is not None
        numbers = [VALUES_OF_KIND[word.event].index(value) for value in word.values]
        return days.where(np.isin(days.value, numbers))

    def removal(self) -> DaySet:
        return DaySet.of(self.episode_numbers, self.caseload.removed_on)

    def placement_change(self) -> DaySet:
        starts = self._placement_starts
        return starts.where(starts.on > self.first_placement_on[starts.episode])

    def goal_left_reunification(self) -> DaySet:
        goals = self.days_of(("permanency_goal_set",))
        assert goals.value is not None
        left = np.zeros(len(goals.key), np.bool_)
        left[1:] = (
            (goals.value[1:] != _REUNIFICATION)
            & (goals.value[:-1] == _REUNIFICATION)
            & (goals.episode[1:] == goals.episode[:-1])
        )
        return goals.where(left)

    def later_permanency_rating(self) -> DaySet:
        ratings = self.days_of(("permanency_rating",))
        later = np.zeros(len(ratings.key), np.bool_)
        later[1:] = ratings.episode[1:] == ratings.episode[:-1]
        return ratings.where(later)

    def trial_reunification_start(self) -> DaySet:
        rows = self.caseload
        kept = (rows.placement_type == _TRIAL) & (rows.started_on <= self.as_of)
        return DaySet.of(rows.placement_episode[kept], rows.started_on[kept])

    def entered_day(self) -> DaySet:
        return self._entered

    # Cycles, clocks, occasions -----------------------------------------------------------------------------------

    def links(self, cycle: str) -> Links:
        """The links of a cycle in every episode."""
        if cycle not in self._links:
            definition = self.manual.cycles[cycle]
            announced = self.days_of((definition.announced_by,)) if definition.announced_by else None
            closings = self.days_of(definition.closed_by)
            self._links[cycle] = Links.of(
                definition, closings, announced, self.caseload.removed_on, self.discharged_on, self.as_of
            )
        return self._links[cycle]

    def count(self, clock: str) -> Count:
        """The count of a clock in every episode."""
        if clock not in self._counts:
            definition = self.manual.clocks[clock]
            starts = self.episodes.day_by(definition.starts)
            self._counts[clock] = Count.of(definition, self.caseload, self.as_of, starts, self.discharged_on)
        return self._counts[clock]

    def occasions(self, per: str) -> Occasions:
        """The occasions of a rule that is asked for each episode, link of a cycle, or day of a set."""
        if per not in self._occasions:
            self._occasions[per] = self._make_occasions(per)
        return self._occasions[per]

    def _make_occasions(self, per: str) -> Occasions:
        if per == "episode":
            return self.episodes
        if per in self.manual.cycles:
            links = self.links(per)
            return Occasions(self, per, links.episode, links.number, links.days)
        return Occasions.of_days(self, per, self.days_of((per,)))


_GIVEN_SETS: Final = {
    "removal": Facts.removal,
    "placement_change": Facts.placement_change,
    "goal_left_reunification": Facts.goal_left_reunification,
    "later_permanency_rating": Facts.later_permanency_rating,
    "trial_reunification_start": Facts.trial_reunification_start,
    "entered_day": Facts.entered_day,
}
