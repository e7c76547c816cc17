"""The meeting that was convened for a consultation: its day, and who has a seat.

People and rooms are arranged elsewhere; whoever arranges them says so here (`tell`). Where nobody does, the people
who work with the children are those who are asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from homeward.casefile.models import Assignment, Child
from homeward.permanency.models import Consultation
from homeward.permanency.models.consultations import ROUNDTABLE
from homeward.workforce.models import Person

_TEAM: Final = ("permanency_consultant", "ongoing_case_manager", "supervisor")


@dataclass(frozen=True)
class Seated:
    """Somebody who is asked to take part. `fault` is what stands against her seat on the day, as far as is recorded."""

    role: str
    name: str
    agency: str = ""
    person: Person | None = None
    because: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Convened:
    """A meeting as it is arranged now."""

    key: UUID
    on: date
    at: str
    """When and where, in words."""
    seats: tuple[Seated, ...]
    children: frozenset[UUID]
    efforts: str = ""


class Convenes(Protocol):
    """Whoever arranges meetings."""

    def meeting_of(self, children: Sequence[Child], on: date, key: UUID | None, *, or_next: bool) -> Convened | None:
        """The meeting of all these children: that with the key, else that of the day, else perhaps the next one."""

    def was_held(self, key: UUID, *, by: Person, today: date) -> None:
        """The meeting took place on its day; what it owes to the children's files is recorded already."""


_told: list[Convenes] = []


def tell(convenes: Convenes) -> None:
    """Say who arranges meetings. Said twice, it is said once."""
    if convenes not in _told:
        _told.append(convenes)


def convened(consultation: Consultation, children: Sequence[Child]) -> Convened | None:
    """The meeting that is arranged for a consultation; None if none is."""
    if consultation.kind != ROUNDTABLE:
        return None
    return convened_for(children, consultation.on, consultation.convened_as)


def convened_for(
    children: Sequence[Child], on: date, key: UUID | None = None, *, or_next: bool = False
) -> Convened | None:
    """The meeting that is arranged for some children on a day, or the next one; None if none is."""
    found = (one.meeting_of(children, on, key, or_next=or_next) for one in _told)
    return next((one for one in found if one), None)


def was_held(consultation: Consultation, *, by: Person, today: date) -> None:
    """Tell whoever arranged the meeting that it took place."""
    if consultation.convened_as:
        for one in _told:
            one.was_held(consultation.convened_as, by=by, today=today)


def seats_of(consultation: Consultation, children: Sequence[Child], meeting: Convened | None) -> list[Seated]:
    """Who has a seat: as convened; else the people who work with the children on that day."""
    if meeting:
        return list(meeting.seats)
    assigned = Assignment.objects.in_force(consultation.on).filter(child__in=children, role__in=_TEAM)
    people: dict[UUID, Seated] = {}
    for one in sorted(assigned.select_related("person__agency"), key=lambda one: _TEAM.index(one.role)):
        agency = str(one.person.agency or "")
        people.setdefault(one.person_id, Seated(one.role, str(one.person), agency, one.person, "Assigned on the day."))
    return list(people.values())
