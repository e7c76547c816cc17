"""Whatever is wrong with a problem is told, at once, with its path."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.scheduling.fields import ScheduleError
from homeward.scheduling.solution import read_announced
from tests.scheduling.documents import document, faults_of, person, roundtable

CHANGES: list[tuple[list[Any], Any, str]] = [
    (["timezone"], "Mars/Olympus", "timezone: Mars/Olympus is not a time zone; write a name such as America/Chicago"),
    (["horizon", "last_day"], "2026-11-30", "horizon.last_day: 2026-11-30 is before first_day, 2026-12-01"),
    (["day", "opens"], "25:00", "day.opens: 25:00 is not a time of day; write it as 08:30"),
    (["day", "lunch"], ["13:00", "12:00"], "day.lunch: ends at 12:00, before it begins at 13:00"),
    (["day", "lunch"], ["12:00"], 'day.lunch: ["12:00"] is not a pair; write [from, to]'),
    (["closed_days", 0], "20261225", "closed_days[0]: 20261225 is not a date; write it as 2026-12-31"),
    (["turnover_minutes"], -5, "turnover_minutes: -5 is less than 0"),
    (["turnover_minutes"], 15.0, "turnover_minutes: 15.0 is not a whole number"),
    (["rooms", 0, "site"], None, "rooms[0].site: null is not text; write it in quotation marks"),
    (["rooms", 1, "id"], "hall", "rooms[1].id: hall is the id of rooms[0]; give each its own"),
    (["rooms"], {}, "rooms: {} is not a list; write […]"),
    (["people", 0], 7, "people[0]: 7 is not an object; write {…}"),
    (["people", 2, "can_facilitate"], "yes", "people[2].can_facilitate: yes is neither true nor false"),
    (["people", 0, "max_per_day"], True, "people[0].max_per_day: true is not a whole number"),
    (
        ["people", 0, "away"],
        [["2026-12-02T09:00", "2026-12-02T08:00"]],
        "people[0].away[0]: ends at 2026-12-02T08:00, before it begins at 2026-12-02T09:00",
    ),
    (["travel_minutes"], {"north": 5}, "travel_minutes.north: does not name two sites; write it as north|south"),
    (
        ["travel_minutes"],
        {"north|south": 45, "south|north": 30},
        "travel_minutes.south|north: 30 minutes, and 45 in the other direction (north|south); list one",
    ),
    (["roundtables", 0, "minutes"], 45, "roundtables[0].minutes: 45 is not a positive multiple of 30"),
    (
        ["roundtables", 1, "closes_on"],
        "2026-12-32",
        "roundtables[1].closes_on: 2026-12-32 is not a date; write it as 2026-12-31",
    ),
    (["roundtables", 0, "attendees", 0], "nobody", "roundtables[0].attendees[0]: nobody is not the id of a person"),
    (["roundtables", 0, "pinned"], {"room": "attic"}, "roundtables[0].pinned.room: attic is not the id of a room"),
    (
        ["roundtables", 0, "pinned"],
        {"start": "2026-12-01T09:15"},
        "roundtables[0].pinned.start: 09:15 is neither on the hour nor on the half hour",
    ),
]

HARMLESS: list[tuple[list[Any], Any]] = [
    (["roundtables", 0, "connected"], ["nobody"]),
    (["roundtables", 0, "opens_on"], "2020-01-01"),
    (["roundtables", 0, "minutes"], 600),
    (["roundtables", 0, "attendees"], ["manager", "manager"]),
    (["roundtables", 0, "hearing_on"], "2026-11-01"),
    (["roundtables", 0, "hearing_on"], None),
    (["closed_days"], ["2031-01-01"]),
    (["something_else"], {}),
    (["day", "opens"], "08:37"),
    (["people", 0, "max_per_week"], 0),
    (["travel_minutes"], {"north|south": 45, "south|north": 45}),
]


def changed(path: list[Any], value: Any) -> dict[str, Any]:
    found = document()
    place: Any = found
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return found


@pytest.mark.parametrize(("path", "value", "fault"), CHANGES)
def test_a_fault_is_told_with_its_path(path: list[Any], value: Any, fault: str) -> None:
    assert fault in faults_of(changed(path, value))


@pytest.mark.parametrize(("path", "value"), HARMLESS)
def test_what_is_unusual_is_no_fault(path: list[Any], value: Any) -> None:
    assert faults_of(changed(path, value)) == ()


def test_all_faults_are_told_at_once() -> None:
    found = changed(["turnover_minutes"], None)
    found["roundtables"][0]["priority"] = "high"
    found["people"][3]["away"] = [["2026-12-01", "2026-12-02T09:00"]]
    assert len(faults_of(found)) == 3


@pytest.mark.parametrize("key", [key for key in person("x") if not key.startswith("max_")])
def test_every_key_of_a_person_but_the_caps_is_needed(key: str) -> None:
    found = document()
    del found["people"][0][key]
    told = faults_of(found)
    assert any(line == f"people[0].{key}: is missing" for line in told)


@pytest.mark.parametrize("key", list(roundtable("x")))
def test_every_key_of_a_roundtable_but_pinned_is_needed(key: str) -> None:
    found = document()
    del found["roundtables"][1][key]
    assert f"roundtables[1].{key}: is missing" in faults_of(found)


@pytest.mark.parametrize("text", [b"", b"{", b"[1]", b"null", b"\xff", b'{"a": NaN}', b"[" * 100_000])
def test_what_is_no_document_is_told(text: bytes) -> None:
    assert faults_of(text)


@pytest.mark.parametrize("text", [b"[]", b"{}", b'{"meetings": 3}', b'{"meetings": [{"roundtable": "t"}]}'])
def test_an_old_solution_that_is_none_is_refused(text: bytes) -> None:
    with pytest.raises(ScheduleError):
        read_announced(text)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_stands_anywhere_is_read_or_told(data: st.DataObject) -> None:
    found = document()
    place: Any = found
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    simple = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.floats(allow_nan=False)
    place[key] = data.draw(st.recursive(simple, lambda inner: st.lists(inner, max_size=3), max_leaves=4))
    assert all(": " in line for line in faults_of(json.loads(json.dumps(found))))
