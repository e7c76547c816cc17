"""The words of a caseload and of its answers, each list in a fixed order.

Inside the engine a word is its position in its list (a small integer); outside it is the word itself.
"""

from typing import Final

EVENT_KINDS: Final = (
    "abuse_neglect_finding",
    "permanency_plan_filed",
    "permanency_review_scheduled",
    "permanency_review_held",
    "permanency_hearing_scheduled",
    "permanency_hearing_held",
    "review_summary_sent",
    "permanency_rating",
    "permanency_goal_set",
    "concurrent_goal_set",
    "reunification_ruled_out",
    "goals_reevaluated",
    "roundtable_scheduled",
    "roundtable_held",
    "consultation_form_completed",
    "roundtable_included_in_plan",
    "relative_notice_sent",
    "relative_search",
    "placement_change_expected",
    "indian_child_determined",
    "active_efforts_evaluated",
    "tpr_petition_filed",
    "tpr_exception_documented",
)

RATINGS: Final = ("achieved", "very_good", "good", "fair", "poor", "uncertain")
"""Legal permanency status. The first five are an ordered scale; `uncertain` is off it and is never compared."""

GOALS: Final = ("reunification", "adoption", "guardianship", "fit_and_willing_relative", "other_planned_arrangement")

VALUES_OF_KIND: Final = {
    "permanency_rating": RATINGS,
    "permanency_goal_set": GOALS,
    "concurrent_goal_set": GOALS,
}
"""The kinds of event that carry a value, and the values that each may carry."""

PLACEMENT_TYPES: Final = (
    "foster_home",
    "relative_home",
    "pre_adoptive_home",
    "group_home",
    "residential_care_center",
    "shelter_care",
    "supervised_independent_living",
    "trial_reunification",
    "missing_from_care",
    "juvenile_detention",
    "juvenile_correctional",
    "adult_correctional",
    "hospital",
    "other",
)

INDIAN_CHILD: Final = ("no", "yes", "unknown")

GENDERS: Final = ("female", "male", "other")

DISCHARGE_REASONS: Final = (
    "reunification",
    "adoption",
    "guardianship",
    "living_with_relative",
    "aged_out",
    "transfer",
    "death",
    "other",
)

OWNERS: Final = ("ongoing_case_manager", "supervisor", "permanency_consultant")

OUTCOMES: Final = (
    "met",
    "met_late",
    "missed",
    "overdue",
    "open",
    "upcoming",
    "cannot_tell",
    "not_required",
)

DETERMINATIONS: Final = ("required", "optional", "exempt", "not_yet", "cannot_tell")


def is_scheduled(kind: str) -> bool:
    """Whether events of this kind count whatever their date: they say what will happen."""
    return kind.endswith("_scheduled")
