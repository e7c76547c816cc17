"""The work in the background, what is left of an extract, and what happens if it is stopped in the middle."""

import logging
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks

from homeward.batch.caseload.tables import TABLES
from homeward.extracts import files, tasks
from homeward.extracts.actions import confirm_extract, discard_extract, is_interrupted, send_extract
from homeward.extracts.models import Extract, State
from tests.casefile.staff import person
from tests.cast_county import TODAY, copy_of, database_at
from tests.extracts.pictures import ID, add, child, edit

pytestmark = pytest.mark.django_db

Commits = DjangoCaptureOnCommitCallbacks


def send(folder: Path) -> Extract:
    sent = [SimpleUploadedFile(f"{table}.csv", (folder / f"{table}.csv").read_bytes()) for table in TABLES]
    return send_extract(sent=sent, by=person("admin-01"), today=TODAY)


def test_an_extract_is_checked_confirmed_and_imported_in_the_background(
    extract: Path, django_capture_on_commit_callbacks: Commits
) -> None:
    edit(extract, "children", where={"child_id": ID}, first_name="Ayana")
    with django_capture_on_commit_callbacks(execute=True):
        sent = send(extract)
    assert [result.task_path for result in DBTaskResult.objects.all()] == ["homeward.extracts.tasks.check"]
    tasks.check.call(str(sent.pk))
    sent.refresh_from_db()
    assert (sent.state, sent.counts["children.changed"], child().first_name) == (State.CHECKED, 1, "Aiyana")
    with django_capture_on_commit_callbacks(execute=True):
        confirm_extract(extract=sent, by=person("admin-01"), today=TODAY)
        confirm_extract(extract=sent, by=person("admin-01"), today=TODAY)
    assert DBTaskResult.objects.filter(task_path__endswith="bring_in").count() == 1
    tasks.bring_in.call(str(sent.pk))
    sent.refresh_from_db()
    assert (sent.state, sent.confirmed_by, child().first_name) == (State.IMPORTED, person("admin-01"), "Ayana")
    assert not files.is_there(sent.pk)


