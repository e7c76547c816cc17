"""What is done about a child's file as such: who works with the child, who may see the record, the child's tribe.

What happened to the child is recorded by `homeward.obligations.actions`, because it moves what is due.
"""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F

from homeward.audit import actions as audit
from homeward.casefile.models import Assignment, BreakGlass, Child, NamedPerson, TribalAffiliation
from homeward.casefile.sight import MAY_BREAK_GLASS, sight_of
from homeward.casefile.unkept import may_name_anew
from homeward.casefile.visibility import may_record
from homeward.workforce.models import Person, RoleName, Tribe, Unit

RESPONSIBLE: Final = frozenset({RoleName.SUPERVISOR, RoleName.ADMINISTRATOR})
"""Who decides who works with a child and whether the record is restricted."""

REVIEW: Final = frozenset({RoleName.QUALITY_STAFF, RoleName.ADMINISTRATOR})


class ChangedSinceError(Exception):
    """Somebody else saved since the form was opened."""


def lock_child(child_id: UUID) -> Child:
    """The child as it is now, locked until the transaction ends.

    As every lock here it lets others write rows that only refer to the row (`no_key`): what is noted in the audit
    refers to people and children, and whoever notes it holds the end of the chain, for which all others wait.
    """
    return Child.objects.select_for_update(no_key=True).get(pk=child_id)


def refuse_if_changed(child: Child, version: int | None) -> None:
    """Raise ChangedSinceError if a form was opened at another version of the child's record than is the latest."""
    if version is not None and version != child.version:
        raise ChangedSinceError(f"version {version} was opened, {child.version} is the latest")


def next_version(child: Child) -> None:
    """Something was recorded: a form that was opened before is refused from now on (`refuse_if_changed`)."""
    child.version += 1
    child.save(update_fields=["version"])


def _refuse_unless_responsible(by: Person, child: Child, on: date) -> None:
    """Raise PermissionDenied unless it is a person's to decide who works with the child, and who sees the record."""
    if not is_responsible(by, child, on=on):
        raise PermissionDenied("Only a supervisor or an administrator who sees the child may do this.")


def is_responsible(person: Person, child: Child, *, on: date) -> bool:
    """Whether a person is an administrator or supervisor who sees the child by her work."""
    sight = sight_of(person, on=on)
    return bool(RESPONSIBLE & sight.roles) and Child.objects.filter(sight.by_work, pk=child.pk).exists()


@transaction.atomic
def assign(
    *, child: Child, person: Person, role: str, from_on: date, by: Person | None, on: date | None = None
) -> Assignment:
    """A person works with a child from a day on; whoever had the role has it until the day before.

    `on` is the day on which this is done, if it is another than `from_on`: that is when it must be hers to decide.
    """
    lock_child(child.pk)
    if by is not None:
        _refuse_unless_responsible(by, child, on or from_on)
    assignment = Assignment(child=child, person=person, role=role, from_on=from_on)
    assignment.full_clean(exclude=["child", "person"])
    later = Assignment.objects.filter(child=child, role=role, from_on__gte=from_on).select_related("person").first()
    if later:
        day = f"{later.from_on:%b} {later.from_on.day}, {later.from_on.year}"
        raise ValidationError({"from_on": f"{later.person} was assigned from {day} on: take a later day."})
    for before in Assignment.objects.in_force(from_on).filter(child=child, role=role):
        before.until_on = from_on - timedelta(days=1)
        before.save(update_fields=["until_on"])
    assignment.save(force_insert=True)
    audit.record(by=by, verb="assign", child_id=child.pk, target=f"person:{person.pk}", details={"role": role})
    return assignment


@transaction.atomic
def move_to_unit(*, child: Child, unit: Unit, by: Person, on: date) -> Child:
    """Another unit, and with it perhaps another agency, works with the child: one of the person's agency or below."""
    child = lock_child(child.pk)
    _refuse_unless_responsible(by, child, on)
    if unit.agency_id not in sight_of(by, on=on).agency_ids:
        raise PermissionDenied("This unit is not of your agency.")
    child.unit, child.agency = unit, unit.agency
    child.version += 1
    child.save(update_fields=["unit", "agency", "version"])
    audit.record(by=by, verb="move_to_unit", child_id=child.pk, target=f"unit:{unit.pk}")
    return child


@transaction.atomic
def record_tribe(*, child: Child, tribe: Tribe, how_known: str, from_on: date, by: Person, on: date) -> Child:
    """A child is known to belong to a tribe since a day; recorded by who works with the child.

    Raises PermissionDenied, and ValidationError with the faults by field.
    """
    child = lock_child(child.pk)
    _refuse_unless_hers(by, child, on)
    known = TribalAffiliation(child=child, tribe=tribe, how_known=how_known, from_on=from_on)
    known.full_clean(exclude=["child", "tribe"])
    if from_on > on:
        raise ValidationError({"from_on": "Write the day since which it is known; it can not lie ahead."})
    if TribalAffiliation.objects.filter(child=child, tribe=tribe, until_on__isnull=True).exists():
        raise ValidationError({"tribe": f"{tribe} is recorded already."})
    known.save(force_insert=True)
    audit.record(by=by, verb="record_tribe", child_id=child.pk, target=f"tribe:{tribe.pk}")
    return child


