"""What was recorded wrongly when a roundtable was followed up: corrected, or taken back, by an entry with a reason.

Nothing is deleted. A follow-up and what became of a step have a later entry that counts in their place; of a barrier
it is kept how it stood before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.permanency.consultations import who
from homeward.permanency.consultations.follow_ups import CHECK
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.consultations.settle import OPEN, concerned, refuse_day
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.models import ActionStep, BarrierCorrection, Consultation, FollowUp, StepOutcome
from homeward.permanency.models import SystemicBarrier as Barrier
from homeward.website.words import day_words
from homeward.workforce.models import Person

_SINCE: Final = "Somebody corrected it since. Look again."
_KINDS: Final = BarrierCorrection.Kind


@dataclass(frozen=True)
class Entry:
    """Who corrects, today, why; the token of the form, which records once."""

    why: str
    by: Person
    today: date
    token: UUID

    def recorded(self) -> dict[str, Any]:
        """What every entry says of itself."""
        return {"recorded_by": self.by, "recorded_at": timezone.now(), "token": self.token}

    def refuse_without_reason(self) -> None:
        """Raise ValidationError if it does not say why."""
        if not self.why.strip():
            raise ValidationError({"why": "Say why."})


@transaction.atomic
def correct_follow_up(
    *, follow_up: FollowUp, on: date | None, support: str = "", why_not_rated: str = "", entry: Entry
) -> FollowUp:
    """It was on another day, or other words are right; without a day, it was not held. Sent twice, it is once.

    What was recorded of the steps with it stays: each is corrected by itself. Raises ValidationError, PermissionDenied.
    """
    one = Consultation.objects.select_for_update().get(pk=follow_up.consultation_id)
    children = children_of(one)
    if not may_correct_follow_up(entry.by, follow_up, children, on=entry.today):
        raise PermissionDenied(f"{entry.by} may not correct this follow-up.")
    if known := FollowUp.objects.filter(token=entry.token).first():
        return known
    entry.refuse_without_reason()
    if not FollowUp.objects.current().filter(pk=follow_up.pk).exists():
        raise ValidationError(_SINCE)
    if on is not None:
        refuse_day(on, one, entry.today)
        if on == one.on:
            raise ValidationError({"on": "That is not after the roundtable."})
        if follow_up.why_not_rated and not why_not_rated.strip():
            raise ValidationError({"why_not_rated": "Say why somebody was not rated again."})
    made = FollowUp.objects.create(
        consultation=one, kind=follow_up.kind, on=on or follow_up.on, support=support.strip(),
        why_not_rated=why_not_rated.strip(), corrects=follow_up, is_withdrawal=on is None,
        why_corrected=entry.why.strip(), **entry.recorded(),
    )  # fmt: skip
    is_taken_back = on is None
    verb = "withdraw_follow_up" if is_taken_back else "correct_follow_up"
    _note(children, entry.by, verb, f"consultation:{one.pk}")
    return made


def may_correct_follow_up(person: Person, follow_up: FollowUp, children: Sequence[Child], *, on: date) -> bool:
    """Whether a person corrects a follow-up: whoever may record it."""
    may = who.checks if follow_up.kind == CHECK else who.reviews
    return all(may(person, child, on=on) for child in children)


@transaction.atomic
def correct_outcome(
    *, outcome: StepOutcome, state: str = "", on: date | None, said: str = "", entry: Entry
) -> StepOutcome:
    """What became of a step, or the day, was another; without a day, nothing became of it. Sent twice, it is once.

    Only what was recorded last can be corrected: the step stands by it. Raises ValidationError, PermissionDenied.
    """
    step = ActionStep.objects.select_for_update().get(pk=outcome.step_id)
    children = concerned(step.consultation, entry.by, entry.today)
    if known := StepOutcome.objects.filter(token=entry.token).first():
        return known
    entry.refuse_without_reason()
    standing = list(StepOutcome.objects.current().filter(step=step).order_by("recorded_at"))
    if not standing or standing[-1] != outcome:
        raise ValidationError(_SINCE)
    before = standing[-2] if len(standing) > 1 else None
    if on is not None:
        refuse_day(on, step.consultation, entry.today)
        if state == (before.state if before else OPEN):
            raise ValidationError({"state": "So it stood before. Take back what was recorded instead."})
        if state != ActionStep.State.COMPLETED and not said.strip():
            raise ValidationError({"said": "Say why it is so."})
    made = StepOutcome.objects.create(
        step=step, state=state if on else outcome.state, on=on or outcome.on, why=said.strip(), corrects=outcome,
        is_withdrawal=on is None, why_corrected=entry.why.strip(), **entry.recorded(),
    )  # fmt: skip
    stands = made if on else before
    step.state = stands.state if stands else OPEN
    step.settled_on = stands.on if stands and stands.state != OPEN else None
    step.save(update_fields=["state", "settled_on"])
    is_taken_back = on is None
    verb = "withdraw_step_outcome" if is_taken_back else "correct_step_outcome"
    _note(children, entry.by, verb, f"step:{step.pk}")
    return made


@transaction.atomic
def correct_resolution(*, barrier: Barrier, on: date | None, how: str = "", entry: Entry) -> BarrierCorrection:
    """It was resolved on another day or in another way; without a day, it stands still. Sent twice, it is once.

    Wherever it was found and resolved by the same entry, it is corrected too. Raises ValidationError, PermissionDenied.
    """
    barrier, children = _locked(barrier, entry)
    if known := BarrierCorrection.objects.filter(token=entry.token).first():
        return known
    entry.refuse_without_reason()
    if not barrier.resolved_on:
        raise ValidationError(_SINCE)
    if on is not None:
        refuse_day(on, barrier.consultation, entry.today)
        if not how.strip():
            raise ValidationError({"how": "Say how it was resolved."})
    before = {"on": day_words(barrier.resolved_on), "by": str(barrier.resolved_by), "how": barrier.how_resolved}
    is_taken_back = on is None
    kind = _KINDS.REOPENED if is_taken_back else _KINDS.RESOLUTION_CORRECTED
    verb = "withdraw_barrier_resolution" if is_taken_back else "correct_barrier_resolution"
    for one in _resolved_together(barrier, children):
        one.resolved_on, one.how_resolved = on, how.strip() if on else ""
        one.resolved_by = one.resolved_by if on else None
        one.save(update_fields=["resolved_on", "resolved_by", "how_resolved"])
    return _kept(barrier, kind, before, children, entry, verb=verb)


@transaction.atomic
def correct_barrier(*, barrier: Barrier, says: dict[str, str] | None, entry: Entry) -> BarrierCorrection:
    """Another category, level or owner is right; `says` is None: it is no systemic barrier. Sent twice, it is once.

    Until the form is completed the barrier is changed there. Raises ValidationError, PermissionDenied.
    """
    barrier, children = _locked(barrier, entry)
    if known := BarrierCorrection.objects.filter(token=entry.token).first():
        return known
    entry.refuse_without_reason()
    if not barrier.consultation.completed_at:
        raise ValidationError("The form is not completed yet: change the barrier there.")
    if barrier.withdrawn_on:
        raise ValidationError(_SINCE)
    before = {
        "category": guide_on(entry.today).barrier_words(barrier.category),
        "narrative": barrier.narrative,
        "must_act": barrier.must_act,
        "level": barrier.get_level_display(),
    }
    if says is None:
        barrier.withdrawn_on = entry.today
        barrier.save(update_fields=["withdrawn_on"])
        return _kept(barrier, _KINDS.WITHDRAWN, before, children, entry, verb="withdraw_barrier")
    missing = {name: ["Fill this out."] for name in before if not says.get(name, "").strip()}
    if missing:
        raise ValidationError(missing)
    for name in before:
        setattr(barrier, name, says[name].strip())
    barrier.save(update_fields=list(before))
    return _kept(barrier, _KINDS.CORRECTED, before, children, entry, verb="correct_barrier")


def _locked(barrier: Barrier, entry: Entry) -> tuple[Barrier, list[Child]]:
    """The barrier with its children; PermissionDenied unless she works with them, or recorded that it is resolved."""
    barrier = Barrier.objects.select_for_update().get(pk=barrier.pk)
    if barrier.resolved_by_id != entry.by.pk:
        concerned(barrier.consultation, entry.by, entry.today)
    return barrier, children_of(barrier.consultation)


def _resolved_together(barrier: Barrier, children: list[Child]) -> list[Barrier]:
    """The barrier, wherever the same entry recorded that it is resolved."""
    same = Barrier.objects.filter(
        category=barrier.category,
        child=barrier.child,
        resolved_on=barrier.resolved_on,
        resolved_by=barrier.resolved_by,
        how_resolved=barrier.how_resolved,
        consultation__members__child__in=children,
    )
    return list(Barrier.objects.select_for_update().filter(pk__in=same.values("pk")).order_by("pk"))


def _kept(
    barrier: Barrier,
    kind: BarrierCorrection.Kind,
    before: dict[str, str],
    children: list[Child],
    entry: Entry,
    *,
    verb: str,
) -> BarrierCorrection:
    made = BarrierCorrection.objects.create(
        barrier=barrier, kind=kind, before=before, why=entry.why.strip(), on=entry.today, **entry.recorded()
    )
    _note(children, entry.by, verb, f"barrier:{barrier.pk}")
    return made


def _note(children: Sequence[Child], by: Person, verb: str, target: str) -> None:
    for child in children:
        audit.record(by=by, verb=verb, child_id=child.pk, target=target)
