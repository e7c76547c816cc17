"""A caseload child by child, as an import takes it: with the cells into which the engine does not look.

A picture holds the columns that the caseload has, and no others: what a column that is not there would say, nobody
knows. It is whole unless a row of the child was refused, or a row of which nobody can tell whose it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.again import faulty_rows
from homeward.batch.caseload.children import Children
from homeward.batch.caseload.episodes import Episodes
from homeward.batch.caseload.findings import Findings
from homeward.batch.caseload.rows import TableFile
from homeward.batch.caseload.spill import Spill
from homeward.batch.caseload.tables import TABLES
from homeward.batch.caseload.texts import trimmed
from homeward.policy.days import date_of
from homeward.policy.vocabulary import EVENT_KINDS, INDIAN_CHILD, PLACEMENT_TYPES, VALUES_OF_KIND

if TYPE_CHECKING:
    import polars as pl

Facts = dict[str, Any]
"""What a row says, by column: a date, None where none is recorded, or text, empty where nothing is recorded."""

_READ_ALREADY: Final = frozenset(
    {"child_id", "birth_date", "indian_child", "episode_id", "removed_on", "discharged_on"}
)


@dataclass(frozen=True)
class EpisodePicture:
    """One episode with its placements."""

    episode_id: str
    facts: Facts
    placements: list[Facts] = field(default_factory=list)


@dataclass(frozen=True)
class ChildPicture:
    """All that the caseload says of one child."""

    child_id: str
    row: int
    """The row of the table of children."""

    facts: Facts
    is_whole: bool
    """Whether what is not in the picture is not in the caseload."""

    episodes: list[EpisodePicture] = field(default_factory=list)
    events: list[tuple[str, date, str]] = field(default_factory=list)
    """Kind, day and value, in the order of the file."""


@dataclass(frozen=True)
class Unsure:
    """The children of whom a row was refused; and the refused rows of which nobody can tell whose they are."""

    child_ids: frozenset[str]
    rows_of_nobody: int


def pictures_of(
    files: Mapping[str, TableFile],
    findings: Mapping[str, Findings],
    children: Children,
    episodes: Episodes,
    parts: tuple[Spill, Spill],
    children_per_chunk: int,
) -> Iterator[list[ChildPicture]]:
    """The children that are not refused, in order of their ids, some at a time; `parts`: placements and events."""
    unsure = unsure_of(files, findings, children, episodes)
    cells_of_children, cells_of_episodes = _Cells(files["children"]), _Cells(files["episodes"])
    columns = {table: frozenset(file.header) for table, file in files.items()}
    known = int(np.count_nonzero(episodes.child >= 0))
    for chunk, first in enumerate(range(0, len(children), children_per_chunk)):
        at = np.arange(first, min(first + children_per_chunk, len(children)))
        pictures = dict(_children(at, children, cells_of_children, columns["children"], unsure))
        stays: dict[int, EpisodePicture] = {}
        some = np.arange(*np.searchsorted(episodes.child[:known], [at[0], at[-1] + 1]))
        for position, child, stay in _episodes(some, episodes, cells_of_episodes, columns["episodes"]):
            if child in pictures:
                stays[position] = stay
                pictures[child].episodes.append(stay)
        _add_placements(parts[0].read(chunk), stays, "ended_on" in columns["placements"])
        for child, on, kind, value in parts[1].read(chunk).tolist():
            if child in pictures:
                pictures[child].events.append(_event(kind, on, value))
        yield list(pictures.values())


def unsure_of(
    files: Mapping[str, TableFile], findings: Mapping[str, Findings], children: Children, episodes: Episodes
) -> Unsure:
    """Whose the refused rows are."""
    named: list[str | None] = []
    stays: list[str | None] = []
    child_of_refused: dict[str | None, str | None] = {}
    for row in faulty_rows(files["episodes"], findings["episodes"], ["episode_id", "child_id"], faults_only=False):
        named.append(row.cells.get("child_id"))
        child_of_refused.setdefault(row.cells.get("episode_id"), row.cells.get("child_id"))
    # A fault of an event's value is put into words by its kind.
    for table, columns in (("children", ["child_id"]), ("events", ["child_id", "kind"])):
        rows = faulty_rows(files[table], findings[table], columns, faults_only=False)
        named.extend(row.cells.get("child_id") for row in rows)
    rows = faulty_rows(files["placements"], findings["placements"], ["episode_id"], faults_only=False)
    stays.extend(row.cells.get("episode_id") for row in rows)
    at = np.flatnonzero(episodes.ids.is_in(_texts(stays)).to_numpy())
    at = at[episodes.child[at] >= 0]
    child_of = dict(
        zip(episodes.ids.gather(at).to_list(), children.ids.gather(episodes.child[at]).to_list(), strict=True)
    )
    named += [child_of.get(id or "", child_of_refused.get(id)) for id in stays]
    known = set(children.ids.filter(children.ids.is_in(_texts(named))))
    return Unsure(frozenset(known), sum(one not in known for one in named))


def _texts(cells: Sequence[str | None]) -> "pl.Series":
    """The texts as one list to look for."""
    import polars as pl

    return pl.Series([one for one in cells if one], dtype=pl.String).implode()


class _Cells:
    """The cells of a table that are kept as they stand, by row number. They stay in memory until all is told."""

    def __init__(self, file: TableFile) -> None:
        import polars as pl

        names = [column.name for column in TABLES[file.table] if column.name not in _READ_ALREADY]
        self.names = [name for name in names if name in file.header]
        numbers: list[NDArray[np.uint32]] = []
        cells: dict[str, list[pl.Series]] = {name: [] for name in self.names}
        for batch in file.rows(self.names or file.header[:1]):
            numbers.append(batch.numbers)
            for name in self.names:
                cells[name].append(trimmed(batch.cells[name]).fill_null(""))
        self._numbers = np.concatenate(numbers)
        self._cells: dict[str, pl.Series] = {name: pl.concat(parts) for name, parts in cells.items()}

    def of(self, rows: NDArray[Any]) -> Iterator[Facts]:
        """What stands in these rows of the file."""
        at = np.searchsorted(self._numbers, rows)
        columns: list[Sequence[str]] = [self._cells[name].gather(at).to_list() for name in self.names]
        for number in range(len(rows)):
            yield {name: column[number] for name, column in zip(self.names, columns, strict=True)}


def _children(
    at: NDArray[np.int64], children: Children, cells: _Cells, columns: frozenset[str], unsure: Unsure
) -> Iterator[tuple[int, ChildPicture]]:
    at = at[~children.refused[at]]
    rows = zip(
        at.tolist(),
        children.ids.gather(at).to_list(),
        children.row[at].tolist(),
        children.birth_date[at].tolist(),
        children.indian_child[at].tolist(),
        cells.of(children.row[at]),
        strict=True,
    )
    for position, id, row, born, indian_child, facts in rows:
        if "birth_date" in columns:
            facts["birth_date"] = date_of(born)
        if "indian_child" in columns:
            facts["indian_child"] = INDIAN_CHILD[indian_child]
        yield position, ChildPicture(id, row, facts, not unsure.rows_of_nobody and id not in unsure.child_ids)


def _episodes(
    at: NDArray[np.int64], episodes: Episodes, cells: _Cells, columns: frozenset[str]
) -> Iterator[tuple[int, int, EpisodePicture]]:
    at = at[~episodes.refused[at]]
    rows = zip(
        at.tolist(),
        episodes.child[at].tolist(),
        episodes.ids.gather(at).to_list(),
        episodes.removed_on[at].tolist(),
        episodes.discharged_on[at].tolist(),
        cells.of(episodes.row[at]),
        strict=True,
    )
    for position, child, id, removed, discharged, rest in rows:
        facts: Facts = {"removed_on": date_of(removed)}
        if "discharged_on" in columns:
            facts["discharged_on"] = date_of(discharged)
        yield position, child, EpisodePicture(id, facts | rest)


def _add_placements(rows: NDArray[Any], stays: Mapping[int, EpisodePicture], has_ends: bool) -> None:
    for episode, started, ended, kind in rows.tolist():
        if episode in stays:
            facts: Facts = {"started_on": date_of(started), "placement_type": PLACEMENT_TYPES[kind]}
            stays[episode].placements.append(facts | ({"ended_on": date_of(ended)} if has_ends else {}))


def _event(kind: int, on: int, value: int) -> tuple[str, date, str]:
    name, happened = EVENT_KINDS[kind], date_of(on)
    assert happened is not None, "checked"
    return name, happened, VALUES_OF_KIND[name][value] if name in VALUES_OF_KIND else ""
