"""Reading an extract: first to see what it would change, then to change it, some children at a time."""

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.batch.caseload import CaseloadError, ChildPicture, Fault, Reading, read_caseload
from homeward.casefile.models import Child
from homeward.extracts.changes import Changes
from homeward.extracts.compare import compare
from homeward.extracts.models import Extract, State
from homeward.extracts.staff import Directory
from homeward.extracts.write import write

CHILDREN_AT_ONCE: Final = 50
"""So many are written in one transaction: nobody who saves meanwhile waits for long."""

_COMPARED_AT_ONCE: Final = 500
_FAULTS_KEPT: Final = 200
_UNTOUCHED_KEPT: Final = 500

Progress = Callable[[int, int], None]
"""Told how many children are done, and of how many."""


def _silent(done: int, total: int) -> None:
    """Nobody wants to know."""


def check_extract(
    extract: Extract, path: Path, *, on: date, refused_rows: Path | None, progress: Progress = _silent
) -> None:
    """See what an extract would change. Nothing is written but what was found; the state says how it ended.

    `refused_rows` takes the rows at fault and those that refer to them. Whoever calls holds the lock.
    """
    _begin(extract, State.CHECKING)
    try:
        with read_caseload(path, skip_bad_rows=True, children_per_chunk=_COMPARED_AT_ONCE) as reading:
            _note_reading(extract, reading, refused_rows)
            found = _Found(extract)
            directory = Directory(extract.agency)
            for pictures in reading.pictures():
                for one in compare(pictures, directory, on=on, now=timezone.now()):
                    found.add(one)
                found.advance(len(pictures))
                progress(extract.done, extract.total)
            found.note(refused_rows)
            _note_untouched(extract, set(reading.child_ids), directory, on)
    except CaseloadError as error:
        extract.faults = [_told(fault) for fault in error.faults[:_FAULTS_KEPT]]
        extract.fault_count = len(error.faults)
        extract.state = State.UNREADABLE
    else:
        extract.state = State.CHECKED
    extract.ended_at = timezone.now()
    extract.save()


def import_extract(
    extract: Extract, path: Path, *, on: date, refused_rows: Path | None, progress: Progress = _silent
) -> None:
    """Write what an extract changes, some children in a transaction; once more completes what was interrupted.

    Faulty rows are left out, with those that refer to them. Whoever calls holds the lock. Raises CaseloadError if the
    caseload can not be read at all.
    """
    extract.imported_on = on
    _begin(extract, State.IMPORTING)
    with read_caseload(path, skip_bad_rows=True, children_per_chunk=CHILDREN_AT_ONCE) as reading:
        _note_reading(extract, reading, refused_rows)
        found = _Found(extract)
        directory = Directory(extract.agency)
        for pictures in reading.pictures():
            for one in _import_some(extract, pictures, directory, on):
                found.add(one)
            found.advance(len(pictures))
            progress(extract.done, extract.total)
        found.note(refused_rows)
        _note_untouched(extract, set(reading.child_ids), directory, on)
    _end(extract)


@transaction.atomic
def _import_some(
    extract: Extract, pictures: list[ChildPicture], directory: Directory, on: date
) -> list[Changes | tuple[ChildPicture, Fault]]:
    """Lay some children beside what is recorded, and write what is different."""
    ids = [picture.child_id for picture in pictures]
    rows = Child.objects.select_for_update(no_key=True).filter(external_id__in=ids)
    list(rows.order_by("pk").values_list("pk"))
    found = list(compare(pictures, directory, on=on, now=timezone.now()))
    write([one for one in found if isinstance(one, Changes)], extract=extract, by=extract.confirmed_by)
    return found


def _begin(extract: Extract, state: State) -> None:
    # Whoever holds the lock is the only one: what another left behind was interrupted, and may be begun again.
    Extract.objects.filter(state__in=(State.CHECKING, State.IMPORTING)).exclude(pk=extract.pk).update(
        state=State.FAILED, ended_at=timezone.now()
    )
    extract.state, extract.done, extract.counts, extract.ended_at = state, 0, {}, None
    extract.save()


@transaction.atomic
def _end(extract: Extract) -> None:
    extract.state, extract.ended_at = State.IMPORTED, timezone.now()
    extract.save()
    rows: dict[str, audit.Detail] = {
        what: number for what, number in extract.counts.items() if not what.endswith(".unchanged")
    }
    audit.record(by=extract.confirmed_by, verb="import_extract", target=f"extract:{extract.pk}", details=rows)


class _Found:
    """What is found out about an extract while it is read, told to whoever watches its page."""

    def __init__(self, extract: Extract) -> None:
        self.extract = extract
        self.counts: Counter[str] = Counter(extract.counts)
        self.faults: list[Fault] = []

    def add(self, one: Changes | tuple[ChildPicture, Fault]) -> None:
        """One child more."""
        if isinstance(one, Changes):
            self.counts.update(one.counts)
            self.counts["differences.new"] += len(one.differences)
            self.counts["people.changed"] += len(one.opened) + len(one.ended)
            self.counts["identifiers.unknown"] += sum(not mention.is_known for mention in one.mentions)
            return
        picture, fault = one
        self.faults.append(fault)
        self.counts["children.refused"] += 1
        self.counts["episodes.refused"] += len(picture.episodes)
        self.counts["placements.refused"] += sum(len(stay.placements) for stay in picture.episodes)
        self.counts["events.refused"] += len(picture.events)

    def advance(self, children: int) -> None:
        """So many children are done."""
        self.extract.done += children
        Extract.objects.filter(pk=self.extract.pk).update(done=self.extract.done)

    def note(self, refused_rows: Path | None) -> None:
        """Keep it with the extract; whoever calls saves. Children who are refused are added to the refused rows."""
        self.extract.counts = dict(self.counts)
        self.extract.fault_count += len(self.faults)
        room = max(_FAULTS_KEPT - len(self.extract.faults), 0)
        self.extract.faults = [*self.extract.faults, *(_told(fault) for fault in self.faults[:room])]
        if refused_rows is not None and self.faults:
            with refused_rows.open("a", encoding="utf-8", newline="") as file:
                lines = csv.writer(file, lineterminator="\n")
                lines.writerows((one.table, one.row, f"{one.column}: {one.problem}") for one in self.faults)


def _note_reading(extract: Extract, reading: Reading, refused_rows: Path | None) -> None:
    """What reading alone tells: faults, what is passed over, what is refused."""
    extract.total, extract.fault_count = reading.child_count, reading.fault_count
    extract.faults = [_told(fault) for fault in reading.faults[:_FAULTS_KEPT]]
    extract.notes = reading.notes[:_FAULTS_KEPT]
    extract.rows_of_nobody = reading.rows_of_nobody
    extract.counts = {f"{table}.refused": number for table, number in reading.refused_rows.items()}
    extract.save()
    if refused_rows is not None:
        reading.write_refused(refused_rows)
        refused_rows.chmod(0o600)


def _note_untouched(extract: Extract, named: set[str], directory: Directory, on: date) -> None:
    """The children in care whom the extract does not name."""
    agencies = [agency.pk for agency in directory.agencies.values()]
    rows = Child.objects.filter(agency_id__in=agencies).in_care(on=on).values_list("pk", "external_id")
    untouched = [str(pk) for pk, id in rows.iterator(chunk_size=5000) if id not in named]
    extract.untouched, extract.untouched_count = untouched[:_UNTOUCHED_KEPT], len(untouched)


def _told(fault: Fault) -> dict[str, Any]:
    return {
        "table": fault.table,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "problem": fault.problem,
    }
