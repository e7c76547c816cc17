"""The pages on which reviews and hearings are recorded, at the addresses of the small forms."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from homeward.casefile.models import Child, Event
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.actions import withdraw_event
from homeward.obligations.forms import OTHER, TakeBackForm
from homeward.obligations.record import corrected_since, recorded_address, refuse_kind
from homeward.obligations.steps import Found, Steps, sent_by
from homeward.permanency.court import actions
from homeward.permanency.court.announced import announced
from homeward.permanency.court.forms import (
    AnnounceForm,
    CorrectHeldForm,
    EffortsNotRequiredForm,
    FindingsForm,
    HeldForm,
    SummaryForm,
    findings_in,
)
from homeward.permanency.models import CourtFinding, EffortsNotRequired, ReviewSummary
from homeward.website.asked import key_in
from homeward.website.words import capital, day_words, plain


@signed_in(methods=FORM)
def held_page(request: HttpRequest, visit: Visit, child_id: UUID, what: str) -> HttpResponse:
    """It was held: the day, what was found, and the next day."""
    child, kind = _opened(visit, child_id, f"{what}_held"), f"{what}_held"
    ahead = announced(child.pk, what)

    def save(found: Found) -> str:
        more: dict[str, Any] = {name: found.get(name) for name in ("on", "next_on")}
        more["was_early"] = found.get("was_early", False)
        event = actions.record_held(
            child=child, what=what, findings=findings_in(found), **more, **sent_by(visit, found)
        )
        return recorded_address(event)

    def says(found: Found) -> str:
        next_on = found.get("next_on")
        return _title(kind, found) + (f"; the next one is set for {day_words(next_on)}" if next_on else "")

    form = partial(HeldForm, today=visit.today, ahead=ahead, **_asks(child))
    return Steps(
        child=child,
        today=visit.today,
        title=capital(plain(kind)),
        form=form,
        save=save,
        says=says,
        template="permanency/court/held.html",
        more={"ahead": ahead},
    ).answer(request)


@signed_in(methods=FORM)
def correct_held_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """What was recorded of it was wrong: another day, other findings, or it did not happen."""
    child = visit.child(child_id, page="record")
    held = tuple(f"{what}_held" for what in ("permanency_review", "permanency_hearing"))
    event = get_object_or_404(Event, pk=event_id, child=child, is_withdrawal=False, kind__in=held)
    if way_on := corrected_since(request, event):
        return way_on
    refuse_kind(visit, child, event.kind)

    def save(found: Found) -> str:
        sent = sent_by(visit, found) | {"event": event, "why": found["why"]}
        if found["withdraws"]:
            return recorded_address(withdraw_event(**sent))
        return recorded_address(actions.correct_held(on=found["on"], findings=findings_in(found), **sent))

    known = FindingsForm.initial_of(CourtFinding.objects.filter(event=event).first())
    return Steps(
        child=child,
        today=visit.today,
        title=capital(plain(event.kind)),
        form=partial(CorrectHeldForm, today=visit.today, corrects=True, **_asks(child)),
        save=save,
        says=lambda found: ("Taken back: " if found["withdraws"] else "") + _title(event.kind, found),
        initial={"when": OTHER, "on": event.on, **known},
        template="permanency/court/held.html",
        more={"corrects": event},
    ).answer(request)


@signed_in(methods=FORM)
def findings_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """What was found, for a review or hearing of which only the day is known."""
    child = visit.child(child_id, page="record")
    event = get_object_or_404(
        Event.objects.current(),
        pk=event_id,
        child=child,
        kind__in=("permanency_review_held", "permanency_hearing_held"),
    )
    refuse_kind(visit, child, event.kind)
    if request.method != "POST" and CourtFinding.objects.filter(event=event).exists():
        return redirect(f"correct_{event.kind}", child.pk, event.pk)

    def save(found: Found) -> str:
        sent = {"by": visit.person, "today": visit.today, "version": found["version"]}
        actions.add_findings(event=event, findings=findings_in(found), **sent)
        return reverse("court", args=(child.pk,))

    return Steps(
        child=child,
        today=visit.today,
        title=f"What was found on {day_words(event.on)}",
        form=partial(FindingsForm, **_asks(child)),
        save=save,
        says=lambda found: f"What was found at the {plain(event.kind).removesuffix(' held')} of {day_words(event.on)}",
        template="permanency/court/held.html",
    ).answer(request)


@signed_in(methods=FORM)
def announce_page(request: HttpRequest, visit: Visit, child_id: UUID, what: str) -> HttpResponse:
    """A day is set; or another one, with the reason."""
    kind = f"{what}_scheduled"
    child = _opened(visit, child_id, kind)
    token = key_in(request.POST.get("token", ""))
    sent_before = token is not None and Event.objects.filter(child=child, token=token).exists()
    before = announced(child.pk, what)

    def save(found: Found) -> str:
        more = {name: found.get(name, "") for name in ("on", "reason", "details")}
        return recorded_address(actions.announce(child=child, what=what, **more, **sent_by(visit, found)))

    title = capital(plain(what))
    return Steps(
        child=child,
        today=visit.today,
        title=f"{title}: another day" if before else f"{title} scheduled",
        form=partial(AnnounceForm, today=visit.today, before=None if sent_before else before),
        save=save,
        says=lambda found: f"{title} {'put off' if before and found['on'] > before.on else 'set'}, {_day(found)}",
        template="permanency/court/announce.html",
        more={"before": before},
    ).answer(request)


@signed_in(methods=FORM)
def summary_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The written summary of a review went out."""
    child = _opened(visit, child_id, actions.SUMMARY)
    sent_before = Q(event__token__isnull=False, event__token=key_in(request.POST.get("token", "")))
    told = ReviewSummary.objects.current().exclude(sent_before).values("review")
    held = Event.objects.current().filter(child=child, kind="permanency_review_held").exclude(pk__in=told)
    reviews = list(held.order_by("-on"))
    by_key = {str(one.pk): one for one in reviews}

    def save(found: Found) -> str:
        more = {"review": by_key.get(found["review"]), "on": found["on"], "sent_to": found["sent_to"]}
        return recorded_address(actions.send_summary(child=child, **more, **sent_by(visit, found)))

    return Steps(
        child=child,
        today=visit.today,
        title=capital(plain(actions.SUMMARY)),
        form=partial(SummaryForm, today=visit.today, reviews=reviews),
        save=save,
        says=lambda found: _title(actions.SUMMARY, found),
        initial={"review": str(reviews[0].pk) if reviews else ""},
        template="permanency/court/summary.html",
        more={"reviews": reviews},
    ).answer(request)


