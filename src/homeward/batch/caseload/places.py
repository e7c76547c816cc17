"""Where the four tables of a caseload lie: in a folder, in a zip of one, or in the sheets of a workbook."""

import difflib
import shutil
import zipfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from errno import ENOSPC
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from homeward.batch.caseload import archive
from homeward.batch.caseload.csv_file import BROKEN, CsvFile
from homeward.batch.caseload.faults import CaseloadError, Fault, shown, unreadable
from homeward.batch.caseload.header import header_faults
from homeward.batch.caseload.parquet_file import ParquetFile
from homeward.batch.caseload.rows import TableFile
from homeward.batch.caseload.tables import TABLES
from homeward.batch.caseload.workbook import Sheet, sheets_of

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_SUFFIXES: Final = (".csv", ".parquet")

_LARGEST_WORKBOOK: Final = 2**30
"""Bytes, unpacked. Its texts are held in memory; a sheet as long as a sheet can be takes a fourth of this."""


@dataclass(frozen=True)
class _Candidate:
    """A file, member or sheet that may be one of the tables."""

    name: str
    open: Callable[[str], TableFile]
    """Opens it as the table of that name."""

    @property
    def table(self) -> str:
        name = PurePath(self.name.strip(" "))
        return (name.stem if name.suffix.casefold() in _SUFFIXES else name.name).casefold()


def open_tables(path: Path, workspace: Path, stack: ExitStack) -> dict[str, TableFile]:
    """The four tables by name, their headers checked.

    `workspace` takes what has to be unpacked; `stack` closes what is opened. Raises CaseloadError with all that is
    missing, and all that is wrong with the headers.
    """
    kind = path.suffix.casefold() if path.is_file() else ""
    if path.is_dir():
        candidates, expected = _in_folder(path), "{0}.csv or {0}.parquet"
    elif kind == ".zip":
        candidates, expected = _in_zip(path, workspace, stack), "{0}.csv or {0}.parquet"
    elif kind == ".xlsx":
        candidates, expected = _in_workbook(path, stack), "sheet {0}"
    elif not path.exists():
        raise unreadable("caseload", f"there is no {path.name}")
    else:
        raise unreadable("caseload", f"{path.name} is no caseload: that is a folder, a .zip or an .xlsx")

    tables: dict[str, TableFile] = {}
    faults: list[Fault] = []
    for table in TABLES:
        try:
            tables[table] = _the_only(table, candidates, expected).open(table)
            faults += header_faults(table, tables[table].header)
        except CaseloadError as error:
            faults += error.faults
    if faults:
        raise CaseloadError(faults)
    return tables


def _the_only(table: str, candidates: Sequence[_Candidate], expected: str) -> _Candidate:
    found = [candidate for candidate in candidates if candidate.table == table]
    names = " and ".join(candidate.name for candidate in found)
    if len(found) > 1:
        raise unreadable(table, f"{names} are both there; the table can be only one of them")
    if not found:
        others = [candidate.table for candidate in candidates if candidate.table not in TABLES]
        close = difflib.get_close_matches(table, others, n=1)
        hint = next((f'; is it "{shown(other.name)}"?' for other in candidates if [other.table] == close), "")
        raise unreadable(table, f"the table is missing: there is no {expected.format(table)}{hint}")
    return found[0]


def _in_folder(folder: Path) -> list[_Candidate]:
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix.casefold() in _SUFFIXES and file.is_file())
    except OSError as error:
        raise unreadable("caseload", f"the folder can not be read: {error.strerror}") from error
    return [_Candidate(file.name, partial(_open_file, file)) for file in files]


def _open_file(path: Path, table: str) -> TableFile:
    if path.suffix.casefold() == ".parquet":
        return ParquetFile(table, path)
    try:
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(table, f"{path.name} can not be read: {error.strerror}") from error
    return CsvFile(table, lambda: path.open("rb"), size)


def _in_zip(path: Path, workspace: Path, stack: ExitStack) -> list[_Candidate]:
    zipped = stack.enter_context(archive.opened(path))
    members = [
        (name, member)
        for name, member in archive.in_one_folder(zipped.infolist())
        if PurePath(name).suffix.casefold() in _SUFFIXES
    ]
    archive.refuse_bombs(path, [member for _, member in members])
    return [_Candidate(name, partial(_open_member, zipped, member, workspace)) for name, member in members]


def _open_member(zipped: zipfile.ZipFile, member: zipfile.ZipInfo, workspace: Path, table: str) -> TableFile:
    if not member.filename.casefold().endswith(".parquet"):
        return CsvFile(table, lambda: cast(BinaryIO, zipped.open(member)), member.file_size)
    unpacked = workspace / f"{table}.parquet"
    try:
        with zipped.open(member) as packed, unpacked.open("wb") as file:
            shutil.copyfileobj(packed, file)
    except BROKEN as error:
        if isinstance(error, OSError) and error.errno == ENOSPC:
            raise  # that is our disk, and no fault of the file
        raise unreadable(table, f"{member.filename} can not be unpacked: {error}") from error
    return ParquetFile(table, unpacked)


def _in_workbook(path: Path, stack: ExitStack) -> list[_Candidate]:
    with archive.opened(path) as zipped:
        archive.refuse_bombs(path, zipped.infolist(), most=_LARGEST_WORKBOOK)
    return [_Candidate(title, partial(_open_sheet, sheet)) for title, sheet in sheets_of(path, stack)]


def _open_sheet(sheet: "ReadOnlyWorksheet", table: str) -> TableFile:
    return Sheet(table, sheet)
