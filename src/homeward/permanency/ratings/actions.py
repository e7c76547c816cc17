"""Rating a child: the event that policy counts, and behind it the criteria; both or neither."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child, next_version, refuse_if_changed
from homeward.casefile.models import Child, Event
from homeward.obligations.actions import correct_event, record_event
from homeward.obligations.recording import RATING, may_record_kind
from homeward.permanency.models import PermanencyRating
from homeward.permanency.ratings.check import mismatch
from homeward.permanency.ratings.scale import Scale
from homeward.policy.vocabulary import RATINGS
from homeward.workforce.models import Person

ASKS_NO_CONSULTATION: Final = ("very_good", "good")
"""The levels beside which it may be said that no consultation is required."""


@dataclass(frozen=True)
class Details:
    """What stands behind a rating, as it was held against one version of the scale."""

    scale: Scale
    answers: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    restrictiveness_level: str = ""
    context: str = ""
    no_consultation_required: bool = False
    why_this_level: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
    """What of the child's file an answer rests on, by the criterion's name (`ratings.evidence`)."""


@transaction.atomic
def rate(
    *,
    child: Child,
    on: date,
    value: str,
    details: Details,
    by: Person,
    today: date,
    token: UUID | None = None,
    version: int | None = None,
) -> Event:
    """Rate a child's permanency status, with the criteria behind it.

    Raises ValidationError with the faults by field, PermissionDenied, or ChangedSinceError.
    """
    _refuse_unfit(value, details)
    event = record_event(child=child, kind=RATING, on=on, value=value, by=by, today=today, token=token, version=version)
    _keep(event, details, by)
    return event


@transaction.atomic
def correct_rating(
    *,
    event: Event,
    on: date,
    value: str,
    details: Details,
    by: Person,
    today: date,
    why: str,
    token: UUID | None = None,
    version: int | None = None,
) -> Event:
    """Record what is right in the place of a rating that was wrong, with its criteria; the wrong one stays to be read.

    Raises as `rate` does.
    """
    _refuse_unfit(value, details)
    right = correct_event(event=event, on=on, value=value, by=by, today=today, why=why, token=token, version=version)
    _keep(right, details, by)
    return right


@transaction.atomic
def add_criteria(
    *, event: Event, details: Details, by: Person, today: date, token: UUID, version: int | None = None
) -> PermanencyRating:
    """Add the criteria to a rating that came without: from an extract, or from before they were asked. No date moves.

    Raises as `rate` does.
    """
    child = lock_child(event.child_id)
    there = _behind(event)
    if there and there.token == token:
        return there
    refuse_if_changed(child, version)
    if not may_record_kind(by, child, RATING, on=today):
        raise PermissionDenied("Ratings are the permanency consultants' own.")
    if event.kind != RATING or event.is_withdrawal or Event.objects.filter(corrects=event).exists():
        raise ValidationError("This rating was corrected since. Add the criteria to the latest entry.")
    if there:
        raise ValidationError("Somebody has added the criteria already. Correct the rating if they are not right.")
    _refuse_unfit(event.value, details)
    kept = _keep(event, details, by, token)
    next_version(child)
    audit.record(by=by, verb="add_criteria", child_id=child.pk, target=f"event:{event.pk}", details={"kind": RATING})
    return kept


def _refuse_unfit(value: str, details: Details) -> None:
    """Raise ValidationError, each fault beside its field, where the details do not go with the level."""
    faults = {}
    if value not in RATINGS:
        faults["value"] = "Choose a level."
    else:
        if details.no_consultation_required and value not in ASKS_NO_CONSULTATION:
            faults["no_consultation_required"] = "This goes with Very good and Good only: take it away."
        differs = mismatch(details.scale, details.answers, value)
        if differs and not details.why_this_level.strip():
            faults["why_this_level"] = differs
    listed = {one.code for one in details.scale.restrictiveness}
    if details.restrictiveness_level and details.restrictiveness_level not in listed:
        faults["restrictiveness_level"] = "Choose one of the agency's list."
    if faults:
        raise ValidationError(dict(faults))


def _behind(event: Event) -> PermanencyRating | None:
    found: PermanencyRating | None = PermanencyRating.objects.filter(event=event).first()
    return found


def _keep(event: Event, details: Details, by: Person, token: UUID | None = None) -> PermanencyRating:
    """The record behind an event; the one that is there, if the form was sent twice."""
    if there := _behind(event):
        return there
    kept = PermanencyRating(
        event=event,
        scale_version=details.scale.version,
        notes=dict(details.notes),
        evidence=dict(details.evidence),
        restrictiveness_level=details.restrictiveness_level,
        context=details.context,
        no_consultation_required=details.no_consultation_required,
        why_this_level=details.why_this_level.strip(),
        added_by=by,
        added_at=timezone.now(),
        token=token,
        **details.answers,
    )
    kept.clean_fields(exclude=["event", "added_by"])
    kept.save(force_insert=True)
    return kept
