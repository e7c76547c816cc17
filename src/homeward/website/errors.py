"""Pages for what went wrong, in plain words, and with a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from homeward.website import typed


@never_cache
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with the token of an earlier session, which is kept; or without any, as the browser keeps no cookies."""
    return typed.kept(request) or render(request, "website/form_expired.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """A defect of ours. The page needs no database and no session."""
    return render(request, "500.html", status=500)
