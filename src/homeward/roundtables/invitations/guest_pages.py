"""The door for guests: they open the link of their letter, are sent a number, type it, and are in."""

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from homeward.casefile.page import FORM
from homeward.roundtables.invitations import answers, codes, links
from homeward.roundtables.invitations.confined import GUEST_OF
from homeward.roundtables.invitations.links import DeadLinkError
from homeward.roundtables.models import Invited


class CodeForm(forms.Form):
    """The number."""

    code = forms.CharField(
        label="Your code",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text="Six digits, from the e-mail that was sent just now.",
        error_messages={"required": "Type the code of the e-mail."},
    )


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(FORM)
def guest_door_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening the page changes nothing; asking for the number, typing it, and asking for a new link are sent to it."""
    try:
        link = codes.door(secret)
        step = request.POST.get("step", "")
        if step == "again":
            sent = {"is_sent": answers.ask_for_new_links(link=link)}
            return render(request, "roundtables/invitations/sent_again.html", sent)
        if request.session.get(GUEST_OF) == str(link.invited_id):
            return redirect("roundtable", link.invited.roundtable_id)  # she is in already
        if not links.is_good(link, now=timezone.now()):
            return _page(request, link.invited, "used", status=410)
        if step == "send":
            return _sent(request, secret, link.invited)
        if step == "enter":
            return _entered(request, secret, link.invited)
    except DeadLinkError:
        return render(request, "roundtables/invitations/dead_link.html", status=410)
    return _page(request, link.invited, "ask")


def _sent(request: HttpRequest, secret: str, invited: Invited) -> HttpResponse:
    try:
        codes.send_code(secret)
    except codes.NoMoreCodesError:
        return _page(request, invited, "used", status=410)
    except OSError:
        return _page(request, invited, "unsent", status=503)
    return _page(request, invited, "enter", CodeForm())


def _entered(request: HttpRequest, secret: str, invited: Invited) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, invited, "enter", form)
    try:
        guest = codes.enter(secret, form.cleaned_data["code"])
    except codes.WrongCodeError:
        form.add_error("code", "This is not the code that was sent last, or it is too old. Have another one sent.")
        return _page(request, invited, "enter", form)
    logout(request)
    login(request, guest.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[GUEST_OF] = str(guest.pk)
    return redirect("roundtable", guest.roundtable_id)


def _page(
    request: HttpRequest, invited: Invited, step: str, form: CodeForm | None = None, status: int = 200
) -> HttpResponse:
    name, _, domain = str(invited.person.email).partition("@")
    given = {"invited": invited, "roundtable": invited.roundtable, "step": step, "form": form}
    return render(
        request, "roundtables/invitations/guest_door.html", {**given, "address": f"{name[:1]}…@{domain}"}, status=status
    )
