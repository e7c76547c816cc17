"""The tests' own PostgreSQL: fresh, and reachable by nobody else."""

from pathlib import Path

import psycopg
import pytest

from tests.postgres import newest_programs


@pytest.mark.postgres
def test_it_listens_on_no_network_address(postgres_dsn: str) -> None:
    with psycopg.connect(postgres_dsn) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_the_newest_programs_are_taken_by_number_not_by_spelling(tmp_path: Path) -> None:
    for release in ("9", "15", "16"):
        (tmp_path / release / "bin").mkdir(parents=True)
        (tmp_path / release / "bin/initdb").touch()
    assert newest_programs(tmp_path) == tmp_path / "16/bin"


def test_without_programs_there_are_none(tmp_path: Path) -> None:
    assert newest_programs(tmp_path) is None
