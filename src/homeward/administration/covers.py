"""Who covers for whom: arranged by a person herself, by her supervisor, or by her administrator."""

from functools import partial
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from homeward.administration.actions import people as actions
from homeward.administration.asking import Asking, Done
from homeward.administration.authority import may_arrange_cover, may_cover, people_seen
from homeward.administration.forms import CoverForm
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import Found
from homeward.website.words import day_words
from homeward.workforce.models import Cover


@signed_in(methods=FORM)
def arrange_cover_page(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Who covers for a person, and on which days."""
    person = get_object_or_404(people_seen(visit.sight).filter(is_active=True), pk=person_id)
    if not may_arrange_cover(visit.sight, person):
        raise PermissionDenied("A person herself, her supervisor or her administrator says who covers for her.")

    def save(found: Found) -> Done:
        cover = actions.arrange_cover(covered=person, **found, by=visit.person, on=visit.today)
        days = f"from {day_words(found['from_on'])} to {day_words(found['until_on'])}"
        return Done(reverse("person", args=(person.pk,)), f"{cover.covering} covers for {person} {days}.")

    is_her = person.pk == visit.person.pk
    return Asking(
        title="Who covers for you" if is_her else f"Who covers for {person}",
        form=partial(CoverForm, colleagues=may_cover(visit.sight, person)),
        save=save,
        back=reverse("person", args=(person.pk,)),
        above=person.name,
        intro="On these days, both included, whoever covers sees and records what the covered person carries. "
        "Ratings and restricted records are left out.",
        initial={"from_on": visit.today},
    ).answer(request)


@signed_in(methods=FORM)
def end_cover_page(request: HttpRequest, visit: Visit, cover_id: UUID) -> HttpResponse:
    """A cover is over before its last day."""
    seen = people_seen(visit.sight)
    covers = Cover.objects.select_related("covered", "covering").filter(until_on__gte=visit.today)
    cover = get_object_or_404(covers, pk=cover_id, covered__in=seen.values("pk"))
    if not may_arrange_cover(visit.sight, cover.covered):
        raise PermissionDenied("A person herself, her supervisor or her administrator says who covers for her.")
    address = reverse("person", args=(cover.covered_id,))

    def save(found: Found) -> Done:
        actions.end_cover(cover=cover, by=visit.person, on=visit.today)
        return Done(address, f"{cover.covering} no longer covers for {cover.covered}.")

    return Asking(
        title=f"{cover.covering} no longer covers for {cover.covered}",
        form=forms.Form,
        save=save,
        back=address,
        above=cover.covered.name,
        intro="The cover ends at once. If it began today, it ends with the day.",
        button="End the cover",
    ).answer(request)
