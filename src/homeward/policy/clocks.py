"""Clocks: how many days of the last so many months a child was in care, and when the count reaches a threshold."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from homeward.policy.caseload import Caseload, Codes
from homeward.policy.days import BITS, NEVER, Days, is_day, months_after
from homeward.policy.placements import days_taken
from homeward.policy.rule import Clock

_LEAPS: Final = 6
"""After so many steps over days that can not be it, days are looked at one by one."""

_ROWS_AT_ONCE: Final = 64


@dataclass(frozen=True, eq=False)
class Spells:
    """Spells of days of children that do not overlap, ascending: the days after `start`, `length` of them."""

    key: NDArray[np.int64]
    length: NDArray[np.int64]
    before: NDArray[np.int64]

    @classmethod
    def of(cls, child: Codes, start: Days, last: Days) -> "Spells":
        """From spells in order of child and start, each the days start < d <= last."""
        rows = np.flatnonzero(last > start)
        length = (last - start)[rows]
        key = (child[rows] << BITS) + start[rows]
        return cls(
            np.concatenate(((-1 << 40,), key)),
            np.concatenate(((0,), length)),
            np.concatenate(((0, 0), length)).cumsum(),
        )

    def until(self, moment: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many days of spells lie on or before a day, the same number too large for all days of a child.

        `moment` packs child and day. Another child's spell before it is always past its end, so it counts in full.
        """
        row = self.key.searchsorted(moment) - 1
        days: NDArray[np.int64] = self.before[row] + np.minimum(moment - self.key[row], self.length[row])
        return days


@dataclass(frozen=True, eq=False)
class Count:
    """One clock of a caseload on the day `as_of`.

    `starts` is the day of each episode after which its days count; `is_first` marks a child's first episode; `last` is
    the last day of each episode that is looked at.
    """

    clock: Clock
    as_of: int
    child: Codes
    starts: Days
    last: Days
    is_first: NDArray[np.bool_]
    in_care: Spells
    taken: Spells | None

    @classmethod
    def of(cls, clock: Clock, caseload: Caseload, as_of: int, starts: Days, discharged_on: Days) -> "Count":
        """The clock for episodes that began by `as_of`; days after it count as in care in an open episode."""
        child = caseload.child
        is_first = np.ones(len(child), np.bool_)
        is_first[1:] = child[1:] != child[:-1]
        taken = None
        if clock.less:
            episode, first, last = days_taken(caseload, clock.less)
            start = np.maximum(first - 1, starts[episode])
            last = np.minimum(np.minimum(last, discharged_on[episode]), as_of)
            if len(episode):
                taken = Spells.of(child[episode], start, last)
        return cls(clock, as_of, child, starts, discharged_on, is_first, Spells.of(child, starts, discharged_on), taken)

    def on(self, child: Codes, day: Days) -> NDArray[np.int64]:
        """The days counted for each child within the clock's window that ends with the day."""
        until = (child << BITS) + day
        since = (child << BITS) + months_after(day, -self.clock.window_months)
        count = self.in_care.until(until) - self.in_care.until(since)
        if self.taken is not None:
            count -= self.taken.until(until) - self.taken.until(since)
        return count

    def reached(self, months: int, since: Days) -> Days:
        """For each episode the first day, not before `since`, with as many days as its first `months` months have.

        NEVER if there is none: in an episode that has ended, days after its end are not looked at.
        """
        needed = months_after(self.starts, months) - self.starts
        # A child's first episode can not have more days than have gone by since its start.
        day = np.where(self.is_first, np.maximum(since, self.starts + needed), since)
        rows = np.flatnonzero(is_day(day) & (day <= self.last))
        found = np.full(len(day), NEVER)
        for _ in range(_LEAPS if len(rows) else 0):
            lacking = needed[rows] - self.on(self.child[rows], day[rows])
            done = lacking <= 0
            found[rows[done]] = day[rows[done]]
            rows, lacking = rows[~done], lacking[~done]
            # The count grows by at most one a day, so nothing lies between.
            day[rows] += lacking
            rows = rows[day[rows] <= self.last[rows]]
        for some in np.array_split(rows, -(-len(rows) // _ROWS_AT_ONCE)) if len(rows) else ():
            found[some] = self._day_by_day(some, day[some], needed[some])
        return found

    def _day_by_day(self, rows: Codes, since: Days, needed: Days) -> Days:
        """`reached` for episodes in which days leave the window as fast as days are added: leaps would be small."""
        # With a window that lies after the day looked at, every day of an open episode counts.
        last = np.minimum(self.last[rows], months_after(np.maximum(since, self.as_of), self.clock.window_months))
        days = since[:, None] + np.arange((last - since).max() + 1)
        enough = (self.on(self.child[rows][:, None], days) >= needed[:, None]) & (days <= last[:, None])
        first = enough.argmax(axis=1)
        return np.where(enough.any(axis=1), since + first, NEVER)
