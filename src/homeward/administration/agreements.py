"""Agreements with tribes: under them a tribe's guests read the records of the tribe's children."""

from functools import partial
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from homeward.administration.actions import agencies as actions
from homeward.administration.asking import Asking, Done
from homeward.administration.authority import agencies_of, managed_agencies, managed_people
from homeward.administration.forms import AgreementForm, TribeForm
from homeward.administration.people import ADMINISTRATORS
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import Found
from homeward.workforce.dated import in_force
from homeward.workforce.models import Role, RoleName, TribalAgreement, Tribe


@signed_in(roles=ADMINISTRATORS)
def agreements_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The agreements of one's agencies, with who reads under them, and the list of tribes."""
    agreements = TribalAgreement.objects.filter(agency__in=managed_agencies(visit.sight))
    guests = Role.objects.filter(
        in_force(visit.today),
        name=RoleName.TRIBAL_GUEST,
        person__in=managed_people(visit.sight).filter(is_active=True).values("pk"),
    )
    given = {
        "agreements": [
            (one, one.until_on is None or one.until_on >= visit.today)
            for one in agreements.select_related("tribe", "agency").order_by("-from_on")
        ],
        "tribes": Tribe.objects.all(),
        "guests": guests.select_related("person", "person__tribe", "person__agency").order_by("person__name"),
    }
    return render(request, "administration/agreements.html", given)


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def add_agreement_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new agreement."""

    def save(found: Found) -> Done:
        made = actions.agree_with_tribe(**found, by=visit.person, on=visit.today)
        return Done(reverse("agreements"), f"The agreement of {made} was recorded.")

    return Asking(
        title="Record an agreement with a tribe",
        form=partial(AgreementForm, agencies=agencies_of(visit.sight)),
        save=save,
        back=reverse("agreements"),
        above="Agreements with tribes",
        intro="While it holds, the tribe's guests whom you invite read the records of the tribe's children. They "
        "record nothing, see no restricted record, and do not see who has read a file.",
        initial={"from_on": visit.today, "agency": visit.person.agency_id},
    ).answer(request)


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def end_agreement_page(request: HttpRequest, visit: Visit, agreement_id: UUID) -> HttpResponse:
    """An agreement ends."""
    managed = TribalAgreement.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=visit.today), agency__in=managed_agencies(visit.sight)
    )
    agreement = get_object_or_404(managed.select_related("tribe", "agency"), pk=agreement_id)

    def save(found: Found) -> Done:
        actions.end_agreement(agreement=agreement, by=visit.person, on=visit.today)
        return Done(reverse("agreements"), f"The agreement of {agreement} has ended.")

    return Asking(
        title=f"End the agreement of {agreement}",
        form=forms.Form,
        save=save,
        back=reverse("agreements"),
        above="Agreements with tribes",
        intro="The tribe's guests see nothing any more from now on; if it began today, from tomorrow.",
        button="End the agreement",
    ).answer(request)


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def add_tribe_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A tribe for the list."""

    def save(found: Found) -> Done:
        tribe = actions.add_tribe(**found, by=visit.person, on=visit.today)
        return Done(reverse("agreements"), f"{tribe} stands in the list now.")

    return Asking(
        title="Add a tribe",
        form=partial(TribeForm, agencies=agencies_of(visit.sight)),
        save=save,
        back=reverse("agreements"),
        above="Agreements with tribes",
        intro="Write the name as the tribe itself writes it.",
        initial={"agency": visit.person.agency_id},
    ).answer(request)
