"""How an agency writes: who is named as the one who invites, and how long beforehand people are reminded."""

from email.utils import parseaddr
from typing import Final
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from homeward.administration.asking import Asking, Done
from homeward.audit import actions as audit
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import Found
from homeward.roundtables.models import Correspondence
from homeward.roundtables.places import ARRANGES
from homeward.workforce.models import Agency, Person

USUAL_WORKING_DAYS: Final = 2
_MOST_WORKING_DAYS: Final = 20


def correspondence_of(agency: Agency) -> Correspondence:
    """What the agency says, or else the nearest one above it; the usual where nobody said anything."""
    said = {one.agency_id: one for one in Correspondence.objects.all()}
    parents = dict(Agency.objects.values_list("pk", "parent_id"))
    at: UUID | None = agency.pk
    while at is not None and at not in said:
        at = parents.get(at)
    return said[at] if at else Correspondence(agency=agency, reminder_working_days=USUAL_WORKING_DAYS)


def organizer_of(agency: Agency) -> str:
    """The address of whoever invites: the agency's."""
    return correspondence_of(agency).organizer_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


class CorrespondenceForm(forms.Form):
    """What an agency can choose."""

    reminder_working_days = forms.IntegerField(
        label="Working days before a roundtable at which people are reminded",
        min_value=0,
        max_value=_MOST_WORKING_DAYS,
        help_text="0: nobody is reminded. Somebody of another agency is reminded as her own agency has it.",
    )
    organizer_email = forms.EmailField(
        label="E-mail address of the agency in invitations",
        required=False,
        help_text="Calendars name it as the one who invites, and replies go there. "
        "Empty: the address that all mail of Homeward comes from.",
    )


@signed_in(roles=ARRANGES, methods=FORM)
def correspondence_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The choices of the visitor's agency."""
    agency = visit.person.agency
    if agency is None:
        raise PermissionDenied("You belong to no agency.")
    now = correspondence_of(agency)

    def save(found: Found) -> Done:
        save_correspondence(agency=agency, by=visit.person, **found)
        return Done(reverse("meetings"), "Saved. It holds for every letter that is sent from now on.")

    return Asking(
        title="Invitations and reminders",
        form=CorrespondenceForm,
        save=save,
        back=reverse("meetings"),
        above="Meetings",
        intro=f"For {agency}, and for the agencies below it that did not choose themselves.",
        initial={"reminder_working_days": now.reminder_working_days, "organizer_email": now.organizer_email},
    ).answer(request)


@transaction.atomic
def save_correspondence(*, agency: Agency, reminder_working_days: int, organizer_email: str, by: Person) -> None:
    """Keep how an agency writes. Raises ValidationError if the number is out of range."""
    if not 0 <= reminder_working_days <= _MOST_WORKING_DAYS:
        raise ValidationError({"reminder_working_days": f"Write a number from 0 to {_MOST_WORKING_DAYS}."})
    Correspondence.objects.update_or_create(
        agency=agency,
        defaults={"reminder_working_days": reminder_working_days, "organizer_email": organizer_email.strip()},
    )
    details: dict[str, audit.Detail] = {"reminder_working_days": reminder_working_days}
    audit.record(by=by, verb="save_correspondence", target=f"agency:{agency.pk}", details=details)
