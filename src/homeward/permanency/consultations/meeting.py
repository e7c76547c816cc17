"""The meeting on one screen, its projector view, and its end."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import Visit, signed_in
from homeward.obligations.forms import RecordingForm
from homeward.obligations.record import refuse_kind
from homeward.obligations.steps import Found, Steps, add_faults
from homeward.permanency.consultations import actions, who
from homeward.permanency.consultations.checks import before_end
from homeward.permanency.consultations.forms import Sheet, Shown
from homeward.permanency.consultations.guide import Guide, Phase, guide_of
from homeward.permanency.consultations.parts import (
    BARRIERS,
    PEOPLE,
    STEPS,
    Part,
    Texts,
    columns,
    of_meeting,
    presentation,
    sections,
)
from homeward.permanency.consultations.saves import PartsChangedError, text_of
from homeward.permanency.consultations.snapshot import shown
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.consultations.text import barrier_lines, step_lines, without_names
from homeward.permanency.consultations.views import opened, refuse_reader
from homeward.permanency.models import Consultation, ConsultationSave
from homeward.website.words import capital, day_words

AS_TYPED = "X-Homeward-Saves"
"""The header by which the page's script saves what is being typed."""

_ROWS_OF_PHASE = {"welcome": (PEOPLE,), "plan": (STEPS, BARRIERS)}
_ROW_WORDS = {PEOPLE: "Participant", STEPS: "Step", BARRIERS: "Systemic barrier"}


@dataclass(frozen=True)
class Rows:
    """The rows of one kind on a page."""

    name: str
    word: str
    rows: list[list[Shown]]


@dataclass(frozen=True)
class Stage:
    """A phase with what is written in it."""

    phase: Phase
    rows: list[Rows]
    fields: list[Shown]


def asked(guide: Guide, children: list[Child], texts: Texts) -> tuple[list[Part], dict[str, tuple[Part, ...]]]:
    """The parts of the meeting, and the columns of its rows."""
    parts = [part for of in of_meeting(guide, children, texts).values() for part in of]
    return parts, {name: columns(name, guide, children) for name in (PEOPLE, STEPS, BARRIERS)}


def stages(sheet: Sheet, guide: Guide, children: list[Child]) -> list[Stage]:
    """The phases of the guide; parts of a phase that the guide does not have stand in the last one."""
    parts, codes = of_meeting(guide, children, {}), [phase.code for phase in guide.phases]
    found = []
    for phase in guide.phases:
        here = [name for name in parts if name == phase.code or (name not in codes and phase is guide.phases[-1])]
        found.append(
            Stage(
                phase=phase,
                rows=[rows_on(sheet, rows) for name in here for rows in _ROWS_OF_PHASE.get(name, ())],
                fields=[one for name in here for one in sheet.fields(parts[name])],
            )
        )
    return found


def rows_on(sheet: Sheet, name: str) -> Rows:
    """The rows of one kind, with the word for one of them."""
    return Rows(name, _ROW_WORDS[name], sheet.rows(name))


