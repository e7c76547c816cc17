"""What the Act lists, in the agency's words, by version: activities, orders of preference, grounds of good cause."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from homeward.policy.grammar import ManualError, Names, Table

EMBEDDED: Final = Path(__file__).parent / "wordings"
"""The wording that comes with Homeward; an agency's own lie in the folder of HOMEWARD_WICWA_WORDINGS."""


@dataclass(frozen=True)
class Activity:
    """One of the active efforts that the Act lists. `module` is the line of the state's standards; empty: none."""

    code: str
    says: str
    about: str
    module: str


@dataclass(frozen=True)
class Wording:
    """One version; it is never changed once an evaluation was made with it."""

    version: str
    title: str
    effective_from: date
    notice: str
    days_after_receipt: int
    """So many days after a tribe received its notice the first hearing may be held."""
    activities: tuple[Activity, ...]
    foster: Mapping[str, str]
    adoptive: Mapping[str, str]
    grounds: Mapping[str, str]

    def activity(self, code: str) -> Activity:
        """An activity; one that this version does not know is called by its code."""
        return next((one for one in self.activities if one.code == code), Activity(code, code, "", ""))


@cache
def wordings() -> Mapping[str, Wording]:
    """Every version that is installed, the oldest first. Raises ManualError with what to write instead."""
    own = Path(settings.HOMEWARD_WICWA_WORDINGS) if settings.HOMEWARD_WICWA_WORDINGS else None
    if own and not own.is_dir():
        raise ManualError([f"there is no folder {own}"])
    read = [read_wording(path) for folder in (EMBEDDED, own) if folder for path in sorted(folder.glob("*.toml"))]
    found = {one.version: one for one in sorted(read, key=lambda one: one.effective_from)}
    if len(found) < len(read):
        raise ManualError([f"two wordings have one version: {', '.join(one.version for one in read)}"])
    return found


def wording_on(day: date) -> Wording:
    """The wording that holds on a day: the latest in effect; the oldest also holds before."""
    every = list(wordings().values())
    return next((one for one in reversed(every) if one.effective_from <= day), every[0])


def read_wording(path: Path) -> Wording:
    """The wording of a file. Raises ManualError that names file, key and what to write instead."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as unreadable:
        raise ManualError([f"{path.name}: {unreadable}"]) from unreadable
    table = Table(values, path.name, Names(settings={}))
    lists = ("activity", "foster", "adoptive", "ground")
    table.only("version", "title", "effective_from", "notice", "days_after_receipt", *lists)
    activities = tuple(_activity(row) for row in table.tables("activity"))
    if not activities or len({one.code for one in activities}) < len(activities):
        raise table.fault("activity", "write every [[activity]] once, each with a code of its own")
    foster, adoptive, grounds = (_named(table, name) for name in lists[1:])
    return Wording(
        version=table.text("version"),
        title=table.text("title"),
        effective_from=table.day_of_calendar("effective_from"),
        notice=table.text("notice", ""),
        days_after_receipt=_days(table, "days_after_receipt"),
        activities=activities,
        foster=foster,
        adoptive=adoptive,
        grounds=grounds,
    )


def _activity(row: Table) -> Activity:
    row.only("code", "says", "about", "module")
    return Activity(row.text("code"), row.text("says"), row.text("about", ""), row.text("module", ""))


def _named(table: Table, key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table.tables(key):
        row.only("code", "says")
        code = row.text("code")
        if not code.isidentifier() or code in found:
            raise row.fault("code", f"is {code!r}: write a word of letters and _ that no other one has")
        found[code] = row.text("says")
    return found


def _days(table: Table, key: str) -> int:
    value = table.values.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 365:
        raise table.fault(key, f"is {value!r}: write a number of days, {key} = 10")
    return value
