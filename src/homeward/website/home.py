"""The first page: what this is, for somebody who is not signed in; today's work, for somebody who is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from homeward.website.frame import address_of
from homeward.website.policy_in_force import manual_in_force


def home(request: HttpRequest) -> HttpResponse:
    """Leads to *Today* if there is such a page and the person is signed in."""
    today = address_of("today")
    if request.user.is_authenticated and today:
        return redirect(today)
    return render(request, "website/home.html", {"manual": manual_in_force()})


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it on pages that do not name it, such as a download."""
    return redirect(static("website/favicon.svg"))
