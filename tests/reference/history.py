"""What is recorded about one child, as the caseload's four tables hold it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

TableRow = dict[str, object]
STAFF_AND_NAMES = (
    "first_name",
    "last_name",
    "case_id",
    "ongoing_case_manager",
    "supervisor",
    "permanency_consultant",
    "unit",
    "agency",
)


@dataclass(frozen=True)
class Placement:
    """One row of `placements`; `ended_on` may be empty."""

    started_on: date
    ended_on: date | None
    placement_type: str


@dataclass(frozen=True)
class Episode:
    """One row of `episodes`, with its placements in file order."""

    episode_id: str
    removed_on: date
    discharged_on: date | None
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True)
class Event:
    """One row of `events`; `value` is empty on the kinds that have none."""

    kind: str
    on: date
    value: str | None = None


@dataclass(frozen=True)
class ChildHistory:
    """One row of `children`, with the child's episodes and events in file order."""

    child_id: str
    birth_date: date | None
    indian_child: str
    episodes: tuple[Episode, ...] = ()
    events: tuple[Event, ...] = ()

    def tables(self) -> dict[str, list[TableRow]]:
        """The rows `children`, `episodes`, `placements` and `events`: dates are dates, None is an empty cell."""
        child: TableRow = {"child_id": self.child_id, "birth_date": self.birth_date, "indian_child": self.indian_child}
        child |= dict.fromkeys(("gender", *STAFF_AND_NAMES))
        return {
            "children": [child],
            "episodes": [self._episode_row(episode) for episode in self.episodes],
            "placements": [_placement_row(episode, row) for episode in self.episodes for row in episode.placements],
            "events": [
                {"child_id": self.child_id, "kind": event.kind, "on": event.on, "value": event.value}
                for event in self.events
            ],
        }

    def _episode_row(self, episode: Episode) -> TableRow:
        return {
            "episode_id": episode.episode_id,
            "child_id": self.child_id,
            "removed_on": episode.removed_on,
            "discharged_on": episode.discharged_on,
            "discharge_reason": None,
        }


def _placement_row(episode: Episode, placement: Placement) -> TableRow:
    return {
        "episode_id": episode.episode_id,
        "started_on": placement.started_on,
        "ended_on": placement.ended_on,
        "placement_type": placement.placement_type,
    }


def tables_of(children: Iterable[ChildHistory]) -> dict[str, list[TableRow]]:
    """The four tables of several children, one child after another."""
    together: dict[str, list[TableRow]] = {"children": [], "episodes": [], "placements": [], "events": []}
    for child in children:
        for name, rows in child.tables().items():
            together[name].extend(rows)
    return together
