"""Who takes part in a way of learning: its learner, whose record it is, and her coach while she is one."""

from datetime import date
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from homeward.casefile.page import Visit
from homeward.casefile.sight import sight_of
from homeward.learning.models import LearningPath
from homeward.workforce.models import Agency, Person, Role, RoleName, agencies_above, with_agencies_below

COACHES: Final = frozenset({RoleName.COACH.value, RoleName.SUPERVISOR.value})
"""The roles that may coach."""

LEARNERS: Final = frozenset({RoleName.LEARNER.value})

LEARNER: Final = "learner"
COACH: Final = "coach"


def coaches_for(learner: Person, *, on: date) -> QuerySet[Person]:
    """Coaches and supervisors of the learner's agency and of those above it."""
    agencies = agencies_above([learner.agency_id]) if learner.agency_id else set()
    held = Role.objects.in_force(on).filter(name__in=COACHES)
    people = Person.objects.filter(is_active=True, agency__in=agencies, pk__in=held.values("person_id"))
    return people.exclude(pk=learner.pk).order_by("name", "pk")


def learners_for(coach: Person, *, on: date) -> QuerySet[Person]:
    """Learners whom somebody may coach: of her agency and of those below it."""
    below = (
        with_agencies_below(coach.agency_id, Agency.objects.values_list("pk", "parent_id")) if coach.agency_id else ()
    )
    held = Role.objects.in_force(on).filter(name__in=LEARNERS)
    people = Person.objects.filter(is_active=True, agency__in=below, pk__in=held.values("person_id"))
    return people.exclude(pk=coach.pk).order_by("name", "pk")


def coached_by(visit: Visit) -> QuerySet[LearningPath]:
    """The ways on which a person is the coach; none if she is no coach any more."""
    found = LearningPath.objects.filter(coach=visit.person)
    return found if COACHES & visit.sight.roles else found.none()


def part_in(path: LearningPath, person: Person, *, on: date) -> str:
    """Whether a person is the learner or the coach of a way. Raises PermissionDenied for everybody else."""
    if path.learner_id == person.pk:
        return LEARNER
    if path.coach_id == person.pk and COACHES & sight_of(person, on=on).roles:
        return COACH
    raise PermissionDenied("A learning record is open to its learner and her coach.")


def opened(visit: Visit, path_id: UUID) -> tuple[LearningPath, str]:
    """The way, and the person's part in it. Raises Http404 for everybody else: nobody learns whether there is one."""
    path = LearningPath.objects.select_related("learner", "coach").filter(pk=path_id).first()
    if path is None:
        raise Http404("There is no such way of learning.")
    try:
        return path, part_in(path, visit.person, on=visit.today)
    except PermissionDenied:
        raise Http404("There is no such way of learning.") from None
