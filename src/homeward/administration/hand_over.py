"""Handing the children of one person to another, many at once: choose, look at the list, save."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from homeward.administration.actions import teams
from homeward.administration.forms import WhoForm
from homeward.administration.people import LOOK_AFTER_PEOPLE
from homeward.administration.team import people_by_role
from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.sight import OWNERS
from homeward.obligations.steps import add_faults
from homeward.website.asked import key_in
from homeward.website.words import counted
from homeward.workforce.models import Person


@signed_in(roles=LOOK_AFTER_PEOPLE, methods=FORM)
def hand_over_page(request: HttpRequest, visit: Visit, person_id: UUID, role: str) -> HttpResponse:
    """All the children whom a person carries in a role and who are the visitor's to hand over.

    What is saved is the list that was shown: a child who came to her meanwhile stays hers.
    """
    person, children = _carried(visit, person_id, role)
    people = people_by_role((role,), {child.agency_id for child in children}, visit)
    form = WhoForm(
        request.POST or None,
        people={role: [one for one in people[role] if one != person]},
        label="Who takes over",
        initial={"from_on": visit.today},
    )
    step = request.POST.get("step", "")
    given = {"person": person, "role": role, "children": children, "form": form, "most": teams.MOST_AT_ONCE}
    if request.method == "POST" and form.is_valid() and step != "change":
        if step == "save":
            try:
                return _save(request, visit, person, form)
            except ValidationError as refused:
                add_faults(form, refused)
        else:
            given["successor"] = form.cleaned_data["who"][1]
            given["from_on"] = form.cleaned_data["from_on"]
    return render(request, "administration/hand_over.html", given)


def _carried(visit: Visit, person_id: UUID, role: str) -> tuple[Person, list[Child]]:
    """The person and her children; PermissionDenied if none of them is the visitor's to hand over."""
    if role not in OWNERS:
        raise Http404(f"nobody is assigned as {role}")
    person = get_object_or_404(Person, pk=person_id)
    children = teams.carried_by(person, role, visit.sight).order_by("last_name", "first_name", "external_id")
    listed = list(children[: teams.MOST_AT_ONCE])
    if not listed:
        raise PermissionDenied("None of her children is yours to hand over.")
    return person, listed


def _save(request: HttpRequest, visit: Visit, person: Person, form: WhoForm) -> HttpResponse:
    role, successor = form.cleaned_data["who"]
    number = teams.hand_over(
        person=person,
        successor=successor,
        role=role,
        child_ids=_keys(request.POST.getlist("child")),
        from_on=form.cleaned_data["from_on"],
        by=visit.person,
        on=visit.today,
    )
    messages.success(request, f"{successor} takes over {counted(number, 'child', 'children')} from {person}.")
    return redirect("people")


def _keys(texts: list[str]) -> list[UUID]:
    """The keys that were sent; what is none is left out."""
    return [key for text in texts[: teams.MOST_AT_ONCE] if (key := key_in(text))]
