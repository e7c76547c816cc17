"""Concurrent planning for one child of the cast, and a permanency pact for another; every person in it is made up."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from homeward.casefile.models import Assignment, Child
from homeward.obligations.enter import keep
from homeward.obligations.recording import CASE_MANAGER
from homeward.permanency.concurrent.entries import OWNERS, PACT_OWNERS
from homeward.permanency.concurrent.wording import wording_on
from homeward.permanency.models import (
    ComponentEntry,
    ConcurrentDecision,
    Disclosure,
    GoalStep,
    PactReview,
    PermanencyPact,
    PrognosisChecklist,
)

_STEPS: Final = (
    (60, "reunification", "step", "Four overnight visits before the next hearing.", "His mother and the uncle"),
    (20, "reunification", "progress", "Two of four; Theo slept well both times.", ""),
    (55, "guardianship", "step", "His uncle asks the subsidy office what guardianship would bring.", "His uncle"),
)
"""(so many days ago, goal, kind, what, who)."""


def write_concurrent_planning(as_of: date) -> None:
    """Write what the case managers of these children have written, by the action that they use."""
    wording = wording_on(as_of)

    def write(child: Child, model: Any, days: int, **said: Any) -> Any:
        by = Assignment.objects.in_force(as_of).select_related("person").get(child=child, role=CASE_MANAGER).person
        on = as_of - timedelta(days=days)
        owners = PACT_OWNERS if model in {PermanencyPact, PactReview} else OWNERS
        return keep(model, owners, child=child, on=on, by=by, today=as_of, token=uuid4(), **said)

    for theo in Child.objects.filter(external_id="theo-marchetti"):
        decision = {"decision": "yes", "required": "yes", "clause": "s. 48.355 (2b), Wis. Stats.", "found_by": "agency"}
        rationale = "He has been away from home for long, and his uncle would be willing if he can not go home."
        write(theo, ConcurrentDecision, 330, rationale=rationale, **decision)
        for days, goal, kind, what, who in _STEPS:
            write(theo, GoalStep, days, goal=goal, kind=kind, what=what, who=who)
        write(
            theo,
            Disclosure,
            320,
            to_whom="His mother",
            topics=[one.says for one in wording.topics[:5]],
            language="English",
            own_words="“You help me get him home by summer. If I can not, he stays with my brother, and I see him.”",
            copy_given="yes",
            signed="signed",
        )
        write(
            theo, ComponentEntry, 15, component="interaction", what="Overnight visit, picked up by the uncle.", who=""
        )
        marked = {"strengths": [one.says for one in wording.strengths[:3]], "concerns": [wording.concerns[4].says]}
        narrative = "She asks for somebody to call in the evening; the uncle and a neighbor have agreed."
        write(theo, PrognosisChecklist, 310, with_parent="yes", narrative=narrative, **marked)
    for xavier in Child.objects.filter(external_id="xavier-montrose"):
        pact = write(
            xavier,
            PermanencyPact,
            200,
            adult="Mr. Halvorsen",
            relationship="my coach",
            supports="A home for the holidays\nSomebody to call at any hour\nHelp with the first apartment",
            facilitator="His case manager",
            review_on=as_of - timedelta(days=20),
            copy_in_file="yes",
        )
        again = {"goes_on": "yes", "note": "Both say: for good.", "review_on": as_of + timedelta(days=160)}
        write(xavier, PactReview, 18, pact=pact, **again)
