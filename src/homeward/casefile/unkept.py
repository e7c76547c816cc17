"""Restricted records that nobody keeps: those who could lift the restriction have all left, or work elsewhere now.

An administrator of the child's agency, or of one above, who has opened such a record by giving a reason may name others
on it. That she opened it waits for somebody else's review, so that nobody comes to keep a record unseen.
"""

from datetime import date
from typing import Final

from django.db.models import F, Q, QuerySet

from homeward.casefile.access import NamedPerson
from homeward.casefile.models import Child
from homeward.casefile.sight import NOBODY, Sight, sight_of
from homeward.workforce.dated import in_force
from homeward.workforce.models import Person, Role, RoleName, with_agencies_above

_MANAGE: Final = RoleName.ADMINISTRATOR


def unkept(sight: Sight) -> QuerySet[Child]:
    """Of the agencies that one administers: the records on which nobody is named who could lift the restriction."""
    restricted = Child.objects.filter(is_restricted=True)
    if _MANAGE not in sight.roles:
        return restricted.filter(NOBODY)
    named = NamedPerson.objects.in_force(sight.on).filter(person__is_active=True)
    kept = named.filter(_keeps(sight)).values("child_id")
    return restricted.filter(agency_id__in=sight.agency_ids).exclude(pk__in=kept).order_by("external_id")


def _keeps(sight: Sight) -> Q:
    """Named people who supervise the child's unit, or administer the child's agency or one above it."""
    held = Role.objects.filter(in_force(sight.on))
    supervises = Q(person__in=held.filter(name=RoleName.SUPERVISOR).values("person"), person__unit=F("child__unit"))
    of_agency = Q(pk__in=())
    for agency_id, above in with_agencies_above(sight.agency_ids).items():
        of_agency |= Q(child__agency=agency_id, person__agency__in=above)
    return supervises | Q(person__in=held.filter(name=_MANAGE).values("person")) & of_agency


def may_name_anew(person: Person, child: Child, *, on: date) -> bool:
    """Whether a person may say who sees a restricted record that nobody keeps: having opened it by giving a reason."""
    if not child.is_restricted:
        return False
    sight = sight_of(person, on=on)
    return unkept(sight).filter(sight.opened, pk=child.pk).exists()