def test_what_is_sent_can_be_read_by_nobody_else_and_does_not_keep_its_name(extract: Path) -> None:
    sent = send(extract)
    folder = files.folder_of(sent.pk)
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert {stat.S_IMODE(one.stat().st_mode) for one in (folder, folder.parent)} == {0o700}
    assert {file.name for file in folder.iterdir()} == {f"{table}.csv" for table in TABLES}


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["children.csv"], "Missing: episodes.csv, placements.csv, events.csv"),
        (["../../children.pdf"], "one .zip, or one .xlsx, or the four .csv"),
        (["a.zip", "b.zip"], "one .zip"),
    ],
)
def test_what_can_be_no_caseload_is_refused_at_once(names: list[str], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        send_extract(sent=[SimpleUploadedFile(name, b"x") for name in names], by=person("admin-01"), today=TODAY)
    assert not Extract.objects.exists()


def test_a_broken_archive_is_told_without_a_traceback(extract: Path) -> None:
    sent = send_extract(sent=[SimpleUploadedFile("x.zip", b"PK nothing")], by=person("admin-01"), today=TODAY)
    tasks.check.call(str(sent.pk))
    sent.refresh_from_db()
    assert (sent.state, len(sent.faults)) == (State.UNREADABLE, 1)
    assert not files.is_there(sent.pk)


def test_an_archive_that_is_made_to_harm_is_refused(extract: Path) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            archive.writestr(f"{table}.csv", b"0" * (80 * 2**20 if table == "events" else 10))
    sent = send_extract(sent=[SimpleUploadedFile("x.zip", packed.getvalue())], by=person("admin-01"), today=TODAY)
    tasks.check.call(str(sent.pk))
    sent.refresh_from_db()
    assert sent.state == State.UNREADABLE
    assert "is refused" in sent.faults[0]["problem"]


def test_an_error_that_nobody_foresaw_is_logged_without_what_it_says(
    extract: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = send(extract)
    Extract.objects.filter(pk=sent.pk).update(called="kept")
    folder = files.folder_of(sent.pk)
    (folder / "children.csv").chmod(0o600)
    monkeypatch.setattr(files, "refused_rows_of", lambda id: folder / "nowhere" / "Aiyana Rivers.csv")
    with caplog.at_level(logging.ERROR):
        tasks.check.call(str(sent.pk))
    sent.refresh_from_db()
    assert sent.state == State.FAILED
    assert "FileNotFoundError" in caplog.text
    assert "Aiyana" not in caplog.text


def test_discarding_takes_the_files_away(extract: Path, django_capture_on_commit_callbacks: Commits) -> None:
    sent = send(extract)
    tasks.check.call(str(sent.pk))
    with django_capture_on_commit_callbacks(execute=True):
        discard_extract(extract=sent, by=person("admin-01"), today=TODAY)
    assert not files.is_there(sent.pk)
    with pytest.raises(ValidationError, match="can not be imported"):
        confirm_extract(extract=sent, by=person("admin-01"), today=TODAY)


def test_what_nobody_confirms_is_taken_away_after_some_days(extract: Path) -> None:
    sent = send(extract)
    old = (datetime.now(tz=timezone.get_current_timezone()) - timedelta(days=20)).timestamp()
    os.utime(files.folder_of(sent.pk), (old, old))
    files.remove_old(timezone.now())
    assert not files.is_there(sent.pk)


def test_two_imports_never_run_at_once() -> None:
    with files.only_import(wait=False):
        assert files.is_importing()
        with pytest.raises(files.BusyError), files.only_import(wait=False):
            pass
    assert not files.is_importing()


def test_an_interrupted_import_is_seen_and_can_go_on(
    extract: Path, django_capture_on_commit_callbacks: Commits
) -> None:
    edit(extract, "children", where={"child_id": ID}, first_name="Ayana")
    sent = send(extract)
    Extract.objects.filter(pk=sent.pk).update(state=State.IMPORTING, imported_on=TODAY)
    sent.refresh_from_db()
    assert is_interrupted(sent)
    confirm_extract(extract=sent, by=person("admin-01"), today=TODAY)
    tasks.bring_in.call(str(sent.pk))
    sent.refresh_from_db()
    assert (sent.state, child().first_name) == (State.IMPORTED, "Ayana")


KILLED = """
import os, django
django.setup()
from pathlib import Path
from datetime import date
from django.utils import timezone
from homeward.extracts import importing
from homeward.extracts.models import Extract
from homeward.workforce.models import Agency
importing.CHILDREN_AT_ONCE = 3
county = Agency.objects.get_or_create(external_id="county", defaults={"name": "County"})[0]
extract = Extract.objects.create(agency=county, called="cast", sent_at=timezone.now())
print("begun", flush=True)
importing.import_extract(extract, Path(os.environ["CASELOAD"]), on=date(2026, 11, 22), refused_rows=None)
print("done", flush=True)
"""

WHOLE = """
import django
django.setup()
from homeward.casefile.models import Child, Event, Placement
from homeward.audit.chain import verify
from homeward.obligations.models import Obligation
from homeward.casefile.frame import caseload_of
from homeward.obligations.answers import answers
from homeward.website.policy_in_force import manual_in_force
from datetime import date
for child in Child.objects.all():
    asked = answers(caseload_of(child.pk), manual_in_force(), date(2026, 11, 22))[0]
    assert len(asked) == Obligation.objects.filter(child=child).count(), child.external_id
    assert child.mentions.count() == 5
assert not verify().breaks
print(Child.objects.count(), Placement.objects.count(), Event.objects.count())
"""


@pytest.mark.slow
def test_an_import_that_is_killed_leaves_no_child_half_written_and_once_more_completes_it(
    extract: Path, tables: Path, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        **database_at(copy_of(tables, tmp_path / "killed.sqlite3")),
        "DJANGO_SETTINGS_MODULE": "homeward.website.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
        "CASELOAD": str(extract),
    }

    def run(program: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    began = subprocess.Popen([sys.executable, "-c", KILLED], env=environment, stdout=subprocess.PIPE, text=True)
    assert began.stdout is not None
    assert began.stdout.readline() == "begun\n"
    with closing(sqlite3.connect(tmp_path / "killed.sqlite3", timeout=20)) as database:
        while not database.execute("select count(*) from casefile_child").fetchone()[0]:
            time.sleep(0.01)
    began.send_signal(signal.SIGKILL)
    began.wait()
    began.stdout.close()
    children = int(run(WHOLE).split()[0])
    run(KILLED)
    assert run(WHOLE).split() == ["24", "39", "434"]
    assert 3 <= children <= 24


def test_children_of_unknown_people_are_no_reason_to_fail(extract: Path) -> None:
    add(extract, "children", child_id="wren", ongoing_case_manager="nobody")
    sent = send(extract)
    tasks.check.call(str(sent.pk))
    sent.refresh_from_db()
    assert sent.counts["children.new"] == 1
