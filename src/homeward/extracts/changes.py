"""What an extract would change for one child, and what of it has to be settled first."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from homeward.casefile.models import Assignment, Child, Episode, Event, Placement
from homeward.extracts.models import Decision, Difference, Mention
from homeward.extracts.recorded import Recorded, Row, Stated, text_of

NO_LONGER = "The state system's extract does not have it any more."
CHANGED = "The state system's extract has it so."
AGAIN = "The state system's extract has it again."


@dataclass(frozen=True)
class Amended:
    """A row, what becomes of some of its columns, and why."""

    row: Row
    columns: Mapping[str, Any]
    why: str = CHANGED


@dataclass
class Changes:
    """Filled while an extract is laid beside what is recorded; nothing of it is written yet."""

    child: Child
    recorded: Recorded
    is_new: bool
    on: date
    now: datetime
    is_whole: bool = True
    """Whether what the extract does not have is not so."""
    counts: Counter[str] = field(default_factory=Counter)
    """Rows by table and what becomes of them: `events.new`."""
    facts: dict[str, Any] = field(default_factory=dict)
    """Columns of the child itself."""
    amended: list[Amended] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    ended: list[Assignment] = field(default_factory=list)
    opened: list[Assignment] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    """Those that nobody has seen yet."""
    still_waiting: list[Difference] = field(default_factory=list)

    @property
    def is_change(self) -> bool:
        """Whether anything of the child's file becomes another."""
        rows = (self.facts, self.amended, self.episodes, self.placements, self.events, self.ended, self.opened)
        return self.is_new or any(rows)

    @property
    def gone(self) -> list[Difference]:
        """Those that waited, and are none any more."""
        waiting = [one for one in self.recorded.differences if one.settled_at is None] if self.is_whole else []
        return [one for one in waiting if one not in self.still_waiting]

    def count(self, table: str, what: str) -> None:
        """One more row of a table of which that becomes."""
        self.counts[f"{table}.{what}"] += 1

    def lay(self, table: str, stated: Stated, facts: Mapping[str, Any], *, wins: bool = False) -> None:
        """A row of the extract beside the one that is recorded of the same thing.

        What nobody typed becomes what the extract says. Where the extract says nothing, what was typed stands; where
        it says something else, somebody settles it. With `wins` the extract is right about all.
        """
        row = stated.row
        columns: dict[str, Any] = {}
        typed: dict[str, Any] = {}
        if stated.is_withdrawn:
            if stated.is_typed("withdrawn_at") and not wins:
                self.differ({"withdrawn": "yes"}, _texts(facts), about=row)
                self.count(table, "unchanged")
                return
            columns["withdrawn_at"] = None
        for column, said in facts.items():
            if (getattr(row, column) or None) == (said or None):
                continue
            if wins or not stated.is_typed(column):
                columns[column] = said
            elif said:
                typed[column] = said
        if typed:
            self.differ({column: text_of(getattr(row, column)) for column in typed}, _texts(typed), about=row)
        if columns:
            self.amended.append(Amended(row, columns, AGAIN if "withdrawn_at" in columns else CHANGED))
        self.count(table, "changed" if columns else "unchanged")

    def miss(self, table: str, stated: Stated, *, wins: bool = False, has_typed: bool = False) -> None:
        """A row that the extract does not have any more."""
        if (stated.has_typed or has_typed) and not wins:
            said = {name: text_of(getattr(stated.row, name)) for name in _TELLING[table]}
            self.differ(said, {}, about=stated.row)
            return
        self.amended.append(Amended(stated.row, {"withdrawn_at": self.now}, NO_LONGER))
        self.count(table, "withdrawn")

    def differ(self, recorded: Mapping[str, Any], in_extract: Mapping[str, Any], *, about: Row | Event) -> None:
        """Somebody must settle this, unless somebody has, or it waits already."""
        difference = Difference(child=self.child, recorded=dict(recorded), in_extract=dict(in_extract))
        column = {Episode: "episode_id", Placement: "placement_id", Event: "event_id"}.get(type(about))
        if column:
            setattr(difference, column, about.pk)
        same = next((one for one in self.recorded.differences if _are_alike(one, difference)), None)
        if same is None:
            self.differences.append(difference)
        elif same.decision != Decision.KEEP:
            self.still_waiting.append(same)


_TELLING = {"episodes": ("removed_on", "discharged_on"), "placements": ("started_on", "ended_on", "placement_type")}
"""What tells a person which row is meant."""


def _texts(facts: Mapping[str, Any]) -> dict[str, str]:
    return {column: text_of(said) for column, said in facts.items()}


def _are_alike(one: Difference, other: Difference) -> bool:
    columns = ("episode_id", "placement_id", "event_id", "recorded", "in_extract")
    return all(getattr(one, column) == getattr(other, column) for column in columns)
