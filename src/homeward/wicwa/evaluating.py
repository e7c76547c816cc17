"""The pages on which active efforts are evaluated: the day, the statement, and the record as it stands beside them."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from homeward.casefile.models import Child, Event
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.actions import withdraw_event
from homeward.obligations.forms import OTHER
from homeward.obligations.record import corrected_since, recorded_address, refuse_kind
from homeward.obligations.steps import Found, Steps, sent_by
from homeward.website.words import day_words
from homeward.wicwa.actions import correct_evaluation, describe_evaluation, evaluate
from homeward.wicwa.forms import DescribeEvaluationForm, EvaluationForm
from homeward.wicwa.models import EVALUATED, ActiveEffortsEvaluation
from homeward.wicwa.picture import completeness, matrix_of
from homeward.wicwa.wording import wording_on

_SAID = ("placement", "statement", "next_steps")


@signed_in(methods=FORM)
def evaluate_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Active efforts are evaluated; then what it moves; then saved, with the record as it stands."""
    child = visit.child(child_id, page="record")
    refuse_kind(visit, child, EVALUATED)

    def save(found: Found) -> str:
        event = evaluate(child=child, on=found["on"], **_said(found), **sent_by(visit, found))
        return reverse("wicwa_evaluation", args=(child.pk, event.pk))

    return _asking(visit, child, save).answer(request)


@signed_in(methods=FORM)
def correct_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """The same for an evaluation that was recorded wrongly, or did not take place."""
    child = visit.child(child_id, page="record")
    event = get_object_or_404(Event, pk=event_id, child=child, kind=EVALUATED, is_withdrawal=False)
    refuse_kind(visit, child, EVALUATED)
    if way_on := corrected_since(request, event):
        return way_on

    def save(found: Found) -> str:
        sent = {**sent_by(visit, found), "event": event, "why": found["why"]}
        if found["withdraws"]:
            return recorded_address(withdraw_event(**sent))
        return recorded_address(correct_evaluation(on=found["on"], **sent, **_said(found)))

    return _asking(visit, child, save, event).answer(request)


@signed_in(methods=FORM)
def describe_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """The statement for an evaluation of which only the day is on record; saved at once, for nothing moves."""
    child = visit.child(child_id, page="record")
    event = get_object_or_404(Event, pk=event_id, child=child, kind=EVALUATED, is_withdrawal=False)
    refuse_kind(visit, child, EVALUATED)
    there = reverse("wicwa_evaluation", args=(child.pk, event.pk))
    if Event.objects.filter(corrects=event).exists():
        return redirect("wicwa", child.pk)

    def save(found: Found) -> str:
        describe_evaluation(event=event, by=visit.person, today=visit.today, version=found["version"], **_said(found))
        return there

    title = f"Evaluation of active efforts, {day_words(event.on)}"
    return Steps(
        child=child,
        today=visit.today,
        title=title,
        form=DescribeEvaluationForm,
        save=save,
        says=lambda found: "",
        template="wicwa/describe.html",
        more={"back_at": there, **_record(child, visit)},
    ).answer(request)


def _asking(visit: Visit, child: Child, save: Callable[[Found], str], corrects: Event | None = None) -> Steps:
    before = ActiveEffortsEvaluation.objects.filter(event=corrects).first() if corrects else None
    initial: dict[str, Any] = {"when": OTHER, "on": corrects.on} if corrects else {}
    initial |= {name: getattr(before, name) for name in _SAID} if before else {}
    return Steps(
        child=child,
        today=visit.today,
        title="Evaluate active efforts",
        form=partial(EvaluationForm, today=visit.today, corrects=bool(corrects)),
        save=save,
        says=lambda found: f"Active efforts evaluated, {day_words(found['on'])}",
        initial=initial,
        template="wicwa/evaluate.html",
        more={"corrects": corrects, **_record(child, visit)},
    )


def _record(child: Child, visit: Visit) -> dict[str, Any]:
    """The matrix as it stands."""
    matrix = matrix_of(child, wording_on(visit.today))
    return {"matrix": matrix, "complete": completeness(matrix)}


def _said(found: Found) -> dict[str, Any]:
    return {name: found[name] for name in _SAID}
