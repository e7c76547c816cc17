"""The tab of the Act, an evaluation as it prints, and the contacts that tribes designate."""

from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.child_facts import DETERMINED
from homeward.obligations.due import due_row
from homeward.obligations.models import Obligation
from homeward.obligations.record import refuse_kind
from homeward.obligations.recording import hers_to_record, record_address
from homeward.obligations.satisfying import kind_that_satisfies
from homeward.obligations.steps import add_faults
from homeward.wicwa.contacts import designate, end_contact
from homeward.wicwa.forms import ContactForm, EndContactForm
from homeward.wicwa.models import (
    EVALUATED,
    ExpertWitness,
    GoodCause,
    PreferenceOrder,
    TribalContact,
    TribalInquiry,
    TribeNote,
    evaluations_of,
)
from homeward.wicwa.picture import completeness, is_owed, matrix_of, tribes_of, without_documents, worksheets
from homeward.wicwa.preference import lacking_of
from homeward.wicwa.sight import reader_of
from homeward.wicwa.wording import wording_on
from homeward.workforce.models import RoleName

DESIGNATE: Final = frozenset({RoleName.ADMINISTRATOR, RoleName.SUPERVISOR, RoleName.ONGOING_CASE_MANAGER})
"""Who writes down whom a tribe designates."""


@signed_in()
def wicwa_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The inquiry for every child; everything else for a child who is or may be an Indian child."""
    child = visit.child(child_id, page="wicwa")
    reader, wording = reader_of(visit, child), wording_on(visit.today)
    inquiries = list(TribalInquiry.objects.of(child.pk).select_related("tribe"))
    tribes = tribes_of(child, inquiries, wording, visit.today, reader.only_tribe)
    matrix = matrix_of(child, wording)
    may = hers_to_record(visit.sight, child)
    open_ones = Obligation.objects.open().filter(child=child)
    given = {
        "child": child,
        "today": visit.today,
        "reader": reader,
        "wording": wording,
        "is_owed": is_owed(child, tribes),
        "inquiries": [] if reader.is_guest else inquiries,
        "tribes": tribes,
        "matrix": matrix,
        "complete": completeness(matrix),
        "undocumented": without_documents(matrix),
        "dues": [due_row(one, child, may) for one in open_ones if kind_that_satisfies(one.rule) == EVALUATED],
        "evaluations": evaluations_of(child),
        "evaluate_at": record_address(child.pk, EVALUATED, may),
        "correct_at": "correct_wicwa" if reader.records else "",
        "may_designate": bool(DESIGNATE & visit.sight.roles),
        "notes": [
            one for one in TribeNote.objects.of(child.pk).select_related("tribe") if reader.reads_notes_of(one.tribe_id)
        ],
    }
    if not reader.is_guest:
        given["worksheets"] = worksheets(child, wording, visit.today)
        given["orders"] = PreferenceOrder.objects.of(child.pk).select_related("tribe")
        causes = list(GoodCause.objects.of(child.pk).select_related("placement"))
        witnesses = list(ExpertWitness.objects.of(child.pk))
        given |= {"good_cause": causes, "witnesses": witnesses, "lacking": lacking_of(causes, witnesses)}
    return render(request, "wicwa/wicwa.html", given)


@signed_in()
def evaluation_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """The statement for an evaluation of the permanency plan, as it stood on its day; it prints cleanly."""
    child = visit.child(child_id, page="wicwa_evaluation")
    reader = reader_of(visit, child)
    if reader.is_guest:
        raise PermissionDenied(
            "The statement names the homes that were looked at. Ask the child's case manager for it."
        )
    event = get_object_or_404(evaluations_of(child), pk=event_id)
    record = getattr(event, "activeeffortsevaluation", None)
    activities = record.snapshot["activities"] if record else []
    given = {
        "child": child,
        "event": event,
        "record": record,
        "of_module": [row for row in activities if row["module"]],
        "besides": [row for row in activities if not row["module"]],
        "not_done": [row for row in activities if row["state"] == "not_done"],
        "records": reader.records,
    }
    return render(request, "wicwa/evaluation.html", given)


@signed_in(methods=FORM)
def determined_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """That the child is an Indian child is a fact of the file: it is recorded there, and the event comes by itself."""
    child = visit.child(child_id, page="record")
    refuse_kind(visit, child, DETERMINED)
    return redirect("correct_child", child.pk)


@signed_in(roles=DESIGNATE, methods=FORM)
def contacts_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Whom each tribe designates, and writing down another one."""
    form = ContactForm(request.POST) if request.method == "POST" else ContactForm(initial={"from_on": visit.today})
    if form.is_bound and form.is_valid():
        try:
            designate(**form.cleaned_data, by=visit.person, today=visit.today)
        except ValidationError as refused:
            add_faults(form, refused)
        else:
            return redirect("tribal_contacts")
    every = TribalContact.objects.select_related("tribe", "recorded_by", "ended_by").order_by(
        "tribe__name", "-from_on", "name"
    )
    given = {
        "form": form,
        "contacts": [(one, one.until_on is None or one.until_on >= visit.today) for one in every],
    }
    return render(request, "wicwa/contacts.html", given)


@signed_in(roles=DESIGNATE, methods=FORM)
def end_contact_page(request: HttpRequest, visit: Visit, contact_id: UUID) -> HttpResponse:
    """Somebody is no longer designated, and why; that she was stays to be read."""
    contact = get_object_or_404(TribalContact.objects.select_related("tribe"), pk=contact_id)
    if contact.until_on is not None:
        return redirect("tribal_contacts")
    form = EndContactForm(request.POST) if request.method == "POST" else EndContactForm()
    if form.is_bound and form.is_valid():
        end_contact(contact=contact, why=form.cleaned_data["why"], by=visit.person, today=visit.today)
        return redirect("tribal_contacts")
    return render(request, "wicwa/end_contact.html", {"form": form, "contact": contact})
