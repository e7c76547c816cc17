"""Recording relational permanence, and correcting it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import Visit, signed_in
from homeward.obligations.forms import OTHER
from homeward.obligations.steps import Found, Steps
from homeward.permanency.enter import may_enter
from homeward.permanency.models import RelationalRecord
from homeward.permanency.relational.actions import OWNERS, record_relational
from homeward.permanency.relational.forms import FIELDS, RelationalForm


@signed_in(methods=("GET", "HEAD", "POST"))
def record_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """What was found about a child's connections on a day."""
    return _answer(request, visit, _child(visit, child_id))


@signed_in(methods=("GET", "HEAD", "POST"))
def correct_page(request: HttpRequest, visit: Visit, child_id: UUID, record_id: UUID) -> HttpResponse:
    """The same, for what was recorded wrongly."""
    child = _child(visit, child_id)
    wrong = get_object_or_404(RelationalRecord, pk=record_id, child=child, is_withdrawal=False)
    return _answer(request, visit, child, wrong)


def _child(visit: Visit, child_id: UUID) -> Child:
    child = visit.child(child_id, page="record")
    if not may_enter(visit.person, child, OWNERS, on=visit.today):
        raise PermissionDenied("Your role does not record relational permanence.")
    return child


def _answer(request: HttpRequest, visit: Visit, child: Child, wrong: RelationalRecord | None = None) -> HttpResponse:
    ratings_at = reverse("ratings", args=(child.pk,))

    def save(found: Found) -> str:
        record_relational(
            child=child,
            on=found["on"],
            found={name: found[name] for name in FIELDS},
            by=visit.person,
            today=visit.today,
            token=found["token"],
            version=found["version"],
            corrects=wrong,
            withdraws=bool(found.get("withdraws")),
            why=found.get("why", ""),
        )
        messages.success(request, "Relational permanence is saved. No date moved.")
        return ratings_at

    initial = {"when": OTHER, "on": wrong.on, **{name: getattr(wrong, name) for name in FIELDS}} if wrong else {}
    return Steps(
        child=child,
        today=visit.today,
        title="Relational permanence",
        form=partial(RelationalForm, today=visit.today, corrects=bool(wrong)),
        save=save,
        says=lambda found: "",
        initial=initial,
        template="permanency/relational_form.html",
        more={"corrects": wrong, "back_at": ratings_at},
    ).answer(request)
