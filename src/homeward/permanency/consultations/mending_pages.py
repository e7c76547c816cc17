"""The pages on which what was recorded wrongly is corrected or taken back: follow-ups, steps, barriers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.forms import OTHER, RecordingForm
from homeward.obligations.steps import Found, add_faults
from homeward.permanency.consultations import who
from homeward.permanency.consultations.follow_ups import CHECK, name_of
from homeward.permanency.consultations.forms import (
    CorrectBarrierForm,
    CorrectFollowUpForm,
    CorrectOutcomeForm,
    CorrectResolutionForm,
)
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.consultations.mending import (
    Entry,
    correct_barrier,
    correct_follow_up,
    correct_outcome,
    correct_resolution,
)
from homeward.permanency.consultations.views import may_record_follow_up, opened, refuse_reader
from homeward.permanency.models import Consultation, FollowUp, StepOutcome, SystemicBarrier
from homeward.website.words import capital, day_words


@dataclass(frozen=True)
class Correcting:
    """A form about something that was recorded. `save` is given what it holds, and the entry that says why."""

    visit: Visit
    child: Child
    one: Consultation
    title: str
    was: str
    """What was recorded, in a sentence."""
    take_back: str
    """The button by which nothing of it is left."""
    form: Callable[..., forms.Form]
    save: Callable[[Found, Entry], object]
    initial: dict[str, Any] = field(default_factory=dict)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The form; what was sent with its faults; the child's roundtables once it is corrected."""
        if request.method != "POST":
            return self._page(request, self.form(initial={**RecordingForm.opened_for(self.child), **self.initial}))
        form = self.form(request.POST)
        if form.is_valid():
            found = form.cleaned_data
            entry = Entry(found["why"], self.visit.person, self.visit.today, found["token"])
            try:
                self.save(found, entry)
            except ValidationError as refused:
                add_faults(form, refused)
            else:
                messages.success(request, "Taken back." if found["withdraws"] else "Corrected.")
                return redirect("consultations", self.child.pk)
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: forms.Form) -> HttpResponse:
        given = {"child": self.child, "one": self.one, "asked": self, "form": form}
        return render(request, "permanency/consultations_correct.html", given)


@signed_in(methods=FORM)
def correct_follow_up_page(
    request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, follow_up_id: UUID
) -> HttpResponse:
    """A check or review that was on another day, said something else, or was not held."""
    child = visit.child(child_id, page="follow_up")
    one = opened(visit, child, consultation_id)
    found = FollowUp.objects.filter(consultation=one, is_withdrawal=False).select_related("recorded_by", "correction")
    follow_up = get_object_or_404(found, pk=follow_up_id)
    if not may_record_follow_up(visit, child, follow_up.kind):
        raise PermissionDenied("Whoever may record it corrects it.")
    if follow_up.is_corrected:
        return _since(request, child)

    def save(found: Found, entry: Entry) -> object:
        on = None if found["withdraws"] else found["on"]
        texts = {"support": found["support"], "why_not_rated": found.get("why_not_rated", "")}
        return correct_follow_up(follow_up=follow_up, on=on, entry=entry, **texts)

    named = name_of(one, follow_up.kind)
    return Correcting(
        visit, child, one,
        title=named,
        was=f"{capital(named)} {day_words(follow_up.on)}, recorded by {follow_up.recorded_by}. "
        "What was recorded of the steps with it stays: correct each by itself.",
        take_back="It was not held",
        form=partial(CorrectFollowUpForm, is_check=follow_up.kind == CHECK, today=visit.today),
        save=save,
        initial={
            "when": OTHER, "on": follow_up.on, "support": follow_up.support, "why_not_rated": follow_up.why_not_rated
        },
    ).answer(request)  # fmt: skip


