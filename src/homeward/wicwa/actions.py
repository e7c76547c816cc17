"""What is done besides keeping a record: what a tribe's answer means for the file, and evaluating active efforts."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import end_tribe, lock_child, next_version, record_tribe, refuse_if_changed
from homeward.casefile.models import Child, Event, Placement, TribalAffiliation
from homeward.obligations.actions import correct_event, record_event
from homeward.obligations.child_facts import correct_child
from homeward.obligations.enter import keep
from homeward.obligations.recording import CASE_MANAGER, may_record_kind
from homeward.wicwa.models import EVALUATED, ActiveEffortsEvaluation, GoodCause, TribalStatus
from homeward.wicwa.snapshot import snapshot_of
from homeward.wicwa.wording import wording_on
from homeward.workforce.models import Person, Tribe

OWNERS: Final = frozenset({CASE_MANAGER})
"""The case manager, her supervisor, or who covers one of them."""

_ON_BEHALF: Final = TribalAffiliation.HowKnown.TRIBE


@transaction.atomic
def record_status(
    *,
    child: Child,
    on: date,
    tribe: Tribe,
    status: str,
    how_known: str,
    by: Person,
    today: date,
    token: UUID,
    version: int | None = None,
    corrects: TribalStatus | None = None,
    withdraws: bool = False,
    why: str = "",
) -> TribalStatus:
    """Where it stands with a tribe. The tribe's answer is also the child's tribe and the determination in the file.

    A tribe that says yes is recorded as the child's, which opens the file to its guests under an agreement, and the
    child as an Indian child since that day. A no, or a yes that is taken back, ends the first; whether the child is an
    Indian child is then for a person to determine again. Raises as `enter` does.
    """
    if corrects and corrects.tribe_id != tribe.pk:
        raise ValidationError({"tribe": "Take this entry back, and make a new one for the other tribe."})
    if TribalStatus.objects.filter(token=token, child=child).exists():
        return TribalStatus.objects.get(token=token)
    said: dict[str, Any] = {"tribe": tribe, "status": status, "how_known": how_known}
    kept = keep(
        TribalStatus,
        OWNERS,
        child=child,
        on=on,
        by=by,
        today=today,
        token=token,
        version=version,
        corrects=corrects,
        withdraws=withdraws,
        why=why,
        **said,
    )
    _follow(child, tribe, by, today)
    return kept


def _follow(child: Child, tribe: Tribe, by: Person, today: date) -> None:
    """Bring the child's tribe, and whether the child is an Indian child, up to the latest status of a tribe."""
    now = TribalStatus.objects.of(child.pk).filter(tribe=tribe).first()
    known = TribalAffiliation.objects.filter(child=child, tribe=tribe, until_on__isnull=True).first()
    if now is None or now.status != TribalStatus.Status.VERIFIED:
        # Who was recorded on other grounds than the tribe's word stays so, unless the tribe says no.
        if known and ((now and now.status == TribalStatus.Status.NOT) or known.how_known == _ON_BEHALF):
            end_tribe(affiliation=known, by=by, on=today)
        return
    if known is None:
        record_tribe(child=child, tribe=tribe, how_known=_ON_BEHALF, from_on=now.on, by=by, on=today)
    child.refresh_from_db()
    if child.indian_child != "yes":
        facts = {"indian_child": "yes"}
        correct_child(child=child, facts=facts, why=f"{tribe} said so.", by=by, today=today, determined_on=now.on)


@transaction.atomic
def evaluate(
    *,
    child: Child,
    on: date,
    placement: str,
    statement: str,
    next_steps: str,
    by: Person,
    today: date,
    token: UUID | None = None,
    version: int | None = None,
) -> Event:
    """Active efforts were evaluated on a day: the event that policy counts, and the record as it stood on that day.

    Raises what `record_event` raises, and ValidationError if an activity has no entry by that day, or if the placement
    is said to depart for good cause and none is recorded (s. 48.028(4)(g) and (7)(e), Wis. Stats.).
    """
    event = record_event(child=child, kind=EVALUATED, on=on, by=by, today=today, token=token, version=version)
    _write(event, placement, statement, next_steps, by)
    return event


@transaction.atomic
def correct_evaluation(
    *,
    event: Event,
    on: date,
    placement: str,
    statement: str,
    next_steps: str,
    why: str,
    by: Person,
    today: date,
    token: UUID | None = None,
    version: int | None = None,
) -> Event:
    """The evaluation was of another day, or said something else; what was recorded stays to be read."""
    right = correct_event(event=event, on=on, by=by, today=today, why=why, token=token, version=version)
    _write(right, placement, statement, next_steps, by)
    return right


@transaction.atomic
def describe_evaluation(
    *,
    event: Event,
    placement: str,
    statement: str,
    next_steps: str,
    by: Person,
    today: date,
    version: int | None = None,
) -> Event:
    """The record behind an evaluation of which only the day came, from an extract; nothing moves."""
    child = lock_child(event.child_id)
    if ActiveEffortsEvaluation.objects.filter(event=event).exists():
        return event
    refuse_if_changed(child, version)
    if not may_record_kind(by, child, EVALUATED, on=today):
        raise PermissionDenied(f"{by} may not record “{EVALUATED}” for this child.")
    if event.is_withdrawal or Event.objects.filter(corrects=event).exists():
        raise ValidationError("This was corrected since. Describe the latest entry.")
    _write(event, placement, statement, next_steps, by)
    next_version(child)
    audit.record(by=by, verb="describe_evaluation", child_id=child.pk, target=f"event:{event.pk}")
    return event


def _write(event: Event, placement: str, statement: str, next_steps: str, by: Person) -> None:
    """Keep the record as it stood on the day of the event, if it is not kept already."""
    if ActiveEffortsEvaluation.objects.filter(event=event).exists():
        return
    wording = wording_on(event.on)
    snapshot = snapshot_of(event.child, event.on, wording)
    empty = [row["says"] for row in snapshot["activities"] if not row["entries"]]
    if empty:
        raise ValidationError(
            "Say of each activity what was done, or why it was not, before you evaluate. Nothing is recorded by that "
            f"day of: {'; '.join(empty)}."
        )
    if placement == ActiveEffortsEvaluation.Placement.GOOD_CAUSE:
        _refuse_without_cause(event)
    ActiveEffortsEvaluation.objects.create(
        event=event,
        placement=placement,
        statement=statement.strip(),
        next_steps=next_steps.strip(),
        wording=wording.version,
        snapshot=snapshot,
        written_by=by,
        written_at=timezone.now(),
    )


def _refuse_without_cause(event: Event) -> None:
    """Raise ValidationError unless good cause is stated by that day for where the child lives, and stands."""
    homes = Placement.objects.current().filter(child=event.child_id, started_on__lte=event.on)
    here = homes.order_by("-started_on").first()
    stated = GoodCause.objects.of(event.child_id).filter(on__lte=event.on)
    cause = stated.filter(Q(placement=None) | Q(placement=here)).first()
    if cause is None:
        raise ValidationError(
            {"placement": "No good cause is recorded by that day. Record it first, or choose another."}
        )
    if cause.finding == GoodCause.Finding.NOT_FOUND:
        raise ValidationError({"placement": "The court did not find good cause. Choose that none is stated."})
