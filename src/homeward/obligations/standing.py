"""What stands out among open obligations: what is overdue, due this week, or to settle; and how many of each, kept.

Whoever looks at a whole agency would otherwise count half a million rows for three numbers. So they are counted when
something of a unit changes, and for all units every night.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Count, Q

from homeward.obligations.models import Obligation, ObligationQuerySet, Tally

A_WEEK: Final = timedelta(days=6)
NUMBERS: Final = ("overdue", "week", "cannot_tell")


class Place(NamedTuple):
    """An agency, and a unit of it; None: the children without a unit."""

    agency_id: UUID
    unit_id: UUID | None

    @property
    def key(self) -> UUID:
        """The key of its tally."""
        return uuid5(self.agency_id, str(self.unit_id))


def shows(today: date) -> dict[str, tuple[str, Q]]:
    """What a list may be narrowed to: the word for it, and which obligations those are."""
    return {
        "overdue": ("Overdue", Q(outcome="overdue")),
        "week": ("Due this week", Q(outcome__in=("open", "upcoming"), due_on__lte=today + A_WEEK)),
        "cannot_tell": ("To settle (cannot tell)", Q(outcome="cannot_tell")),
        "open": ("Open", Q(outcome="open")),
        "upcoming": ("Upcoming", Q(outcome="upcoming")),
    }


def counts(today: date) -> dict[str, Count]:
    """The three numbers, for `aggregate` and `annotate`."""
    return {name: Count("pk", filter=shows(today)[name][1]) for name in NUMBERS}


def hold(places: Iterable[Place]) -> list[Place]:
    """Lock the tallies of some units, always in the same order, so that nobody waits for somebody who waits for her.

    Where something is noted in the audit before it is counted, they are locked before: the end of the audit's chain
    is what every save locks last.
    """
    in_order = sorted(set(places), key=lambda place: place.key)
    for place in in_order:
        Tally.objects.get_or_create(pk=place.key, defaults=place._asdict())
        list(Tally.objects.select_for_update(no_key=True).filter(pk=place.key))
    return in_order


def count_anew(places: Iterable[Place], today: date) -> None:
    """Count some units, of which something has changed. Their tallies are locked first, so that no change is missed."""
    for place in hold(places):
        found = _tallied().filter(**place._asdict()).aggregate(**counts(today))
        Tally.objects.filter(pk=place.key).update(**found)


def count_all(today: date) -> None:
    """Count all units at once; those that differ once more, each locked: somebody may save meanwhile."""
    rows = _tallied().order_by().values_list("agency_id", "unit_id").annotate(**counts(today))
    found = {Place(agency, unit): tuple(numbers) for agency, unit, *numbers in rows}
    known = {Place(agency, unit): tuple(numbers) for agency, unit, *numbers in _kept()}
    nothing = (0,) * len(NUMBERS)
    different = [one for one in {*found, *known} if found.get(one, nothing) != known.get(one, nothing)]
    for place in sorted(different, key=lambda place: place.key):
        with transaction.atomic():
            count_anew([place], today)


def _kept() -> Iterable[tuple[Any, ...]]:
    return Tally.objects.values_list("agency_id", "unit_id", *NUMBERS)


def _tallied() -> ObligationQuerySet:
    """Restricted records are left out: they are counted for those only who are named on them."""
    return Obligation.objects.open().filter(child__is_restricted=False)
