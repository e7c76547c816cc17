"""Occasions: the rows for which a rule is asked, and the days that each of them has."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from homeward.policy.caseload import Codes
from homeward.policy.days import NEVER, Days, Flags
from homeward.policy.daysets import DaySet
from homeward.policy.given import name_of_cycle
from homeward.policy.reckoning import Answers, holds, reckon
from homeward.policy.rule import Day

if TYPE_CHECKING:
    from homeward.policy.facts import Facts


class Occasions:
    """The occasions of one rule: a row for each, in order of episode and number.

    `episode` and `number` say which; `days` holds the days that are settled, by name. Every other day is worked out
    when it is first asked for, so that a rule pays only for what it uses.
    """

    def __init__(
        self,
        facts: "Facts",
        per: str,
        episode: Codes,
        number: Codes,
        days: dict[str, Days],
        found: dict[str, Days] | None = None,
    ) -> None:
        self.facts = facts
        self.per = per
        self.episode = episode
        self.number = number
        self.days = days
        self._found = {} if found is None else found
        self._answers: dict[str, Answers] = {}

    def __len__(self) -> int:
        return len(self.episode)

    @classmethod
    def of_days(cls, facts: "Facts", per: str, days: DaySet) -> "Occasions":
        """One occasion for each day of a set, numbered within its episode."""
        episode, on = days.episode, days.on
        row = np.arange(len(on))
        begins = np.ones(len(on), np.bool_)
        begins[1:] = episode[1:] != episode[:-1]
        number = row - np.maximum.accumulate(np.where(begins, row, 0)) + 1
        following = np.full(len(on), NEVER)
        following[:-1][~begins[1:]] = on[1:][~begins[1:]]
        return cls(facts, per, episode, number, {"occasion": on, "next_occasion": following})

    def settling(self, **days: Days) -> "Occasions":
        """The same rows with further days settled; what was worked out from others before is forgotten."""
        return Occasions(self.facts, self.per, self.episode, self.number, self.days | days)

    def take(self, kept: Flags) -> "Occasions":
        """The rows that are kept, with every day known so far."""
        rows = np.flatnonzero(kept)
        days = {name: one[rows] for name, one in self.days.items()}
        found = {name: one[rows] for name, one in self._found.items()}
        return Occasions(self.facts, self.per, self.episode[rows], self.number[rows], days, found)

    def of_each(self, days: Days) -> Days:
        """A day of every episode, laid beside the occasions."""
        return days if self.per == "episode" and len(self) == len(days) else days[self.episode]

    def day(self, name: str) -> Days:
        """A day by its name; `policy.given` says what it means."""
        if name in self.days:
            return self.days[name]
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    @cached_property
    def rating(self) -> Codes:
        """The permanency rating on the day looked at, -1 if not rated.

        Where that is the day of the roundtable that met the obligation, only ratings before it count: a rating made at
        the roundtable does not undo the need for it.
        """
        ratings = self.facts.days_of(("permanency_rating",))
        judged_on = self.day("judged_on")
        return ratings.value_until(self.episode, judged_on - (self.day("met") == judged_on))

    @cached_property
    def placement_type(self) -> Codes:
        """The placement type on the day looked at, -1 if there is none."""
        return self.facts.placements.type_on(self.episode, self.day("judged_on"))

    def day_by(self, day: Day) -> Days:
        """A day as a rule writes it."""
        return reckon(day, self)

    def holds(self, condition: str) -> Answers:
        """Whether a condition of the manual holds for each row: NO, CAN_NOT_TELL or YES."""
        if condition not in self._answers:
            self._answers[condition] = holds(self.facts.manual.condition_words[condition].is_, self)
        return self._answers[condition]

    def _find(self, name: str) -> Days:
        facts = self.facts
        words = facts.manual.day_words
        if name in facts.manual.episode_words and self is not facts.episodes:
            return self.of_each(facts.episodes.day(name))
        if name in words:
            return reckon(words[name].is_, self)
        if name in _ABSENT:
            return np.full(len(self), NEVER)
        if name == "missing_since":
            return facts.placements.missing_since(self.episode, self.day("judged_on"))
        for cycle in facts.manual.cycles:
            found = self._of_cycle(name, cycle)
            if found is not None:
                return found
        return facts.episode_day(name)

    def _of_cycle(self, name: str, cycle: str) -> Days | None:
        short = name_of_cycle(cycle)
        if name == f"next_{short}":
            return self.facts.links(cycle).next_day(self.episode, self.day("occasion"))
        if name == f"next_{short}_held":
            return self.facts.links(cycle).next_held(self.episode, self.day("occasion"))
        return None


_ABSENT = ("next_occasion", "met")
"""Days that an occasion need not have: an episode has no next one, a determination is not met."""
