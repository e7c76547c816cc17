"""Where results may be written: what can not be is said before the work, and not after it."""

import os
from pathlib import Path

from homeward.cli.endings import CommandError


def refuse_folder(folder: Path, name: str, caseload: Path | None = None) -> None:
    """Refuse a folder for results that can not be made or written, or is the caseload; `name` is the option's."""
    if caseload and folder.exists() and caseload.exists() and folder.samefile(caseload):
        raise CommandError(f"{name}: {folder} is the caseload. Name another folder.")
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{name}: {folder} is a file. Name a folder.")
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    if not there.is_dir():
        raise CommandError(f"{name}: {folder} can not be made: {there} is a file.")
    if not os.access(there, os.W_OK | os.X_OK):
        raise CommandError(f"{name}: {folder} can not be written: nobody gave you leave to write in {there}.")


def refuse_file(file: Path, name: str, caseload: Path) -> None:
    """Refuse a file for results that can not be made, or in whose place none may come: what is read, or a device."""
    if file.is_dir():
        raise CommandError(f"{name}: {file} is a folder. Name a file.")
    if file.exists() and not file.is_file():
        raise CommandError(f"{name}: {file} is a device or a pipe. Name a file.")
    if not file.absolute().parent.is_dir():
        raise CommandError(f"{name}: there is no folder {file.absolute().parent}.")
    inputs = [caseload, *(caseload.iterdir() if caseload.is_dir() else ())]
    if file.exists() and any(file.samefile(one) for one in inputs if one.exists()):
        raise CommandError(f"{name}: {file} belongs to what is read. Name another file.")
