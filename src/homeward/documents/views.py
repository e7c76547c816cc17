"""The papers of a consultation, and the page of the agency's Word templates."""

from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from homeward.audit import actions as audit
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.documents.actions import in_use, upload_template, withdraw_template
from homeward.documents.default_template import default_template
from homeward.documents.models import WordTemplate
from homeward.documents.papers import PAPERS, Paper
from homeward.documents.pdf import pdf_of
from homeward.documents.sample import sample_of
from homeward.documents.word import names_for, word_of
from homeward.obligations.steps import add_faults
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.consultations.views import opened
from homeward.workforce.models import RoleName

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ADMINISTRATORS: Final = frozenset({RoleName.ADMINISTRATOR.value})


@signed_in()
def pdf_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, paper: str) -> HttpResponse:
    """A paper of a consultation as a PDF."""
    made = _paper(visit, child_id, consultation_id, paper, "pdf")
    return _file(pdf_of(made), made.file_name("pdf"), "application/pdf")


@signed_in()
def word_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, paper: str) -> HttpResponse:
    """A paper of a consultation as a Word file, in the agency's template."""
    made = _paper(visit, child_id, consultation_id, paper, "docx")
    template = in_use(paper)
    return _file(word_of(made, bytes(template.content) if template else None), made.file_name("docx"), _WORD)


def _paper(visit: Visit, child_id: UUID, consultation_id: UUID, kind: str, ending: str) -> Paper:
    """The paper; that it was taken out is noted."""
    child = visit.child(child_id, page="consultation_text")
    one = opened(visit, child, consultation_id)
    if kind not in PAPERS or one.started_at is None:
        raise Http404("There is no such paper.")
    details: dict[str, audit.Detail] = {"paper": kind, "format": ending}
    audit.record(
        by=visit.person, verb="took_paper", child_id=child.pk, target=f"consultation:{one.pk}", details=details
    )
    return PAPERS[kind][1](one, children_of(one), child)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


class TemplateForm(forms.Form):
    """A template for a kind of paper."""

    paper = forms.ChoiceField(label="For which paper", choices=[(code, says) for code, (says, _) in PAPERS.items()])
    sent = forms.FileField(label="Word file (.docx)", error_messages={"required": "Choose a Word file."})


@signed_in(roles=_ADMINISTRATORS, methods=FORM, takes_files=True)
def templates_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Which templates are in use, the names that they may use, and the way to send one."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["sent"]
        try:
            about = {"paper": form.cleaned_data["paper"], "name": sent.name or "template.docx"}
            upload_template(content=sent.read(), by=visit.person, today=visit.today, **about)
            messages.success(request, "The template is in use from now on. It was tried with a made-up paper.")
            return redirect("word_templates")
        except ValidationError as refused:
            add_faults(form, ValidationError({"sent": refused.messages}))
    listed = [(code, says, in_use(code), names_for(code)) for code, (says, _) in PAPERS.items()]
    return render(request, "documents/templates.html", {"form": form, "listed": listed})


@signed_in(roles=_ADMINISTRATORS)
def template_file_page(request: HttpRequest, visit: Visit, paper: str) -> HttpResponse:
    """The template that is in use, to begin one's own from; or, with `?filled`, as it looks with a made-up paper."""
    if paper not in PAPERS:
        raise Http404("There is no such paper.")
    template = in_use(paper)
    content = bytes(template.content) if template else default_template()
    if "filled" in request.GET:
        content = word_of(sample_of(paper), content)
    return _file(content, f"template-{paper}.docx", _WORD)


@signed_in(roles=_ADMINISTRATORS, methods=("POST",))
def withdraw_template_page(request: HttpRequest, visit: Visit, template_id: UUID) -> HttpResponse:
    """A template is used no more."""
    template = get_object_or_404(WordTemplate, pk=template_id)
    withdraw_template(template=template, by=visit.person, today=visit.today)
    messages.success(request, "It is used no more.")
    return redirect("word_templates")
