"""The meeting on one screen, its projector view, and its end."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from homeward.audit.models import Entry, EntryQuerySet
from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.forms import RecordingForm
from homeward.obligations.record import refuse_kind
from homeward.obligations.recording import RATING, hers_to_record, record_address
from homeward.obligations.steps import Found, Steps, add_faults
from homeward.permanency.consultations import actions, who
from homeward.permanency.consultations.checks import before_end
from homeward.permanency.consultations.forms import Sheet, Shown
from homeward.permanency.consultations.guide import Guide, Phase, guide_of
from homeward.permanency.consultations.parts import (
    BARRIERS,
    PEOPLE,
    QUESTIONS,
    ROWS,
    STEPS,
    Part,
    Texts,
    columns,
    of_meeting,
    presentation,
    sections,
)
from homeward.permanency.consultations.saves import PartsChangedError, text_of
from homeward.permanency.consultations.snapshot import shown
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.consultations.text import by_first_names
from homeward.permanency.consultations.views import opened, refuse_reader
from homeward.permanency.models import Consultation, ConsultationSave, Participant
from homeward.permanency.ratings.history import ratings_of
from homeward.website.words import capital, clock_words, day_words, plain
from homeward.workforce.models import Person

AS_TYPED: Final = "X-Homeward-Saves"
"""The header by which the page's script saves what is being typed."""

_OVER: Final = {"opened": 0, "by": "", "others": {}, "is_over": True}
"""What the script is told once the meeting is over: nothing of its text."""
_PAGE: Final = "consultation_meeting"
_OPEN_FOR: Final = timedelta(hours=12)
"""So long the script of a page that was opened asks without that being noted anew."""

_ROWS_OF_PHASE: Final = {"welcome": (PEOPLE,), "clarify": (QUESTIONS,), "plan": (STEPS, BARRIERS)}
_RECOMMENDS: Final = "recommends"
"""The column of participants that is written at the end, when everybody has heard everything."""
_ROW_WORDS: Final = {
    PEOPLE: "Participant",
    QUESTIONS: "Question",
    STEPS: "Step",
    BARRIERS: "Systemic barrier",
}


@dataclass(frozen=True)
class Row:
    """A row on a page: the beginning of its fields' names, its fields, its heading, and what is recorded of it."""

    name: str
    fields: list[Shown]
    note: str = ""
    title: str = ""


@dataclass(frozen=True)
class Rows:
    """The rows of one kind on a page."""

    name: str
    word: str
    rows: list[Row]
    is_open: bool = True
    """Whether rows can be added."""


@dataclass(frozen=True)
class Stage:
    """A phase with what is written in it, and when it is planned to begin."""

    phase: Phase
    rows: list[Rows]
    fields: list[Shown]
    begins: str = ""


@dataclass(frozen=True)
class Room:
    """A meeting that somebody is in, and the addresses of her way to it: by the file, or by her seat alone."""

    consultation: Consultation
    meeting_at: str
    saved_at: str
    projector_at: str
    end_at: str = ""
    """Empty: she does not end it."""
    back_at: str = ""
    child: Child | None = None
    """None for whoever comes by her seat: no file is open to her."""
    rate_at: dict[UUID, str] = field(default_factory=dict)
    """Where the rating of each child is recorded, if it is hers to record."""
    template: str = "permanency/consultations_meeting.html"
    children: list[Child] = field(default_factory=list)

    @property
    def guide(self) -> Guide:
        return guide_of(self.consultation.guide_version, self.consultation.on)


def asked(guide: Guide, children: Sequence[Child], texts: Texts) -> tuple[list[Part], dict[str, tuple[Part, ...]]]:
    """The parts of the meeting, and the columns of its rows."""
    parts = [part for of in of_meeting(guide, children, texts).values() for part in of]
    return parts, {name: columns(name, guide, children) for name in ROWS}


def stages(sheet: Sheet, guide: Guide, consultation: Consultation, children: Sequence[Child]) -> list[Stage]:
    """The phases of the guide; parts of a phase that the guide does not have stand in the last one."""
    parts, codes = of_meeting(guide, children, {}), [phase.code for phase in guide.phases]
    begins, found = consultation.started_at, []
    for phase in guide.phases:
        here = [name for name in parts if name == phase.code or (name not in codes and phase is guide.phases[-1])]
        rows = [rows_on(sheet, rows, consultation) for name in here for rows in _ROWS_OF_PHASE.get(name, ())]
        found.append(
            Stage(
                phase=phase,
                rows=[_without_recommendations(of) for of in rows]
                + ([_recommended(sheet)] if "debrief" in here else []),
                fields=[one for name in here for one in sheet.fields(parts[name])],
                begins=clock_words(timezone.localtime(begins).time()) if begins else "",
            )
        )
        begins = begins + timedelta(minutes=phase.minutes) if begins else None
    return found


