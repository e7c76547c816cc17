"""A child's tab *Roundtables*: what is asked, what people chose, with whom together, and the meetings."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from homeward.administration.asking import Asking, Done
from homeward.casefile.models import Child
from homeward.casefile.page import FORM, SEE_FILES, Visit, signed_in
from homeward.casefile.visibility import may_record
from homeward.obligations.models import Determination
from homeward.obligations.reasons import reason_words
from homeward.obligations.steps import Found
from homeward.permanency.consultations.views import listing
from homeward.roundtables import choosing
from homeward.roundtables.guidance import ChoosingForm, answers_of, guidance_for
from homeward.roundtables.models import Choice, Roundtable, Separation
from homeward.roundtables.models.chosen import CONSULTANT
from homeward.roundtables.requests import requests_of


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label="Why", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
                          error_messages={"required": "Say why."})  # fmt: skip


@signed_in(roles=SEE_FILES)
def roundtables_of_child(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """What stands, and what this person may do about it."""
    child = visit.child(child_id, page="roundtables")
    told = Determination.objects.filter(child=child).first()
    mine = choosing.roles_for(visit.person, child, on=visit.today)
    choices = list(
        Choice.objects.filter(child=child)
        .select_related("guidance")
        .prefetch_related("confirmations__by")
        .order_by("-on")
    )
    given: dict[str, Any] = {
        **listing(visit, child),
        "child": child,
        "today": visit.today,
        "told": told,
        "reasons": reason_words(told.reasons) if told else [],
        "choices": choices,
        "waiting": next((one for one in requests_of(visit.sight, today=visit.today, only=child.pk)), None),
        "siblings": _siblings(visit, child),
        "apart": Separation.objects.filter(child=child, withdrawn_on=None).first(),
        "meetings": Roundtable.objects.filter(attending__child=child).select_related("room").order_by("-starts_at"),
        "is_arranged": Roundtable.objects.live().filter(attending__child=child).exists(),
        "may_convene": may_record(visit.person, child, CONSULTANT, on=visit.today),
        "may_withdraw": {one.pk for one in choices if mine & set(Choice.NEEDS[one.kind])},
        "may_choose": CONSULTANT in mine and told is not None and told.determination == "optional",
        **_asking(visit, choices, mine),
    }
    return render(request, "roundtables/of_child.html", given)


def _asking(visit: Visit, choices: list[Choice], mine: frozenset[str]) -> dict[str, Any]:
    """Whether the person may ask for a roundtable together with the other one, and who of the two waits for her."""
    begun = next((one for one in choices if one.kind == Choice.Kind.TOGETHER and not one.withdrawn_on), None)
    said = list(begun.confirmations.all()) if begun else []
    roles = mine & set(Choice.NEEDS[Choice.Kind.TOGETHER])
    is_done = visit.person in [one.by for one in said] or not roles - {one.role for one in said}
    return {"may_ask": not is_done, "asked_by_other": said[0].by if said and not is_done else None}


def _siblings(visit: Visit, child: Child) -> list[Child]:
    """The sisters and brothers in care whose records the person may open too."""
    if not child.case_id:
        return []
    group = Child.objects.seen_by(visit.sight).in_care(on=visit.today).filter(case_id=child.case_id)
    return list(group.exclude(pk=child.pk))


@signed_in(roles=SEE_FILES, methods=FORM)
def choose_page(request: HttpRequest, visit: Visit, child_id: UUID, kind: str) -> HttpResponse:
    """Choose an optional roundtable, or begin one together; for the second of the two, confirm it."""
    child = visit.child(child_id, page="roundtables")
    mine = choosing.roles_for(visit.person, child, on=visit.today)
    if not mine & set(Choice.NEEDS[kind]):
        raise PermissionDenied("This takes another role for this child.")
    begun = Choice.objects.filter(child=child, kind=kind, withdrawn_on=None).first()

    is_optional = kind == Choice.Kind.OPTIONAL
    together = "Confirm that a roundtable is wanted" if begun else "Ask for a roundtable"
    guidance = guidance_for(child.agency) if is_optional else None

    def save(found: Found) -> Done:
        considered: dict[str, Any] = {}
        if guidance:
            kept = guidance if guidance.number else None
            considered = {"guidance": kept, "answers": answers_of(guidance, found)}
        why = found.get("why", "")
        choice = choosing.choose(child=child, kind=kind, why=why, by=visit.person, today=visit.today, **considered)
        complete = choice.confirmations.count() == len(Choice.NEEDS[kind])
        says = "Stands in the queue now." if complete else "It waits for the other one to confirm it."
        return Done(_back(child), f"A roundtable for {child}: {says}")

    first: Any = partial(ChoosingForm, guidance=guidance) if guidance else WhyForm
    return Asking(
        title="Choose an optional roundtable" if is_optional else together,
        form=forms.Form if begun else first,
        save=save,
        back=_back(child),
        above=str(child),
        button="Confirm" if begun else "Save",
        intro=guidance.text
        if guidance
        else "Case manager and supervisor may ask for one together, whatever policy says of it. Both confirm it."
        + (f" Asked for with: {begun.why}" if begun else ""),
    ).answer(request)


@signed_in(roles=SEE_FILES, methods=FORM)
def withdraw_choice_page(request: HttpRequest, visit: Visit, child_id: UUID, choice_id: UUID) -> HttpResponse:
    """Take a choice back."""
    child = visit.child(child_id, page="roundtables")
    choice = get_object_or_404(Choice, pk=choice_id, child=child)

    def save(found: Found) -> Done:
        choosing.withdraw(choice=choice, by=visit.person, today=visit.today)
        return Done(_back(child), "Taken back. What was chosen stays to be read.")

    return Asking(
        title="Take the choice back", form=forms.Form, save=save, back=_back(child), above=str(child),
        button="Take it back", intro=f"{choice.get_kind_display().capitalize()}: {choice.why}",
    ).answer(request)  # fmt: skip


@signed_in(roles=SEE_FILES, methods=FORM)
def apart_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Meet a child apart from sisters and brothers, or together again."""
    child = visit.child(child_id, page="roundtables")
    if not may_record(visit.person, child, CONSULTANT, on=visit.today):
        raise PermissionDenied("The permanency consultant decides who is met together.")
    apart = Separation.objects.filter(child=child, withdrawn_on=None).exists()

    def save(found: Found) -> Done:
        if apart:
            choosing.bring_together(child=child, by=visit.person, today=visit.today)
            return Done(_back(child), f"{child} is met together with sisters and brothers again.")
        choosing.separate(child=child, why=found["why"], by=visit.person, today=visit.today)
        return Done(_back(child), f"{child} is met apart from sisters and brothers.")

    return Asking(
        title="Meet together again" if apart else "Meet apart from sisters and brothers",
        form=forms.Form if apart else WhyForm,
        save=save,
        back=_back(child),
        above=str(child),
    ).answer(request)


def _back(child: Child) -> str:
    return reverse("roundtables_of_child", args=(child.pk,))
