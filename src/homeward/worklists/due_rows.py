"""Stored obligations as rows of a page: the rule behind each, and the button to record just what satisfies it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Q

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.casefile.visibility import OWNERS, PRACTISE, SEE_THEIR_AGENCY, Sight, recordable
from homeward.obligations.models import Obligation, ObligationQuerySet
from homeward.obligations.recording import RATING, record_address
from homeward.obligations.satisfying import kind_that_satisfies, rules
from homeward.policy.rule import Entry
from homeward.website.outcomes import URGENCY
from homeward.workforce.models import RoleName

A_WEEK: Final = timedelta(days=6)


@dataclass(frozen=True)
class Due:
    """One row. `record_at` is the address of the form that records what satisfies it; empty: nothing to record here."""

    obligation: Obligation
    child: Child
    rule: Entry
    record_at: str
    kind: str

    @property
    def urgency(self) -> tuple[int, date]:
        """The most urgent first."""
        return URGENCY.index(self.obligation.outcome), self.obligation.due_on or date.max


def rows_of(visit: Visit, obligations: Iterable[Obligation]) -> list[Due]:
    """The rows of some obligations, in their order; one query for what the person may record."""
    listed = list(obligations)
    may = recordable(visit.sight, {one.child_id for one in listed}, rating=RATING)
    found = []
    for one in listed:
        kind = kind_that_satisfies(one.rule)
        address = record_address(one.child_id, kind, may.get(one.child_id, frozenset()))
        found.append(Due(one, one.child, rules()[one.rule], address, kind))
    return found


def hers(sight: Sight) -> Q:
    """The obligations that are a person's to do or to watch over, by each of her roles."""
    carried = {role: [person for person, name in sight.carries if name == role] for role in OWNERS}
    q = Q(pk__in=())
    if managed := carried[RoleName.ONGOING_CASE_MANAGER]:
        q |= Q(ongoing_case_manager__in=managed, owner=RoleName.ONGOING_CASE_MANAGER)
    if sight.unit_ids:
        q |= Q(unit__in=sight.unit_ids, owner__in=(RoleName.SUPERVISOR, RoleName.ONGOING_CASE_MANAGER))
    if consulted := carried[RoleName.PERMANENCY_CONSULTANT]:
        q |= Q(permanency_consultant__in=consulted, owner=RoleName.PERMANENCY_CONSULTANT)
    if (SEE_THEIR_AGENCY - OWNERS) & sight.roles:
        q |= Q(agency__in=sight.agency_ids)
    if PRACTISE & sight.roles:
        q |= Q(agency__in=sight.practice_ids)
    return q


def shows(today: date) -> dict[str, tuple[str, Q]]:
    """What a list may be narrowed to: the word for it, and which obligations those are."""
    return {
        "overdue": ("Overdue", Q(outcome="overdue")),
        "week": ("Due this week", Q(outcome__in=("open", "upcoming"), due_on__lte=today + A_WEEK)),
        "cannot_tell": ("To settle (cannot tell)", Q(outcome="cannot_tell")),
        "open": ("Open", Q(outcome="open")),
        "upcoming": ("Upcoming", Q(outcome="upcoming")),
    }


def open_to(visit: Visit) -> ObligationQuerySet:
    """Every open obligation that a person may see."""
    return Obligation.objects.visible_to(visit.person, on=visit.today).open()


def numbers(obligations: ObligationQuerySet, today: date) -> list[tuple[str, str, int]]:
    """The three numbers (what, its word, how many): overdue, due this week, to settle. One query."""
    asked = {name: said for name, said in shows(today).items() if name in {"overdue", "week", "cannot_tell"}}
    counts = obligations.aggregate(**{name: Count("pk", filter=q) for name, (_, q) in asked.items()})
    return [(name, word, counts[name]) for name, (word, _) in asked.items()]
