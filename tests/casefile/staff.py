"""The people and children of the cast's county, by identifier."""

from homeward.casefile.models import Child
from homeward.workforce.actions import add_person, appoint
from homeward.workforce.models import Agency, Person, RoleName, Unit
from tests.cast_county import TODAY

LONG_AGO = TODAY.replace(year=TODAY.year - 2)

UNIT_1 = "three-bridges-1"
"""Carried by ocm-001, supervised by sup-01."""


def person(external_id: str) -> Person:
    return Person.objects.get(external_id=external_id)


def child_of(unit: str = UNIT_1) -> Child:
    return Child.objects.filter(unit__external_id=unit).order_by("external_id")[0]


def newcomer(role: str, *, agency: str = "three-bridges", unit: str | None = None) -> Person:
    """Somebody who has just been taken on, without any child."""
    employer = Agency.objects.get(external_id=agency)
    team = Unit.objects.get(external_id=unit) if unit else None
    someone = add_person(name="Nora Newcomer", agency=employer, unit=team)
    appoint(person=someone, role=RoleName(role), from_on=LONG_AGO)
    return someone
