"""What is done about people: taking them on, giving and ending roles, arranging cover."""

from datetime import date

from django.core.exceptions import ValidationError

from homeward.workforce.models import Agency, Cover, Person, Role, RoleName, Unit


def add_person(
    *,
    name: str,
    agency: Agency | None,
    unit: Unit | None = None,
    email: str | None = None,
    external_id: str | None = None,
    password: str | None = None,
) -> Person:
    """Take somebody on. Without a password she can sign in only by another way (an invitation, OpenID Connect)."""
    if unit is not None and unit.agency_id != (agency.pk if agency else None):
        raise ValidationError({"unit": f"{unit} is not a unit of {agency}."})
    person = Person(
        name=name, agency=agency, unit=unit, email=email.strip().lower() if email else None, external_id=external_id
    )
    person.set_password(password)
    person.full_clean(exclude=["password"])
    person.save(force_insert=True)
    return person


def appoint(
    *, person: Person, role: str, from_on: date, until_on: date | None = None, certified_until: date | None = None
) -> Role:
    """Give a person a role. Only a facilitator has a certification."""
    if certified_until is not None and role != RoleName.FACILITATOR:
        raise ValidationError({"certified_until": "Only a facilitator is certified."})
    given = Role(person=person, name=role, from_on=from_on, until_on=until_on, certified_until=certified_until)
    given.full_clean()
    given.save(force_insert=True)
    return given


def end_role(*, role: Role, until_on: date) -> Role:
    """A role is held for the last time on `until_on`."""
    role.until_on = until_on
    role.full_clean()
    role.save(update_fields=["until_on"])
    return role


def arrange_cover(*, covering: Person, covered: Person, from_on: date, until_on: date) -> Cover:
    """One person does another's work for some days; a cover always has an end."""
    if covering == covered:
        raise ValidationError({"covering": "Nobody covers for herself."})
    cover = Cover(covering=covering, covered=covered, from_on=from_on, until_on=until_on)
    cover.full_clean()
    cover.save(force_insert=True)
    return cover
