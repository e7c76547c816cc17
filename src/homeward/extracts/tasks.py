"""What is done in the background: checking an extract, and importing it.

A task that fails says in the log where, and nothing of what it held: that may be a child's record.
"""

import logging
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from homeward.extracts import files
from homeward.extracts.importing import check_extract, import_extract
from homeward.extracts.models import Extract, State
from homeward.website import policy_in_force

_log = logging.getLogger(__name__)


@task()
def check(extract_id: str) -> None:
    """See what an extract that was sent would change."""
    extract = _work_on(extract_id, State.WAITING, check_extract)
    if extract and extract.state == State.UNREADABLE:
        files.remove(extract.pk)


@task()
def bring_in(extract_id: str) -> None:
    """Import an extract that was confirmed. Its files are taken away when all of it is in."""
    extract = _work_on(extract_id, State.CONFIRMED, import_extract)
    if extract and extract.state == State.IMPORTED:
        files.remove(extract.pk, refused_rows=False)
    files.remove_old(timezone.now())


def _work_on(extract_id: str, state: str, work: Callable[..., None]) -> Extract | None:
    """Do the work if the extract still waits for it; None if it does not, or if it went wrong."""
    id = UUID(extract_id)
    with files.only_import(wait=True):
        extract = Extract.objects.select_related("agency", "confirmed_by").filter(pk=id, state=state).first()
        if extract is None:
            return None
        day: date = policy_in_force.today()
        path: Path = files.caseload_in(id)
        try:
            work(extract, path, on=day, refused_rows=files.refused_rows_of(id))
        except Exception as problem:  # whatever it is, the page must say that it went wrong
            where = traceback.extract_tb(problem.__traceback__)[-1]
            _log.error("Extract %s failed: %s at %s:%s", id, type(problem).__name__, where.filename, where.lineno)
            Extract.objects.filter(pk=id).update(state=State.FAILED, ended_at=timezone.now())
            return None
        return extract
