"""The guide: objectives, themes and key points, each theme with its places in Homeward and its rules; by version."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from homeward.learning.places import PLACES
from homeward.permanency.content.files import version_of_file
from homeward.permanency.content.kinds import Column, Kind, Listed, Version
from homeward.policy.grammar import Names, Table

TEXTS: Final = Path(__file__).parent / "texts"
"""What comes with Homeward."""

PLACES_HINT: Final = f"One a line. It can be: {', '.join(PLACES)}."
RULES_HINT: Final = "One a line, as the policy handbook names them, for example wi.permanency-plan."


@dataclass(frozen=True)
class Objective:
    """What the learner will be able to do, and how she knows that she can."""

    code: str
    says: str
    how: str


@dataclass(frozen=True)
class Theme:
    """A theme with its key points. `quote` is cited from `source`."""

    code: str
    says: str
    about: str
    points: tuple[str, ...]
    quote: str
    source: str
    places: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """One version of the guide."""

    version: str
    title: str
    about: str
    notice: str
    objectives: tuple[Objective, ...]
    themes: tuple[Theme, ...]


@cache
def _shipped() -> Sequence[Version]:
    return (version_of_file(TEXTS / "guide_1.toml"),)


def _read(version: Version) -> Guide:
    table = Table(version.values, version.place or "guide", Names(settings={}))
    table.only("title", "about", "notice", "objective", "theme")
    themes = tuple(_theme(row) for row in table.tables("theme"))
    if not themes:
        raise table.fault("theme", "write at least one [[theme]]")
    return Guide(
        version=version.name,
        title=table.text("title"),
        about=table.text("about", ""),
        notice=table.text("notice", ""),
        objectives=tuple(_objective(row) for row in table.tables("objective")),
        themes=themes,
    )


def _objective(row: Table) -> Objective:
    row.only("code", "says", "how")
    return Objective(row.text("code"), row.text("says"), row.text("how", ""))


def _theme(row: Table) -> Theme:
    row.only("code", "says", "about", "points", "quote", "source", "places", "rules")
    return Theme(
        code=row.text("code"),
        says=row.text("says"),
        about=row.text("about", ""),
        points=row.texts("points"),
        quote=row.text("quote", ""),
        source=row.text("source", ""),
        places=row.texts("places", tuple(PLACES)),
        rules=row.texts("rules"),
    )


CITED: Final = (
    Column("quote", "Quote", "Word for word, and short. Leave it empty where you quote nothing.", "text"),
    Column("source", "Source"),
    Column("places", "Places in Homeward", PLACES_HINT, "lines"),
    Column("rules", "Rules behind it", RULES_HINT, "lines"),
)

GUIDE: Final[Kind[Guide]] = Kind(
    code="learning-guide",
    title="The guide to permanence",
    about="Objectives, themes and key points for those who learn on the job.",
    fields=(
        Column("title", "Title", is_required=True),
        Column("about", "What it is", holds="text"),
        Column("notice", "Notice at the foot of the page", "Empty once these are your official texts.", "text"),
    ),
    lists=(
        Listed(
            "objective",
            "Learning objectives",
            "Objective",
            (Column("says", "What the learner will be able to do", is_required=True), Column("how", "How one knows")),
        ),
        Listed(
            "theme",
            "Themes",
            "Theme",
            (
                Column("says", "Theme", is_required=True),
                Column("about", "In short", holds="text"),
                Column("points", "Key points", "One a line.", "lines"),
                *CITED,
            ),
        ),
    ),
    shipped=_shipped,
    read=_read,
)