def rows_on(sheet: Sheet, name: str, consultation: Consultation) -> Rows:
    """The rows of one kind, with the word for one of them; participants with why they may sit there."""
    notes: dict[str, str] = {}
    if name == PEOPLE:
        seats = Participant.objects.filter(consultation=consultation)
        notes = dict(seats.values_list("row", "eligible_because"))
    keyed = zip(sheet.row_keys[name], sheet.rows(name), strict=True)
    return Rows(name, _ROW_WORDS[name], [Row(f"{name}.{key}", fields, notes.get(key, "")) for key, fields in keyed])


def _without_recommendations(rows: Rows) -> Rows:
    """The attendance; what each recommends is written in the last phase."""
    if rows.name != PEOPLE:
        return rows
    return replace(rows, rows=[replace(row, fields=row.fields[:-1]) for row in rows.rows])


def _recommended(sheet: Sheet) -> Rows:
    """What each of those who are named recommends."""
    found = []
    for key, fields in zip(sheet.row_keys[PEOPLE], sheet.rows(PEOPLE), strict=True):
        of = {shown.field.name.rpartition(".")[2]: shown for shown in fields}
        if _RECOMMENDS in of and "name" in of and (name := of["name"].field.value()):
            found.append(Row(f"{PEOPLE}.{key}", [of[_RECOMMENDS]], title=str(name)))
    return Rows(_RECOMMENDS, "Participant", found, is_open=False)


@signed_in(methods=FORM)
def meeting_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The six phases, as they are run; a plain form that a small script saves as one types."""
    # What is saved as one types is noted as a save: it is no new opening of the page that lies open.
    is_typing = request.method == "POST" and AS_TYPED in request.headers
    child = _of_open_page(visit, child_id) if is_typing else visit.child(child_id, page=_PAGE)
    consultation = opened(visit, child, consultation_id)
    refuse_reader(visit, child)
    if not consultation.started_at:
        return redirect("consultation", child.pk, consultation.pk)
    if consultation.held_at:
        return redirect("consultation_form", child.pk, consultation.pk)
    if consultation.called_off_at and request.method != "POST":
        return redirect("consultations", child.pk)
    return answer_meeting(request, visit, _room(visit, child, consultation))


def _of_open_page(visit: Visit, child_id: UUID) -> Child:
    """The child for the page's script; who has not opened the page herself is noted as one who opens it now."""
    noted = Entry.objects.about(child_id).filter(details__page=_PAGE)
    seen = Child.objects.seen_by(visit.sight).filter(pk=child_id).first() if lies_open(noted, visit.person) else None
    return seen or visit.child(child_id, page=_PAGE)


def lies_open(noted: EntryQuerySet, person: Person) -> bool:
    """Whether somebody has opened the page of which these are the entries, so lately that it may lie open still."""
    since = timezone.now() - _OPEN_FOR
    return noted.filter(by=person, verb="opened", recorded_at__gte=since).exists()


def _room(visit: Visit, child: Child, consultation: Consultation) -> Room:
    here, children = (child.pk, consultation.pk), children_of(consultation)
    rates = {one.pk: record_address(one.pk, RATING, hers_to_record(visit.sight, one)) for one in children}
    return Room(
        consultation=consultation,
        meeting_at=reverse("consultation_meeting", args=here),
        saved_at=reverse("consultation_saved", args=here),
        projector_at=reverse("consultation_projector", args=here),
        end_at=reverse("end_consultation", args=here),
        back_at=reverse("consultations", args=(child.pk,)),
        child=child,
        rate_at=rates,
        children=children,
    )


def answer_meeting(request: HttpRequest, visit: Visit, room: Room) -> HttpResponse:
    """The meeting's page, or what became of what was typed in it; whoever asks has been let in already."""
    if request.method == "POST":
        return _sent(request, visit, room)
    texts, latest = text_of(room.consultation)
    sheet = Sheet.showing(texts, latest.number if latest else 0, *asked(room.guide, room.children, texts))
    return _page(request, room, sheet, latest=latest)


def _sent(request: HttpRequest, visit: Visit, room: Room) -> HttpResponse:
    is_typing, asks = AS_TYPED in request.headers, asked(room.guide, room.children, {})
    sheet = Sheet.sent(request.POST, *asks)
    try:
        if not sheet.form.is_valid():
            raise ValidationError([])
        number = sheet.form.cleaned_data["opened"]
        by: dict[str, Any] = {"consultation": room.consultation, "by": visit.person, "today": visit.today}
        actions.write(typed=sheet.texts(), opened=number, **by)
    except PartsChangedError as changed:
        if is_typing:
            return _collided(changed)
        texts = {**text_of(room.consultation)[0], **changed.merged.text.texts}
        together = Sheet.showing(texts, changed.latest.number, *asks, changed.merged.theirs)
        return _page(request, room, together, changed=changed.save, status=409)
    except ValidationError as refused:
        if is_typing:
            says = refused.messages[0] if refused.messages else "Something can not be saved as it is: press Save."
            return JsonResponse({"says": says}, status=422)
        add_faults(sheet.form, refused)
        return _page(request, room, sheet)
    if is_typing:
        return JsonResponse(saved_since(room.consultation, number, but=sheet.texts()))
    if request.POST.get("step") == "end" and room.end_at:
        return redirect(room.end_at)
    return redirect(f"{room.meeting_at}#saved")


