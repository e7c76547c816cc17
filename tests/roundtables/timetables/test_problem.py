"""The problem of a timetable has the shape that it is solved in, and holds what is recorded."""

import json
from datetime import date, time, timedelta
from typing import Any

import pytest

from homeward.casefile.visibility import sight_of
from homeward.roundtables.free import moment
from homeward.roundtables.models import Absence, Availability
from homeward.roundtables.timetables.problem import Made, problem_of
from homeward.roundtables.timetables.wish import Wish
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.roundtables.arranged import SOON, convened, room, waiting_child

pytestmark = pytest.mark.django_db

LAST = date(2026, 12, 31)


def made_of(**more: Any) -> Made:
    who = person("pc-01")
    assert who.agency
    sight = sight_of(who, on=TODAY)
    return problem_of(Wish(sight, who.agency, first_day=TODAY, last_day=LAST, today=TODAY, **more))


def problem(**more: Any) -> dict[str, Any]:
    made = made_of(**more).document
    assert json.loads(json.dumps(made)) == made
    return made


def one_of(made: dict[str, Any], what: str, key: object) -> dict[str, Any]:
    return next(one for one in made[what] if one["id"] == str(key))


def test_it_has_the_parts_of_a_problem() -> None:
    room()
    made = problem()
    assert set(made) == {
        "timezone", "horizon", "day", "closed_days", "turnover_minutes", "rooms", "people", "travel_minutes",
        "roundtables",
    }  # fmt: skip
    closed = ["2026-11-26", "2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01", "2027-01-18"]
    assert [day for day in made["closed_days"] if day < "2027-02-01"] == closed
    assert (made["horizon"]["first_day"], made["horizon"]["last_day"]) == ("2026-11-16", "2027-01-03"), "whole weeks"
    people = {one["id"] for one in made["people"]}
    assert people.issuperset(one for each in made["roundtables"] for one in each["attendees"])


def test_a_request_stands_in_it_with_its_window_team_and_connections() -> None:
    child = waiting_child()
    one = one_of(problem(), "roundtables", child.pk)
    assert one["required"] is True
    assert one["minutes"] % 30 == 0
    assert one["opens_on"] <= one["closes_on"]
    assert {str(person(who).pk) for who in ("ocm-001", "sup-01", "pc-01")} == set(one["attendees"])
    assert set(one["attendees"]) <= set(one["connected"])


def test_facilitators_and_guests_are_told_apart() -> None:
    made = problem()
    lead, guest = (one_of(made, "people", person(who).pk) for who in ("fac-01", "ext-01"))
    assert (lead["can_facilitate"], lead["max_per_day"], lead["max_per_week"]) == (True, 2, 6)
    assert lead["certified_until"] > TODAY.isoformat()
    assert (guest["can_facilitate"], guest["can_consult_externally"], guest["certified_until"]) == (False, True, None)


def test_what_is_arranged_stands_in_it_as_it_is() -> None:
    child = waiting_child()
    made = convened(child)
    said = problem()
    assert str(child.pk) not in {one["id"] for one in said["roundtables"]}
    one = one_of(said, "roundtables", made.pk)
    assert one["pinned"] == {
        "start": f"{SOON}T09:00", "room": str(made.room_id), "facilitator": str(person("fac-01").pk),
        "external": str(person("ext-01").pk),
    }  # fmt: skip
    assert set(one["attendees"]) == {str(person(who).pk) for who in ("ocm-001", "sup-01", "pc-01")}


def test_what_is_arranged_and_can_not_be_any_more_only_takes_up_its_people_and_its_room() -> None:
    made = convened(waiting_child())
    whole = moment(SOON, time.min), moment(SOON + timedelta(days=1), time.min)
    fac = person("fac-01")
    Absence.objects.create(person=fac, from_at=whole[0], until_at=whole[1], recorded_by=fac, recorded_at=whole[0])
    said = problem()
    assert str(made.pk) not in {one["id"] for one in said["roundtables"]}
    assert [f"{SOON}T09:00", f"{SOON}T11:00"] in one_of(said, "people", person("ext-01").pk)["away"]
    assert [f"{SOON}T08:45", f"{SOON}T11:15"] in one_of(said, "rooms", made.room_id)["closed"]


def test_absences_hours_and_caps_stand_in_it() -> None:
    fac = person("fac-01")
    Availability.objects.create(person=fac, works_from=time(9), works_until=time(15), max_per_day=1)
    away = moment(SOON, time(10))
    Absence.objects.create(
        person=fac, from_at=away, until_at=away + timedelta(hours=1), recorded_by=fac, recorded_at=away
    )  # fmt: skip
    one = one_of(problem(), "people", fac.pk)
    assert (one["max_per_day"], one["max_per_week"]) == (1, 6)
    assert [f"{SOON}T10:00", f"{SOON}T11:00"] in one["away"]
    assert [f"{SOON}T00:00", f"{SOON}T09:00"] in one["away"]
