"""What may be typed in, group by group: each row of a group is one thing that happened, and its day."""

from dataclasses import dataclass
from typing import Final

from homeward.policy.vocabulary import VALUES_OF_KIND
from homeward.website.words import capital, plain


@dataclass(frozen=True)
class Group:
    """Rows of one sort. `kinds` are kinds of event of the caseload; a group without any holds placements."""

    name: str
    title: str
    about: str
    kinds: tuple[str, ...] = ()
    nothing: str = "Choose what happened"

    def choices(self) -> list[tuple[str, str]]:
        """What can be chosen: a kind, or a kind with its value after a colon."""
        chosen = [("", self.nothing)]
        for kind in self.kinds:
            values = VALUES_OF_KIND.get(kind)
            if values is None:
                chosen.append((kind, capital(plain(kind))))
            else:
                chosen += [(f"{kind}:{value}", self._with_value(kind, value)) for value in values]
        return chosen

    def _with_value(self, kind: str, value: str) -> str:
        return capital(plain(value)) if len(self.kinds) == 1 else f"{capital(plain(kind))}: {plain(value)}"


PLACEMENTS: Final = Group(
    "placements", "Placements", "Where the child lived. Leave the end empty for where the child lives now."
)
GROUPS: Final = (
    PLACEMENTS,
    Group(
        "court",
        "Reviews and hearings",
        "Held, or on the court's calendar.",
        (
            "permanency_review_held",
            "permanency_review_scheduled",
            "permanency_hearing_held",
            "permanency_hearing_scheduled",
        ),
    ),
    Group(
        "ratings",
        "Permanency ratings",
        "The legal permanency status, and the day of the rating.",
        ("permanency_rating",),
        nothing="Choose the rating",
    ),
    Group(
        "plans",
        "Plans and goals",
        "The permanency plan with its updates, and changes of the goal.",
        (
            "permanency_plan_filed",
            "permanency_goal_set",
            "concurrent_goal_set",
            "reunification_ruled_out",
            "goals_reevaluated",
        ),
    ),
    Group(
        "roundtables",
        "Roundtables",
        "Held or arranged, with the form and the plan that follow.",
        (
            "roundtable_held",
            "roundtable_scheduled",
            "consultation_form_completed",
            "roundtable_included_in_plan",
        ),
    ),
    Group(
        "other",
        "Anything else",
        "Relatives, findings of the court, active efforts, termination of parental rights.",
        (
            "abuse_neglect_finding",
            "relative_notice_sent",
            "relative_search",
            "placement_change_expected",
            "review_summary_sent",
            "indian_child_determined",
            "active_efforts_evaluated",
            "tpr_petition_filed",
            "tpr_exception_documented",
        ),
    ),
)
