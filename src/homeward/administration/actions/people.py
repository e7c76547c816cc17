"""Taking people on, giving and ending their roles, covers, closing and opening accounts."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from homeward.administration.actions.leaving import end_all, left_behind
from homeward.administration.authority import (
    may_arrange_cover,
    may_cover,
    refuse_unless_manages,
    refuse_unless_manages_agency,
)
from homeward.audit import actions as audit
from homeward.casefile.sight import sight_of
from homeward.workforce import actions as workforce
from homeward.workforce.dated import in_force
from homeward.workforce.models import Agency, Cover, Person, Role, RoleName, Tribe, Unit


def _note(verb: str, by: Person, person: Person, **details: str | int | bool | None) -> None:
    audit.record(by=by, verb=verb, target=f"person:{person.pk}", details=details)


def _locked(person: Person) -> Person:
    """The person as she is now, locked until the transaction ends."""
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


@transaction.atomic
def add_person(
    *,
    name: str,
    agency: Agency,
    unit: Unit | None,
    email: str,
    external_id: str,
    tribe: Tribe | None,
    role: str,
    by: Person,
    on: date,
) -> Person:
    """Take somebody on with a role from today, in one's own agency or one below it; she can not sign in yet.

    Raises PermissionDenied, and ValidationError with the faults by field.
    """
    refuse_unless_manages_agency(by, agency.pk, on=on)
    person = workforce.add_person(name=name, agency=agency, unit=unit, email=email, external_id=external_id or None)
    if tribe is not None:
        person.tribe = tribe
        person.save(update_fields=["tribe"])
    _note("add_person", by, person)
    appoint(person=person, role=role, from_on=on, until_on=None, certified_until=None, by=by, on=on)
    return person


@transaction.atomic
def change_person(
    *,
    person: Person,
    name: str,
    agency: Agency,
    unit: Unit | None,
    email: str,
    external_id: str,
    tribe: Tribe | None,
    by: Person,
    on: date,
    seen: str = "",
    ends_work: bool = False,
) -> Person:
    """Who somebody is and where she works. With another e-mail address her password is no more: invite her anew.

    Whoever goes to another agency leaves her children and open covers behind: they end with `ends_work`, and without
    it the move is refused, so that it is said beforehand.
    `seen` is `fingerprint` of the person when the form was opened: what somebody else saved since is not overwritten.
    Raises PermissionDenied, and ValidationError with the faults by field.
    """
    person = _locked(person)
    refuse_unless_manages(by, person, on=on)
    if seen and seen != fingerprint(person):
        raise ValidationError(
            "Somebody else changed this since you opened the form. Open it again to see what it is now."
        )
    refuse_unless_manages_agency(by, agency.pk, on=on)
    if agency.pk != person.agency_id:
        _refuse_last_administrator(person, on)
        if (left := left_behind(person, agency, on=on)) and not ends_work:
            raise ValidationError({"ends_work": f"This would end {left}. Hand over first, or tick that it ends."})
        end_all(left, by=by, on=on)
    _refuse_guest_without_tribe(person, tribe, on)
    before = _said_of(person)
    person = workforce.change_person(
        person=person, name=name, agency=agency, unit=unit, email=email, external_id=external_id, tribe=tribe
    )
    changed = [column for column, was in before.items() if was != _said_of(person)[column]]
    if "email" in changed:
        workforce.withdraw_invitations(person=person, at=timezone.now())
        EmailAddress.objects.filter(user=person).delete()
        SocialAccount.objects.filter(user=person).delete()  # else the provider's old account still opens the door
        workforce.lock_out(person=person)
    _note("change_person", by, person, changed=", ".join(changed))
    return person


def fingerprint(person: Person) -> str:
    """Different whenever something that is written down about a person is different."""
    return sha256(repr(sorted(_said_of(person).items())).encode()).hexdigest()


def _said_of(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "email": person.email,
        "agency": person.agency_id,
        "unit": person.unit_id,
        "identifier": person.external_id,
        "tribe": person.tribe_id,
    }


@transaction.atomic
def appoint(
    *,
    person: Person,
    role: str,
    from_on: date,
    until_on: date | None,
    certified_until: date | None,
    by: Person,
    on: date,
) -> Role:
    """Give somebody a role. Raises PermissionDenied, and ValidationError with the faults by field."""
    person = _locked(person)
    refuse_unless_manages(by, person, on=on)
    held = Role.objects.filter(person=person, name=role).filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
    if until_on is not None:
        held = held.filter(from_on__lte=until_on)
    if held.exists():
        raise ValidationError({"role": f"{person} has this role on these days already."})
    if until_on is not None and until_on < from_on:
        raise ValidationError({"until_on": "The last day lies before the first."})
    if role == RoleName.TRIBAL_GUEST and person.tribe_id is None:
        raise ValidationError({"role": "Write down first which tribe she comes from."})
    given = workforce.appoint(
        person=person, role=role, from_on=from_on, until_on=until_on, certified_until=certified_until
    )
    _note("appoint", by, person, role=role)
    return given


@transaction.atomic
def end_role(*, role: Role, until_on: date, by: Person, on: date) -> Role:
    """A role is held for the last time on a day. The last administrator of an agency stays."""
    person = _locked(role.person)
    refuse_unless_manages(by, person, on=on)
    if until_on < role.from_on:
        raise ValidationError({"until_on": "The last day lies before the first."})
    if role.name == RoleName.ADMINISTRATOR:
        _refuse_last_administrator(person, on, after=until_on)
    ended = workforce.end_role(role=role, until_on=until_on)
    _note("end_role", by, person, role=role.name)
    return ended


@transaction.atomic
def certify(*, role: Role, certified_until: date | None, by: Person, on: date) -> Role:
    """A facilitator's certification has another last day, or is not known."""
    refuse_unless_manages(by, role.person, on=on)
    certified = workforce.certify(role=role, certified_until=certified_until)
    _note("certify", by, role.person)
    return certified


