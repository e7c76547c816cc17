"""The nouns of a child's family."""

from homeward.family.models.efforts import ContactAttempt, EarlySearch, LeadStep, ScreeningStep, SearchAction
from homeward.family.models.entry import Entry
from homeward.family.models.letters import Notice, NoticeAnswer
from homeward.family.models.people import ContactPoint, Family, Relative, RelativeChange, RelativeNote, Tie
from homeward.family.models.together import Connection, InteractionPlan, InteractionVisit

__all__ = [
    "Connection",
    "ContactAttempt",
    "ContactPoint",
    "EarlySearch",
    "Entry",
    "Family",
    "InteractionPlan",
    "InteractionVisit",
    "LeadStep",
    "Notice",
    "NoticeAnswer",
    "Relative",
    "RelativeChange",
    "RelativeNote",
    "ScreeningStep",
    "SearchAction",
    "Tie",
]