@signed_in(methods=FORM)
def efforts_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The court found that reasonable efforts are not required."""
    child = _opened(visit, child_id, "permanency_hearing_held")

    def save(found: Found) -> str:
        more = {"found_on": found["on"], "ground": found["ground"]}
        actions.record_efforts_not_required(child=child, **more, **sent_by(visit, found))
        return reverse("court", args=(child.pk,))

    return Steps(
        child=child,
        today=visit.today,
        title="Reasonable efforts not required",
        form=partial(EffortsNotRequiredForm, today=visit.today),
        save=save,
        says=lambda found: f"The court found on {_day(found)} that reasonable efforts are not required",
    ).answer(request)


@signed_in(methods=FORM)
def withdraw_efforts_page(request: HttpRequest, visit: Visit, child_id: UUID, found_id: UUID) -> HttpResponse:
    """The finding that reasonable efforts are not required is taken back."""
    child = _opened(visit, child_id, "permanency_hearing_held")
    finding = get_object_or_404(EffortsNotRequired, pk=found_id, child=child)

    def save(found: Found) -> str:
        sent = {"by": visit.person, "today": visit.today, "version": found["version"]}
        actions.withdraw_efforts_not_required(found=finding, why=found["why"], **sent)
        return reverse("court", args=(child.pk,))

    return Steps(
        child=child,
        today=visit.today,
        title="Take back: reasonable efforts not required",
        form=TakeBackForm,
        save=save,
        says=lambda found: f"Taken back: the finding of {day_words(finding.found_on)}",
    ).answer(request)


def _opened(visit: Visit, child_id: UUID, kind: str) -> Child:
    """The child, for somebody who may record this kind."""
    child = visit.child(child_id, page="record")
    refuse_kind(visit, child, kind)
    return child


def _asks(child: Child) -> dict[str, bool]:
    """Active efforts are asked of a child who is, or may be, an Indian child."""
    return {"asks_active_efforts": child.indian_child != "no"}


def _day(found: Found) -> str:
    return day_words(found["on"])


def _title(kind: str, found: Found) -> str:
    return f"{capital(plain(kind))}, {_day(found)}"
