"""Opening a caseload for a command: its faults and oddities told, its faulty rows set aside if that was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from homeward.cli.endings import CommandError
from homeward.cli.outputs import refuse_file
from homeward.cli.terminal import Progress, tell
from homeward.cli.words import counted, plain, printable

if TYPE_CHECKING:
    from datetime import date

    from homeward.batch.caseload import Reading


@contextmanager
def opened(caseload: Path, progress: Progress, *, skip_bad_rows: Path | None = None) -> Iterator["Reading"]:
    """A caseload that was read and found sound, or whose faulty rows were written to `skip_bad_rows`.

    Otherwise its faults are told, one a line, and CommandError ends the command.
    """
    from homeward.batch.caseload import read_caseload

    if caseload == Path():
        raise CommandError("CASELOAD is empty. Name a folder, a .zip or an .xlsx.")
    if skip_bad_rows is not None:
        refuse_file(skip_bad_rows, "--skip-bad-rows", caseload)

    def reading_goes_on(table: str, done: int, total: int | None) -> None:
        progress.advance(f"Reading {table}", done, total)

    with read_caseload(caseload, skip_bad_rows=skip_bad_rows is not None, progress=reading_goes_on) as reading:
        progress.close()
        for note in reading.notes:
            tell(note)
        if reading.fault_count and skip_bad_rows is None:
            _tell_faults(reading)
            raise CommandError(f"{counted(reading.fault_count, 'fault')} in {caseload}.")
        if skip_bad_rows is not None:
            reading.write_refused(skip_bad_rows.resolve())
            tell(_left_out(reading, skip_bad_rows))
        yield reading


def _tell_faults(reading: "Reading") -> None:
    for fault in reading.faults:
        tell(str(fault))
    more = reading.fault_count - len(reading.faults)
    if more > 0:
        tell(f"… and {counted(more, 'more fault', 'more faults')}.")


def _left_out(reading: "Reading", file: Path) -> str:
    if not reading.refused_count:
        return f"No row was left out; {file} is empty but for its header."
    rows, faults = counted(reading.refused_count, "row"), counted(reading.fault_count, "fault")
    return f"{rows} left out, at fault ({faults}) or referring to a row that is. Each is in {file}, with its reason."


def tell_stray_events(strays: "list[tuple[str, str, date]]") -> None:
    """A line for each event that lies in no episode of its child."""
    for child_id, kind, on in strays:
        tell(f"Not used: {plain(kind)} of {on} lies in no episode of child {printable(child_id)}.")
