"""Who works with a child, changed together with what lists say of it: the stored answers carry the team beside them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from homeward.audit import actions as audit
from homeward.casefile import actions as casefile
from homeward.casefile.models import Assignment, Child
from homeward.casefile.sight import Sight, sight_of
from homeward.obligations.refresh import refresh
from homeward.obligations.standing import Place, hold
from homeward.workforce.dated import in_force
from homeward.workforce.models import Person, Role, Unit, agencies_above

MOST_AT_ONCE = 500
"""So many children change hands in one transaction."""


def may_be_assigned(*, role: str, agencies: Collection[UUID], on: date) -> QuerySet[Person]:
    """Who may work in a role with the children of some agencies: active, with that role, of one of them or above."""
    holding = Role.objects.filter(in_force(on), name=role)
    return Person.objects.filter(is_active=True, agency__in=agencies_above(agencies), pk__in=holding.values("person"))


def hold_children(child_ids: Collection[UUID], *also: Place) -> None:
    """Lock the children and the tallies of their units, in the order of every other save, before anything is noted."""
    locked = Child.objects.select_for_update(no_key=True).filter(pk__in=child_ids).order_by("pk")
    hold([*(Place(agency, unit) for agency, unit in locked.values_list("agency_id", "unit_id")), *also])


@transaction.atomic
def assign(*, child: Child, person: Person, role: str, from_on: date, by: Person, on: date) -> Assignment:
    """Somebody works with a child from a day on, in place of who did.

    Raises PermissionDenied, and ValidationError with the faults by field.
    """
    hold_children([child.pk])
    if not may_be_assigned(role=role, agencies={child.agency_id}, on=max(from_on, on)).filter(pk=person.pk).exists():
        raise ValidationError({"person": "Choose somebody who has this role in the child's agency."})
    assignment = casefile.assign(child=child, person=person, role=role, from_on=from_on, by=by, on=on)
    refresh(child_id=child.pk, as_of=on)
    return assignment


@transaction.atomic
def move_to_unit(*, child: Child, unit: Unit, by: Person, on: date) -> Child:
    """Another unit works with the child; who is assigned stays assigned."""
    hold_children([child.pk], Place(unit.agency_id, unit.pk))
    moved = casefile.move_to_unit(child=child, unit=unit, by=by, on=on)
    refresh(child_id=child.pk, as_of=on)
    return moved


@transaction.atomic
def restrict(*, child: Child, named: list[Person], by: Person, on: date) -> Child:
    """Only those who are named see the record; the counts of her unit are of the others from now on."""
    hold_children([child.pk])
    restricted = casefile.restrict(child=child, named=named, by=by, on=on)
    refresh(child_id=child.pk, as_of=on)
    return restricted


@transaction.atomic
def lift_restriction(*, child: Child, by: Person, on: date) -> Child:
    """Everybody sees the record again whose work shows it, and it is counted again."""
    hold_children([child.pk])
    opened = casefile.lift_restriction(child=child, by=by, on=on)
    refresh(child_id=child.pk, as_of=on)
    return opened


def carried_by(person: Person, role: str, sight: Sight) -> QuerySet[Child]:
    """The children whom a person carries in a role, as far as they are somebody's to hand over."""
    assigned = Assignment.objects.in_force(sight.on).filter(person=person, role=role)
    if not casefile.RESPONSIBLE & sight.roles:
        return Child.objects.none()
    return Child.objects.filter(sight.by_work, sight.in_lists, pk__in=assigned.values("child"))


@transaction.atomic
def hand_over(
    *, person: Person, successor: Person, role: str, child_ids: Collection[UUID], from_on: date, by: Person, on: date
) -> int:
    """Children of one person become another's, all of those named or none. Says how many.

    `child_ids` are those that were shown before: a child whom she carries no more is left as she is.
    Raises PermissionDenied, and ValidationError with the faults by field.
    """
    if successor == person:
        raise ValidationError({"successor": "Choose somebody else."})
    children = list(
        carried_by(person, role, sight_of(by, on=on)).filter(pk__in=child_ids).order_by("pk")[:MOST_AT_ONCE]
    )
    if not children:
        raise PermissionDenied("None of these children is yours to hand over.")
    hold_children([child.pk for child in children])
    for child in children:
        assign(child=child, person=successor, role=role, from_on=from_on, by=by, on=on)
    audit.record(
        by=by,
        verb="hand_over",
        target=f"person:{person.pk}",
        details={"to": str(successor.pk), "role": role, "children": len(children)},
    )
    return len(children)
