"""The window of a request: in which days one meeting serves everything that it is asked for; and the agency's days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from homeward.policy.days import date_of, day_of
from homeward.roundtables.models.settings import SchedulingSettings
from homeward.website.policy_in_force import manual_in_force

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


def is_working_day(day: date) -> bool:
    """Whether the agency works: no weekend, no holiday of the manual."""
    working = manual_in_force().working_days["working days"].working
    place = int(np.searchsorted(working, day_of(day)))
    return place < len(working) and int(working[place]) == day_of(day)


def practical_last_day(hearing_on: date, settings: SchedulingSettings) -> date:
    """The last day that leaves time for the form and for copies of the plan before a hearing.

    That many working days before the copies go out; the window of the obligation itself may be longer.
    """
    copies = hearing_on - timedelta(days=settings.plan_days)
    if not settings.form_working_days:
        return copies
    days = manual_in_force().working_days["working days"]
    sent_on = days.before(np.array([day_of(copies) + 1]), 1)  # on a day of work
    found = date_of(int(days.before(sent_on, settings.form_working_days)[0]))
    assert found, "a working day of the calendar"
    return found


def first_day_after_notice(today: date, settings: SchedulingSettings, *, is_indian_child: bool) -> date:
    """The first day for which one may announce a meeting today."""
    days = max(settings.notice_days, settings.tribal_notice_days if is_indian_child else 0)
    return today + timedelta(days=days)
