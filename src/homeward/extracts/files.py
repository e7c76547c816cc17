"""Where extracts lie until they are imported: in a folder of their own that only Homeward's own account can read."""

import csv
import fcntl
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import TextIOWrapper
from pathlib import Path, PurePath
from tempfile import TemporaryFile
from typing import IO, Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File

from homeward.batch.caseload.tables import TABLES

Sent = File[bytes]
"""A file as it came with a form."""

_WHOLE: Final = (".zip", ".xlsx")
_FOLDER_MODE: Final = 0o700
_FILE_MODE: Final = 0o600


class BusyError(Exception):
    """Another extract is being imported."""


def keep(id: UUID, files: Sequence[Sent]) -> Path:
    """Write what was sent into a folder of its own. Raises ValidationError if it can be no caseload."""
    names = names_of(files)
    folder = folder_of(id)
    make_root()
    folder.mkdir(mode=_FOLDER_MODE)
    try:
        for name, file in zip(names, files, strict=True):
            opened = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
            with os.fdopen(opened, "wb") as kept:
                for chunk in file.chunks():
                    kept.write(chunk)
    except BaseException:
        remove(id)
        raise
    return folder


def names_of(files: Sequence[Sent]) -> list[str]:
    """The names under which files are kept: those of the sender are not used. ValidationError says what is missing."""
    suffixes = [PurePath(file.name or "").suffix.casefold() for file in files]
    if len(files) == 1 and suffixes[0] in _WHOLE:
        return [f"caseload{suffixes[0]}"]
    if any(suffix != ".csv" for suffix in suffixes):
        raise ValidationError("Send one .zip, or one .xlsx, or the four .csv files together.")
    tables = [PurePath(file.name or "").stem.casefold() for file in files]
    missing = [f"{table}.csv" for table in TABLES if table not in tables]
    if missing or len(tables) != len(TABLES):
        wrong = f"Missing: {', '.join(missing)}." if missing else "Send each of them once."
        raise ValidationError(f"The files are called {', '.join(f'{table}.csv' for table in TABLES)}. {wrong}")
    return [f"{table}.csv" for table in tables]


def caseload_in(id: UUID) -> Path:
    """What to read of an extract that was sent: the file, or the folder of four."""
    folder = folder_of(id)
    whole = [folder / f"caseload{suffix}" for suffix in _WHOLE]
    return next((file for file in whole if file.exists()), folder)


def refused_rows_of(id: UUID) -> Path:
    """The file of the rows that were refused, each with its reason."""
    return _root() / f"{id}.refused.csv"


def refused_rows_without(id: UUID, hidden: Collection[str]) -> IO[bytes]:
    """The same file without the rows in which a child or a stay with one of these identifiers stands."""
    kept = TemporaryFile()  # noqa: SIM115  (the answer closes it when it is sent)
    written = TextIOWrapper(kept, encoding="utf-8", newline="")
    writer = csv.writer(written, lineterminator="\n")
    csv.field_size_limit(2**31 - 1)  # a row whose cells can not be told apart stands in one of them
    with refused_rows_of(id).open(encoding="utf-8", newline="") as file:
        for cells in csv.reader(file):
            known = {cell.removeprefix("'").strip() for cell in cells}
            if not any(one in known or one in cells[-1] for one in hidden):
                writer.writerow(cells)
    written.detach()
    kept.seek(0)
    return kept


def is_there(id: UUID) -> bool:
    """Whether the files of an extract are still there."""
    return folder_of(id).is_dir()


def remove(id: UUID, *, refused_rows: bool = True) -> None:
    """Take an extract's files away, with or without the list of refused rows."""
    shutil.rmtree(folder_of(id), ignore_errors=True)
    if refused_rows:
        refused_rows_of(id).unlink(missing_ok=True)


def remove_old(now: datetime) -> None:
    """Take away whatever has lain for longer than `HOMEWARD_EXTRACT_DAYS`."""
    oldest = (now - timedelta(days=settings.HOMEWARD_EXTRACT_DAYS)).timestamp()
    for path in _root().iterdir() if _root().is_dir() else ():
        if path.name != _LOCK and path.stat().st_mtime < oldest:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def folder_of(id: UUID) -> Path:
    """The folder of one extract."""
    return _root() / str(id)


def make_root() -> Path:
    """The folder of all extracts, made if it is not there."""
    _root().mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    return _root()


def _root() -> Path:
    root: Path = settings.HOMEWARD_DATA / "extracts"
    return root


_LOCK: Final = "importing.lock"


@contextmanager
def only_import(*, wait: bool) -> Iterator[None]:
    """Nobody else imports meanwhile. The system lets go of the lock when the program ends, however it ends.

    Raises BusyError if somebody else does, unless told to wait for the end of it.
    """
    opened = os.open(make_root() / _LOCK, os.O_RDWR | os.O_CREAT, _FILE_MODE)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as busy:
            raise BusyError("another extract is being imported") from busy
        yield
    finally:
        os.close(opened)


def is_importing() -> bool:
    """Whether somebody works on an extract now."""
    try:
        with only_import(wait=False):
            return False
    except BusyError:
        return True
