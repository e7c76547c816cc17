"""The caseload as the engine reads it: children, episodes, placements and events as sorted columns.

It knows no day on which it is looked at (`as_of` comes with the question) and no file format
(`homeward.batch.caseload` reads those). Whoever makes one has checked the rows: here nothing is a fault any more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from homeward.policy.days import BITS, FIRST_DAY, NEVER, UNKNOWN, Days, day_of
from homeward.policy.vocabulary import EVENT_KINDS, INDIAN_CHILD, PLACEMENT_TYPES, VALUES_OF_KIND

Codes = NDArray[np.int64]
"""One position in a list of the vocabulary, or one row number of another table, for each row."""

_KIND_NUMBERS: Final = np.arange(len(EVENT_KINDS) + 1)

NO_VALUE: Final = -1
"""The `value` of an event whose kind carries none."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Caseload:
    """Some children, whole: every episode, placement and event that is recorded of them.

    Children stand in the order of `child_id`; episodes by child and removal; placements by episode and start; events
    by kind, episode and day. Within one day the order of the file is kept, because the last in the file counts.
    Columns are equally long within a table. `episode`, `child` are row numbers; days are day numbers (`policy.days`).
    """

    child_id: Sequence[str]
    birth_date: Days
    indian_child: Codes

    episode_id: Sequence[str]
    child: Codes
    removed_on: Days
    discharged_on: Days

    placement_episode: Codes
    started_on: Days
    ended_on: Days
    placement_type: Codes

    event_episode: Codes
    kind: Codes
    on: Days
    value: Codes

    stray_events: tuple[tuple[str, str, date], ...] = ()
    """Events that lie in no episode of their child: (child_id, kind, on). They are reported, and not used."""

    @classmethod
    def of_columns(
        cls,
        *,
        child_id: Sequence[str],
        birth_date: Days,
        indian_child: Codes,
        episode_id: Sequence[str],
        child: Codes,
        removed_on: Days,
        discharged_on: Days,
        placement_episode: Codes,
        started_on: Days,
        ended_on: Days,
        placement_type: Codes,
        event_child: Codes,
        kind: Codes,
        on: Days,
        value: Codes,
    ) -> "Caseload":
        """A caseload of checked columns, placements and events in the order of the file.

        Children must stand in order of `child_id`, episodes by child and then removal; the rest may come in any order.
        Each event is laid into the episode of its child that has removed_on <= on <= discharged_on, the earlier of two.
        """
        placements = np.argsort(placement_episode << BITS | started_on, kind="stable")
        episode = _episode_of_events(child, removed_on, discharged_on, event_child, on)
        inside = np.flatnonzero(episode >= 0)
        key = (kind[inside] * len(child) + episode[inside]) << BITS | on[inside]
        events = inside[np.argsort(key, kind="stable")]
        strays = np.flatnonzero(episode < 0)
        return cls(
            child_id=child_id,
            birth_date=birth_date,
            indian_child=indian_child,
            episode_id=episode_id,
            child=child,
            removed_on=removed_on,
            discharged_on=discharged_on,
            placement_episode=placement_episode[placements],
            started_on=started_on[placements],
            ended_on=ended_on[placements],
            placement_type=placement_type[placements],
            event_episode=episode[events],
            kind=kind[events],
            on=on[events],
            value=value[events],
            stray_events=tuple(_stray(child_id, event_child, kind, on, row) for row in strays.tolist()),
        )

    @classmethod
    def of_rows(
        cls,
        children: Iterable[Mapping[str, Any]],
        episodes: Iterable[Mapping[str, Any]],
        placements: Iterable[Mapping[str, Any]] = (),
        events: Iterable[Mapping[str, Any]] = (),
    ) -> "Caseload":
        """A caseload of rows with the columns of `docs/caseload.md`; dates are `datetime.date`, what is absent is None.

        Rows may come in any order. An id that nobody has, or a word that is not in the vocabulary, raises ValueError.
        """
        people = sorted(children, key=lambda row: row["child_id"])
        child_of = {row["child_id"]: number for number, row in enumerate(people)}
        stays = sorted(
            episodes,
            key=lambda row: (
                _look_up(child_of, "child_id", row["child_id"]),
                row["removed_on"],
                row.get("discharged_on") or date.max,
            ),
        )
        episode_of = {row["episode_id"]: number for number, row in enumerate(stays)}
        homes = list(placements)
        happened = list(events)
        return cls.of_columns(
            child_id=[row["child_id"] for row in people],
            birth_date=_column([_day(row.get("birth_date"), UNKNOWN) for row in people]),
            indian_child=_column(
                [_code("indian_child", row.get("indian_child") or "unknown", INDIAN_CHILD) for row in people]
            ),
            episode_id=[row["episode_id"] for row in stays],
            child=_column([child_of[row["child_id"]] for row in stays]),
            removed_on=_column([day_of(row["removed_on"]) for row in stays]),
            discharged_on=_column([_day(row.get("discharged_on"), NEVER) for row in stays]),
            placement_episode=_column([_look_up(episode_of, "episode_id", row["episode_id"]) for row in homes]),
            started_on=_column([day_of(row["started_on"]) for row in homes]),
            ended_on=_column([_day(row.get("ended_on"), NEVER) for row in homes]),
            placement_type=_column([_code("placement_type", row["placement_type"], PLACEMENT_TYPES) for row in homes]),
            event_child=_column([_look_up(child_of, "child_id", row["child_id"]) for row in happened]),
            kind=_column([_code("kind", row["kind"], EVENT_KINDS) for row in happened]),
            on=_column([day_of(row["on"]) for row in happened]),
            value=_column([_value(row["kind"], row.get("value")) for row in happened]),
        )

    @cached_property
    def _where_kinds_begin(self) -> list[int]:
        return self.kind.searchsorted(_KIND_NUMBERS).tolist()  # type: ignore[no-any-return]

    def events_of(self, kind: str) -> slice:
        """The rows of the events of one kind."""
        number = EVENT_KINDS.index(kind)
        return slice(self._where_kinds_begin[number], self._where_kinds_begin[number + 1])

    def without_episodes_after(self, as_of: int) -> "Caseload":
        """The same children without the episodes that begin after a day, their placements and events."""
        kept = self.removed_on <= as_of
        if kept.all():
            return self
        number = np.cumsum(kept) - 1
        placements, events = kept[self.placement_episode], kept[self.event_episode]
        return replace(
            self,
            episode_id=[self.episode_id[row] for row in np.flatnonzero(kept).tolist()],
            child=self.child[kept],
            removed_on=self.removed_on[kept],
            discharged_on=self.discharged_on[kept],
            placement_episode=number[self.placement_episode[placements]],
            started_on=self.started_on[placements],
            ended_on=self.ended_on[placements],
            placement_type=self.placement_type[placements],
            event_episode=number[self.event_episode[events]],
            kind=self.kind[events],
            on=self.on[events],
            value=self.value[events],
        )

    def of_child(self, child_id: str) -> "Caseload":
        """One child of the caseload; KeyError if there is none with this id."""
        child = next((number for number, one in enumerate(self.child_id) if one == child_id), None)
        if child is None:
            raise KeyError(f"no child of the caseload has the id {child_id!r}")
        episodes = slice(*self.child.searchsorted([child, child + 1]).tolist())
        first = episodes.start
        placements = slice(*self.placement_episode.searchsorted([first, episodes.stop]).tolist())
        events = (self.event_episode >= first) & (self.event_episode < episodes.stop)
        return replace(
            self,
            child_id=[child_id],
            birth_date=self.birth_date[child : child + 1],
            indian_child=self.indian_child[child : child + 1],
            episode_id=list(self.episode_id[episodes]),
            child=self.child[episodes] - child,
            removed_on=self.removed_on[episodes],
            discharged_on=self.discharged_on[episodes],
            placement_episode=self.placement_episode[placements] - first,
            started_on=self.started_on[placements],
            ended_on=self.ended_on[placements],
            placement_type=self.placement_type[placements],
            event_episode=self.event_episode[events] - first,
            kind=self.kind[events],
            on=self.on[events],
            value=self.value[events],
            stray_events=tuple(stray for stray in self.stray_events if stray[0] == child_id),
        )


