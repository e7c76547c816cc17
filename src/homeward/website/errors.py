"""Pages for what went wrong, in plain words, and with a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the browser keeps no cookies, or the page lay open for too long."""
    return render(request, "website/form_expired.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """A defect of ours. The page needs no database and no session."""
    return render(request, "500.html", status=500)
