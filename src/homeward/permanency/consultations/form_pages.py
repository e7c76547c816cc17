"""The form: written, completed and locked, printed and copied; entered in the state system; its results in the plan."""

from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import Visit, signed_in
from homeward.casefile.visibility import recordable
from homeward.obligations.actions import record_event
from homeward.obligations.forms import EventForm
from homeward.obligations.record import recorded_address, refuse_kind
from homeward.obligations.recording import RATING, record_address
from homeward.obligations.steps import Found, Steps, add_faults
from homeward.permanency.consultations import actions, who
from homeward.permanency.consultations.forms import AddendumForm, Sheet
from homeward.permanency.consultations.guide import guide_of
from homeward.permanency.consultations.history import consultations_of, standing_of
from homeward.permanency.consultations.meeting import asked, rows_on, stages
from homeward.permanency.consultations.parts import BARRIERS, PEOPLE, QUESTIONS, STEPS, YES_NO, Part
from homeward.permanency.consultations.saves import PartsChangedError, text_of
from homeward.permanency.consultations.steps import children_of, compared
from homeward.permanency.consultations.text import form_text, notes_of_steps, paragraph, written
from homeward.permanency.consultations.views import opened, refuse_reader
from homeward.permanency.models import Consultation
from homeward.permanency.plans.actions import DraftChangedError, begin_draft, save_draft
from homeward.permanency.plans.history import latest_save, plans_of
from homeward.permanency.plans.text import PlanText
from homeward.website.words import day_words

_MOST_VERSIONS: Final = 50
_SAME: Final = Part("form.same", "The steps are in substance the same as last time", choices=YES_NO)
_RESULTS: Final = "roundtable_results"
"""The part of the plan that has them."""


@signed_in(methods=("GET", "HEAD", "POST"))
def form_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The form as it stands; written until the case manager completes it, then locked."""
    child = visit.child(child_id, page="consultation_form")
    consultation = opened(visit, child, consultation_id)
    if not consultation.started_at:
        return redirect("consultation", child.pk, consultation.pk)
    if request.method == "POST":
        refuse_reader(visit, child)
        return _sent(request, visit, child, consultation)
    if (asked_for := request.GET.get("version", "")).isdecimal() and len(asked_for) < 9:
        return _version(request, child, consultation, int(asked_for))
    texts, latest = text_of(consultation)
    sheet = Sheet.showing(texts, latest.number if latest else 0, *_asked(consultation))
    return _page(request, visit, child, consultation, sheet)


def _version(request: HttpRequest, child: Child, consultation: Consultation, number: int) -> HttpResponse:
    """The form as it stood at an earlier save."""
    save = get_object_or_404(consultation.saves.select_related("saved_by"), number=number)
    texts, _ = text_of(consultation, at=number)
    text = form_text(consultation, children_of(consultation), at=texts)
    given = {"child": child, "one": consultation, "save": save, "text": text}
    return render(request, "permanency/consultations_version.html", given)


def _asked(consultation: Consultation) -> tuple[list[Part], Any]:
    guide, children = guide_of(consultation.guide_version, consultation.on), children_of(consultation)
    parts, columns = asked(guide, children, {})
    return [*parts, _SAME], columns


def _sent(request: HttpRequest, visit: Visit, child: Child, consultation: Consultation) -> HttpResponse:
    sheet = Sheet.sent(request.POST, *_asked(consultation))
    if not sheet.form.is_valid():
        return _page(request, visit, child, consultation, sheet)
    by: dict[str, Any] = {"consultation": consultation, "by": visit.person, "today": visit.today}
    try:
        actions.write(typed=sheet.texts(), opened=sheet.form.cleaned_data["opened"], **by)
        texts, latest = text_of(consultation)
        if request.POST.get("step") == "complete":
            sheet = Sheet.showing(texts, latest.number if latest else 0, *_asked(consultation))
            actions.complete(opened=latest.number if latest else 0, **by)
            messages.success(request, "The form is completed and locked. Enter it in eWiSACWIS now.")
            return redirect("consultation_form", child.pk, consultation.pk)
    except PartsChangedError as changed:
        texts = {**text_of(consultation)[0], **changed.merged.text.texts}
        together = Sheet.showing(texts, changed.latest.number, *_asked(consultation), changed.merged.theirs)
        return _page(request, visit, child, consultation, together, changed=changed.save, status=409)
    except ValidationError as refused:
        return _refused(request, visit, child, consultation, sheet, refused)
    messages.success(request, "Saved.")
    return redirect("consultation_form", child.pk, consultation.pk)


def _refused(
    request: HttpRequest,
    visit: Visit,
    child: Child,
    consultation: Consultation,
    sheet: Sheet,
    refused: ValidationError,
) -> HttpResponse:
    """The form again with what is missing beside its fields; what was typed is saved or still here."""
    shown = sheet
    if not sheet.form.is_bound:
        sent = request.POST.copy()
        sent["opened"] = str(sheet.form.initial["opened"])
        for part in sheet.parts:
            sent.setdefault(part, "")
        shown = Sheet.sent(sent, *_asked(consultation))
        shown.form.full_clean()
    add_faults(shown.form, refused)
    return _page(request, visit, child, consultation, shown)


def _page(
    request: HttpRequest, visit: Visit, child: Child, consultation: Consultation, sheet: Sheet, **more: Any
) -> HttpResponse:
    status, children = more.pop("status", 200), children_of(consultation)
    texts, notes = written(consultation, children)
    may = recordable(visit.sight, [child.pk], rating=RATING).get(child.pk, frozenset())
    guide = guide_of(consultation.guide_version, consultation.on)
    given = {
        "child": child,
        "one": consultation,
        "standing": standing_of(consultation, child, visit.today),
        "form": sheet.form,
        "rows": [rows_on(sheet, name, consultation) for name in (STEPS, BARRIERS, PEOPLE, QUESTIONS)],
        "same": sheet.fields([_SAME]),
        "stages": stages(sheet, guide, consultation, children),
        "compared": compared(consultation, children, texts),
        "notes": notes,
        "of_steps": notes_of_steps(notes),
        "text": form_text(consultation, children),
        "latest": text_of(consultation)[1],
        "may": not consultation.completed_at and who.takes_part(visit.person, child, on=visit.today),
        "may_complete": who.completes(visit.person, child, on=visit.today),
        "rate_at": record_address(child.pk, RATING, may),
        "enter_at": record_address(child.pk, who.ENTERED, may),
        "in_plan_at": record_address(child.pk, who.IN_PLAN, may),
        "guide": guide,
        "saves": list(consultation.saves.select_related("saved_by").order_by("-number")[:_MOST_VERSIONS]),
        "addendum": AddendumForm(initial={"token": uuid4()}),
        **more,
    }
    return render(request, "permanency/consultations_form.html", given, status=status)


@signed_in()
def text_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The form in its order, to print and to copy; the paragraph for the plan."""
    child = visit.child(child_id, page="consultation_text")
    consultation = opened(visit, child, consultation_id)
    children = children_of(consultation)
    text = form_text(consultation, children)
    may = recordable(visit.sight, [child.pk], rating=RATING).get(child.pk, frozenset())
    given = {
        "child": child,
        "one": consultation,
        "standing": standing_of(consultation, child, visit.today),
        "text": text,
        "copied": "\n\n".join("\n".join([one.title.upper(), *(one.lines or ["Nothing is written."])]) for one in text),
        "paragraph": paragraph(consultation, child, children),
        "may_write": who.completes(visit.person, child, on=visit.today),
        "enter_at": record_address(child.pk, who.ENTERED, may),
        "in_plan_at": record_address(child.pk, who.IN_PLAN, may),
    }
    return render(request, "permanency/consultations_text.html", given)


