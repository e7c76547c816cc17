"""What the frame of every page needs: the agency's name, the navigation, and whether this is the demo."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import SimpleLazyObject


@dataclass(frozen=True)
class Entry:
    """A piece of work in the primary navigation: its word, the name of its page, and whether one signs in for it."""

    word: str
    page: str
    signed_in: bool = True
    also: str = ""
    """Another page of the same work; those below its address belong to it too."""


NAVIGATION: Final = (
    Entry("Today", "today"),
    Entry("Children", "children"),
    Entry("Due", "due"),
    Entry("Roundtables", "roundtables_needed", also="meetings"),
    Entry("Extracts", "extracts"),
    Entry("People", "people"),
    Entry("Review", "broken_glass"),
    Entry("Learning", "learning"),
    Entry("Policy", "policy", signed_in=False),
    Entry("Try dates", "try_dates", signed_in=False),
)


OF_A_CHILD: Final = (
    ("Overview", ("child",)),
    ("Plan and goals", ("plan_and_goals",)),
    ("Ratings", ("ratings",)),
    ("Roundtables", ("roundtables_of_child", "consultations")),
    ("Family", ("family",)),
    ("Court", ("court",)),
    ("Placements", ("placements",)),
    ("WICWA", ("wicwa",)),
    ("History", ("history",)),
    ("Team", ("team",)),
    ("Who has seen this", ("seen",)),
)
"""The tabs of a child's pages: the word, and the names of the pages that belong to it, the one it leads to first."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """A context processor: the agency, the session's length, the navigation and search open to the person."""
    is_guest = bool(getattr(request, "is_guest", False))

    def entries() -> list[dict[str, Any]]:
        if is_guest:
            return []
        user = getattr(request, "user", None)
        return navigation(request.path, bool(user and user.is_authenticated), lambda page: is_open_to(page, request))

    def search_at() -> str:
        address = address_of("search")
        return address if address and not is_guest and is_open_to(address, request) else ""

    return {
        "agency": settings.HOMEWARD_AGENCY,
        "is_demo": settings.HOMEWARD_DEMO,
        # Somebody who is invited to one thing, and sees nothing else: no way leads anywhere.
        "is_guest": is_guest,
        "session_seconds": settings.SESSION_COOKIE_AGE,
        # Pages without a header, such as the one for a defect, ask nothing of the database.
        "navigation": SimpleLazyObject(entries),
        "search_at": SimpleLazyObject(search_at),
    }


def navigation(
    path: str, signed_in: bool, is_open: Callable[[str], bool] = lambda address: True
) -> list[dict[str, Any]]:
    """The entries for this person, each with its address and whether the page at `path` belongs to it."""
    entries = []
    for entry in NAVIGATION:
        address = address_of(entry.page)
        if address and (not entry.signed_in or (signed_in and is_open(address))):
            above = tuple(one for one in (address, address_of(entry.also)) if one)
            entries.append({"word": entry.word, "address": address, "is_here": path.startswith(above)})
    return entries


def is_open_to(address: str, request: HttpRequest) -> bool:
    """Whether whoever sent the request may open a page: a view that has `is_open_to` is asked, all others are open."""
    asked = getattr(_view_at(address), "is_open_to", None)
    return asked is None or bool(asked(request))


@lru_cache(maxsize=10_000)
def _view_at(address: str) -> Callable[..., Any]:
    return resolve(address).func


def child_tabs(
    path: str, child_id: object, is_open: Callable[[str], bool] = lambda address: True
) -> list[dict[str, Any]]:
    """The tabs of a child's pages, each with its address and whether the page at `path` belongs to it."""
    tabs = [
        (word, addresses)
        for word, pages in OF_A_CHILD
        if (addresses := [address for page in pages if (address := address_of(page, child_id))])
    ]
    every = [address for _, addresses in tabs for address in addresses]
    here = max((address for address in every if path.startswith(address)), key=len, default="")
    return [
        {"word": word, "address": addresses[0], "is_here": here in addresses}
        for word, addresses in tabs
        if is_open(addresses[0])
    ]


def address_of(page: str, *given: object) -> str:
    """The address of a page by its name; empty if there is no such page in this installation."""
    try:
        return reverse(page, args=given)
    except NoReverseMatch:
        return ""
