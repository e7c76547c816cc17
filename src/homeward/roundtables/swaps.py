"""Two roundtables change places: what stands where another one is wanted, and letting the two swap."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from homeward.audit import actions as audit
from homeward.casefile.sight import Sight
from homeward.roundtables.actions import move_together
from homeward.roundtables.arrangement import Arrangement, arrangement_of, seats_of, team_for
from homeward.roundtables.free import standing
from homeward.roundtables.models import Roundtable, Seat
from homeward.workforce.models import Person

_A_DAY: Final = timedelta(days=1)


def in_the_way(sight: Sight, wanted: Arrangement, *, by: Person) -> Roundtable | None:
    """The roundtable that takes up the room or the people when one is wanted, among those of the visitor's files."""
    among = standing(is_practice=wanted.children[0].agency.is_practice, but=[wanted.moves.pk] if wanted.moves else [])
    people = [person.pk for _, person in seats_of(wanted, team_for(wanted), by)]
    seated = Seat.objects.taken().filter(person__in=people).values("roundtable")
    near = among.of_files(sight).filter(Q(room=wanted.room) | Q(pk__in=seated), starts_at__lt=wanted.ends_at)
    found = near.filter(starts_at__gt=wanted.starts_at - _A_DAY).select_related("room").order_by("starts_at", "pk")
    return next((one for one in found if wanted.starts_at < one.ends_at), None)


def version_of(one: Roundtable, other: Roundtable) -> str:
    """The two as they are: a form that was opened before one of them was changed is refused."""
    return f"{one.version}.{other.version}"


@transaction.atomic
def swap(
    *, one: Roundtable, other: Roundtable, was: str, why: str, exception: str, by: Person, today: date, token: UUID
) -> None:
    """Each is held on the day, at the time and in the room of the other one, with its own people.

    `was` is `version_of` them when it was asked. Raises ValidationError with what stands against it, PermissionDenied.
    """
    locked = Roundtable.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk")
    now = {each.pk: each for each in locked}
    one, other = now[one.pk], now[other.pk]
    if version_of(one, other) != was:
        raise ValidationError("One of the two was changed since. Look at them again.")
    if not why.strip():
        raise ValidationError({"why": "Say why they change places."})
    moves = [(one, _in_place_of(one, other, exception)), (other, _in_place_of(other, one, exception))]
    move_together(moves=moves, why=why, by=by, today=today, token=token)
    for each in (one, other):
        audit.record(by=by, verb="swap_roundtables", target=f"roundtable:{each.pk}")


def _in_place_of(one: Roundtable, other: Roundtable, exception: str) -> Arrangement:
    """A roundtable as it is, at the place of another one."""
    as_it_is = arrangement_of(one)
    there = other.starts_at_here
    return replace(
        as_it_is,
        on=there.date(),
        at=there.time(),
        room=other.room,
        exception=exception.strip() or as_it_is.exception,
    )
