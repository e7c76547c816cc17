"""The problem of a timetable: what waits, the people and rooms, and what is arranged already.

What is arranged already and is not to be moved stands in it as a meeting of which everything is pinned, so that caps
and travel count it; where that contradicts the rest (a facilitator who fell ill), it only takes up people and a room.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from homeward.casefile.models import Child, Event
from homeward.roundtables.convene_form import rooms_for
from homeward.roundtables.eligibility import Team, external_consultants, facilitators, teams_of
from homeward.roundtables.free import moment
from homeward.roundtables.models import Kind, Room, Roundtable, SchedulingSettings, SeatRole
from homeward.roundtables.models.settings import settings_for
from homeward.roundtables.order import key_of
from homeward.roundtables.requests import HELD, Request
from homeward.roundtables.timetables.people import Seated, Spans, each_day, people_document, rooms_document, span
from homeward.roundtables.timetables.standing import Standing, meetings_between
from homeward.roundtables.timetables.wish import Wish, waiting_requests
from homeward.roundtables.windows import HORIZON, first_day_after_notice, is_working_day, practical_last_day
from homeward.scheduling.fields import ScheduleError
from homeward.scheduling.reading import read_problem
from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import day_words, plain

_TOO_LATE = "By the practical last day before the hearing no day was left after the days of notice."
_INTEGRAL = (SeatRole.ONGOING_CASE_MANAGER, SeatRole.SUPERVISOR)


@dataclass
class Made:
    """A problem, and what it does not hold: whom each of its roundtables is about, and what is not in it."""

    document: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By id: children, kind, window; the roundtable that stands for it already, and whether it stays as it is."""
    beside: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is not in the problem: children and the reason."""
    announced: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is arranged already of those in the problem."""


def problem_of(wish: Wish) -> Made:
    """The problem in the form in which it is solved. As many queries whatever there is."""
    return _Making(wish).made()


