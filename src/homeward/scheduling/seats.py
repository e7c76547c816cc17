"""Who may sit in the facilitator's and the external consultant's seat of a roundtable, whatever the day."""

from collections.abc import Mapping
from datetime import date

from homeward.scheduling.problem import Person, Roundtable


def may_facilitate(person: Person, roundtable: Roundtable) -> bool:
    """Whether the person may lead it on some day: certified, and neither connected with it nor attending."""
    is_free_of_ties = person.id not in roundtable.connected and person.id not in roundtable.attendees
    return person.can_facilitate and person.certified_until is not None and is_free_of_ties


def is_certified(person: Person, day: date) -> bool:
    """Whether the certificate is valid on a day, its last day included."""
    return person.certified_until is not None and day <= person.certified_until


def departments_there(roundtable: Roundtable, people: Mapping[str, Person]) -> frozenset[str | None]:
    """The departments of the roundtable's own agency from which somebody attends."""
    attendees = (people[name] for name in roundtable.attendees)
    return frozenset(one.department for one in attendees if one.agency == roundtable.agency)


def tier_of(person: Person, roundtable: Roundtable, departments: frozenset[str | None]) -> str | None:
    """The tier of the person as external consultant; None if the seat is not for this person."""
    if not person.can_consult_externally or person.id in roundtable.connected or person.id in roundtable.attendees:
        return None
    if person.agency != roundtable.agency:
        return "other_agency"
    if person.department is None or person.department in departments:
        return None
    return "other_department"
