"""What is to be done, by child: what came lately or comes this week, and apart from it what has been late for long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from typing import Final
from uuid import UUID

from django.db.models import F

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.obligations.due import Due
from homeward.obligations.models import Obligation, ObligationQuerySet
from homeward.website.words import age_words
from homeward.worklists.due_rows import rows_of

MOST_ROWS: Final = 300
"""So many rows are listed by child; the rest stands under Due."""

MOST_CHILDREN: Final = 8
"""So many children stand among those who have been late for long; the page leads to the rest."""

_LATE: Final = timedelta(days=30)
"""What is overdue by more has been so for long: it stands apart, so that a morning begins with what is new."""


@dataclass
class OfChild:
    """What is to be done for one child, the most urgent first."""

    child: Child
    age: str
    rows: list[Due] = field(default_factory=list)


@dataclass
class ByChild:
    """What is to be done, by child: what came lately or comes this week; apart from it, what has been late for long."""

    now: list[OfChild]
    late: list[OfChild]
    dates: int
    """How many dates it is about, listed or not."""
    late_dates: int
    late_children: int
    is_cut: bool
    """Whether only the first children are listed."""

    @property
    def rows(self) -> list[Due]:
        """Every row that is listed."""
        return [row for of_child in (*self.now, *self.late) for row in of_child.rows]

    def __bool__(self) -> bool:
        return bool(self.now or self.late)

    @property
    def first(self) -> tuple[OfChild, Due]:
        """The one thing to begin with."""
        of_child = (self.now or self.late)[0]
        return of_child, of_child.rows[0]


def listed(obligations: ObligationQuerySet) -> list[Obligation]:
    """The first of some obligations, the one due first first, what has no day last; each with its child."""
    return list(obligations.select_related("child").order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST_ROWS])


def by_child(visit: Visit, obligations: Iterable[Obligation], most: int | None = None) -> ByChild:
    """Children in the order of what is most urgent for each; what can not be told comes last.

    `most`: so many children are listed of what came lately, too.
    """
    in_order = sorted(obligations, key=lambda one: one.due_on or date.max)
    long_ago = visit.today - _LATE
    late = _grouped(one for one in in_order if one.due_on and one.due_on < long_ago)
    now = _grouped(one for one in in_order if not one.due_on or one.due_on >= long_ago)
    shown = [now[:most], late[:MOST_CHILDREN]]
    rows = {row.obligation.pk: row for row in rows_of(visit, chain.from_iterable(chain(*shown)))}

    def shown_as(one: list[Obligation]) -> OfChild:
        child = one[0].child
        return OfChild(child, age_words(child.birth_date, visit.today), [rows[due.pk] for due in one])

    of_now, of_late = ([shown_as(one) for one in part] for part in shown)
    return ByChild(
        of_now,
        of_late,
        dates=len(in_order),
        late_dates=sum(map(len, late)),
        late_children=len(late),
        is_cut=len(of_now) < len(now) or len(of_late) < len(late),
    )


def _grouped(obligations: Iterable[Obligation]) -> Sequence[list[Obligation]]:
    """Those of each child together, in the order of the first."""
    found: dict[UUID, list[Obligation]] = {}
    for one in obligations:
        found.setdefault(one.child_id, []).append(one)
    return list(found.values())
