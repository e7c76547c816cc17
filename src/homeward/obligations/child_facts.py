"""Recording who a child is: names, birth date, gender, whether an Indian child; and opening a file by hand."""

from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child, refuse_if_changed
from homeward.casefile.models import Child, Episode
from homeward.casefile.sight import Sight, sight_of
from homeward.obligations.actions import record_event
from homeward.obligations.recording import FIRST_DAY
from homeward.obligations.stays import amend, begin, begin_stay, finish
from homeward.website.words import day_words
from homeward.workforce.models import Agency, Person, RoleName, Unit

COLUMNS: Final = ("first_name", "last_name", "birth_date", "gender", "indian_child")
MAY_ADD: Final = frozenset({RoleName.SUPERVISOR, RoleName.ADMINISTRATOR})
DETERMINED: Final = "indian_child_determined"
IN_USE: Final = "This identifier can not be used. Ask an administrator of your agency; that you tried is noted."


@transaction.atomic
def correct_child(
    *,
    child: Child,
    facts: dict[str, Any],
    why: str,
    by: Person,
    today: date,
    determined_on: date | None = None,
    token: UUID | None = None,
    version: int | None = None,
) -> Child:
    """What is known of a child was wrong or missing: `facts` by column, each that changes leaves an `Amendment`.

    Whether the child is an Indian child is a determination: it has a day. That the child is one is an event besides,
    because policy asks for a search for relatives after it. Raises ValidationError by field, PermissionDenied,
    ChangedSinceError.
    """
    child = begin(child, by, today)
    changed = {column: became for column, became in facts.items() if getattr(child, column) != became}
    if not changed:
        return child
    refuse_if_changed(child, version)
    is_determined = "indian_child" in changed
    _check(child, changed, why, determined_on if is_determined else None, today)
    for column, became in changed.items():
        reason = why.strip()
        if column == "indian_child" and determined_on:
            reason = f"Determined on {day_words(determined_on)}. {reason}"
        amend(child, by, reason, **{column: became})
    if changed.get("indian_child") == "yes" and determined_on:
        sent: dict[str, Any] = {"by": by, "today": today, "token": uuid5(token, DETERMINED) if token else None}
        record_event(child=child, kind=DETERMINED, on=determined_on, **sent)
        child.refresh_from_db()
    finish(child, by=by, today=today, verb="correct_child", target=f"child:{child.pk}")
    return child


def _check(child: Child, changed: dict[str, Any], why: str, determined_on: date | None, today: date) -> None:
    """Raise ValidationError for what a caseload refuses of a child, and for a determination without its day."""
    faults: dict[str, str] = {}
    if born := changed.get("birth_date"):
        faults |= _check_birth(born, today)
        first = Episode.objects.current().filter(child=child).order_by("removed_on").first()
        if first and born > first.removed_on:
            faults["birth_date"] = f"The child was removed before, on {day_words(first.removed_on)}."
    if "indian_child" in changed and changed["indian_child"] != "unknown":
        if determined_on is None:
            faults["determined_on"] = "Write the day on which this was determined."
        elif not FIRST_DAY <= determined_on <= today:
            faults["determined_on"] = "Enter the day of the determination: not in the future, and not before 1900."
    if not why.strip():
        faults["why"] = "Say why."
    if faults:
        raise ValidationError(dict(faults))


def _check_birth(born: date, today: date) -> dict[str, str]:
    if FIRST_DAY <= born <= today:
        return {}
    return {"birth_date": "Enter the day of birth: not in the future, and not before 1900."}


class InUseError(ValidationError):
    """The identifier is that of a child whom the person does not see; she is not told so."""

    def __init__(self, child_id: UUID) -> None:
        super().__init__({"external_id": IN_USE})
        self.child_id = child_id


@transaction.atomic
def add_child(
    *,
    external_id: str,
    agency: Agency,
    unit: Unit | None,
    facts: dict[str, Any],
    removed_on: date,
    placement_type: str,
    by: Person,
    today: date,
    token: UUID,
) -> Child:
    """Open a file by hand, with the removal that begins it. The same form twice opens one file.

    A supervisor opens files in her unit, an administrator in her agency and those below it. Raises PermissionDenied,
    ValidationError by field, and InUseError, which whoever calls then notes (`note_in_use`).
    """
    # The same form twice at once: one after the other.
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    key = uuid5(token, "child")
    known = Child.objects.filter(pk=key).first()
    if known:
        return known
    refuse_place(sight_of(by, on=today), agency, unit)
    faults = _check_birth(facts["birth_date"], today) if facts.get("birth_date") else {}
    if not external_id.strip():
        faults["external_id"] = "Write the identifier by which the state system, or your agency, knows the child."
    elif there := Child.objects.filter(external_id=external_id.strip()).first():
        if not Child.objects.visible_to(by, on=today).filter(pk=there.pk).exists():
            raise InUseError(there.pk)
        faults["external_id"] = "A child with this identifier has a file already: look for it among your children."
    if faults:
        raise ValidationError(dict(faults))
    child = Child(pk=key, external_id=external_id.strip(), agency=agency, unit=unit, version=0, **facts)
    child.full_clean(exclude=["agency", "unit"])
    child.save(force_insert=True)
    child = lock_child(child.pk)
    begin_stay(child, removed_on, placement_type, today)
    finish(child, by=by, today=today, verb="add_child", target=f"child:{child.pk}")
    return child


@transaction.atomic
def note_in_use(refused: InUseError, *, by: Person) -> None:
    """Somebody tried the identifier of a child whom she does not see: the administrators of that child read it."""
    audit.record(by=by, verb="add_child_in_vain", child_id=refused.child_id, target=f"child:{refused.child_id}")


def refuse_place(sight: Sight, agency: Agency, unit: Unit | None) -> None:
    """Raise PermissionDenied if a file in this agency and unit is not the person's to open."""
    as_administrator = RoleName.ADMINISTRATOR in sight.roles and agency.pk in sight.agency_ids
    as_supervisor = unit is not None and unit.agency_id == agency.pk and unit.pk in sight.unit_ids
    if not as_administrator and not (as_supervisor and RoleName.SUPERVISOR in sight.roles):
        raise PermissionDenied("A supervisor opens files in her unit, an administrator in her agency.")
