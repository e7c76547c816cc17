"""The pages on which it is recorded who a child is, and on which a file is opened by hand."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.visibility import may_record
from homeward.obligations.child_facts import COLUMNS, MAY_ADD, InUseError, add_child, correct_child, note_in_use
from homeward.obligations.child_forms import AddChildForm, CorrectChildForm
from homeward.obligations.recording import CASE_MANAGER
from homeward.obligations.steps import Found, Steps, add_faults
from homeward.website.frame import address_of
from homeward.website.words import counted


@signed_in(methods=FORM)
def correct_child_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """What is known of the child; then what it moves; then saved."""
    child = visit.child(child_id, page="record")
    if not may_record(visit.person, child, CASE_MANAGER, on=visit.today):
        raise PermissionDenied("Your role does not record who a child is.")
    known = {column: getattr(child, column) for column in COLUMNS}

    def save(found: Found) -> str:
        facts = {column: found[column] for column in COLUMNS}
        sent: dict[str, Any] = {"by": visit.person, "today": visit.today}
        sent |= {name: found[name] for name in ("why", "determined_on", "token", "version")}
        correct_child(child=child, facts=facts, **sent)
        return reverse("history", args=(child.pk,))

    def says(found: Found) -> str:
        return f"{counted(sum(found[column] != known[column] for column in COLUMNS), 'fact')} of {child} changed"

    return Steps(
        child=child,
        today=visit.today,
        title="Who the child is",
        form=CorrectChildForm,
        save=save,
        says=says,
        initial=known,
        template="obligations/correct_child.html",
    ).answer(request)


@signed_in(roles=MAY_ADD, methods=FORM)
def add_child_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A new file, for a child of whom no extract tells."""
    form_of = partial(AddChildForm, sight=visit.sight)
    form = form_of(request.POST) if request.method == "POST" else form_of(initial={"token": uuid4()})
    if form.is_bound and form.is_valid():
        found = form.cleaned_data
        more = {name: found[name] for name in ("external_id", "unit", "removed_on", "placement_type", "token")}
        sent: dict[str, Any] = {"by": visit.person, "today": visit.today, "agency": found["unit"].agency, **more}
        try:
            child = add_child(facts=form.facts(), **sent)
        except ValidationError as refused:
            if isinstance(refused, InUseError):
                note_in_use(refused, by=visit.person)
            add_faults(form, refused)
        else:
            messages.success(request, f"The file of {child} is open. Choose who works with the child as case manager.")
            return redirect(address_of("assign", child.pk) or reverse("child", args=(child.pk,)))
    return render(request, "obligations/add_child.html", {"form": form})
