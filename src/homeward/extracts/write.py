"""Writing what an extract changes for some children: all of it, or nothing for any of them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import transaction

from homeward.audit import actions as audit
from homeward.casefile.models import Amendment, Assignment, Child, Episode, Event, Placement
from homeward.extracts.changes import Amended, Changes
from homeward.extracts.models import Decision, Difference, Extract, Mention
from homeward.extracts.recorded import text_of
from homeward.obligations.refresh import refresh_some
from homeward.workforce.models import Person

_BATCH: Final = 500

_COLUMNS: Final = {
    Child: (
        "agency",
        "unit",
        "birth_date",
        "indian_child",
        "gender",
        "first_name",
        "last_name",
        "case_id",
        "version",
    ),
    Episode: ("external_id", "removed_on", "discharged_on", "discharge_reason", "withdrawn_at"),
    Placement: ("started_on", "ended_on", "placement_type", "withdrawn_at"),
    Assignment: ("until_on",),
}
"""What an import may change of a row."""


@transaction.atomic
def write(some: Sequence[Changes], *, extract: Extract, by: Person | None) -> None:
    """Write the changes of some children, refresh them, and note each in the audit, last. They are locked already."""
    _write_beside(some, extract, [one for one in some if one.is_new])
    changed = [changes for changes in some if changes.is_change]
    if not changed:
        return
    write_rows(changed)
    refresh_some(child_ids=[changes.child.pk for changes in changed], as_of=changed[0].on, done="import")
    for changes in changed:
        rows = sum(number for what, number in changes.counts.items() if not what.endswith(".unchanged"))
        details: dict[str, audit.Detail] = {"rows": rows}
        audit.record(by=by, verb="import", child_id=changes.child.pk, target=f"extract:{extract.pk}", details=details)


def write_rows(changed: Sequence[Changes]) -> None:
    """Write the rows of the casefile, each amendment with its entry."""
    entries = [entry for changes in changed for entry in _amend(changes)]
    for model in (Episode, Placement, Event):
        _create(model, (row for changes in changed for row in _added(changes) if isinstance(row, model)))
    _create(Amendment, entries)
    _update(Child, [changes.child for changes in changed if not changes.is_new])
    for row_model in (Episode, Placement):
        rows = {one.row.pk: one.row for changes in changed for one in changes.amended}
        _update(row_model, [row for row in rows.values() if isinstance(row, row_model)])
    _update(Assignment, [row for changes in changed for row in changes.ended])
    _create(Assignment, (row for changes in changed for row in changes.opened))


def _added(changes: Changes) -> Iterable[Episode | Placement | Event]:
    return (*changes.episodes, *changes.placements, *changes.events)


def _create(model: type[Any], rows: Iterable[Any]) -> None:
    model._default_manager.bulk_create(rows, batch_size=_BATCH)


def _update(model: type[Any], rows: Sequence[Any]) -> None:
    if rows:
        model._default_manager.bulk_update(rows, _COLUMNS[model], batch_size=_BATCH)


def _amend(changes: Changes) -> list[Amendment]:
    """Change the rows as was found, without saving them; the entries that tell of it. The child's version counts."""
    entries = []
    for amended in (Amended(changes.child, changes.facts), *changes.amended):
        row = amended.row
        for column, became in amended.columns.items():
            entries.append(
                Amendment(
                    child=changes.child,
                    episode=row if isinstance(row, Episode) else None,
                    placement=row if isinstance(row, Placement) else None,
                    column=column,
                    was=text_of(getattr(row, column)),
                    became=text_of(became),
                    why=amended.why,
                    recorded_at=changes.now,
                )
            )
            setattr(row, column, became)
    if not changes.is_new:
        changes.child.version += 1
    return entries


def _write_beside(some: Sequence[Changes], extract: Extract, new: Sequence[Changes]) -> None:
    """What is kept beside the casefile: whom the extract names, and what is to settle. New children come first."""
    _create(Child, (changes.child for changes in new))
    mentions = [mention for changes in some for mention in changes.mentions]
    Mention.objects.bulk_create(
        mentions,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["child", "column"],
        update_fields=["identifier", "is_known"],
    )
    fresh = [difference for changes in some for difference in changes.differences]
    for difference in fresh:
        difference.extract = extract
    _create(Difference, fresh)
    for changes in some:
        gone = [one.pk for one in changes.gone]
        if gone:
            Difference.objects.filter(pk__in=gone).update(decision=Decision.GONE, settled_at=changes.now)
