"""A PostgreSQL for the tests alone: files and socket in a temporary folder, no TCP, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

GIVEN = "HOMEWARD_TEST_PG_DSN"
"""Names a database to use instead, where one is provided."""

INSTALLED = Path("/usr/lib/postgresql")
MISSING = "no PostgreSQL: apt-get install -y postgresql"

OPTIONS = "-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"


@pytest.fixture(scope="session")
def postgres_dsn() -> Iterator[str]:
    """The connection string of an empty database. Without PostgreSQL the test is left out (or fails: CI=true)."""
    if given := os.environ.get(GIVEN):
        yield given
        return
    programs = newest_programs()
    if programs is None:
        pytest.skip(MISSING)
    with own_server(programs) as dsn:
        yield dsn


def newest_programs(installed: Path = INSTALLED) -> Path | None:
    """The folder of the newest `initdb` and `pg_ctl` on this machine, if there is any."""
    found = [path.parent for path in installed.glob("*/bin/initdb")]
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


@contextmanager
def own_server(programs: Path, options: str = "") -> Iterator[str]:
    """A server that runs as long as the block, with further `options` if any; yields its connection string.

    Raises `CalledProcessError` if it does not start; what the programs said stands on standard error.
    """
    folder = Path(tempfile.mkdtemp(prefix="homeward-postgres-"))
    data, log = folder / "data", folder / "log"
    options = f"{OPTIONS.format(folder=folder)} {options}"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _run(programs / "initdb", "-D", data, "-U", "homeward", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        _run(programs / "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)
        try:
            yield f"host={folder} dbname=postgres user=homeward"
        finally:
            _run(programs / "pg_ctl", "stop", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def _run(program: Path, *arguments: str | Path) -> None:
    """PostgreSQL refuses to run as root, so root hands over to the user that Debian's package made.

    It starts from `/` because that user may not be allowed to look into the current folder.
    """
    as_postgres = ["/usr/sbin/runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_postgres, program, *arguments], cwd="/", check=True, stdout=subprocess.DEVNULL)
