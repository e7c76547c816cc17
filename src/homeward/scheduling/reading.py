"""From a document of JSON to a problem; every fault is told, with its path and what would be right."""

from collections.abc import Collection, Iterable
from datetime import date, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from homeward.scheduling.fields import (
    Faults,
    Fields,
    parse,
    read_count,
    read_day,
    read_flag,
    read_moment,
    read_number,
    read_pair,
    read_span,
    read_text,
    read_time,
    shown,
)
from homeward.scheduling.pins import tell_contradictions
from homeward.scheduling.problem import GRID, Person, Pin, Problem, Room, Roundtable

T = TypeVar("T", Room, Person, Roundtable)


def read_problem(text: bytes) -> Problem:
    """The problem that a document describes; ScheduleError with all its faults."""
    faults = Faults()
    problem = _read_whole(Fields(parse(text, "the problem"), "", faults), faults)
    faults.refuse()
    tell_contradictions(problem, faults)
    faults.refuse()
    return problem


def _read_whole(whole: Fields, faults: Faults) -> Problem:
    """The problem. It is of use only if no fault was found: what is at fault has a value that stands for it."""
    timezone = whole.get("timezone", _read_timezone)
    horizon = whole.object("horizon")
    first_day, last_day = _read_first_and_last(horizon, "first_day", "last_day")
    opens, closes, lunch = _read_hours(whole.object("day"))
    closed_days = frozenset(read_day(item, path, faults) or date.min for item, path in whole.each("closed_days"))
    turnover = whole.get("turnover_minutes", read_count)
    rooms = _without_twins(
        (_read_room(Fields(item, path, faults)) for item, path in whole.each("rooms")), "rooms", faults
    )
    people = _without_twins(
        (_read_person(Fields(item, path, faults)) for item, path in whole.each("people")), "people", faults
    )
    travel = _read_travel(whole.object("travel_minutes"))
    names = {one.id for one in people}, {one.id for one in rooms}
    asked = (_read_roundtable(Fields(item, path, faults), *names) for item, path in whole.each("roundtables"))
    return Problem(
        timezone=timezone or "",
        first_day=first_day,
        last_day=last_day,
        opens=opens,
        closes=closes,
        lunch=lunch,
        closed_days=closed_days,
        turnover_minutes=turnover or 0,
        rooms=rooms,
        people=people,
        travel=travel,
        roundtables=_without_twins(asked, "roundtables", faults),
    )


def _without_twins(read: Iterable[T], path: str, faults: Faults) -> tuple[T, ...]:
    """All of them; an id that stands twice is told."""
    found: dict[str, int] = {}
    listed = tuple(read)
    for number, one in enumerate(listed):
        if one.id and one.id in found:
            faults.add(
                f"{path}[{number}].id", f"{shown(one.id)} is the id of {path}[{found[one.id]}]; give each its own"
            )
        found.setdefault(one.id, number)
    return listed


def _read_timezone(value: Any, path: str, faults: Faults) -> str | None:
    name = read_text(value, path, faults)
    if name is None:
        return None
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        faults.add(path, f"{shown(name)} is not a time zone; write a name such as America/Chicago")
        return None
    return name


def _read_first_and_last(fields: Fields, first: str, last: str) -> tuple[date, date]:
    """Two days, the second not before the first."""
    begins, ends = fields.get(first, read_day), fields.get(last, read_day)
    if begins and ends and ends < begins:
        fields.faults.add(fields.at(last), f"{ends} is before {first}, {begins}")
    return begins or date.min, ends or date.max


def _read_hours(day: Fields) -> tuple[time, time, tuple[time, time]]:
    opens, closes = day.get("opens", read_time), day.get("closes", read_time)
    lunch = day.get("lunch", lambda value, path, faults: read_pair(value, path, faults, read_time))
    if opens and closes and closes < opens:
        day.faults.add(day.at("closes"), f"{closes:%H:%M} is before opens, {opens:%H:%M}")
    if lunch and lunch[1] < lunch[0]:
        day.faults.add(day.at("lunch"), f"ends at {lunch[1]:%H:%M}, before it begins at {lunch[0]:%H:%M}")
    return opens or time.min, closes or time.min, lunch or (time.min, time.min)


