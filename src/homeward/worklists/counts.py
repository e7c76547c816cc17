"""What an agency's first page counts of all its children: permanency status now and earlier, and gaps in the records.

Half a year ago is asked of every child's ratings: too much for a page, so it is worked out each night and kept.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from homeward.casefile.models import Child, Episode, Event
from homeward.obligations.models import Determination
from homeward.obligations.recording import RATING
from homeward.policy.vocabulary import RATINGS
from homeward.website.words import capital, plain
from homeward.worklists.gaps import GAPS
from homeward.worklists.going_counts import keep_roundtable_counts
from homeward.worklists.models import NightlyCount

NEVER_RATED: Final = "never"
"""Beside the ratings: as the list of children has it in its address."""

_EARLIER: Final = (6, 12)
_BATCH: Final = 500


def keep_counts(*, as_of: date) -> int:
    """Work out all counts as of a day and keep them in the place of last night's; says how many rows there are.

    Those of roundtables are kept beside them (`going_counts`).
    """
    rows = [*_statuses_now(as_of), *_gaps_now(as_of)]
    for months in _EARLIER:
        rows += _statuses_on(as_of - relativedelta(months=months))
    with transaction.atomic():  # not around the counting: nobody who saves waits for it
        NightlyCount.objects.all().delete()
        NightlyCount.objects.bulk_create(rows, batch_size=_BATCH)
    keep_roundtable_counts(as_of=as_of)
    return len(rows)


def _statuses_now(on: date) -> Iterator[NightlyCount]:
    """As the determinations have them, and so as the list of children has them."""
    real = Determination.objects.counted().filter(child__is_restricted=False).order_by()
    for agency, rating, children in real.values_list("agency", "rating").annotate(Count("pk")):
        yield NightlyCount(agency_id=agency, on=on, what=rating or NEVER_RATED, children=children)


def _statuses_on(on: date) -> Iterator[NightlyCount]:
    """Of those who were in care on an earlier day: the last rating by then in that stay, as it is recorded now."""
    ratings = Event.objects.current().filter(child=OuterRef("child"), kind=RATING, on__lte=on)
    in_stay = ratings.filter(on__gte=OuterRef("removed_on")).order_by("-on", "-recorded_at", "-position")
    stays = Episode.objects.current().open(on=on).filter(child__is_restricted=False, child__agency__is_practice=False)
    rated = stays.annotate(rating=Coalesce(Subquery(in_stay.values("value")[:1]), Value("")))
    for agency, rating, children in rated.values_list("child__agency", "rating").annotate(Count("child")).order_by():
        yield NightlyCount(agency_id=agency, on=on, what=rating or NEVER_RATED, children=children)


def _gaps_now(on: date) -> Iterator[NightlyCount]:
    real = Child.objects.counted().in_care(on=on).filter(is_restricted=False).order_by()
    for name, gap in GAPS.items():
        for agency, children in real.filter(gap.q).values_list("agency").annotate(Count("pk")):
            yield NightlyCount(agency_id=agency, on=on, what=name, children=children)


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    children: int
    whole: int

    @property
    def said(self) -> str:
        return f"{self.children:,}"

    @property
    def percent(self) -> int:
        return round(100 * self.children / self.whole) if self.whole else 0


@dataclass(frozen=True)
class Overview:
    """The counts of some agencies, as of last night: `days` from the latest to the earliest."""

    days: list[tuple[date, int]]
    """Each day with the number of children in care."""
    statuses: list[tuple[str, str, list[Share]]]
    """The word of each status, the address of the list of those who have it now, and its share on each day."""
    gaps: list[tuple[str, str, str]]
    """The word of each gap, how many children have it, and the address of their list."""


def overview_of(agency_ids: Collection[UUID]) -> Overview | None:
    """What was kept for these agencies; None if nothing was. One query, however many children there are."""
    rows = NightlyCount.objects.filter(agency__in=agency_ids).values_list("on", "what").annotate(Sum("children"))
    counted: dict[date, dict[str, int]] = {}
    for on, what, children in rows.order_by():
        counted.setdefault(on, {})[what] = children
    if not counted:
        return None
    statuses = (*RATINGS, NEVER_RATED)
    days = [(on, sum(counted[on].get(name, 0) for name in statuses)) for on in sorted(counted, reverse=True)]
    latest, children_at = counted[days[0][0]], reverse("children")
    return Overview(
        days=days,
        statuses=[
            (
                "Not rated" if name == NEVER_RATED else capital(plain(name)),
                f"{children_at}?status={name}",
                [Share(counted[on].get(name, 0), whole) for on, whole in days],
            )
            for name in statuses
        ],
        gaps=[(gap.word, f"{latest.get(name, 0):,}", f"{children_at}?gap={name}") for name, gap in GAPS.items()],
    )
