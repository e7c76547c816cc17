"""The pages on which records of concurrent planning, and permanency pacts, are entered or corrected."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.enter_page import EnterPage
from homeward.obligations.recording import CASE_MANAGER, CONSULTANT
from homeward.permanency.concurrent import forms
from homeward.permanency.models import (
    ComponentEntry,
    ConcurrentDecision,
    Disclosure,
    GoalStep,
    PactReview,
    PermanencyPact,
    PrognosisChecklist,
    StageWork,
)

OWNERS: Final = frozenset({CASE_MANAGER})
"""The case manager, her supervisor, or who covers one of them."""

PACT_OWNERS: Final = frozenset({CASE_MANAGER, CONSULTANT})
"""As for relational permanence: whoever works with the young person may have helped."""


def _page(noun: str, model: Any, form: Any, *columns: str, **more: Any) -> EnterPage:
    given = {"owners": OWNERS, "tab": "concurrent_planning"} | more
    return EnterPage(noun=noun, model=model, form=form, columns=columns, **given)


PAGES: Final = {
    "decision": _page(
        "decision about concurrent planning",
        ConcurrentDecision,
        forms.DecisionForm,
        *("decision", "required", "clause", "rationale", "found_by", "finding"),
        intro="Each decision stays; the latest one counts. The goals themselves are set on Plan and goals.",
    ),
    "step": _page(
        "step for a goal",
        GoalStep,
        forms.StepForm,
        *("goal", "kind", "what", "who", "by_on"),
    ),
    "component": _page(
        "entry about a core component",
        ComponentEntry,
        forms.ComponentForm,
        *("component", "what", "who", "evidence"),
        intro="Searches, hearings, meetings and talks that are on record elsewhere are shown by themselves: do not "
        "enter them again.",
    ),
    "disclosure": _page(
        "full-disclosure talk",
        Disclosure,
        forms.DisclosureForm,
        *("to_whom", "topics", "language", "interpreter", "own_words", "copy_given", "signed"),
    ),
    "stage-work": _page(
        "work of a stage",
        StageWork,
        forms.StageWorkForm,
        *("stage", "asked", "what", "who", "evidence"),
        intro="What is on record elsewhere answers a question by itself: do not enter it again.",
    ),
    "prognosis": _page(
        "prognosis checklist",
        PrognosisChecklist,
        forms.PrognosisForm,
        *("with_parent", "strengths", "concerns", "narrative"),
        intro="A way to talk about what helps and what stands in the way, best with the parent. It has no score.",
    ),
    "pact": _page(
        "permanency pact",
        PermanencyPact,
        forms.PactForm,
        *("adult", "relationship", "supports", "facilitator", "review_on", "copy_in_file"),
        owners=PACT_OWNERS,
        tab="ratings",
    ),
    "pact-review": _page(
        "look at a permanency pact",
        PactReview,
        forms.PactReviewForm,
        *("pact", "goes_on", "note", "review_on"),
        owners=PACT_OWNERS,
        tab="ratings",
        given=lambda child, visit: {"child": child},
    ),
}


@signed_in(methods=FORM)
def entry_page(
    request: HttpRequest, visit: Visit, child_id: UUID, kind: str, record_id: UUID | None = None
) -> HttpResponse:
    """An entry of one kind; with `record_id`, what counts in the place of one that was wrong."""
    if kind not in PAGES:
        raise Http404(f"there is no record {kind}")
    return PAGES[kind].answer(request, visit, child_id, record_id)
