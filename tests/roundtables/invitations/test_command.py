"""`homeward letters`: what it says, and its exit status."""

from datetime import timedelta
from importlib import import_module

import pytest
from pytest_django import Settings

from homeward.roundtables.models import Letter
from tests.cli.command import run
from tests.roundtables.arranged import SOON, convened
from tests.roundtables.invitations.conftest import Later
from tests.roundtables.invitations.test_letters import SEATED

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one of the test is open already."""
    monkeypatch.setattr(import_module("homeward.cli.letters"), "open_database", lambda: None)


def test_it_sends_what_waits_and_again_nothing() -> None:
    convened()
    first, again = run("letters"), run("letters")
    assert (first.exit_code, first.stdout) == (0, f"0 reminders written; {len(SEATED)} letters sent.\n")
    assert (again.exit_code, again.stdout) == (0, "0 reminders written; 0 letters sent.\n")


def test_what_still_waits_is_said_without_naming_anybody(settings: Settings) -> None:
    convened()
    settings.EMAIL_BACKEND = "tests.roundtables.invitations.test_letters.Down"
    down = run("letters")
    assert down.exit_code == 1
    assert "can not be reached" in down.stderr
    assert f"{len(SEATED)} letters not sent yet" in down.stderr
    assert "@" not in down.stderr
    settings.HOMEWARD_SITE_URL = ""
    assert "HOMEWARD_SITE_URL is not set" in run("letters").stderr
    assert Letter.objects.waiting().count() == len(SEATED)


def test_it_reminds(monkeypatch: pytest.MonkeyPatch, later: Later) -> None:
    convened()
    run("letters")
    later(timedelta(days=8))
    monkeypatch.setattr("homeward.website.policy_in_force.today", lambda: SOON - timedelta(days=1))
    assert run("letters").stdout == f"{len(SEATED)} reminders written; {len(SEATED)} letters sent.\n"
