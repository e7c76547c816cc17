"""The pages of following up: the check and the review, what is raised, reading before a hearing."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.forms import RecordingForm
from homeward.obligations.recording import RATING, may_record_kind
from homeward.obligations.steps import add_faults
from homeward.permanency.consultations import who
from homeward.permanency.consultations.follow_actions import (
    Became,
    answer_raised,
    read_before_hearing,
    record_follow_up,
)
from homeward.permanency.consultations.follow_ups import (
    CHECK,
    REVIEW,
    Open,
    name_of,
    not_rated,
    open_of,
    standings,
    steps_followed,
)  # fmt: skip
from homeward.permanency.consultations.forms import DidForm, FollowUpForm
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.consultations.history import is_late
from homeward.permanency.consultations.raised import children_of_level, days_of
from homeward.permanency.consultations.views import may_record_follow_up, opened
from homeward.permanency.models import ActionStep, Consultation, RaisedAnswer, SystemicBarrier
from homeward.permanency.models.following import Level


@signed_in(methods=FORM)
def follow_up_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The follow-up that is open: all steps on one page; at a review also the status before and after."""
    child = visit.child(child_id, page="follow_up")
    consultation = opened(visit, child, consultation_id)
    one = open_of(consultation, today=visit.today)
    if one is None:
        messages.info(request, "No follow-up of this roundtable is open.")
        return redirect("consultations", child.pk)
    if not may_record_follow_up(visit, child, one.kind):
        raise PermissionDenied("The supervisor checks the steps; the consultant or the supervisor reviews.")
    steps, rated = steps_followed(one), standings(one)
    missing = not_rated(rated) if one.kind == REVIEW else []
    make = partial(FollowUpForm, steps=steps, asks_rating=bool(missing), today=visit.today)
    form = make(request.POST) if request.method == "POST" else make(initial=RecordingForm.opened_for(child))
    if form.is_bound and form.is_valid() and _recorded(request, visit, one, form):
        return redirect("consultations", child.pk)
    given = {
        "child": child,
        "one": consultation,
        "open": one,
        "form": form,
        "rated": rated,
        "may_rate": may_record_kind(visit.person, child, RATING, on=visit.today),
        "late": {step.pk for step in steps if is_late(step, visit.today)},
        "barriers": _barriers(one),
    }
    return render(request, "permanency/consultations_follow_up.html", given)


def _recorded(request: HttpRequest, visit: Visit, one: Open, form: FollowUpForm) -> bool:
    found = form.cleaned_data
    became = {
        step: Became(found[f"was.{step.pk}"], found[f"state.{step.pk}"], found[f"why.{step.pk}"]) for step in form.steps
    }
    texts = {"support": found["support"], "why_not_rated": found.get("why_not_rated", "")}
    try:
        record_follow_up(
            consultation=one.consultation, kind=_asked_kind(request, one), on=found["on"], became=became,
            by=visit.person, today=visit.today, token=found["token"], **texts,
        )  # fmt: skip
    except ValidationError as refused:
        add_faults(form, refused)
        return False
    messages.success(request, f"The {one.words} is recorded.")
    return True


def _asked_kind(request: HttpRequest, one: Open) -> str:
    """Which follow-up the form was opened for; by now it may be another one that is open."""
    return CHECK if request.POST.get("kind", one.kind) == CHECK else REVIEW


def _barriers(one: Open) -> list[tuple[SystemicBarrier, str]]:
    guide = guide_on(one.today)
    pks = [child.pk for child in one.children]
    standing = SystemicBarrier.objects.current().filter(Q(child=None) | Q(child__in=pks), consultation=one.consultation)
    return [(row, guide.barrier_words(row.category)) for row in standing.filter(resolved_on=None).order_by("row")]


@signed_in(methods=FORM)
def raised_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, about: str) -> HttpResponse:
    """What stays late, what was done about it so far, and what she does now. `about` is a step's key or a kind."""
    child = visit.child(child_id, page="raised")
    consultation = opened(visit, child, consultation_id)
    level = _level_of(visit, child)
    step = _step(consultation, about)
    form = DidForm(request.POST, today=visit.today) if request.method == "POST" else None
    if form and form.is_valid():
        found = form.cleaned_data
        asked: dict[str, Any] = {"did": found["why"], "on": found["on"], "token": found["token"]}
        try:
            answer_raised(
                consultation=consultation, step=step, kind=about if step is None else "", level=level,
                sight=visit.sight, by=visit.person, today=visit.today, **asked,
            )  # fmt: skip
            messages.success(request, f"Saved. If it stays late, it comes back in {days_of(level)} days.")
            return redirect("today")
        except ValidationError as refused:
            add_faults(form, refused)
    given = {
        "child": child,
        "one": consultation,
        "step": step,
        "what": step.what if step else name_of(consultation, about),
        "barrier": guide_on(visit.today).barrier_words(step.barrier) if step and step.barrier else "",
        "form": form or DidForm(initial=DidForm.opened_for(child), today=visit.today),
        "answers": RaisedAnswer.objects.filter(
            consultation=consultation, step=step, kind="" if step else about
        ).select_related("recorded_by"),
        "level": level,
        "days": days_of(level),
        "may_check": step is None and may_record_follow_up(visit, child, about),
    }  # fmt: skip
    return render(request, "permanency/consultations_raised.html", given)


def _step(consultation: Consultation, about: str) -> ActionStep | None:
    """The step, or None for a follow-up; Http404 for anything else."""
    if about in {CHECK, REVIEW}:
        return None
    try:
        key = UUID(about)
    except ValueError as unknown:
        raise Http404("There is nothing of that name.") from unknown
    return get_object_or_404(ActionStep, pk=key, consultation=consultation)


def _level_of(visit: Visit, child: Child) -> str:
    """As whom the visitor hears of it; PermissionDenied if it is not raised to her."""
    for level in Level.values:
        if Child.objects.filter(children_of_level(visit.sight, level), pk=child.pk).exists():
            return level
    raise PermissionDenied("What stays late is raised to the supervisor and the permanency consultant.")


@signed_in(methods=FORM)
def read_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """What the roundtable agreed and what became of it, to look at before the hearing; and that one has."""
    child = visit.child(child_id, page="read_before_hearing")
    consultation = opened(visit, child, consultation_id)
    may = who.reads_before_hearing(visit.person, child, on=visit.today)
    if request.method == "POST":
        token = _token(request.POST.get("token", ""))
        read_before_hearing(child=child, consultation=consultation, by=visit.person, today=visit.today, token=token)
        messages.success(request, "Noted: you looked at it again.")
        return redirect("today")
    steps = ActionStep.objects.filter(Q(child=None) | Q(child=child), consultation=consultation).order_by("row")
    given = {
        "child": child,
        "one": consultation,
        "steps": steps,
        "barriers": [
            (row, guide_on(visit.today).barrier_words(row.category))
            for row in SystemicBarrier.objects.current().filter(
                Q(child=None) | Q(child=child), consultation=consultation
            )
        ],
        "readings": consultation.readings.filter(child=child).select_related("recorded_by").order_by("-on"),
        "determination": child.determinations.order_by("-episode__removed_on").first(),
        "may": may,
        "token": uuid4(),
        "today": visit.today,
    }
    return render(request, "permanency/consultations_read.html", given)


def _token(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        return uuid4()
