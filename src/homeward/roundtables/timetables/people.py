"""The people and rooms of a problem: hours, absences, caps and closures, as the solver reads them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from homeward.roundtables.free import moment, shared_absences
from homeward.roundtables.models import Absence, Availability, Room, RoomClosure
from homeward.workforce.models import Person, Role, RoleName

Spans = dict[UUID, list[list[str]]]
Caps = tuple[int | None, int | None]


@dataclass(frozen=True)
class Seated:
    """Who may be asked: those who lead, those who come from outside, and everybody with a seat by her work."""

    everybody: tuple[Person, ...]
    leads: frozenset[UUID]
    guests: frozenset[UUID]


def people_document(
    seated: Seated, usual: Mapping[str, Sequence[int | None]], taken: Mapping[UUID, list[list[str]]],
    days: tuple[date, date], today: date,
) -> list[dict[str, Any]]:  # fmt: skip
    """The people; `usual` are the caps by role of whom none is recorded, `taken` times that are taken, and no more.

    Six queries at most.
    """
    pks = [one.pk for one in seated.everybody]
    own = {one.person_id: one for one in Availability.objects.filter(person__in=pks)}
    roles: dict[UUID, dict[str, date | None]] = defaultdict(dict)
    held = Role.objects.in_force(today).filter(person__in=pks)
    for person_id, name, until in held.values_list("person_id", "name", "certified_until"):
        roles[person_id][name] = max((day for day in (roles[person_id].get(name), until) if day), default=None)
    away = _away(seated.everybody, own.values(), days)
    return [
        _person(one, seated, roles[one.pk], own.get(one.pk), usual) | {
            "away": [*away.get(one.pk, []), *taken.get(one.pk, [])]
        }
        for one in seated.everybody
    ]  # fmt: skip


def _person(
    one: Person, seated: Seated, roles: Mapping[str, date | None], own: Availability | None,
    usual: Mapping[str, Sequence[int | None]],
) -> dict[str, Any]:  # fmt: skip
    until = roles.get(RoleName.FACILITATOR)
    a_day, a_week = _widest(roles, usual)
    return {
        "id": str(one.pk),
        "agency": str(one.agency_id),
        "department": str(one.unit_id) if one.unit_id else None,
        "site": None,
        "can_facilitate": one.pk in seated.leads,
        "certified_until": until.isoformat() if until else None,
        "can_consult_externally": one.pk in seated.guests,
        "max_per_day": own.max_per_day if own and own.max_per_day is not None else a_day,
        "max_per_week": own.max_per_week if own and own.max_per_week is not None else a_week,
    }


def _widest(roles: Collection[str], usual: Mapping[str, Sequence[int | None]]) -> Caps:
    """Of whoever has several roles the widest: she is asked in each of them."""
    caps = [usual[role] for role in roles if role in usual]
    a_day, a_week = ([cap[place] for cap in caps] for place in (0, 1))
    return _most(a_day), _most(a_week)


def _most(caps: Sequence[int | None]) -> int | None:
    """The widest cap; None, which is no cap, is wider than any."""
    known = [cap for cap in caps if cap is not None]
    return max(known) if known and len(known) == len(caps) else None


def _away(people: Collection[Person], own: Iterable[Availability], days: tuple[date, date]) -> Spans:
    """Absences, her own and those that she shares with others, and the hours outside of somebody's own."""
    found: Spans = defaultdict(list)
    first, last = moment(days[0], time.min), moment(days[1] + timedelta(days=1), time.min)
    absences = Absence.objects.filter(person__in=people, withdrawn_at=None, until_at__gte=first, from_at__lte=last)
    for one in absences:
        found[one.person_id].append(span(one.from_at, one.until_at))
    for person_id, shared in shared_absences(people, first, last).items():
        found[person_id].extend(span(each.from_at, each.until_at) for each in shared)
    for hours in own:
        for day in each_day(*days):
            found[hours.person_id].extend(_off(day, hours))
    return found


def _off(day: date, own: Availability) -> Iterator[list[str]]:
    """The hours of a day in which somebody does not work."""
    if own.works_from > time.min:
        yield span(moment(day, time.min), moment(day, own.works_from))
    yield span(moment(day, own.works_until), moment(day + timedelta(days=1), time.min))


def rooms_document(
    rooms: Collection[Room], taken: Mapping[UUID, list[list[str]]], sites: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The rooms with their closures; one query."""
    closed: Spans = defaultdict(list)
    for one in RoomClosure.objects.filter(room__in=rooms, withdrawn_at=None):
        closed[one.room_id].append(span(one.from_at, one.until_at))
    return [
        {
            "id": str(one.pk),
            "site": None if one.is_virtual else sites[one.site],
            "virtual": one.is_virtual,
            "closed": [*closed.get(one.pk, []), *taken.get(one.pk, [])],
        }
        for one in rooms
    ]


def each_day(first_day: date, last_day: date) -> Iterator[date]:
    """All days from the first to the last."""
    return (first_day + timedelta(days=ahead) for ahead in range((last_day - first_day).days + 1))


def span(from_at: datetime, until_at: datetime) -> list[str]:
    """Two moments as the solver reads them, where the agency is."""
    return [at_words(from_at), at_words(until_at)]


def at_words(at: datetime) -> str:
    """A moment as the solver reads it."""
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"
