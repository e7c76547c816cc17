"""The window of a request: in which days one meeting serves everything that it is asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

HORIZON: Final = timedelta(days=62)
"""So far ahead roundtables are convened: a request is shown when its window opens within these days."""


@dataclass(frozen=True)
class Window:
    """From the first to the last day on which it may be held. Late: those days have passed."""

    opens_on: date
    closes_on: date
    is_late: bool = False

    def holds(self, day: date) -> bool:
        """Whether a day lies inside; what is late is inside as soon as possible."""
        return self.opens_on <= day <= self.closes_on


def window_of(asked: Collection[tuple[date, date]], *, today: date) -> Window:
    """The window of obligations, each with the first and the last day.

    The days that all of them have in common; without any such day those of the one due first. If these have passed,
    today to the end of the horizon, late. Nothing asked: the whole horizon.
    """
    if not asked:
        return Window(today, today + HORIZON)
    opens, closes = max(first for first, _ in asked), min(last for _, last in asked)
    if opens > closes:
        opens, closes = min(asked, key=lambda days: days[1])
    if closes < today:
        return Window(today, today + HORIZON, is_late=True)
    return Window(opens, closes)
