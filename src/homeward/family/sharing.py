"""What brothers and sisters share of one family, and what is read at a restricted child alone.

Each entry says for whom it was recorded. What was recorded for a child whose record is restricted is read on the pages
of that child, which only those open whom the record names: not at a sister, in no drawing, letter or list of hers, also
not by somebody who may open both, so that nobody carries it over. Somebody who was recorded for a restricted child is
still read at a sister for whom she was worked with too.
"""

from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from homeward.casefile.models import Child
from homeward.family.models import (
    Connection,
    ContactAttempt,
    ContactPoint,
    InteractionPlan,
    LeadStep,
    Notice,
    Relative,
    RelativeChange,
    RelativeNote,
    ScreeningStep,
    Tie,
)


def read_with(child: Child, column: str = "recorded_for") -> Q:
    """The entries that are read with a child: her own, and those of brothers and sisters with an open record."""
    return Q(**{column: child.pk}) | Q(**{f"{column}__is_restricted": False})


def relatives_with(child: Child, family_id: UUID | None) -> QuerySet[Relative]:
    """Everybody of a family who is read with a child: one query."""
    touched = Q(child__isnull=False) | read_with(child)
    recorded, done = read_with(child), read_with(child, "child")
    of_family = Q(relative__family=family_id)
    ties = Tie.objects.current().filter(recorded, one__family=family_id)
    touched |= Q(pk__in=ties.values("one")) | Q(pk__in=ties.values("other"))
    for points in (ContactPoint, RelativeNote, ScreeningStep):
        touched |= Q(pk__in=points.objects.current().filter(recorded, of_family).values("relative"))
    touched |= Q(pk__in=RelativeChange.objects.filter(recorded, of_family).values("relative"))
    for efforts in (LeadStep, ContactAttempt, Notice, Connection, InteractionPlan):
        touched |= Q(pk__in=efforts.objects.current().filter(done, of_family).values("relative"))
    return Relative.objects.filter(touched, family=family_id)


def recorded_as(relative: Relative, child: Child) -> set[UUID]:
    """Under which records somebody is read with a child: her own, and those that were found to be of her."""
    read, found = relatives_with(child, relative.family_id), {relative.pk}
    while more := set(read.filter(merged_into__in=found).exclude(pk__in=found).values_list("pk", flat=True)):
        found |= more
    return found


def as_by_now(relative: Relative, child: Child) -> Relative:
    """Whom somebody was found to be the same as, as it is read with a child; else herself."""
    read = relatives_with(child, relative.family_id)
    while relative.merged_into_id and (became := read.filter(pk=relative.merged_into_id).first()):
        relative = became
    return relative


def is_kept_apart(relative: Relative, child: Child) -> bool:
    """Whether what is known of somebody may not be changed at a child: the child's record is restricted, and the same
    person is read at brothers and sisters too.
    """
    if not child.is_restricted:
        return False
    siblings = Child.objects.filter(as_relative__family=relative.family_id).exclude(pk=child.pk)
    return any(relatives_with(one, relative.family_id).filter(pk=relative.pk).exists() for one in siblings)


KEPT_APART: Final = (
    "Brothers and sisters have her or him in their files too, and this record is restricted. Add her or him here once "
    "more, with what is known, and then say that the two are one person: only who opens this record reads it."
)
"""Told to whoever would change somebody at a restricted child whom others read."""
