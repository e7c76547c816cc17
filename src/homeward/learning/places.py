"""The places in Homeward to which a theme or an activity leads, by the word that a text uses for each."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.website.frame import address_of, is_open_to

_ANY: Final = UUID(int=0)

PLACES: Final[dict[str, tuple[str, str]]] = {
    "today": ("Today", "today"),
    "due": ("Due", "due"),
    "children": ("Children", "children"),
    "roundtables_needed": ("Roundtables needed", "roundtables_needed"),
    "plan_and_goals": ("Plan and goals", "plan_and_goals"),
    "concurrent_planning": ("Concurrent planning", "concurrent_planning"),
    "ratings": ("Ratings", "ratings"),
    "consultations": ("Roundtables of a child", "consultations"),
    "family": ("Family", "family"),
    "ecomap": ("Eco-map", "ecomap"),
    "family_interaction": ("Family interaction", "family_interaction"),
    "court": ("Court", "court"),
    "placements": ("Placements", "placements"),
    "history": ("History", "history"),
    "wicwa": ("WICWA", "wicwa"),
    "resources": ("The resource library", "resources"),
    "try_dates": ("Try dates", "try_dates"),
}
"""(what it is called, the name of its page)."""


@dataclass(frozen=True)
class Place:
    """A place with its address; one of a child leads to a made-up child, where the person sees one."""

    word: str
    address: str
    of: str = ""


def places(codes: tuple[str, ...], example: Child | None, request: HttpRequest) -> list[Place]:
    """The places of some words, as far as this installation has them, and they are open to whoever asks.

    A page about a child leads to the example, and without one to the children.
    """
    found = [_place(*PLACES[code], example) for code in codes]
    return [place for place in found if place.address and is_open_to(place.address, request)]


def _place(word: str, page: str, example: Child | None) -> Place:
    if address := address_of(page):
        return Place(word, address)
    if example and (address := address_of(page, example.pk)):
        return Place(word, address, of=str(example))
    return Place(word, address_of("children") if address_of(page, _ANY) else "", of="a child")


def practice_children(visit: Visit) -> list[Child]:
    """The made-up children whom the person sees, by name. One query."""
    return list(Child.objects.filter(visit.sight.practice).order_by("first_name", "last_name", "pk"))
