"""What this installation is set to: read only, as most of it is set where the server runs."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward import __version__
from homeward.administration.authority import managed_people
from homeward.administration.people import ADMINISTRATORS
from homeward.casefile.page import Visit, signed_in
from homeward.obligations.models import Refresh
from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import counted, day_words


@signed_in(roles=ADMINISTRATORS)
def settings_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The policy manual in force, sign-in, mail, the nightly refresh."""
    manual = manual_in_force()
    refreshed = Refresh.objects.order_by("-ended_at").first()
    given = {
        "manual": manual,
        "facts": [
            ("Homeward", f"version {__version__}"),
            ("Name at the head of every page", settings.HOMEWARD_AGENCY),
            ("Moments are shown for", settings.TIME_ZONE),
            ("A session ends", f"after {counted(settings.SESSION_COOKIE_AGE // 60, 'minute')} without a page"),
            ("E-mail goes out as", settings.DEFAULT_FROM_EMAIL),
        ],
        "refreshed": refreshed,
        "sign_in": _sign_in(visit),
    }
    return render(request, "administration/settings.html", given)


def _sign_in(visit: Visit) -> list[tuple[str, str]]:
    """Who signs in how, of the people whom the administrator manages."""
    active = managed_people(visit.sight).filter(is_active=True, email__isnull=False)
    unusable = active.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX).count()
    factors = Authenticator.objects.filter(user__in=active.values("pk")).values("user").distinct().count()
    everybody = active.count()
    rows: list[tuple[str, Any]] = [
        ("May sign in", everybody),
        ("Have set a password", everybody - unusable),
        ("Have a second factor", factors),
    ]
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    names = ", ".join(app["name"] for app in apps)
    said = [(word, counted(number, "person", "people")) for word, number in rows]
    asked = ", ".join(role.replace("_", " ") for role in settings.HOMEWARD_SECOND_FACTOR)
    since = settings.HOMEWARD_SECOND_FACTOR_FROM
    when = f", from {day_words(since)} on" if asked and since else ""
    said.append(("Have to have a second factor", f"{asked}{when}" if asked else "nobody; it is offered to all"))
    return [*said, ("Sign-in through the agency's provider", f"on: {names}" if names else "off")]