@signed_in(methods=("GET", "HEAD", "POST"))
def into_draft_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """Put the paragraph into the draft of the permanency plan; a draft is begun if there is none."""
    child = visit.child(child_id, page="consultation_text")
    consultation = opened(visit, child, consultation_id)
    if request.method != "POST":
        return redirect("consultation_text", child.pk, consultation.pk)
    says = paragraph(consultation, child, children_of(consultation))
    try:
        begin_draft(child=child, by=visit.person, today=visit.today, copies=plans_of(child, visit.today).latest_text)
        latest = latest_save(child)
        assert latest, "a draft has been begun"
        text = PlanText.of(latest)
        before = text.texts.get(_RESULTS, "")
        if says not in before:
            together = PlanText({**text.texts, _RESULTS: f"{before}\n\n{says}".strip()}, text.conditions)
            save_draft(child=child, opened=latest, text=together, by=visit.person, today=visit.today)
    except (ValidationError, DraftChangedError) as refused:
        says = (
            refused.messages[0] if isinstance(refused, ValidationError) else "Somebody else saved the draft. Try again."
        )
        messages.warning(request, says)
        return redirect("consultation_text", child.pk, consultation.pk)
    messages.success(request, "The paragraph stands in the draft of the plan.")
    return redirect("plan_draft", child.pk)


@signed_in(methods=("GET", "HEAD", "POST"))
def addendum_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """Correct a completed form by adding to it."""
    child = visit.child(child_id, page="consultation_form")
    consultation = opened(visit, child, consultation_id)
    if not who.completes(visit.person, child, on=visit.today):
        raise PermissionDenied("The ongoing case manager adds to the form.")
    if request.method != "POST":
        return redirect("consultation_form", child.pk, consultation.pk)
    form = AddendumForm(request.POST)
    if form.is_valid():
        try:
            actions.add_addendum(consultation=consultation, by=visit.person, today=visit.today, **form.cleaned_data)
            messages.success(request, "The addendum is saved.")
            return redirect("consultation_form", child.pk, consultation.pk)
        except ValidationError as refused:
            add_faults(form, refused)
    texts, latest = text_of(consultation)
    sheet = Sheet.showing(texts, latest.number if latest else 0, *_asked(consultation))
    return _page(request, visit, child, consultation, sheet, addendum=form)


@signed_in(methods=("GET", "HEAD", "POST"))
def entered_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The day on which the form was entered in the state system: that, and nothing done here, completes it."""
    child = visit.child(child_id, page="record")
    refuse_kind(visit, child, who.ENTERED)
    listed = [one for one in consultations_of(child, visit.sight, visit.today) if one.consultation.held_at]
    owed = next((one for one in listed if one.form and not one.form.met_on), None)
    together = children_of(owed.consultation) if owed else []

    def save(found: Found) -> str:
        sent = {"by": visit.person, "today": visit.today, "kind": who.ENTERED, "on": found["on"]}
        event = record_event(child=child, token=found["token"], version=found["version"], **sent)
        for sibling in together:
            if sibling != child:
                record_event(child=sibling, token=uuid5(found["token"], str(sibling.pk)), **sent)
        return recorded_address(event)

    return Steps(
        child=child,
        today=visit.today,
        title="Consultation form completed",
        form=partial(EventForm, kind=who.ENTERED, today=visit.today, corrects=False),
        save=save,
        says=lambda found: f"The consultation form was entered in eWiSACWIS {day_words(found['on'])}",
        template="permanency/consultations_entered.html",
        more={
            "owed": owed,
            "siblings": [one for one in together if one != child],
            "read_at": reverse("consultation_text", args=(child.pk, owed.consultation.pk)) if owed else "",
            "in_place": True,
        },
    ).answer(request)
