"""What is agreed and thought of, large, without the names of the children."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from homeward.casefile.page import Visit, signed_in
from homeward.permanency.consultations.guide import guide_of
from homeward.permanency.consultations.parts import of_meeting, sections
from homeward.permanency.consultations.saves import text_of
from homeward.permanency.consultations.snapshot import shown
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.consultations.text import barrier_lines, step_lines, without_names
from homeward.permanency.consultations.views import opened
from homeward.permanency.models import Consultation


@signed_in()
def projector_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The page for the wall of the room."""
    child = visit.child(child_id, page="consultation_projector")
    consultation = opened(visit, child, consultation_id)
    here = (child.pk, consultation.pk)
    at = {
        "latest_at": reverse("consultation_projector", args=here),
        "back_at": reverse("consultation_meeting", args=here),
    }
    return render(request, "permanency/consultations_projector.html", projected(consultation) | at)


def projected(consultation: Consultation) -> dict[str, Any]:
    """What is shown: as far as a name is written as on record, it is left out."""
    guide, children = guide_of(consultation.guide_version, consultation.on), children_of(consultation)
    texts, _ = text_of(consultation)
    parts = of_meeting(guide, children, texts)
    hidden = partial(without_names, children=children)

    def said(of: Any) -> list[tuple[str, str]]:
        return [(hidden(label), hidden(text)) for label, text in sections(texts, of)]

    return {
        "one": consultation,
        "is_practice": any(child.agency.is_practice for child in children),
        "ages": [one["age"] for one in shown(consultation.snapshot)],
        "guide": guide,
        "ideas": said(parts["brainstorm"]),
        "agreed": said([*parts["clarify"][1:], *parts["plan"]]),
        "steps": [hidden(line) for line in step_lines(texts, guide, children)],
        "barriers": [hidden(line) for line in barrier_lines(texts, guide, children)],
    }
