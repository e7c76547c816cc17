"""`homeward check`: is a caseload sound?"""

from homeward.cli.arguments import CaseloadPath, SkipBadRows
from homeward.cli.reading import opened
from homeward.cli.terminal import Page, progress
from homeward.cli.words import counted


def check(caseload: CaseloadPath, skip_bad_rows: SkipBadRows = None) -> None:
    """List the faults of a caseload.

    Each has its table, row and column, and what would be right. Exit status: 0 no fault; 2 faults (each on standard
    error).
    """
    with progress() as shown, opened(caseload, shown, skip_bad_rows=skip_bad_rows) as reading:
        rows = ", ".join(f"{number:,} {table}" for table, number in reading.table_rows.items())
        found = f"{counted(reading.refused_count, 'row')} left out" if reading.fault_count else "no fault"
        Page().whole(f"{caseload}: {found}. Rows: {rows}.")
