"""Whom an extract names for a child, by the state system's identifiers: who is assigned from the day of the import.

An identifier is the one of the latest extract, or another one. Only another one changes who works with the child:
where the extract says what it said before, whoever was assigned by hand since then stays.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from homeward.batch.caseload import Facts
from homeward.casefile.models import Assignment, Child
from homeward.extracts.changes import Changes
from homeward.extracts.models import Mention
from homeward.policy.vocabulary import OWNERS
from homeward.workforce.models import Agency, Person, Unit, with_agencies_below


@dataclass
class Directory:
    """The agencies, units and people whom an extract for an agency may name, by the state system's identifiers."""

    importing: Agency
    agencies: dict[str, Agency] = field(default_factory=dict)
    units: dict[tuple[UUID, str], Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        parents = Agency.objects.filter(is_practice=False).values_list("pk", "parent_id")
        below = with_agencies_below(self.importing.pk, parents)
        self.agencies = {one.external_id: one for one in Agency.objects.filter(pk__in=below, is_practice=False)}
        self.units = {(one.agency_id, one.external_id): one for one in Unit.objects.filter(agency_id__in=below)}
        self.people = {one.external_id: one for one in Person.objects.exclude(external_id=None) if one.external_id}

    def holds(self, child: Child) -> bool:
        """Whether a child is of the importing agency or of one below it."""
        return child.agency_id in {agency.pk for agency in self.agencies.values()}


def lay_place(changes: Changes, facts: Facts, directory: Directory) -> None:
    """The child's agency and unit."""
    child = changes.child
    if changes.is_new:
        child.agency = directory.importing
    if "agency" in facts:
        said = facts["agency"]
        known = directory.agencies.get(said)
        is_other = _mention(changes, "agency", said, is_known=not said or known is not None, holds=_id(child.agency))
        if said and is_other:
            _become(changes, "agency", known or directory.importing)
    if "unit" in facts:
        said = facts["unit"]
        unit = directory.units.get((child_agency(changes).pk, said))
        is_other = _mention(changes, "unit", said, is_known=not said or unit is not None, holds=_id(child.unit))
        if is_other:
            _become(changes, "unit", unit)
    unit_now = changes.facts.get("unit", child.unit)
    if unit_now and unit_now.agency_id != child_agency(changes).pk:
        _become(changes, "unit", None)


def child_agency(changes: Changes) -> Agency:
    """The agency that the child is of when all is done."""
    agency: Agency = changes.facts.get("agency", changes.child.agency)
    return agency


def lay_staff(changes: Changes, facts: Facts, directory: Directory) -> None:
    """Who works with the child in each role."""
    for role in OWNERS:
        if role not in facts:
            continue
        said = facts[role]
        person = directory.people.get(said)
        held = [one for one in changes.recorded.assignments if one.role == role]
        holds = held[-1].person.external_id or str(held[-1].person_id) if held else ""
        is_other = _mention(changes, role, said, is_known=not said or person is not None, holds=holds)
        if is_other and said != holds:
            hand_over(changes, role, person)


def hand_over(changes: Changes, role: str, person: Person | None) -> None:
    """From the day of the import on somebody else has the role, or nobody.

    Whoever had it has it until the day before; only who was given it on that very day has it until its end.
    """
    for before in (one for one in changes.recorded.assignments if one.role == role):
        before.until_on = max(before.from_on, changes.on - timedelta(days=1))
        changes.ended.append(before)
    if person is not None:
        changes.opened.append(Assignment(child=changes.child, person=person, role=role, from_on=changes.on))


def _mention(changes: Changes, column: str, said: str, *, is_known: bool, holds: str) -> bool:
    """Note whom the extract names; says whether that is to be followed.

    It is if the extract named somebody else before, or somebody who was not known then and is now. Of a child whom no
    extract named before, it is if what holds here is something else.
    """
    before = changes.recorded.mentions.get(column)
    if before is None:
        changes.mentions.append(_new(changes, column, said, is_known))
        return changes.is_new or said != holds
    if before.identifier == said and before.is_known == is_known:
        return False
    is_other = before.identifier != said or is_known
    before.identifier, before.is_known = said, is_known
    changes.mentions.append(before)
    return is_other


def _new(changes: Changes, column: str, said: str, is_known: bool) -> Mention:
    return Mention(child=changes.child, column=column, identifier=said, is_known=is_known)


def _become(changes: Changes, column: str, became: Any) -> None:
    if changes.is_new:
        setattr(changes.child, column, became)
    elif getattr(changes.child, column) != became:
        changes.facts[column] = became
    else:
        changes.facts.pop(column, None)


def _id(place: Agency | Unit | None) -> str:
    return place.external_id if place else ""
