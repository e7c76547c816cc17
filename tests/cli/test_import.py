"""`homeward import`, on a database of its own."""

import shutil
from pathlib import Path

import pytest

from tests.cast_county import copy_of, database_at
from tests.cli.command import read_rows, run_program


@pytest.fixture(scope="module")
def settings(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A database with the cast's county."""
    return database_at(copy_of(filled, tmp_path_factory.mktemp("site") / "homeward.sqlite3"))


@pytest.fixture
def caseload(tmp_path: Path, cast: Path) -> Path:
    """The cast's caseload in a drop folder."""
    folder = tmp_path / "drop" / "nightly"
    shutil.copytree(cast, folder)
    return folder


def add(caseload: Path, table: str, line: str) -> None:
    with (caseload / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def test_the_newest_caseload_of_the_folder_is_imported_and_told(settings: dict[str, str], caseload: Path) -> None:
    shutil.make_archive(str(caseload.parent / "tonight"), "zip", caseload)
    done = run_program("import", caseload.parent, **settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{caseload.parent / 'tonight.zip'} is imported.",
        "  children: 24 unchanged",
        "  episodes: 25 unchanged",
        "  placements: 39 unchanged",
        "  events: 434 unchanged",
    ]


def test_with_a_fault_nothing_is_imported(settings: dict[str, str], caseload: Path) -> None:
    add(caseload, "events", "aiyana-rivers,relative_search,2026-11-19,")
    add(caseload, "events", "aiyana-rivers,relative_serch,2026-11-20,")
    done = run_program("import", caseload.parent, **settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'did you mean "relative_search"?' in done.stderr
    assert "1 fault in" in done.stderr
    assert "Nothing was imported." in done.stderr


def test_the_rows_at_fault_are_left_out_and_written_down_if_that_is_asked(
    settings: dict[str, str], caseload: Path, tmp_path: Path
) -> None:
    add(caseload, "events", "aiyana-rivers,relative_search,2026-11-19,")
    add(caseload, "events", "aiyana-rivers,relative_serch,2026-11-20,")
    refused = tmp_path / "refused.csv"
    done = run_program("import", caseload, "--skip-bad-rows", refused, **settings)
    assert done.returncode == 0, done.stderr
    assert "  events: 1 new, 434 unchanged, 1 refused" in done.stdout.splitlines()
    assert [row["kind"] for row in read_rows(refused)] == ["relative_serch"]


def test_what_can_not_be_imported_is_told(settings: dict[str, str], tmp_path: Path, caseload: Path) -> None:
    asked = {
        "holds no caseload": (tmp_path,),
        "is no folder and no caseload": (tmp_path / "nowhere",),
        "no agency with the identifier": (caseload, "--agency", "elsewhere"),
    }
    for says, given in asked.items():
        done = run_program("import", *given, **settings)
        assert (done.returncode, done.stdout) == (2, "")
        assert says in done.stderr


def test_while_another_is_imported_it_is_left_for_later(settings: dict[str, str], caseload: Path) -> None:
    import fcntl
    import os

    lock = Path(settings["HOMEWARD_DATA"]) / "extracts" / "importing.lock"
    lock.parent.mkdir(exist_ok=True)
    opened = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(opened, fcntl.LOCK_EX)
    done = run_program("import", caseload, **settings)
    os.close(opened)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Another extract is being imported." in done.stderr
