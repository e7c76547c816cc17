"""Who works with each child on a day, as it is kept beside the child's obligations."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from homeward.casefile.models import Assignment, Child
from homeward.policy.vocabulary import OWNERS


class Team(NamedTuple):
    """The columns of `OfChild`."""

    agency_id: UUID
    unit_id: UUID | None
    ongoing_case_manager_id: UUID | None
    supervisor_id: UUID | None
    permanency_consultant_id: UUID | None


def teams(first: UUID, last: UUID, *, on: date) -> dict[UUID, Team]:
    """The team of each child whose key lies between two."""
    assigned: dict[tuple[UUID, str], UUID] = {}
    rows = Assignment.objects.in_force(on).filter(child_id__gte=first, child_id__lte=last).order_by("from_on")
    for child_id, role, person_id in rows.values_list("child_id", "role", "person_id"):
        assigned[child_id, role] = person_id
    children: Iterable[tuple[UUID, UUID, UUID | None]] = Child.objects.filter(pk__gte=first, pk__lte=last).values_list(
        "pk", "agency_id", "unit_id"
    )
    return {pk: Team(agency, unit, *(assigned.get((pk, role)) for role in OWNERS)) for pk, agency, unit in children}
