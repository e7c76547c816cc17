"""Following up day by day: the steps that somebody has to do, what became of a step, and of a systemic barrier."""

from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from homeward.casefile.models import Child
from homeward.casefile.page import Visit, signed_in
from homeward.casefile.sight import OWNERS
from homeward.obligations.forms import DatedForm, RecordingForm
from homeward.obligations.steps import add_faults
from homeward.permanency.consultations import who
from homeward.permanency.consultations.belongs import words_of
from homeward.permanency.consultations.followed import Followed
from homeward.permanency.consultations.forms import SettleForm, WhyForm
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.consultations.settle import owner_of, resolve_barrier, settle_step
from homeward.permanency.consultations.views import opened, refuse_reader
from homeward.permanency.models import ActionStep, Consultation, ConsultationChild, SystemicBarrier
from homeward.permanency.models.consultations import UNREAD_IN_LISTS
from homeward.workforce.models import RoleName

_SOON: Final = timedelta(days=14)


def steps_to_do(followed: Followed) -> QuerySet[ActionStep]:
    """The open steps that are somebody's own, late or due within two weeks; for Today.

    By her role with the child, whoever had it when the step was agreed; or by her name. What names nobody known is the
    case manager's. Each step has its consultation, and `consultation.members` are fetched for the names.
    """
    open_soon = ActionStep.objects.filter(state=ActionStep.State.OPEN, by_on__lte=followed.today + _SOON)
    own = Q(pk__in=_named(open_soon, followed))
    for role in ("", *OWNERS):
        members = followed.of_role(role or RoleName.ONGOING_CASE_MANAGER)
        if members:
            about = Q(child__in={member.child_id for member in members}) | Q(child=None)
            own |= about & Q(role=role, person=None, consultation__in={member.consultation_id for member in members})
    return (
        open_soon.filter(own)
        .select_related("consultation", "child", "person")
        .defer(*UNREAD_IN_LISTS)
        .prefetch_related("consultation__members__child")
        .order_by("by_on", "row")
    )


def _named(steps: QuerySet[ActionStep], followed: Followed) -> list[UUID]:
    """Those of some steps that name her or whom she covers: of children in care, in what she may read."""
    sight = followed.sight
    named = steps.filter(person__in={sight.person_id} | {person for person, _ in sight.carries})
    found = list(named.values_list("pk", flat=True))
    if not found:
        return []
    in_care = Child.objects.filter(sight.in_lists).in_care(on=followed.today).values("pk")
    members = ConsultationChild.objects.filter(child__in=in_care)
    about = Q(child__in=in_care) | Q(child=None, consultation__in=members.values("consultation"))
    seen = Consultation.objects.seen_by(sight).filter(called_off_at=None)
    return list(ActionStep.objects.filter(about, pk__in=found, consultation__in=seen).values_list("pk", flat=True))


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
    outcomes = list(step.outcomes.select_related("recorded_by", "correction"))
    given = {
        "child": child,
        "one": consultation,
        "step": step,
        "form": form,
        "outcomes": outcomes,
        "last": next((one for one in reversed(outcomes) if not one.is_withdrawal and not one.is_corrected), None),
        "answers": step.raised_answers.select_related("recorded_by"),
        "whose": words_of(step.role, step.person),
    }
    return render(request, "permanency/consultations_step.html", given)


@signed_in(methods=("GET", "HEAD", "POST"))
def barrier_page(
    request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, barrier_id: UUID
) -> HttpResponse:
    """A barrier, and that it stands in the way no more."""
    child = visit.child(child_id, page="systemic_barrier")
    consultation = opened(visit, child, consultation_id)
    barrier = get_object_or_404(SystemicBarrier, pk=barrier_id, consultation=consultation)
    owner, takes_part = owner_of(barrier), who.takes_part(visit.person, child, on=visit.today)
    if not takes_part and not visit.sight.roles & who.REGISTER:
        raise PermissionDenied("Barriers are for those who work with the child, and who look after the register.")
    if request.method == "POST" and not takes_part and owner != visit.person:
        raise PermissionDenied("Whoever took it on, or works with the child, records that it is resolved.")
    may_resolve = not barrier.resolved_on and not barrier.withdrawn_on and (takes_part or owner == visit.person)
    form = _form(partial(WhyForm, today=visit.today), request, child)
    if form.is_bound and form.is_valid():
        on, how = form.cleaned_data["on"], form.cleaned_data["why"]
        try:
            resolve_barrier(barrier=barrier, on=on, how=how, by=visit.person, today=visit.today)
            messages.success(request, "Saved.")
            return redirect("consultations", child.pk)
        except ValidationError as refused:
            add_faults(form, refused)
    given = {
        "child": child,
        "one": consultation,
        "barrier": barrier,
        "words": guide_on(visit.today).barrier_words(barrier.category),
        "form": form if may_resolve else None,
        "owner": owner,
        "owners": barrier.owners.select_related("person", "recorded_by"),
        "corrections": barrier.corrections.select_related("recorded_by"),
        "may_correct": not barrier.withdrawn_on and (takes_part or barrier.resolved_by_id == visit.person.pk),
        "may_own": not barrier.resolved_on and bool(visit.sight.roles & who.REGISTER),
        "is_hers": owner == visit.person,
        "token": uuid4(),
    }
    return render(request, "permanency/consultations_barrier.html", given)


def _form(make: Any, request: HttpRequest, child: Child, **initial: str) -> DatedForm:
    if request.method == "POST":
        form: DatedForm = make(request.POST)
    else:
        form = make(initial={**RecordingForm.opened_for(child), **initial})
    return form
