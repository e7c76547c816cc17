"""Whose people, units and agencies somebody may look after.

An administrator: those of her agency and of the agencies below it. A supervisor sees the people of her unit. Practice
agencies are nobody's to change. Nobody changes what she herself may do.
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from homeward.casefile.sight import OWNERS, Sight, sight_of
from homeward.workforce.models import Agency, Person, Role, RoleName


def managed_agencies(sight: Sight) -> frozenset[UUID]:
    """The agencies whose people, units and agreements are hers to change."""
    return sight.agency_ids if RoleName.ADMINISTRATOR in sight.roles else frozenset()


def managed_people(sight: Sight) -> QuerySet[Person]:
    """The people whom she may change; she herself is among them, and is refused by each action."""
    return Person.objects.filter(agency__in=managed_agencies(sight))


def people_seen(sight: Sight) -> QuerySet[Person]:
    """The people whose page she may open: those whom she manages, those of her unit, and herself."""
    return Person.objects.filter(
        Q(agency__in=managed_agencies(sight)) | Q(unit__in=sight.unit_ids) | Q(pk=sight.person_id)
    )


def refuse_unless_manages(by: Person, person: Person, *, on: date) -> None:
    """Raise PermissionDenied unless `person` is hers to change: of her agency or below it, and not she herself."""
    if person.pk == by.pk:
        raise PermissionDenied("Nobody changes what she herself may do: another administrator does.")
    refuse_unless_manages_agency(by, person.agency_id, on=on)


def refuse_unless_manages_agency(by: Person, agency_id: UUID | None, *, on: date) -> None:
    """Raise PermissionDenied unless an agency is hers to change."""
    if agency_id is None or agency_id not in managed_agencies(sight_of(by, on=on)):
        raise PermissionDenied("This is not of your agency, nor of one below it.")


def may_arrange_cover(sight: Sight, covered: Person) -> bool:
    """Whether she may say who covers for somebody: for herself, for her unit's people, for those whom she manages."""
    return (
        covered.pk == sight.person_id
        or covered.agency_id in managed_agencies(sight)
        or (covered.unit_id is not None and covered.unit_id in sight.unit_ids)
    )


def may_cover(sight: Sight, covered: Person) -> QuerySet[Person]:
    """Who may be asked to cover for somebody: colleagues who work with children themselves.

    Never whoever arranges it: nobody comes to see more by her own hand.
    """
    working = Role.objects.in_force(sight.on).filter(name__in=OWNERS)
    agencies = managed_agencies(sight) | ({covered.agency_id} if covered.agency_id else set())
    colleagues = Person.objects.filter(is_active=True, agency__in=agencies, pk__in=working.values("person_id"))
    return colleagues.exclude(pk__in=(covered.pk, sight.person_id))


def agencies_of(sight: Sight) -> QuerySet[Agency]:
    """The agencies that she manages."""
    return Agency.objects.filter(pk__in=managed_agencies(sight))
