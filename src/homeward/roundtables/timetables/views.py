"""The pages of timetables: asking for one, watching it, reading what is proposed, and taking it over."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from homeward.administration.asking import Asking, Done
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import Found, add_faults
from homeward.roundtables.eligibility import CONVENE
from homeward.roundtables.models import Stage, Timetable
from homeward.roundtables.models.timetable import UNDER_WAY
from homeward.roundtables.timetables import actions
from homeward.roundtables.timetables.accept import Answers, accept
from homeward.roundtables.timetables.actions import Days, is_interrupted
from homeward.roundtables.timetables.forms import AcceptForm, AdjustForm, AskForm, as_pinned, pin_of, usual_days
from homeward.roundtables.timetables.proposal import MOVED, Proposal
from homeward.roundtables.timetables.words import goals_reached, proven_words

_POST: Final = ("POST",)
_LISTED: Final = 20


@signed_in(roles=CONVENE, methods=FORM)
def timetables_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for a timetable; below, those that she asked for."""
    made = partial(AskForm, agencies=visit.sight.agency_ids)
    form = made(request.POST) if request.method == "POST" else made(initial=usual_days(visit.today))
    if form.is_bound and form.is_valid():
        found = form.cleaned_data
        try:
            asked = actions.ask_for_timetable(
                agency=found["agency"], days=Days(found["first_day"], found["last_day"], found["seconds"]),
                may_move=found["may_move"], by=visit.person, today=visit.today,
            )  # fmt: skip
            return redirect("timetable", asked.pk)
        except ValidationError as refused:
            add_faults(form, refused)
    listed = Timetable.objects.filter(asked_by=visit.person).select_related("repairs")[:_LISTED]
    return render(request, "roundtables/timetables.html", {"form": form, "listed": listed})


@signed_in(roles=CONVENE)
def timetable_page(request: HttpRequest, visit: Visit, timetable_id: UUID) -> HttpResponse:
    """How far it is; then the proposal; then what became of it."""
    timetable = hers(visit, timetable_id)
    is_stopped = is_interrupted(timetable)
    is_moving = timetable.stage in UNDER_WAY and not is_stopped
    given: dict[str, Any] = {
        "timetable": timetable,
        "is_moving": is_moving,
        "is_interrupted": is_stopped,
        "goals": goals_reached(timetable.reached),
    }
    if getattr(request, "htmx", False):
        setattr(request, "only_asks", True)  # noqa: B010  (a request is made to carry things along)
        if is_moving:
            return render(request, "roundtables/timetable_progress.html", given)
        return HttpResponse(headers={"HX-Refresh": "true"})
    proposal = Proposal(timetable, visit)
    given |= {"proposal": proposal, "proven": proven_words(timetable.reached)}
    given["pinned"] = [(key, " and ".join(one.name for one in proposal.of_key(key))) for key in timetable.pins]
    return render(request, "roundtables/timetable.html", given)


@signed_in(roles=CONVENE, methods=_POST)
def stop_page(request: HttpRequest, visit: Visit, timetable_id: UUID) -> HttpResponse:
    """Take the best so far."""
    return _done(request, visit, timetable_id, actions.stop)


@signed_in(roles=CONVENE, methods=_POST)
def discard_page(request: HttpRequest, visit: Visit, timetable_id: UUID) -> HttpResponse:
    """Take nothing of it over."""
    return _done(request, visit, timetable_id, actions.discard)


@signed_in(roles=CONVENE, methods=_POST)
def again_page(request: HttpRequest, visit: Visit, timetable_id: UUID) -> HttpResponse:
    """Have it made again, with what was pinned and left out."""
    keeps = request.POST.get("keeps", "yes") == "yes"
    return _done(request, visit, timetable_id, partial(actions.ask_again, keeps=keeps))


@signed_in(roles=CONVENE, methods=FORM)
def adjust_page(request: HttpRequest, visit: Visit, timetable_id: UUID, key: UUID) -> HttpResponse:
    """Pin parts of one meeting, move it, or leave it out."""
    timetable, name = hers(visit, timetable_id), str(key)
    whom = Proposal(timetable, visit).of_key(name)
    asked = timetable.asked.get(name, {})
    if not whom or asked.get("is_fixed"):
        raise Http404("There is no such roundtable in this timetable, or it stays as it is.")

    def save(found: Found) -> Done:
        is_left_out = found["choice"] == "out"
        sent = {"pin": pin_of(found), "is_left_out": is_left_out, "by": visit.person, "today": visit.today}
        actions.settle_meeting(timetable=timetable, key=name, **sent)
        return Done(back, "Noted. Make the timetable again, and it will be so.")

    back = reverse("timetable", args=(timetable.pk,))
    can_leave_out = not asked.get("roundtable")
    initial = as_pinned(timetable, name)
    form = partial(AdjustForm, agency=timetable.agency, today=visit.today, can_leave_out=can_leave_out, initial=initial)
    names = " and ".join(one.name for one in whom)
    return Asking(
        title=f"Change the roundtable of {names}",
        form=form,
        save=save,
        back=back,
        above="Timetable",
        intro="Tick what is to stay as it stands here. What you change is kept too. For the rest a place is found.",
        initial=initial,
    ).answer(request)


@signed_in(roles=CONVENE, methods=FORM)
def accept_page(request: HttpRequest, visit: Visit, timetable_id: UUID) -> HttpResponse:
    """Take it over: what is new is planned, what is changed is announced anew."""
    timetable = hers(visit, timetable_id)
    proposal = Proposal(timetable, visit)
    changed = [row for row in proposal.rows if row.standing == MOVED]
    asks = {
        "is_one": timetable.repairs_id is not None,
        "new_facilitator": any(row.has_new_facilitator for row in changed),
        "needs_efforts": any(row.needs_efforts for row in changed),
    }
    form = AcceptForm(request.POST if request.method == "POST" else None, **asks) if changed else None
    if request.method == "POST" and (form is None or form.is_valid()):
        answers = Answers(**form.cleaned_data) if form else Answers()
        try:
            accept(timetable=timetable, by=visit.person, today=visit.today, answers=answers)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("timetable", timetable.pk)
    given = {"timetable": timetable, "proposal": proposal, "form": form, "is_open": timetable.stage == Stage.PROPOSED}
    return render(request, "roundtables/timetable_accept.html", given)


def hers(visit: Visit, timetable_id: UUID) -> Timetable:
    """A timetable that she asked for; Http404 for every other."""
    own = Timetable.objects.filter(asked_by=visit.person).select_related("agency", "repairs")
    return get_object_or_404(own, pk=timetable_id)


def _done(request: HttpRequest, visit: Visit, timetable_id: UUID, action: Callable[..., Timetable]) -> HttpResponse:
    timetable = hers(visit, timetable_id)
    try:
        timetable = action(timetable=timetable, by=visit.person, today=visit.today)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("timetable", timetable.pk)
