"""What the pages of concurrent planning show: goal by goal, and component by component."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from homeward.casefile.models import Child, Event
from homeward.family.models import InteractionVisit
from homeward.permanency.concurrent.wording import Part, Wording
from homeward.permanency.goals.history import GoalPeriod, Goals
from homeward.permanency.models import (
    ComponentEntry,
    Consultation,
    Disclosure,
    GoalStep,
    PrognosisChecklist,
)
from homeward.permanency.models.plans import Written
from homeward.website.words import capital, counted, lapse_words, plain
from homeward.wicwa.models import TribalInvitation

EVENTS_OF = {
    "family_search": ("relative_search", "relative_notice_sent"),
    "timelines": ("permanency_plan_filed", "permanency_hearing_scheduled", "permanency_review_scheduled"),
    "teaming": ("roundtable_held",),
    "transparency": ("review_summary_sent",),
    "collaboration": ("permanency_review_held", "permanency_hearing_held"),
}
"""What is on record elsewhere and shows that a component is worked on, by the code of the component."""


@dataclass(frozen=True)
class Seen:
    """Something on record elsewhere that belongs to a component."""

    on: date
    says: str


@dataclass(frozen=True)
class Component:
    """A core component: what was entered for it, and what is on record elsewhere."""

    part: Part
    entries: Sequence[ComponentEntry]
    elsewhere: Sequence[Seen]
    quiet_after: int
    today: date

    @property
    def latest_on(self) -> date | None:
        """The latest day on which something was done for it."""
        days = [*(one.on for one in self.entries), *(one.on for one in self.elsewhere)]
        return max((on for on in days if on <= self.today), default=None)

    @property
    def thin(self) -> str:
        """What is thin about it; empty if nothing is."""
        if self.latest_on is None:
            return "Nothing is on record"
        days = (self.today - self.latest_on).days
        return f"Nothing for {lapse_words(days)}" if days > self.quiet_after else ""

    @property
    def lacks(self) -> list[str]:
        """All that is thin about it, with what its entries do not say."""
        lacking = [self.thin] if self.thin else []
        bare = sum(not one.documents for one in self.entries)
        return lacking + ([f"{counted(bare, 'entry', 'entries')} without a document"] if bare else [])


@dataclass(frozen=True)
class GoalWork:
    """A goal in force, with its conditions of the plan, the steps that were agreed and how far they are."""

    period: GoalPeriod
    conditions: Sequence[dict[str, str]]
    steps: Sequence[GoalStep]


def components_of(
    child: Child,
    wording: Wording,
    disclosures: Sequence[Disclosure],
    today: date,
    only_tribe: UUID | None = None,
) -> list[Component]:
    """The core components, in order; a tribe's guest reads nothing of another tribe. Six queries."""
    entries = list(ComponentEntry.objects.of(child.pk))
    elsewhere = _elsewhere(child, disclosures, today)
    invitations = TribalInvitation.objects.of(child.pk)
    mine = invitations.filter(tribe=only_tribe) if only_tribe else invitations
    elsewhere.setdefault("collaboration", []).extend(Seen(one.on, f"A tribe invited: {one.to_what}") for one in mine)
    return [
        Component(
            part,
            [one for one in entries if one.component == part.code],
            sorted(elsewhere.get(part.code, ()), key=lambda one: one.on, reverse=True),
            wording.quiet_after,
            today,
        )
        for part in wording.components
    ]


def _elsewhere(child: Child, disclosures: Sequence[Disclosure], today: date) -> dict[str, list[Seen]]:
    """What is on record of the child and belongs to a component, so that nobody enters it twice."""
    found: dict[str, list[Seen]] = {}
    of_kind = {kind: component for component, kinds in EVENTS_OF.items() for kind in kinds}
    for event in Event.objects.current().filter(child=child, kind__in=of_kind).in_order():
        found.setdefault(of_kind[event.kind], []).append(Seen(event.on, capital(plain(event.kind))))
    visits = InteractionVisit.objects.current().filter(child=child, came=InteractionVisit.Came.HELD)
    found["interaction"] = [Seen(one.on, "Time together, held") for one in visits]
    found["disclosure"] = [Seen(one.on, f"Talk with {one.to_whom}") for one in disclosures]
    checklists = PrognosisChecklist.objects.of(child.pk)
    found["assessment"] = [Seen(one.on, "Prognosis checklist") for one in checklists]
    held = Consultation.objects.of(child.pk).filter(held_at__isnull=False, on__lte=today)
    meetings = held.filter(kind__in=("concurrent_planning_meeting", "family_meeting"))
    found.setdefault("teaming", []).extend(Seen(one.on, capital(one.get_kind_display())) for one in meetings)
    return found


def work_of(child: Child, goals: Goals, plan: Written | None) -> list[GoalWork]:
    """The goals in force, each with its conditions and steps. One query."""
    steps = list(GoalStep.objects.of(child.pk))
    conditions = list(plan.conditions) if plan else []
    return [
        GoalWork(
            period,
            [one for one in conditions if one.get("goal") == period.event.value],
            [one for one in steps if one.goal == period.event.value],
        )
        for period in goals.in_force
    ]