class _Making:
    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.settings: SchedulingSettings = settings_for(wish.agency)
        monday = wish.first_day - timedelta(days=wish.first_day.weekday())
        self.days = (monday, wish.last_day + timedelta(days=6 - wish.last_day.weekday()))
        self.rooms: list[Room] = list(rooms_for(wish.agency))
        self.found, self.held = Made(), frozenset[UUID]()

    def made(self) -> Made:
        listed = [] if self.wish.repairs else waiting_requests(self.wish)
        listed.sort(key=lambda one: key_of(one, self.wish.today))
        about = [asked.child.pk for one in listed for asked in one.asked]
        held = Event.objects.current().filter(kind=HELD, child__in=about)
        self.held = frozenset(held.values_list("child_id", flat=True))
        arranged = meetings_between(self.wish, self.days)
        groups: list[tuple[Sequence[Child], date]]
        groups = [([asked.child for asked in one.asked], max(self.wish.first_day, one.window.opens_on))
                  for one in listed]  # fmt: skip
        groups += [(one.children, one.roundtable.on) for one in arranged if one.is_free]
        teams = teams_of(groups)
        asking = zip(listed, teams[: len(listed)], strict=True)
        waiting = [self._request(one, team, place) for place, (one, team) in enumerate(asking, start=1)]
        free = [one for one in arranged if one.is_free]
        moving = [self._standing(one, team) for one, team in zip(free, teams[len(listed) :], strict=True)]
        for one in free:
            self.found.announced[str(one.roundtable.pk)] = one.as_announced
        asked = [each for each in waiting if each] + moving
        self._document(asked, self._seated(teams), [one for one in arranged if not one.is_free])
        return self.found

    def _seated(self, teams: list[Team]) -> Seated:
        today = self.wish.today
        leads = list(facilitators(on=today))
        guests = list(external_consultants(self.wish.agency.pk, on=today))
        known = {one.pk: one for one in (*leads, *guests, *(one for team in teams for one in team.people))}
        everybody = tuple(sorted(known.values(), key=lambda one: str(one.pk)))
        return Seated(everybody, frozenset(one.pk for one in leads), frozenset(one.pk for one in guests))

    def _request(self, request: Request, team: Team, place: int) -> dict[str, Any] | None:
        """A roundtable to be found a place for; None if it is not for this timetable, with the reason noted."""
        lead, key = request.lead.child, str(request.lead.child.pk)
        children = [str(one.child.pk) for one in request.asked]
        hearing = min((one.determination.next_hearing_on for one in request.asked
                       if one.determination and one.determination.next_hearing_on), default=None)  # fmt: skip
        opens, closes, exception = self._window(request, hearing)
        if says := self._why_beside(request, key, team, (opens, closes)):
            is_later = request.window.opens_on > self.wish.last_day and not request.unsettled
            self.found.beside[key] = {"children": children, "says": says, "is_later": is_later}
            if request.unsettled and request.unsettled.roundtable_id:
                self.found.beside[key]["roundtable"] = str(request.unsettled.roundtable_id)
            return None
        kind = Kind.REPEAT if lead.pk in self.held else Kind.INITIAL
        self.found.asked[key] = {
            "children": children, "kind": kind.value, "roundtable": None, "is_fixed": False,
            "is_required": request.is_required, "is_late": request.window.is_late,
            "opens_on": opens.isoformat(), "closes_on": closes.isoformat(),
            "hearing_on": hearing.isoformat() if hearing else None,
            "asked_for": _asked_for(request), "exception": exception,
        }  # fmt: skip
        asked = {
            "id": key, "agency": str(lead.agency_id),
            "minutes": self.settings.usual_minutes(kind, len(request.asked)),
            "opens_on": opens.isoformat(), "closes_on": min(closes, self.wish.last_day).isoformat(),
            "hearing_on": hearing.isoformat() if hearing else None,
            "required": request.is_required, "priority": place,
            "attendees": [str(one.pk) for one in team.people],
            "connected": sorted(str(pk) for pk in team.connected),
        }  # fmt: skip
        return asked | ({"pinned": self.wish.pins[key]} if self.wish.pins.get(key) else {})

    def _window(self, request: Request, hearing: date | None) -> tuple[date, date, str]:
        """The days on which it is to be held: with notice, by the practical last day; or why not by that day."""
        is_indian_child = any(one.child.indian_child == "yes" for one in request.asked)
        notice = first_day_after_notice(self.wish.today, self.settings, is_indian_child=is_indian_child)
        opens, closes = max(request.window.opens_on, self.wish.first_day, notice), request.window.closes_on
        last = practical_last_day(hearing, self.settings) if hearing else None
        if last is None or last >= closes:
            return opens, closes, ""
        if last >= opens:
            return opens, last, ""
        return opens, closes, _TOO_LATE

    def _why_beside(self, request: Request, key: str, team: Team, days: tuple[date, date]) -> str:
        if key in self.wish.left_out:
            return "Left out by you."
        if request.unsettled:
            return f"{request.unsettled.says}."
        for role in _INTEGRAL:
            if not team.of_role.get(role):
                return f"Nobody is assigned as {plain(role)} on that day. Assign somebody first."
        window = f"{day_words(request.window.opens_on)} to {day_words(request.window.closes_on)}"
        if request.window.opens_on > self.wish.last_day:
            return f"Comes later: to be held {window}."
        if days[0] > min(days[1], self.wish.last_day):
            return f"To be held {window}: after the days of notice, no day of that lies in this timetable."
        return ""

    def _standing(self, one: Standing, team: Team) -> dict[str, Any]:
        """A roundtable that is arranged already, and may be changed."""
        key, meeting = str(one.roundtable.pk), one.roundtable
        opens, closes = one.days(self.wish, self.settings)
        hearing = one.hearing_on
        self.found.asked[key] = {
            "children": [str(child.pk) for child in one.children], "kind": meeting.kind,
            "roundtable": key, "is_fixed": False, "is_required": True, "is_late": False,
            "opens_on": opens.isoformat(), "closes_on": closes.isoformat(),
            "hearing_on": hearing.isoformat() if hearing else None, "asked_for": "arranged already",
            "version": meeting.version,
        }  # fmt: skip
        asked = {
            "id": key, "agency": str(meeting.agency_id), "minutes": meeting.minutes,
            "opens_on": opens.isoformat(), "closes_on": closes.isoformat(),
            "hearing_on": hearing.isoformat() if hearing else None, "required": True, "priority": 0,
            "attendees": list(dict.fromkeys([*(str(person.pk) for person in team.people), *one.others])),
            "connected": sorted({*(str(pk) for pk in team.connected), *self.wish.absent}),
        }  # fmt: skip
        return asked | ({"pinned": self.wish.pins[key]} if self.wish.pins.get(key) else {})

    def _document(self, asked: list[dict[str, Any]], seated: Seated, fixed: list[Standing]) -> None:
        """The whole; what stays as it is as a pinned meeting, or where that can not be, only as time that is taken."""
        only_taken: set[str] = set()
        while True:
            pinned = [one for one in fixed if str(one.roundtable.pk) not in only_taken]
            self.found.document = self._written(asked, seated, pinned, [one for one in fixed if one not in pinned])
            at_fault = set(_at_fault(self.found.document)) & {str(one.roundtable.pk) for one in pinned}
            if not at_fault:
                break
            only_taken |= at_fault
        for one in fixed:
            self.found.asked[str(one.roundtable.pk)] = one.as_asked
            self.found.announced[str(one.roundtable.pk)] = one.as_fixed(seated)

    def _written(
        self, asked: list[dict[str, Any]], seated: Seated, pinned: list[Standing], taken: list[Standing]
    ) -> dict[str, Any]:
        settings, wish = self.settings, self.wish
        elsewhere = _elsewhere([*pinned, *taken], self.rooms)
        rooms = [*self.rooms, *elsewhere]
        sites = {name: f"site-{number}" for number, name in enumerate(sorted({one.site for one in rooms}))}
        of_people, of_rooms = _taken(taken, settings)
        for room, meetings in elsewhere.items():
            of_rooms[room.pk] += _but_for(meetings, self.days)
        if wish.repairs:
            day = [moment(wish.repairs.on, time.min), moment(wish.repairs.on + timedelta(days=1), time.min)]
            for person_id in wish.absent:
                of_people[UUID(person_id)].append(span(*day))
        return {
            "timezone": manual_in_force().time_zone,
            "horizon": {"first_day": self.days[0].isoformat(), "last_day": self.days[1].isoformat()},
            "day": {
                "opens": f"{settings.opens:%H:%M}", "closes": f"{settings.closes:%H:%M}",
                "lunch": [f"{settings.lunch_from:%H:%M}", f"{settings.lunch_until:%H:%M}"],
            },
            "closed_days": [day.isoformat() for day in each_day(self.days[0], self.days[1] + HORIZON)
                            if day.weekday() < 5 and not is_working_day(day)],
            "turnover_minutes": settings.turnover_minutes,
            "rooms": rooms_document(rooms, of_rooms, sites),
            # One meeting that is mended is bound by what is recorded of its people, as one that is convened by hand.
            "people": people_document(seated, {} if wish.repairs else settings.caps, of_people, self.days, wish.today),
            "travel_minutes": dict(_travel(settings, sites)),
            "roundtables": [*asked, *(one.as_pinned(seated) for one in pinned)],
        }  # fmt: skip


