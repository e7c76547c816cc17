"""The check finds every rule that is broken, and every number that is not so."""

import copy
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from homeward.scheduling.check import check
from homeward.scheduling.problem import Announced, Meeting, Timetable, Unscheduled
from homeward.scheduling.solver import solve
from tests.scheduling.documents import document, problem_of, roundtable

PINS = {"start": "2026-12-01T09:00", "room": "hall", "facilitator": "leader", "external": "guest"}
BASE = document(roundtables=[roundtable("first", pinned=PINS), roundtable("next")])
BASE["people"][0] |= {"max_per_day": 2, "away": [["2026-12-03T00:00", "2026-12-04T00:00"]]}
BASE["people"][3] |= {"certified_until": "2026-12-02"}
BASE["rooms"][1]["closed"] = [["2026-12-02T13:00", "2026-12-02T17:00"]]
PROBLEM = problem_of(BASE)
SECOND = Meeting("next", datetime(2026, 12, 2, 9), 120, "hall", "second", "guest", "other_agency")  # noqa: DTZ001


def timetable(*, second: Meeting = SECOND, **first: Any) -> Timetable:
    start = datetime(2026, 12, 1, 9)  # noqa: DTZ001
    meeting = replace(Meeting("first", start, 120, "hall", "leader", "guest", "other_agency"), **first)
    return Timetable((meeting, second), (), (2, 0, 0, 0, 1, 2, 20), (2, None, 0, 0, 1, 2, 20))


def moved(**to: Any) -> Timetable:
    return timetable(second=replace(SECOND, **to))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute)  # noqa: DTZ001


BROKEN: list[tuple[Timetable, str]] = [
    (moved(start=at(7, 9)), "outside its window"),
    (moved(start=at(2, 9, 15)), "neither on the hour nor on the half hour"),
    (moved(start=at(2, 8)), "outside the hours"),
    (moved(start=at(2, 15)), "outside the hours"),
    (moved(start=at(2, 11)), "touches lunch"),
    (moved(minutes=90), "does not have its length"),
    (moved(room="nook", start=at(2, 14)), "nook is closed"),
    (moved(start=at(3, 9), facilitator="leader"), "manager: is away"),
    (moved(start=at(4, 9)), "no certified facilitator"),
    (moved(facilitator="supervisor"), "connected with it, or attends"),
    (moved(external="second"), "may not be the external consultant"),
    (moved(external="neighbour"), "the tier is other_department"),
    (moved(external=None), "the tier is none"),
    (moved(start=at(1, 10), room="nook"), "can not be in first and then in next"),
    (moved(start=at(1, 11), room="hall"), "begins too soon after first"),
    (moved(start=at(1, 11), room="nook"), "can not be in first and then in next"),
    (moved(room="attic"), "names a room or a person that is none"),
    (timetable(start=at(1, 13)), "the pinned start was not kept"),
    (timetable(room="nook"), "the pinned room was not kept"),
    (timetable(facilitator="second"), "the pinned facilitator was not kept"),
    (timetable(external="neighbour", external_tier="other_department"), "the pinned external was not kept"),
    (replace(timetable(), objective=(2, 0, 0, 0, 1, 2, 19)), "the goals reached are"),
    (replace(timetable(), bound=(1, None, 0, 0, 1, 2, 20)), "1 is said to be the bound"),
    (replace(timetable(), bound=(2, None)), "not a bound for each goal"),
    (replace(timetable(), meetings=(SECOND,)), "first: stands 0 times"),
    (replace(timetable(), meetings=(SECOND, SECOND)), "next: stands 2 times"),
]


def test_a_valid_timetable_passes() -> None:
    assert check(PROBLEM, timetable()) == []


@pytest.mark.parametrize(("broken", "told"), BROKEN)
def test_what_is_broken_is_found(broken: Timetable, told: str) -> None:
    assert any(told in line for line in check(PROBLEM, broken))


@pytest.mark.parametrize("cap", ["max_per_day", "max_per_week"])
def test_a_cap_that_is_exceeded_is_found(cap: str) -> None:
    found = copy.deepcopy(BASE)
    found["people"][1][cap] = 1
    broken = moved(start=at(1, 13), room="screen")
    assert any("supervisor: has more than 1" in line for line in check(problem_of(found), broken))


def test_a_change_that_is_not_counted_is_found() -> None:
    told = {"next": Announced(SECOND.start + timedelta(minutes=30), "hall", "second", "guest")}
    assert any("the goals reached are (2, 1," in line for line in check(PROBLEM, timetable(), told))


def without_place(*blocked_by: str, **asked: Any) -> list[str]:
    problem = problem_of(document(roundtables=[roundtable("first", **asked)]))
    reason = Unscheduled("first", "It has its reason.", blocked_by)
    return check(problem, Timetable((), (reason,), (0, 0, 0, 0, 0, 0, 0), (None,) * 7))


def test_a_reason_that_is_true_passes() -> None:
    assert without_place("length", minutes=300) == []
    assert without_place("window", closes_on="2026-12-06", opens_on="2026-12-05") == []
    assert without_place("competition") == []


@pytest.mark.parametrize(
    ("blocked_by", "asked"),
    [
        (("competition",), {"minutes": 300}),
        (("room",), {"minutes": 300}),
        (("length", "room"), {"minutes": 300}),
        (("room",), {}),
        (("bad luck",), {}),
        (("attendee:guest",), {}),
        ((), {}),
    ],
)
def test_a_reason_that_is_not_true_is_found(blocked_by: tuple[str, ...], asked: dict[str, Any]) -> None:
    assert without_place(*blocked_by, **asked) != []


def test_whatever_the_solver_gives_passes() -> None:
    assert check(PROBLEM, solve(PROBLEM).timetable) == []
