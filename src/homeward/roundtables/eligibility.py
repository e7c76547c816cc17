"""Who may sit where, exactly as policy has it: a certified facilitator without a connection, a consultant from outside.

OCM 43.00, Procedures 4 and Responsibilities. Whether somebody is a relative or caregiver is not recorded anywhere: the
convener asks, and confirms it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from homeward.casefile.models import Assignment, Child
from homeward.website.words import day_words
from homeward.workforce.models import Person, Role, RoleName

CONVENE: Final = frozenset({RoleName.PERMANENCY_CONSULTANT.value})
"""Who coordinates and schedules roundtables (OCM 43.00, Procedures 4)."""

OTHER_AGENCY, OTHER_DEPARTMENT, NONE = "other_agency", "other_department", "none"
_OF_DEPARTMENTS: Final = (RoleName.SUPERVISOR, RoleName.PERMANENCY_CONSULTANT, RoleName.QUALITY_STAFF)
"""Who of the agency itself is asked when nobody from another one is available."""


@dataclass(frozen=True)
class Team:
    """Who works with the children on the day of the meeting, by role, and who is connected with them."""

    of_role: dict[str, list[Person]]
    ever_assigned: frozenset[UUID]
    """To one of the children or a sibling, at any time."""
    line: frozenset[UUID]
    """Whoever supervises the units of the case managers."""

    @property
    def people(self) -> list[Person]:
        """All of them, each once."""
        return list({one.pk: one for people in self.of_role.values() for one in people}.values())

    @property
    def connected(self) -> frozenset[UUID]:
        """Who may be neither facilitator nor external consultant."""
        return self.ever_assigned | self.line


def team_of(children: Collection[Child], *, on: date) -> Team:
    """The people of these children on a day; four queries."""
    return teams_of([(children, on)])[0]


def teams_of(groups: Sequence[tuple[Collection[Child], date]]) -> list[Team]:
    """The team of each group of children on its day; four queries, however many there are."""
    children = [child for group, _ in groups for child in group]
    families = {child.case_id for child in children if child.case_id}
    relatives = Child.objects.filter(Q(pk__in=[child.pk for child in children]) | Q(case_id__in=families))
    family_of = dict(relatives.values_list("pk", "case_id"))
    assigned: dict[UUID, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(child__in=list(family_of)).select_related("person").order_by("from_on", "pk")
    for one in rows:
        assigned[one.child_id].append(one)
    leads: dict[UUID, list[Role]] = defaultdict(list)
    supervisors = Role.objects.filter(name=RoleName.SUPERVISOR, person__unit__isnull=False).select_related("person")
    for role in supervisors:
        assert role.person.unit_id
        leads[role.person.unit_id].append(role)
    return [_team(group, on, family_of, assigned, leads) for group, on in groups]


def _team(
    children: Collection[Child],
    on: date,
    family_of: Mapping[UUID, str],
    assigned: Mapping[UUID, list[Assignment]],
    leads: Mapping[UUID, list[Role]],
) -> Team:
    of_role: dict[str, list[Person]] = {}
    now = [one for child in children for one in assigned.get(child.pk, ()) if _holds(one, on)]
    for one in sorted(now, key=lambda one: one.from_on):
        people = of_role.setdefault(one.role, [])
        if one.person not in people:
            people.append(one.person)
    own, families = {child.pk for child in children}, {child.case_id for child in children if child.case_id}
    group = [pk for pk, family in family_of.items() if pk in own or family in families]
    ever = frozenset(one.person_id for pk in group for one in assigned.get(pk, ()))
    units = {one.unit_id for one in of_role.get(RoleName.ONGOING_CASE_MANAGER, [])} | {one.unit_id for one in children}
    line = frozenset(one.person_id for unit in units if unit for one in leads.get(unit, ()) if _holds(one, on))
    return Team(of_role, ever, line)


def _holds(one: Assignment | Role, on: date) -> bool:
    """Whether it is in force on a day."""
    return one.from_on <= on and (one.until_on is None or on <= one.until_on)


def facilitator_fault(person: Person, team: Team, *, on: date) -> str:
    """Why somebody may not lead the meeting; empty if she may."""
    until = certified_until(person, on=on)
    if until is None:
        return f"{person} is not a certified facilitator on {day_words(on)}."
    if until < on:
        return f"The certification of {person} ends on {day_words(until)}, before the meeting."
    return connection(person, team)


def certified_until(person: Person, *, on: date) -> date | None:
    """The last day of the certification of whoever facilitates on a day; None: she does not, or is not certified."""
    held = Role.objects.in_force(on).filter(person=person, name=RoleName.FACILITATOR, certified_until__isnull=False)
    return held.order_by("-certified_until").values_list("certified_until", flat=True).first()


def connection(person: Person, team: Team) -> str:
    """How somebody is connected with the children; empty if she is not, as far as it is recorded."""
    if person.pk in team.ever_assigned:
        return f"{person} is or was assigned to the child or a sibling."
    if person.pk in team.line:
        return f"{person} is in the line of supervision of the case manager."
    return ""


def tier_of(person: Person, children: Collection[Child], team: Team) -> str:
    """How far from outside somebody is: of another agency, of another department, or of neither."""
    agencies = {child.agency_id for child in children}
    if person.agency_id and person.agency_id not in agencies:
        return OTHER_AGENCY
    departments = {one.unit_id for one in team.people if one.agency_id in agencies}
    return OTHER_DEPARTMENT if person.unit_id and person.unit_id not in departments else NONE


def facilitators(*, on: date) -> QuerySet[Person]:
    """Who may be asked to lead a meeting from a day on; whether she is certified then is looked at by itself."""
    held = Role.objects.filter(Q(until_on=None) | Q(until_on__gte=on), name=RoleName.FACILITATOR)
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id"))


def external_consultants(agency_id: UUID, *, on: date) -> QuerySet[Person]:
    """Who may be asked to come from outside: external consultants, and people of other departments of the agency."""
    held = Role.objects.filter(Q(until_on=None) | Q(until_on__gte=on))
    invited = held.filter(name=RoleName.EXTERNAL_CONSULTANT).values("person_id")
    colleagues = held.filter(name__in=_OF_DEPARTMENTS, person__agency=agency_id, person__unit__isnull=False)
    return Person.objects.filter(Q(pk__in=invited) | Q(pk__in=colleagues.values("person_id")), is_active=True)
