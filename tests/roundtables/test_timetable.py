"""The problem of a timetable has the shape that it is solved in, and holds what is recorded."""

import json
from datetime import date, time, timedelta
from typing import Any

import pytest

from homeward.casefile.visibility import sight_of
from homeward.roundtables.models import Absence, Availability
from homeward.roundtables.timetable import timetable_problem
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.roundtables.arranged import SOON, convened, room, waiting_child

pytestmark = pytest.mark.django_db

LAST = date(2026, 12, 31)


def problem() -> dict[str, Any]:
    who = person("pc-01")
    assert who.agency
    sight = sight_of(who, on=TODAY)
    made = timetable_problem(sight, who.agency, first_day=TODAY, last_day=LAST, today=TODAY)
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
    assert made["closed_days"] == ["2026-11-26", "2026-12-24", "2026-12-25", "2026-12-31"]
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


def test_what_is_announced_takes_up_its_people_and_its_room() -> None:
    child = waiting_child()
    made = convened(child)
    said = problem()
    assert str(child.pk) not in {one["id"] for one in said["roundtables"]}
    meeting = [f"{SOON}T09:00", f"{SOON}T11:00"]
    assert meeting in one_of(said, "people", person("fac-01").pk)["away"]
    assert [f"{SOON}T08:45", f"{SOON}T11:15"] in one_of(said, "rooms", made.room_id)["closed"]


def test_absences_hours_and_caps_stand_in_it() -> None:
    fac = person("fac-01")
    Availability.objects.create(person=fac, works_from=time(9), works_until=time(15), max_per_day=1)
    from homeward.roundtables.free import moment

    away = moment(SOON, time(10))
    Absence.objects.create(
        person=fac, from_at=away, until_at=away + timedelta(hours=1), recorded_by=fac, recorded_at=away
    )  # fmt: skip
    one = one_of(problem(), "people", fac.pk)
    assert (one["max_per_day"], one["max_per_week"]) == (1, 6)
    assert [f"{SOON}T10:00", f"{SOON}T11:00"] in one["away"]
    assert [f"{SOON}T00:00", f"{SOON}T09:00"] in one["away"]
