"""Following up: steps that are open, settled or late, and the register of systemic barriers across children."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from homeward.casefile.models import Child
from homeward.casefile.page import Visit, signed_in
from homeward.casefile.sight import Sight
from homeward.obligations.forms import DatedForm, RecordingForm
from homeward.obligations.steps import add_faults
from homeward.permanency.consultations.forms import SettleForm, WhyForm
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.consultations.settle import resolve_barrier, settle_step
from homeward.permanency.consultations.views import REGISTER, opened, refuse_reader
from homeward.permanency.models import ActionStep, Consultation, SystemicBarrier
from homeward.website.words import counted

_SOON: Final = timedelta(days=14)
_MOST: Final = 300


def steps_to_do(sight: Sight, today: date) -> QuerySet[ActionStep]:
    """The open steps for the children whom somebody works with, late or due within two weeks; for Today.

    One query; each step has its consultation, and `consultation.members` are fetched for the names.
    """
    hers = Child.objects.filter(sight.by_work).filter(sight.supervised_or_carried()).values("pk")
    mine = Consultation.objects.seen_by(sight).filter(members__child__in=hers)
    steps = ActionStep.objects.filter(state=ActionStep.State.OPEN, by_on__lte=today + _SOON, consultation__in=mine)
    return (
        steps.select_related("consultation", "child")
        .prefetch_related("consultation__members__child")
        .order_by("by_on", "row")
    )


@signed_in(methods=("GET", "HEAD", "POST"))
def step_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, step_id: UUID) -> HttpResponse:
    """What became of a step."""
    child = visit.child(child_id, page="action_step")
    consultation = opened(visit, child, consultation_id)
    refuse_reader(visit, child)
    step = get_object_or_404(ActionStep, pk=step_id, consultation=consultation)
    form = _form(partial(SettleForm, step=step, today=visit.today), request, child, was=step.state)
    if form.is_bound and form.is_valid():
        found = {name: form.cleaned_data[name] for name in ("was", "state", "on", "why", "token")}
        try:
            settle_step(step=step, by=visit.person, today=visit.today, **found)
            messages.success(request, "Saved.")
            return redirect("consultations", child.pk)
        except ValidationError as refused:
            add_faults(form, refused)
    outcomes = step.outcomes.select_related("recorded_by")
    given = {"child": child, "one": consultation, "step": step, "form": form, "outcomes": outcomes}
    return render(request, "permanency/consultations_step.html", given)


@signed_in(methods=("GET", "HEAD", "POST"))
def barrier_page(
    request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, barrier_id: UUID
) -> HttpResponse:
    """A barrier, and that it stands in the way no more."""
    child = visit.child(child_id, page="systemic_barrier")
    consultation = opened(visit, child, consultation_id)
    refuse_reader(visit, child)
    barrier = get_object_or_404(SystemicBarrier, pk=barrier_id, consultation=consultation)
    form = _form(partial(WhyForm, today=visit.today), request, child)
    if form.is_bound and form.is_valid():
        on, how = form.cleaned_data["on"], form.cleaned_data["why"]
        try:
            resolve_barrier(barrier=barrier, on=on, how=how, by=visit.person, today=visit.today)
            messages.success(request, "Saved.")
            return redirect("consultations", child.pk)
        except ValidationError as refused:
            add_faults(form, refused)
    words = guide_on(visit.today).barrier_words(barrier.category)
    given = {"child": child, "one": consultation, "barrier": barrier, "words": words, "form": form}
    return render(request, "permanency/consultations_barrier.html", given)


def _form(make: Any, request: HttpRequest, child: Child, **initial: str) -> DatedForm:
    if request.method == "POST":
        form: DatedForm = make(request.POST)
    else:
        form = make(initial={**RecordingForm.opened_for(child), **initial})
    return form


@dataclass(frozen=True)
class Pair:
    """One child and one category of barrier, as first found and as it stands."""

    child: Child
    category: str
    first: SystemicBarrier
    latest: SystemicBarrier
    times: int
    age: str


@signed_in(roles=REGISTER)
def register_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The systemic barriers of all children whom she sees: distinct pairs of child and barrier, the oldest first."""
    is_resolved, category = request.GET.get("show") == "resolved", request.GET.get("category", "")
    guide = guide_on(visit.today)
    every = _pairs(visit)
    pairs = [one for one in every if bool(one.latest.resolved_on) == is_resolved]
    chosen = [one for one in pairs if category in {"", one.latest.category}]
    codes = sorted({one.latest.category for one in pairs}, key=guide.barrier_words)
    given = {
        "pairs": chosen[:_MOST],
        "total": len(chosen),
        "children": len({one.child.pk for one in chosen}),
        "is_resolved": is_resolved,
        "category": category,
        "categories": [
            (code, guide.barrier_words(code), sum(one.latest.category == code for one in pairs)) for code in codes
        ],
        "most": _MOST,
    }
    return render(request, "permanency/consultations_register.html", given)


def _pairs(visit: Visit) -> list[Pair]:
    """Two queries, however many there are. A pair is open while its latest barrier is."""
    held = Consultation.objects.seen_by(visit.sight).filter(called_off_at=None)
    rows = SystemicBarrier.objects.filter(consultation__in=held).select_related("consultation", "child", "resolved_by")
    rows = rows.prefetch_related("consultation__members__child").order_by("consultation__on", "row")
    found: dict[tuple[UUID, str], list[tuple[Child, SystemicBarrier]]] = {}
    for one in rows:
        for member in one.consultation.members.all():
            if one.child_id in {None, member.child_id}:
                found.setdefault((member.child_id, one.category), []).append((member.child, one))
    guide, pairs = guide_on(visit.today), []
    for (_, category), named in found.items():
        (child, first), (_, latest) = named[0], named[-1]
        until = latest.resolved_on or visit.today
        age = counted((until - first.consultation.on).days, "day")
        pairs.append(Pair(child, guide.barrier_words(category), first, latest, len(named), age))
    return pairs
