"""The page behind the link of an invitation: the invited person chooses her password. One need not be signed in."""

from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from homeward.administration.actions.invitations import accept, invitation_of
from homeward.administration.forms import PasswordForm
from homeward.workforce.actions import NoInvitationError


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """A link that is no invitation, or none any more, gets the same answer whatever is the matter with it.

    Looking at the page uses nothing up: mail servers look at links before people do.
    """
    try:
        person = invitation_of(token).person
        form = PasswordForm(request.POST or None, person=person)
        if request.method == "POST" and form.is_valid():
            accept(token=token, password=form.cleaned_data["password"])
            return _on(request, has_second_factor=Authenticator.objects.filter(user=person).exists())
    except NoInvitationError:
        return render(request, "administration/no_invitation.html", status=410)
    return render(request, "administration/invitation.html", {"form": form, "person": person})


def _on(request: HttpRequest, *, has_second_factor: bool) -> HttpResponse:
    """To the sign-in, and from there to the second factor: by the one door that asks for everything."""
    logout(request)
    messages.success(request, "Your password is set. Sign in with it now.")
    after = {} if has_second_factor else {"next": reverse("mfa_activate_totp")}
    return redirect(f"{reverse('account_login')}?{urlencode(after)}".rstrip("?"))
