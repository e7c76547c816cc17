"""Sets of days: which days of which episode something happened, and the first or latest of them within bounds."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from homeward.policy.caseload import Codes
from homeward.policy.days import BITS, NEVER, Days

_DAY: Final = (1 << BITS) - 1
_AFTER_ALL: Final = np.array([np.iinfo(np.int64).max])
_BEFORE_ALL: Final = np.array([-1 << 40])


def distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The distinct numbers, ascending; quick where they already stand in a few ascending runs."""
    ordered = np.sort(numbers, kind="stable")
    kept = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=kept[1:])
    return ordered[kept]


@dataclass(frozen=True, eq=False)
class DaySet:
    """Distinct days of episodes, ascending; `key` packs episode and day into one number, so a search finds both.

    With values (a rating, a goal), `value` has the one that counts on each day: the last in the file.
    """

    key: NDArray[np.int64]
    value: Codes | None = None

    @classmethod
    def of(cls, episode: Codes, on: Days, value: Codes | None = None) -> "DaySet":
        """The distinct days of rows that stand in order of episode and day."""
        key = (episode << BITS) + on
        last = key[1:] != key[:-1]
        if last.all():
            return cls(key, value)
        kept = np.append(last, True)
        return cls(key[kept], None if value is None else value[kept])

    @classmethod
    def union(cls, sets: "list[DaySet]") -> "DaySet":
        """The days that lie in any of the sets."""
        filled = [one for one in sets if len(one.key)]
        if len(filled) < 2:
            return filled[0] if filled else sets[0]
        return cls(distinct(np.concatenate([one.key for one in filled])))

    @cached_property
    def episode(self) -> Codes:
        """The row number of the episode of each day."""
        return self.key >> BITS

    @cached_property
    def on(self) -> Days:
        """Each day itself."""
        return self.key & _DAY

    @cached_property
    def _fenced(self) -> NDArray[np.int64]:
        """The keys between one that is before all and one that is after all."""
        return np.concatenate((_BEFORE_ALL, self.key, _AFTER_ALL))

    def where(self, kept: NDArray[np.bool_]) -> "DaySet":
        """The days at the rows that are kept."""
        return DaySet(self.key[kept], None if self.value is None else self.value[kept])

    def first_from(self, episode: Codes, day: Days) -> Days:
        """The first day of each episode on or after the day given; NEVER if there is none."""
        base = episode << BITS
        found = self._fenced[self.key.searchsorted(base + day) + 1]
        return np.minimum(found - base, NEVER)

    def latest_until(self, episode: Codes, day: Days) -> Days:
        """The latest day of each episode on or before the day given; NEVER if there is none."""
        base = episode << BITS
        found = self._fenced[self.key.searchsorted(base + day, side="right")] - base
        return np.where(found < 0, NEVER, found)

    def value_until(self, episode: Codes, day: Days) -> Codes:
        """The value on the latest day on or before the day given; -1 if there is none."""
        assert self.value is not None
        base = episode << BITS
        row = self.key.searchsorted(base + day, side="right")
        found = self._fenced[row] >= base
        return np.where(found, np.concatenate(((-1,), self.value))[row], -1)
