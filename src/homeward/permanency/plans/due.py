"""What is due about plan and goals, from the stored answers, with the way to record it."""

from datetime import date
from typing import Final

from homeward.casefile.models import Child
from homeward.obligations.due import Due, due_row
from homeward.obligations.models import Obligation
from homeward.obligations.satisfying import kind_that_satisfies
from homeward.permanency.goals.asked import REEVALUATED
from homeward.permanency.plans.history import FILED

IN_PLAN: Final = "roundtable_included_in_plan"
KINDS: Final = (FILED, REEVALUATED, IN_PLAN)
"""What is recorded of plan and goals and satisfies something."""


def due_of(child: Child, may: frozenset[str]) -> list[Due]:
    """What is open of a child about plan and goals, the earliest first. One query."""
    listed = Obligation.objects.open().filter(child=child)
    found = [due_row(one, child, may) for one in listed if kind_that_satisfies(one.rule) in KINDS]
    return sorted(found, key=lambda due: (due.obligation.due_on or date.min, due.rule.title))
