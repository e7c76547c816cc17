"""Inviting a guest: somebody from outside who has no account, to one roundtable and nothing else."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from homeward.administration.asking import Asking, Done
from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.casefile.page import FORM, SEE_FILES, Visit, signed_in
from homeward.obligations.forms import RADIO
from homeward.obligations.steps import Found
from homeward.roundtables.arrangement import TO_BE_NAMED
from homeward.roundtables.eligibility import OTHER_AGENCY, connection, team_of, tier_of
from homeward.roundtables.invitations.keep import keep_up
from homeward.roundtables.invitations.tribes import may_invite
from homeward.roundtables.models import Roundtable, Seat, SeatRole, Status
from homeward.workforce.actions import add_person, appoint
from homeward.workforce.models import Agency, Person, Role, RoleName

_AS: Final = (SeatRole.EXTERNAL_CONSULTANT, SeatRole.TRIBAL_REPRESENTATIVE, SeatRole.OTHER)
_SAYS: Final = {
    SeatRole.EXTERNAL_CONSULTANT: "External consultant",
    SeatRole.TRIBAL_REPRESENTATIVE: "Representative of the tribe",
    SeatRole.OTHER: "Somebody else who is integral",
}


@dataclass(frozen=True)
class Guest:
    """Who is to be invited, as what."""

    role: str
    name: str
    email: str
    agency: Agency | None


class GuestForm(forms.Form):
    """Who is invited, and where the letter goes."""

    role = forms.ChoiceField(
        label="As what",
        choices=[(role.value, _SAYS[role]) for role in _AS],
        widget=forms.RadioSelect(attrs=RADIO),
        error_messages={"required": "Choose one."},
    )
    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Write the name."})
    email = forms.EmailField(
        label="E-mail address",
        error_messages={"required": "Write the address to which the invitation goes."},
        help_text="The invitation and the code go there. Make sure that only she or he reads it.",
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency",
        required=False,
        empty_label="None of these",
        help_text="An external consultant is of another agency. If it is missing here, an administrator adds it.",
    )

    def __init__(self, *given: Any, of: Agency, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["agency"]
        field.queryset = Agency.objects.filter(is_practice=False).exclude(pk=of.pk)


@signed_in(roles=SEE_FILES, methods=FORM)
def invite_guest_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """The form; whoever convenes the roundtable invites to it."""
    roundtable = get_object_or_404(
        Roundtable.objects.of_files(visit.sight).select_related("agency", "room"), pk=roundtable_id
    )
    attending = Child.objects.filter(roundtables__roundtable=roundtable)
    children = [visit.child(pk, page="roundtable") for pk in attending.values_list("pk", flat=True)]
    if not may_invite(visit.person, children, visit.today):
        raise PermissionDenied("Whoever convenes the roundtable invites to it.")
    if roundtable.status != Status.ANNOUNCED:
        raise Http404("It is not announced.")
    back = reverse("roundtable", args=(roundtable.pk,))

    def save(found: Found) -> Done:
        invite_guest(roundtable=roundtable, guest=Guest(**found), by=visit.person, today=visit.today)
        return Done(back, f"{found['name']} has a seat now; the invitation is on its way to {found['email']}.")

    return Asking(
        title="Invite a guest",
        form=lambda *given, **named: GuestForm(*given, of=roundtable.agency, **named),
        save=save,
        back=back,
        above="Roundtable",
        button="Invite",
        intro="For somebody without an account. A guest comes in by a link and a code, sees the snapshot of this "
        "roundtable and nothing else, until its form is completed; all that is opened is noted.",
    ).answer(request)


@transaction.atomic
def invite_guest(*, roundtable: Roundtable, guest: Guest, by: Person, today: date) -> Person:
    """Give somebody a seat and write to her. Raises ValidationError with each fault by its field, PermissionDenied.

    She becomes a person of her agency who has no password; an external consultant also gets that role.
    """
    children = list(Child.objects.filter(roundtables__roundtable=roundtable).select_related("agency", "unit"))
    roundtable = Roundtable.objects.select_for_update().get(pk=roundtable.pk)
    if not may_invite(by, children, today):
        raise PermissionDenied("Whoever convenes the roundtable invites to it.")
    if roundtable.status != Status.ANNOUNCED or roundtable.on < today:
        raise ValidationError("Only to a roundtable that is announced and has not been can somebody be invited.")
    person = _person(guest, by, today)
    if Seat.objects.taken().filter(roundtable=roundtable, person=person).exists():
        raise ValidationError({"email": f"{person} has a seat at this roundtable already."})
    _seat(roundtable, guest, person, children)
    roundtable.version += 1
    roundtable.save(update_fields=["version"])
    keep_up(roundtable, today=today)
    details: dict[str, audit.Detail] = {"role": guest.role, "person": str(person.pk)}
    audit.record(by=by, verb="invite_guest", target=f"roundtable:{roundtable.pk}", details=details)
    return person


def _person(guest: Guest, by: Person, today: date) -> Person:
    """Whoever has the address, or a new person."""
    is_external = guest.role == SeatRole.EXTERNAL_CONSULTANT
    if is_external and guest.agency is None:
        raise ValidationError({"agency": "An external consultant is of another agency: say of which."})
    person = Person.objects.filter(email=guest.email.strip().lower()).first()
    if person is None:
        person = add_person(name=guest.name.strip(), agency=guest.agency, email=guest.email)
        audit.record(by=by, verb="add_person", target=f"person:{person.pk}", details={"as": "guest"})
    elif not person.is_active:
        raise ValidationError({"email": "The account with this address is closed. An administrator can open it."})
    elif is_external and person.agency_id != (guest.agency.pk if guest.agency else None):
        raise ValidationError({"agency": f"The person with this address is of {person.agency}."})
    held = Role.objects.in_force(today).filter(person=person, name=RoleName.EXTERNAL_CONSULTANT)
    if is_external and not held.exists():
        appoint(person=person, role=RoleName.EXTERNAL_CONSULTANT, from_on=today)
        audit.record(by=by, verb="appoint", target=f"person:{person.pk}", details={"role": guest.role})
    return person


def _seat(roundtable: Roundtable, guest: Guest, person: Person, children: list[Child]) -> None:
    """Her seat, in place of the empty one or of the one that had only her name."""
    now, because = timezone.now(), "Invited as a guest."
    if guest.role == SeatRole.EXTERNAL_CONSULTANT:
        team = team_of(children, on=roundtable.on)
        if says := connection(person, team):
            raise ValidationError({"email": says})
        if tier_of(person, children, team) != OTHER_AGENCY:
            raise ValidationError({"agency": "This is the responsible agency: an external consultant is of another."})
        held = roundtable.seats.taken().filter(role=guest.role)
        if held.filter(person__isnull=False).exists():
            raise ValidationError({"role": "The external consultant's seat is taken. Change the roundtable first."})
        held.update(left_at=now)
        because = "Of another agency."
    else:
        named = Q(guest_name__iexact=guest.name.strip()) | Q(guest_name=TO_BE_NAMED)
        roundtable.seats.taken().filter(named, role=guest.role, person=None).update(left_at=now)
    Seat.objects.create(roundtable=roundtable, role=guest.role, person=person, eligible_because=because)
