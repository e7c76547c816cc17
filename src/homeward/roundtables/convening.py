"""Convening a roundtable for a request by hand, moving and cancelling it, and saying that it was held."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from homeward.administration.asking import Asking, Done
from homeward.casefile.models import Child, Event
from homeward.casefile.page import FORM, SEE_FILES, Visit, signed_in
from homeward.obligations.models import Determination
from homeward.obligations.record import refuse_kind
from homeward.obligations.steps import Found, Steps
from homeward.roundtables import actions
from homeward.roundtables.arrangement import TO_BE_NAMED
from homeward.roundtables.convene_form import ConveneForm
from homeward.roundtables.invitations.tribes import standing
from homeward.roundtables.meetings import seen_by_file
from homeward.roundtables.models import Roundtable, SeatRole
from homeward.roundtables.models.meeting import Kind
from homeward.roundtables.models.settings import settings_for
from homeward.roundtables.of_child import WhyForm
from homeward.roundtables.requests import HELD, SCHEDULED, requests_of
from homeward.roundtables.swaps import in_the_way
from homeward.roundtables.windows import practical_last_day
from homeward.website.words import day_words


@signed_in(roles=SEE_FILES, methods=FORM)
def convene_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The form for a child, with sisters and brothers who are to be met together; what it moves; announced."""
    child = visit.child(child_id, page="convene")
    refuse_kind(visit, child, SCHEDULED)
    waiting = next(iter(requests_of(visit.sight, today=visit.today, only=child.pk)), None)
    others = [one.child for one in waiting.asked if one.child.pk != child.pk] if waiting else []
    group = [child, *Child.objects.filter(pk__in=[one.pk for one in others]).select_related("agency")]
    form = partial(ConveneForm, group=group, today=visit.today)

    def save(found: Found) -> str:
        wanted = form().wanted(found)
        sent = {"token": found["token"], "version": found["version"] if child in wanted.children else None}
        made = actions.convene(wanted=wanted, by=visit.person, today=visit.today, **sent)
        return reverse("roundtable", args=(made.pk,))

    was_held = Event.objects.current().filter(child=child, kind=HELD).exists()
    kind = Kind.REPEAT if was_held else Kind.INITIAL
    initial = {
        "children": [one.pk for one in group],
        "kind": kind,
        "minutes": settings_for(child.agency).usual_minutes(kind, len(group)),
    }
    more = {
        "waiting": waiting,
        "practical_last_day": _practical_last_day(group, visit),
        "tribal": standing(group, None, visit.today),
    }
    return _steps(visit, child, form, save, title="Convene a roundtable", initial=initial, more=more).answer(request)


def _practical_last_day(group: list[Child], visit: Visit) -> date | None:
    """The last day that leaves time for the form before the first hearing to come; None if it has passed."""
    told = Determination.objects.filter(child__in=group, next_hearing_on__gte=visit.today)
    hearing = told.order_by("next_hearing_on").values_list("next_hearing_on", flat=True).first()
    last = practical_last_day(hearing, settings_for(group[0].agency)) if hearing else None
    return last if last and last >= visit.today else None


@signed_in(roles=SEE_FILES, methods=FORM)
def move_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """The same form for a roundtable that is announced, with a reason."""
    roundtable, group = hers(visit, roundtable_id)
    form = partial(ConveneForm, group=group, today=visit.today, moves=roundtable)

    def save(found: Found) -> str:
        sent = {"token": found["token"], "version": found["version"], "why": found["why"]}
        wanted = form().wanted(found)
        actions.move(roundtable=roundtable, wanted=wanted, by=visit.person, today=visit.today, **sent)
        return reverse("roundtable", args=(roundtable.pk,))

    title, initial = "Move or change the roundtable", _as_it_is(roundtable, group)
    more = {"roundtable": roundtable, "in_the_way": None}
    if request.method == "POST":
        more["in_the_way"] = _in_the_way(visit, form(request.POST))
    return _steps(visit, group[0], form, save, title=title, initial=initial, more=more).answer(request)


