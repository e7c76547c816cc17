from pathlib import Path

import pytest

from homeward.website import environment
from homeward.website.environment import SettingError

NAME = "HOMEWARD_TRIED"


def test_a_text_without_default_must_be_set() -> None:
    with pytest.raises(SettingError, match="HOMEWARD_TRIED is not set"):
        environment.text(NAME)


@pytest.mark.parametrize(("written", "read"), [("true", True), ("False", False), ("TRUE", True)])
def test_yes_and_no_are_written_true_and_false(monkeypatch: pytest.MonkeyPatch, written: str, read: bool) -> None:
    monkeypatch.setenv(NAME, written)
    assert environment.yes_no(NAME, not read) is read


@pytest.mark.parametrize("written", ["yes", "1", "", "ture"])
def test_anything_else_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAME, written)
    with pytest.raises(SettingError, match="HOMEWARD_TRIED"):
        environment.yes_no(NAME, False)


@pytest.mark.parametrize("written", ["-1", "0", "3.5", "many", ""])
def test_a_number_below_the_least_or_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(NAME, written)
    with pytest.raises(SettingError, match="at least 1"):
        environment.whole_number(NAME, 30, least=1)


def test_a_list_has_commas_and_may_have_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "one.example, two.example,")
    assert environment.words(NAME) == ["one.example", "two.example"]


def test_a_folder_is_made_absolute() -> None:
    assert environment.folder(NAME, "build/site") == Path("build/site").absolute()


def test_a_database_of_sqlite_waits_for_other_writers() -> None:
    found = environment.database(NAME, "sqlite:data/homeward.sqlite3")
    assert found["NAME"] == "data/homeward.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_database_of_postgresql_is_read_with_its_odd_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "postgresql://ann:p%40ss@db.example:5433/homeward?sslmode=require")
    found = environment.database(NAME, "")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("ann", "p@ss", "db.example", "5433")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_another_database_is_refused() -> None:
    with pytest.raises(SettingError, match="sqlite: or postgresql"):
        environment.database(NAME, "mysql://somewhere")
