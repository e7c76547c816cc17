"""Planning, announcing, moving, cancelling and holding: the meeting, and the event of each child, in one transaction.

What is planned takes up people and rooms, and stands in no file; announcing it does.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child, refuse_if_changed
from homeward.casefile.models import Child, Event
from homeward.obligations.actions import correct_event, record_event, withdraw_event
from homeward.obligations.recording import may_record_kind
from homeward.permanency.consultations.attending import take_day
from homeward.roundtables.arrangement import Arrangement, arrangement_of, faults_of, rows_of_seats, team_for
from homeward.roundtables.invitations.keep import keep_up
from homeward.roundtables.models import Attending, Room, Roundtable, Seat, SeatRole, Status
from homeward.roundtables.requests import HELD, SCHEDULED
from homeward.workforce.models import Person

LIVE: Final = (Status.PLANNED.value, Status.ANNOUNCED.value)
_BY_NAME: Final = (SeatRole.TRIBAL_REPRESENTATIVE.value, SeatRole.OTHER.value)
"""Seats that are arranged by a name alone; guests are given theirs when they are invited."""

CONVENED_HERE = "A roundtable was convened for another day than was announced."


@transaction.atomic
def convene(*, wanted: Arrangement, by: Person, today: date, token: UUID, version: int | None = None) -> Roundtable:
    """Announce a roundtable: the meeting, its seats, and `roundtable_scheduled` for each child.

    `token` is that of the form: sent twice, it convenes once. `version` is that of the first child's record. Raises
    ValidationError with each fault beside its field, PermissionDenied, or ChangedSinceError.
    """
    children = _lock(wanted, by, today)
    known = Roundtable.objects.filter(token=token).first()
    if known:
        return known
    refuse_if_changed(children[0], version)
    roundtable = _made(wanted, by=by, today=today, token=token)
    for child in children:
        event = _announce(child, wanted.on, by=by, today=today, token=uuid5(token, str(child.pk)))
        Attending.objects.create(roundtable=roundtable, child=child, announced=event)
    keep_up(roundtable, today=today)
    _note(by, "convene_roundtable", roundtable)
    return roundtable


@transaction.atomic
def plan(*, wanted: Arrangement, by: Person, today: date, token: UUID) -> Roundtable:
    """Keep the place of a roundtable that nobody is told of yet. Raises as `convene` does; twice is once."""
    children = _lock(wanted, by, today)
    known = Roundtable.objects.filter(token=token).first()
    if known:
        return known
    roundtable = _made(replace(wanted, is_planned=True), by=by, today=today, token=token)
    Attending.objects.bulk_create(Attending(roundtable=roundtable, child=child) for child in children)
    _note(by, "plan_roundtable", roundtable)
    return roundtable


@transaction.atomic
def announce(
    *, roundtable: Roundtable, is_asked: bool, efforts: str, by: Person, today: date, exception: str = ""
) -> Roundtable:
    """Tell of what is planned: it stands in each child's file. Doing it twice changes nothing.

    It is looked at once more whether everybody may and can sit there. Raises ValidationError or PermissionDenied.
    """
    roundtable, attending = _locked(roundtable, by, today)
    if roundtable.status == Status.ANNOUNCED:
        return roundtable
    _refuse_unless(roundtable, Status.PLANNED)
    wanted = replace(arrangement_of(roundtable), is_asked=is_asked, is_planned=False)
    wanted = replace(wanted, efforts=efforts.strip() or wanted.efforts, exception=exception.strip() or wanted.exception)
    _refuse_faults(wanted, by, today)
    _seat_anew(roundtable, wanted, by)
    for one in attending:
        one.announced = _announce(one.child, wanted.on, by=by, today=today, token=uuid5(one.pk, "announced"))
        one.save(update_fields=["announced"])
    roundtable.status, roundtable.efforts, roundtable.exception_why = Status.ANNOUNCED, wanted.efforts, wanted.exception
    roundtable.version += 1
    roundtable.save(update_fields=["status", "efforts", "exception_why", "version"])
    keep_up(roundtable, today=today)
    _note(by, "announce_roundtable", roundtable)
    return roundtable


@transaction.atomic
def move(
    *, roundtable: Roundtable, wanted: Arrangement, why: str, by: Person, today: date, token: UUID, version: int | None
) -> Roundtable:
    """Hold it on another day, at another time, elsewhere, or with other people; each child's event is corrected."""
    children = _lock(wanted, by, today)
    roundtable = Roundtable.objects.select_for_update().get(pk=roundtable.pk)
    attending = {one.child_id: one for one in roundtable.attending.select_related("announced__child")}
    if Event.objects.filter(token=uuid5(token, str(children[0].pk))).exists():
        return roundtable
    refuse_if_changed(children[0], version)
    _refuse_unless(roundtable, *LIVE)
    if not why.strip():
        raise ValidationError({"why": "Say why it is changed."})
    _refuse_faults(wanted, by, today)
    _seat_anew(roundtable, wanted, by)
    for child in children if roundtable.status == Status.ANNOUNCED else ():
        one = attending[child.pk]
        sent = uuid5(token, str(child.pk))
        one.announced = _announce(child, wanted.on, by=by, today=today, token=sent, before=one.announced, why=why)
        one.save(update_fields=["announced"])
    roundtable.kind, roundtable.starts_at, roundtable.minutes = wanted.kind, wanted.starts_at, wanted.minutes
    roundtable.room, roundtable.efforts, roundtable.changed_why = wanted.room, wanted.efforts.strip(), why.strip()
    roundtable.exception_why = wanted.exception.strip()
    roundtable.version += 1
    roundtable.save()
    take_day(roundtable.pk, roundtable.on)
    keep_up(roundtable, today=today)
    _note(by, "move_roundtable", roundtable)
    return roundtable


