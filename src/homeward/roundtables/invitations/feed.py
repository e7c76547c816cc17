"""Somebody's roundtables in her own calendar program, at a secret address that she can take back."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from homeward.audit import actions as audit
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.visibility import sight_of
from homeward.roundtables.invitations import calendar
from homeward.roundtables.invitations.links import fingerprint
from homeward.roundtables.models import CalendarFeed, Notice
from homeward.roundtables.seeing import by_seat
from homeward.website import policy_in_force
from homeward.workforce.models import Person

_BEHIND: Final = timedelta(days=90)
_MOST: Final = 500


@transaction.atomic
def make_feed(*, person: Person) -> str:
    """A new secret word for her calendar; the one before works no more."""
    revoke_feed(person=person)
    secret = token_urlsafe(32)
    CalendarFeed.objects.create(person=person, fingerprint=fingerprint(secret), made_at=timezone.now())
    audit.record(by=person, verb="make_calendar_feed", target=f"person:{person.pk}")
    return secret


@transaction.atomic
def revoke_feed(*, person: Person) -> None:
    """Her calendar is found at no address any more; doing it twice changes nothing."""
    list(Person.objects.select_for_update(no_key=True).filter(pk=person.pk))
    if CalendarFeed.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record(by=person, verb="revoke_calendar_feed", target=f"person:{person.pk}")


@signed_in(methods=FORM)
def calendar_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Make the address, which is shown once, and take it back."""
    if request.method == "POST":
        if request.POST.get("step") == "revoke":
            revoke_feed(person=visit.person)
            messages.success(request, "The address works no more.")
        else:
            site = settings.HOMEWARD_SITE_URL or f"{request.scheme}://{request.get_host()}"
            address = f"{site}{reverse('calendar_feed', args=(make_feed(person=visit.person),))}"
            return render(request, "roundtables/invitations/my_calendar.html", {"address": address, "feed": True})
        return redirect("my_calendar")
    feed = CalendarFeed.objects.filter(person=visit.person, revoked_at=None).first()
    return render(request, "roundtables/invitations/my_calendar.html", {"feed": feed})


@never_cache
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The roundtables of whoever made the address. One that is wrong or taken back is not there, as any other."""
    feed = (
        CalendarFeed.objects.filter(fingerprint=fingerprint(secret), revoked_at=None).select_related("person").first()
    )
    if feed is None or not feed.person.is_active:
        raise Http404
    answer = HttpResponse(_feed_of(feed.person), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="roundtables.ics"'
    return answer


def _feed_of(person: Person) -> bytes:
    """What is announced with a seat for her, and what was held of late, until its form is completed."""
    now, today = timezone.now(), policy_in_force.today()
    visit = Visit(person, today, sight_of(person, on=today))
    since = by_seat(visit).filter(starts_at__gte=now - _BEHIND)
    listed = list(since.select_related("room", "agency").order_by("starts_at", "pk")[:_MOST])
    sequences = dict(Notice.objects.filter(roundtable__in=listed).values_list("roundtable_id", "sequence"))
    return calendar.feed([(one, sequences.get(one.pk, 0)) for one in listed], now=now)
