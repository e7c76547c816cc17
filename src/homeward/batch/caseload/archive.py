"""Zip archives from strangers: what a caseload may come in, and what is refused before anything is unpacked."""

import stat
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from homeward.batch.caseload.faults import shown, unreadable

_HARMLESS: Final = 64 * 2**20
"""Bytes. What unpacks to no more than this is let through, however small it was packed."""

_MOST_RATIO: Final = 200
"""Rows of a caseload are packed to a tenth or a thirtieth; what grows more than this is made to harm."""


def opened(path: Path) -> zipfile.ZipFile:
    """The archive, looked over. Raises CaseloadError if it is none, or if it is made to harm."""
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        raise unreadable("caseload", f"{path.name} can not be read: {error}") from error
    for member in archive.infolist():
        if _leads_elsewhere(member):
            problem = f'{path.name} is refused: "{shown(member.orig_filename)}" is no name of a file inside it'
            archive.close()
            raise unreadable("caseload", problem)
    return archive


def refuse_bombs(path: Path, members: Sequence[zipfile.ZipInfo], most: int | None = None) -> None:
    """Raise CaseloadError if a member would unpack to far more than rows do, or with more memory than they are worth.

    No member unpacks to more than it says. `most`: bytes that all of them together may unpack to, if they are to be
    held in memory.
    """
    together = sum(member.file_size for member in members)
    if most is not None and together > most:
        raise unreadable(
            "caseload", f"{path.name} is refused: it would unpack to {together:,} bytes; use CSV or Parquet"
        )
    for member in members:
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            problem = f'{path.name} is refused: "{shown(member.filename)}" is packed in an unusual way; use Deflate'
            raise unreadable("caseload", problem)
        if member.file_size > max(_HARMLESS, _MOST_RATIO * member.compress_size):
            size = f"{member.compress_size:,} bytes would unpack to {member.file_size:,}"
            problem = f'{path.name} is refused: the {size} of "{shown(member.filename)}"'
            raise unreadable("caseload", problem)


def in_one_folder(members: Iterable[zipfile.ZipInfo]) -> list[tuple[str, zipfile.ZipInfo]]:
    """The members of the archive's folder with their names in it: its root, or the one folder in which all others lie.

    What an operating system adds of its own (`__MACOSX`, names with a dot in front) is passed over.
    """
    paths = [(PurePosixPath(member.filename), member) for member in members if not member.is_dir()]
    paths = [(path, member) for path, member in paths if not path.parts[0].startswith("__MACOSX")]
    paths = [(path, member) for path, member in paths if not path.name.startswith(".")]
    folders = {path.parts[:1] for path, _ in paths if len(path.parts) > 1}
    at_root = [(path.name, member) for path, member in paths if len(path.parts) == 1]
    if at_root or len(folders) != 1:
        return at_root
    return [(path.name, member) for path, member in paths if len(path.parts) == 2]


def _leads_elsewhere(member: zipfile.ZipInfo) -> bool:
    name = member.orig_filename
    path = PurePosixPath(name)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return (
        not path.parts or path.is_absolute() or ".." in path.parts or any(char in name for char in "\\:\0") or is_link
    )
