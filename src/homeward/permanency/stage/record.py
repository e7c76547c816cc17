"""Recording a stage of the permanency framework, and correcting it."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.enter_page import EnterPage
from homeward.permanency.models import FrameworkStage
from homeward.permanency.stage.actions import OWNERS, record_stage
from homeward.permanency.stage.forms import StageForm

_PAGE: Final = EnterPage(
    noun="stage of the permanency framework",
    model=FrameworkStage,
    owners=OWNERS,
    form=StageForm,
    columns=("stage", "services"),
    save=record_stage,
    template="obligations/one_step.html",
    tab="plan_and_goals",
)


@signed_in(methods=FORM)
def record_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The next stage begins."""
    return _PAGE.answer(request, visit, child_id)


@signed_in(methods=FORM)
def correct_page(request: HttpRequest, visit: Visit, child_id: UUID, stage_id: UUID) -> HttpResponse:
    """The same, for what was recorded wrongly."""
    return _PAGE.answer(request, visit, child_id, stage_id)
