"""How long a session still lasts: asked by the script that warns before it ends, without making it last longer."""

from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

_UNNOTICED: Final = 1 / 60
"""So much of its time a session may have lost before a page starts it anew: half a minute of half an hour."""


class Sessions(SessionMiddleware):
    """Every request starts the time anew, but the question how much of it is left does not.

    Nothing that is shown to somebody who is signed in is kept by a browser, nor by anything on the way.

    Otherwise two pages that lie open and only ask would keep each other's session alive for ever.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.session.accessed and SESSION_KEY in request.session and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)  # also what is refused or not there
        if getattr(request, "only_asks", False):
            return response
        if request.session.accessed and SESSION_KEY in request.session and _is_to_be_renewed(request.session):
            request.session.modified = True
        return super().process_response(request, response)


def _is_to_be_renewed(session: Any) -> bool:
    """Whether a part of its time has gone by that matters: a page that is only read writes nothing to the database."""
    if session.ends_at is None:
        return False
    left = (session.ends_at - timezone.now()).total_seconds()
    lasts = settings.SESSION_COOKIE_AGE
    return not lasts * (1 - _UNNOTICED) <= left <= lasts  # more is left where the agency has shortened it since


@never_cache
@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """Who is signed in, for how many seconds more, and the token for the forms of an older page."""
    setattr(request, "only_asks", True)  # noqa: B010  (a request is made to carry things along)
    return _told(request, _seconds_left(request))


@never_cache
@require_POST
def stay(request: HttpRequest) -> JsonResponse:
    """Somebody is at work on a page: the time starts anew, as with every request."""
    request.session.modified = True
    return _told(request, settings.SESSION_COOKIE_AGE)


@never_cache
@require_safe
def signed_in_again(request: HttpRequest) -> HttpResponse:
    """Where a sign-in in another tab ends: the page with what was typed is in the first one."""
    return render(request, "website/signed_in_again.html")


def _told(request: HttpRequest, seconds_left: int) -> JsonResponse:
    if not request.user.is_authenticated:
        return JsonResponse({"signed_in": False})
    told: dict[str, Any] = {"signed_in": True, "person": str(request.user.pk), "seconds_left": seconds_left}
    return JsonResponse({**told, "token": get_token(request)})


def _seconds_left(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return 0
    kept = Session.objects.filter(session_key=request.session.session_key).values_list("expire_date", flat=True).first()
    return max(0, int((kept - timezone.now()).total_seconds())) if kept else 0
