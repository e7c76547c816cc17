"""Recording reviews and hearings in full: each save is one transaction, however many events it writes."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child, next_version, refuse_if_changed
from homeward.casefile.models import Child, Event
from homeward.obligations.actions import correct_event, record_event, withdraw_event
from homeward.obligations.recording import FIRST_DAY, may_record_kind
from homeward.obligations.refresh import gather_moves
from homeward.permanency.court.announced import HEARING, announced
from homeward.permanency.models import Continuance, CourtFinding, EffortsNotRequired, ReviewSummary
from homeward.permanency.models.court import PutOffReason
from homeward.website.words import day_words
from homeward.workforce.models import Person

Findings = Mapping[str, Any]
"""The columns of `CourtFinding` that a person fills in."""

SUMMARY: Final = "review_summary_sent"


@transaction.atomic
def record_held(
    *,
    child: Child,
    what: str,
    on: date,
    findings: Findings,
    by: Person,
    today: date,
    token: UUID,
    version: int | None = None,
    next_on: date | None = None,
    was_early: bool = False,
) -> Event:
    """A review or hearing was held: the event, what was found, and the day that was set for the next one.

    With `was_early`, the day that is still announced was meant for this one, and is taken back: it would otherwise
    count as the day of the next. Raises as `record_event` does.
    """
    lock_child(child.pk)  # the same form twice at once: one after the other
    recorded = Event.objects.filter(token=token, child=child).first()
    if recorded:
        return recorded
    if next_on and next_on <= on:
        raise ValidationError({"next_on": "Enter a day after the one on which this was held."})
    before = announced(child.pk, what)
    sent: dict[str, Any] = {"by": by, "today": today}
    held = record_event(child=child, kind=f"{what}_held", on=on, token=token, version=version, **sent)
    events = [held]
    if was_early and before and before.on > on and before.on != next_on:
        why = f"It was held earlier, on {day_words(on)}."
        events.append(withdraw_event(event=before, why=why, token=uuid5(token, "early"), **sent))
    next_token = uuid5(token, "next")
    next_set = _set_next(child, what, next_on, next_token, sent)
    if next_set and next_set.token == next_token:
        events.append(next_set)
    if len(events) > 1:
        gather_moves(events, held)
    CourtFinding.objects.create(event=held, next_set=next_set, **findings)
    return held


def _set_next(child: Child, what: str, on: date | None, token: UUID, sent: dict[str, Any]) -> Event | None:
    """The event that announces the next one; what is announced for that day already is taken as it is."""
    if not on:
        return None
    kind = f"{what}_scheduled"
    known = Event.objects.current().filter(child=child, kind=kind, on=on).first()
    return known or record_event(child=child, kind=kind, on=on, token=token, **sent)


@transaction.atomic
def correct_held(
    *,
    event: Event,
    on: date,
    findings: Findings,
    why: str,
    by: Person,
    today: date,
    token: UUID,
    version: int | None = None,
) -> Event:
    """It was held on another day, or other things were found than was recorded; what was recorded stays to be read."""
    sent: dict[str, Any] = {"by": by, "today": today, "token": token, "version": version}
    right = correct_event(event=event, on=on, why=why, **sent)
    before = CourtFinding.objects.filter(event=event).first()
    next_set = before.next_set if before else None
    CourtFinding.objects.get_or_create(event=right, defaults={**findings, "next_set": next_set})
    return right


@transaction.atomic
def add_findings(*, event: Event, findings: Findings, by: Person, today: date, version: int | None = None) -> Event:
    """What was found at a review or hearing of which only the day was recorded. A second time changes nothing."""
    child = _begin(event.child, by, event.kind, today)
    if CourtFinding.objects.filter(event=event).exists():
        return event
    refuse_if_changed(child, version)
    if event.is_withdrawal or Event.objects.filter(corrects=event).exists():
        raise ValidationError("This was corrected since. Add what was found to the latest entry.")
    CourtFinding.objects.create(event=event, **findings)
    _finish(child, by=by, verb="add_findings", target=f"event:{event.pk}", details={"kind": event.kind})
    return event


@transaction.atomic
def announce(
    *,
    child: Child,
    what: str,
    on: date,
    by: Person,
    today: date,
    token: UUID,
    version: int | None = None,
    reason: str = "",
    details: str = "",
) -> Event:
    """A day is set for a review or hearing; where one was announced before, it is put off (or moved forward) to it.

    What was announced for a hearing stays an event of its own when the hearing is put off to a later day: policy looks
    back at every day that was announced. A day that nobody looks back at is corrected. Decision 0012 says why.
    """
    lock_child(child.pk)
    recorded = Event.objects.filter(token=token, child=child).first()
    if recorded:
        return recorded
    sent: dict[str, Any] = {"by": by, "today": today, "token": token, "version": version}
    before = announced(child.pk, what)
    if before is None:
        return record_event(child=child, kind=f"{what}_scheduled", on=on, **sent)
    if before.on == on:
        raise ValidationError({"on": "It is set for this day already."})
    if reason not in PutOffReason.values:
        raise ValidationError({"reason": "Say why the day is another one."})
    sent["why"] = _why_another_day(before.on, on, PutOffReason(reason), details)
    if what == HEARING and on > before.on:
        event = record_event(child=child, kind=f"{what}_scheduled", on=on, **sent)
    else:
        event = correct_event(event=before, on=on, **sent)
    Continuance.objects.create(event=event, put_off=before, reason=reason, details=details.strip())
    return event


def _why_another_day(was: date, on: date, reason: PutOffReason, details: str) -> str:
    """The reason as the child's history says it."""
    done = "Put off" if on > was else "Moved forward"
    more = f" {details.strip()}" if details.strip() else ""
    return f"{done} from {day_words(was)}: {reason.label}.{more}"


