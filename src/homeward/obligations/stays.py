"""Recording stays and homes: removal, placement, discharge, and putting right what was wrong about them.

An episode or a placement keeps its row, so that what refers to it stays right; every fact of it that changes leaves an
`Amendment` with what it was, what it became, who says so and why. Faults are those of a caseload, beside their field.
Sending a form twice changes something once.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child, next_version, refuse_if_changed
from homeward.casefile.models import Amendment, Child, Episode, Placement, Source
from homeward.casefile.visibility import may_record
from homeward.obligations.recording import CASE_MANAGER, FIRST_DAY
from homeward.obligations.refresh import refresh
from homeward.workforce.models import Person


@transaction.atomic
def record_removal(
    *, child: Child, removed_on: date, placement_type: str, by: Person, today: date, version: int | None = None
) -> Episode:
    """A stay in out-of-home care begins, in a first placement. The same removal twice is one."""
    child = begin(child, by, today)
    known = Episode.objects.current().filter(child=child, removed_on=removed_on, discharged_on=None).first()
    if known:
        return known
    refuse_if_changed(child, version)
    episode = begin_stay(child, removed_on, placement_type, today)
    finish(child, by=by, today=today, verb="record_removal", target=f"episode:{episode.pk}")
    return episode


def begin_stay(child: Child, removed_on: date, placement_type: str, today: date) -> Episode:
    """The rows of a stay and its first placement; whoever calls holds the child's lock and refreshes."""
    episode = Episode(child=child, removed_on=removed_on, source=Source.TYPED)
    _check_episode(episode, today)
    episode.save(force_insert=True)
    home = Placement(
        child=child, episode=episode, started_on=removed_on, placement_type=placement_type, source=Source.TYPED
    )
    home.full_clean(exclude=["child", "episode"])
    home.save(force_insert=True)
    return episode


@transaction.atomic
def record_placement(
    *, episode: Episode, started_on: date, placement_type: str, by: Person, today: date, version: int | None = None
) -> Placement:
    """The child moves: the placement of before ends on the day, another begins. The same move twice is one."""
    child = begin(episode.child, by, today)
    homes = Placement.objects.current().filter(episode=episode)
    known = homes.filter(started_on=started_on, placement_type=placement_type).first()
    if known:
        return known
    refuse_if_changed(child, version)
    home = Placement(
        child=child, episode=episode, started_on=started_on, placement_type=placement_type, source=Source.TYPED
    )
    home.full_clean(exclude=["child", "episode"])
    _check_placement(home, today)
    for before in homes.filter(ended_on=None, started_on__lte=started_on):
        amend(before, by, "", ended_on=started_on)
    home.save(force_insert=True)
    finish(child, by=by, today=today, verb="record_placement", target=f"placement:{home.pk}")
    return home


@transaction.atomic
def record_discharge(
    *, episode: Episode, discharged_on: date, discharge_reason: str, by: Person, today: date, version: int | None = None
) -> Episode:
    """The stay ends, and the placement that is open with it. The same discharge twice is one."""
    return _change_episode(
        episode, by, today, "", version, verb="record_discharge", discharged_on=discharged_on, reason=discharge_reason
    )


@transaction.atomic
def correct_episode(
    *,
    episode: Episode,
    removed_on: date,
    discharged_on: date | None,
    discharge_reason: str,
    by: Person,
    today: date,
    why: str,
    version: int | None = None,
) -> Episode:
    """The days of a stay were others than was recorded."""
    need_reason(why)
    return _change_episode(
        episode,
        by,
        today,
        why,
        version,
        verb="correct_episode",
        removed_on=removed_on,
        discharged_on=discharged_on,
        reason=discharge_reason,
    )


@transaction.atomic
def correct_placement(
    *,
    placement: Placement,
    started_on: date,
    ended_on: date | None,
    placement_type: str,
    by: Person,
    today: date,
    why: str,
    version: int | None = None,
) -> Placement:
    """The days or the type of a placement were others than was recorded."""
    need_reason(why)
    child = begin(placement.child, by, today)
    columns = {"started_on": started_on, "ended_on": ended_on, "placement_type": placement_type}
    if _is_so_already(placement, columns):
        return placement
    refuse_if_changed(child, version)
    amend(placement, by, why, **columns)
    placement.full_clean(exclude=["child", "episode"])
    _check_placement(placement, today)
    finish(child, by=by, today=today, verb="correct_placement", target=f"placement:{placement.pk}")
    return placement