def _asked_for(request: Request) -> str:
    """The rule that asks for it, by its id; empty if people chose it."""
    first = request.lead.due_first
    return first.rule if first else ""


def _taken(standing: list[Standing], settings: SchedulingSettings) -> tuple[Spans, Spans]:
    """The times that meetings take from people and from rooms."""
    of_people: dict[UUID, list[list[str]]] = defaultdict(list)
    of_rooms: dict[UUID, list[list[str]]] = defaultdict(list)
    turnover = timedelta(minutes=settings.turnover_minutes)
    for one in standing:
        meeting = one.roundtable
        for person_id in one.seated:
            of_people[person_id].append(span(meeting.starts_at, meeting.ends_at))
        of_rooms[meeting.room_id].append(span(meeting.starts_at - turnover, meeting.ends_at + turnover))
    return of_people, of_rooms


def _elsewhere(standing: Sequence[Standing], rooms: Sequence[Room]) -> dict[Room, list[Roundtable]]:
    """Rooms of others in which there are meetings: people have a way from there, and nothing else is put there."""
    found: dict[Room, list[Roundtable]] = defaultdict(list)
    for one in standing:
        if one.roundtable.room not in rooms:
            found[one.roundtable.room].append(one.roundtable)
    return found


def _but_for(meetings: Sequence[Roundtable], days: tuple[date, date]) -> list[list[str]]:
    """All the time of some days but that of these meetings."""
    ends = [moment(days[0], time.min), *sorted(one.ends_at for one in meetings)]
    begins = [*sorted(one.starts_at for one in meetings), moment(days[1] + timedelta(days=1), time.min)]
    return [span(from_at, until_at) for from_at, until_at in zip(ends, begins, strict=True) if from_at < until_at]


def _travel(settings: SchedulingSettings, sites: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    named = sorted(sites)
    for place, here in enumerate(named):
        for there in named[place + 1 :]:
            if minutes := settings.minutes_between(here, there):
                yield f"{sites[here]}|{sites[there]}", minutes


def _at_fault(document: dict[str, Any]) -> Iterator[str]:
    """The ids of the roundtables in which the reader finds a fault."""
    try:
        read_problem(json.dumps(document).encode())
    except ScheduleError as wrong:
        for fault in wrong.faults:
            if number := re.match(r"roundtables\[(\d+)\]", fault):
                yield document["roundtables"][int(number[1])]["id"]