@transaction.atomic
def arrange_cover(*, covering: Person, covered: Person, from_on: date, until_on: date, by: Person, on: date) -> Cover:
    """Somebody does another's work for some days; nobody arranges it for herself to see more.

    Raises PermissionDenied, and ValidationError with the faults by field.
    """
    sight = sight_of(by, on=on)
    if not may_arrange_cover(sight, covered):
        raise PermissionDenied("A person herself, her supervisor or her administrator says who covers for her.")
    if not may_cover(sight, covered).filter(pk=covering.pk).exists():
        raise ValidationError({"covering": "Choose a colleague who works with children."})
    faults = {}
    if until_on < from_on:
        faults["until_on"] = "The last day lies before the first."
    elif until_on < on:
        faults["until_on"] = "These days are over."
    if faults:
        raise ValidationError(faults)
    cover = workforce.arrange_cover(covering=covering, covered=covered, from_on=from_on, until_on=until_on)
    audit.record(by=by, verb="arrange_cover", target=f"person:{covered.pk}", details={"covering": str(covering.pk)})
    return cover


@transaction.atomic
def end_cover(*, cover: Cover, by: Person, on: date) -> Cover:
    """The cover ends today, or never begins if it had not begun."""
    if not may_arrange_cover(sight_of(by, on=on), cover.covered):
        raise PermissionDenied("A person herself, her supervisor or her administrator says who covers for her.")
    last = max(cover.from_on, on - timedelta(days=1))
    ended = workforce.end_cover(cover=cover, until_on=min(last, cover.until_on or last))
    _note("end_cover", by, cover.covered, covering=str(cover.covering_id))
    return ended


@transaction.atomic
def deactivate(*, person: Person, by: Person, on: date) -> Person:
    """Somebody leaves: her sessions end at once, invitations too. Nothing of what she did is deleted."""
    person = _locked(person)
    refuse_unless_manages(by, person, on=on)
    _refuse_last_administrator(person, on)
    workforce.withdraw_invitations(person=person, at=timezone.now())
    closed = workforce.deactivate(person=person)
    _note("deactivate", by, person)
    return closed


@transaction.atomic
def reactivate(*, person: Person, by: Person, on: date) -> Person:
    """Somebody comes back, with the roles that have not ended; she is invited anew to set a password."""
    person = _locked(person)
    refuse_unless_manages(by, person, on=on)
    opened = workforce.reactivate(person=person)
    _note("reactivate", by, person)
    return opened


def _refuse_last_administrator(person: Person, on: date, *, after: date | None = None) -> None:
    """Raise ValidationError if without her the agency has no administrator who stays.

    The agency is locked: of two administrators who take leave of one another at the same moment, one stays.
    """
    administers = Role.objects.filter(person=person, name=RoleName.ADMINISTRATOR).filter(
        in_force(on) | Q(from_on__gt=on)
    )
    if person.agency_id is None or not person.is_active or not administers.exists():
        return
    agency = Agency.objects.select_for_update(no_key=True).get(pk=person.agency_id)
    others = Role.objects.filter(
        name=RoleName.ADMINISTRATOR,
        from_on__lte=max(after or on, on) + timedelta(days=1),
        until_on__isnull=True,
        person__agency=agency,
        person__is_active=True,
    )
    if not others.exclude(person=person).exists():
        raise ValidationError(f"{person} is the last administrator of {agency}. Appoint another one first.")


def _refuse_guest_without_tribe(person: Person, tribe: Tribe | None, on: date) -> None:
    guest = Role.objects.filter(in_force(on), person=person, name=RoleName.TRIBAL_GUEST)
    if tribe is None and guest.exists():
        raise ValidationError({"tribe": "She is a tribal guest: choose her tribe, or end that role first."})
