"""The problem of a timetable: what waits, the people and rooms, and what is taken already, for `homeward schedule`.

What is announced already is nobody's to move here: it takes up its people and its room. Travel between sites is not
recorded, so none is said.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from homeward.casefile.sight import Sight
from homeward.policy.days import day_of
from homeward.roundtables.convene_form import rooms_for, usual_minutes
from homeward.roundtables.eligibility import Team, external_consultants, facilitators, team_of
from homeward.roundtables.free import TURNOVER, moment, standing
from homeward.roundtables.models import Absence, Availability, RoomClosure, Roundtable, Seat
from homeward.roundtables.models.meeting import Kind
from homeward.roundtables.order import key_of
from homeward.roundtables.requests import Request, requests_of
from homeward.website.policy_in_force import manual_in_force
from homeward.workforce.models import Agency, Person, Role, RoleName

OPENS, CLOSES, LUNCH = time(8, 30), time(16, 30), (time(12), time(13))
CAPS: Final[dict[str, tuple[int | None, int | None]]] = {
    RoleName.FACILITATOR: (2, 6),
    RoleName.EXTERNAL_CONSULTANT: (2, 6),
    RoleName.ONGOING_CASE_MANAGER: (1, 2),
    RoleName.SUPERVISOR: (1, 2),
    RoleName.PERMANENCY_CONSULTANT: (3, None),
}
"""A day, a week, where nothing else is recorded of somebody; the agency confirms its own."""

Spans = dict[UUID, list[list[str]]]


def timetable_problem(
    sight: Sight, agency: Agency, *, first_day: date, last_day: date, today: date
) -> dict[str, Any]:  # fmt: skip
    """The problem of everything that waits among the children whom a person sees, in the form that it is solved in."""
    waiting = [one for one in requests_of(sight, today=today) if one.arranged is None]
    waiting.sort(key=lambda one: key_of(one, today))
    teams = [team_of([asked.child for asked in one.asked], on=max(first_day, one.window.opens_on)) for one in waiting]
    leads, guests = set(facilitators(on=today)), set(external_consultants(agency.pk, on=today))
    people = sorted(leads | guests | {one for team in teams for one in team.people}, key=lambda one: str(one.pk))
    taken = list(standing(is_practice=agency.is_practice, but=None).filter(starts_at__gte=moment(first_day, time.min)))
    return {
        "timezone": manual_in_force().time_zone,
        "horizon": {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()},
        "day": {"opens": _hour(OPENS), "closes": _hour(CLOSES), "lunch": [_hour(one) for one in LUNCH]},
        "closed_days": [day.isoformat() for day in _closed(first_day, last_day)],
        "turnover_minutes": TURNOVER.seconds // 60,
        "rooms": _rooms(agency, taken),
        "people": _people(people, leads, guests, _away(people, taken, first_day, last_day), today),
        "travel_minutes": {},
        "roundtables": [
            _roundtable(*one, place) for place, one in enumerate(zip(waiting, teams, strict=True), start=1)
        ],
    }


def _roundtable(request: Request, team: Team, place: int) -> dict[str, Any]:
    hearings = [one.determination.next_hearing_on for one in request.asked if one.determination]
    hearing = min((day for day in hearings if day), default=None)
    return {
        "id": str(request.lead.child.pk),
        "agency": str(request.lead.child.agency_id),
        "minutes": usual_minutes(Kind.INITIAL, len(request.asked)),
        "opens_on": request.window.opens_on.isoformat(),
        "closes_on": request.window.closes_on.isoformat(),
        "hearing_on": hearing.isoformat() if hearing else None,
        "required": request.is_required,
        "priority": place,
        "attendees": [str(one.pk) for one in team.people],
        "connected": sorted(str(pk) for pk in team.connected),
    }


def _people(
    people: Iterable[Person], leads: set[Person], guests: set[Person], away: Spans, today: date
) -> list[dict[str, Any]]:
    known = {one.person_id: one for one in Availability.objects.all()}
    held = list(Role.objects.in_force(today).values_list("person_id", "name", "certified_until"))
    found = []
    for one in people:
        roles = [name for person_id, name, _ in held if person_id == one.pk and name in CAPS]
        usual = CAPS[roles[0]] if len(roles) == 1 else (None, None)
        own = known.get(one.pk)
        until = max(
            (day for pk, name, day in held if pk == one.pk and name == RoleName.FACILITATOR and day), default=None
        )
        found.append({
            "id": str(one.pk),
            "agency": str(one.agency_id),
            "department": str(one.unit_id) if one.unit_id else None,
            "site": None,
            "can_facilitate": one in leads,
            "certified_until": until.isoformat() if until else None,
            "can_consult_externally": one in guests,
            "away": away.get(one.pk, []),
            "max_per_day": own.max_per_day if own and own.max_per_day is not None else usual[0],
            "max_per_week": own.max_per_week if own and own.max_per_week is not None else usual[1],
        })  # fmt: skip
    return found


def _away(people: Iterable[Person], taken: list[Roundtable], first_day: date, last_day: date) -> Spans:
    """Absences, meetings announced already, and the hours outside of somebody's own."""
    pks = [one.pk for one in people]
    found: Spans = {}
    for away in Absence.objects.filter(person__in=pks, withdrawn_at=None, until_at__gte=moment(first_day, time.min)):
        found.setdefault(away.person_id, []).append(_span(away.from_at, away.until_at))
    at = {one.pk: one for one in taken}
    for seat in Seat.objects.taken().filter(person__in=pks, roundtable__in=list(at)):
        assert seat.person_id
        meeting = at[seat.roundtable_id]
        found.setdefault(seat.person_id, []).append(_span(meeting.starts_at, meeting.ends_at))
    for own in Availability.objects.filter(person__in=pks):
        for day in _days(first_day, last_day):
            found.setdefault(own.person_id, []).extend(_off(day, own))
    return found


def _off(day: date, own: Availability) -> Iterator[list[str]]:
    """The hours of a day in which somebody does not work."""
    if own.works_from > time.min:
        yield _span(moment(day, time.min), moment(day, own.works_from))
    yield _span(moment(day, own.works_until), moment(day + timedelta(days=1), time.min))


def _rooms(agency: Agency, taken: list[Roundtable]) -> list[dict[str, Any]]:
    rooms = list(rooms_for(agency))
    closed: Spans = {}
    for one in RoomClosure.objects.filter(Q(room__in=rooms), withdrawn_at=None):
        closed.setdefault(one.room_id, []).append(_span(one.from_at, one.until_at))
    for other in taken:
        span = _span(other.starts_at - TURNOVER, other.ends_at + TURNOVER)
        closed.setdefault(other.room_id, []).append(span)
    return [
        {"id": str(one.pk), "site": one.site or None, "virtual": one.is_virtual, "closed": closed.get(one.pk, [])}
        for one in rooms
    ]


def _closed(first_day: date, last_day: date) -> list[date]:
    """The holidays of the manual between two days."""
    working = set(manual_in_force().working_days["working days"].working.tolist())
    return [day for day in _days(first_day, last_day) if day.weekday() < 5 and day_of(day) not in working]


def _days(first_day: date, last_day: date) -> Iterator[date]:
    return (first_day + timedelta(days=ahead) for ahead in range((last_day - first_day).days + 1))


def _span(from_at: datetime, until_at: datetime) -> list[str]:
    return [f"{timezone.localtime(one):%Y-%m-%dT%H:%M}" for one in (from_at, until_at)]


def _hour(at: time) -> str:
    return f"{at:%H:%M}"
