"""Rating scales: read from TOML with errors that teach, by version; the one that holds on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from homeward.permanency.criteria import CRITERION
from homeward.policy.dated_texts import in_effect, table_of, versions
from homeward.policy.grammar import Table
from homeward.policy.vocabulary import PLACEMENT_TYPES, RATINGS

EMBEDDED: Final = Path(__file__).parent / "scales"
"""The scale that comes with Homeward; an agency's own lie in the folder of HOMEWARD_RATING_SCALES."""

_TO_BE_CONFIRMED: Final = "G"
_SOURCES: Final = {
    "T": "From the official text.",
    "S": "From an official summary.",
    _TO_BE_CONFIRMED: "General knowledge, to be confirmed by the agency.",
}
"""How sure a text is, by its mark."""

_ORDERED: Final = RATINGS[: RATINGS.index("uncertain")]
"""Uncertain is off the scale."""


@dataclass(frozen=True)
class Condition:
    """Something that a level asks: met if one of the criteria has an answer that is accepted."""

    says: str
    criteria: tuple[str, ...]
    accepts: frozenset[str]
    if_too_young: frozenset[str]
    """What is accepted where the child is too young to be asked."""

    is_to_be_confirmed: bool


@dataclass(frozen=True)
class PathToLevel:
    """One of the ways to reach a level: all its conditions hold."""

    says: str
    mark: str
    conditions: tuple[Condition, ...]

    @property
    def is_to_be_confirmed(self) -> bool:
        """General knowledge, not a text that was read: the agency must confirm it."""
        return self.mark == _TO_BE_CONFIRMED

    @property
    def source(self) -> str:
        """Where it is from; empty if the scale does not say."""
        return _SOURCES.get(self.mark, "")


@dataclass(frozen=True)
class Level:
    """One permanency status and the ways to reach it; any of them is enough."""

    code: str
    says: str
    paths: tuple[PathToLevel, ...]

    def is_below(self, other: "Level") -> bool:
        """Whether another level is higher; never so for Uncertain, which is off the scale."""
        if not {self.code, other.code} <= set(_ORDERED):
            return False
        return _ORDERED.index(self.code) > _ORDERED.index(other.code)


@dataclass(frozen=True)
class Restrictiveness:
    """How restrictive a home is, and the types of placement for which it is proposed."""

    code: str
    says: str
    placements: frozenset[str]


@dataclass(frozen=True)
class Scale:
    """One version of the scale; it is never changed once ratings were made with it."""

    version: str
    title: str
    effective_from: date
    notice: str
    levels: tuple[Level, ...]
    restrictiveness: tuple[Restrictiveness, ...]
    """The least restrictive first."""

    def level(self, code: str) -> Level:
        """The level of a code."""
        return next(level for level in self.levels if level.code == code)

    def restrictiveness_words(self, code: str) -> str:
        """A restrictiveness in words; the code itself if this version does not know it."""
        return next((one.says for one in self.restrictiveness if one.code == code), code.replace("_", " "))

    def restrictiveness_of(self, placement_type: str) -> str:
        """The restrictiveness that is proposed for a type of placement; empty if none is."""
        return next((one.code for one in self.restrictiveness if placement_type in one.placements), "")


@cache
def scales() -> Mapping[str, Scale]:
    """Every version that is installed, the oldest first. Raises ManualError with what to write instead."""
    return versions(read_scale, EMBEDDED, settings.HOMEWARD_RATING_SCALES, called="scales")


def scale_on(day: date) -> Scale:
    """The scale that holds on a day: the latest in effect; the oldest also holds before."""
    return in_effect(scales(), day)


def read_scale(path: Path) -> Scale:
    """The scale of a file. Raises ManualError that names file, key and what to write instead."""
    table = table_of(path)
    table.only("version", "title", "effective_from", "notice", "level", "restrictiveness")
    levels = tuple(_level(row) for row in table.tables("level"))
    if tuple(level.code for level in levels) != RATINGS:
        raise table.fault("level", f"write one for each status, in this order: {', '.join(RATINGS)}")
    return Scale(
        version=table.text("version"),
        title=table.text("title"),
        effective_from=table.day_of_calendar("effective_from"),
        notice=table.text("notice", ""),
        levels=levels,
        restrictiveness=tuple(_restrictiveness(row) for row in table.tables("restrictiveness")),
    )


def _level(row: Table) -> Level:
    row.only("code", "says", "path")
    paths = tuple(_path(one) for one in row.tables("path"))
    if not paths:
        raise row.fault("path", "write at least one [[level.path]]")
    return Level(row.one_of("code", RATINGS), row.text("says"), paths)


def _path(row: Table) -> PathToLevel:
    row.only("says", "mark", "condition")
    conditions = tuple(_condition(one) for one in row.tables("condition"))
    if not conditions:
        raise row.fault("condition", "write at least one condition")
    return PathToLevel(row.text("says"), _mark(row), conditions)


def _condition(row: Table) -> Condition:
    row.only("says", "criteria", "accepts", "if_too_young", "mark")
    criteria = row.some("criteria", list(CRITERION))
    answers = [answer for name in criteria for answer, _ in CRITERION[name].answers]
    accepts = row.some("accepts", answers)
    young = row.texts("if_too_young", answers) or accepts
    is_to_be_confirmed = _mark(row) == _TO_BE_CONFIRMED
    return Condition(row.text("says"), criteria, frozenset(accepts), frozenset(young), is_to_be_confirmed)


def _mark(row: Table) -> str:
    return row.one_of("mark", tuple(_SOURCES), "")


def _restrictiveness(row: Table) -> Restrictiveness:
    row.only("code", "says", "placements")
    return Restrictiveness(row.text("code"), row.text("says"), frozenset(row.texts("placements", PLACEMENT_TYPES)))
