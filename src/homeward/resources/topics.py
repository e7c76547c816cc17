"""Under which topic a resource stands, and in which situation of a child it is proposed."""

from typing import Final

TOPICS: Final = {
    "guardianship": "Guardianship",
    "foster_care": "Foster care",
    "permanency_plan": "Permanency plan",
    "permanency": "Permanency",
    "adoption": "Adoption",
    "kinship": "Kinship",
    "roundtables": "Permanency roundtables",
    "forms": "Forms",
    "other": "More from your agency",
}
"""The first six are those of the pre-service module; the next two hold what policy OCM 43.00 names."""

SITUATIONS: Final = {
    "goal_reunification": "reunification is a goal",
    "goal_adoption": "adoption is a goal",
    "goal_guardianship": "guardianship is a goal",
    "goal_relative": "a fit and willing relative is a goal",
    "foster_home": "the child lives in a foster home",
    "relative_home": "the child lives with a relative or like-kin",
    "plan_due": "the permanency plan is due",
    "court_due": "a review or hearing is due",
    "not_rated": "permanency was not rated yet",
    "status_low": "the permanency status is poor or uncertain",
    "roundtable": "a roundtable is required or can be chosen",
}
"""The code of each situation and how it is told."""
