"""Wanting the morning e-mail or not: on a page of one's own, or by the link in the mail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.worklists import actions
from homeward.worklists.digest import ROLES, person_of
from homeward.worklists.models import DigestStop


@signed_in(methods=FORM)
def morning_mail_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Whether she gets it, and a button for the opposite."""
    if request.method == "POST":
        change = actions.resume_digest if request.POST.get("wanted") == "yes" else actions.stop_digest
        change(person=visit.person)
        return redirect("morning_mail")
    given = {
        "is_wanted": not DigestStop.objects.filter(person=visit.person).exists(),
        "is_sent_to": bool(visit.sight.roles & ROLES),
    }
    return render(request, "worklists/morning_mail.html", given)


@csrf_exempt  # The signed key in the address is the permission, and a mail program has no other (RFC 8058).
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_page(request: HttpRequest, signed: str) -> HttpResponse:
    """Stops it without signing in. Only when it is sent: programs that look at links in mails must change nothing."""
    person = person_of(signed)
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.stop_digest(person=person)
    return render(request, "worklists/stop_morning_mail.html", {"is_stopped": request.method == "POST"})
