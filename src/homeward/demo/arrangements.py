"""Rooms, hours and absences of the demo county; and the roundtables that are announced, with people and places."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import product
from typing import Final
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.utils import timezone

from homeward.casefile.models import Assignment, Child, Event
from homeward.demo.cast.member import open_day
from homeward.obligations.refresh import refresh
from homeward.permanency.consultations.attending import take_announced
from homeward.permanency.models import Consultation
from homeward.permanency.models.consultations import ROUNDTABLE
from homeward.roundtables.actions import convene
from homeward.roundtables.arrangement import Arrangement
from homeward.roundtables.free import moment
from homeward.roundtables.models import (
    Absence,
    Availability,
    Kind,
    Room,
    RoomClosure,
    Roundtable,
    SchedulingSettings,
)
from homeward.roundtables.requests import HELD, SCHEDULED
from homeward.workforce.models import Agency, Person, RoleName

NORTH, SOUTH = "North office", "South office"
_ROOMS: Final = (("Maple room", NORTH), ("River room", SOUTH), ("Video room", ""))
_TIMES: Final = (time(9), time(13))
_MOST: Final = 24
"""So many meetings are a believable month, and are quickly made."""


def open_rooms(as_of: date) -> None:
    """Give the county rooms, the minutes between its offices, and hours and absences of some who come from outside."""
    county = Agency.objects.get(external_id="county")
    admin = Person.objects.get(external_id="admin-01")
    agencies = list(Agency.objects.filter(is_practice=False, children__isnull=False).distinct().order_by("external_id"))
    SchedulingSettings.objects.create(
        agency=county, travel={f"{NORTH}|{SOUTH}": 30}, changed_by=admin, changed_at=timezone.now()
    )
    rooms = [Room.objects.create(agency=agency, name=name, site=site, is_virtual=not site)
             for agency in agencies for name, site in _ROOMS]  # fmt: skip
    _write_hours(admin, rooms[0], as_of)


def arrange_roundtables(as_of: date) -> None:
    """Give what is announced in the files of the county a time, a room and people."""
    named = Room.objects.filter(name__in=[name for name, _ in _ROOMS])
    _announce(list(named.order_by("agency__external_id", "name")), as_of)
    _prepare_for_what_is_announced(as_of)


def convene_what_goes_on(child: Child, as_of: date) -> Roundtable | None:
    """The meeting of today, or of the last day of work, with its seats; None where there are no rooms."""
    room = Room.objects.filter(agency=child.agency).order_by("name").first()
    if room is None:
        return None
    people = Person.objects.select_related("agency")
    consultants = Assignment.objects.in_force(as_of).filter(child=child, role=RoleName.PERMANENCY_CONSULTANT)
    on = open_day(as_of)
    wanted = Arrangement(
        children=(child,), kind=Kind.INITIAL, on=on, at=_TIMES[1], minutes=120, room=room,
        facilitator=people.get(external_id="fac-01"), is_asked=True, external=people.get(external_id="ext-01"),
        exception="Case manager and supervisor asked for it together, and everybody could come.",
    )  # fmt: skip
    by = consultants.select_related("person__agency").get().person
    made = convene(wanted=wanted, by=by, today=on, token=uuid5(child.pk, f"goes on {on}"))
    if on < as_of:
        refresh(child_id=child.pk, as_of=as_of)
    return made


def _write_hours(admin: Person, room: Room, as_of: date) -> None:
    """Hours of those who come from outside, some who are away, and a room that is painted."""
    people = {one.external_id: one for one in Person.objects.filter(external_id__in=("fac-01", "fac-02", "ext-01"))}
    for name, first, last in (("fac-01", 8, 16), ("fac-02", 9, 17), ("ext-01", 9, 15)):
        hours = {"works_from": time(first), "works_until": time(last, 30)}
        Availability.objects.create(person=people[name], **hours)
    for name, ahead, days in (("fac-02", 16, 3), ("ext-01", 23, 2), ("fac-01", 37, 5)):
        _away(Absence(person=people[name]), admin, as_of, ahead, days)
    _away(RoomClosure(room=room), admin, as_of, 18, 2)


def _away(span: Absence | RoomClosure, admin: Person, as_of: date, ahead: int, days: int) -> None:
    span.from_at = moment(as_of + timedelta(days=ahead), time.min)
    span.until_at = moment(as_of + timedelta(days=ahead + days), time.min)
    span.recorded_by, span.recorded_at = admin, timezone.now()
    span.save(force_insert=True)


def _announce(rooms: list[Room], as_of: date) -> None:
    """Sisters and brothers who are announced for the same day meet together."""
    ahead = Event.objects.current().filter(kind=SCHEDULED, on__gt=as_of).select_related("child__agency").order_by("on")
    groups: dict[tuple[date, object, str], list[Child]] = defaultdict(list)
    for event in ahead.filter(child__agency__in={room.agency_id for room in rooms}).order_by(
        "on", "child__external_id"
    ):
        child = event.child
        groups[event.on, child.agency_id, child.case_id or str(child.pk)].append(child)
    about = [child.pk for children in groups.values() for child in children]
    held = set(Event.objects.current().filter(kind=HELD, child__in=about).values_list("child_id", flat=True))
    assigned = Assignment.objects.in_force(as_of).filter(child__in=about, role=RoleName.PERMANENCY_CONSULTANT)
    consultants = {one.child_id: one.person for one in assigned.select_related("person__agency")}
    arranging = _Arranging(rooms, as_of)
    for (on, _, _), children in list(groups.items())[:_MOST]:
        if children[0].pk in consultants:
            kind = Kind.REPEAT if children[0].pk in held else Kind.INITIAL
            arranging.convene(tuple(children), on, kind, consultants[children[0].pk])


def _prepare_for_what_is_announced(as_of: date) -> None:
    """What the cast's people have begun to prepare is for the roundtable that is convened for the same child."""
    begun = Consultation.objects.filter(kind=ROUNDTABLE, started_at=None, called_off_at=None, convened_as=None)
    for one in begun.filter(begun_by__agency__is_practice=False).select_related("begun_by").order_by("on", "pk"):
        take_announced(consultation=one, by=one.begun_by, today=as_of)


