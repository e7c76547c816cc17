"""Lists as tables to take out: CSV, or a workbook for a spreadsheet program. That one was taken out is noted.

Both are written row by row, whatever their length. No cell of a table that was taken out is ever a formula.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from tempfile import TemporaryFile
from typing import IO, Any, Final, Literal

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from homeward.audit import actions as audit
from homeward.casefile.page import Visit

Kind = Literal["csv", "xlsx"]
Rows = Iterator[Sequence[object]]

MOST_IN_A_WORKBOOK: Final = 50_000
"""A workbook is made whole before it is sent. This many rows take about twenty seconds; longer lists are for CSV."""

_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_TEXT: Final = 32_767
"""What a cell of a workbook holds."""
_DAY: Final = "mmm d, yyyy"


@dataclass(frozen=True)
class Table:
    """A list to take out. `name` is the name of the list, `back` the address of its page."""

    name: str
    columns: Sequence[str]
    rows: Callable[[], Rows]
    count: int
    back: str


def taken_out(request: HttpRequest, visit: Visit, kind: Kind, table: Table) -> HttpResponseBase:
    """The table as a file; a list too long for a workbook leads back to its page, which says so."""
    if visit.sight.practises_only:
        table = _of_practice(table)
    if kind == "xlsx" and table.count > MOST_IN_A_WORKBOOK:
        messages.error(
            request,
            f"A workbook holds up to {MOST_IN_A_WORKBOOK:,} rows, and this list has {table.count:,}. "
            "Narrow it with the filters, or download it as CSV.",
        )
        return redirect(table.back)
    audit.record(
        by=visit.person, verb="exported", target=f"list:{table.name}", details={"rows": table.count, "kind": kind}
    )
    name = f"{table.name}-{visit.today.isoformat()}.{kind}"
    return _workbook_file(table, name) if kind == "xlsx" else _csv_file(table, name)


def _of_practice(table: Table) -> Table:
    """The table with a mark in its name and in each row: outside Homeward nothing else tells who is made up."""
    return replace(
        table,
        name=f"practice-{table.name}",
        columns=("practice", *table.columns),
        rows=lambda: (("made up", *row) for row in table.rows()),
    )


def guarded(cell: object) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


class _Echo:
    """Gives back what is written to it, so that a table is sent row by row."""

    def write(self, line: str) -> str:
        return line


def _csv_file(table: Table, name: str) -> StreamingHttpResponse:
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield writer.writerow(table.columns)
        for row in table.rows():
            yield writer.writerow([guarded(cell) for cell in row])

    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8", headers=headers)


def _workbook_file(table: Table, name: str) -> HttpResponse | FileResponse:
    file = TemporaryFile()  # noqa: SIM115  (the answer closes it when it is sent)
    write_workbook(file, table)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=_WORKBOOK)


def write_workbook(file: IO[bytes], table: Table) -> None:
    """Write the table as a workbook: its head stays in sight, days are days, and text is text."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name.replace("-", " ").capitalize())
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(14, len(column) + 4)
    sheet.append([_cell(sheet, column, bold=True) for column in table.columns])
    for row in table.rows():
        sheet.append([_cell(sheet, value) for value in row])
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{table.count + 1}"
    book.save(file)


def _cell(sheet: Any, value: object, *, bold: bool = False) -> Any:
    """A day, a number, or a text; what begins with "=" is a text too."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    if value is None or value == "":
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, date):
        day = WriteOnlyCell(sheet, value=datetime.combine(value, time.min))
        day.number_format = _DAY
        return day
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", str(value))[:_LONGEST_TEXT])
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
