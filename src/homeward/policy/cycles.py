"""The links of a cycle: review after review, hearing after hearing, each due so long after the one before."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from homeward.policy.caseload import Codes
from homeward.policy.days import NEVER, Days, is_day, months_after
from homeward.policy.daysets import DaySet
from homeward.policy.rule import Cycle, Length

_COLUMNS: Final = ("episode", "number", "link_due", "link_closed", "link_begins", "link_day", "previous_closing")


@dataclass(frozen=True, eq=False, kw_only=True)
class Links:
    """The links of one cycle in every episode, in order of episode and number; days as in `policy.given`.

    The k-th closing event of an episode closes its k-th link. The last link of an episode is open; in an episode that
    has ended it is there only if it was due by then.
    """

    episode: Codes
    number: Codes
    link_due: Days
    link_closed: Days
    link_begins: Days
    link_day: Days
    previous_closing: Days
    closings: DaySet
    announced: DaySet | None
    expected: Days
    """The `link_day` of each episode's open link; NEVER where there is none."""

    @classmethod
    def of(
        cls, cycle: Cycle, closings: DaySet, announced: DaySet | None, removed_on: Days, discharged_on: Days, as_of: int
    ) -> "Links":
        """The links of a cycle; `removed_on` and `discharged_on` have a day for each episode."""
        closing_episode, closing_day = closings.episode, closings.on
        closed = np.bincount(closing_episode, minlength=len(removed_on))
        last = np.cumsum(closed + 1) - 1
        first = last - closed
        episode = np.repeat(np.arange(len(removed_on)), closed + 1)
        row_of_closing = np.arange(len(closing_day)) + closing_episode
        link_closed = np.full(len(episode), NEVER)
        link_closed[row_of_closing] = closing_day
        previous = np.empty(len(episode), np.int64)
        previous[row_of_closing + 1] = closing_day
        previous[first] = removed_on
        begins = previous + 1
        begins[first] = removed_on
        due = _later(previous, cycle.every)
        due[first] = _later(removed_on, cycle.first)
        link_day = np.where(link_closed < NEVER, link_closed, due)
        if announced is not None:
            link_day[last] = _announced_or_due(announced, begins[last], due[last], discharged_on, as_of)
        kept = np.ones(len(episode), np.bool_)
        kept[last] = due[last] <= discharged_on
        expected = np.where(kept[last], link_day[last], NEVER)
        links = cls(
            episode=episode,
            number=np.arange(len(episode)) - np.repeat(first, closed + 1) + 1,
            link_due=due,
            link_closed=link_closed,
            link_begins=begins,
            link_day=link_day,
            previous_closing=previous,
            closings=closings,
            announced=announced,
            expected=expected,
        )
        return links if kept.all() else replace(links, **{name: getattr(links, name)[kept] for name in _COLUMNS})

    @property
    def days(self) -> dict[str, Days]:
        """The days that each link has as an occasion; its own day is the end of the link before, or the removal."""
        return {
            "occasion": self.previous_closing,
            "link_due": self.link_due,
            "link_closed": self.link_closed,
            "link_begins": self.link_begins,
            "link_day": self.link_day,
            "previous_closing": self.previous_closing,
        }

    def next_held(self, episode: Codes, day: Days) -> Days:
        """The first closing event later than a day; NEVER if there is none."""
        return self.closings.first_from(episode, day + 1)

    def next_day(self, episode: Codes, day: Days) -> Days:
        """The first `link_day` later than a day: of a closed link, else of the open one; NEVER if there is none."""
        held = self.next_held(episode, day)
        expected = self.expected[episode]
        return np.where(is_day(held), held, np.where(expected > day, expected, NEVER))


def _later(days: Days, length: Length) -> Days:
    return months_after(days, length.number) if length.unit == "months" else days + length.number


def _announced_or_due(announced: DaySet, begins: Days, due: Days, discharged_on: Days, as_of: int) -> Days:
    """The day of each episode's open link: the latest announced ahead (in an ended episode: in it), else due."""
    latest = announced.latest_until(np.arange(len(due)), discharged_on)
    ahead = (latest >= as_of) | (discharged_on < NEVER)
    return np.where((latest < NEVER) & (latest >= begins) & ahead, latest, due)
