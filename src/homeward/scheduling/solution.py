"""The document of a solution: written from a timetable, and read for what was announced."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from homeward.scheduling.fields import Faults, Fields, parse, read_moment, read_text, shown
from homeward.scheduling.problem import Announced, Problem, Timetable, goals_of


def write_solution(problem: Problem, timetable: Timetable, seconds: float) -> str:
    """The solution as docs/schedule.md describes it."""
    document = {
        "status": "optimal" if timetable.is_optimal else "feasible",
        "seconds": round(seconds, 1),
        "objective": _by_goal(problem, timetable.objective),
        "bound": _by_goal(problem, timetable.bound),
        "meetings": [
            {
                "roundtable": one.roundtable,
                "start": f"{one.start:%Y-%m-%dT%H:%M}",
                "end": f"{one.end:%Y-%m-%dT%H:%M}",
                "room": one.room,
                "facilitator": one.facilitator,
                "external": one.external,
                "external_tier": one.external_tier,
            }
            for one in timetable.meetings
        ],
        "unscheduled": [
            {"roundtable": one.roundtable, "reason": one.reason, "blocked_by": list(one.blocked_by)}
            for one in timetable.unscheduled
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _by_goal(problem: Problem, values: Sequence[int | None]) -> dict[str, Any]:
    found: dict[str, Any] = {"required_scheduled": None, "changed": None, "optional_scheduled": {}}
    for goal, value in zip(goals_of(problem), values, strict=True):
        if goal.priority is None:
            found[goal.name] = value
        else:
            found[goal.name][str(goal.priority)] = value
    return found


def read_announced(text: bytes) -> Mapping[str, Announced]:
    """The meetings of a solution by their roundtable; ScheduleError if it is none."""
    faults = Faults()
    found: dict[str, Announced] = {}
    for item, path in Fields(parse(text, "the old solution"), "", faults).each("meetings"):
        fields = Fields(item, path, faults)
        name, start = fields.get("roundtable", read_text), fields.get("start", read_moment)
        room, facilitator = fields.get("room", read_text), fields.get("facilitator", read_text)
        external = fields.nullable("external", read_text)
        if name in found:
            faults.add(fields.at("roundtable"), f"{shown(name)} has a meeting already")
        if name is not None and start and room is not None and facilitator is not None:
            found[name] = Announced(start, room, facilitator, external)
    faults.refuse()
    return found
