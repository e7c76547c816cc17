"""Recording what is dated and no event: a stage of the framework, a notice to a tribe; corrected in the same way."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child, next_version, refuse_if_changed
from homeward.casefile.models import Child
from homeward.casefile.visibility import may_record
from homeward.obligations.dated import DatedRecord
from homeward.website.words import day_words
from homeward.workforce.models import Person

Kept = TypeVar("Kept", bound=DatedRecord)


@transaction.atomic
def enter(record: Kept, *, owners: frozenset[str], by: Person, today: date, version: int | None = None) -> Kept:
    """Keep a new record of a child, which may correct or withdraw an earlier one.

    `owners` are the roles whose work it is. The same form sent twice is kept once. Raises ValidationError with the
    faults by field, PermissionDenied, or ChangedSinceError.
    """
    child = lock_child(record.child.pk)
    kept = type(record)._default_manager.filter(token=record.token).first()
    if kept and kept.child != child:
        raise ValidationError("This form was sent for another child. Open it again.")
    if kept:
        return kept
    refuse_if_changed(child, version)
    if not may_enter(by, child, owners, on=today):
        raise PermissionDenied(f"{by} may not record this for this child.")
    _refuse_unfit(record, today)
    record.recorded_by, record.recorded_at = by, timezone.now()
    record.clean_fields(exclude=["child", "recorded_by", "corrects"])
    record.save(force_insert=True)
    next_version(child)
    noun = str(record._meta.verbose_name).replace(" ", "_")
    verb = "withdraw" if record.is_withdrawal else "correct" if record.corrects else "record"
    audit.record(by=by, verb=f"{verb}_{noun}", child_id=child.pk, target=f"{noun}:{record.pk}")
    return record


def keep(
    model: type[Kept],
    owners: frozenset[str],
    *,
    child: Child,
    on: date,
    by: Person,
    today: date,
    token: UUID,
    version: int | None = None,
    corrects: Kept | None = None,
    withdraws: bool = False,
    why: str = "",
    **said: Any,
) -> Kept:
    """A record of a kind that needs no check of its own: `said` are its columns. Raises as `enter` does."""
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    record = model(child=child, on=on, token=token, corrects=corrects, is_withdrawal=withdraws, why=why.strip(), **tidy)
    return enter(record, owners=owners, by=by, today=today, version=version)


def may_enter(person: Person, child: Child, owners: frozenset[str], *, on: date) -> bool:
    """Whether a person does the work of one of the owners for a child."""
    return any(may_record(person, child, owner, on=on) for owner in sorted(owners))


def _refuse_unfit(record: DatedRecord, today: date) -> None:
    if record.on > today:
        raise ValidationError({"on": f"{day_words(record.on)} is in the future. Enter the day on which it happened."})
    if record.corrects is None:
        return
    if not record.why.strip():
        raise ValidationError({"why": "Say why it is corrected."})
    if record.corrects.is_withdrawal or type(record)._default_manager.filter(corrects=record.corrects).exists():
        raise ValidationError("This was corrected already. Correct the latest entry.")
