"""A second factor, where the agency asks one of a role: asked for until a day, then before any other page.

Nobody is locked out: whoever has none is led to the page on which she sets one up, and goes on from there. Whoever
comes in by the agency's provider is let in by that provider's own rules.
"""

from collections.abc import Collection
from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

_BY_PROVIDER = "socialaccount"


def is_missing(request: HttpRequest, roles: Collection[str]) -> bool:
    """Whether somebody with these roles should have a second factor and has none. At most one query."""
    if settings.HOMEWARD_DEMO or not set(settings.HOMEWARD_SECOND_FACTOR) & set(roles):
        return False
    methods = request.session.get("account_authentication_methods", [])
    if any(one.get("method") == _BY_PROVIDER for one in methods):
        return False
    return not Authenticator.objects.filter(user=request.user).exists()


def first(request: HttpRequest, roles: Collection[str], today: date) -> HttpResponse | None:
    """The way to set it up, where that has to be done before this page; what was typed is always taken."""
    since: date | None = settings.HOMEWARD_SECOND_FACTOR_FROM
    if request.method == "POST" or (since and today < since) or not is_missing(request, roles):
        return None
    return redirect("mfa_activate_totp")
