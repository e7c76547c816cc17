"""What is done about people: taking them on, giving and ending roles, arranging cover, inviting.

Nothing here asks who does it or notes it in the audit, which lies above: `homeward.administration.actions` does both.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError

from homeward.workforce.models import Agency, Cover, Invitation, Person, Role, RoleName, Tribe, Unit

INVITED_FOR: Final = timedelta(days=7)
"""So long an invitation can be accepted."""


class NoInvitationError(Exception):
    """A link that never was an invitation, or is none any more: it was used, replaced, or is too old."""


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
    person = Person(agency=agency)
    person.set_password(password)
    return change_person(person=person, name=name, agency=agency, unit=unit, email=email, external_id=external_id)


def change_person(
    *,
    person: Person,
    name: str,
    agency: Agency | None,
    unit: Unit | None,
    email: str | None,
    external_id: str | None,
    tribe: Tribe | None = None,
) -> Person:
    """Write down who somebody is and where she works."""
    if unit is not None and unit.agency_id != (agency.pk if agency else None):
        raise ValidationError({"unit": f"{unit} is not a unit of {agency}."})
    person.name, person.agency, person.unit, person.tribe = name, agency, unit, tribe
    person.email = email.strip().lower() if email else None
    person.external_id = external_id or None
    person.full_clean(exclude=["password"])
    person.save()
    return person


def lock_out(*, person: Person) -> Person:
    """Her password is no more, and every session of hers ends at once: what a session is bound to has changed."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    return person


def deactivate(*, person: Person) -> Person:
    """She no longer signs in and sees nothing; what she did stays hers."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    return lock_out(person=person)


def reactivate(*, person: Person) -> Person:
    """She may sign in again once she has set a new password."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


def invite(*, person: Person, by: Person | None, at: datetime) -> Invitation:
    """An invitation in place of those that were sent before. Who has a password already needs none."""
    if not person.is_active or person.email is None:
        raise ValidationError("Only somebody who is active and has an e-mail address can be invited.")
    if person.has_usable_password():
        raise ValidationError(f"{person} has a password already. If she forgot it, the sign-in page helps her.")
    withdraw_invitations(person=person, at=at)
    return Invitation.objects.create(person=person, invited_by=by, sent_at=at, ends_at=at + INVITED_FOR)


def withdraw_invitations(*, person: Person, at: datetime) -> None:
    """No link that was sent to her so far can be used any more."""
    person.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).update(withdrawn_at=at)


def usable_invitation(invitation: Invitation | None, *, at: datetime) -> Invitation:
    """The invitation, if it can be accepted; raises NoInvitationError."""
    if (
        invitation is None
        or invitation.accepted_at
        or invitation.withdrawn_at
        or not invitation.sent_at <= at < invitation.ends_at
        or not invitation.person.is_active
        or invitation.person.has_usable_password()
    ):
        raise NoInvitationError
    return invitation


def accept_invitation(*, invitation: Invitation, password: str, at: datetime) -> Person:
    """The invited person has set her password. Raises NoInvitationError. Whoever calls has locked the invitation."""
    person = usable_invitation(invitation, at=at).person
    person.set_password(password)
    person.save(update_fields=["password"])
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
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


def end_cover(*, cover: Cover, until_on: date) -> Cover:
    """The cover is for the last time on `until_on`."""
    cover.until_on = until_on
    cover.full_clean()
    cover.save(update_fields=["until_on"])
    return cover


def certify(*, role: Role, certified_until: date | None) -> Role:
    """A facilitator's certification has another last day."""
    if role.name != RoleName.FACILITATOR:
        raise ValidationError({"certified_until": "Only a facilitator is certified."})
    role.certified_until = certified_until
    role.save(update_fields=["certified_until"])
    return role
