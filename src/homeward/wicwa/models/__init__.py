"""The tables of the Indian Child Welfare Act, a file for each subject."""

from homeward.wicwa.models.efforts import EVALUATED, ActiveEffort, ActiveEffortsEvaluation, evaluations_of
from homeward.wicwa.models.inquiry import TribalInquiry, TribalStatus
from homeward.wicwa.models.preferences import ExpertWitness, GoodCause, PlacementSearch, PreferenceOrder
from homeward.wicwa.models.tribes import (
    MoreTime,
    NoticeReceipt,
    TribalContact,
    TribalInvitation,
    TribalNotice,
    TribeNote,
)

__all__ = [
    "EVALUATED",
    "ActiveEffort",
    "ActiveEffortsEvaluation",
    "ExpertWitness",
    "GoodCause",
    "MoreTime",
    "NoticeReceipt",
    "PlacementSearch",
    "PreferenceOrder",
    "TribalContact",
    "TribalInquiry",
    "TribalInvitation",
    "TribalNotice",
    "TribalStatus",
    "TribeNote",
    "evaluations_of",
]
