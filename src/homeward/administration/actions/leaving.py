"""What somebody leaves behind who goes to another agency: children whom she carried, covers that are open."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from homeward.administration.actions.teams import hold_children
from homeward.audit import actions as audit
from homeward.casefile.models import Assignment
from homeward.obligations.refresh import refresh
from homeward.website.words import counted
from homeward.workforce import actions as workforce
from homeward.workforce.models import Agency, Cover, Person, with_agencies_below


@dataclass(frozen=True)
class LeftBehind:
    """What ends when a person goes to an agency."""

    assignments: list[Assignment]
    covers: list[Cover]

    def __bool__(self) -> bool:
        return bool(self.assignments or self.covers)

    def __str__(self) -> str:
        children = len({one.child_id for one in self.assignments})
        parts = [
            counted(number, noun, plural)
            for number, noun, plural in ((children, "child", "children"), (len(self.covers), "open cover", ""))
            if number
        ]
        return " and ".join(parts)


def left_behind(person: Person, agency: Agency | None, *, on: date) -> LeftBehind:
    """The assignments to children with whom the agency does not work, and every cover that is open; None: all of them.

    Whoever goes to an agency above keeps the children of those below it.
    """
    open_on = Q(until_on__isnull=True) | Q(until_on__gte=on)
    assignments = Assignment.objects.filter(open_on, person=person).order_by("child_id", "pk")
    if agency is not None:
        hers = with_agencies_below(agency.pk, Agency.objects.values_list("pk", "parent_id"))
        assignments = assignments.exclude(child__agency__in=hers)
    covers = Cover.objects.filter(open_on).filter(Q(covering=person) | Q(covered=person)).order_by("pk")
    return LeftBehind(list(assignments), list(covers))


def end_all(left: LeftBehind, *, by: Person, on: date) -> None:
    """Each ends with the day before, and nobody carries these children until somebody else is assigned."""
    children = sorted({one.child_id for one in left.assignments})
    hold_children(children)
    yesterday = on - timedelta(days=1)
    for one in left.assignments:
        one.until_on = max(one.from_on, yesterday)
        one.save(update_fields=["until_on"])
    for child_id in children:
        refresh(child_id=child_id, as_of=on)
    for one in left.assignments:
        said = {"role": one.role}
        audit.record(
            by=by, verb="end_assignment", child_id=one.child_id, target=f"person:{one.person_id}", details=said
        )
    for cover in left.covers:
        workforce.end_cover(cover=cover, until_on=max(cover.from_on, yesterday))
        audit.record(by=by, verb="end_cover", target=f"person:{cover.covered_id}")
