"""The first row of a table: which columns it has, which it lacks, which are none of ours."""

import difflib
from collections.abc import Sequence

from homeward.batch.caseload.faults import Fault, shown
from homeward.batch.caseload.tables import TABLES


def header_faults(table: str, header: Sequence[str]) -> list[Fault]:
    """What is wrong with the names of the columns: none, the same twice, or a required one missing."""
    unnamed = [
        Fault(table, 1, None, None, f"column {position} has no name")
        for position, name in enumerate(header, start=1)
        if not name
    ]
    twice = [
        Fault(table, 1, shown(name), None, "two columns have this name")
        for position, name in enumerate(header)
        if name and header.index(name) != position and header[:position].count(name) == 1
    ]
    missing = [
        Fault(table, 1, column.name, None, f"the column is missing{_hint(column.name, table, header)}")
        for column in TABLES[table]
        if column.required and column.name not in header
    ]
    return unnamed + twice + missing


def ignored_columns(table: str, header: Sequence[str]) -> list[str]:
    """A note for each column that a caseload does not have."""
    listed = {column.name for column in TABLES[table]}
    return [
        f'{table}: "{shown(name)}" is no column of a caseload, and is ignored' for name in header if name not in listed
    ]


def _hint(name: str, table: str, header: Sequence[str]) -> str:
    for separator, meaning in ((";", "a semicolon"), ("\t", "a tab")):
        if len(header) == 1 and separator in header[0]:
            return f"; cells are separated by commas, and in this file by {meaning}"
    listed = {column.name for column in TABLES[table]}
    others = {other.casefold().replace(" ", "_"): other for other in header if other and other not in listed}
    close = difflib.get_close_matches(name, others, n=1)
    return f'; is it the one called "{shown(others[close[0]])}"?' if close else ""
