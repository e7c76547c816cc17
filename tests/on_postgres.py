"""Runs the tests of the web on PostgreSQL instead of SQLite: `python -m tests.on_postgres [pytest's arguments]`."""

import os
import subprocess
import sys
from contextlib import nullcontext
from urllib.parse import quote, urlencode

from psycopg.conninfo import conninfo_to_dict

from tests.postgres import GIVEN, MISSING, newest_programs, own_server

APPS = (
    "workforce",
    "audit",
    "casefile",
    "obligations",
    "wicwa",
    "family",
    "permanency",
    "extracts",
    "administration",
    "resources",
    "roundtables",
    "worklists",
    "learning",
)
FOLDERS = [f"tests/{app}" for app in APPS]


def setting(dsn: str) -> str:
    """A connection string of PostgreSQL's own kind as the setting HOMEWARD_DATABASE has it."""
    parts = {name: str(value) for name, value in conninfo_to_dict(dsn).items() if value}
    person = ":".join(quote(parts[name]) for name in ("user", "password") if name in parts)
    place = {"host": parts["host"]} | ({"port": parts["port"]} if "port" in parts else {})
    return f"postgresql://{person}@/{quote(parts['dbname'])}?{urlencode(place)}"


def run(arguments: list[str]) -> int:
    """The tests' exit status."""
    given, programs = os.environ.get(GIVEN), newest_programs()
    if not given and programs is None:
        sys.exit(MISSING)
    with nullcontext(given) if given or programs is None else own_server(programs) as dsn:
        environment = {**os.environ, "HOMEWARD_DATABASE": setting(str(dsn))}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "--migrations", *arguments], env=environment, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(run([*FOLDERS, *sys.argv[1:]]))
