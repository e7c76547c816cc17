"""The first administrator of an agency, from the command line: somebody has to be there before anybody is invited."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.workforce import actions as workforce
from homeward.workforce.models import Agency, Invitation, Person, Role, RoleName


@transaction.atomic
def add_administrator(*, name: str, email: str, agency_identifier: str, agency_name: str, on: date) -> Invitation:
    """Somebody new becomes administrator of an agency, which is made if there is none with the identifier.

    An administrator of the agency with that address who has no password yet is invited anew: her link was lost or is
    too old. For whoever runs the server; noted in the audit as done by Homeward itself. Raises ValidationError.
    """
    agency = Agency.objects.filter(external_id=agency_identifier).first()
    if agency is None:
        agency = Agency(name=agency_name or agency_identifier, external_id=agency_identifier)
        agency.full_clean()
        agency.save(force_insert=True)
    person = _invited_before(email, agency, on)
    if person is None:
        person = workforce.add_person(name=name, agency=agency, email=email)
        workforce.appoint(person=person, role=RoleName.ADMINISTRATOR, from_on=on)
    invitation = workforce.invite(person=person, by=None, at=timezone.now())
    audit.record(by=None, verb="add_administrator", target=f"person:{person.pk}")
    return invitation


def _invited_before(email: str, agency: Agency, on: date) -> Person | None:
    """The administrator of the agency with this address who never came in."""
    held = Role.objects.in_force(on).filter(name=RoleName.ADMINISTRATOR)
    known = Person.objects.filter(email__iexact=email, agency=agency, is_active=True, pk__in=held.values("person"))
    return next((person for person in known if not person.has_usable_password()), None)
