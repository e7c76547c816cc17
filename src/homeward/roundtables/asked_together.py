"""Roundtables that one of case manager and supervisor asked for, and that wait for the word of the other one."""

from typing import Final

from django.db.models import Exists, OuterRef, Q

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.roundtables.models import Choice, Confirmation
from homeward.roundtables.models.chosen import CASE_MANAGER, SUPERVISOR

_MOST: Final = 25


def to_confirm(visit: Visit) -> list[Choice]:
    """What waits for this person, the oldest first. One query where nothing does."""
    sight, said = visit.sight, Confirmation.objects.filter(choice=OuterRef("pk"))
    of_unit = Q(child__unit__in=sight.unit_ids) & ~Exists(said.filter(role=SUPERVISOR))
    carried = Q(child__in=sight.carrying(CASE_MANAGER).values("child_id")) & ~Exists(said.filter(role=CASE_MANAGER))
    waiting = Choice.objects.filter(of_unit | carried, kind=Choice.Kind.TOGETHER, withdrawn_on=None)
    asked = waiting.exclude(Exists(said.filter(by=visit.person))).values_list("pk", "child_id")
    keys, children = [pk for pk, _ in asked], {child_id for _, child_id in asked}
    if not keys:
        return []
    seen = Child.objects.filter(sight.by_work, pk__in=children)
    listed = Choice.objects.filter(pk__in=keys, child__in=seen.values("pk"))
    return list(listed.select_related("child").prefetch_related("confirmations__by").order_by("on", "pk")[:_MOST])
