"""The resources that come with Homeward, read from TOML with errors that teach."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from homeward.policy.dated_texts import table_of
from homeward.policy.grammar import Table
from homeward.resources.links import fault_of
from homeward.resources.topics import SITUATIONS, TOPICS

EMBEDDED: Final = Path(__file__).parent / "shipped.toml"


@dataclass(frozen=True)
class Shipped:
    """One resource as every agency finds it first."""

    key: str
    topic: str
    title: str
    credit: str
    link: str
    place: str
    about: tuple[str, ...]
    position: int
    """Its place in the file: the order within a topic."""


@cache
def shipped() -> tuple[Shipped, ...]:
    """All of them. Raises ManualError with what to write instead."""
    return read_resources(EMBEDDED)


def read_resources(path: Path) -> tuple[Shipped, ...]:
    """The resources of a file. Raises ManualError that names file, key and what to write instead."""
    table = table_of(path)
    table.only("resource")
    rows = table.tables("resource")
    found = tuple(_read(row, 10 * number) for number, row in enumerate(rows, start=1))
    for number, one in enumerate(found):
        if one.key in {other.key for other in found[:number]}:
            raise rows[number].fault("key", f"is {one.key!r} a second time: give each its own")
    return found


def _read(row: Table, position: int) -> Shipped:
    row.only("key", "topic", "title", "credit", "link", "place", "about")
    key, link = row.text("key"), row.text("link", "")
    if not key.replace("-", "").isalnum():
        raise row.fault("key", f"is {key!r}: write letters, numbers and -")
    if fault := fault_of(link):
        raise row.fault("link", f"is {link!r}: {fault}")
    return Shipped(
        key=key,
        topic=row.one_of("topic", tuple(TOPICS)),
        title=row.text("title"),
        credit=row.text("credit"),
        link=link,
        place=row.text("place", ""),
        about=row.texts("about", tuple(SITUATIONS)),
        position=position,
    )
