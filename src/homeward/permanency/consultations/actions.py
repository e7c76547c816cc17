"""What is done about a consultation: begun, agreed, started, written, held, its form completed and added to."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child, refuse_if_changed
from homeward.casefile.models import Child, Event
from homeward.casefile.sight import sight_of
from homeward.obligations.actions import record_event
from homeward.permanency.consultations import who
from homeward.permanency.consultations.attending import follow_convened, seat_everybody
from homeward.permanency.consultations.checks import before_completion, before_end, noted
from homeward.permanency.consultations.convened import convened, was_held
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.consultations.parts import Texts
from homeward.permanency.consultations.saves import keep, text_of
from homeward.permanency.consultations.snapshot import snapshot
from homeward.permanency.consultations.steps import children_of, compared, keep_rows
from homeward.permanency.models import Addendum, Consultation, ConsultationChild
from homeward.permanency.models.consultations import ROUNDTABLE
from homeward.website.words import day_words
from homeward.workforce.models import Person

FORM_VERSION: Final = 1
"""Of the shape in which a completed form is kept."""


@transaction.atomic
def begin(
    *,
    child: Child,
    siblings: Sequence[Child] = (),
    kind: str = ROUNDTABLE,
    on: date,
    by: Person,
    today: date,
    token: UUID,
    version: int | None = None,
) -> Consultation:
    """Begin a consultation of a child, or of several siblings, on a day.

    A child is in one active consultation at a time. The same form twice begins once. Raises ValidationError,
    PermissionDenied or ChangedSinceError.
    """
    children = [lock_child(one.pk) for one in sorted({child, *siblings}, key=lambda one: str(one.pk))]
    if begun := Consultation.objects.filter(token=token).first():
        return begun
    refuse_if_changed(next(one for one in children if one.pk == child.pk), version)
    if not all(who.takes_part(by, one, on=today) for one in children):
        raise PermissionDenied(f"{by} may not begin a consultation of these children.")
    _refuse_siblings(children)
    for one in children:
        if active_of(one):
            raise ValidationError(f"A consultation of {one} is being prepared already. Go on with that one.")
    consultation = Consultation.objects.create(
        kind=kind,
        on=on,
        begun_by=by,
        begun_as=who.begins_as(sight_of(by, on=today)),
        begun_at=timezone.now(),
        token=token,
        guide_version=guide_on(on).version,
    )
    ConsultationChild.objects.bulk_create(ConsultationChild(consultation=consultation, child=one) for one in children)
    follow_convened(consultation, children)
    _note(consultation, children, by, "begin_consultation")
    return consultation


def active_of(child: Child) -> Consultation | None:
    """The consultation of a child that is being prepared or has not ended. One query."""
    return Consultation.objects.of(child.pk).filter(held_at=None).first()


def _refuse_siblings(children: Sequence[Child]) -> None:
    """Raise ValidationError unless whoever works with one of several children works with all of them."""
    if len(children) == 1:
        return
    if any(one.is_restricted for one in children) or len({one.unit_id for one in children}) > 1:
        raise ValidationError({"siblings": "Only siblings of one unit without a restricted record meet together."})
    if "" in {one.case_id for one in children} or len({one.case_id for one in children}) > 1:
        raise ValidationError({"siblings": "These children are not recorded as siblings."})


@transaction.atomic
def agree(*, consultation: Consultation, by: Person, today: date) -> Consultation:
    """The other one of case manager and supervisor, or the consultant, wants it too. Twice is harmless."""
    consultation, children = _opened(consultation, by, today)
    if not consultation.awaits_agreement:
        return consultation
    if not who.agrees(who.begins_as(sight_of(by, on=today)), consultation.begun_as):
        raise PermissionDenied("Case manager and supervisor want it together: the other one agrees.")
    consultation.agreed_by, consultation.agreed_at = by, timezone.now()
    consultation.save(update_fields=["agreed_by", "agreed_at"])
    _note(consultation, children, by, "agree_consultation")
    return consultation


@transaction.atomic
def call_off(*, consultation: Consultation, why: str, by: Person, today: date) -> Consultation:
    """It is not held. What was prepared stays, and is no longer listed."""
    consultation, children = _opened(consultation, by, today)
    if consultation.called_off_at:
        return consultation
    if consultation.held_at:
        raise ValidationError("It was held: it can not be called off.")
    if not why.strip():
        raise ValidationError({"why": "Say why it is called off."})
    consultation.called_off_by, consultation.called_off_at = by, timezone.now()
    consultation.why_called_off, consultation.convened_as = why.strip(), None
    consultation.save(update_fields=["called_off_by", "called_off_at", "why_called_off", "convened_as"])
    _note(consultation, children, by, "call_off_consultation")
    return consultation


@transaction.atomic
def start(*, consultation: Consultation, by: Person, today: date) -> Consultation:
    """The meeting begins: what is known and was prepared is frozen. Twice is harmless.

    By whoever prepares it, or by the facilitator of what is convened. Raises ValidationError, PermissionDenied.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    children = children_of(consultation)
    if not who.starts(by, children, convened(consultation, children), on=today):
        raise PermissionDenied("The facilitator begins the meeting, or somebody who prepares it.")
    if consultation.started_at:
        return consultation
    _refuse_called_off(consultation)
    if consultation.awaits_agreement:
        raise ValidationError("Case manager and supervisor want it together: the other one has not agreed yet.")
    meeting = follow_convened(consultation, children)
    if consultation.on > today:
        raise ValidationError(f"It is planned for {day_words(consultation.on)}. Start it on that day.")
    texts, _ = text_of(consultation)
    prepared = {name: said for name, said in texts.items() if name.startswith(("prep.", "check."))}
    consultation.snapshot = {**snapshot(children, consultation.on, today), "prepared": prepared}
    consultation.started_at = timezone.now()
    consultation.guide_version = guide_on(consultation.on).version
    consultation.save(update_fields=["snapshot", "started_at", "guide_version"])
    seat_everybody(consultation, children, meeting, by=by)
    _note(consultation, children, by, "start_consultation")
    return consultation


