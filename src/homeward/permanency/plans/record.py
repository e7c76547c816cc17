"""The pages on which a plan is written and filed: begin, draft, file, and the small form for those in a hurry."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from homeward.casefile.models import Child, Event
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.actions import record_event
from homeward.obligations.due import waited_for
from homeward.obligations.forms import OTHER, EventForm
from homeward.obligations.record import recorded_address, refuse_kind
from homeward.obligations.recording import hers_to_record
from homeward.obligations.steps import Found, Steps, sent_by
from homeward.permanency.goals.asked import REEVALUATED
from homeward.permanency.goals.history import goals_of
from homeward.permanency.models import DraftSave, PermanencyPlan, PlanDraft
from homeward.permanency.plans.actions import DraftChangedError, begin_draft, file_plan, save_draft
from homeward.permanency.plans.due import IN_PLAN
from homeward.permanency.plans.forms import FilingForm, Writing
from homeward.permanency.plans.history import FILED, filed_plans, latest_save, plans_of
from homeward.permanency.plans.parts import parts_for, parts_of
from homeward.permanency.plans.text import Merged, PlanText, merge
from homeward.website.asked import key_in
from homeward.website.words import capital, day_words, plain


def _child(visit: Visit, child_id: UUID, page: str) -> Child:
    """The child, if the person may write the plan."""
    child = visit.child(child_id, page=page)
    refuse_kind(visit, child, FILED)
    return child


@signed_in(methods=FORM)
def begin_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Begin a plan or its update: with the text of the version that was asked for, else of the latest.

    Whoever comes here from the sign-in, and so without what she had sent, is led to the button.
    """
    child = _child(visit, child_id, "plan_draft")
    if request.method != "POST":
        return redirect("plan_and_goals", child.pk)
    chosen = request.POST.get("copies", "")
    texts = PermanencyPlan.objects.filter(event__child=child)
    copies = next((one for one in texts if str(one.pk) == chosen), None) or plans_of(child, visit.today).latest_text
    try:
        begin_draft(child=child, by=visit.person, today=visit.today, copies=copies)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
        return redirect("plan_and_goals", child.pk)
    return redirect("plan_draft", child.pk)