def _collided(changed: PartsChangedError) -> JsonResponse:
    """Both changed the same: the script shows both texts; nothing of this save is kept."""
    told = {"by": str(changed.save.saved_by), "opened": changed.latest.number, "theirs": dict(changed.merged.theirs)}
    return JsonResponse(told, status=409)


@signed_in()
def saved_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """What others saved since, for the page's script, which asks every few seconds.

    It tells nothing that the meeting's page, whose opening is noted, does not show: so the asking is not noted again,
    and makes no session last longer. Without such an opening it is one.
    """
    child = _of_open_page(visit, child_id)
    refuse_reader(visit, child)
    return answer_saved(request, opened(visit, child, consultation_id))


def answer_saved(request: HttpRequest, consultation: Consultation) -> JsonResponse:
    """What was saved since the number that is asked for, while the meeting lasts; then, or called off, that it is over.

    Raises Http404 before it begins.
    """
    setattr(request, "only_asks", True)  # noqa: B010  (a request is made to carry things along)
    if consultation.held_at or consultation.called_off_at:
        return JsonResponse(_OVER)
    if not consultation.started_at:
        raise Http404("The meeting has not begun.")
    since = request.GET.get("since", "0")
    return JsonResponse(saved_since(consultation, int(since) if since.isdecimal() and len(since) < 9 else 0))


def saved_since(consultation: Consultation, number: int, but: Texts | None = None) -> dict[str, Any]:
    """The save that stands, who wrote it, and what changed since another one, but for what is known."""
    texts, latest = text_of(consultation)
    changed: dict[str, str] = {}
    for save in consultation.saves.filter(number__gt=number).order_by("number"):
        changed |= dict.fromkeys(save.changed, "")
    known = but or {}
    others = {name: texts.get(name, "") for name in changed if known.get(name, "\0").strip() != texts.get(name, "")}
    return {
        "opened": latest.number if latest else 0,
        "by": str(latest.saved_by) if latest else "",
        "others": others,
    }


def _page(
    request: HttpRequest,
    room: Room,
    sheet: Sheet,
    *,
    latest: ConsultationSave | None = None,
    changed: ConsultationSave | None = None,
    status: int = 200,
) -> HttpResponse:
    consultation, guide = room.consultation, room.guide
    started = consultation.started_at
    given = {
        "child": room.child,
        "children": room.children,
        "room": room,
        "one": consultation,
        "form": sheet.form,
        "stages": stages(sheet, guide, consultation, room.children),
        **_known(room),
        "ratings": _ratings(room),
        "guide": guide,
        "latest": latest,
        "changed": changed,
        "minutes": sum(phase.minutes for phase in guide.phases),
        "seconds": max(0, int((timezone.now() - started).total_seconds())) if started else 0,
    }
    return render(request, room.template, given, status=status)


def _known(room: Room) -> dict[str, Any]:
    """What was known and prepared when the meeting began; by a seat alone, without the children's family names."""
    frozen = room.consultation.snapshot
    known, prepared = shown(frozen), sections(frozen.get("prepared", {}), presentation())
    if room.child is not None:
        return {"known": known, "prepared": prepared}
    of = partial(by_first_names, children=room.children)
    listed = [
        one | {"name": of(one["name"]), "sections": [
            each | {"lines": [of(line) for line in each["lines"]]} for each in one["sections"]
        ]}
        for one in known
    ]  # fmt: skip
    return {"known": listed, "prepared": [(label, of(said)) for label, said in prepared]}


def _ratings(room: Room) -> list[tuple[Child, str, str]]:
    """Each child with the rating on record, and where it is recorded."""
    found = []
    for child in room.children:
        last = next((one.event for one in ratings_of(child.pk) if one.event.on <= room.consultation.on), None)
        says = f"{capital(plain(last.value))}, {day_words(last.on)}" if last else "never rated"
        found.append((child, says, room.rate_at.get(child.pk, "")))
    return found


@signed_in(methods=FORM)
def end_page(request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID) -> HttpResponse:
    """The meeting is over: what that moves, then recorded with the consultation in one go."""
    child = visit.child(child_id, page="end_consultation")
    consultation = opened(visit, child, consultation_id)
    refuse_kind(visit, child, who.HELD)
    if consultation.held_at:
        return redirect("consultation_form", child.pk, consultation.pk)

    def save(found: Found) -> str:
        sent = {"token": found["token"], "version": found["version"], "opened_at": child}
        actions.hold(consultation=consultation, by=visit.person, today=visit.today, **sent)
        return reverse("consultation_form", args=(child.pk, consultation.pk))

    texts, _ = text_of(consultation)
    return Steps(
        child=child,
        today=visit.today,
        title="The meeting was held",
        form=RecordingForm,
        save=save,
        says=lambda found: f"{capital(str(consultation.get_kind_display()))} held {day_words(consultation.on)}",
        template="permanency/consultations_end.html",
        more={"one": consultation, "missing": list(dict.fromkeys(before_end(texts).values()))},
    ).answer(request)