def _read_room(room: Fields) -> Room:
    is_virtual = room.get("virtual", read_flag)
    site = room.get("site", read_text, None) if is_virtual else room.get("site", read_text)
    closed = (read_span(item, path, room.faults) for item, path in room.each("closed"))
    return Room(
        id=room.get("id", read_text) or "",
        site=None if is_virtual else site,
        closed=tuple(span for span in closed if span),
    )


def _read_person(person: Fields) -> Person:
    person.nullable("site", read_text)
    away = (read_span(item, path, person.faults) for item, path in person.each("away"))
    return Person(
        id=person.get("id", read_text) or "",
        agency=person.get("agency", read_text) or "",
        department=person.nullable("department", read_text),
        can_facilitate=bool(person.get("can_facilitate", read_flag)),
        certified_until=person.nullable("certified_until", read_day),
        can_consult_externally=bool(person.get("can_consult_externally", read_flag)),
        away=tuple(span for span in away if span),
        max_per_day=person.get("max_per_day", read_count, None),
        max_per_week=person.get("max_per_week", read_count, None),
    )


def _read_travel(travel: Fields) -> dict[frozenset[str], int]:
    """The minutes between two sites, listed in one direction or in both alike."""
    found: dict[frozenset[str], int] = {}
    for key, value, path in travel.items():
        sites = key.split("|")
        minutes = read_count(value, path, travel.faults)
        if len(sites) != 2:
            travel.faults.add(path, "does not name two sites; write it as north|south")
        elif minutes is not None:
            told = found.setdefault(frozenset(sites), minutes)
            if told != minutes:
                back = shown("|".join(reversed(sites)))
                travel.faults.add(path, f"{minutes} minutes, and {told} in the other direction ({back}); list one")
    return found


def _read_minutes(value: Any, path: str, faults: Faults) -> int | None:
    minutes = read_number(value, path, faults)
    if minutes is not None and (minutes <= 0 or minutes % GRID):
        faults.add(path, f"{minutes} is not a positive multiple of {GRID}")
        return None
    return minutes


def _read_roundtable(fields: Fields, people: Collection[str], rooms: Collection[str]) -> Roundtable:
    opens_on, closes_on = _read_first_and_last(fields, "opens_on", "closes_on")
    attendees = [
        _known(read_text(item, path, fields.faults), path, fields.faults, people, "a person")
        for item, path in fields.each("attendees")
    ]
    connected = [read_text(item, path, fields.faults) for item, path in fields.each("connected")]
    return Roundtable(
        id=fields.get("id", read_text) or "",
        agency=fields.get("agency", read_text) or "",
        minutes=fields.get("minutes", _read_minutes) or GRID,
        opens_on=opens_on,
        closes_on=closes_on,
        hearing_on=fields.nullable("hearing_on", read_day),
        required=bool(fields.get("required", read_flag)),
        priority=fields.get("priority", read_number) or 0,
        attendees=tuple(dict.fromkeys(name for name in attendees if name is not None)),
        connected=frozenset(name for name in connected if name is not None),
        pin=_read_pin(fields.object("pinned", None), people, rooms),
    )


def _known(name: str | None, path: str, faults: Faults, names: Collection[str], what: str) -> str | None:
    if name is not None and name not in names:
        faults.add(path, f"{shown(name)} is not the id of {what}")
    return name


def _read_pin(pin: Fields, people: Collection[str], rooms: Collection[str]) -> Pin:
    """The parts that are pinned: a missing key pins nothing, and null is an answer for `external` alone."""

    def of(key: str, names: Collection[str], what: str) -> str | None:
        name = pin.get(key, read_text) if pin.has(key) else None
        return _known(name, pin.at(key), pin.faults, names, what)

    start = pin.get("start", read_moment) if pin.has("start") else None
    if start and start.minute % GRID:
        pin.faults.add(pin.at("start"), f"{start:%H:%M} is neither on the hour nor on the half hour")
    return Pin(
        start=start,
        room=of("room", rooms, "a room"),
        facilitator=of("facilitator", people, "a person"),
        external=None if pin.is_null("external") else of("external", people, "a person"),
        pins_external=pin.has("external"),
    )
