"""Days as places from left to right, and the days that are named along the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from homeward.policy.days import date_of, day_of, months_after
from homeward.website.timeline.drawing import LEFT, RIGHT
from homeward.website.timeline.story import Story

_STEPS = (1, 2, 3, 6, 12, 24, 60)
_ROOM_FOR_A_NAME = 62
MARKED_MONTHS = (11, 15, 22)
"""Months in care with a meaning: the roundtable before the hearing, the 15th month, the 22 that are looked back on."""


@dataclass(frozen=True)
class Scale:
    """From a first day to a last one."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """The place of a day; days outside stand at the edge."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0), 1), 1)

    def ticks(self) -> Iterator[tuple[date, str]]:
        """The first days of months or years that have room for their names."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        step = next((one for one in _STEPS if months / one * _ROOM_FOR_A_NAME <= RIGHT - LEFT), _STEPS[-1])
        for month in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            day = date(month // 12, month % 12 + 1, 1)
            if month % step == 0 and self.first <= day <= self.last:
                yield day, str(day.year) if step >= 12 else f"{day:%b %Y}"


def scale_of(story: Story) -> Scale:
    """From the first removal to what is ahead, at most twelve months from the day looked at."""
    first = story.stays[0].removed_on
    horizon = _months_after(story.as_of, 12)
    known = [story.as_of, *(window.due_on for window in story.windows), *(event.on for event in story.events)]
    known += [stay.discharged_on for stay in story.stays if stay.discharged_on]
    last = max(min(max(known), horizon), story.stays[-1].removed_on, story.as_of)
    margin = timedelta(days=max(10, (last - first).days // 40))
    return Scale(first - margin, last + margin)


def marked_months(story: Story, scale: Scale) -> Iterator[tuple[int, date]]:
    """The marked months of the last stay, as far as they lie in the drawing and in the stay."""
    stay = story.stays[-1]
    for months in MARKED_MONTHS:
        day = _months_after(stay.removed_on, months)
        if day <= scale.last and (stay.discharged_on is None or day <= stay.discharged_on):
            yield months, day


def _months_after(day: date, months: int) -> date:
    import numpy as np

    later = date_of(int(months_after(np.array([day_of(day)]), months)[0]))
    return later or day
