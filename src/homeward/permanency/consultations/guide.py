"""How a consultation is run, as the agency writes it in TOML: phases, prompts, questions, barriers; by version."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from homeward.policy.grammar import ManualError, Names, Table

EMBEDDED: Final = Path(__file__).parent / "guides"
"""The guide that comes with Homeward; an agency's own lie in the folder of HOMEWARD_CONSULTATION_GUIDES."""


@dataclass(frozen=True)
class Phase:
    """A phase of the meeting."""

    code: str
    says: str
    minutes: int
    about: str
    prompts: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """One version of the guide; never changed once a consultation was held by it."""

    version: str
    title: str
    effective_from: date
    notice: str
    check_after: int
    """Days after the meeting at which the supervisor checks the steps."""
    review_after: int
    """Days after the meeting at which it is reviewed and rated again."""
    phases: tuple[Phase, ...]
    brainstorm: Mapping[str, str]
    debrief: Mapping[str, str]
    checks: Mapping[str, str]
    barriers: Mapping[str, str]

    def barrier_words(self, code: str) -> str:
        """A barrier in words; the code itself if this version does not know it."""
        return self.barriers.get(code, code.replace("_", " "))


@cache
def guides() -> Mapping[str, Guide]:
    """Every version that is installed, the oldest first. Raises ManualError with what to write instead."""
    own = Path(settings.HOMEWARD_CONSULTATION_GUIDES) if settings.HOMEWARD_CONSULTATION_GUIDES else None
    if own and not own.is_dir():
        raise ManualError([f"there is no folder {own}"])
    read = [read_guide(path) for folder in (EMBEDDED, own) if folder for path in sorted(folder.glob("*.toml"))]
    found = {guide.version: guide for guide in sorted(read, key=lambda guide: guide.effective_from)}
    if len(found) < len(read):
        raise ManualError([f"two guides have one version: {', '.join(guide.version for guide in read)}"])
    return found


def guide_on(day: date) -> Guide:
    """The guide that holds on a day: the latest in effect; the oldest also holds before."""
    every = list(guides().values())
    return next((guide for guide in reversed(every) if guide.effective_from <= day), every[0])


def guide_of(version: str, day: date) -> Guide:
    """The guide by which a consultation was held; where it is no longer installed, the one of the day."""
    return guides().get(version) or guide_on(day)


def read_guide(path: Path) -> Guide:
    """The guide of a file. Raises ManualError that names file, key and what to write instead."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as unreadable:
        raise ManualError([f"{path.name}: {unreadable}"]) from unreadable
    table = Table(values, path.name, Names(settings={}))
    lists = ("phase", "brainstorm", "debrief", "check", "barrier")
    table.only("version", "title", "effective_from", "notice", "check_after", "review_after", *lists)
    phases = tuple(_phase(row) for row in table.tables("phase"))
    if not phases:
        raise table.fault("phase", "write at least one [[phase]]")
    brainstorm, debrief, checks, barriers = (_named(table, name) for name in lists[1:])
    return Guide(
        version=table.text("version"),
        title=table.text("title"),
        effective_from=table.day_of_calendar("effective_from"),
        notice=table.text("notice", ""),
        check_after=_number(table, "check_after"),
        review_after=_number(table, "review_after"),
        phases=phases,
        brainstorm=brainstorm,
        debrief=debrief,
        checks=checks,
        barriers=barriers,
    )


def _phase(row: Table) -> Phase:
    row.only("code", "says", "minutes", "about", "prompts")
    return Phase(
        row.text("code"), row.text("says"), _number(row, "minutes"), row.text("about", ""), row.texts("prompts")
    )


def _named(table: Table, key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table.tables(key):
        row.only("code", "says")
        code = row.text("code")
        if not code.isidentifier() or code in found:
            raise row.fault("code", f"is {code!r}: write a word of letters and _ that no other one has")
        found[code] = row.text("says")
    return found


def _number(table: Table, key: str) -> int:
    value = table.values.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1000:
        raise table.fault(key, f"is {value!r}: write a number, {key} = 30")
    return value
