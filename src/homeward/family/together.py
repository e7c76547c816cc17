"""Family interaction: the plan with each person, and how much of the time together that was planned took place."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError

from homeward.casefile.models import Child
from homeward.family.keep import Sender, keep
from homeward.family.models import InteractionPlan, InteractionVisit, Relative
from homeward.family.people import Kinsfolk, Member

HELD: Final = InteractionVisit.Came.HELD


def plan_interaction(*, child: Child, relative: Relative, said: dict[str, Any], sent: Sender) -> InteractionPlan:
    """How a child and somebody of the family spend time together from a day on. Raises as `keep` does.

    Raises ValidationError if others are to be there and nobody says why: natural time is the rule.
    """
    if said["supervision"] != InteractionPlan.Supervision.NONE and not said.get("supervision_why", "").strip():
        raise ValidationError({"supervision_why": "Say why somebody has to be there."})
    plan = InteractionPlan(child=child, relative=relative, **said)
    return keep(plan, child=child, sent=sent, verb="plan_family_interaction")


def record_visit(*, child: Child, relative: Relative, said: dict[str, Any], sent: Sender) -> InteractionVisit:
    """Time together was held, or missed and why. Raises as `keep` does."""
    visit = InteractionVisit(child=child, relative=relative, **said)
    return keep(visit, child=child, sent=sent, verb="record_family_interaction")


@dataclass(frozen=True)
class Share:
    """How much of what was planned came out one way."""

    words: str
    number: int
    percent: int


@dataclass(frozen=True)
class Together:
    """One person with whom the child is to spend time."""

    member: Member
    plan: InteractionPlan | None
    visits: list[InteractionVisit]
    shows_place: bool

    @property
    def shares(self) -> list[Share]:
        return shares_of(self.visits)


def shares_of(visits: list[InteractionVisit]) -> list[Share]:
    """Held first, then the reasons by how often they were; whole percents of all that was planned."""
    counted = Counter(one.came for one in visits)
    order = sorted(counted, key=lambda came: (came != HELD, -counted[came], came))
    words = {str(code): str(label) for code, label in InteractionVisit.Came.choices}
    return [Share(words[came], counted[came], round(100 * counted[came] / len(visits))) for came in order]


def together_of(kinsfolk: Kinsfolk, since: date) -> list[Together]:
    """Everybody with a plan, or with whom time was spent or missed since a day; two queries."""
    child = kinsfolk.child
    plans = list(InteractionPlan.objects.current().filter(child=child).order_by("-on", "-recorded_at"))
    visits = list(InteractionVisit.objects.current().filter(child=child, on__gte=since).order_by("-on", "-recorded_at"))
    found = [
        Together(
            one,
            next((plan for plan in plans if plan.relative_id in one.ids), None),
            [visit for visit in visits if visit.relative_id in one.ids],
            kinsfolk.reader.reads_place(one.relative),
        )
        for one in kinsfolk.others
    ]
    return [one for one in found if one.plan or one.visits]