@transaction.atomic
def withdraw_placement(
    *, placement: Placement, by: Person, today: date, why: str, version: int | None = None
) -> Placement:
    """The child never lived there; the row stays to be read."""
    need_reason(why)
    child = begin(placement.child, by, today)
    placement.refresh_from_db()
    if placement.withdrawn_at:
        return placement
    refuse_if_changed(child, version)
    amend(placement, by, why, withdrawn_at=timezone.now())
    finish(child, by=by, today=today, verb="withdraw_placement", target=f"placement:{placement.pk}")
    return placement


def _change_episode(
    episode: Episode, by: Person, today: date, why: str, version: int | None, *, verb: str, reason: str, **days: Any
) -> Episode:
    child = begin(episode.child, by, today)
    columns = {"discharge_reason": reason, **days}
    if _is_so_already(episode, columns):
        return episode
    refuse_if_changed(child, version)
    amend(episode, by, why, **columns)
    episode.full_clean(exclude=["child"])
    _check_episode(episode, today)
    finish(child, by=by, today=today, verb=verb, target=f"episode:{episode.pk}")
    return episode


def _is_so_already(row: Episode | Placement, columns: dict[str, Any]) -> bool:
    """Whether a row says all this already: a form that was sent twice changes it once."""
    row.refresh_from_db()
    return all(getattr(row, column) == became for column, became in columns.items())


def begin(child: Child, by: Person, today: date) -> Child:
    """The child, locked, if the person may record stays: they are the case manager's."""
    child = lock_child(child.pk)
    if not may_record(by, child, CASE_MANAGER, on=today):
        raise PermissionDenied(f"{by} may not record where this child lives.")
    return child


def need_reason(why: str) -> None:
    """Raise ValidationError without a reason: nothing that was recorded is changed without one."""
    if not why.strip():
        raise ValidationError({"why": "Say why it is corrected."})


def amend(row: Child | Episode | Placement, by: Person, why: str, **columns: Any) -> None:
    """Change facts of a row, each with a dated entry; what is the same leaves none."""
    now = timezone.now()
    for column, became in columns.items():
        was = getattr(row, column)
        if was == became:
            continue
        Amendment.objects.create(
            child_id=row.pk if isinstance(row, Child) else row.child_id,
            episode=row if isinstance(row, Episode) else None,
            placement=row if isinstance(row, Placement) else None,
            column=column,
            was=str(was or ""),
            became=str(became or ""),
            why=why.strip(),
            recorded_by=by,
            recorded_at=now,
        )
        setattr(row, column, became)
    row.save(update_fields=list(columns))


def _check_episode(episode: Episode, today: date) -> None:
    """Raise ValidationError for what a caseload refuses of an episode."""
    faults: dict[str, str] = {}
    removed, discharged = episode.removed_on, episode.discharged_on
    born = episode.child.birth_date
    if not FIRST_DAY <= removed <= today:
        faults["removed_on"] = "Enter the day of removal: not in the future, and not before 1900."
    elif born and removed < born:
        faults["removed_on"] = f"The child was born later, on {born}."
    if discharged and not removed <= discharged <= today:
        faults["discharged_on"] = "Enter the day of discharge: not in the future, and not before the removal."
    if discharged and not episode.discharge_reason:
        faults["discharge_reason"] = "Say how the stay ended."
    homes = Placement.objects.current().filter(episode=episode)
    if any(not _lies_in(home, episode) for home in homes):
        faults.setdefault(
            "discharged_on" if discharged else "removed_on", "A placement lies outside these days: correct it first."
        )
    for other in Episode.objects.current().filter(child=episode.child).exclude(pk=episode.pk):
        if removed < (other.discharged_on or date.max) and other.removed_on < (discharged or date.max):
            faults["removed_on"] = f"The child was in care already, from {other.removed_on}."
    if faults:
        raise ValidationError(dict(faults))


def _check_placement(home: Placement, today: date) -> None:
    """Raise ValidationError for what a caseload refuses of a placement."""
    if home.started_on > today:
        raise ValidationError({"started_on": "This is in the future. Enter the day on which the child moved."})
    if home.ended_on and home.ended_on < home.started_on:
        raise ValidationError({"ended_on": "Enter a day that is not before the start."})
    if not _lies_in(home, home.episode):
        raise ValidationError({"started_on": "The placement lies outside the stay from removal to discharge."})


def _lies_in(home: Placement, episode: Episode) -> bool:
    last = episode.discharged_on or date.max
    return episode.removed_on <= home.started_on <= last and (home.ended_on or home.started_on) <= last


def finish(child: Child, *, by: Person, today: date, verb: str, target: str) -> None:
    """Count the change, refresh the child, note both."""
    next_version(child)
    changed = refresh(child_id=child.pk, as_of=today, done=verb, by=by)
    details: dict[str, audit.Detail] = {"moved": sum(change.is_move for change in changed)}
    audit.record(by=by, verb=verb, child_id=child.pk, target=target, details=details)
