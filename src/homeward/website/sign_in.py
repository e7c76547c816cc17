"""Who comes in, and how: invited, with password and second factor; by the agency's provider; the demo by a click."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ResetPasswordForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

_BACKEND: Final = settings.AUTHENTICATION_BACKENDS[0]


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]  # allauth comes without types
    """Nobody signs up: an administrator invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class ByProvider(DefaultSocialAccountAdapter):  # type: ignore[misc]  # as above
    """The agency's own accounts open the door only for people whom Homeward knows by their e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """Shown in authenticator apps under the agency's name."""

    def get_totp_issuer(self) -> str:
        return str(settings.HOMEWARD_AGENCY)


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What a person may change about her own way in."""
    return render(request, "website/account.html")


class ForgottenPassword(ResetPasswordForm):  # type: ignore[misc]  # as above
    """Only for whoever has a password: all others come in by their invitation, or by the agency's provider."""

    def clean_email(self) -> str:
        email = str(super().clean_email())
        self.users: list[Any] = [person for person in self.users if person.has_usable_password()]
        return email


def no_such_door(request: HttpRequest, **given: object) -> HttpResponse:
    """In place of pages of the sign-in library: signing up, another address, a further way in.

    How somebody comes in, with which address, and whether by a password or the provider, is the agency's to say.
    """
    raise Http404("An administrator says who comes in, and how.")


def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click a role, on the demo only: there is no such page elsewhere."""
    if not settings.HOMEWARD_DEMO:
        raise Http404
    people = get_user_model().objects.filter(is_active=True, email__isnull=False)
    if request.method == "POST":
        chosen = [person for person in people if str(person.pk) == request.POST.get("person")]
        if not chosen:
            raise Http404
        login(request, chosen[0], backend=_BACKEND)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "website/demo_sign_in.html", {"roles": _one_person_a_role(people)})


def _one_person_a_role(people: Any) -> list[tuple[str, Any]]:
    """Of each role the person whose identifier comes first: they work with the children whom the documents name."""
    listed: dict[str, Any] = {}
    for person in people.order_by("external_id").prefetch_related("roles"):
        for role in person.roles.all():
            listed.setdefault(role.get_name_display(), person)
    return sorted(listed.items())
