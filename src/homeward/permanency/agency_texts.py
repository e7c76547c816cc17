"""The pages of the agency's own content: every kind, its versions, one of them, and writing the next."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import add_faults
from homeward.permanency.consultations.guide import GUIDE
from homeward.permanency.content.actions import WRITES, write_version
from homeward.permanency.content.forms import VersionForm, lists_of, sent, showing
from homeward.permanency.content.kinds import Column, Kind, Values, offered
from homeward.permanency.content.versions import version_on, versions_of
from homeward.permanency.letters.texts import LETTER
from homeward.permanency.plans.parts import PARTS

KINDS: Final[tuple[Kind[Any], ...]] = (PARTS, GUIDE, LETTER)
"""The kinds of content of permanency itself; other parts offer theirs."""


@signed_in(roles=WRITES)
def contents_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every kind, with the version that holds today."""
    listed = [(kind, version_on(kind, visit.today)) for kind in (*KINDS, *offered())]
    return render(request, "permanency/contents.html", {"listed": listed})


@signed_in(roles=WRITES)
def content_page(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The versions of a kind, the latest first, and one of them in full."""
    kind = _kind(code)
    versions = versions_of(kind)
    holds = version_on(kind, visit.today)
    asked = request.GET.get("version", holds.name)
    shown = next((one for one in versions if one.name == asked), None)
    if shown is None:
        raise Http404("There is no such version.")
    given = {
        "kind": kind,
        "versions": versions[::-1],
        "holds": holds,
        "shown": shown,
        "fields": _said(kind, shown.values),
        "lists": [(one, [_row(one.columns, row) for row in shown.values.get(one.name, [])]) for one in kind.lists],
        "today": visit.today,
    }
    return render(request, "permanency/content.html", given)


@signed_in(roles=WRITES, methods=FORM)
def write_content_page(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """A new version, begun from the one that was written last."""
    kind = _kind(code)
    if request.method != "POST":
        latest = versions_of(kind)[-1]
        form = showing(kind, latest.values, {"token": uuid4(), "effective_from": visit.today})
        return _write(request, kind, form)
    form = sent(kind, request.POST)
    if not form.is_valid():
        return _write(request, kind, form)
    named = {name: form.cleaned_data[name] for name in ("effective_from", "why", "token")}
    try:
        write_version(kind=kind, values=form.values(), by=visit.person, today=visit.today, **named)
    except ValidationError as refused:
        add_faults(form, refused)
        return _write(request, kind, form)
    messages.success(request, "The new version is written. What was made by an earlier one keeps it.")
    return redirect("content", kind.code)


def _write(request: HttpRequest, kind: Kind[Any], form: VersionForm) -> HttpResponse:
    first = [form[name] for name in ("effective_from", "why", *(column.name for column in kind.fields))]
    given = {"kind": kind, "form": form, "first": first, "lists": lists_of(form)}
    return render(request, "permanency/content_write.html", given)


def _kind(code: str) -> Kind[Any]:
    found = next((kind for kind in (*KINDS, *offered()) if kind.code == code), None)
    if found is None:
        raise Http404("There is no such content.")
    return found


def _said(kind: Kind[Any], values: Values) -> list[tuple[str, str]]:
    return _row(kind.fields, values)


def _row(columns: Iterable[Column], values: Values) -> list[tuple[str, str]]:
    """(label, what is said) of the columns that say something."""
    found = []
    for column in columns:
        value = values.get(column.name)
        if column.holds == "check":
            value = "yes" if value else ""
        elif column.holds == "lines":
            value = "\n".join(value or ())
        elif column.holds == "choice":
            value = dict(column.choices).get(str(value), value)
        if value:
            found.append((column.label, str(value)))
    return found