@signed_in(methods=FORM)
def correct_outcome_page(
    request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, step_id: UUID, outcome_id: UUID
) -> HttpResponse:
    """What became of a step was recorded wrongly."""
    child = visit.child(child_id, page="action_step")
    one = opened(visit, child, consultation_id)
    refuse_reader(visit, child)
    found = StepOutcome.objects.filter(step=step_id, step__consultation=one, is_withdrawal=False)
    outcome = get_object_or_404(found.select_related("recorded_by", "correction", "step"), pk=outcome_id)
    if outcome.is_corrected:
        return _since(request, child)

    def save(found: Found, entry: Entry) -> object:
        on = None if found["withdraws"] else found["on"]
        return correct_outcome(outcome=outcome, state=found["state"], on=on, said=found["said"], entry=entry)

    return Correcting(
        visit, child, one,
        title="what became of a step",
        was=f"{outcome.step.what}: {outcome.get_state_display()} {day_words(outcome.on)}, recorded by "
        f"{outcome.recorded_by}.",
        take_back="Nothing of this became of it",
        form=partial(CorrectOutcomeForm, corrects=True, today=visit.today),
        save=save,
        initial={"when": OTHER, "on": outcome.on, "state": outcome.state, "said": outcome.why},
    ).answer(request)  # fmt: skip


@signed_in(methods=FORM)
def correct_resolution_page(
    request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, barrier_id: UUID
) -> HttpResponse:
    """A barrier was resolved on another day, in another way, or stands still."""
    child, one, barrier = _barrier(visit, child_id, consultation_id, barrier_id)
    if not barrier.resolved_on:
        return _since(request, child)

    def save(found: Found, entry: Entry) -> object:
        on = None if found["withdraws"] else found["on"]
        return correct_resolution(barrier=barrier, on=on, how=found["how"], entry=entry)

    return Correcting(
        visit, child, one,
        title="how a systemic barrier was resolved",
        was=f"{guide_on(visit.today).barrier_words(barrier.category)}: resolved {day_words(barrier.resolved_on)} by "
        f"{barrier.resolved_by}.",
        take_back="It is not resolved",
        form=partial(CorrectResolutionForm, corrects=True, today=visit.today),
        save=save,
        initial={"when": OTHER, "on": barrier.resolved_on, "how": barrier.how_resolved},
    ).answer(request)  # fmt: skip


@signed_in(methods=FORM)
def correct_barrier_page(
    request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, barrier_id: UUID
) -> HttpResponse:
    """Another category, level or owner is right, or it is no systemic barrier; once the form is completed."""
    child, one, barrier = _barrier(visit, child_id, consultation_id, barrier_id)
    if not one.completed_at:
        messages.info(request, "The form is not completed yet: change the barrier there.")
        return redirect("consultation_form", child.pk, one.pk)
    if barrier.withdrawn_on:
        return _since(request, child)

    def save(found: Found, entry: Entry) -> object:
        names = ("category", "narrative", "must_act", "level")
        says = None if found["withdraws"] else {name: found[name] for name in names}
        return correct_barrier(barrier=barrier, says=says, entry=entry)

    guide = guide_on(visit.today)
    return Correcting(
        visit, child, one,
        title="systemic barrier",
        was=f"{guide.barrier_words(barrier.category)}. The form stays as it was completed: an addendum corrects it.",
        take_back="It is no systemic barrier",
        form=partial(CorrectBarrierForm, categories=list(guide.barriers.items())),
        save=save,
        initial={name: getattr(barrier, name) for name in ("category", "narrative", "must_act", "level")},
    ).answer(request)  # fmt: skip


def _barrier(
    visit: Visit, child_id: UUID, consultation_id: UUID, barrier_id: UUID
) -> tuple[Child, Consultation, SystemicBarrier]:
    """A barrier that is hers to correct; PermissionDenied unless she works with the child, or recorded it resolved."""
    child = visit.child(child_id, page="systemic_barrier")
    one = opened(visit, child, consultation_id)
    barrier = get_object_or_404(SystemicBarrier.objects.select_related("resolved_by"), pk=barrier_id, consultation=one)
    if barrier.resolved_by_id != visit.person.pk and not who.takes_part(visit.person, child, on=visit.today):
        raise PermissionDenied("Whoever works with the child, or recorded that it is resolved, corrects it.")
    return child, one, barrier


def _since(request: HttpRequest, child: Child) -> HttpResponse:
    messages.info(request, "It was corrected since, or is not recorded any more.")
    return redirect("consultations", child.pk)
