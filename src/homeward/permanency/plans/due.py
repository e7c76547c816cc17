"""What is due about plan and goals, from the stored answers, with the way to record it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.casefile.models import Child
from homeward.obligations.models import Obligation
from homeward.obligations.recording import record_address
from homeward.obligations.satisfying import kind_that_satisfies, rules
from homeward.permanency.plans.history import FILED
from homeward.policy.rule import Entry

KINDS: Final = (FILED, "goals_reevaluated", "roundtable_included_in_plan")
"""What is recorded of plan and goals and satisfies something."""


@dataclass(frozen=True)
class Due:
    """An obligation with its rule, and where to record what satisfies it (empty: not for this person)."""

    one: Obligation
    rule: Entry
    kind: str
    record_at: str


def due_of(child: Child, may: frozenset[str]) -> list[Due]:
    """What is open of a child about plan and goals, the most urgent first. One query."""
    listed = Obligation.objects.open().filter(child=child)
    found = [
        Due(one, rules()[one.rule], kind, record_address(child.pk, kind, may))
        for one in listed
        if (kind := kind_that_satisfies(one.rule)) in KINDS
    ]
    return sorted(found, key=lambda due: (due.one.due_on or date.min, due.rule.title))
