"""The pages of extracts: sending one, watching it, confirming it, and settling what it left open."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from homeward.audit import actions as audit
from homeward.casefile.models import Child, Episode
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.extracts import files
from homeward.extracts.actions import UNDER_WAY, confirm_extract, discard_extract, is_interrupted, send_extract
from homeward.extracts.forms import MeantForm, SendForm
from homeward.extracts.models import Decision, Difference, Extract, Mention, State
from homeward.extracts.settle import settle_difference, settle_identifier, to_settle, unknown_identifiers
from homeward.extracts.wording import WHAT, counts_of, heading_of, lines_beside, lines_of, summary_of
from homeward.website.words import counted
from homeward.workforce.models import RoleName

_ADMINISTRATORS: Final = frozenset({RoleName.ADMINISTRATOR.value})
_POST: Final = ("POST",)
_LISTED: Final = 50


@signed_in(roles=_ADMINISTRATORS, methods=FORM, takes_files=True)
def extracts_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The extracts so far, and the way to send one."""
    form = SendForm()
    if request.method == "POST":
        form = SendForm(request.POST, request.FILES, is_too_large=getattr(request, "upload_is_too_large", False))
        if form.is_valid():
            sent = send_extract(sent=form.cleaned_data["sent"], by=visit.person, today=visit.today)
            return redirect("extract", sent.pk)
    listed = Extract.objects.filter(agency_id__in=visit.sight.agency_ids).select_related("sent_by")[:_LISTED]
    given = {
        "form": form,
        "listed": [(extract, summary_of(extract.counts)) for extract in listed],
        "to_settle": to_settle(visit.sight),
    }
    return render(request, "extracts/extracts.html", given)


@signed_in(roles=_ADMINISTRATORS)
def extract_page(request: HttpRequest, visit: Visit, extract_id: UUID) -> HttpResponse:
    """One extract: how far it is, then what it would change, then what it changed."""
    extract = _extract(visit, extract_id)
    is_stopped = is_interrupted(extract)
    is_moving = extract.state in UNDER_WAY and not is_stopped
    if getattr(request, "htmx", False):
        setattr(request, "only_asks", True)  # noqa: B010  (a request is made to carry things along)
        if is_moving:
            return render(request, "extracts/progress.html", {"extract": extract})
        return HttpResponse(headers={"HX-Refresh": "true"})
    visible = Child.objects.visible_to(visit.person, on=visit.today)
    given = {
        "extract": extract,
        "is_moving": is_moving,
        "is_stopped": is_stopped or extract.state == State.FAILED,
        "has_files": files.is_there(extract.pk),
        "has_refused_rows": files.refused_rows_of(extract.pk).exists(),
        "what": WHAT,
        "counts": counts_of(extract),
        "lines": lines_beside(extract),
        "is_finished": extract.state in {State.IMPORTED, State.DISCARDED, State.UNREADABLE},
        "untouched": visible.filter(pk__in=extract.untouched) if extract.untouched else [],
        "to_settle": to_settle(visit.sight),
    }
    return render(request, "extracts/extract.html", given)


@signed_in(roles=_ADMINISTRATORS, methods=_POST)
def confirm_page(request: HttpRequest, visit: Visit, extract_id: UUID) -> HttpResponse:
    """Import it, or go on with what was interrupted."""
    return _done(request, visit, _extract(visit, extract_id), confirm_extract)


@signed_in(roles=_ADMINISTRATORS, methods=_POST)
def discard_page(request: HttpRequest, visit: Visit, extract_id: UUID) -> HttpResponse:
    """Import nothing of it."""
    return _done(request, visit, _extract(visit, extract_id), discard_extract)


@signed_in(roles=_ADMINISTRATORS)
def refused_rows_page(request: HttpRequest, visit: Visit, extract_id: UUID) -> FileResponse:
    """The rows that are not used, each with its reason, to be mended."""
    extract = _extract(visit, extract_id)
    file = files.refused_rows_of(extract.pk)
    if not file.exists():
        raise Http404("There are no refused rows, or they were taken away after some days.")
    audit.record(by=visit.person, verb="download_refused_rows", target=f"extract:{extract.pk}")
    named: dict[str, Any] = {"as_attachment": True, "filename": "refused-rows.csv", "content_type": "text/csv"}
    hidden = _out_of_sight(visit, extract)
    return FileResponse(files.refused_rows_without(extract.pk, hidden) if hidden else file.open("rb"), **named)


def _out_of_sight(visit: Visit, extract: Extract) -> set[str]:
    """What the rows of restricted records are known by, where the record does not name her; what she sent, she has."""
    if extract.sent_by_id == visit.person.pk:
        return set()
    hidden = Child.objects.filter(is_restricted=True).exclude(visit.sight.children)
    stays = Episode.objects.filter(child__in=hidden.values("pk")).exclude(external_id="")
    return {*hidden.values_list("external_id", flat=True), *stays.values_list("external_id", flat=True)}


