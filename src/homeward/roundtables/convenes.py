"""What consultations are told of the roundtable that was convened for them, and what it is told when it was held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from homeward.casefile.models import Child
from homeward.permanency.consultations.convened import Convened, Seated
from homeward.roundtables import actions
from homeward.roundtables.eligibility import OTHER_DEPARTMENT, Team, connection, facilitator_fault, team_of, tier_of
from homeward.roundtables.models import Roundtable, Seat, SeatRole, Status
from homeward.website.words import clock_words
from homeward.workforce.models import Person


@dataclass(frozen=True)
class Roundtables:
    """Meetings as this app arranges them."""

    def meeting_of(self, children: Sequence[Child], on: date, key: UUID | None, *, or_next: bool) -> Convened | None:
        """The roundtable with that key, else the one of that day, else, if asked, the next one that is announced.

        One that was convened for some of them only is none of theirs: its seats were given, and its people told, for
        those alone.
        """
        about = Roundtable.objects.filter(status__in=(Status.ANNOUNCED, Status.HELD))
        for child in children:
            about = about.filter(attending__child=child)
        listed = list(about.select_related("room").order_by("starts_at"))
        found = (
            next((one for one in listed if one.pk == key), None)
            or next((one for one in listed if one.on == on), None)
            or next((one for one in listed if or_next and one.on > on and one.status == Status.ANNOUNCED), None)
        )
        return _convened(found, children) if found else None

    def was_held(self, key: UUID, *, by: Person, today: date) -> None:
        """The roundtable is held; the events in the children's files are recorded already."""
        roundtable = Roundtable.objects.filter(pk=key).first()
        if roundtable and roundtable.status == Status.ANNOUNCED and roundtable.on <= today:
            actions.hold(roundtable=roundtable, by=by, today=today)


def _convened(roundtable: Roundtable, children: Sequence[Child]) -> Convened:
    team = team_of(children, on=roundtable.on)
    seats = roundtable.seats.taken().select_related("person__agency")
    taken = [seat for seat in seats if seat.person or seat.guest_name]
    ordered = sorted(taken, key=lambda seat: SeatRole.values.index(seat.role))
    return Convened(
        key=roundtable.pk,
        on=roundtable.on,
        at=f"{clock_words(roundtable.starts_at_here.time())}, {roundtable.room}",
        seats=tuple(_seated(seat, children, team, roundtable.on) for seat in ordered),
        children=frozenset(roundtable.attending.values_list("child_id", flat=True)),
        efforts=roundtable.efforts,
    )


def _seated(seat: Seat, children: Sequence[Child], team: Team, on: date) -> Seated:
    """A seat with what stands against it now: certified on that day, and not connected."""
    if seat.person is None:
        return Seated(seat.role, seat.guest_name, because=seat.eligible_because)
    person, role, fault = seat.person, seat.role, ""
    if role == SeatRole.FACILITATOR:
        fault = facilitator_fault(person, team, on=on)
    elif role == SeatRole.EXTERNAL_CONSULTANT:
        fault = connection(person, team)
        if tier_of(person, children, team) == OTHER_DEPARTMENT:
            role = "other_department"
    return Seated(role, str(person), str(person.agency or ""), person, seat.eligible_because, fault)
