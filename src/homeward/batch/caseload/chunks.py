"""Putting a caseload together again: everything about some children at a time, as the engine takes it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.check import Flags
from homeward.batch.caseload.children import Children
from homeward.batch.caseload.episodes import Episodes
from homeward.batch.caseload.spill import Records, Spill
from homeward.policy.caseload import Caseload


def chunks_of(
    children: Children, episodes: Episodes, placements: Spill, events: Spill, children_per_chunk: int
) -> Iterator[Caseload]:
    """The children that are not refused, in order of their ids, so many at a time (fewer, where some are refused).

    `placements` and `events` hold a part for each chunk.
    """
    begins = np.arange(0, len(children) + children_per_chunk, children_per_chunk)
    episode_begins = np.searchsorted(episodes.child[episodes.child >= 0], begins)
    for chunk in range(len(begins) - 1):
        some_children = slice(*begins[chunk : chunk + 2])
        if not children.refused[some_children].all():
            yield _chunk(
                children,
                episodes,
                some_children,
                slice(*episode_begins[chunk : chunk + 2]),
                placements.read(chunk),
                events.read(chunk),
            )


def _chunk(
    children: Children,
    episodes: Episodes,
    some_children: slice,
    some_episodes: slice,
    placements: Records,
    events: Records,
) -> Caseload:
    child, which_children = _renumbered(children.refused, some_children)
    episode, which_episodes = _renumbered(episodes.refused, some_episodes)
    return Caseload.of_columns(
        child_id=children.ids.gather(which_children).to_list(),
        birth_date=_wide(children.birth_date[which_children]),
        indian_child=_wide(children.indian_child[which_children]),
        episode_id=episodes.ids.gather(which_episodes).to_list(),
        child=child[episodes.child[which_episodes] - some_children.start],
        removed_on=_wide(episodes.removed_on[which_episodes]),
        discharged_on=_wide(episodes.discharged_on[which_episodes]),
        placement_episode=episode[placements["episode"] - some_episodes.start],
        started_on=_wide(placements["started_on"]),
        ended_on=_wide(placements["ended_on"]),
        placement_type=_wide(placements["placement_type"]),
        event_child=child[events["child"] - some_children.start],
        kind=_wide(events["kind"]),
        on=_wide(events["on"]),
        value=_wide(events["value"]),
    )


def _renumbered(refused: Flags, some: slice) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """For each of some rows its number among those that are not refused; and where these stand among all rows."""
    stands = ~refused[some]
    return np.cumsum(stands) - 1, np.flatnonzero(stands) + some.start


def _wide(numbers: NDArray[Any]) -> NDArray[np.int64]:
    return numbers.astype(np.int64)
