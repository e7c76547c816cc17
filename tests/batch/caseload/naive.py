"""The same faults found the slow way: row by row, in plain Python, sharing no code with what is tested."""

import datetime
import re
from typing import Any

from homeward.policy.vocabulary import (
    DISCHARGE_REASONS,
    EVENT_KINDS,
    GENDERS,
    INDIAN_CHILD,
    PLACEMENT_TYPES,
    VALUES_OF_KIND,
)
from tests.batch.caseload.tables import Row, Tables

Place = tuple[str, int, str]
"""Table, row, column."""

CODES = {
    "indian_child": INDIAN_CHILD,
    "gender": GENDERS,
    "discharge_reason": DISCHARGE_REASONS,
    "placement_type": PLACEMENT_TYPES,
    "kind": EVENT_KINDS,
}
REQUIRED = ("child_id", "episode_id", "removed_on", "started_on", "placement_type", "kind", "on")
DATES = ("birth_date", "removed_on", "discharged_on", "started_on", "ended_on", "on")


class Examined:
    """The faults of a caseload of text cells, and the rows that stand without them."""

    def __init__(self, tables: Tables) -> None:
        self.faults: set[Place] = set()
        self.refused: set[tuple[str, int]] = set()
        self._rows = {
            table: {number: _trimmed(row) for number, row in enumerate(rows, start=2) if any(_trimmed(row).values())}
            for table, rows in tables.items()
        }
        self._children = self._own_ids("children", "child_id")
        self._cells("children")
        self._episodes = self._own_ids("episodes", "episode_id")
        self._cells("episodes")
        self._compare_episodes()
        self._follow("episodes", "child_id", "children", self._children)
        self._cells("placements")
        self._compare_placements()
        self._follow("placements", "episode_id", "episodes", self._episodes)
        self._cells("events")
        self._follow("events", "child_id", "children", self._children)

    def standing(self) -> Tables:
        """The rows that are not refused."""
        return {
            table: [row for number, row in rows.items() if (table, number) not in self.refused]
            for table, rows in self._rows.items()
        }

    def _fault(self, table: str, row: int, column: str) -> None:
        self.faults.add((table, row, column))
        self.refused.add((table, row))

    def _own_ids(self, table: str, column: str) -> dict[str, int]:
        """The row of each id; the first, if there are several."""
        found: dict[str, int] = {}
        for number, row in self._rows[table].items():
            own = row[column]
            if own is None or own.startswith("=") or own in found:
                self._fault(table, number, column)
            else:
                found[own] = number
        return found

    def _cells(self, table: str) -> None:
        referred = {"child_id": self._children, "episode_id": getattr(self, "_episodes", {})}
        own = {"children": "child_id", "episodes": "episode_id"}.get(table)
        for number, row in self._rows[table].items():
            for column, cell in row.items():
                if column != own and not _is_right(column, cell, row, referred):
                    self._fault(table, number, column)

    def _follow(self, table: str, column: str, to: str, ids: dict[str, int]) -> None:
        """Refuse the rows that refer to refused rows."""
        for number, row in self._rows[table].items():
            if row[column] in ids and (to, ids[row[column]]) in self.refused:
                self.refused.add((table, number))

    def _compare_episodes(self) -> None:
        rows = self._rows["episodes"]
        backwards = {number for number, row in rows.items() if _is_before(row["discharged_on"], row["removed_on"])}
        for number in backwards:
            self._fault("episodes", number, "discharged_on")
        for child, child_row in self._children.items():
            stays = [
                (row["removed_on"], row["discharged_on"] or "9999", number)
                for number, row in rows.items()
                if row["child_id"] == child and _is_date(row["removed_on"]) and number not in backwards
                if row["episode_id"] in self._episodes and self._episodes[row["episode_id"]] == number
            ]
            birth = self._rows["children"][child_row]["birth_date"]
            if any(_is_before(begin, birth) for begin, _, _ in stays):
                self._fault("children", child_row, "birth_date")
            last = ""
            for begin, end, number in sorted(stay for stay in stays if stay[1] == "9999" or _is_date(stay[1])):
                if begin < last:
                    self._fault("episodes", number, "removed_on")
                else:
                    last = end

    def _compare_placements(self) -> None:
        for number, row in self._rows["placements"].items():
            is_backwards = _is_before(row["ended_on"], row["started_on"])
            if is_backwards:
                self._fault("placements", number, "ended_on")
            episode: Row = self._rows["episodes"].get(self._episodes.get(row["episode_id"], 0), {})
            begin, end = episode.get("removed_on"), episode.get("discharged_on")
            if _is_before(end, begin):
                continue
            if not is_backwards and (_is_before(row["started_on"], begin) or _is_before(end, row["started_on"])):
                self._fault("placements", number, "started_on")
            if _is_before(end, row["ended_on"]):
                self._fault("placements", number, "ended_on")


def _trimmed(row: Row) -> dict[str, Any]:
    return {column: (cell or "").strip(" ") or None for column, cell in row.items()}


def _is_right(column: str, cell: str | None, row: Row, referred: dict[str, dict[str, int]]) -> bool:
    if column == "value":
        words = VALUES_OF_KIND.get(row["kind"] or "")
        return words is None or cell in words
    if cell is None:
        return column not in REQUIRED
    if column in DATES:
        return _is_date(cell)
    return cell in CODES[column] if column in CODES else cell in referred[column]


def _is_date(cell: str | None) -> bool:
    if cell is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell, re.ASCII):
        return False
    try:
        return 1900 <= datetime.date.fromisoformat(cell).year <= 2200
    except ValueError:
        return False


def _is_before(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and _is_date(one) and _is_date(other) and one < other
