"""The questions behind a permanency rating and the answers that can be recorded; every one may stay without an answer.

Source: practice of permanency consultants, as the scale's own texts ask it. `legal_permanence` is there because
"Permanency achieved" can not be told from any of the others.
"""

from dataclasses import dataclass
from typing import Final

NOT_ASKED: Final = "Not asked"
"""How a page says that a criterion has no answer."""


@dataclass(frozen=True)
class Criterion:
    """One question: its name in the record, what is asked, and each answer with its words."""

    name: str
    asks: str
    answers: tuple[tuple[str, str], ...]
    about: str
    """The heading under which it stands."""

    is_the_childs: bool = False
    """Only the child can answer it: it is left out where the child is too young to be asked."""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The answers as a form offers them; no answer comes last."""
        return [*self.answers, ("", NOT_ASKED)]

    def words(self, answer: str) -> str:
        """An answer in words."""
        return dict(self.answers).get(answer, NOT_ASKED)


_BELIEVES: Final = (("yes", "Yes"), ("could", "It could"), ("hopeful", "Hopes so"), ("doubt", "Doubts it"))
_YES_NO: Final = (("yes", "Yes"), ("no", "No"))
_HOME, _LIFELONG, _SAFETY, _NEXT = (
    "The home now",
    "Lifelong, and who says so",
    "Safety and legal steps",
    "If the child is to move",
)

CRITERIA: Final = (
    Criterion(
        "legal_permanence",
        "Is legal permanence reached?",
        (
            ("adoption", "Adoption"),
            ("guardianship", "Legal guardianship"),
            ("reunification", "Reunified, safe closing expected"),
            ("none", "Not yet"),
        ),
        _HOME,
    ),
    Criterion(
        "setting",
        "Where does the child live?",
        (
            ("own_parents", "With own parents"),
            ("trial_reunification", "Trial reunification"),
            ("committed_family", "A committed family"),
            ("possible_family", "A possible family"),
            ("temporary", "A temporary placement"),
            ("missing", "Missing from care"),
        ),
        _HOME,
    ),
    Criterion("child_old_enough_to_ask", "Is the child old enough to be asked?", _YES_NO, _LIFELONG),
    Criterion("believes_child", "Does the child believe that this home is lifelong?", _BELIEVES, _LIFELONG, True),
    Criterion("believes_caregivers", "Do the caregivers believe it?", _BELIEVES, _LIFELONG),
    Criterion("believes_team", "Does the casework team believe it?", _BELIEVES, _LIFELONG),
    Criterion(
        "commitment_to_formalise",
        "Who is committed to make it legal?",
        (
            ("both", "Child and caregivers"),
            ("caregiver_only", "Caregivers only"),
            ("child_only", "Child only"),
            ("none", "Neither"),
        ),
        _LIFELONG,
    ),
    Criterion(
        "safety_threats",
        "How do the safety threats stand?",
        (
            ("eliminated", "Eliminated"),
            ("controlled_in_home_plan", "Controlled by an in-home plan"),
            ("plan_to_achieve", "A plan to achieve safety"),
            ("uncontrolled", "Not controlled"),
        ),
        _SAFETY,
    ),
    Criterion(
        "legal_issues",
        "How do the legal issues stand?",
        (
            ("none", "There are none"),
            ("near_resolution", "Near resolution"),
            ("being_addressed", "Being addressed"),
            ("being_assessed", "Being assessed"),
            ("blocked", "Blocked"),
        ),
        _SAFETY,
    ),
    Criterion("next_caregiver_identified", "Is the next caregiver identified?", _YES_NO, _NEXT),
    Criterion(
        "next_caregiver_willing_legal", "Is the next caregiver willing to give legal permanency?", _YES_NO, _NEXT
    ),
    Criterion(
        "transition_plan",
        "Is there a plan for the transition?",
        (("none", "None"), ("developing", "Being developed"), ("planned_ready", "Planned, and the child is ready")),
        _NEXT,
    ),
)

CRITERION: Final = {criterion.name: criterion for criterion in CRITERIA}

CONTEXTS: Final = (
    ("sixty_day", "First rating, within 60 days"),
    ("pre_hearing", "Before a hearing"),
    ("at_roundtable", "At a roundtable"),
    ("follow_up", "Follow-up"),
    ("closing", "Closing"),
)
"""On which occasion somebody rates."""
