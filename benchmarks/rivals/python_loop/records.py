"""What is recorded of one child, as objects, and how they are made of the tables."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from benchmarks.tables import Tables


@dataclass(frozen=True, slots=True)
class Placement:
    started_on: date
    ended_on: date | None
    placement_type: str


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    on: date
    value: str | None


@dataclass(frozen=True, slots=True)
class Episode:
    """One stay in care, its placements by start, and the child's events that fall into it in the order of the file."""

    episode_id: str
    removed_on: date
    discharged_on: date | None
    placements: list[Placement]
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Child:
    """One child with all episodes, the earliest first."""

    child_id: str
    birth_date: date | None
    indian_child: str
    episodes: list[Episode]


def read_children(tables: Tables) -> list[Child]:
    """The children of the tables, each whole; an event that lies in no episode is left out."""
    placements = defaultdict(list)
    for episode_id, *columns in _rows(tables.placements):
        placements[episode_id].append(Placement(*columns))
    episodes = defaultdict(list)
    for episode_id, child_id, removed_on, discharged_on in _rows(tables.episodes):
        homes = sorted(placements[episode_id], key=lambda placement: placement.started_on)
        episodes[child_id].append(Episode(episode_id, removed_on, discharged_on, homes))
    children = {}
    for child_id, birth_date, indian_child in _rows(tables.children):
        stays = sorted(episodes[child_id], key=lambda episode: (episode.removed_on, episode.discharged_on or date.max))
        children[child_id] = Child(child_id, birth_date, indian_child or "unknown", stays)
    for child_id, *columns in _rows(tables.events):
        _file(children[child_id], Event(*columns))
    return list(children.values())


def _file(child: Child, event: Event) -> None:
    """Lay an event into the first episode that it falls into."""
    for episode in child.episodes:
        if episode.removed_on <= event.on <= (episode.discharged_on or date.max):
            episode.events.append(event)
            return


def _rows(frame: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    return frame.iter_rows()
