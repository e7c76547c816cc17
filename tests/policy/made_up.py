"""Small caseloads and manuals of made-up people, written as text, and days read back as text.

`child` and `stay` write down one child: see `tests.reference.examples`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from homeward.policy.caseload import Caseload
from homeward.policy.days import NEVER, UNKNOWN, Days, date_of, day_of, is_unknown
from homeward.policy.facts import Facts
from homeward.policy.grammar import ManualError
from homeward.policy.manual import NO_SETTINGS, Manual, load_manual
from tests.reference.history import ChildHistory, tables_of

iso = date.fromisoformat

SOURCE = """
[[source]]
cite = "Handbook, page 1"
document = "Handbook"
summary = "What is to be done."
link = "https://example.org/handbook"
confidence = "general knowledge"
"""

PLAN = """
id = "small.plan"
title = "Plan"
owner = "supervisor"
[[version]]
effective_from = 2020-01-01
per = "episode"
opens = "removed_on"
due = { after = "removed_on", by = "60 days" }
met_by = { first = "permanency_plan_filed" }
because = "Removed on {removed_on}"
"""

HEARINGS = """
kind = "cycle"
id = "hearing_cycle"
title = "Hearings"
first = "6 months"
every = "12 months"
closed_by = "permanency_hearing_held"
announced_by = "permanency_hearing_scheduled"
"""

REVIEWS = """
kind = "cycle"
id = "review_cycle"
title = "Reviews"
first = "90 days"
every = "6 months"
closed_by = ["permanency_review_held", "permanency_hearing_held"]
"""

CARE = """
kind = "clock"
id = "care_count"
title = "Days in care"
starts = "removed_on"
window = "22 months"
"""

OFFICE = """
kind = "calendar"
id = "office"
title = "Office"
counts = "working days"
closed = [{ name = "Christmas Day", month = 12, day = 25 }]
"""

BASE = {"hearings": HEARINGS, "reviews": REVIEWS, "care": CARE, "office": OFFICE}


def write_manual(folder: Path, files: Mapping[str, str], head: str = "") -> Path:
    """A manual in a folder, in place of one that was there; what is no list of words gets a source."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.toml"):
        old.unlink()
    (folder / "manual.toml").write_text(f'id = "small"\ntitle = "A small manual"\n{head}', encoding="utf-8")
    for name, text in files.items():
        with_source = text if 'kind = "words"' in text or "[[source]]" in text else text + SOURCE
        (folder / f"{name}.toml").write_text(with_source, encoding="utf-8")
    return folder


def small_manual(folder: Path, files: Mapping[str, str], head: str = "", **settings: object) -> Manual:
    """A small manual, written into `folder/small` and read."""
    return load_manual(write_manual(folder / "small", files, head), settings=settings or NO_SETTINGS)


def problems_of(folder: Path, files: Mapping[str, str], head: str = "", **settings: object) -> list[str]:
    """What is wrong with a small manual; in paths `…` stands for the folder that it lies in."""
    try:
        small_manual(folder, files, head, **settings)
    except ManualError as error:
        return [problem.replace(str(folder), "…") for problem in error.problems]
    return []


@cache
def milwaukee() -> Manual:
    """The manual `wi_dmcps` as it is; read once, since it is frozen."""
    return load_manual("wi_dmcps")


def called(name: str, child: ChildHistory) -> ChildHistory:
    """The same child under another name, with episodes named after it."""
    episodes = tuple(
        replace(episode, episode_id=f"{name}-{number}") for number, episode in enumerate(child.episodes, 1)
    )
    return replace(child, child_id=name, episodes=episodes)


def caseload(*children: ChildHistory) -> Caseload:
    """A caseload of children, in the order given."""
    tables = tables_of(children)
    return Caseload.of_rows(tables["children"], tables["episodes"], tables["placements"], tables["events"])


def facts(*children: ChildHistory, as_of: str = "2026-11-22", manual: Manual | None = None) -> Facts:
    """What is known of children on a day, under Milwaukee's manual if no other is given."""
    return Facts(caseload(*children), manual or milwaukee(), number(as_of))


def number(text: str) -> int:
    """A day number from a date; `-` is no day, `?` a day not recorded."""
    return {"-": NEVER, "?": UNKNOWN}.get(text) or day_of(iso(text))


def days(text: str) -> Days:
    """Day numbers from dates with spaces between them."""
    return np.array([number(one) for one in text.split()], np.int64)


def numbers(*values: int) -> NDArray[np.int64]:
    """Whole numbers as a column."""
    return np.array(values, np.int64)


def written(found: Days) -> str:
    """Day numbers as text: the opposite of `days`."""
    return " ".join("?" if is_unknown(np.array(day)) else str(date_of(day) or "-") for day in found.tolist())
