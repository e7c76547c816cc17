"""Pins that contradict are faults; pins that only leave nothing free are a reason."""

from typing import Any

import pytest

from homeward.scheduling.solver import solve
from tests.scheduling.documents import document, faults_of, problem_of

CONTRADICTING: list[tuple[dict[str, Any], str]] = [
    ({"start": "2026-12-08T09:00"}, "outside its window"),
    ({"start": "2026-12-01T11:30"}, "outside its window"),
    ({"start": "2026-12-02T09:00"}, "attendee manager is away then"),
    ({"start": "2026-12-01T09:00", "room": "nook"}, "nook is closed then"),
    ({"facilitator": "guest"}, "no certified facilitator"),
    ({"facilitator": "supervisor"}, "no certified facilitator"),
    ({"start": "2026-12-04T09:00", "facilitator": "second"}, "second is not free, not certified"),
    ({"facilitator": "leader", "external": "leader"}, "leader is the facilitator"),
    ({"external": "supervisor"}, "may not sit there"),
    ({"external": "neighbour", "start": "2026-12-03T13:00"}, "neighbour is not free"),
]


def with_absences() -> dict[str, Any]:
    found = document()
    by_name = {one["id"]: one for one in (*found["people"], *found["rooms"])}
    by_name["manager"]["away"] = [["2026-12-02T10:59", "2026-12-02T12:00"]]
    by_name["nook"]["closed"] = [["2026-12-01T08:00", "2026-12-01T09:01"]]
    by_name["second"]["certified_until"] = "2026-12-03"
    by_name["neighbour"]["away"] = [["2026-12-03T00:00", "2026-12-04T00:00"]]
    return found


@pytest.mark.parametrize(("pins", "why"), CONTRADICTING)
def test_pins_that_break_a_rule_are_a_fault(pins: dict[str, Any], why: str) -> None:
    found = with_absences()
    found["roundtables"][0]["pinned"] = pins
    (told,) = faults_of(found)
    assert told.startswith("roundtables[0].pinned.")
    assert why in told


TOGETHER: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"start": "2026-12-01T08:30"}, {"start": "2026-12-01T10:00"}, True),
    ({"start": "2026-12-01T08:30"}, {"start": "2026-12-02T08:30"}, False),
    ({"start": "2026-12-01T13:00", "room": "hall"}, {"start": "2026-12-01T10:00", "room": "nook"}, False),
    ({"start": "2026-12-01T08:30", "room": "hall"}, {"start": "2026-12-01T10:30", "room": "nook"}, True),
    ({"start": "2026-12-01T08:30", "room": "hall"}, {"start": "2026-12-01T10:30", "room": "screen"}, False),
]


@pytest.mark.parametrize(("one", "other", "is_fault"), TOGETHER)
def test_pinned_starts_are_looked_at_together(one: dict[str, Any], other: dict[str, Any], is_fault: bool) -> None:
    found = document(day={"opens": "08:30", "closes": "18:00", "lunch": ["12:30", "13:00"]})
    for asked, pins in zip(found["roundtables"], (one, other), strict=True):
        asked["pinned"] = pins
    assert bool(faults_of(found)) == is_fault


def test_a_cap_that_pinned_meetings_exceed_is_a_fault() -> None:
    found = document()
    found["people"][0]["max_per_week"] = 1
    for asked, day in zip(found["roundtables"], ("01", "03"), strict=True):
        asked["pinned"] = {"start": f"2026-12-{day}T09:00"}
    assert "manager would have more than 1 pinned meetings in that week" in faults_of(found)[0]


def test_a_pin_that_leaves_no_facilitator_is_a_reason_and_no_fault() -> None:
    found = document()
    found["roundtables"][0]["pinned"] = {"start": "2026-12-01T09:00"}
    for one in found["people"]:
        one["away"] = [["2026-12-01T00:00", "2026-12-02T00:00"]] if one["can_facilitate"] else []
    timetable = solve(problem_of(found)).timetable
    assert [one.blocked_by for one in timetable.unscheduled] == [("pin",)]


def test_a_meeting_of_which_all_is_pinned_is_held_before_anything_else() -> None:
    found = document(closed_days=["2026-12-02", "2026-12-03", "2026-12-04"])
    found["people"][0]["max_per_day"] = 1
    pins = {"start": "2026-12-01T09:00", "room": "hall", "facilitator": "leader", "external": None}
    found["roundtables"][1] |= {"required": False, "pinned": pins}
    timetable = solve(problem_of(found)).timetable
    assert [one.roundtable for one in timetable.meetings] == ["next"]
    assert [one.blocked_by for one in timetable.unscheduled] == [("competition",)]
    assert timetable.is_optimal
