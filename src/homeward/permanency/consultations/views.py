"""The tab of consultations, beginning one, preparing it, and the presenter's page."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Child
from homeward.casefile.page import Visit, signed_in
from homeward.obligations.steps import add_faults
from homeward.permanency.consultations import actions, who
from homeward.permanency.consultations.attending import announced_for, expected, take_announced
from homeward.permanency.consultations.convened import convened_for
from homeward.permanency.consultations.follow_ups import CHECK, open_among
from homeward.permanency.consultations.forms import BeginForm, Sheet
from homeward.permanency.consultations.guide import guide_of
from homeward.permanency.consultations.history import Standing, consultations_of, is_late
from homeward.permanency.consultations.parts import checklist, prepared, presentation, sections
from homeward.permanency.consultations.saves import PartsChangedError, text_of
from homeward.permanency.consultations.snapshot import presented_before, shown, snapshot
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.content.actions import WRITES
from homeward.permanency.models import Consultation, SystemicBarrier


def opened(visit: Visit, child: Child, consultation_id: UUID) -> Consultation:
    """A consultation of a child; Http404 unless the person may read the record of each of its children."""
    seen = Consultation.objects.seen_by(visit.sight).select_related("begun_by", "agreed_by", "completed_by")
    return get_object_or_404(seen, pk=consultation_id, members__child=child)


def refuse_reader(visit: Visit, child: Child) -> None:
    """Raise PermissionDenied for somebody who only reads."""
    if not who.takes_part(visit.person, child, on=visit.today):
        raise PermissionDenied("Consultations are written by those who work with the child.")


def may_record_follow_up(visit: Visit, child: Child, kind: str) -> bool:
    """Whether the visitor records the check, or the review."""
    may = who.checks if kind == CHECK else who.reviews
    return may(visit.person, child, on=visit.today)


@signed_in()
def consultations_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The consultations of a child, the latest first, with what came of them."""
    child = visit.child(child_id, page="consultations")
    return render(request, "permanency/consultations.html", listing(visit, child))


def listing(visit: Visit, child: Child) -> dict[str, Any]:
    """What the list of a child's consultations shows."""
    listed = consultations_of(child, visit.sight, visit.today)
    pks = [one.consultation.pk for one in listed]
    barriers = SystemicBarrier.objects.current().filter(consultation__in=pks).order_by("consultation__on", "row")
    latest = {one.category: one for one in barriers if one.child_id in {None, child.pk}}
    in_care = Child.objects.filter(pk=child.pk).in_care(on=visit.today)
    follow_up = next(iter(open_among(in_care, today=visit.today)), None)
    return {
        "child": child,
        "today": visit.today,
        "listed": listed,
        "follow_up": follow_up if follow_up and follow_up.consultation.pk in pks else None,
        "may_correct": _may_correct(visit, child, listed),
        "may_follow": bool(follow_up) and may_record_follow_up(visit, child, follow_up.kind if follow_up else ""),
        "active": next((one for one in listed if not one.consultation.held_at), None),
        "past": [one for one in listed if one.consultation.held_at],
        "hidden": Consultation.objects.of(child.pk).count() - len(listed),
        "late": {step.pk for one in listed for step in one.steps if is_late(step, visit.today)},
        "barriers": [
            (one, guide_of("", visit.today).barrier_words(one.category))
            for one in latest.values()
            if one.resolved_on is None
        ],
        "may": who.takes_part(visit.person, child, on=visit.today),
        "may_register": bool(who.REGISTER & visit.sight.roles),
    }


def _may_correct(visit: Visit, child: Child, listed: list[Standing]) -> set[str]:
    """Which kinds of follow-ups that are listed she may correct."""
    kinds = {done.kind for one in listed for done in one.follow_ups if not done.is_withdrawal}
    return {kind for kind in kinds if may_record_follow_up(visit, child, kind)}


@signed_in(methods=("GET", "HEAD", "POST"))
def begin_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """What kind, on which day, with which siblings."""
    child = visit.child(child_id, page="begin_consultation")
    refuse_reader(visit, child)
    siblings = _siblings(child, visit)
    make = partial(BeginForm, siblings=siblings, today=visit.today)
    if request.method != "POST":
        meeting = convened_for([child], visit.today, or_next=True)
        together = [str(one.pk) for one in siblings if meeting and one.pk in meeting.children]
        on = meeting.on if meeting and meeting.on >= visit.today else visit.today
        form = make(initial={**BeginForm.opened_for(child), "on": on, "siblings": together})
        return _begin(request, visit, child, form)
    form = make(request.POST)
    if not form.is_valid():
        return _begin(request, visit, child, form)
    found = form.cleaned_data
    chosen = [one for one in siblings if str(one.pk) in found.get("siblings", ())]
    asked = {name: found[name] for name in ("kind", "on", "token", "version")}
    try:
        begun = actions.begin(child=child, siblings=chosen, by=visit.person, today=visit.today, **asked)
    except ValidationError as refused:
        add_faults(form, refused)
        return _begin(request, visit, child, form)
    except ChangedSinceError:
        sent = request.POST.copy()
        sent["version"] = str(Child.objects.values_list("version", flat=True).get(pk=child.pk))
        form = make(sent)
        form.add_error(
            None, "Somebody else saved something for this child since. What you typed is here: send it again."
        )
        return _begin(request, visit, child, form, status=409)
    return redirect("consultation", child.pk, begun.pk)


def _siblings(child: Child, visit: Visit) -> list[Child]:
    """The brothers and sisters with whom the child can meet together."""
    if not child.case_id or child.is_restricted:
        return []
    together = Child.objects.seen_by(visit.sight).filter(case_id=child.case_id, unit=child.unit, is_restricted=False)
    return list(together.exclude(pk=child.pk).in_care(on=visit.today))


