"""Why a roundtable has no place: the fewest things that would have to be lifted."""

from typing import Any

import pytest

from homeward.scheduling.check import check
from homeward.scheduling.solver import solve
from tests.scheduling.documents import document, problem_of, roundtable

ALWAYS = [["2026-11-01T00:00", "2027-02-01T00:00"]]


def blocked(changes: dict[str, dict[str, Any]], **asked: Any) -> tuple[str, ...]:
    """What stands in the way of one roundtable after these changes of people and rooms."""
    found = document(roundtables=[roundtable("only", **asked)])
    for one in (*found["people"], *found["rooms"]):
        one.update(changes.get(one["id"], {}))
    problem = problem_of(found)
    timetable = solve(problem).timetable
    assert check(problem, timetable) == []
    (reason,) = timetable.unscheduled
    assert reason.reason.endswith(".")
    return reason.blocked_by


NOBODY_LEADS = {name: {"certified_until": None} for name in ("leader", "second")}
NO_ROOM = {name: {"closed": ALWAYS} for name in ("hall", "nook", "screen")}


@pytest.mark.parametrize(
    ("changes", "asked", "named"),
    [
        ({"manager": {"away": ALWAYS}}, {}, ("attendee:manager",)),
        ({"manager": {"max_per_week": 0}}, {}, ("cap:manager",)),
        ({"manager": {"away": ALWAYS, "max_per_day": 0}}, {}, ("cap:manager", "attendee:manager")),
        (NOBODY_LEADS, {}, ("certified facilitator",)),
        ({"leader": {"max_per_day": 0}, "second": {"max_per_day": 0}}, {}, ("certified facilitator",)),
        (NO_ROOM, {}, ("room",)),
        (NO_ROOM | NOBODY_LEADS, {}, ("certified facilitator", "room")),
        ({}, {"minutes": 240}, ("length",)),
        ({}, {"opens_on": "2026-12-05", "closes_on": "2026-12-06"}, ("window",)),
        ({}, {"opens_on": "2030-01-01", "closes_on": "2030-02-01"}, ("window",)),
        ({}, {"opens_on": "2030-01-01", "closes_on": "2030-02-01", "minutes": 240}, ("window", "length")),
        ({"hall": {"closed": ALWAYS}}, {"pinned": {"room": "hall"}}, ("pin",)),
        (NO_ROOM, {"pinned": {"room": "hall"}}, ("room",)),
        (NOBODY_LEADS | {"manager": {"away": ALWAYS}}, {}, ("attendee:manager", "certified facilitator")),
    ],
)
def test_the_fewest_things_in_the_way_are_named(
    changes: dict[str, Any], asked: dict[str, Any], named: tuple[str, ...]
) -> None:
    assert blocked(changes, **asked) == named


def test_people_who_are_free_by_turns_are_told_as_those_who_would_have_to_be_free_together() -> None:
    mornings = [[f"2026-12-0{day}T00:00", f"2026-12-0{day}T12:00"] for day in range(1, 5)]
    afternoons = [[f"2026-12-0{day}T12:00", f"2026-12-0{day}T23:00"] for day in range(1, 5)]
    changes = {"manager": {"away": mornings}, "supervisor": {"away": afternoons}}
    assert blocked(changes) in [("attendee:manager",), ("attendee:supervisor",)]


def test_who_could_be_held_alone_has_lost_to_others() -> None:
    found = document(horizon={"first_day": "2026-12-01", "last_day": "2026-12-01"})
    found["people"][0]["max_per_day"] = 1
    timetable = solve(problem_of(found)).timetable
    assert [one.blocked_by for one in timetable.unscheduled] == [("competition",)]
    assert timetable.is_optimal
