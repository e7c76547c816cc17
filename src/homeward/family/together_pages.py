"""The page of family interaction, and the forms for its plan and for time together."""

from typing import Any, Final
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.family import together
from homeward.family.forms import radio_field, text_field
from homeward.family.models import InteractionPlan, InteractionVisit
from homeward.family.pages import FamilyForm, kept_by, opened
from homeward.family.people import kinsfolk_of
from homeward.obligations.forms import DatedForm

MONTHS: Final = 6
"""So far back the shares are counted: from one plan update to the next."""
_KEPT: Final = ("how_often", "how_long", "place", "supervision", "supervision_why", "also")


class PlanForm(DatedForm):
    """How a child and somebody spend time together."""

    how_often = forms.CharField(label="How often", max_length=200)
    how_long = forms.CharField(label="How long each time", max_length=100, required=False)
    place = forms.CharField(
        label="Where", max_length=200, help_text="Natural places where it is safe: home, park, church"
    )
    supervision = radio_field("Who else is there", InteractionPlan.Supervision.choices, initial="none")
    supervision_why = text_field("Why somebody has to be there")
    also = text_field("Who drives, what they do together, how missed time is made up")


class VisitForm(DatedForm):
    """Time together that was planned for a day."""

    came = radio_field("What became of it", InteractionVisit.Came.choices)
    note = text_field("How it went")


@signed_in()
def together_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The plans, and what came of them in the last months."""
    child = visit.child(child_id, page="family_interaction")
    kinsfolk = kinsfolk_of(visit, child)
    since = visit.today - relativedelta(months=MONTHS)
    people = together.together_of(kinsfolk, since)
    planned = {one.member.relative.pk for one in people}
    others = [one for one in kinsfolk.others if one.relative.is_named and not one.relative.is_deceased]
    given = {
        "child": child,
        "people": people,
        "all": together.shares_of([visit for one in people for visit in one.visits]),
        "others": [one for one in others if one.relative.pk not in planned],
        "months": MONTHS,
        "may_record": kinsfolk.reader.keeps,
    }
    return render(request, "family/together.html", given)


def _back_at(child: Child) -> str:
    return reverse("family_interaction", args=(child.pk,))


@signed_in(methods=FORM)
def plan_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """The plan with one person."""
    child, member = opened(visit, child_id, relative_id)
    now = InteractionPlan.objects.current().filter(child=child, relative__in=member.ids)
    known = now.order_by("-on", "-recorded_at").first()
    initial: dict[str, Any] = {name: getattr(known, name) for name in _KEPT} if known else {}
    return FamilyForm(
        child=child,
        title="Plan time together",
        form=PlanForm,
        save=kept_by(together.plan_interaction, child, member),
        told="The plan is saved.",
        back_at=_back_at(child),
        about=member,
        initial=initial,
    ).answer(request, visit)


@signed_in(methods=FORM)
def visit_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """Time together that was held or missed."""
    child, member = opened(visit, child_id, relative_id)
    return FamilyForm(
        child=child,
        about=member,
        title="Record time together",
        form=VisitForm,
        save=kept_by(together.record_visit, child, member),
        back_at=_back_at(child),
    ).answer(request, visit)
