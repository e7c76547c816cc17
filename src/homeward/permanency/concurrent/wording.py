"""What concurrent planning asks, in the agency's words, by version: components, topics, checklists, handouts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from homeward.policy.dated_texts import in_effect, table_of, versions, whole_number
from homeward.policy.grammar import Table

EMBEDDED: Final = Path(__file__).parent / "wordings"
"""The wording that comes with Homeward; an agency's own lie in the folder of HOMEWARD_CONCURRENT_WORDINGS."""

LANGUAGES: Final = {"en": "English", "es": "Español"}


@dataclass(frozen=True)
class Part:
    """A part of a list: its code, what it says, what it is about."""

    code: str
    says: str
    about: str


@dataclass(frozen=True)
class Wording:
    """One version of the texts."""

    version: str
    effective_from: date
    notice: str
    quiet_after: int
    """A component of which nothing was recorded for so many days is said to be quiet."""
    components: tuple[Part, ...]
    topics: tuple[Part, ...]
    strengths: tuple[Part, ...]
    concerns: tuple[Part, ...]
    stages: Mapping[str, tuple[Part, ...]]
    """What each stage of the permanency framework asks, by the stage's code."""
    handouts: Mapping[str, tuple[Part, ...]]
    """The handout in each language, paragraph by paragraph; the first one is its title."""


@cache
def wordings() -> Mapping[str, Wording]:
    """Every version that is installed, the oldest first. Raises ManualError with what to write instead."""
    return versions(read_wording, EMBEDDED, settings.HOMEWARD_CONCURRENT_WORDINGS, called="wordings")


def wording_on(day: date) -> Wording:
    """The wording that holds on a day: the latest in effect; the oldest also holds before."""
    return in_effect(wordings(), day)


def read_wording(path: Path) -> Wording:
    """The wording of a file. Raises ManualError that names file, key and what to write instead."""
    table = table_of(path)
    lists = ("component", "topic", "strength", "concern")
    table.only("version", "effective_from", "notice", "quiet_after", "stage", "handout", *lists)
    components, topics, strengths, concerns = (_parts(table, name) for name in lists)
    return Wording(
        version=table.text("version"),
        effective_from=table.day_of_calendar("effective_from"),
        notice=table.text("notice", ""),
        quiet_after=whole_number(table, "quiet_after", below=10_000, example="a number of days, quiet_after = 90"),
        components=components,
        topics=topics,
        strengths=strengths,
        concerns=concerns,
        stages=_grouped(table, "stage", "of"),
        handouts=_grouped(table, "handout", "language"),
    )


def _parts(table: Table, key: str) -> tuple[Part, ...]:
    rows = table.tables(key)
    for row in rows:
        row.only("code", "says", "about")
    found = tuple(Part(row.text("code"), row.text("says"), row.text("about", "")) for row in rows)
    if not found or len({one.code for one in found}) < len(found):
        raise table.fault(key, f"write every [[{key}]] once, each with a code of its own")
    return found


def _grouped(table: Table, key: str, by: str) -> dict[str, tuple[Part, ...]]:
    """Parts under the value of one of their keys; they are told apart by nothing else than their order."""
    found: dict[str, tuple[Part, ...]] = {}
    for row in table.tables(key):
        row.only(by, "code", "says", "about")
        group = row.text(by)
        part = Part(row.text("code", ""), row.text("says"), row.text("about", ""))
        found[group] = (*found.get(group, ()), part)
    return found
