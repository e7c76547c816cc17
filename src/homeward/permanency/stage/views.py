"""Recording a stage of the permanency framework, and correcting it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import Visit, signed_in
from homeward.obligations.forms import OTHER
from homeward.obligations.steps import Found, Steps
from homeward.permanency.enter import may_enter
from homeward.permanency.models import FrameworkStage
from homeward.permanency.stage.actions import OWNERS, record_stage
from homeward.permanency.stage.forms import StageForm
from homeward.website.frame import address_of


@signed_in(methods=("GET", "HEAD", "POST"))
def record_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The next stage begins."""
    return _answer(request, visit, _child(visit, child_id))


@signed_in(methods=("GET", "HEAD", "POST"))
def correct_page(request: HttpRequest, visit: Visit, child_id: UUID, stage_id: UUID) -> HttpResponse:
    """The same, for what was recorded wrongly."""
    child = _child(visit, child_id)
    wrong = get_object_or_404(FrameworkStage, pk=stage_id, child=child, is_withdrawal=False)
    return _answer(request, visit, child, wrong)


def _child(visit: Visit, child_id: UUID) -> Child:
    child = visit.child(child_id, page="record")
    if not may_enter(visit.person, child, OWNERS, on=visit.today):
        raise PermissionDenied("Your role does not record the stage of the permanency framework.")
    return child


def _answer(request: HttpRequest, visit: Visit, child: Child, wrong: FrameworkStage | None = None) -> HttpResponse:
    back_at = address_of("plan_and_goals", child.pk) or reverse("ratings", args=(child.pk,))

    def save(found: Found) -> str:
        record_stage(
            child=child,
            on=found["on"],
            stage=found["stage"],
            services=found["services"],
            by=visit.person,
            today=visit.today,
            token=found["token"],
            version=found["version"],
            corrects=wrong,
            withdraws=bool(found.get("withdraws")),
            why=found.get("why", ""),
        )
        messages.success(request, "The stage is saved. No date moved.")
        return back_at

    initial = {"when": OTHER, "on": wrong.on, "stage": wrong.stage, "services": wrong.services} if wrong else {}
    return Steps(
        child=child,
        today=visit.today,
        title="Stage of the permanency framework",
        form=partial(StageForm, today=visit.today, corrects=bool(wrong)),
        save=save,
        says=lambda found: "",
        initial=initial,
        template="permanency/one_step.html",
        more={"corrects": wrong, "back_at": back_at},
    ).answer(request)
