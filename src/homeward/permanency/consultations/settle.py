"""What became of an action step, or of a systemic barrier."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.casefile.sight import Sight
from homeward.permanency.consultations import who
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.consultations.who import REGISTER
from homeward.permanency.models import ActionStep, BarrierOwner, Consultation, StepOutcome, SystemicBarrier
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
    children = concerned(step.consultation, by, today)
    if recorded := StepOutcome.objects.filter(token=token).first():
        return recorded
    if step.state != was:
        raise ValidationError({"state": f"Somebody recorded since that it is {step.get_state_display()}. Look again."})
    if step.state == state:
        raise ValidationError({"state": f"It is {step.get_state_display()} already."})
    if state != ActionStep.State.COMPLETED and not why.strip():
        raise ValidationError({"why": "Say why."})
    refuse_day(on, step.consultation, today)
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
    """Record that a barrier no longer stands in the way, also where it was found before. Once only.

    By those who work with the children, or by whoever took it on.
    """
    barrier = SystemicBarrier.objects.select_for_update().get(pk=barrier.pk)
    children = children_of(barrier.consultation)
    if owner_of(barrier) != by:
        concerned(barrier.consultation, by, today)
    if barrier.resolved_on:
        return barrier
    if not how.strip():
        raise ValidationError({"why": "Say how it was resolved."})
    refuse_day(on, barrier.consultation, today)
    for one in {*_mentions_before(barrier, children), barrier}:
        one.resolved_on, one.resolved_by, one.how_resolved = on, by, how.strip()
        one.save(update_fields=["resolved_on", "resolved_by", "how_resolved"])
    for child in children:
        audit.record(by=by, verb="resolve_barrier", child_id=child.pk, target=f"barrier:{barrier.pk}")
    return SystemicBarrier.objects.get(pk=barrier.pk)


def _mentions_before(barrier: SystemicBarrier, children: list[Child]) -> list[SystemicBarrier]:
    """The same barrier of the same children, found at earlier consultations and still open."""
    same = SystemicBarrier.objects.select_for_update().filter(
        category=barrier.category,
        resolved_on=None,
        child=barrier.child,
        consultation__on__lte=barrier.consultation.on,
        consultation__called_off_at=None,
        consultation__members__child__in=children,
    )
    ours = {child.pk for child in children}
    return [one for one in same if {child.pk for child in children_of(one.consultation)} <= ours]


def owner_of(barrier: SystemicBarrier) -> Person | None:
    """Who took a barrier on; None: nobody, or she gave it back. One query."""
    last = barrier.owners.select_related("person").last()
    return last.person if last else None


@transaction.atomic
def own_barrier(
    *, barrier: SystemicBarrier, person: Person | None, sight: Sight, by: Person, today: date, token: UUID
) -> BarrierOwner:
    """A person of the agency takes a barrier on, or gives it back (`person` is None). Sent twice, it is kept once.

    `by` is whoever reads the register and may open each child's record. Raises ValidationError, PermissionDenied.
    """
    barrier = SystemicBarrier.objects.select_for_update().get(pk=barrier.pk)
    if known := BarrierOwner.objects.filter(token=token).first():
        return known
    children = children_of(barrier.consultation)
    if not sight.roles & REGISTER or not Consultation.objects.seen_by(sight).filter(pk=barrier.consultation_id):
        raise PermissionDenied(f"{by} does not look after barriers.")
    if barrier.resolved_on:
        raise ValidationError("It is resolved already.")
    now = owner_of(barrier)
    if person is None and now is None:
        raise ValidationError("Nobody has taken it on.")
    if person is not None and now == person:
        raise ValidationError(f"{person} has taken it on already.")
    owned = BarrierOwner.objects.create(
        barrier=barrier, person=person, on=today, recorded_by=by, recorded_at=timezone.now(), token=token
    )
    verb = "take_barrier" if person else "give_barrier_back"
    for child in children:
        audit.record(by=by, verb=verb, child_id=child.pk, target=f"barrier:{barrier.pk}")
    return owned


def concerned(consultation: Consultation, by: Person, today: date) -> list[Child]:
    """The children of a consultation, if a person may write about each of them."""
    children = children_of(consultation)
    if not all(who.takes_part(by, child, on=today) for child in children):
        raise PermissionDenied(f"{by} may not record this.")
    return children


def refuse_day(on: date, consultation: Consultation, today: date) -> None:
    """Raise ValidationError for a day ahead, or before the consultation."""
    if on > today:
        raise ValidationError({"on": "That day is in the future. Write the day on which it happened."})
    if on < consultation.on:
        raise ValidationError({"on": "That is before the consultation."})