@transaction.atomic
def move_together(
    *, moves: Sequence[tuple[Roundtable, Arrangement]], why: str, by: Person, today: date, token: UUID
) -> list[Roundtable]:
    """Move several so that each may take a place which another one leaves: two change places, or more.

    Each is looked at as if those that come after it had left already. All of them or none. Raises as `move` does.
    """
    for pk in sorted({child.pk for _, wanted in moves for child in wanted.children}):
        lock_child(pk)
    keys = [roundtable.pk for roundtable, _ in moves]
    list(Roundtable.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    moved = []
    for place, (roundtable, wanted) in enumerate(moves):
        leave_too = tuple(one for one, _ in moves[place + 1 :])
        given: dict[str, Any] = {
            "why": why,
            "by": by,
            "today": today,
            "token": uuid5(token, str(roundtable.pk)),
            "version": None,
        }
        moved.append(move(roundtable=roundtable, wanted=replace(wanted, leave_too=leave_too), **given))
    return moved


@transaction.atomic
def cancel(*, roundtable: Roundtable, why: str, by: Person, today: date) -> Roundtable:
    """It will not be held: what was announced in each child's file is withdrawn. Doing it twice changes nothing."""
    roundtable, attending = _locked(roundtable, by, today)
    if roundtable.status == Status.CANCELLED:
        return roundtable
    _refuse_unless(roundtable, *LIVE)
    if not why.strip():
        raise ValidationError({"why": "Say why it is cancelled."})
    for one in attending:
        if one.announced and _is_latest(one.announced):
            withdraw_event(event=one.announced, by=by, today=today, why=why)
    roundtable.status, roundtable.changed_why = Status.CANCELLED, why.strip()
    roundtable.version += 1
    roundtable.save(update_fields=["status", "changed_why", "version"])
    keep_up(roundtable, today=today)
    _note(by, "cancel_roundtable", roundtable)
    return roundtable


@transaction.atomic
def hold(*, roundtable: Roundtable, by: Person, today: date) -> Roundtable:
    """It was held on its day: `roundtable_held` for each child, unless that is recorded for the day already."""
    roundtable, attending = _locked(roundtable, by, today)
    if roundtable.status == Status.HELD:
        return roundtable
    _refuse_unless(roundtable, Status.ANNOUNCED)
    if roundtable.on > today:
        raise ValidationError("Its day has not come.")
    for one in attending:
        known = Event.objects.current().filter(child=one.child, kind=HELD, on=roundtable.on).first()
        one.held = known or record_event(child=one.child, kind=HELD, on=roundtable.on, by=by, today=today)
        one.save(update_fields=["held"])
    roundtable.status = Status.HELD
    roundtable.version += 1
    roundtable.save(update_fields=["status", "version"])
    keep_up(roundtable, today=today)
    _note(by, "hold_roundtable", roundtable)
    return roundtable


def _lock(wanted: Arrangement, by: Person, today: date) -> list[Child]:
    """The children, locked in one order whoever asks, then the room and the people; the first stays the first."""
    locked = {pk: lock_child(pk) for pk in sorted(child.pk for child in wanted.children)}
    children = [locked[child.pk] for child in wanted.children]
    _refuse_strangers(children, by, SCHEDULED, today)
    list(Room.objects.select_for_update(no_key=True).filter(pk=wanted.room.pk))
    people = [one.pk for one in (wanted.facilitator, wanted.external, wanted.scribe) if one]
    # As every lock of a person: whoever notes in the audit what she did, refers to her.
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    return children


def _locked(roundtable: Roundtable, by: Person, today: date) -> tuple[Roundtable, list[Attending]]:
    """The roundtable and its children, locked; PermissionDenied if it is not the person's to change."""
    attending = list(roundtable.attending.select_related("child", "announced__child").order_by("child_id"))
    for one in attending:
        lock_child(one.child_id)
    _refuse_strangers([one.child for one in attending], by, SCHEDULED, today)
    return Roundtable.objects.select_for_update().get(pk=roundtable.pk), attending


def _refuse_strangers(children: list[Child], by: Person, kind: str, today: date) -> None:
    if not all(may_record_kind(by, child, kind, on=today) for child in children):
        raise PermissionDenied("The permanency consultant convenes roundtables.")


def _refuse_faults(wanted: Arrangement, by: Person, today: date) -> None:
    if faults := faults_of(wanted, team_for(wanted), by=by, today=today):
        raise ValidationError(dict(faults))


def _refuse_unless(roundtable: Roundtable, *statuses: str) -> None:
    if roundtable.status not in statuses:
        raise ValidationError(f"It is {roundtable.get_status_display()}, and can not be changed any more.")


def _made(wanted: Arrangement, *, by: Person, today: date, token: UUID) -> Roundtable:
    """The roundtable with its seats, if nothing stands against it."""
    _refuse_faults(wanted, by, today)
    roundtable = Roundtable.objects.create(
        agency_id=wanted.children[0].agency_id,
        kind=wanted.kind,
        status=Status.PLANNED if wanted.is_planned else Status.ANNOUNCED,
        starts_at=wanted.starts_at,
        minutes=wanted.minutes,
        room=wanted.room,
        efforts=wanted.efforts.strip(),
        exception_why=wanted.exception.strip(),
        convened_by=by,
        convened_at=timezone.now(),
        token=token,
    )
    _seat(roundtable, wanted, by)
    return roundtable


def _seat_anew(roundtable: Roundtable, wanted: Arrangement, by: Person) -> None:
    before = list(roundtable.seats.taken().filter(role__in=_BY_NAME).exclude(person=None).select_related("person"))
    roundtable.seats.taken().update(left_at=timezone.now())
    _seat(roundtable, wanted, by)
    _seat_guests(roundtable, before)


def _seat_guests(roundtable: Roundtable, before: list[Seat]) -> None:
    """A guest who is named again where she sat until now keeps her seat; nobody else of that name is given it."""
    for guest in before:
        named = roundtable.seats.taken().filter(role=guest.role, person=None, guest_name=guest.who).first()
        if named and not roundtable.seats.taken().filter(person=guest.person).exists():
            named.person, named.guest_name, named.eligible_because = guest.person, "", guest.eligible_because
            named.save(update_fields=["person", "guest_name", "eligible_because"])


def _seat(roundtable: Roundtable, wanted: Arrangement, by: Person) -> None:
    for seat in rows_of_seats(wanted, team_for(wanted), by):
        seat.roundtable = roundtable
        seat.save(force_insert=True)


def _announce(
    child: Child, on: date, *, by: Person, today: date, token: UUID, before: Event | None = None, why: str = ""
) -> Event:
    """The event that announces the day: the one that stands already, its correction, or a new one."""
    ahead = Event.objects.current().filter(child=child, kind=SCHEDULED, on__gte=today).order_by("on").first()
    before = before if before and _is_latest(before) else ahead
    if before is None:
        return record_event(child=child, kind=SCHEDULED, on=on, by=by, today=today, token=token)
    if before.on == on:
        child.version += 1
        child.save(update_fields=["version"])
        return before
    return correct_event(event=before, on=on, by=by, today=today, why=why or CONVENED_HERE, token=token)


def _is_latest(event: Event) -> bool:
    return not event.is_withdrawal and not Event.objects.filter(corrects=event).exists()


def _note(by: Person, verb: str, roundtable: Roundtable) -> None:
    details: dict[str, audit.Detail] = {"children": roundtable.attending.count(), "version": roundtable.version}
    audit.record(by=by, verb=verb, target=f"roundtable:{roundtable.pk}", details=details)
