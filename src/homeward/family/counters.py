"""How far the search has come, as numbers. The target is effort; nothing here says that a child is better off."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.family.kinship import MATERNAL, PATERNAL
from homeward.family.models import ContactAttempt
from homeward.family.people import Kinsfolk
from homeward.family.searches import Search

TARGET: Final = 40
"""The state's Family Find and Engagement names so many relatives and like-kin for each child."""


@dataclass(frozen=True)
class Counters:
    """The numbers of one child's search."""

    identified: int
    maternal: int
    paternal: int
    located: int
    engaged: int
    lifelong: int
    days_to_first_contact: int | None
    """From what called for the latest search to the first time that anybody was reached; None: nobody yet."""
    since: date | None
    """What called for the latest search."""

    @property
    def located_percent(self) -> int:
        """Of those who are identified."""
        return round(100 * self.located / self.identified) if self.identified else 0

    @property
    def engaged_percent(self) -> int:
        """Of those who are identified."""
        return round(100 * self.engaged / self.identified) if self.identified else 0


def counters_of(kinsfolk: Kinsfolk, searches: list[Search]) -> Counters:
    """Count what a visitor reads."""
    found = [one for one in kinsfolk.others if one.is_counted]
    since = searches[0].opened_on if searches else None
    reached = [
        attempt.on
        for one in kinsfolk.others
        for attempt in one.attempts
        if attempt.outcome == ContactAttempt.Outcome.REACHED and since and attempt.on >= since
    ]
    return Counters(
        identified=len(found),
        maternal=sum(one.kin.side == MATERNAL for one in found),
        paternal=sum(one.kin.side == PATERNAL for one in found),
        located=sum(one.is_located for one in found),
        engaged=sum(one.is_engaged for one in found),
        lifelong=sum(bool(one.connection and one.connection.is_lifelong) for one in found),
        days_to_first_contact=(min(reached) - since).days if reached and since else None,
        since=since,
    )
