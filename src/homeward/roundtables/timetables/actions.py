"""What is done with timetables: asked for, stopped, changed and asked for again, discarded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.sight import sight_of
from homeward.roundtables.eligibility import CONVENE
from homeward.roundtables.models import Roundtable, Stage, Timetable
from homeward.roundtables.models.timetable import UNDER_WAY
from homeward.roundtables.timetables import tasks
from homeward.workforce.models import Agency, Person

SECONDS: Final = (10, 30, 60, 120, 300)
LONGEST: Final = timedelta(days=92)
_SILENT_FOR: Final = timedelta(seconds=90)


@dataclass(frozen=True)
class Days:
    """From a first to a last day, for so many seconds of work."""

    first_day: date
    last_day: date
    seconds: int = 60


@transaction.atomic
def ask_for_timetable(
    *,
    agency: Agency,
    days: Days,
    by: Person,
    today: date,
    may_move: bool = False,
    repairs: Roundtable | None = None,
    absent: Sequence[str] = (),
) -> Timetable:
    """Have a timetable made in the background. Raises ValidationError for days that can not be."""
    _refuse_all_but_consultants(agency, by, today)
    if days.first_day < today:
        raise ValidationError({"first_day": "This day has passed."})
    if days.last_day < days.first_day:
        raise ValidationError({"last_day": "The last day comes before the first."})
    if days.last_day - days.first_day > LONGEST:
        raise ValidationError({"last_day": "Three months at most. A roundtable is convened about two months ahead."})
    return _begin(
        Timetable(
            agency=agency,
            first_day=days.first_day,
            last_day=days.last_day,
            seconds=days.seconds,
            may_move=may_move,
            repairs=repairs,
            absent=list(absent),
        ),
        by,
    )


@transaction.atomic
def ask_again(*, timetable: Timetable, by: Person, today: date, keeps: bool = True) -> Timetable:
    """Have it made once more, with what is pinned and left out; `keeps` what was proposed as far as it can."""
    before = locked(timetable, by, today)
    if before.stage in UNDER_WAY and not is_interrupted(before):
        raise ValidationError("It is being made already. Stop it first.")
    _close(before)
    return _begin(
        Timetable(
            agency=before.agency,
            first_day=max(before.first_day, today),
            last_day=before.last_day,
            seconds=before.seconds,
            may_move=before.may_move,
            repairs=before.repairs,
            absent=before.absent,
            after=before if keeps and before.solution else None,
            pins=before.pins,
            left_out=before.left_out,
        ),
        by,
    )


@transaction.atomic
def settle_meeting(
    *, timetable: Timetable, key: str, pin: Mapping[str, Any], is_left_out: bool, by: Person, today: date
) -> Timetable:
    """Pin parts of a meeting, or leave it out; it counts when the timetable is made again."""
    timetable = locked(timetable, by, today)
    if timetable.stage not in {Stage.PROPOSED, Stage.IMPOSSIBLE}:
        raise ValidationError("This timetable can not be changed any more.")
    timetable.pins = {name: one for name, one in timetable.pins.items() if name != key} | (
        {key: dict(pin)} if pin else {}
    )
    left_out = [one for one in timetable.left_out if one != key]
    timetable.left_out = [*left_out, key] if is_left_out else left_out
    timetable.save(update_fields=["pins", "left_out"])
    return timetable


@transaction.atomic
def stop(*, timetable: Timetable, by: Person, today: date) -> Timetable:
    """Take the best that is found so far; soon after, it is proposed. Doing it twice changes nothing."""
    timetable = locked(timetable, by, today)
    if timetable.stage in UNDER_WAY:
        timetable.is_stop_wanted = True
        timetable.save(update_fields=["is_stop_wanted"])
    return timetable


@transaction.atomic
def discard(*, timetable: Timetable, by: Person, today: date) -> Timetable:
    """Nothing of it is taken over. Doing it twice changes nothing."""
    timetable = locked(timetable, by, today)
    if timetable.stage == Stage.ACCEPTED:
        raise ValidationError("It was accepted already. Cancel single roundtables instead.")
    _close(timetable)
    return timetable


def is_interrupted(timetable: Timetable) -> bool:
    """Whether it was begun, and nobody works on it any more: the program was stopped."""
    silent = timetable.seen_at is None or timezone.now() - timetable.seen_at > _SILENT_FOR
    return timetable.stage == Stage.SOLVING and silent


def _begin(timetable: Timetable, by: Person) -> Timetable:
    timetable.asked_by, timetable.asked_at = by, timezone.now()
    timetable.save(force_insert=True)
    audit.record(by=by, verb="ask_for_timetable", target=f"timetable:{timetable.pk}")
    transaction.on_commit(lambda: tasks.solve.enqueue(str(timetable.pk)))
    return timetable


def _close(timetable: Timetable) -> None:
    if timetable.stage not in {Stage.ACCEPTED, Stage.DISCARDED}:
        timetable.stage, timetable.ended_at = Stage.DISCARDED, timezone.now()
        timetable.save(update_fields=["stage", "ended_at"])


def locked(timetable: Timetable, by: Person, today: date) -> Timetable:
    """The timetable, locked; PermissionDenied if it is not the person's."""
    _refuse_all_but_consultants(timetable.agency, by, today)
    if timetable.asked_by_id != by.pk:
        raise PermissionDenied("Somebody else asked for this timetable.")
    return Timetable.objects.select_for_update(of=("self",)).select_related("agency").get(pk=timetable.pk)


def _refuse_all_but_consultants(agency: Agency, by: Person, today: date) -> None:
    sight = sight_of(by, on=today)
    if not CONVENE & sight.roles or agency.pk not in sight.agency_ids:
        raise PermissionDenied("The permanency consultants of an agency make its timetables.")
