import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

SECRET = "for-this-test-only-and-long-enough-to-pass"
CHECK = """
import sys
from homeward.website.serving import prepare, problems
prepare(demo="--demo" in sys.argv)
import django
django.setup()
print("\\n".join(problems(demo="--demo" in sys.argv)))
"""


def told(*arguments: str, **environment: str) -> str:
    """What stands in the way of serving with this environment; what went wrong if Django does not even start."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    run = subprocess.run(
        [sys.executable, "-c", CHECK, *arguments],
        env={**kept, "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout.strip() or run.stderr.strip()


def test_nothing_stands_in_the_way_of_a_server_with_a_secret() -> None:
    assert told(HOMEWARD_SECRET_KEY=SECRET) == ""


def test_a_server_without_a_secret_is_refused() -> None:
    assert "HOMEWARD_SECRET_KEY" in told()
    assert "HOMEWARD_SECRET_KEY" in told(HOMEWARD_SECRET_KEY="short")


@pytest.mark.parametrize(
    ("name", "value"), [("HOMEWARD_DEBUG", "true"), ("HOMEWARD_HOSTS", "*"), ("HOMEWARD_DEMO", "true")]
)
def test_a_server_that_shows_or_lets_in_too_much_is_refused(name: str, value: str) -> None:
    assert name in told(HOMEWARD_SECRET_KEY=SECRET, **{name: value})


def test_the_demonstration_makes_its_own_secret_and_listens_to_this_machine_s_names() -> None:
    assert told("--demo") == ""


def test_a_provider_without_its_secret_is_refused_by_name() -> None:
    provider = {"HOMEWARD_OIDC_SERVER": "https://id.example.org", "HOMEWARD_OIDC_CLIENT": "homeward"}
    assert "HOMEWARD_OIDC_SECRET is not set" in told(HOMEWARD_SECRET_KEY=SECRET, **provider)


def test_what_never_changes_is_read_once_before_the_processes_part_and_no_connection_is_shared() -> None:
    read = """
import gc
from homeward.website.serving import _read_once, prepare
prepare(demo=True)
import django
django.setup()
_read_once()
from django.db import connection
from homeward.website.policy_in_force import manual_with
print(gc.get_freeze_count() > 100_000, manual_with.cache_info().currsize, connection.connection)
"""
    run = subprocess.run([sys.executable, "-c", read], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "1", "None"]


def test_every_static_file_is_found_under_its_hashed_name(tmp_path: Path) -> None:
    environment = {**os.environ, "HOMEWARD_STATIC": str(tmp_path), "HOMEWARD_SECRET_KEY": SECRET}
    command = [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "--verbosity=0"]
    environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "ignore"}
    subprocess.run(command, env=environment, check=True)
    style_sheets = list((tmp_path / "vendor/uswds/css").glob("uswds.min.*.css"))
    assert len(style_sheets) == 1
    assert "sprite" in " ".join(path.name for path in (tmp_path / "vendor/uswds/img").iterdir())
