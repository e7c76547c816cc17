"""Texts that an agency words itself, in TOML: a file a version, and the version in effect on a day."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from homeward.policy.grammar import ManualError, Names, Table


class Dated(Protocol):
    """What is read from a file: it has a version, and a day from which it holds."""

    @property
    def version(self) -> str: ...

    @property
    def effective_from(self) -> date: ...


Text = TypeVar("Text", bound=Dated)


def versions(read: Callable[[Path], Text], embedded: Path, own: str, *, called: str) -> Mapping[str, Text]:
    """Every version in the folder that comes with Homeward and in the agency's own, the oldest first.

    Raises ManualError with what to write instead; `called` is what it calls several of them.
    """
    folders = [embedded, *([Path(own)] if own else [])]
    for folder in folders:
        if not folder.is_dir():
            raise ManualError([f"there is no folder {folder}"])
    found = [read(path) for folder in folders for path in sorted(folder.glob("*.toml"))]
    by_version = {one.version: one for one in sorted(found, key=lambda one: one.effective_from)}
    if len(by_version) < len(found):
        raise ManualError([f"two {called} have one version: {', '.join(one.version for one in found)}"])
    return by_version


def in_effect(every: Mapping[str, Text], day: date) -> Text:
    """The latest that holds on a day; the oldest also holds before."""
    oldest_first = list(every.values())
    return next((one for one in reversed(oldest_first) if one.effective_from <= day), oldest_first[0])


def table_of(path: Path) -> Table:
    """The table of a file. Raises ManualError that names the file."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as unreadable:
        raise ManualError([f"{path.name}: {unreadable}"]) from unreadable
    return Table(values, path.name, Names(settings={}))


def named(table: Table, key: str) -> dict[str, str]:
    """The rows `[[key]]` of a table, each a code and what it says."""
    found: dict[str, str] = {}
    for row in table.tables(key):
        row.only("code", "says")
        code = row.text("code")
        if not code.isidentifier() or code in found:
            raise row.fault("code", f"is {code!r}: write a word of letters and _ that no other one has")
        found[code] = row.text("says")
    return found


def whole_number(table: Table, key: str, *, below: int, example: str) -> int:
    """A number of at least one; `example` is what a fault proposes."""
    value = table.values.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < below:
        raise table.fault(key, f"is {value!r}: write {example}")
    return value