@signed_in(methods=("GET", "HEAD", "POST"))
def meeting_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The six phases, as they are run; a plain form that a small script saves as one types."""
    child = visit.child(child_id, page="consultation_meeting")
    consultation = opened(visit, child, consultation_id)
    refuse_reader(visit, child)
    if not consultation.started_at:
        return redirect("consultation", child.pk, consultation.pk)
    if consultation.held_at:
        return redirect("consultation_form", child.pk, consultation.pk)
    guide, children = guide_of(consultation.guide_version, consultation.on), children_of(consultation)
    if request.method == "POST":
        return _sent(request, visit, child, consultation, guide, children)
    texts, latest = text_of(consultation)
    sheet = Sheet.showing(texts, latest.number if latest else 0, *asked(guide, children, texts))
    return _page(request, child, consultation, sheet, guide, children, latest=latest)


def _sent(
    request: HttpRequest, visit: Visit, child: Child, consultation: Consultation, guide: Guide, children: list[Child]
) -> HttpResponse:
    is_typing = AS_TYPED in request.headers
    sheet = Sheet.sent(request.POST, *asked(guide, children, {}))
    try:
        if not sheet.form.is_valid():
            raise ValidationError([])
        number = sheet.form.cleaned_data["opened"]
        by: dict[str, Any] = {"consultation": consultation, "by": visit.person, "today": visit.today}
        texts = actions.write(typed=sheet.texts(), opened=number, **by)
    except PartsChangedError as changed:
        if is_typing:
            return JsonResponse(
                {"says": f"{changed.latest.saved_by} changed the same. Press Save to see both."}, status=409
            )
        together = Sheet.showing(
            {**text_of(consultation)[0], **changed.merged.text.texts},
            changed.latest.number,
            *asked(guide, children, {}),
            changed.merged.theirs,
        )
        return _page(request, child, consultation, together, guide, children, changed=changed.latest, status=409)
    except ValidationError as refused:
        if is_typing:
            return JsonResponse({"says": "Something can not be saved as it is. Press Save to see what."}, status=422)
        add_faults(sheet.form, refused)
        return _page(request, child, consultation, sheet, guide, children)
    if is_typing:
        return JsonResponse(_as_typed(consultation, sheet.texts(), texts))
    if request.POST.get("step") == "end":
        return redirect("end_consultation", child.pk, consultation.pk)
    return redirect(f"{reverse('consultation_meeting', args=(child.pk, consultation.pk))}#saved")


def _as_typed(consultation: Consultation, typed: Texts, texts: Texts) -> dict[str, Any]:
    """What the page's script is told: the save that stands, and what others wrote in the parts that it shows."""
    _, latest = text_of(consultation)
    others = {name: texts.get(name, "") for name, said in typed.items() if texts.get(name, "") != said.strip()}
    return {"opened": latest.number if latest else 0, "others": others}


def _page(
    request: HttpRequest,
    child: Child,
    consultation: Consultation,
    sheet: Sheet,
    guide: Guide,
    children: list[Child],
    *,
    latest: ConsultationSave | None = None,
    changed: ConsultationSave | None = None,
    status: int = 200,
) -> HttpResponse:
    given = {
        "child": child,
        "children": children,
        "one": consultation,
        "form": sheet.form,
        "stages": stages(sheet, guide, children),
        "known": shown(consultation.snapshot),
        "prepared": sections(consultation.snapshot.get("prepared", {}), presentation()),
        "guide": guide,
        "latest": latest,
        "changed": changed,
        "minutes": sum(phase.minutes for phase in guide.phases),
    }
    return render(request, "permanency/consultations_meeting.html", given, status=status)


@signed_in()
def projector_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """What is agreed and thought of, large, without the names of the children."""
    child = visit.child(child_id, page="consultation_projector")
    consultation = opened(visit, child, consultation_id)
    guide, children = guide_of(consultation.guide_version, consultation.on), children_of(consultation)
    texts, _ = text_of(consultation)
    parts = of_meeting(guide, children, texts)
    hidden = partial(without_names, children=children)
    given = {
        "one": consultation,
        "child": child,
        "ages": [one["age"] for one in shown(consultation.snapshot)],
        "guide": guide,
        "ideas": [(hidden(label), hidden(said)) for label, said in sections(texts, parts["brainstorm"])],
        "agreed": [
            (hidden(label), hidden(said)) for label, said in sections(texts, [*parts["clarify"][1:], *parts["plan"]])
        ],
        "steps": [hidden(line) for line in step_lines(texts, guide, children)],
        "barriers": [hidden(line) for line in barrier_lines(texts, guide, children)],
    }
    return render(request, "permanency/consultations_projector.html", given)


@signed_in(methods=("GET", "HEAD", "POST"))
def end_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The meeting is over: what that moves, then recorded with the consultation in one go."""
    child = visit.child(child_id, page="end_consultation")
    consultation = opened(visit, child, consultation_id)
    refuse_kind(visit, child, who.HELD)
    if consultation.held_at:
        return redirect("consultation_form", child.pk, consultation.pk)

    def save(found: Found) -> str:
        sent = {"token": found["token"], "version": found["version"], "opened_at": child}
        actions.hold(consultation=consultation, by=visit.person, today=visit.today, **sent)
        return reverse("consultation_form", args=(child.pk, consultation.pk))

    texts, _ = text_of(consultation)
    return Steps(
        child=child,
        today=visit.today,
        title="The meeting was held",
        form=RecordingForm,
        save=save,
        says=lambda found: f"{capital(str(consultation.get_kind_display()))} held {day_words(consultation.on)}",
        template="permanency/consultations_end.html",
        more={"one": consultation, "missing": list(dict.fromkeys(before_end(texts).values()))},
    ).answer(request)
