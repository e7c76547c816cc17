"""Search from every page: children whom a person sees, and people of her agency. No name stands in an address."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.models import Child
from homeward.casefile.page import FORM, SEE_FILES, Visit, signed_in
from homeward.website.asked import sought_in
from homeward.website.words import capital
from homeward.workforce.models import Person, Role
from homeward.worklists.children import listed, with_words

MOST: Final = 25
"""So many of each kind are shown; whoever looks for one of more writes more of the name."""


@dataclass(frozen=True)
class Found:
    """Somebody who works here, with what she does."""

    person: Person
    roles: str


@signed_in(roles=SEE_FILES, methods=FORM)
def search_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was found, grouped; without anything sought, the form alone."""
    sought = sought_in(request)
    given: dict[str, Any] = {"sought": sought, "most": MOST, "today": visit.today}
    if sought:
        children = with_words(Child.objects.listed_for(visit.sight), sought)
        found = listed(list(children[: MOST + 1]), visit.today)
        made_up = Child.objects.filter(visit.sight.practice) if visit.sight.practice_is_apart else Child.objects.none()
        people = _people(visit, sought)
        given |= {
            "children": found[:MOST],
            "made_up": with_words(made_up, sought)[:MOST],
            "people": people[:MOST],
            "has_more_children": len(found) > MOST,
            "has_more_people": len(people) > MOST,
        }
    return render(request, "worklists/search.html", given)


def _people(visit: Visit, sought: str) -> list[Found]:
    """Active people of her agency and of those below it, of whom every word begins a part of the name."""
    held = Prefetch("roles", Role.objects.in_force(visit.today).order_by("name"), to_attr="held")
    agencies = Q(agency__in=visit.sight.agency_ids) | Q(agency=visit.person.agency_id)
    people = Person.objects.filter(agencies, is_active=True).select_related("unit", "agency").prefetch_related(held)
    for word in sought.split():
        people = people.filter(Q(name__istartswith=word) | Q(name__icontains=f" {word}"))
    return [Found(one, capital(", ".join(_roles(one)))) for one in people[: MOST + 1]]


def _roles(person: Person) -> list[str]:
    held: list[Role] = getattr(person, "held")  # noqa: B009  (the prefetch puts it there)
    return [role.get_name_display() for role in held]
