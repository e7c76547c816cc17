"""Who works with each child on a day, as it is kept beside the child's obligations."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F

from homeward.casefile.models import Assignment, Child
from homeward.policy.vocabulary import OWNERS


class Team(NamedTuple):
    """The columns of `OfChild`."""

    agency_id: UUID
    unit_id: UUID | None
    ongoing_case_manager_id: UUID | None
    supervisor_id: UUID | None
    permanency_consultant_id: UUID | None


def teams(whose: Mapping[str, Any], *, on: date) -> dict[UUID, Team]:
    """The team of each child of some; `whose` are lookups of rows by `child_id`.

    Of two who have a role on a day, because it was handed on that day, the one who goes on has it.
    """
    assigned: dict[tuple[UUID, str], UUID] = {}
    goes_on_last = F("until_on").asc(nulls_last=True)
    rows = Assignment.objects.in_force(on).filter(**whose).order_by("from_on", goes_on_last)
    for child_id, role, person_id in rows.values_list("child_id", "role", "person_id"):
        assigned[child_id, role] = person_id
    children: Iterable[tuple[UUID, UUID, UUID | None]] = Child.objects.filter(
        **{name.replace("child_id", "pk"): given for name, given in whose.items()}
    ).values_list("pk", "agency_id", "unit_id")
    return {pk: Team(agency, unit, *(assigned.get((pk, role)) for role in OWNERS)) for pk, agency, unit in children}
