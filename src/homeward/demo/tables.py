"""The rows of a caseload's four tables, and a county made of them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar


class Child(NamedTuple):
    """One row of `children`; None is an empty cell."""

    child_id: str
    birth_date: date | None
    indian_child: str | None
    gender: str | None
    first_name: str
    last_name: str
    case_id: str
    ongoing_case_manager: str
    supervisor: str
    permanency_consultant: str
    unit: str
    agency: str


class Episode(NamedTuple):
    """One row of `episodes`: a stay from removal to discharge."""

    episode_id: str
    child_id: str
    removed_on: date
    discharged_on: date | None = None
    discharge_reason: str | None = None


class Placement(NamedTuple):
    """One row of `placements`: where the child lived in an episode."""

    episode_id: str
    started_on: date
    ended_on: date | None
    placement_type: str


class Event(NamedTuple):
    """One row of `events`."""

    child_id: str
    kind: str
    on: date
    value: str | None = None


Row = TypeVar("Row", Child, Episode, Placement, Event)


class Table(Generic[Row]):
    """Rows of one type, kept as columns: a county has millions of events, and its files are written by column."""

    def __init__(self, row_type: type[Row]) -> None:
        self._make: Callable[[Iterable[Any]], Row] = row_type._make
        self.columns: dict[str, list[Any]] = {name: [] for name in row_type._fields}

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __iter__(self) -> Iterator[Row]:
        return map(self._make, zip(*self.columns.values(), strict=True))

    def append(self, row: Row) -> None:
        """Add one row."""
        for column, value in zip(self.columns.values(), row, strict=True):
            column.append(value)

    def extend(self, *columns: Iterable[object]) -> None:
        """Add rows given by their columns, which must be equally long."""
        for column, values in zip(self.columns.values(), columns, strict=True):
            column.extend(values)


class County:
    """A caseload of made-up children as it was recorded up to one day.

    Children stand in the order of `child_id`, the other tables in the order of the children; a child's events by
    episode and day.
    """

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.children = Table(Child)
        self.episodes = Table(Episode)
        self.placements = Table(Placement)
        self.events = Table(Event)

    @property
    def tables(self) -> dict[str, Table[Any]]:
        """The four tables by name."""
        return {
            "children": self.children,
            "episodes": self.episodes,
            "placements": self.placements,
            "events": self.events,
        }