@signed_in(roles=_ADMINISTRATORS)
def to_settle_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Identifiers of nobody, and differences between what was typed and what the extract says."""
    waiting = Difference.objects.to_settle(visit.sight)
    some = waiting.select_related("child", "episode", "placement", "event").order_by("child_id", "pk")[:_LISTED]
    given = {
        "identifiers": unknown_identifiers(visit.sight),
        "columns": dict(Mention._meta.get_field("column").flatchoices),
        "count": waiting.count(),
        "differences": [_told(one) for one in some],
    }
    return render(request, "extracts/to_settle.html", given)


@signed_in(roles=_ADMINISTRATORS, methods=_POST)
def settle_page(request: HttpRequest, visit: Visit, difference_id: UUID) -> HttpResponse:
    """What was typed is kept, or the extract's is taken."""
    visible = Child.objects.visible_to(visit.person, on=visit.today)
    difference = get_object_or_404(Difference, pk=difference_id, child__in=visible.values("pk"))
    decision = request.POST.get("decision")
    if decision not in {Decision.KEEP.value, Decision.TAKE.value}:
        raise Http404("A difference is settled by keeping or by taking.")
    try:
        settle_difference(difference=difference, decision=decision, by=visit.person, today=visit.today)
        kept = "What was typed is kept." if decision == Decision.KEEP else "The extract's is taken."
        messages.success(request, f"Settled. {kept}")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("to_settle")


@signed_in(roles=_ADMINISTRATORS, methods=FORM)
def identify_page(request: HttpRequest, visit: Visit, mention_id: int) -> HttpResponse:
    """Say who or what the state system means."""
    waiting = Mention.objects.unknown(visit.sight)
    mention = get_object_or_404(waiting, pk=mention_id)
    form = MeantForm(request.POST or None, mention=mention, sight=visit.sight)
    if form.is_valid():
        try:
            meant = form.cleaned_data["meant"]
            named = {"column": mention.column, "identifier": mention.identifier}
            children = settle_identifier(**named, meant=meant, by=visit.person, today=visit.today)
            messages.success(request, f"Settled: {mention.identifier} is {meant}. Children: {len(children):,}.")
            return redirect("to_settle")
        except ValidationError as refused:
            form.add_error("meant", refused.messages)
    alike = waiting.filter(column=mention.column, identifier=mention.identifier).count()
    return render(request, "extracts/identify.html", {"mention": mention, "form": form, "children": alike})


@signed_in(roles=_ADMINISTRATORS, methods=FORM)
def identifiers_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Many identifiers at once: what is chosen is settled, each by itself; what can not be stays, with its fault."""
    found = list(unknown_identifiers(visit.sight)[: _LISTED + 1])
    mentions = Mention.objects.in_bulk([one["first"] for one in found])
    forms = [
        MeantForm(
            request.POST or None,
            prefix=str(one["first"]),
            mention=mentions[one["first"]],
            sight=visit.sight,
            is_required=False,
        )
        for one in found[:_LISTED]
    ]
    if request.method == "POST":
        settled = sum(_settled(visit, form) for form in forms)
        if settled:
            messages.success(request, f"Settled: {counted(settled, 'identifier')}.")
        if not any(form.errors for form in forms):
            return redirect("to_settle")
    given = {
        "rows": list(zip(found, forms, strict=False)),
        "forms": forms,
        "has_faults": any(form.errors for form in forms),
        "is_cut": len(found) > _LISTED,
    }
    return render(request, "extracts/identifiers.html", given)


def _settled(visit: Visit, form: MeantForm) -> bool:
    """Whether an identifier is settled now; if it can not be, the form says why."""
    meant = form.cleaned_data.get("meant") if form.is_valid() else None
    if meant is None:
        return False
    try:
        mention = form.mention
        settle_identifier(
            column=mention.column, identifier=mention.identifier, meant=meant, by=visit.person, today=visit.today
        )
    except ValidationError as refused:
        form.add_error("meant", refused.messages)
        return False
    return True


def _extract(visit: Visit, extract_id: UUID) -> Extract:
    own = Extract.objects.filter(agency_id__in=visit.sight.agency_ids).select_related("agency", "sent_by")
    return get_object_or_404(own, pk=extract_id)


def _done(request: HttpRequest, visit: Visit, extract: Extract, action: Any) -> HttpResponse:
    try:
        action(extract=extract, by=visit.person, today=visit.today)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("extract", extract.pk)


def _told(difference: Difference) -> dict[str, Any]:
    return {
        "difference": difference,
        "heading": heading_of(difference),
        "recorded": lines_of(difference.recorded, nothing="Not recorded"),
        "in_extract": lines_of(difference.in_extract, nothing="The extract does not have it any more"),
    }
