"""Entries are added one by one, and never changed."""

import os
import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from homeward.audit.actions import record
from homeward.audit.chain import verify
from homeward.audit.models import AppendOnlyError, Entry
from homeward.audit.origin import OriginMiddleware, current_origin
from tests.audit.at_once import add_at_once
from tests.repository.tree import ROOT


@pytest.mark.django_db
def test_no_entry_can_be_changed_or_deleted() -> None:
    entry = record(by=None, verb="opened")
    entry.verb = "read"
    attempts = (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(verb="read"),
        lambda: Entry.objects.bulk_update([entry], ["verb"]),
        lambda: Entry.objects.bulk_create([Entry()]),
    )
    for attempt in attempts:
        with pytest.raises(AppendOnlyError):
            attempt()
    assert Entry.objects.get(pk=entry.pk).verb == "opened"


@pytest.mark.django_db
def test_an_entry_of_what_did_not_happen_is_not_kept() -> None:
    before = verify()
    with transaction.atomic():
        record(by=None, verb="record_event")
        transaction.set_rollback(True)
    assert verify() == before


@pytest.mark.django_db
def test_what_was_done_about_a_child_is_listed_the_latest_first() -> None:
    child, other = uuid4(), uuid4()
    for child_id in (child, other, child):
        record(by=None, verb="opened", child_id=child_id)
    numbers = [entry.sequence for entry in Entry.objects.about(child)]
    assert len(numbers) == 2
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.django_db
def test_an_entry_says_where_the_request_came_from() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(record(by=None, verb="opened").origin)

    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="203.0.113.1")
    response = OriginMiddleware(view)(request)
    assert isinstance(response, HttpResponse)
    assert response.content == b"192.0.2.7"
    assert current_origin() == ""


@pytest.mark.django_db(transaction=True)
def test_entries_that_are_added_at_one_moment_follow_one_another(tmp_path: Path) -> None:
    own_file = connection.vendor == "sqlite"
    before = 0 if own_file else Entry.objects.count()
    verified = on_a_file_of_its_own(tmp_path / "audit.sqlite3") if own_file else add_at_once()
    assert re.sub("[0-9a-f]{64}", "-", verified) == f"Verified(entries={before + 20}, last_hash='-', breaks=())"


def on_a_file_of_its_own(file: Path) -> str:
    """Threads can not share the test database of SQLite, which lies in memory."""
    environment = {**os.environ, "HOMEWARD_DATABASE": f"sqlite:{file}", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    environment["DJANGO_SETTINGS_MODULE"] = "homeward.website.settings"
    command = [sys.executable, "-m", "tests.audit.at_once"]
    return subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize(
    ("sent", "noted"),
    [
        ("198.51.100.9, 203.0.113.1", "203.0.113.1"),
        ("2001:db8::7", "2001:db8::7"),
        ("made up", "192.0.2.7"),
        ("", "192.0.2.7"),
    ],
)
def test_behind_the_proxy_the_address_is_the_one_that_the_proxy_added(
    settings: Settings, sent: str, noted: str
) -> None:
    settings.HOMEWARD_BEHIND_PROXY = True
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=sent)
    answer = OriginMiddleware(lambda request: HttpResponse(current_origin()))(request)
    assert isinstance(answer, HttpResponse)
    assert answer.content.decode() == noted == request.META["REMOTE_ADDR"]
