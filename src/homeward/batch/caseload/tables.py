"""The four tables of a caseload and their columns, as data: the page `docs/caseload.md` for machines."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from homeward.policy.vocabulary import (
    DISCHARGE_REASONS,
    EVENT_KINDS,
    GENDERS,
    GOALS,
    INDIAN_CHILD,
    PLACEMENT_TYPES,
    RATINGS,
    VALUES_OF_KIND,
)


class Holds(Enum):
    """What the cells of a column are."""

    ID = "the table's own id"
    REFERENCE = "the id of a row of another table"
    DATE = "a date"
    CODE = "one of a list of words"
    TEXT = "text that Homeward does not look into"


@dataclass(frozen=True)
class Column:
    """A column that a caseload may have.

    `meaning` is how a message calls one of its values: "a placement type"; for a reference, whose id it is.
    """

    name: str
    holds: Holds
    required: bool = False
    words: tuple[str, ...] = ()
    meaning: str = ""


TABLES: Final[dict[str, tuple[Column, ...]]] = {
    "children": (
        Column("child_id", Holds.ID, required=True),
        Column("birth_date", Holds.DATE),
        Column("indian_child", Holds.CODE, words=INDIAN_CHILD, meaning="an answer here"),
        Column("gender", Holds.CODE, words=GENDERS, meaning="a gender"),
        Column("first_name", Holds.TEXT),
        Column("last_name", Holds.TEXT),
        Column("case_id", Holds.TEXT),
        Column("ongoing_case_manager", Holds.TEXT),
        Column("supervisor", Holds.TEXT),
        Column("permanency_consultant", Holds.TEXT),
        Column("unit", Holds.TEXT),
        Column("agency", Holds.TEXT),
    ),
    "episodes": (
        Column("episode_id", Holds.ID, required=True),
        Column("child_id", Holds.REFERENCE, required=True, meaning="child"),
        Column("removed_on", Holds.DATE, required=True),
        Column("discharged_on", Holds.DATE),
        Column("discharge_reason", Holds.CODE, words=DISCHARGE_REASONS, meaning="a discharge reason"),
    ),
    "placements": (
        Column("episode_id", Holds.REFERENCE, required=True, meaning="episode"),
        Column("started_on", Holds.DATE, required=True),
        Column("ended_on", Holds.DATE),
        Column("placement_type", Holds.CODE, required=True, words=PLACEMENT_TYPES, meaning="a placement type"),
    ),
    "events": (
        Column("child_id", Holds.REFERENCE, required=True, meaning="child"),
        Column("kind", Holds.CODE, required=True, words=EVENT_KINDS, meaning="a kind of event"),
        Column("on", Holds.DATE, required=True),
        Column("value", Holds.CODE),
    ),
}
"""The columns of each table, in the order in which faults are told. `value` gets its words from the row's kind."""

MEANING_OF_VALUES: Final = {RATINGS: "a permanency rating", GOALS: "a permanency goal"}
"""How a message calls one of the words that an event may carry."""


def column_of(table: str, name: str) -> Column | None:
    """The table's column of that name; None if a caseload has no such column."""
    return next((column for column in TABLES[table] if column.name == name), None)


def words_of_kind(kind: str) -> tuple[str, ...]:
    """The values that an event of this kind may carry; none if its kind carries no value."""
    return VALUES_OF_KIND.get(kind, ())
