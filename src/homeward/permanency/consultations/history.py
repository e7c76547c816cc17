"""The consultations of a child as they stand: prepared, held, form due, entered; and what came of the steps."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from homeward.casefile.models import Child
from homeward.casefile.sight import Sight
from homeward.obligations.models import Obligation
from homeward.permanency.consultations.guide import Guide, guide_of
from homeward.permanency.consultations.steps import steps_of
from homeward.permanency.models import ActionStep, Consultation, FollowUp
from homeward.policy.days import day_of
from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import counted, day_words

FORM_RULE: Final = "wi-dmcps.consultation-form"
PLAN_RULE: Final = "wi-dmcps.roundtable-in-plan"


@dataclass(frozen=True)
class Standing:
    """One consultation of a child, with what the engine answers about its form and the plan."""

    consultation: Consultation
    today: date
    form: Obligation | None
    in_plan: Obligation | None
    steps: list[ActionStep] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)

    @property
    def state(self) -> str:
        """In words, as the list has it."""
        one = self.consultation
        if one.awaits_agreement and not one.started_at:
            return "Waits for the other one of case manager and supervisor"
        if not one.held_at:
            return "In the meeting" if one.started_at else "Being prepared"
        if self.form and self.form.met_on:
            return f"Form entered in eWiSACWIS on {day_words(self.form.met_on)}"
        here = "Form completed here, to be entered in eWiSACWIS" if one.completed_at else "Held, form to be completed"
        return f"{here}{self.countdown}"

    @property
    def countdown(self) -> str:
        """How long until the form is due, in the working days by which policy counts; empty where none is owed."""
        if not self.form or not self.form.due_on or self.form.met_on:
            return ""
        left = working_days_between(self.today, self.form.due_on)
        if self.form.due_on < self.today:
            return f": overdue since {day_words(self.form.due_on)}"
        days = "due today" if self.form.due_on == self.today else f"due in {counted(left, 'working day')}"
        return f": {days}, {day_words(self.form.due_on)}"

    @property
    def guide(self) -> Guide:
        return guide_of(self.consultation.guide_version, self.consultation.on)

    @property
    def check_on(self) -> date:
        """When the supervisor looks at the steps."""
        return self.consultation.on + timedelta(days=self.guide.check_after)

    @property
    def review_on(self) -> date:
        """When it is reviewed, with a new rating."""
        return self.consultation.on + timedelta(days=self.guide.review_after)

    @property
    def settled_words(self) -> str:
        """What came of the steps: "1 of 3 steps completed, 1 late"."""
        if not self.steps:
            return "No action steps" if self.consultation.held_at else ""
        done = sum(step.state == ActionStep.State.COMPLETED for step in self.steps)
        gone = sum(step.state == ActionStep.State.ELIMINATED for step in self.steps)
        late = sum(is_late(step, self.today) for step in self.steps)
        said = [f"{done} of {counted(len(self.steps), 'step')} completed"]
        said += [f"{number} {word}" for number, word in ((gone, "eliminated"), (late, "late")) if number]
        return ", ".join(said)


def is_late(step: ActionStep, today: date) -> bool:
    """Whether a step is still open after its day."""
    return step.state == ActionStep.State.OPEN and step.by_on is not None and step.by_on < today


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after one day, up to and with another; none if it lies before."""
    days = manual_in_force().working_days["working days"]
    return max(0, int(days.count_until[day_of(last)]) - int(days.count_until[day_of(first)]))


def consultations_of(child: Child, sight: Sight, today: date) -> list[Standing]:
    """All of a child that the visitor may read, the latest first. Four queries."""
    listed = list(Consultation.objects.seen_by(sight).of(child.pk).select_related("begun_by", "completed_by"))
    return _standing(listed, child, today)


def standing_of(consultation: Consultation, child: Child, today: date) -> Standing:
    """One of them. Three queries."""
    return _standing([consultation], child, today)[0]


def _standing(listed: list[Consultation], child: Child, today: date) -> list[Standing]:
    rules = Obligation.objects.filter(child=child, rule__in=(FORM_RULE, PLAN_RULE))
    owed = {(one.rule, one.opens_on): one for one in rules}
    steps = steps_of(one.pk for one in listed)
    done: dict[UUID, list[FollowUp]] = {}
    recorded = FollowUp.objects.filter(consultation__in=listed, correction=None).select_related("recorded_by")
    for follow_up in recorded.order_by("on"):
        done.setdefault(follow_up.consultation_id, []).append(follow_up)
    return [
        Standing(
            consultation=one,
            today=today,
            form=owed.get((FORM_RULE, one.on)) if one.held_at else None,
            in_plan=owed.get((PLAN_RULE, one.on)) if one.held_at else None,
            steps=[step for step in steps.get(one.pk, []) if step.child_id in {None, child.pk}],
            follow_ups=done.get(one.pk, []),
        )
        for one in listed
    ]