@transaction.atomic
def write(*, consultation: Consultation, typed: Texts, opened: int, by: Person, today: date) -> dict[str, str]:
    """Save what was typed, as it was typed. Raises PartsChangedError where somebody else changed the same part.

    What was prepared is frozen once the meeting has begun; everything is locked once the form is completed. During the
    meeting its facilitator and its scribe write too, by their seats.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not who.leads_or_writes(by, consultation):
        consultation, _ = _opened(consultation, by, today)
    children = children_of(consultation)
    _refuse_called_off(consultation)
    if consultation.completed_at:
        raise ValidationError("The form is completed and locked. Add an addendum.")
    if consultation.started_at and any(name.startswith(("prep.", "check.")) for name in typed):
        raise ValidationError("The meeting has begun: what was prepared is frozen. What you typed is not saved.")
    if not consultation.started_at and any(not name.startswith(("prep.", "check.")) for name in typed):
        raise ValidationError("The meeting has not begun yet.")
    before = consultation.saves.count()
    texts = keep(consultation, typed, opened=opened, by=by)
    if consultation.saves.count() > before:
        _note(consultation, children, by, "write_consultation")
    return texts


@transaction.atomic
def hold(
    *,
    consultation: Consultation,
    by: Person,
    today: date,
    token: UUID | None = None,
    version: int | None = None,
    opened_at: Child | None = None,
) -> Consultation:
    """The meeting is over: for a roundtable, `roundtable_held` is recorded for each child, all of it or nothing.

    `version` is that of the child at whose page the form was opened. Twice is harmless.
    Raises ValidationError with what is missing, PermissionDenied, ChangedSinceError.
    """
    consultation, children = _opened(consultation, by, today)
    if consultation.held_at:
        return consultation
    _refuse_called_off(consultation)
    if not consultation.started_at:
        raise ValidationError("The meeting has not begun yet.")
    if not all(who.ends(by, child, on=today) for child in children):
        raise PermissionDenied(f"{by} may not record that the meeting was held.")
    texts, _ = text_of(consultation)
    if faults := before_end(texts):
        raise ValidationError(list(dict.fromkeys(faults.values())))
    for child in sorted(children, key=lambda one: one.pk):  # as all do who lock several, so that nobody waits in a ring
        lock_child(child.pk)
    keep_rows(consultation, children, texts)
    if consultation.kind == ROUNDTABLE:
        for child in children:
            asked = version if child == opened_at else None
            event = _held_event(consultation, child, by, today, token, asked)
            ConsultationChild.objects.filter(consultation=consultation, child=child).update(held=event)
    consultation.held_at = timezone.now()
    consultation.save(update_fields=["held_at"])
    was_held(consultation, by=by, today=today)
    _note(consultation, children, by, "hold_consultation")
    return consultation


def _held_event(
    consultation: Consultation, child: Child, by: Person, today: date, token: UUID | None, version: int | None
) -> Event:
    """The event by which it counts; one that the extract brought for that day already is the same."""
    known = Event.objects.current().filter(child=child, kind=who.HELD, on=consultation.on).first()
    if known:
        refuse_if_changed(child, version)
        return known
    of_child = uuid5(token or consultation.token, str(child.pk))
    return record_event(
        child=child, kind=who.HELD, on=consultation.on, by=by, today=today, token=of_child, version=version
    )


@transaction.atomic
def complete(*, consultation: Consultation, opened: int, by: Person, today: date) -> Consultation:
    """The case manager completes the form: it is frozen. That it was entered in the state system is another matter.

    `opened` is the save that was looked at. Twice is harmless. Raises ValidationError with what is missing by part
    (OCM 43.00, Procedures 6.a), PermissionDenied.
    """
    consultation, children = _opened(consultation, by, today)
    if consultation.completed_at:
        return consultation
    if not consultation.held_at:
        raise ValidationError("The meeting has not ended yet.")
    if not all(who.completes(by, child, on=today) for child in children):
        raise PermissionDenied("The ongoing case manager completes the form.")
    texts, latest = text_of(consultation)
    if latest and latest.number != opened:
        raise ValidationError(f"{latest.saved_by} saved this form since you opened it. Read it again first.")
    if faults := before_completion(consultation, children, texts):
        raise ValidationError({name: [says] for name, says in faults.items()})
    keep_rows(consultation, children, texts)
    notes = noted(consultation, texts, compared(consultation, children, texts))
    consultation.form = {"version": FORM_VERSION, "texts": texts, "notes": notes}
    consultation.completed_by, consultation.completed_at = by, timezone.now()
    consultation.save(update_fields=["form", "completed_by", "completed_at"])
    _note(consultation, children, by, "complete_consultation_form")
    return consultation


@transaction.atomic
def add_addendum(*, consultation: Consultation, text: str, by: Person, today: date, token: UUID) -> Addendum:
    """Correct a completed form by adding to it. Sent twice, it is added once."""
    consultation, children = _opened(consultation, by, today)
    if added := Addendum.objects.filter(token=token).first():
        return added
    if not consultation.completed_at:
        raise ValidationError("The form is not completed yet: change it.")
    if not all(who.completes(by, child, on=today) for child in children):
        raise PermissionDenied("The ongoing case manager adds to the form.")
    if not text.strip():
        raise ValidationError({"text": "Write what is to be added or corrected."})
    addendum = Addendum.objects.create(
        consultation=consultation, text=text.strip(), added_by=by, added_at=timezone.now(), token=token
    )
    _note(consultation, children, by, "add_addendum")
    return addendum


def _opened(consultation: Consultation, by: Person, today: date) -> tuple[Consultation, list[Child]]:
    """The consultation as it is now, locked, with its children; PermissionDenied to whoever takes no part."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    children = children_of(consultation)
    if not all(who.takes_part(by, child, on=today) for child in children):
        raise PermissionDenied(f"{by} may not write in this consultation.")
    return consultation, children


def _refuse_called_off(consultation: Consultation) -> None:
    if consultation.called_off_at:
        raise ValidationError("It was called off.")


def _note(consultation: Consultation, children: Sequence[Child], by: Person, verb: str) -> None:
    for child in children:
        audit.record(by=by, verb=verb, child_id=child.pk, target=f"consultation:{consultation.pk}")
