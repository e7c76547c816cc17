"""Agencies and units: those of one's own agency, and of the agencies below it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from homeward.administration.actions import agencies as actions
from homeward.administration.asking import Asking, Done
from homeward.administration.authority import agencies_of, managed_agencies
from homeward.administration.forms import AgencyForm, NameForm, UnitForm
from homeward.administration.people import ADMINISTRATORS
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import Found
from homeward.workforce.models import Agency, Unit


@signed_in(roles=ADMINISTRATORS)
def agencies_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The agencies with their units, and the practice agencies, which are left alone."""
    managed = managed_agencies(visit.sight)
    counted = Unit.objects.annotate(people_count=Count("people", filter=Q(people__is_active=True)))
    listed = (
        Agency.objects.filter(Q(pk__in=managed) | Q(is_practice=True, parent__in=managed))
        .select_related("parent")
        .prefetch_related(Prefetch("units", counted))
        .annotate(people_count=Count("people", filter=Q(people__is_active=True)))
    )
    agencies = sorted(listed, key=lambda one: (one.is_practice, one.pk != visit.person.agency_id, one.name))
    return render(request, "administration/agencies.html", {"agencies": agencies})


def _ask(title: str, form: Any, save: Any, **more: Any) -> Asking:
    """A question, with the way back to the agencies."""
    address = reverse("agencies")
    return Asking(
        title=title,
        form=form,
        save=lambda found: Done(address, save(found)),
        back=address,
        above="Agencies and units",
        **more,
    )


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def add_agency_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A contractor or partner below one's own agency."""

    def save(found: Found) -> str:
        return f"{actions.add_agency(**found, by=visit.person, on=visit.today)} was added."

    form = partial(AgencyForm, agencies=agencies_of(visit.sight))
    initial = {"parent": visit.person.agency_id}
    intro = "Consultants, quality staff and administrators of the agency above see the children of the new one."
    return _ask("Add an agency", form, save, initial=initial, intro=intro).answer(request)


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def agency_page(request: HttpRequest, visit: Visit, agency_id: UUID) -> HttpResponse:
    """Another name for an agency."""
    agency = get_object_or_404(agencies_of(visit.sight), pk=agency_id)

    def save(found: Found) -> str:
        return f"The agency is called {actions.rename_agency(agency=agency, **found, by=visit.person, on=visit.today)}."

    return _ask(f"Name of {agency}", NameForm, save, initial={"name": agency.name}).answer(request)


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def add_unit_page(request: HttpRequest, visit: Visit, agency_id: UUID) -> HttpResponse:
    """A unit of an agency."""
    agency = get_object_or_404(agencies_of(visit.sight), pk=agency_id)

    def save(found: Found) -> str:
        return f"{actions.add_unit(agency=agency, **found, by=visit.person, on=visit.today)} is a unit of {agency} now."

    return _ask(f"Add a unit to {agency}", UnitForm, save).answer(request)


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def unit_page(request: HttpRequest, visit: Visit, unit_id: UUID) -> HttpResponse:
    """Another name for a unit."""
    unit = get_object_or_404(Unit.objects.filter(agency__in=managed_agencies(visit.sight)), pk=unit_id)

    def save(found: Found) -> str:
        return f"The unit is called {actions.rename_unit(unit=unit, **found, by=visit.person, on=visit.today)}."

    return _ask(f"Name of {unit}", NameForm, save, initial={"name": unit.name}).answer(request)