@signed_in(methods=FORM)
def draft_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The draft, to be written in; saved as typed."""
    child = _child(visit, child_id, "plan_draft")
    if request.method == "POST":
        as_typed = request.headers.get("X-Homeward-Saves") == "typed"
        return _typed(request, visit, child) if as_typed else _sent(request, visit, child)
    latest = latest_save(child)
    if latest is None:
        return redirect("plan_and_goals", child.pk)
    return _page(request, visit, child, Writing.showing(PlanText.of(latest), latest, parts_for(child, latest)))


def _sent(request: HttpRequest, visit: Visit, child: Child) -> HttpResponse:
    drafts = DraftSave.objects.filter(draft__episode__child=child)
    opened = get_object_or_404(drafts, pk=key_in(request.POST.get("opened", "")))
    step = request.POST.get("step", "")
    writing = Writing.sent(request.POST, parts_for(child, opened), more_rows=int(step == "add"))
    if not writing.is_valid() or step == "add":
        return _page(request, visit, child, writing, is_unsaved=True)
    if step == "begin":
        begin_draft(child=child, by=visit.person, today=visit.today, copies=plans_of(child, visit.today).latest_text)
        latest = latest_save(child)
        opened = latest or opened
    try:
        saved = save_draft(child=child, opened=opened, text=writing.text(), by=visit.person, today=visit.today)
    except DraftChangedError as changed:
        return _changed(request, visit, child, writing, opened, changed.latest)
    if step == "file":
        return redirect("file_plan", child.pk, saved.draft_id)
    messages.success(request, "The draft is saved.")
    return redirect("plan_draft", child.pk)


def _typed(request: HttpRequest, visit: Visit, child: Child) -> JsonResponse:
    """The same, sent by the page itself a few seconds after somebody typed: only whether it is saved, and why not.

    What is refused is an answer like any other: a browser would write an error into its console.
    """
    drafts = DraftSave.objects.filter(draft__episode__child=child)
    opened = get_object_or_404(drafts, pk=key_in(request.POST.get("opened", "")))
    writing = Writing.sent(request.POST, parts_for(child, opened))
    if not writing.is_valid():
        return JsonResponse({"says": "Not saved: something is too long. Press “Save draft” to see what."})
    try:
        saved = save_draft(child=child, opened=opened, text=writing.text(), by=visit.person, today=visit.today)
    except DraftChangedError as changed:
        who = f"{changed.latest.saved_by} saved this draft" if changed.latest else "This draft was filed"
        says = f"{who} since you opened it. Nothing of yours is lost: press “Save draft” to bring both together."
        return JsonResponse({"says": says})
    return JsonResponse({"opened": str(saved.pk)})


def _changed(
    request: HttpRequest, visit: Visit, child: Child, writing: Writing, opened: DraftSave, latest: DraftSave | None
) -> HttpResponse:
    """Refused, as somebody else saved: both texts, with what only one of them changed brought together."""
    if latest is None:
        return _page(request, visit, child, writing, is_filed=True, status=409)
    parts = parts_for(child, latest, opened)
    merged = merge(base=PlanText.of(opened), theirs=PlanText.of(latest), mine=writing.text())
    together = Writing.showing(merged.text, latest, parts)
    return _page(request, visit, child, together, merged=merged, is_unsaved=True, status=409)


def _page(
    request: HttpRequest,
    visit: Visit,
    child: Child,
    writing: Writing,
    *,
    merged: Merged | None = None,
    is_unsaved: bool = False,
    is_filed: bool = False,
    status: int = 200,
) -> HttpResponse:
    theirs: Mapping[str, str] = merged.theirs if merged else {}
    latest = latest_save(child)
    given: dict[str, Any] = {
        "child": child,
        "writing": writing,
        "fields": [(writing.form[part.code], theirs.get(part.code)) for part in writing.parts],
        "merged": merged,
        "is_unsaved": is_unsaved,
        "is_filed": is_filed,
        "latest": latest,
        "goals": goals_of(child, visit.today),
        "notice": parts_of(latest).notice if latest else "",
    }
    return render(request, "permanency/plans_draft.html", given, status=status)


@signed_in(methods=FORM)
def file_page(request: HttpRequest, visit: Visit, child_id: UUID, draft_id: UUID) -> HttpResponse:
    """What the draft says and what it leaves empty; the day of the official plan; what that moves; filed."""
    child = _child(visit, child_id, "file_plan")
    draft = get_object_or_404(PlanDraft.objects.select_related("episode"), pk=draft_id, episode__child=child)
    if draft.filed_at:
        return redirect("plan_version", child.pk, draft.plan.pk)
    latest = draft.saves.select_related("saved_by")[0]
    textless = _without_text(child, draft)
    also = waited_for(child, (REEVALUATED, IN_PLAN), hers_to_record(visit.sight, child))

    def save(found: Found) -> str:
        sent = {**sent_by(visit, found), "also": found["also"]}
        plan = file_plan(draft=draft, read=found["read"], on=found["on"], **sent)
        is_new = plan.event.token == found["token"]
        return recorded_address(plan.event) if is_new else reverse("plan_version", args=(child.pk, plan.pk))

    return Steps(
        child=child,
        today=visit.today,
        title="File this plan",
        form=partial(FilingForm, today=visit.today, also=also),
        save=save,
        says=partial(_filing_says, textless),
        initial={"read": latest.pk, **_likely_day(textless, draft)},
        template="permanency/plans_file.html",
        more={"draft": latest, "known": textless[:1], **_completeness(child, latest, visit)},
    ).answer(request)


def _without_text(child: Child, draft: PlanDraft) -> list[Event]:
    """The plans of the stay that are on record as filed without their text, the latest first."""
    since = draft.episode.removed_on
    return [one.event for one in filed_plans(child) if one.plan is None and one.event.on >= since]


def _likely_day(textless: list[Event], draft: PlanDraft) -> Found:
    """The day of a plan that is on record since the draft was begun; an earlier one may be the plan before this one."""
    is_this = textless and textless[0].recorded_at >= draft.begun_at
    return {"when": OTHER, "on": textless[0].on} if is_this else {}


def _filing_says(textless: list[Event], found: Found) -> str:
    is_known = any(event.on == found["on"] for event in textless)
    return f"{'The text of the plan that was' if is_known else 'The plan,'} filed {day_words(found['on'])}"


def _completeness(child: Child, latest: DraftSave, visit: Visit) -> dict[str, Any]:
    """What the draft says, what is empty in it, and the goals for which it names no condition."""
    text, goals = PlanText.of(latest), goals_of(child, visit.today)
    parts = [(part, text.texts.get(part.code, "")) for part in parts_for(child, latest)]
    named = {row["goal"] for row in text.conditions}
    without = [one.event.value for one in goals.in_force if one.event.value not in named]
    return {
        "parts": parts,
        "conditions": text.conditions,
        "empty": [part.title for part, said in parts if not said],
        "without_condition": [plain(goal) for goal in dict.fromkeys(without)],
        "goals": goals,
    }


@signed_in(methods=FORM)
def plan_filed_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """That a plan was filed, and on which day: for a worker in a hurry. Its text can be written later."""
    child = _child(visit, child_id, "record")

    def save(found: Found) -> str:
        return recorded_address(record_event(child=child, kind=FILED, on=found["on"], **sent_by(visit, found)))

    title = capital(plain(FILED))
    return Steps(
        child=child,
        today=visit.today,
        title=title,
        form=partial(EventForm, kind=FILED, today=visit.today, corrects=False),
        save=save,
        says=lambda found: f"{title}, {day_words(found['on'])}",
        template="permanency/plans_filed.html",
        more={"draft": latest_save(child), "in_place": True},
    ).answer(request)