@transaction.atomic
def send_summary(
    *,
    child: Child,
    review: Event | None,
    on: date,
    sent_to: str,
    by: Person,
    today: date,
    token: UUID,
    version: int | None = None,
) -> Event:
    """The written summary of a review went out."""
    lock_child(child.pk)
    recorded = Event.objects.filter(token=token, child=child).first()
    if recorded:
        return recorded
    if review is None or review.child_id != child.pk:
        raise ValidationError({"review": "Choose the review of which this is the summary."})
    if on < review.on:
        raise ValidationError({"on": f"The review was held later, on {day_words(review.on)}."})
    if ReviewSummary.objects.current().filter(review=review).exists():
        raise ValidationError({"review": "The summary of this review is recorded already."})
    event = record_event(child=child, kind=SUMMARY, on=on, by=by, today=today, token=token, version=version)
    ReviewSummary.objects.create(event=event, review=review, sent_to=sent_to.strip())
    return event


@transaction.atomic
def record_efforts_not_required(
    *, child: Child, found_on: date, ground: str, by: Person, today: date, token: UUID, version: int | None = None
) -> EffortsNotRequired:
    """The court found that reasonable efforts to return the child home are not required."""
    child = _begin(child, by, f"{HEARING}_held", today)
    recorded = EffortsNotRequired.objects.filter(token=token, child=child).first()
    if recorded:
        return recorded
    refuse_if_changed(child, version)
    faults = {}
    if not FIRST_DAY <= found_on <= today:
        faults["on"] = "Enter the day of the finding: not in the future, and not before 1900."
    if not ground.strip():
        faults["ground"] = "Say on which ground the court found it."
    if faults:
        raise ValidationError(dict(faults))
    found = EffortsNotRequired.objects.create(
        child=child,
        found_on=found_on,
        ground=ground.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
        token=token,
    )
    _finish(child, by=by, verb="record_efforts_not_required", target=f"efforts_not_required:{found.pk}")
    return found


@transaction.atomic
def withdraw_efforts_not_required(
    *, found: EffortsNotRequired, why: str, by: Person, today: date, version: int | None = None
) -> EffortsNotRequired:
    """The court did not find so; what was recorded stays to be read. Withdrawing it twice is withdrawing it once."""
    child = _begin(found.child, by, f"{HEARING}_held", today)
    found.refresh_from_db()
    if found.withdrawn_at:
        return found
    refuse_if_changed(child, version)
    if not why.strip():
        raise ValidationError({"why": "Say why it is taken back."})
    found.withdrawn_at, found.withdrawn_by, found.why_withdrawn = timezone.now(), by, why.strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "why_withdrawn"])
    _finish(child, by=by, verb="withdraw_efforts_not_required", target=f"efforts_not_required:{found.pk}")
    return found


def _begin(child: Child, by: Person, kind: str, today: date) -> Child:
    """The child, locked, if the person may record this."""
    child = lock_child(child.pk)
    if not may_record_kind(by, child, kind, on=today):
        raise PermissionDenied(f"{by} may not record this for this child.")
    return child


def _finish(
    child: Child, *, by: Person, verb: str, target: str, details: Mapping[str, audit.Detail] | None = None
) -> None:
    """Count the change and note it; nothing that the engine reads has changed."""
    next_version(child)
    audit.record(by=by, verb=verb, child_id=child.pk, target=target, details=details)