def _begin(request: HttpRequest, visit: Visit, child: Child, form: BeginForm, status: int = 200) -> HttpResponse:
    given = {"child": child, "form": form, "as_role": who.begins_as(visit.sight)}
    return render(request, "permanency/consultations_begin.html", given, status=status)


@signed_in(methods=("GET", "HEAD", "POST"))
def prepare_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """What is known, what is to be presented, and the checklist; written until the meeting begins."""
    child = visit.child(child_id, page="consultation")
    consultation = opened(visit, child, consultation_id)
    may = who.takes_part(visit.person, child, on=visit.today)
    texts, latest = text_of(consultation)
    guide = guide_of(consultation.guide_version, consultation.on)
    if request.method == "POST":
        refuse_reader(visit, child)
        if request.POST.get("step") == "take_announced":
            take_announced(consultation=consultation, by=visit.person, today=visit.today)
            return redirect("consultation", child.pk, consultation.pk)
        return _prepared(request, visit, child, consultation)
    if consultation.started_at:
        return redirect("consultation_form", child.pk, consultation.pk)
    sheet = Sheet.showing(texts, latest.number if latest else 0, prepared(guide), {})
    return _prepare(request, visit, child, consultation, sheet, may=may)


def _prepared(request: HttpRequest, visit: Visit, child: Child, consultation: Consultation) -> HttpResponse:
    guide = guide_of(consultation.guide_version, consultation.on)
    sheet = Sheet.sent(request.POST, prepared(guide), {})
    if not sheet.form.is_valid():
        return _prepare(request, visit, child, consultation, sheet)
    by: dict[str, Any] = {"consultation": consultation, "by": visit.person, "today": visit.today}
    try:
        actions.write(typed=sheet.texts(), opened=sheet.form.cleaned_data["opened"], **by)
        if request.POST.get("step") == "start":
            actions.start(**by)
            return redirect("consultation_meeting", child.pk, consultation.pk)
    except PartsChangedError as changed:
        sheet = Sheet.showing(
            changed.merged.text.texts, changed.latest.number, prepared(guide), {}, changed.merged.theirs
        )
        return _prepare(request, visit, child, consultation, sheet, changed=changed.save, status=409)
    except ValidationError as refused:
        add_faults(sheet.form, refused)
        return _prepare(request, visit, child, consultation, sheet)
    messages.success(request, "Saved.")
    return redirect("consultation", child.pk, consultation.pk)


def _prepare(
    request: HttpRequest, visit: Visit, child: Child, consultation: Consultation, sheet: Sheet, **more: Any
) -> HttpResponse:
    status, guide = more.pop("status", 200), guide_of(consultation.guide_version, consultation.on)
    children, as_role = children_of(consultation), who.begins_as(visit.sight)
    meeting, seats = expected(consultation, children)
    given = {
        "child": child,
        "children": children,
        "one": consultation,
        "form": sheet.form,
        "presented": sheet.fields(presentation()),
        "rest": sheet.fields(part for part in prepared(guide) if part not in presentation()),
        "known": shown(snapshot(children, visit.today, visit.today)),
        "meeting": meeting,
        "seats": seats,
        "announced": None if meeting else announced_for(consultation, children, visit.today),
        "may_write_texts": bool(WRITES & visit.sight.roles),
        "last_time": presented_before(child, consultation, visit.sight),
        "latest": text_of(consultation)[1],
        "guide": guide,
        "may": True,
        "may_agree": consultation.awaits_agreement and who.agrees(as_role, consultation.begun_as),
        "today": visit.today,
        **more,
    }
    return render(request, "permanency/consultations_prepare.html", given, status=status)


@signed_in(methods=("GET", "HEAD", "POST"))
def agree_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The other one of case manager and supervisor wants it too."""
    child = visit.child(child_id, page="consultation")
    consultation = opened(visit, child, consultation_id)
    if request.method != "POST":
        return redirect("consultation", child.pk, consultation.pk)
    actions.agree(consultation=consultation, by=visit.person, today=visit.today)
    return redirect("consultation", child.pk, consultation.pk)


@signed_in(methods=("GET", "HEAD", "POST"))
def call_off_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """It is not held, and why."""
    child = visit.child(child_id, page="consultation")
    consultation = opened(visit, child, consultation_id)
    if request.method != "POST":
        return redirect("consultation", child.pk, consultation.pk)
    try:
        why = request.POST.get("why", "").replace("\0", "")[:4000]
        actions.call_off(consultation=consultation, why=why, by=visit.person, today=visit.today)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
        return redirect("consultation", child.pk, consultation.pk)
    messages.success(request, "It is called off.")
    return redirect("consultations", child.pk)


@signed_in()
def presenter_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """One page for whoever presents; it prints."""
    child = visit.child(child_id, page="consultation_presenter")
    consultation = opened(visit, child, consultation_id)
    texts, _ = text_of(consultation)
    children = children_of(consultation)
    frozen = consultation.snapshot or snapshot(children, visit.today, visit.today)
    guide = guide_of(consultation.guide_version, consultation.on)
    given = {
        "child": child,
        "one": consultation,
        "known": shown(frozen),
        "written": sections(texts, presentation()),
        "minutes": next((phase.minutes for phase in guide.phases if phase.code == "present"), 0),
        "prompts": next((phase.prompts for phase in guide.phases if phase.code == "present"), ()),
        "checks": [(part.label, texts.get(part.name) == "yes") for part in checklist(guide)],
    }
    return render(request, "permanency/consultations_presenter.html", given)
