"""A meeting that was held on another day than was recorded, or not at all: the events and the consultation together."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from homeward.audit import actions as audit
from homeward.casefile.models import Child, Event
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.actions import correct_event, withdraw_event
from homeward.obligations.forms import OTHER, EventForm
from homeward.obligations.record import corrected_since, recorded_address, refuse_kind
from homeward.obligations.steps import Found, Steps
from homeward.permanency.consultations import who
from homeward.permanency.consultations.steps import UNTOUCHED, children_of
from homeward.permanency.models import Consultation, ConsultationChild
from homeward.website.words import day_words
from homeward.workforce.models import Person


@transaction.atomic
def correct_held(
    *,
    event: Event,
    on: date | None,
    why: str,
    by: Person,
    today: date,
    token: UUID | None = None,
    version: int | None = None,
) -> Event:
    """Record that a roundtable was held on another day, or, without a day, not at all; for every child of it.

    Its consultation moves to that day; one that was not held is open again as the meeting that it was. Raises
    ValidationError, PermissionDenied or ChangedSinceError.
    """
    member = ConsultationChild.objects.filter(held=event).first()
    if member is None:
        return _corrected(event, on, why, by=by, today=today, token=token, version=version)
    one = Consultation.objects.select_for_update().get(pk=member.consultation_id)
    children = children_of(one)
    if not all(who.ends(by, child, on=today) for child in children):
        raise PermissionDenied(f"{by} may not correct when the meeting was held.")
    if on is None and one.completed_at:
        raise ValidationError("Its form is completed. Correct the day, or say in an addendum what was wrong.")
    mine = event
    for each in one.members.select_related("held__child").order_by("pk"):
        if each.held is None:
            continue
        asked: dict[str, Any] = {"token": token, "version": version}
        if each.held_id != event.pk:
            asked = {"token": uuid5(token, str(each.child_id)) if token else None, "version": None}
        became = _corrected(each.held, on, why, by=by, today=today, **asked)
        mine = became if each.held_id == event.pk else mine
        each.held = None if on is None else became
        each.save(update_fields=["held"])
    _move(one, on)
    for child in children:
        audit.record(by=by, verb="move_consultation", child_id=child.pk, target=f"consultation:{one.pk}")
    return mine


def _move(one: Consultation, on: date | None) -> None:
    if on is not None:
        one.on = on
        one.save(update_fields=["on"])
        return
    one.held_at = None
    one.save(update_fields=["held_at"])
    # They are written once more when the meeting ends; what somebody has recorded about one stays.
    one.actionsteps.filter(outcomes=None, raised_answers=None).delete()
    one.systemicbarriers.filter(**UNTOUCHED).delete()


def _corrected(event: Event, on: date | None, why: str, **asked: Any) -> Event:
    if on is None:
        return withdraw_event(event=event, why=why, **asked)
    return correct_event(event=event, on=on, why=why, **asked)


@signed_in(methods=FORM)
def correct_held_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """Another day, or that it was not held, with what that moves; the consultation goes with it."""
    child = visit.child(child_id, page="record")
    event = get_object_or_404(Event, pk=event_id, child=child, kind=who.HELD, is_withdrawal=False)
    if way_on := corrected_since(request, event):
        return way_on
    refuse_kind(visit, child, who.HELD)

    def save(found: Found) -> str:
        sent = {name: found[name] for name in ("why", "token", "version")}
        on = None if found["withdraws"] else found["on"]
        return recorded_address(correct_held(event=event, on=on, by=visit.person, today=visit.today, **sent))

    return Steps(
        child=child,
        today=visit.today,
        title="Roundtable held",
        form=partial(EventForm, kind=who.HELD, today=visit.today, corrects=True),
        save=save,
        says=lambda found: _says(event, found),
        initial={"when": OTHER, "on": event.on},
        also=lambda found: _siblings(event, child),
        more={"corrects": event, "in_place": True},
    ).answer(request)


def _says(event: Event, found: Found) -> str:
    if found["withdraws"]:
        return f"Taken back: roundtable held, {day_words(event.on)}"
    return f"Roundtable held, {day_words(found['on'])}"


def _siblings(event: Event, child: Child) -> list[Child]:
    """The other children of the same meeting."""
    member = ConsultationChild.objects.filter(held=event).select_related("consultation").first()
    return [one for one in children_of(member.consultation) if one != child] if member else []
