"""The database that every test of the web finds: the named cast of the demo county, its staff, nobody else.

To make its tables takes a quarter of a minute, and to fill them some seconds: on SQLite it is done once, into a file,
however many processes share the tests. Each of them, and each program that a test starts, gets a copy.
"""

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from tests.cli.command import run_program
from tests.repository.tree import ROOT

TODAY = date(2026, 11, 22)
"""The day on which all these tests happen."""

_filled: dict[int, sqlite3.Connection] = {}


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all the processes that share the tests of one run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def tables(shared: Path) -> Path:
    """A database file with every table, and nobody in it."""

    def made(file: Path) -> None:
        make = "from homeward.cli.database import open_database; open_database(create=True)"
        environment = {**os.environ, **database_at(file), "PYTHONPATH": str(ROOT / "src")}
        subprocess.run([sys.executable, "-c", make], env=environment, check=True)

    return _made_once(shared / "tables.sqlite3", made)


@pytest.fixture(scope="session")
def filled(shared: Path, tables: Path) -> Path:
    """A database file with the cast and its staff."""

    def made(file: Path) -> None:
        copy_of(tables, file)
        run_program("load-demo", "--children", 0, "--as-of", TODAY, **database_at(file)).check_returncode()

    return _made_once(shared / "filled.sqlite3", made)


def database_at(file: Path) -> dict[str, str]:
    """The settings of a program that works on a database file."""
    return {"HOMEWARD_DATABASE": f"sqlite:{file}", "HOMEWARD_DATA": str(file.parent)}


def _made_once(file: Path, made: Callable[[Path], None]) -> Path:
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            made(begun := file.with_suffix(".begun"))
            copy_of(begun, file)
    return file


def copy_of(file: Path, to: Path) -> Path:
    """A database file once more."""
    with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)
    return to


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Fill the test database once; each test works in a transaction that is rolled back."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            _filled[0] = sqlite3.connect(request.getfixturevalue("filled"), check_same_thread=False)
        fill(children=0)


def fill(children: int) -> None:
    """The database with the cast and so many other children: a live server's tests leave it empty.

    Made once; SQLite copies it from then on, which takes no time.
    """
    from homeward.demo.installation import set_up_demo_county

    connection.ensure_connection()
    is_sqlite = connection.vendor == "sqlite"
    if is_sqlite and children in _filled:
        _filled[children].backup(connection.connection)
        return
    call_command("flush", interactive=False, verbosity=0)
    set_up_demo_county(children=children, as_of=TODAY)
    if is_sqlite:
        _filled[children] = sqlite3.connect(":memory:")
        connection.connection.backup(_filled[children])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """What a test wrote that commits is thrown away with all that there was: fill the tables again for whoever is next.

    On PostgreSQL that takes long; there such tests are the last.
    """
    yield
    mark = item.get_closest_marker("django_db")
    commits = "live_server" in getattr(item, "fixturenames", ()) or (mark and mark.kwargs.get("transaction"))
    if commits and _filled:
        with item.config.stash[blocking_manager_key].unblock():
            fill(children=0)


SignIn = Callable[[str], Client]


@pytest.fixture
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day for which the cast was made."""
    from homeward.website import policy_in_force

    monkeypatch.setattr(policy_in_force, "today", lambda: TODAY)


@pytest.fixture
def sign_in(client: Client, the_day: None) -> SignIn:
    """Sign somebody in by her identifier."""
    from homeward.workforce.models import Person

    def signed_in(external_id: str) -> Client:
        client.force_login(Person.objects.get(external_id=external_id))
        return client

    return signed_in
