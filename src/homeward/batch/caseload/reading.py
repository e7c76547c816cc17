"""Reading a caseload: from a path to its faults, or to the engine's tables."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from homeward.batch.caseload.again import first_faults
from homeward.batch.caseload.ahead import ahead
from homeward.batch.caseload.check import Check
from homeward.batch.caseload.children import Children, read_children
from homeward.batch.caseload.chunks import chunks_of
from homeward.batch.caseload.episodes import (
    Episodes,
    read_episodes,
    refuse_born_after_removal,
    refuse_with_their_children,
)
from homeward.batch.caseload.events import EVENT, read_events
from homeward.batch.caseload.faults import CaseloadError, Fault
from homeward.batch.caseload.findings import Findings
from homeward.batch.caseload.header import ignored_columns
from homeward.batch.caseload.pictures import ChildPicture, pictures_of, unsure_of
from homeward.batch.caseload.placements import PLACEMENT, read_placements
from homeward.batch.caseload.places import open_tables
from homeward.batch.caseload.refused import write_refused
from homeward.batch.caseload.rows import TableFile
from homeward.batch.caseload.spill import Spill
from homeward.batch.caseload.tables import TABLES
from homeward.policy.caseload import Caseload

Progress = Callable[[str, int, int | None], None]
"""Called with a table, how far it is read, and how far that is in the end (bytes or rows; None if not known)."""


def read_caseload(
    path: Path,
    *,
    skip_bad_rows: bool = False,
    children_per_chunk: int = 4_000,
    most_faults: int = 1000,
    progress: Progress | None = None,
) -> "Reading":
    """Read and check a caseload: a folder or .zip of .csv and .parquet files, or an .xlsx.

    `skip_bad_rows` goes on without the rows at fault and those that refer to them. `most_faults` is how many are told;
    all are counted. Raises CaseloadError if it can not be read at all, or lacks a table or a required column.
    """
    with ExitStack() as stack:
        workspace = Path(stack.enter_context(TemporaryDirectory(prefix="homeward-")))
        files = open_tables(path, workspace, stack)
        findings = {
            table: Findings(table, workspace, keep=None if skip_bad_rows else most_faults, stack=stack)
            for table in TABLES
        }
        try:
            tables = _read(files, findings, children_per_chunk, workspace, stack, progress)
        except CaseloadError as error:
            raise CaseloadError([*_told(files, findings, most_faults), *error.faults]) from error
        faults = _told(files, findings, most_faults)
        return Reading(files, findings, tables, faults, skip_bad_rows=skip_bad_rows, stack=stack.pop_all())


class Reading:
    """A caseload that has been read. Close it, or use it in a `with`: it may have put rows aside on disk."""

    def __init__(
        self,
        files: dict[str, TableFile],
        findings: dict[str, Findings],
        tables: "_Tables",
        faults: list[Fault],
        *,
        skip_bad_rows: bool,
        stack: ExitStack,
    ) -> None:
        self.faults = faults
        """The first faults, by table and row."""

        self.fault_count = sum(found.count for found in findings.values())
        self.notes = [note for table, file in files.items() for note in ignored_columns(table, file.header)]
        """What was passed over: columns that a caseload does not have."""

        self.table_rows = tables.rows
        """The rows of each table, with those that are refused."""

        self.child_count = int((~tables.children.refused).sum())
        """The children that `chunks` gives."""

        self._files = files
        self._findings = findings
        self._tables = tables
        self._skip_bad_rows = skip_bad_rows
        self._stack = stack

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget what was read, on disk too."""
        self._stack.close()

    @cached_property
    def refused_count(self) -> int:
        """The rows that are not used: those at fault, and those that refer to them."""
        return sum(found.count_rows() for found in self._findings.values())

    def write_refused(self, path: Path) -> None:
        """Write the rows that are not used to a CSV file, each with its reason; the tables are read again for it.

        Only of a caseload read with `skip_bad_rows`. Raises OSError if the file can not be written.
        """
        if not self._skip_bad_rows:
            raise CaseloadError(self.faults)
        write_refused(path, self._files, self._findings)

    def chunks(self) -> Iterator[Caseload]:
        """The caseload, some whole children at a time, in order of `child_id` (by code point).

        Raises CaseloadError if it has faults, unless it was read with `skip_bad_rows`.
        """
        if self.fault_count and not self._skip_bad_rows:
            raise CaseloadError(self.faults)
        tables = self._tables
        return chunks_of(tables.children, tables.episodes, tables.placements, tables.events, tables.children_per_chunk)

    def pictures(self) -> Iterator[list[ChildPicture]]:
        """The same children whole, with the cells that the engine does not need: what an import takes.

        These cells stay in memory meanwhile, those of some hundred bytes a child. Raises CaseloadError as `chunks`.
        """
        if self.fault_count and not self._skip_bad_rows:
            raise CaseloadError(self.faults)
        tables = self._tables
        parts = (tables.placements, tables.events)
        return pictures_of(
            self._files, self._findings, tables.children, tables.episodes, parts, tables.children_per_chunk
        )

    @property
    def child_ids(self) -> Iterator[str]:
        """The id of every child that is named, also of those who are refused."""
        return iter(self._tables.children.ids)

    @cached_property
    def rows_of_nobody(self) -> int:
        """The refused rows of which nobody can tell whose they are; only of a caseload read with `skip_bad_rows`."""
        return unsure_of(self._files, self._findings, self._tables.children, self._tables.episodes).rows_of_nobody

    @cached_property
    def refused_rows(self) -> dict[str, int]:
        """The rows of each table that are not used; only of a caseload read with `skip_bad_rows`."""
        return {table: found.count_rows() for table, found in self._findings.items()}


@dataclass(frozen=True)
class _Tables:
    """What is left of the four tables when all rows are checked."""

    children: Children
    episodes: Episodes
    placements: Spill
    events: Spill
    children_per_chunk: int
    rows: dict[str, int]


def _read(
    files: dict[str, TableFile],
    findings: dict[str, Findings],
    children_per_chunk: int,
    workspace: Path,
    stack: ExitStack,
    progress: Progress | None,
) -> _Tables:
    rows = dict.fromkeys(TABLES, 0)

    def checks(table: str) -> Iterator[Check]:
        file = files[table]
        for batch in ahead(file.rows(file.checked)):
            rows[table] += len(batch) + len(batch.ragged)
            if progress is not None:
                progress(table, batch.done, file.total)
            yield Check(batch, findings[table], holds_formulas=file.holds_formulas)

    children, child_ids = read_children(checks("children"), findings["children"])
    episodes, episode_ids = read_episodes(checks("episodes"), child_ids, findings["episodes"])
    refuse_born_after_removal(children, episodes, findings["children"])
    refuse_with_their_children(episodes, children, findings["episodes"])

    chunks = -(-len(children) // children_per_chunk)
    placements = Spill(PLACEMENT, chunks, workspace, stack)
    for check in checks("placements"):
        placement = read_placements(check, episode_ids, episodes)
        placements.add(episodes.child[placement["episode"]] // children_per_chunk, placement)
    del episode_ids
    events = Spill(EVENT, chunks, workspace, stack)
    for check in checks("events"):
        event = read_events(check, child_ids, children)
        events.add(event["child"] // children_per_chunk, event)
    return _Tables(children, episodes, placements, events, children_per_chunk, rows)


def _told(files: dict[str, TableFile], findings: dict[str, Findings], most: int) -> list[Fault]:
    faults: list[Fault] = []
    for table, file in files.items():
        faults += first_faults(file, findings[table], most - len(faults))
    return faults