def _in_the_way(visit: Visit, form: ConveneForm) -> Roundtable | None:
    """The roundtable that has the place which is wanted for this one, if its file is open to the visitor."""
    return in_the_way(visit.sight, form.wanted(form.cleaned_data), by=visit.person) if form.is_valid() else None


def hers(visit: Visit, roundtable_id: UUID) -> tuple[Roundtable, list[Child]]:
    """A roundtable that is hers to change, and its children; each opening is noted."""
    roundtable = seen_by_file(visit, roundtable_id)
    attending = roundtable.attending.order_by("child__birth_date", "child")
    group = [visit.child(one.child_id, page="roundtable") for one in attending]
    for child in group:
        refuse_kind(visit, child, SCHEDULED)
    return roundtable, group


def _as_it_is(roundtable: Roundtable, group: list[Child]) -> dict[str, Any]:
    seats = list(roundtable.seats.taken())
    of_role = {seat.role: seat for seat in seats}
    people = {
        name: seat.person_id
        for name, role in (("facilitator", SeatRole.FACILITATOR), ("external", SeatRole.EXTERNAL_CONSULTANT),
                           ("scribe", SeatRole.SCRIBE))
        if (seat := of_role.get(role))
    }  # fmt: skip
    tribal = [seat.who for seat in seats if seat.role == SeatRole.TRIBAL_REPRESENTATIVE]
    return {
        "children": [child.pk for child in group],
        "kind": roundtable.kind,
        "on": roundtable.on,
        "at": f"{timezone.localtime(roundtable.starts_at):%H:%M}",
        "minutes": roundtable.minutes,
        "room": roundtable.room_id,
        "efforts": roundtable.efforts,
        "exception": roundtable.exception_why,
        "tribal_representatives": "\n".join(name for name in tribal if name != TO_BE_NAMED),
        "others": "\n".join(seat.who for seat in seats if seat.role == SeatRole.OTHER),
        **people,
    }


def _steps(
    visit: Visit, child: Child, form: Any, save: Any, *, title: str, initial: dict[str, Any], more: dict[str, Any]
) -> Steps:
    return Steps(
        child=child,
        today=visit.today,
        title=title,
        form=form,
        save=save,
        says=_says,
        initial=initial,
        template="roundtables/convene.html",
        more=more,
        also=lambda found: [one for one in found["children"] if one.pk != child.pk],
    )


def _says(found: Found) -> str:
    names = " and ".join(str(child) for child in found["children"])
    external = f" and {found['external']}" if found["external"] else ", and nobody from outside"
    when = f"{day_words(found['on'])} at {found['at']}, {found['room']}"
    return f"Roundtable for {names}, {when}, with {found['facilitator']} leading{external}"


@signed_in(roles=SEE_FILES, methods=FORM)
def cancel_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """It will not be held; with a reason."""
    roundtable, _ = hers(visit, roundtable_id)

    def save(found: Found) -> Done:
        actions.cancel(roundtable=roundtable, why=found["why"], by=visit.person, today=visit.today)
        return Done(reverse("roundtables_needed"), "Cancelled. The children stand in the queue again.")

    return _asking(roundtable, "Cancel the roundtable", WhyForm, save, "Cancel the roundtable").answer(request)


@signed_in(roles=SEE_FILES, methods=FORM)
def held_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """It was held on its day."""
    roundtable, _ = hers(visit, roundtable_id)
    if roundtable.on > visit.today:
        raise PermissionDenied("Its day has not come.")

    def save(found: Found) -> Done:
        actions.hold(roundtable=roundtable, by=visit.person, today=visit.today)
        return Done(reverse("roundtable", args=(roundtable.pk,)), "Recorded that it was held.")

    return _asking(roundtable, "Record that it was held", forms.Form, save, "It was held").answer(request)


def _asking(roundtable: Roundtable, title: str, form: Any, save: Any, button: str) -> Asking:
    back = reverse("roundtable", args=(roundtable.pk,))
    day = day_words(roundtable.on)
    return Asking(title=title, form=form, save=save, back=back, above="Roundtable", button=button, intro=f"{day}.")