def _episode_of_events(child: Codes, removed_on: Days, discharged_on: Days, event_child: Codes, on: Days) -> Codes:
    """The row number of the episode that each event lies in, -1 if in none."""
    if not len(child):
        return np.full(len(on), -1, np.int64)
    row = np.searchsorted(child << BITS | removed_on, event_child << BITS | on, side="right") - 1
    while True:
        # Episodes that touch share a day: it is the earliest one's.
        earlier = np.maximum(row - 1, 0)
        touches = (row > 0) & (child[earlier] == event_child) & (discharged_on[earlier] >= on)
        if not touches.any():
            break
        row = row - touches
    found = np.maximum(row, 0)
    inside = (row >= 0) & (child[found] == event_child) & (on <= discharged_on[found])
    return np.where(inside, row, -1)


def _stray(child_id: Sequence[str], event_child: Codes, kind: Codes, on: Days, row: int) -> tuple[str, str, date]:
    return child_id[event_child[row]], EVENT_KINDS[kind[row]], FIRST_DAY + timedelta(days=int(on[row]))


def _column(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def _day(value: date | None, if_absent: int) -> int:
    return if_absent if value is None else day_of(value)


def _look_up(numbers: Mapping[str, int], column: str, key: str) -> int:
    if key not in numbers:
        raise ValueError(f"{column}: nobody has the id {key!r}")
    return numbers[key]


def _code(column: str, word: str, words: Sequence[str]) -> int:
    if word not in words:
        raise ValueError(f"{column}: {word!r} is not one of {', '.join(words)}")
    return words.index(word)


def _value(kind: str, word: str | None) -> int:
    if kind not in VALUES_OF_KIND:
        return NO_VALUE
    return _code(f"value of {kind}", word or "", VALUES_OF_KIND[kind])
