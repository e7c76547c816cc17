"""The tables of permanency, a file for each noun."""

from homeward.permanency.models.concurrent import (
    ComponentEntry,
    ConcurrentDecision,
    Disclosure,
    GoalStep,
    PrognosisChecklist,
)
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
from homeward.permanency.models.following import (
    BarrierCorrection,
    BarrierOwner,
    FollowUp,
    RaisedAnswer,
    ReadBeforeHearing,
)
from homeward.permanency.models.goals import PermanencyGoal, SetBy
from homeward.permanency.models.pacts import PactReview, PermanencyPact
from homeward.permanency.models.plans import DraftSave, PermanencyPlan, PlanDraft
from homeward.permanency.models.ratings import PermanencyRating
from homeward.permanency.models.relational import RelationalRecord
from homeward.permanency.models.stage import FrameworkStage, StageWork

__all__ = [
    "ActionStep",
    "Addendum",
    "BarrierCorrection",
    "BarrierOwner",
    "ComponentEntry",
    "ConcurrentDecision",
    "Consultation",
    "ConsultationChild",
    "ConsultationSave",
    "ContentVersion",
    "Continuance",
    "CourtFinding",
    "Disclosure",
    "DraftSave",
    "EffortsNotRequired",
    "FollowUp",
    "FrameworkStage",
    "GoalStep",
    "NoticeGiven",
    "PactReview",
    "Participant",
    "PermanencyGoal",
    "PermanencyPact",
    "PermanencyPlan",
    "PermanencyRating",
    "PlanDraft",
    "PrognosisChecklist",
    "RaisedAnswer",
    "ReadBeforeHearing",
    "RelationalRecord",
    "ReviewSummary",
    "SetBy",
    "StageWork",
    "StepOutcome",
    "SystemicBarrier",
]
