"""The tables of permanency, a file for each noun."""

from homeward.permanency.models.consultations import (
    ActionStep,
    Addendum,
    Consultation,
    ConsultationChild,
    ConsultationSave,
    Participant,
    StepOutcome,
    SystemicBarrier,
)
from homeward.permanency.models.content import ContentVersion
from homeward.permanency.models.court import Continuance, CourtFinding, EffortsNotRequired, NoticeGiven, ReviewSummary
from homeward.permanency.models.following import BarrierOwner, FollowUp, RaisedAnswer, ReadBeforeHearing
from homeward.permanency.models.goals import PermanencyGoal, SetBy
from homeward.permanency.models.plans import DraftSave, PermanencyPlan, PlanDraft
from homeward.permanency.models.ratings import PermanencyRating
from homeward.permanency.models.relational import RelationalRecord
from homeward.permanency.models.stage import FrameworkStage

__all__ = [
    "ActionStep",
    "Addendum",
    "BarrierOwner",
    "Consultation",
    "ConsultationChild",
    "ConsultationSave",
    "ContentVersion",
    "Continuance",
    "CourtFinding",
    "DraftSave",
    "EffortsNotRequired",
    "FollowUp",
    "FrameworkStage",
    "NoticeGiven",
    "Participant",
    "PermanencyGoal",
    "PermanencyPlan",
    "PermanencyRating",
    "PlanDraft",
    "RaisedAnswer",
    "ReadBeforeHearing",
    "RelationalRecord",
    "ReviewSummary",
    "SetBy",
    "StepOutcome",
    "SystemicBarrier",
]