class _Arranging:
    """Gives each meeting the first time, room and facilitator that are free as far as one sees at once."""

    def __init__(self, rooms: list[Room], as_of: date) -> None:
        self.rooms, self.as_of = rooms, as_of
        self.leads = list(Person.objects.filter(external_id__in=("fac-01", "fac-02")).order_by("external_id"))
        self.outside = Person.objects.filter(external_id="ext-01").first()
        self.taken: set[tuple[date, time, object]] = set()

    def convene(self, children: tuple[Child, ...], on: date, kind: Kind, by: Person) -> None:
        """Announce it; if the first time that looks free is not, it stays announced by its day alone."""
        near = [room for room in self.rooms if room.agency_id == children[0].agency_id]
        free = (
            (at, room, lead) for at, room, lead in product(_TIMES, near, self.leads)
            if not {(on, at, one.pk) for one in (room, lead, by)} & self.taken
        )  # fmt: skip
        at, room, lead = next(free, (None, None, None))
        if at is None or room is None or lead is None:
            return
        external = self.outside if self.outside and (on, at, self.outside.pk) not in self.taken else None
        wanted = Arrangement(
            children=children, kind=kind, on=on, at=at, minutes=90 if kind == Kind.REPEAT else 120, room=room,
            facilitator=lead, is_asked=True, external=external,
            efforts="" if external else "The partner agency was asked; nobody was free that day.",
        )  # fmt: skip
        unusual = replace(wanted, exception="The family and the court could only agree to this day.")
        for one in (wanted, unusual):
            try:
                convene(wanted=one, by=by, today=self.as_of, token=uuid5(children[0].pk, f"{on} {at}"))
            except ValidationError:
                continue
            self.taken |= {(on, at, each.pk) for each in (room, lead, by, *([external] if external else []))}
            return
