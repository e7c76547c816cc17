"""`homeward import`: the state system's nightly extract, from the folder in which it is dropped."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from homeward.cli.arguments import SkipBadRows
from homeward.cli.database import open_database
from homeward.cli.endings import FAILED, CommandError
from homeward.cli.outputs import refuse_file
from homeward.cli.terminal import Page, Progress, progress, tell
from homeward.cli.words import counted

if TYPE_CHECKING:
    from homeward.extracts.models import Extract

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="A caseload, or a folder that holds some: the newest is imported.")
]
AgencyName = Annotated[
    str | None,
    typer.Option(
        "--agency", metavar="ID", help="The agency whose children it holds; needed where several stand alone."
    ),
]


def import_extract(folder: Folder, agency: AgencyName = None, skip_bad_rows: SkipBadRows = None) -> None:
    """Import the state system's extract, without asking.

    If a row is at fault nothing is imported, unless --skip-bad-rows leaves such rows out. The same extract twice
    changes nothing. Exit status: 0 imported; 2 faults (each on standard error); 1 it could not be done now.
    """
    open_database()
    from homeward.extracts.files import BusyError, only_import
    from homeward.extracts.nightly import NotThereError, agency_of, newest_caseload

    try:
        caseload, importing = newest_caseload(folder), agency_of(agency)
    except NotThereError as missing:
        raise CommandError(str(missing)) from missing
    if skip_bad_rows is not None:
        refuse_file(skip_bad_rows, "--skip-bad-rows", caseload)
    try:
        with only_import(wait=False), progress() as shown:
            extract = _import(caseload, importing, skip_bad_rows, shown)
    except BusyError as busy:
        raise CommandError("Another extract is being imported. Try again when that is done.", status=FAILED) from busy
    _tell_changes(extract, caseload)


def _import(caseload: Path, importing: Any, skip_bad_rows: Path | None, shown: Progress) -> "Extract":
    from homeward.extracts.models import State
    from homeward.extracts.nightly import check_dropped, import_dropped, refuse

    extract = check_dropped(
        caseload,
        importing,
        refused_rows=skip_bad_rows.resolve() if skip_bad_rows else None,
        progress=lambda done, total: shown.advance("Checking", done, total),
    )
    shown.close()
    for note in extract.notes:
        tell(note)
    if extract.state == State.UNREADABLE or (extract.fault_count and skip_bad_rows is None):
        for line in _fault_lines(extract):
            tell(line)
        refuse(extract)
        raise CommandError(f"{counted(extract.fault_count, 'fault')} in {caseload}. Nothing was imported.")
    import_dropped(extract, caseload, progress=lambda done, total: shown.advance("Importing", done, total))
    return extract


def _fault_lines(extract: "Extract") -> list[str]:
    from homeward.batch.caseload import Fault

    lines = [str(Fault(**fault)) for fault in extract.faults]
    more = extract.fault_count - len(lines)
    return [*lines, f"… and {counted(more, 'more fault')}."] if more > 0 else lines


def _tell_changes(extract: "Extract", caseload: Path) -> None:
    from homeward.extracts.wording import counts_of, lines_beside

    page = Page()
    page.whole(f"{caseload} is imported.")
    for table, numbers in counts_of(extract):
        said = ", ".join(f"{number:,} {what}" for what, number in numbers if number)
        page.line(f"{table}: {said or 'no rows'}", indent=2)
    for line in lines_beside(extract):
        page.line(line, indent=2)
    if extract.untouched_count:
        page.line(
            f"Children in care whom it does not name, and who are not changed: {extract.untouched_count:,}", indent=2
        )
