"""Versions of the agency's content that lie in files."""

import tomllib
from functools import cache
from pathlib import Path

from homeward.permanency.content.kinds import Version
from homeward.policy.grammar import ManualError, Names, Table


@cache
def version_of_file(path: Path) -> Version:
    """The version that a TOML file holds. Raises ManualError that names the file, and the key if one is at fault."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as unreadable:
        raise ManualError([f"{path.name}: {unreadable}"]) from unreadable
    table = Table(values, path.name, Names(settings={}))
    name, since = table.text("version"), table.day_of_calendar("effective_from")
    said = {key: value for key, value in values.items() if key not in {"version", "effective_from"}}
    return Version(name, since, said, place=path.name)
