"""What the Act lists, in the agency's words, by version: activities, orders of preference, grounds of good cause."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from homeward.policy.dated_texts import in_effect, named, table_of, versions, whole_number
from homeward.policy.grammar import Table

EMBEDDED: Final = Path(__file__).parent / "wordings"
"""The wording that comes with Homeward; an agency's own lie in the folder of HOMEWARD_WICWA_WORDINGS."""

_MORE_DAYS: Final = 20
"""25 U.S.C. 1912(a), for a wording that does not say how many days more a tribe may ask for."""


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
    more_days_at_most: int
    """So many days more a tribe may ask for."""
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
    return versions(read_wording, EMBEDDED, settings.HOMEWARD_WICWA_WORDINGS, called="wordings")


def wording_on(day: date) -> Wording:
    """The wording that holds on a day: the latest in effect; the oldest also holds before."""
    return in_effect(wordings(), day)


def read_wording(path: Path) -> Wording:
    """The wording of a file. Raises ManualError that names file, key and what to write instead."""
    table = table_of(path)
    lists = ("activity", "foster", "adoptive", "ground")
    table.only("version", "title", "effective_from", "notice", "days_after_receipt", "more_days_at_most", *lists)
    activities = tuple(_activity(row) for row in table.tables("activity"))
    if not activities or len({one.code for one in activities}) < len(activities):
        raise table.fault("activity", "write every [[activity]] once, each with a code of its own")
    foster, adoptive, grounds = (named(table, name) for name in lists[1:])
    return Wording(
        version=table.text("version"),
        title=table.text("title"),
        effective_from=table.day_of_calendar("effective_from"),
        notice=table.text("notice", ""),
        days_after_receipt=whole_number(
            table, "days_after_receipt", below=365, example="a number of days, days_after_receipt = 10"
        ),
        more_days_at_most=_more_days(table),
        activities=activities,
        foster=foster,
        adoptive=adoptive,
        grounds=grounds,
    )


def _more_days(table: Table) -> int:
    """What a wording says of it that has it; those from before it was asked for have it not."""
    if "more_days_at_most" not in table.values:
        return _MORE_DAYS
    return whole_number(table, "more_days_at_most", below=365, example="a number of days, more_days_at_most = 20")


def _activity(row: Table) -> Activity:
    row.only("code", "says", "about", "module")
    return Activity(row.text("code"), row.text("says"), row.text("about", ""), row.text("module", ""))
