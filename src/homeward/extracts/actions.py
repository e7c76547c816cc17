"""What is done with an extract: sent, confirmed, discarded. Only by administrators of its agency or one above."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.sight import sight_of
from homeward.extracts import files, tasks
from homeward.extracts.files import Sent
from homeward.extracts.models import Extract, State
from homeward.workforce.models import Person, RoleName

UNDER_WAY: Final = frozenset({State.WAITING, State.CHECKING, State.CONFIRMED, State.IMPORTING})
"""The states in which something is being done, or waits to be."""


def send_extract(*, sent: Sequence[Sent], by: Person, today: date) -> Extract:
    """Keep what was sent, and have it checked in the background. Raises ValidationError if it can be no caseload."""
    _refuse_all_but_administrators(by, today)
    if by.agency is None:
        raise PermissionDenied("Who sends an extract belongs to an agency.")
    id = uuid4()
    files.remove_old(timezone.now())
    files.keep(id, sent)
    called = ", ".join(file.name or "" for file in sent)[:200]
    with transaction.atomic():
        extract = Extract.objects.create(pk=id, agency=by.agency, called=called, sent_by=by, sent_at=timezone.now())
        _have_done(extract)
        audit.record(by=by, verb="send_extract", target=f"extract:{id}")
    return extract


@transaction.atomic
def confirm_extract(*, extract: Extract, by: Person, today: date) -> Extract:
    """Have an extract imported that was checked, or go on with an import that was interrupted. Twice is once."""
    extract = _locked(extract, by, today)
    if extract.state == State.IMPORTED or (extract.state in UNDER_WAY and not is_interrupted(extract)):
        return extract
    if extract.state not in {State.CHECKED, State.FAILED, State.CHECKING, State.IMPORTING}:
        raise ValidationError("This extract can not be imported any more.")
    if not files.is_there(extract.pk):
        raise ValidationError("The files of this extract were taken away. Send it again.")
    is_checked = extract.state == State.CHECKED or extract.imported_on is not None
    extract.state = State.CONFIRMED if is_checked else State.WAITING
    extract.confirmed_by = by if is_checked else None
    extract.save(update_fields=["state", "confirmed_by"])
    _have_done(extract)
    audit.record(by=by, verb="confirm_extract", target=f"extract:{extract.pk}")
    return extract


@transaction.atomic
def discard_extract(*, extract: Extract, by: Person, today: date) -> Extract:
    """Nothing of it is imported, and its files are taken away."""
    extract = _locked(extract, by, today)
    if extract.state == State.DISCARDED:
        return extract
    if extract.imported_on is not None or (extract.state in UNDER_WAY and not is_interrupted(extract)):
        raise ValidationError("This extract is being worked on, or was imported already.")
    extract.state, extract.ended_at = State.DISCARDED, timezone.now()
    extract.faults, extract.untouched = [], []
    extract.save()
    audit.record(by=by, verb="discard_extract", target=f"extract:{extract.pk}")
    transaction.on_commit(lambda: files.remove(extract.pk))
    return extract


def is_interrupted(extract: Extract) -> bool:
    """Whether the work on an extract was begun, and nobody does it any more: its program was stopped."""
    return extract.state in {State.CHECKING, State.IMPORTING} and not files.is_importing()


def _have_done(extract: Extract) -> None:
    """Hand over what waits to the background, when all is written down."""
    work = tasks.check if extract.state == State.WAITING else tasks.bring_in
    transaction.on_commit(lambda: work.enqueue(str(extract.pk)))


def _locked(extract: Extract, by: Person, today: date) -> Extract:
    _refuse_all_but_administrators(by, today)
    if extract.agency_id not in sight_of(by, on=today).agency_ids:
        raise PermissionDenied("This extract is another agency's.")
    return Extract.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=extract.pk)


def _refuse_all_but_administrators(by: Person, today: date) -> None:
    if RoleName.ADMINISTRATOR not in sight_of(by, on=today).roles:
        raise PermissionDenied("Only an administrator imports extracts.")
