"""What became of an action step, or of a systemic barrier."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.permanency.consultations import who
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.models import ActionStep, Consultation, StepOutcome, SystemicBarrier
from homeward.workforce.models import Person

OPEN = ActionStep.State.OPEN


@transaction.atomic
def settle_step(
    *, step: ActionStep, was: str, state: str, on: date, why: str, by: Person, today: date, token: UUID
) -> StepOutcome:
    """Record that a step is completed, eliminated (and why), or open again. Sent twice, it is recorded once.

    `was` is how it stood when the form was opened: a form that is older than what somebody else recorded is refused.
    Raises ValidationError with the faults by field, PermissionDenied.
    """
    step = ActionStep.objects.select_for_update().get(pk=step.pk)
    children = _concerned(step.consultation, by, today)
    if recorded := StepOutcome.objects.filter(token=token).first():
        return recorded
    if step.state != was:
        raise ValidationError({"state": f"Somebody recorded since that it is {step.get_state_display()}. Look again."})
    if step.state == state:
        raise ValidationError({"state": f"It is {step.get_state_display()} already."})
    if state != ActionStep.State.COMPLETED and not why.strip():
        raise ValidationError({"why": "Say why."})
    _refuse_day(on, step.consultation, today)
    outcome = StepOutcome.objects.create(
        step=step, state=state, on=on, why=why.strip(), recorded_by=by, recorded_at=timezone.now(), token=token
    )
    step.state, step.settled_on = state, None if state == OPEN else on
    step.save(update_fields=["state", "settled_on"])
    for child in children:
        audit.record(by=by, verb="settle_step", child_id=child.pk, target=f"step:{step.pk}", details={"state": state})
    return outcome


@transaction.atomic
def resolve_barrier(*, barrier: SystemicBarrier, on: date, how: str, by: Person, today: date) -> SystemicBarrier:
    """Record that a barrier no longer stands in the way. Once only."""
    barrier = SystemicBarrier.objects.select_for_update().get(pk=barrier.pk)
    children = _concerned(barrier.consultation, by, today)
    if barrier.resolved_on:
        return barrier
    if not how.strip():
        raise ValidationError({"why": "Say how it was resolved."})
    _refuse_day(on, barrier.consultation, today)
    barrier.resolved_on, barrier.resolved_by, barrier.how_resolved = on, by, how.strip()
    barrier.save(update_fields=["resolved_on", "resolved_by", "how_resolved"])
    for child in children:
        audit.record(by=by, verb="resolve_barrier", child_id=child.pk, target=f"barrier:{barrier.pk}")
    return barrier


def _concerned(consultation: Consultation, by: Person, today: date) -> list[Child]:
    """The children of a consultation, if a person may write about each of them."""
    children = children_of(consultation)
    if not all(who.takes_part(by, child, on=today) for child in children):
        raise PermissionDenied(f"{by} may not record this.")
    return children


def _refuse_day(on: date, consultation: Consultation, today: date) -> None:
    if on > today:
        raise ValidationError({"on": "That day is in the future. Write the day on which it happened."})
    if on < consultation.on:
        raise ValidationError({"on": "That is before the consultation."})
