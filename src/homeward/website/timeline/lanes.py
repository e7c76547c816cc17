"""What stands in which lane, under which letter, and in which row, so that nothing hides anything else."""

from collections.abc import Sequence
from typing import Final

from homeward.policy.vocabulary import is_scheduled
from homeward.website.timeline.story import Happened

PLACEMENTS: Final = "Placements"
STATUS: Final = "Permanency status"
AHEAD: Final = "Due"

LETTERS: Final = {
    "Plans and goals": {
        "permanency_plan_filed": ("P", "plan filed"),
        "permanency_goal_set": ("G", "goal set"),
        "concurrent_goal_set": ("C", "concurrent goal set"),
        "reunification_ruled_out": ("X", "reunification ruled out"),
        "goals_reevaluated": ("E", "goals re-evaluated"),
    },
    "Court": {
        "permanency_hearing_held": ("H", "hearing"),
        "permanency_hearing_scheduled": ("H", "hearing"),
        "permanency_review_held": ("R", "review"),
        "permanency_review_scheduled": ("R", "review"),
        "review_summary_sent": ("S", "review summary sent"),
        "abuse_neglect_finding": ("A", "finding of abuse or neglect"),
        "tpr_petition_filed": ("T", "petition to terminate parental rights"),
        "tpr_exception_documented": ("X", "exception documented"),
    },
    "Roundtables": {
        "roundtable_held": ("R", "roundtable"),
        "roundtable_scheduled": ("R", "roundtable"),
        "consultation_form_completed": ("F", "consultation form"),
        "roundtable_included_in_plan": ("P", "results in the plan"),
    },
    "Family": {
        "relative_notice_sent": ("N", "notice to relatives"),
        "relative_search": ("S", "search for relatives"),
        "placement_change_expected": ("C", "placement change expected"),
        "indian_child_determined": ("I", "Indian child determined"),
        "active_efforts_evaluated": ("E", "active efforts evaluated"),
    },
}
"""The letter and the words of each kind of event, by lane. A rating has the lane of the permanency status."""


def lane_of(kind: str) -> str:
    """The lane in which events of a kind stand."""
    return next((lane for lane, kinds in LETTERS.items() if kind in kinds), STATUS)


def shown(events: Sequence[Happened]) -> list[Happened]:
    """The events without announcements of what was held on that very day."""
    held = {(event.kind, event.on) for event in events}
    return [
        event
        for event in events
        if not (is_scheduled(event.kind) and (event.kind.replace("scheduled", "held"), event.on) in held)
    ]


def packed(spans: Sequence[tuple[float, float]], gap: float = 2) -> list[int]:
    """The row of each span (from, to), the first that has room; spans stand in the order in which they begin."""
    ends: list[float] = []
    rows: list[int] = []
    for start, end in spans:
        row = next((row for row, taken in enumerate(ends) if start >= taken + gap), len(ends))
        if row == len(ends):
            ends.append(end)
        ends[row] = end
        rows.append(row)
    return rows
