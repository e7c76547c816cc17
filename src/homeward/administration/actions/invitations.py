"""Inviting somebody, and what she does with the invitation."""

from datetime import date
from typing import Final
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone

from homeward.administration.authority import refuse_unless_manages
from homeward.audit import actions as audit
from homeward.workforce import actions as workforce
from homeward.workforce.actions import NoInvitationError
from homeward.workforce.models import Invitation, Person

_SIGNER: Final = signing.Signer(salt="homeward.invitation")


def token_of(invitation: Invitation) -> str:
    """What stands in the link: the key of the invitation, signed, so that nobody can make one up."""
    return _SIGNER.sign(str(invitation.pk))


def invitation_of(token: str, *, lock: bool = False) -> Invitation:
    """The invitation behind a link, if it can be accepted now. Raises NoInvitationError for every other link."""
    try:
        key = UUID(_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise NoInvitationError from error
    rows = Invitation.objects.select_related("person")
    found = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).filter(pk=key).first()
    return workforce.usable_invitation(found, at=timezone.now())


@transaction.atomic
def invite(*, person: Person, by: Person, on: date) -> Invitation:
    """A new invitation; links that were sent before are no longer good. Who sends the e-mail is `letters`.

    Raises PermissionDenied, and ValidationError if she has a password, no address, or left.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    refuse_unless_manages(by, person, on=on)
    invitation = workforce.invite(person=person, by=by, at=timezone.now())
    audit.record(by=by, verb="invite", target=f"person:{person.pk}")
    return invitation


@transaction.atomic
def accept(*, token: str, password: str) -> Person:
    """The invited person sets her password; the link is used up. Raises NoInvitationError."""
    invitation = invitation_of(token, lock=True)
    person = workforce.accept_invitation(invitation=invitation, password=password, at=timezone.now())
    audit.record(by=person, verb="accept_invitation", target=f"person:{person.pk}")
    return person
