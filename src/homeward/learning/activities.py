"""The optional activities, by version. What is for the coach's talk stands apart from what the learner reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from homeward.learning.guide import CITED, TEXTS
from homeward.learning.places import PLACES
from homeward.permanency.content.files import version_of_file
from homeward.permanency.content.kinds import Column, Kind, Listed, Version
from homeward.policy.dated_texts import whole_number
from homeward.policy.grammar import Names, Table


@dataclass(frozen=True)
class Link:
    """Something to watch or to read elsewhere."""

    word: str
    address: str


@dataclass(frozen=True)
class Activity:
    """One activity. `discussion` is for the coach alone."""

    code: str
    title: str
    about: str
    instructions: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    discussion: tuple[str, ...] = ()
    quote: str = ""
    source: str = ""
    places: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Activities:
    """One version of the activities, with the questions for reflection."""

    version: str
    about: str
    notice: str
    reflect: tuple[str, ...]
    days_to_step: int
    """Days until a next step that was agreed is looked at together."""
    activities: tuple[Activity, ...]


@cache
def _shipped() -> Sequence[Version]:
    return (version_of_file(TEXTS / "activities_1.toml"),)


def _read(version: Version) -> Activities:
    table = Table(version.values, version.place or "activities", Names(settings={}))
    table.only("about", "notice", "reflect", "days_to_step", "activity")
    found = tuple(_activity(row) for row in table.tables("activity"))
    if not found:
        raise table.fault("activity", "write at least one [[activity]]")
    return Activities(
        version=version.name,
        about=table.text("about", ""),
        notice=table.text("notice", ""),
        reflect=table.texts("reflect"),
        days_to_step=whole_number(table, "days_to_step", below=1000, example="a number, days_to_step = 30"),
        activities=found,
    )


def _activity(row: Table) -> Activity:
    row.only("code", "title", "about", "instructions", "links", "discussion", "quote", "source", "places", "rules")
    return Activity(
        code=row.text("code"),
        title=row.text("title"),
        about=row.text("about", ""),
        instructions=row.texts("instructions"),
        links=tuple(_link(row, line) for line in row.texts("links")),
        discussion=row.texts("discussion"),
        quote=row.text("quote", ""),
        source=row.text("source", ""),
        places=row.texts("places", tuple(PLACES)),
        rules=row.texts("rules"),
    )


def _link(row: Table, line: str) -> Link:
    word, _, address = (part.strip() for part in line.rpartition("|"))
    if not word or not address.startswith(("https://", "http://")) or any(mark in address for mark in ' "<>'):
        raise row.fault("links", f"is {line!r}: write what it is, then | and its address, https://…")
    return Link(word, address)


ACTIVITIES: Final[Kind[Activities]] = Kind(
    code="learning-activities",
    title="Activities for learning on the job",
    about="What learner and coach can choose from, with instructions; what helps a coach to talk; how to reflect.",
    fields=(
        Column("about", "How they are chosen", holds="text"),
        Column("reflect", "Questions for reflection", "One a line.", "lines"),
        Column("days_to_step", "Days until a next step is looked at", holds="number", is_required=True),
        Column("notice", "Notice at the foot of the page", "Empty once these are your official texts.", "text"),
    ),
    lists=(
        Listed(
            "activity",
            "Activities",
            "Activity",
            (
                Column("title", "Name", is_required=True),
                Column("about", "What it is for", holds="text"),
                Column("instructions", "Instructions", "One a line.", "lines"),
                Column("links", "Links", "One a line: what it is, then | and its address.", "lines"),
                Column("discussion", "For the talk of the coach", "One a line. Learners do not see it.", "lines"),
                *CITED,
            ),
        ),
    ),
    shipped=_shipped,
    read=_read,
)
