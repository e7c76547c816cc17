"""Recording what happened: write the event, refresh the child, note both; all of it or nothing."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child, next_version, refuse_if_changed
from homeward.casefile.models import Child, Event, Source
from homeward.obligations.recording import check_event, may_record_kind
from homeward.obligations.refresh import refresh
from homeward.policy.vocabulary import VALUES_OF_KIND
from homeward.workforce.models import Person


@transaction.atomic
def record_event(
    *,
    child: Child,
    kind: str,
    on: date,
    by: Person,
    today: date,
    value: str = "",
    why: str = "",
    token: UUID | None = None,
    version: int | None = None,
) -> Event:
    """Record that something happened. `event.moves` then has the due dates that moved.

    `why` is read beside it in the child's history, where a day needs a reason: a hearing that was put off.
    `token` comes with the form: recording twice with the same one records once, and gives the first event.
    `version` is the child's when the form was opened. Raises ValidationError with the faults by field,
    PermissionDenied, or ChangedSinceError.
    """
    child, recorded = _begin(child, token, version)
    if recorded:
        return recorded
    check_event(kind=kind, on=on, value=value, today=today)
    _refuse_strangers(by, child, kind, today)
    value = value if kind in VALUES_OF_KIND else ""
    event = Event(child=child, kind=kind, on=on, value=value, token=token, why=why.strip())
    return _finish(event, by=by, today=today, verb="record_event")


@transaction.atomic
def correct_event(
    *,
    event: Event,
    on: date,
    by: Person,
    today: date,
    why: str,
    value: str = "",
    token: UUID | None = None,
    version: int | None = None,
) -> Event:
    """Record what is right in the place of an event that was wrong; the wrong one stays to be read."""
    child, recorded = _begin(event.child, token, version)
    if recorded:
        return recorded
    check_event(kind=event.kind, on=on, value=value, today=today)
    _refuse_corrected(event, why)
    _refuse_strangers(by, child, event.kind, today)
    right = Event(
        child=child,
        kind=event.kind,
        on=on,
        value=value if event.kind in VALUES_OF_KIND else "",
        token=token,
        corrects=event,
        why=why.strip(),
    )
    return _finish(right, by=by, today=today, verb="correct_event")


@transaction.atomic
def withdraw_event(
    *, event: Event, by: Person, today: date, why: str, token: UUID | None = None, version: int | None = None
) -> Event:
    """Record that an event did not happen; it stays to be read. This is also how a recording is undone."""
    child, recorded = _begin(event.child, token, version)
    if recorded:
        return recorded
    _refuse_corrected(event, why)
    _refuse_strangers(by, child, event.kind, today)
    nothing = Event(
        child=child,
        kind=event.kind,
        on=event.on,
        value=event.value,
        token=token,
        corrects=event,
        is_withdrawal=True,
        why=why.strip(),
    )
    return _finish(nothing, by=by, today=today, verb="withdraw_event")


def _begin(child: Child, token: UUID | None, version: int | None) -> tuple[Child, Event | None]:
    """The child, locked; and what was recorded with this token before, if anything was."""
    child = lock_child(child.pk)
    recorded = Event.objects.filter(token=token).first() if token else None
    if recorded and recorded.child_id != child.pk:
        raise ValidationError("This form was sent for another child. Open it again.")
    if not recorded:
        refuse_if_changed(child, version)
    return child, recorded


def _refuse_strangers(by: Person, child: Child, kind: str, today: date) -> None:
    if not may_record_kind(by, child, kind, on=today):
        raise PermissionDenied(f"{by} may not record “{kind}” for this child.")


def _refuse_corrected(event: Event, why: str) -> None:
    if not why.strip():
        raise ValidationError({"why": "Say why it is corrected."})
    if event.is_withdrawal or Event.objects.filter(corrects=event).exists():
        raise ValidationError("This was corrected already. Correct the latest entry.")


def _finish(event: Event, *, by: Person, today: date, verb: str) -> Event:
    """Save the event, refresh the child, note both."""
    event.source, event.recorded_by, event.recorded_at = Source.TYPED, by, timezone.now()
    event.save(force_insert=True)
    child = event.child
    next_version(child)
    changed = refresh(child_id=child.pk, as_of=today, cause=event)
    details: dict[str, audit.Detail] = {"kind": event.kind, "moved": sum(change.is_move for change in changed)}
    audit.record(by=by, verb=verb, child_id=child.pk, target=f"event:{event.pk}", details=details)
    return event
