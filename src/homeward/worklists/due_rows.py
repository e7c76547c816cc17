"""Which stored obligations a person sees and which are hers to do; and those as rows of a page."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.casefile.visibility import OWNERS, SEE_THEIR_AGENCY, Sight, recordable
from homeward.obligations.due import Due, due_row
from homeward.obligations.models import Obligation, ObligationQuerySet
from homeward.obligations.recording import RATING
from homeward.obligations.standing import counts
from homeward.workforce.models import RoleName


def rows_of(visit: Visit, obligations: Iterable[Obligation]) -> list[Due]:
    """The rows of some obligations, in their order; one query for what the person may record."""
    listed = list(obligations)
    may = recordable(visit.sight, {one.child_id for one in listed}, rating=RATING)
    return [due_row(one, one.child, may.get(one.child_id, frozenset())) for one in listed]


def hers(sight: Sight) -> Q:
    """The obligations that are a person's to do or to watch over, by any of her roles."""
    q = Q(pk__in=())
    for of_role in hers_by_role(sight).values():
        q |= of_role
    return q


def hers_by_role(sight: Sight) -> dict[str, Q]:
    """The same for each of her roles, as she would say it."""
    carried = {role: [person for person, name in sight.carries if name == role] for role in OWNERS}
    found: dict[str, Q] = {}
    if managed := carried[RoleName.ONGOING_CASE_MANAGER]:
        found["your children"] = Q(ongoing_case_manager__in=managed, owner=RoleName.ONGOING_CASE_MANAGER)
    if sight.unit_ids:
        owners = (RoleName.SUPERVISOR, RoleName.ONGOING_CASE_MANAGER)
        found["your unit"] = Q(unit__in=sight.unit_ids, owner__in=owners)
    if consulted := carried[RoleName.PERMANENCY_CONSULTANT]:
        owner = RoleName.PERMANENCY_CONSULTANT
        found["permanency consultation"] = Q(permanency_consultant__in=consulted, owner=owner)
    if (SEE_THEIR_AGENCY - OWNERS) & sight.roles:
        found["your agency"] = Q(agency__in=sight.agency_ids)
    if RoleName.TRIBAL_GUEST in sight.roles:
        found["your tribe"] = Q(child__in=Child.objects.filter(sight.as_guest).values("pk"))
    if sight.practises_only:
        found["practice"] = Q(agency__in=sight.practice_ids)
    return found


def open_to(visit: Visit) -> ObligationQuerySet:
    """Every open obligation that stands in a person's lists."""
    return Obligation.objects.listed_for(visit.sight).open()


def numbers(obligations: ObligationQuerySet, today: date) -> dict[str, int]:
    """How many are overdue, due this week, to settle. One query."""
    return obligations.aggregate(**counts(today))
