"""A guest stays inside her roundtable: whatever else is asked for in her session is refused, unless it is named here.

Django signs her in as the person that she is, so that all that she opens is noted under her name. But her session
carries the roundtable for which she came in, and this is asked before any page is: pages that will be made later
are closed to her too.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from homeward.roundtables.invitations.doors import is_open
from homeward.roundtables.models import Invited

GUEST_OF: Final = "guest_of"
"""The key in a guest's session: as whom she was invited."""

_OF_ROUNDTABLE: Final = frozenset({"roundtable", "roundtable_snapshot", "answer_invitation", "consultation_recommend"})
_FREE: Final = frozenset(
    {"session_state", "session_stay", "account_logout", "guest_door", "answer_by_link", "calendar_feed", "favicon"}
    | {"healthz", "readyz"}
)
"""What says nothing of anybody, or asks for a secret of its own."""

_HOME: Final = frozenset({"home", "today"})


class GuestsStayInside:
    """Lets a guest open what belongs to her roundtable, as long as her seat opens it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_guest = settings.SESSION_COOKIE_NAME in request.COOKIES and GUEST_OF in request.session
        setattr(request, "is_guest", is_guest)  # noqa: B010  (a request is made to carry things along)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, given: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None lets the page answer."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if not getattr(request, "is_guest", False) or name in _FREE:
            return None
        invited = _guest(request)
        if invited is None or not is_open(invited):
            logout(request)
            return render(request, "roundtables/invitations/dead_link.html", status=410)
        if name in _HOME:
            return redirect("roundtable", invited.roundtable_id)
        if _is_hers(invited, name, given):
            return None
        return render(request, "roundtables/invitations/outside.html", {"roundtable": invited.roundtable}, status=403)


def _guest(request: HttpRequest) -> Invited | None:
    found = Invited.objects.filter(pk=UUID(request.session[GUEST_OF])).select_related("person", "roundtable")
    invited = found.first()
    user = getattr(request, "user", None)
    return invited if invited and user and invited.person_id == user.pk else None


def _is_hers(invited: Invited, name: str | None, given: dict[str, Any]) -> bool:
    return name in _OF_ROUNDTABLE and bool(given.get("roundtable_id") == invited.roundtable_id)