@transaction.atomic
def end_tribe(*, affiliation: TribalAffiliation, by: Person, on: date) -> Child:
    """It turned out that the child does not belong to the tribe. The record of it stays, with its last day."""
    child = lock_child(affiliation.child_id)
    _refuse_unless_hers(by, child, on)
    affiliation.until_on = max(affiliation.from_on, on - timedelta(days=1))
    affiliation.save(update_fields=["until_on"])
    audit.record(by=by, verb="end_tribe", child_id=child.pk, target=f"tribe:{affiliation.tribe_id}")
    return child


def _refuse_unless_hers(by: Person, child: Child, on: date) -> None:
    """Raise PermissionDenied unless a person records for the child what a case manager does."""
    if not may_record(by, child, RoleName.ONGOING_CASE_MANAGER, on=on):
        raise PermissionDenied("The child's case manager or her supervisor records this.")


@transaction.atomic
def restrict(*, child: Child, named: list[Person], by: Person, on: date) -> Child:
    """From now on only those who are named see the record. One of them must be able to lift the restriction.

    Done again with other names, it changes who is named. A record that nobody keeps (`casefile.unkept`) is given to
    others by an administrator who opened it by exception.
    """
    child = lock_child(child.pk)
    is_anew = may_name_anew(by, child, on=on)
    if not is_anew:
        _refuse_unless_responsible(by, child, on)
    if not any(_may_keep(person, child, on) for person in named):
        raise ValidationError({"named": "Name a supervisor or an administrator of this child too."})
    child.is_restricted = True
    child.version += 1
    child.save(update_fields=["is_restricted", "version"])
    before = NamedPerson.objects.filter(child=child, until_on__isnull=True)
    _end_names(before.exclude(person__in=named), on)
    already = set(before.values_list("person_id", flat=True))
    for person in named:
        if person.pk not in already:
            NamedPerson.objects.create(child=child, person=person, from_on=on)
    verb = "name_anew" if is_anew else "restrict"
    audit.record(by=by, verb=verb, child_id=child.pk, details={"named": len(named)})
    return child


def _may_keep(person: Person, child: Child, on: date) -> bool:
    """Whether somebody, once she is named, can lift the restriction."""
    sight = sight_of(person, on=on)
    return bool(RESPONSIBLE & sight.roles) and Child.objects.filter(sight.if_named, pk=child.pk).exists()


def _end_names(named: models.QuerySet[NamedPerson], on: date) -> None:
    """They see the record no more; only who was named today is named until the day is over."""
    named.filter(from_on__lt=on).update(until_on=on - timedelta(days=1))
    named.filter(from_on__gte=on).update(until_on=F("from_on"))


@transaction.atomic
def lift_restriction(*, child: Child, by: Person, on: date) -> Child:
    """From now on everybody sees the record again whose work lets her see it."""
    child = lock_child(child.pk)
    _refuse_unless_responsible(by, child, on)
    child.is_restricted = False
    child.version += 1
    child.save(update_fields=["is_restricted", "version"])
    _end_names(NamedPerson.objects.filter(child=child, until_on__isnull=True), on)
    audit.record(by=by, verb="lift_restriction", child_id=child.pk)
    return child


@transaction.atomic
def break_glass(*, child_id: UUID, by: Person, reason: str, on: date) -> BreakGlass:
    """Open a record outside one's view, for the day, by giving a reason; it is listed for review.

    Raises PermissionDenied for all but permanency consultants and administrators, Child.DoesNotExist, and
    ValidationError without a reason.
    """
    sight = sight_of(by, on=on)
    if not MAY_BREAK_GLASS & sight.roles:
        raise PermissionDenied("Only a permanency consultant or an administrator may open a record outside her view.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why you need to open this record."})
    child = Child.objects.exclude(agency_id__in=sight.practice_ids).get(pk=child_id)
    opened = BreakGlass.objects.create(child=child, person=by, reason=reason.strip(), from_on=on, until_on=on)
    audit.record(by=by, verb="break_glass", child_id=child.pk, target=f"break_glass:{opened.pk}")
    return opened


@transaction.atomic
def review_break_glass(*, opened: BreakGlass, by: Person, on: date) -> BreakGlass:
    """Somebody else has looked at why a record was opened: quality staff or an administrator of her agency or above."""
    sight = sight_of(by, on=on)
    may = REVIEW & sight.roles and opened.person.agency_id in sight.agency_ids
    if opened.person_id == by.pk or not may:
        raise PermissionDenied("Quality staff or another administrator reviews this.")
    opened.reviewed_by, opened.reviewed_on = by, on
    opened.save(update_fields=["reviewed_by", "reviewed_on"])
    audit.record(by=by, verb="review_break_glass", child_id=opened.child_id, target=f"break_glass:{opened.pk}")
    return opened
