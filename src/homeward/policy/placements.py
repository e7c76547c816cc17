"""Placements laid out as one line of time for each episode: which one counts on a day, how long a child is missing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.policy.caseload import Caseload, Codes
from homeward.policy.days import BITS, NEVER, Days
from homeward.policy.daysets import distinct
from homeward.policy.vocabulary import PLACEMENT_TYPES

_MISSING = PLACEMENT_TYPES.index("missing_from_care")
NOWHERE = -1
"""The placement type on a day that no placement covers."""


@dataclass(frozen=True, eq=False)
class Stretches:
    """Stretches of days of episodes on which one placement counts; each goes on until the next of its episode begins.

    `key` packs episode and first day; `placement_type` is NOWHERE between placements and after the last.
    """

    key: NDArray[np.int64]
    placement_type: Codes

    @classmethod
    def of(cls, episode: Codes, first: Days, last: Days, placement_type: Codes) -> "Stretches":
        """From placements in order of episode, start and file, each covering its days from `first` to `last`.

        Where several cover a day the one that started last counts; of two that started together, the last in the file.
        """
        starts = (episode << BITS) + first
        ended = last < NEVER
        key = distinct(np.concatenate((starts, (episode[ended] << BITS) + last[ended] + 1)))
        if not len(key):
            return cls(key, key)
        ends = (episode << BITS) + last
        reach = np.maximum.accumulate(ends)
        row = starts.searchsorted(key, side="right") - 1
        covered = np.flatnonzero((reach[row] >= key) & (row >= 0))
        behind = covered[ends[row[covered]] < key[covered]]
        while len(behind):
            row[behind] -= 1
            behind = behind[ends[row[behind]] < key[behind]]
        types = np.full(len(key), NOWHERE, np.int64)
        types[covered] = placement_type[row[covered]]
        return cls(key, types)

    def type_on(self, episode: Codes, day: Days) -> Codes:
        """The placement type that counts on a day of each episode."""
        row, inside = self._row(episode, day)
        return np.where(inside, np.concatenate(((NOWHERE,), self.placement_type))[row], NOWHERE)

    def missing_since(self, episode: Codes, day: Days) -> Days:
        """The first day of the unbroken run of missing days that ends with the day given; NEVER if not missing."""
        missing = self.placement_type == _MISSING
        if not missing.any():
            return np.full(len(episode), NEVER)
        goes_on = np.zeros(len(missing), np.bool_)
        goes_on[1:] = missing[1:] & missing[:-1] & (self.key[1:] >> BITS == self.key[:-1] >> BITS)
        began = np.maximum.accumulate(np.where(goes_on, -1, np.arange(len(missing))))
        row, inside = self._row(episode, day)
        row = np.maximum(row - 1, 0)
        return np.where(inside & missing[row], self.key[began[row]] - (episode << BITS), NEVER)

    def taken_by(self, types: NDArray[np.int64]) -> tuple[Codes, Days, Days]:
        """Episode, first and last day of each stretch with one of these types; the last day may be NEVER."""
        rows = np.flatnonzero(np.isin(self.placement_type, types))
        episode = self.key[rows] >> BITS
        following = np.append(self.key, np.iinfo(np.int64).max)[rows + 1]
        last = np.minimum(following - (episode << BITS) - 1, NEVER)
        return episode, self.key[rows] - (episode << BITS), last

    def _row(self, episode: Codes, day: Days) -> tuple[Codes, NDArray[np.bool_]]:
        """One more than the row of the stretch that the day lies in, and whether there is one."""
        base = episode << BITS
        row = self.key.searchsorted(base + day, side="right")
        return row, np.concatenate(((-1,), self.key))[row] >= base


def counted_placements(caseload: Caseload) -> Stretches:
    """Which placement counts on each day: a placement covers its days from start to end, both included."""
    return Stretches.of(caseload.placement_episode, caseload.started_on, _end(caseload), caseload.placement_type)


def days_taken(caseload: Caseload, types: tuple[str, ...]) -> tuple[Codes, Days, Days]:
    """The days that placements of these types take from a clock: episode, first and last day of each stretch.

    A placement from a to b takes the days a < d <= b; of several that take a day, the one that started last does.
    """
    numbers = np.array([PLACEMENT_TYPES.index(one) for one in types], np.int64)
    concerned = np.zeros(len(caseload.child), np.bool_)
    concerned[caseload.placement_episode[np.isin(caseload.placement_type, numbers)]] = True
    last = _end(caseload)
    rows = np.flatnonzero(concerned[caseload.placement_episode] & (last > caseload.started_on))
    episode, first = caseload.placement_episode[rows], caseload.started_on[rows] + 1
    return Stretches.of(episode, first, last[rows], caseload.placement_type[rows]).taken_by(numbers)


def _end(caseload: Caseload) -> Days:
    """The last day of each placement: its end, or the end of its episode if that comes first."""
    return np.minimum(caseload.ended_on, caseload.discharged_on[caseload.placement_episode])
