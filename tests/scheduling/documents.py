"""A small problem that is in order, to be changed one thing at a time."""

import copy
import json
from typing import Any

from homeward.scheduling.fields import ScheduleError
from homeward.scheduling.problem import Problem
from homeward.scheduling.reading import read_problem


def person(name: str, agency: str = "A", department: str | None = "one", **others: Any) -> dict[str, Any]:
    """Somebody who is always free, and neither facilitates nor consults."""
    return {
        "id": name,
        "agency": agency,
        "department": department,
        "site": "north",
        "can_facilitate": False,
        "certified_until": None,
        "can_consult_externally": False,
        "away": [],
        "max_per_day": None,
        "max_per_week": None,
        **others,
    }


def roundtable(name: str, **others: Any) -> dict[str, Any]:
    """A required meeting of two hours in the first week of December 2026."""
    return {
        "id": name,
        "agency": "A",
        "minutes": 120,
        "opens_on": "2026-12-01",
        "closes_on": "2026-12-04",
        "hearing_on": "2026-12-18",
        "required": True,
        "priority": 1,
        "attendees": ["manager", "supervisor"],
        "connected": ["manager", "supervisor"],
        **others,
    }


def document(**others: Any) -> dict[str, Any]:
    """Two meetings, two rooms at two sites and a virtual one, two facilitators, two external consultants."""
    leads: dict[str, Any] = {"can_facilitate": True, "certified_until": "2027-06-30"}
    consults: dict[str, Any] = {"can_consult_externally": True}
    return copy.deepcopy(
        {
            "timezone": "America/Chicago",
            "horizon": {"first_day": "2026-12-01", "last_day": "2026-12-31"},
            "day": {"opens": "08:30", "closes": "16:30", "lunch": ["12:00", "13:00"]},
            "closed_days": ["2026-12-25"],
            "turnover_minutes": 15,
            "rooms": [
                {"id": "hall", "site": "north", "virtual": False, "closed": []},
                {"id": "nook", "site": "south", "virtual": False, "closed": []},
                {"id": "screen", "site": None, "virtual": True, "closed": []},
            ],
            "people": [
                person("manager"),
                person("supervisor"),
                person("leader", "A", "training", **leads),
                person("second", "A", "training", **leads),
                person("guest", "B", **consults),
                person("neighbour", "A", "two", **consults),
            ],
            "travel_minutes": {"north|south": 45},
            "roundtables": [roundtable("first"), roundtable("next")],
            **others,
        }
    )


def problem_of(found: dict[str, Any]) -> Problem:
    return read_problem(json.dumps(found).encode())


def faults_of(found: Any) -> tuple[str, ...]:
    """The faults of a document; none if it can be read."""
    try:
        read_problem(found if isinstance(found, bytes) else json.dumps(found).encode())
    except ScheduleError as wrong:
        return wrong.faults
    return ()
