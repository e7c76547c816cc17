"""The cast: named children who do not exist, each with a story that shows one of the rules at work.

Tests, documents, screenshots and the demo county share them. Their days are counted from the as-of date, so that the
demonstration is always fresh: who was removed three weeks ago was removed three weeks ago whenever one looks.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from homeward.demo.cast.beginnings import inquiry_open, newborn, overdue_plan, siblings
from homeward.demo.cast.clocks import (
    adopted,
    late_hearing,
    month_15,
    re_entry,
    six_months_poor,
    trial_reunification,
    with_relatives,
)
from homeward.demo.cast.exempt import above_poor, incarcerated, independent_living, missing, turned_18
from homeward.demo.cast.member import CastMember
from homeward.demo.cast.rated import active_efforts, fair, never_rated, no_birth_date, poor, uncertain

__all__ = ["CastMember", "cast"]

_STORIES: Final[tuple[Callable[[date], CastMember], ...]] = (
    newborn,
    overdue_plan,
    inquiry_open,
    active_efforts,
    siblings,
    late_hearing,
    poor,
    never_rated,
    no_birth_date,
    fair,
    uncertain,
    above_poor,
    missing,
    turned_18,
    independent_living,
    incarcerated,
    month_15,
    six_months_poor,
    re_entry,
    trial_reunification,
    with_relatives,
    adopted,
)


def cast(as_of: date) -> tuple[CastMember, ...]:
    """Everybody of the cast as recorded up to the as-of date, from the newest in care to the one who has gone home."""
    return tuple(story(as_of) for story in _STORIES)
