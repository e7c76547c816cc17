"""Setting a permanency goal with its reasons, and writing the reasons of one that came without."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child, next_version, refuse_if_changed
from homeward.casefile.models import Child, Episode, Event
from homeward.obligations.actions import correct_event, record_event
from homeward.obligations.recording import may_record_kind
from homeward.obligations.refresh import gather_moves
from homeward.permanency.goals.asked import (
    CONCURRENT,
    FIELD_WORDS,
    PRIMARY,
    REEVALUATED,
    checks_on,
    fields_asked,
    forbidden,
)
from homeward.permanency.goals.history import goal_on
from homeward.permanency.models import PermanencyGoal
from homeward.website.words import day_words
from homeward.workforce.models import Person

Details = Mapping[str, str]
"""`set_by` and the texts of a `PermanencyGoal`, by column."""


@transaction.atomic
def set_goal(
    *,
    child: Child,
    kind: str,
    goal: str,
    on: date,
    details: Details,
    by: Person,
    today: date,
    token: UUID | None = None,
    version: int | None = None,
    reevaluates: bool = False,
) -> Event:
    """Record that a goal was set, with who set it and why.

    With `reevaluates`, the goals were looked at again by this, after a change of placement: that is recorded too.
    Raises what `record_event` raises, and ValidationError for what the manual's checks forbid or ask to be written:
    s. 48.38(4)(fg) and (fm), Wis. Stats. The record is tried first and looked at as the engine sees it, so that no
    age and no list of goals stands here.
    """
    event = record_event(child=child, kind=kind, on=on, value=goal, by=by, today=today, token=token, version=version)
    _keep_reasons(event, details, by, today)
    if reevaluates:
        again = uuid5(event.token or event.pk, REEVALUATED)
        looked = record_event(child=child, kind=REEVALUATED, on=on, by=by, today=today, token=again)
        gather_moves([event, looked], event)
    return event


@transaction.atomic
def correct_goal(
    *,
    event: Event,
    goal: str,
    on: date,
    details: Details,
    why: str,
    by: Person,
    today: date,
    token: UUID | None = None,
    version: int | None = None,
) -> Event:
    """Another goal was set, on another day or for other reasons, than was recorded; that stays to be read.

    What is right is held to the same checks as a goal that is set. Raises what `correct_event` and `set_goal` raise.
    """
    right = correct_event(event=event, on=on, value=goal, by=by, today=today, why=why, token=token, version=version)
    _keep_reasons(right, details, by, today)
    return right


@transaction.atomic
def describe_goal(
    *, event: Event, details: Details, by: Person, today: date, why: str = "", token: UUID | None = None, version: int
) -> Event:
    """Write who set a goal and why, where only the goal is on record; nothing moves.

    Where it is on record already, what is written now counts in its place, as a correction with its reason.
    Raises PermissionDenied, ChangedSinceError, or ValidationError with the faults by field.
    """
    child = lock_child(event.child_id)
    known = PermanencyGoal.objects.filter(event=event).first()
    if known and all(getattr(known, name) == said for name, said in details.items()):
        return event
    if faults := _unwritten(event, details, today):
        raise ValidationError(dict(faults))
    if known:
        event = correct_event(
            event=event, on=event.on, value=event.value, by=by, today=today, why=why, token=token, version=version
        )
        if not PermanencyGoal.objects.filter(event=event).exists():
            _write(event, details, by)
        return event
    refuse_if_changed(child, version)
    if not may_record_kind(by, child, event.kind, on=today):
        raise PermissionDenied(f"{by} may not record “{event.kind}” for this child.")
    _write(event, details, by)
    next_version(child)
    audit.record(
        by=by, verb="describe_goal", child_id=child.pk, target=f"event:{event.pk}", details={"kind": event.kind}
    )
    return event


def _keep_reasons(event: Event, details: Details, by: Person, today: date) -> None:
    """Write the details of a goal just recorded, if it was not before; raise ValidationError for its faults."""
    if PermanencyGoal.objects.filter(event=event).exists():
        return
    faults = _unwritten(event, details, today) | _impossible(event, today)
    if faults:
        raise ValidationError(dict(faults))
    _write(event, details, by)


def _write(event: Event, details: Details, by: Person) -> None:
    PermanencyGoal.objects.create(event=event, written_by=by, written_at=timezone.now(), **details)


def _unwritten(event: Event, details: Details, today: date) -> dict[str, str]:
    """The texts that the manual's checks ask for and that are empty, by field."""
    return {
        name: f"Write {FIELD_WORDS[name]} ({rule.sources[0].cite})."
        for rule in checks_on(event.kind, event.value, today)
        for name in fields_asked(rule)
        if not details.get(name, "").strip()
    }


def _impossible(event: Event, today: date) -> dict[str, str]:
    """Why this can not be the goal on that day, by field."""
    faults: dict[str, str] = {}
    stay = Episode.objects.last_of(event.child_id, on=event.on)
    if stay is None or (stay.discharged_on and stay.discharged_on < event.on):
        faults["on"] = "The child was not in out-of-home care on that day: a permanency goal belongs to a stay."
    elif why := forbidden(event, today):
        faults["value"] = why
    primary = goal_on(event.child, PRIMARY, event.on)
    if event.kind == CONCURRENT and primary and primary.value == event.value:
        faults["value"] = (
            f"This is the permanency goal already, since {day_words(primary.on)}. "
            "A concurrent goal is a second one that is worked on at the same time."
        )
    return faults
