"""What stands behind some ratings of the named cast, who they call family for life, and where the work stands.

The ratings themselves come with the caseload, as they would from the state system; a consultant added the criteria.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from homeward.casefile.models import Assignment, Child, Event
from homeward.obligations.recording import CASE_MANAGER, CONSULTANT, RATING
from homeward.permanency.ratings.actions import Details, add_criteria
from homeward.permanency.ratings.scale import scale_on
from homeward.permanency.relational.actions import record_relational
from homeward.permanency.relational.forms import FIELDS
from homeward.permanency.stage.actions import record_stage
from homeward.workforce.models import Person


@dataclass(frozen=True)
class Behind:
    """The details of a child's latest rating but so many; 0 is the latest."""

    child_id: str
    back: int
    home: str
    context: str
    answers: Mapping[str, str]
    why: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    no_consultation: bool = False


_UNCLE: Final = {
    "legal_permanence": "none",
    "setting": "possible_family",
    "child_old_enough_to_ask": "yes",
    "believes_child": "yes",
    "believes_caregivers": "could",
    "believes_team": "could",
    "commitment_to_formalise": "both",
    "safety_threats": "plan_to_achieve",
    "legal_issues": "being_addressed",
}
_FOR_LIFE: Final = {
    "legal_permanence": "none",
    "setting": "committed_family",
    "child_old_enough_to_ask": "no",
    "believes_caregivers": "yes",
    "believes_team": "yes",
    "commitment_to_formalise": "caregiver_only",
    "safety_threats": "controlled_in_home_plan",
    "legal_issues": "near_resolution",
}

BEHIND: Final = (
    Behind(
        "theo-marchetti",
        1,
        "relative_home",
        "pre_hearing",
        _UNCLE,
        notes={"believes_caregivers": "Uncle, at home visit."},
    ),
    Behind("theo-marchetti", 0, "relative_home", "pre_hearing", _UNCLE),
    Behind(
        "owen-drescher",
        1,
        "family_home",
        "pre_hearing",
        {**_FOR_LIFE, "legal_issues": "being_addressed"},
        why="The petition is to be filed within the month; nothing else is open.",
    ),
    Behind("owen-drescher", 0, "family_home", "pre_hearing", _FOR_LIFE, no_consultation=True),
    Behind("aiyana-rivers", 0, "relative_home", "pre_hearing", _FOR_LIFE),
    Behind(
        "jaylen-okafor",
        0,
        "family_home",
        "pre_hearing",
        {
            "setting": "possible_family",
            "child_old_enough_to_ask": "yes",
            "believes_child": "hopeful",
            "believes_caregivers": "hopeful",
            "believes_team": "hopeful",
            "legal_issues": "being_assessed",
        },
        notes={"believes_child": "“I hope I can stay.” Asked at school."},
    ),
    Behind(
        "kalia-thao",
        0,
        "family_home",
        "pre_hearing",
        {"setting": "temporary", "child_old_enough_to_ask": "yes", "believes_child": "could", "believes_team": "doubt"},
    ),
    Behind(
        "marcus-everhart",
        0,
        "group_home",
        "at_roundtable",
        {"setting": "temporary", "next_caregiver_identified": "no", "transition_plan": "none"},
        why="An aunt was found last week and is to be visited; the plan is only an idea yet.",
    ),
)

_CONNECTIONS: Final = (
    ("kalia-thao", 40, {"lifelong_agreed": "no", "with_youth": "yes", "connections": 3}),
    (
        "kalia-thao",
        12,
        {"lifelong_agreed": "yes", "with_youth": "yes", "connections": 5, "note": "Her former teacher."},
    ),
    (
        "marcus-everhart",
        25,
        {"with_youth": "yes", "connections": 4, "instrument": "youth_connections_scale_child", "total_score": 38},
    ),
    ("jaylen-okafor", 30, {"lifelong_agreed": "no", "with_youth": "no", "connections": 2}),
)
"""(child, so many days ago, what was found)."""

_STAGES: Final = (
    ("theo-marchetti", 350, "stage_setting", "Concurrent planning with the mother and the uncle."),
    ("theo-marchetti", 120, "preparation", "Guardianship explained to the uncle; subsidy applied for."),
    ("owen-drescher", 60, "focused_services", "Adoption home study; a life book with Owen."),
    ("jaylen-okafor", 200, "stage_setting", "Full disclosure meeting; search on the father's side."),
)


def add_permanency_records(*, as_of: date) -> None:
    """Add the criteria, the connections and the stages to the children of the cast."""
    scale = scale_on(as_of)
    for one in BEHIND:
        child = _child(one.child_id)
        rating = Event.objects.current().filter(child=child, kind=RATING).in_order().reverse()[one.back]
        details = Details(
            scale, one.answers, one.notes, one.home, one.context, one.no_consultation, why_this_level=one.why
        )
        add_criteria(event=rating, details=details, by=_who(child, CONSULTANT, as_of), today=as_of, token=uuid4())
    for child_id, days, given in _CONNECTIONS:
        child, by = _child(child_id), _who(_child(child_id), CASE_MANAGER, as_of)
        found: dict[str, Any] = {name: None if name.endswith(("score", "connections")) else "" for name in FIELDS}
        on = as_of - timedelta(days=days)
        record_relational(child=child, on=on, found=found | given, by=by, today=as_of, token=uuid4())
    for child_id, days, stage, services in _STAGES:
        child, by = _child(child_id), _who(_child(child_id), CASE_MANAGER, as_of)
        on = as_of - timedelta(days=days)
        record_stage(child=child, on=on, stage=stage, services=services, by=by, today=as_of, token=uuid4())


def _child(child_id: str) -> Child:
    return Child.objects.get(external_id=child_id)


def _who(child: Child, role: str, on: date) -> Person:
    return Assignment.objects.in_force(on).select_related("person").get(child=child, role=role).person
