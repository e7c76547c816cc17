"""An extract of the cast's county, to be changed by a test and imported, and what is recorded of one child."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.utils import timezone

from homeward.audit.models import Entry
from homeward.casefile.models import Amendment, Assignment, Child, Episode, Event, Placement
from homeward.demo.county import make_county, write_county
from homeward.extracts.importing import check_extract, import_extract
from homeward.extracts.models import Difference, Extract
from homeward.obligations.models import Move, Obligation
from homeward.workforce.models import Agency
from tests.cast_county import TODAY

Row = dict[str, str]

ID = "aiyana-rivers"
"""A child of unit 1, in care since March, in her second home."""


def write_cast(folder: Path) -> Path:
    """The caseload from which the cast's county was filled."""
    write_county(make_county(children=0, as_of=TODAY), folder)
    return folder


def rows_of(folder: Path, table: str) -> list[Row]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def change(folder: Path, table: str, how: Callable[[list[Row]], list[Row]]) -> None:
    """Write a table anew with other rows."""
    rows = rows_of(folder, table)
    columns = list(rows[0])
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(how(rows))


def edit(folder: Path, table: str, *, where: Row, **cells: str) -> None:
    """Change cells of the rows in which other cells stand."""

    def edited(rows: list[Row]) -> list[Row]:
        return [{**row, **cells} if where.items() <= row.items() else row for row in rows]

    change(folder, table, edited)


def drop(folder: Path, table: str, **where: str) -> None:
    """Leave rows out."""
    change(folder, table, lambda rows: [row for row in rows if not where.items() <= row.items()])


def add(folder: Path, table: str, **cells: str) -> None:
    """A row more."""
    change(folder, table, lambda rows: [*rows, {**dict.fromkeys(rows[0], ""), **cells}])


def new_extract(called: str = "cast") -> Extract:
    county = Agency.objects.get(external_id="county")
    return Extract.objects.create(agency=county, called=called, sent_at=timezone.now())


def bring_in(folder: Path, *, on: date = TODAY) -> Extract:
    """Import a caseload."""
    extract = new_extract()
    import_extract(extract, folder, on=on, refused_rows=None)
    return extract


def look(folder: Path, *, on: date = TODAY) -> Extract:
    """See what a caseload would change."""
    extract = new_extract()
    check_extract(extract, folder, on=on, refused_rows=None)
    return extract


def child(id: str = ID) -> Child:
    return Child.objects.get(external_id=id)


def waiting() -> list[Difference]:
    return list(Difference.objects.filter(settled_at=None))


def casefile() -> dict[str, object]:
    """All that may be different after an import that changes something."""
    tables = (Amendment, Assignment, Child, Episode, Event, Placement, Obligation, Move)
    told: dict[str, object] = {
        model.__name__: sorted(map(str, model._default_manager.values_list())) for model in tables
    }
    return told | {"audit": Entry.objects.exclude(child_id=None).count(), "differences": Difference.objects.count()}
