"""An agency's prioritization content for optional roundtables: shown where one is chosen, its questions answered."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from homeward.administration.asking import Asking, Done
from homeward.audit import actions as audit
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.sight import sight_of
from homeward.obligations.forms import RADIO
from homeward.obligations.steps import Found
from homeward.roundtables.models import PrioritizationGuidance
from homeward.roundtables.places import ARRANGES
from homeward.workforce.models import Agency, Person, agencies_above

USUAL_TEXT: Final = (
    "Policy (OCM 43.00) leaves some roundtables open and asks that prioritization guidance of the state be considered. "
    "This is a paraphrase that Homeward brings along. Replace it with your official text."
)
USUAL_QUESTIONS: Final = (
    "Has the child waited long for permanency?",
    "Has the permanency status stood still or become worse?",
    "Does the child live in a group home or another restrictive home?",
    "Is the 18th birthday near?",
    "Is a lifelong connection still missing?",
    "Would people from outside bring ideas that the team has not tried?",
)
ANSWERS: Final = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))


def guidance_for(agency: Agency) -> PrioritizationGuidance:
    """The latest of the agency, or of the nearest above it; without any the usual one, which nobody saved."""
    above = agencies_above([agency.pk])
    known = list(PrioritizationGuidance.objects.filter(agency__in=above).order_by("number"))
    latest = {one.agency_id: one for one in known}
    parents = dict(Agency.objects.filter(pk__in=above).values_list("pk", "parent_id")) if latest else {}
    at: Any = agency.pk
    while latest and at is not None:
        if at in latest:
            return latest[at]
        at = parents.get(at)
    return PrioritizationGuidance(agency=agency, number=0, text=USUAL_TEXT, questions="\n".join(USUAL_QUESTIONS))


class GuidanceForm(forms.Form):
    """The text and its questions."""

    text = forms.CharField(label="The guidance", max_length=10_000, widget=forms.Textarea(attrs={"rows": 12}))
    questions = forms.CharField(
        label="Questions to be answered", max_length=5_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="One on each line. Each is answered with yes, no or not known.",
    )  # fmt: skip
    is_official = forms.BooleanField(label="This is the official text of the state", required=False)


class ChoosingForm(forms.Form):
    """Why an optional roundtable is chosen, and what the guidance asks."""

    def __init__(self, *given: Any, guidance: PrioritizationGuidance, **named: Any) -> None:
        super().__init__(*given, **named)
        for place, question in enumerate(guidance.asked):
            self.fields[f"question-{place}"] = forms.ChoiceField(
                label=question, choices=ANSWERS, widget=forms.RadioSelect(attrs=RADIO),
                error_messages={"required": "Answer this; “not known” is an answer."},
            )  # fmt: skip
        self.fields["why"] = forms.CharField(
            label="Why", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": "Say why."}, help_text="What decided.",
        )  # fmt: skip


def answers_of(guidance: PrioritizationGuidance, found: Found) -> list[dict[str, str]]:
    """Each question with its answer, as it is kept with the choice."""
    said = dict(ANSWERS)
    return [
        {"question": question, "answer": said[found[f"question-{place}"]]}
        for place, question in enumerate(guidance.asked)
        if found.get(f"question-{place}") in said
    ]


@signed_in(roles=ARRANGES, methods=FORM)
def guidance_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The guidance of her agency; saving makes a version, and the earlier ones stay with what was chosen by them."""
    agency = get_object_or_404(Agency, pk=visit.person.agency_id)
    known = guidance_for(agency)

    def save(found: Found) -> Done:
        made = save_guidance(agency=agency, by=visit.person, today=visit.today, **found)
        return Done(reverse("prioritization_guidance"), f"Saved as version {made.number}.")

    said = f"Version {known.number} of {known.agency}, saved by {known.by}." if known.number else USUAL_TEXT
    return Asking(
        title="Prioritization guidance",
        form=GuidanceForm,
        save=save,
        back=reverse("roundtables_needed"),
        above="Roundtables needed",
        intro=f"{said} It stands where an optional roundtable is chosen, and the answers are kept with the choice.",
        initial={"text": known.text, "questions": known.questions, "is_official": known.is_official},
    ).answer(request)


@transaction.atomic
def save_guidance(
    *, agency: Agency, text: str, questions: str, is_official: bool, by: Person, today: date
) -> PrioritizationGuidance:
    """Save a new version; the same text once more makes none. Raises ValidationError or PermissionDenied."""
    sight = sight_of(by, on=today)
    if not ARRANGES & sight.roles or agency.pk not in sight.agency_ids:
        raise PermissionDenied("Consultants and administrators of an agency write its guidance.")
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    latest = PrioritizationGuidance.objects.filter(agency=agency).order_by("-number").first()
    said = {"text": text.strip(), "questions": questions.strip(), "is_official": is_official}
    if not said["text"] or not said["questions"]:
        raise ValidationError({"text": "Write the guidance and at least one question."})
    if latest and all(getattr(latest, name) == value for name, value in said.items()):
        return latest
    number = latest.number + 1 if latest else 1
    made = PrioritizationGuidance.objects.create(agency=agency, number=number, by=by, at=timezone.now(), **said)
    audit.record(by=by, verb="save_guidance", target=f"agency:{agency.pk}", details={"number": number})
    return made
