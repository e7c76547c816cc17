"""What has to be told after a roundtable was announced, changed or cancelled, and to whom.

It compares what is arranged with what everybody was told the last time, so it may be called after any change, and
twice: the second call finds nothing to tell.
"""

from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from homeward.casefile.models import Child
from homeward.roundtables.invitations import tribes
from homeward.roundtables.invitations.tasks import send_letters
from homeward.roundtables.models import Invited, Letter, Notice, Roundtable, Status

_TIME: Final = ("starts_at", "minutes")
"""What an answer was given for: at another time it is asked anew."""

_UNANSWERED: Final[dict[str, Any]] = {
    "answer": "",
    "answered_at": None,
    "note": "",
    "noted_by": None,
    "told_on": None,
}


@transaction.atomic
def keep_up(roundtable: Roundtable, *, today: date) -> None:
    """Write down the letters that are due now; they are sent once the transaction is through.

    Roundtables of made-up children are practised with, and nobody is written to.
    """
    if roundtable.agency.is_practice or roundtable.status == Status.PLANNED:
        return
    Notice.objects.get_or_create(roundtable=roundtable)
    notice = Notice.objects.select_for_update().get(roundtable=roundtable)
    match roundtable.status:
        case Status.ANNOUNCED:
            _announced(roundtable, notice, today)
        case Status.CANCELLED:
            _cancelled(notice)
        case _:
            _drop(Letter.objects.filter(invited__roundtable=roundtable).exclude(kind=Letter.Kind.LINK))
    transaction.on_commit(send_letters.enqueue)


def _announced(roundtable: Roundtable, notice: Notice, today: date) -> None:
    picture = _picture(roundtable)
    was, is_first = notice.told, not notice.told
    children = Child.objects.filter(roundtables__roundtable=roundtable)
    tribes.attach(roundtable, children)
    if is_first:
        notice.without_tribe = any(one.is_missing for one in tribes.standing(children, roundtable, today))
    if picture == was:
        return
    notice.sequence += not is_first
    notice.told = picture
    notice.save()
    if not is_first and any(picture[name] != was[name] for name in _TIME):
        Invited.objects.filter(roundtable=roundtable).update(**_UNANSWERED)
    seats = roundtable.seats.taken().filter(person__is_active=True).select_related("person")
    people = {seat.person: seat.role for seat in seats if seat.person}
    for person, role in people.items():
        invited, is_new = Invited.objects.get_or_create(roundtable=roundtable, person=person, defaults={"role": role})
        if invited.withdrawn_at:
            for name, empty in _UNANSWERED.items():
                setattr(invited, name, empty)
        if not is_new:
            invited.role, invited.withdrawn_at = role, None
            invited.save()
        _want(invited, Letter.Kind.REQUEST, notice)
    _withdraw(Invited.objects.filter(roundtable=roundtable).exclude(person__in=people), notice)


def _cancelled(notice: Notice) -> None:
    if not notice.told or "cancelled" in notice.told:
        return
    notice.sequence += 1
    notice.told = {**notice.told, "cancelled": True}
    notice.save()
    _withdraw(Invited.objects.filter(roundtable=notice.roundtable_id), notice)


def _withdraw(invited: Any, notice: Notice) -> None:
    for one in invited.filter(withdrawn_at=None):
        one.withdrawn_at = timezone.now()
        one.save(update_fields=["withdrawn_at"])
        _want(one, Letter.Kind.CANCEL, notice)


def _want(invited: Invited, kind: str, notice: Notice) -> None:
    """A letter, in place of those that were not sent. Whoever was never written to has nothing to cancel."""
    _drop(invited.letters.all())
    was_told = invited.letters.filter(kind=Letter.Kind.REQUEST, begun_at__isnull=False).exists()
    if not invited.person.email or (kind == Letter.Kind.CANCEL and not was_told):
        return
    Letter.objects.create(
        invited=invited,
        kind=kind,
        sequence=notice.sequence,
        starts_at=datetime.fromisoformat(notice.told["starts_at"]),
        wanted_at=timezone.now(),
    )


def _drop(letters: Any) -> None:
    letters.waiting().update(dropped_at=timezone.now())


def _picture(roundtable: Roundtable) -> dict[str, Any]:
    """What is told of it; of equal roundtables it is equal."""
    seats = roundtable.seats.taken().filter(Q(person__isnull=False) | ~Q(guest_name=""))
    return {
        "starts_at": roundtable.starts_at.astimezone(UTC).isoformat(),
        "minutes": roundtable.minutes,
        "room": str(roundtable.room_id),
        "seats": sorted([seat.role, str(seat.person_id or seat.guest_name)] for seat in seats),
    }
