"""`homeward load-demo`, `refresh` and `audit verify`, on a database of their own."""

import re
import socket
import sqlite3
from pathlib import Path

import pytest

from tests.cast_county import copy_of, database_at
from tests.cli.command import AS_OF, run_program


@pytest.fixture(scope="module")
def database(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = copy_of(tables, tmp_path_factory.mktemp("site") / "homeward.sqlite3")
    made = run_program("load-demo", "--children", 0, "--as-of", AS_OF, **database_at(file))
    assert made.returncode == 0, made.stderr
    assert made.stdout == "24 made-up children and 6 people who work with them, as of Sun, Nov 22, 2026\n"
    return file


def test_the_demo_is_loaded_only_into_an_empty_database(database: Path) -> None:
    again = run_program("load-demo", "--children", 0, **database_at(database))
    assert (again.returncode, again.stdout) == (2, "")
    assert "has children already" in again.stderr


def test_refreshing_says_what_it_looked_at(database: Path) -> None:
    refreshed = run_program("refresh", "--as-of", "2026-11-23", **database_at(database))
    assert refreshed.returncode == 0, refreshed.stderr
    assert "48 children as of Mon, Nov 23, 2026" in refreshed.stdout


def test_an_audit_that_was_altered_is_found(database: Path) -> None:
    whole = run_program("audit", "verify", **database_at(database))
    known = whole.stdout.splitlines()[-1].removeprefix("Last entry: ")
    assert whole.returncode == 0
    assert re.match(r"\d+:", known)
    assert run_program("audit", "verify", "--known", known, **database_at(database)).returncode == 0
    with sqlite3.connect(database) as connection:
        connection.execute("update audit_entry set verb = 'nothing' where sequence = 1")
    broken = run_program("audit", "verify", **database_at(database))
    assert (broken.returncode, broken.stdout, broken.stderr) == (1, "", "Entry 1 was altered\n")


def test_the_links_of_agencies_are_checked_too(database: Path) -> None:
    checked = run_program("resources", "check", **database_at(database))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("Homeward: 20 resources")
    assert len(checked.stdout.splitlines()) == 2
    with sqlite3.connect(database) as connection:
        connection.execute("update resources_resource set link = 'ours.example' where key like 'own-%'")
    faulty = run_program("resources", "check", **database_at(database))
    assert (faulty.returncode, faulty.stdout.splitlines()[1].endswith("; 1 at fault.")) == (1, True)
    assert "Whom to call in this county, by question: " in faulty.stderr


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    for command in (("refresh",), ("audit", "verify")):
        missing = run_program(*command, **database_at(tmp_path / "nowhere.sqlite3"))
        assert (missing.returncode, missing.stdout) == (2, "")
        assert "homeward serve" in missing.stderr


def test_a_known_entry_that_can_not_be_one_is_told() -> None:
    wrong = run_program("audit", "verify", "--known", "12")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "--known" in wrong.stderr


def test_the_first_administrator_of_an_empty_installation_gets_a_link(tmp_path: Path) -> None:
    given = ("Ada First", "ada@example.org", "--agency", "county", "--called", "Lake County")
    added = run_program("add-administrator", *given, **database_at(tmp_path / "new.sqlite3"))
    assert added.returncode == 0, added.stderr
    assert "Ada First is administrator of Lake County" in added.stdout
    assert "localhost/account/invitation/" in added.stdout
    site = {"HOMEWARD_SITE_URL": "https://homeward.example.org"}
    again = run_program("add-administrator", *given, **database_at(tmp_path / "new.sqlite3"), **site)
    assert again.returncode == 0, "her link was lost: there is nobody else who could invite her"
    assert "https://homeward.example.org/account/invitation/" in again.stdout


def test_a_database_of_a_newer_version_is_not_touched(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(
            "insert into django_migrations (app, name, applied) values ('casefile', '9999', '2030-01-01')"
        )
    try:
        for command in (("refresh",), ("serve", "--address", "127.0.0.1:0")):
            newer = run_program(*command, **database_at(database), HOMEWARD_SECRET_KEY="x" * 40)
            assert (newer.returncode, newer.stdout) == (2, "")
            assert "newer version of Homeward" in newer.stderr
    finally:
        with sqlite3.connect(database) as connection:
            connection.execute("delete from django_migrations where name = '9999'")


def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    nowhere = {"HOMEWARD_DATABASE": f"postgresql://homeward@/homeward?host={tmp_path}"}
    given = ("Ada First", "ada@example.org", "--agency", "county")
    silent = run_program("add-administrator", *given, HOMEWARD_DATA=str(tmp_path), **nowhere)
    assert (silent.returncode, silent.stdout) == (2, "")
    assert "HOMEWARD_DATABASE" in silent.stderr


def test_a_place_that_is_taken_is_told_before_anything_is_prepared(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        refused = run_program("serve", "--demo", "--address", address, HOMEWARD_DATA=str(tmp_path / "site"))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"can not listen at {address}" in refused.stderr
    assert not (tmp_path / "site").exists()
