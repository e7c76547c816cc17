"""The extract that the state system drops every night: found, checked and imported without asking."""

from pathlib import Path
from typing import Final

from django.utils import timezone

from homeward.batch.caseload.tables import TABLES
from homeward.extracts import files
from homeward.extracts.importing import Progress, check_extract, import_extract
from homeward.extracts.models import Extract, State
from homeward.website import policy_in_force
from homeward.workforce.models import Agency

_WHOLE: Final = frozenset({".zip", ".xlsx"})
_TABLES: Final = frozenset(f"{table}{suffix}" for table in TABLES for suffix in (".csv", ".parquet"))


class NotThereError(Exception):
    """There is no caseload, or no agency of that name; the text says so."""


def newest_caseload(folder: Path) -> Path:
    """The caseload that a path is, or the newest that lies in the folder. Raises NotThereError."""
    if _is_caseload(folder):
        return folder
    if not folder.is_dir():
        raise NotThereError(f"{folder} is no folder and no caseload (.zip or .xlsx).")
    found = [path for path in folder.iterdir() if not path.name.startswith(".") and _is_caseload(path)]
    if not found:
        raise NotThereError(f"{folder} holds no caseload: no .zip, no .xlsx, and no folder with the four tables.")
    return max(found, key=lambda path: (_changed_at(path), path.name))


def _is_caseload(path: Path) -> bool:
    if path.is_file():
        return path.suffix.casefold() in _WHOLE
    return path.is_dir() and any(file.name.casefold() in _TABLES for file in path.iterdir())


def _changed_at(path: Path) -> float:
    tables = [file for file in path.iterdir() if file.name.casefold() in _TABLES] if path.is_dir() else [path]
    return max(file.stat().st_mtime for file in tables)


def agency_of(identifier: str | None) -> Agency:
    """The agency with an identifier; without one, the only agency that stands above all others.

    Raises NotThereError if there is none, or several.
    """
    agencies = Agency.objects.filter(is_practice=False)
    if identifier is not None:
        agency = agencies.filter(external_id=identifier).first()
        if agency is None:
            raise NotThereError(f'There is no agency with the identifier "{identifier}".')
        return agency
    top = list(agencies.filter(parent=None))
    above = [agency for agency in top if agencies.filter(parent=agency).exists()] if len(top) > 1 else top
    if len(above) != 1:
        names = ", ".join(f"{agency.external_id} ({agency.name})" for agency in top) or "there is none yet"
        raise NotThereError(f"Name the agency whose children it holds with --agency: {names}.")
    return above[0]


def check_dropped(caseload: Path, agency: Agency, *, refused_rows: Path | None, progress: Progress) -> Extract:
    """Look through a dropped extract. Whoever calls holds the lock."""
    now = timezone.now()
    files.remove_old(now)
    extract = Extract.objects.create(agency=agency, called=caseload.name[:200], sent_at=now)
    check_extract(extract, caseload, on=policy_in_force.today(), refused_rows=refused_rows, progress=progress)
    return extract


def refuse(extract: Extract) -> None:
    """An extract with faults is not imported; the page of extracts says so."""
    extract.state = State.UNREADABLE
    extract.save(update_fields=["state"])


def import_dropped(extract: Extract, caseload: Path, *, progress: Progress) -> None:
    """Import a dropped extract that was checked. Whoever calls holds the lock."""
    refused = files.refused_rows_of(extract.pk) if extract.fault_count else None
    import_extract(extract, caseload, on=policy_in_force.today(), refused_rows=refused, progress=progress)
