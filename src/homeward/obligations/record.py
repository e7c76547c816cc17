"""The small form for each kind of event, its correction, and the page that says what was saved and what it moved."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from homeward.casefile.models import Child, Event
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.actions import correct_event, record_event, withdraw_event
from homeward.obligations.forms import OTHER, EventForm
from homeward.obligations.recording import may_record_kind
from homeward.obligations.satisfying import rules
from homeward.obligations.steps import Found, Steps, sent_by
from homeward.policy.vocabulary import EVENT_KINDS
from homeward.website.frame import address_of
from homeward.website.words import capital, day_words, plain


@signed_in(methods=FORM)
def record_page(request: HttpRequest, visit: Visit, child_id: UUID, kind: str) -> HttpResponse:
    """A small form; then what it moves; then saved."""
    if kind not in EVENT_KINDS:
        raise Http404(f"there is no event {kind}")
    child = visit.child(child_id, page="record")
    refuse_kind(visit, child, kind)

    def save(found: Found) -> str:
        return recorded_address(record_event(child=child, kind=kind, **sent_by(visit, found), **_said(found)))

    return _steps(visit, child, kind, save).answer(request)


@signed_in(methods=FORM)
def correct_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """The same for something that was recorded wrongly: another day or value, or that it did not happen.

    A kind with a richer form is corrected by that one: its page is called `correct_` and the kind.
    """
    child = visit.child(child_id, page="record")
    event = get_object_or_404(Event, pk=event_id, child=child, is_withdrawal=False)
    if richer := address_of(f"correct_{event.kind}", child.pk, event.pk):
        return redirect(richer)
    if way_on := corrected_since(request, event):
        return way_on
    refuse_kind(visit, child, event.kind)

    def save(found: Found) -> str:
        sent = sent_by(visit, found) | {"event": event, "why": found["why"]}
        return recorded_address(withdraw_event(**sent) if found["withdraws"] else correct_event(**sent, **_said(found)))

    return _steps(visit, child, event.kind, save, corrects=event).answer(request)


def corrected_since(request: HttpRequest, event: Event) -> HttpResponse | None:
    """The way to what was put in the place of an event; None if nothing was, or the same form is sent again."""
    later = Event.objects.filter(corrects=event).first()
    if later is None or str(later.token) == request.POST.get("token"):
        return None
    return redirect(recorded_address(later))


def refuse_kind(visit: Visit, child: Child, kind: str) -> None:
    """Raise PermissionDenied if it is not the person's to record this."""
    if not may_record_kind(visit.person, child, kind, on=visit.today):
        raise PermissionDenied(f"Your role does not record “{plain(kind)}”.")


def recorded_address(event: Event) -> str:
    """The page that says what was saved."""
    return reverse("recorded", args=(event.child_id, event.pk))


def _steps(visit: Visit, child: Child, kind: str, save: Any, corrects: Event | None = None) -> Steps:
    title = capital(plain(kind))
    initial = {"when": OTHER, "on": corrects.on, "value": corrects.value} if corrects else {}
    return Steps(
        child=child,
        today=visit.today,
        title=title,
        form=partial(EventForm, kind=kind, today=visit.today, corrects=bool(corrects)),
        save=save,
        says=partial(_says, title, corrects.on if corrects else None),
        initial=initial,
        more={"corrects": corrects, "in_place": True},
    )


def _says(title: str, was_on: date | None, found: Found) -> str:
    if was_on and found.get("withdraws"):
        return f"Taken back: {title.lower()}, {day_words(was_on)}"
    value = found.get("value")
    return f"{title}{': ' + plain(value) if value else ''}, {day_words(found['on'])}"


def _said(found: Found) -> dict[str, Any]:
    return {"on": found["on"], "value": found.get("value", "")}


@signed_in()
def recorded_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """What was saved and what it moved, with the way to correct it."""
    child = visit.child(child_id, page="recorded")
    event = get_object_or_404(Event.objects.select_related("recorded_by", "corrects"), pk=event_id, child=child)
    later = Event.objects.filter(corrects=event).first()
    may = may_record_kind(visit.person, child, event.kind, on=visit.today)
    is_latest = not later and not event.is_withdrawal
    given = {
        "child": child,
        "event": event,
        "later": later,
        "title": capital(plain(event.kind)),
        "moves": [(rules().get(move.rule), move) for move in event.moves.order_by("due_now", "rule")],
        "correct_at": reverse("correct", args=(child.pk, event.pk)) if may and is_latest else "",
    }
    return render(request, "obligations/recorded.html", given)
