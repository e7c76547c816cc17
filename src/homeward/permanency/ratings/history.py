"""A child's ratings as they are read: the current status, since when, and how each compares with the one before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile
from typing import Final
from uuid import UUID

from homeward.casefile.models import Episode, Event
from homeward.obligations.recording import RATING
from homeward.permanency.criteria import CRITERION
from homeward.permanency.models import PermanencyRating
from homeward.permanency.ratings.check import CheckedLevel, check
from homeward.permanency.ratings.scale import Scale, scales
from homeward.website.words import day_words, plain

_SAME: Final = "; the same restrictiveness"


@dataclass(frozen=True)
class Rating:
    """One rating, with what stands behind it if anything does, and the one before it."""

    event: Event
    details: PermanencyRating | None
    before: "Rating | None" = None

    @property
    def scale(self) -> Scale | None:
        """The version of the scale with which it was made, if that is still installed."""
        return scales().get(self.details.scale_version) if self.details else None

    @property
    def checked(self) -> tuple[CheckedLevel, ...]:
        """What the scale says of the answers, level by level; nothing where either is missing."""
        return check(self.scale, self.details.answers) if self.scale and self.details else ()

    @property
    def verdict(self) -> CheckedLevel | None:
        """What the scale says of the level that was chosen."""
        return next((one for one in self.checked if one.level.code == self.event.value), None)

    @property
    def restrictiveness(self) -> str:
        """How restrictive the home was, in words; empty if that is not recorded."""
        if not self.details or not self.details.restrictiveness_level:
            return ""
        code = self.details.restrictiveness_level
        return self.scale.restrictiveness_words(code) if self.scale else plain(code)

    @property
    def legal_issues(self) -> str:
        """How the legal issues stood."""
        return CRITERION["legal_issues"].words(self.details.legal_issues) if self.details else ""

    @property
    def compared(self) -> str:
        """What is the same as in the rating before and what is not; never which of two levels is better."""
        if not self.before:
            return ""
        was, day = self.before.event, day_words(self.before.event.on)
        home = self._home_since(self.before)
        if was.value == self.event.value:
            return (
                f"Same status, same restrictiveness as on {day}" if home == _SAME else f"Same status as on {day}{home}"
            )
        return f"Was {plain(was.value)} on {day}{home}"

    def _home_since(self, was: "Rating") -> str:
        if not self.restrictiveness or not was.restrictiveness or not self.details or not was.details:
            return ""
        now, then = self.details.restrictiveness_level, was.details.restrictiveness_level
        if now == then:
            return _SAME
        order = [one.code for one in self.scale.restrictiveness] if self.scale else []
        if now not in order or then not in order:
            return "; another restrictiveness"
        return "; a less restrictive home" if order.index(now) < order.index(then) else "; a more restrictive home"


def ratings_of(child_id: UUID) -> list[Rating]:
    """Every rating of a child that is believed now, the latest first. Two queries."""
    events = Event.objects.current().filter(child=child_id, kind=RATING).in_order().reverse()
    behind = PermanencyRating.objects.of(child_id).select_related("added_by").in_bulk()
    listed = [Rating(event, behind.get(event.pk)) for event in events.select_related("recorded_by", "corrects")]
    return [Rating(one.event, one.details, before) for one, before in pairwise([*listed, None]) if one]


def rating_of(event: Event) -> Rating:
    """A rating by itself."""
    return Rating(event, PermanencyRating.objects.select_related("added_by").filter(event=event).first())


@dataclass(frozen=True)
class Status:
    """The permanency status of a child in care, and the first of the ratings in a row that say so."""

    rating: Rating
    since: date


def status_of(child_id: UUID, ratings: Iterable[Rating], *, on: date) -> Status | None:
    """The status in the stay that is open on a day; none if the child is not in care, or not rated in it. One query."""
    stay = Episode.objects.open(on=on).last_of(child_id, on=on)
    if stay is None:
        return None
    of_stay = [one for one in ratings if stay.removed_on <= one.event.on <= on]
    if not of_stay:
        return None
    *_, first = takewhile(lambda one: one.event.value == of_stay[0].event.value, of_stay)
    return Status(of_stay[0], first.event.on)
