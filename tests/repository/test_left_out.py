"""Nothing is left out in silence: the last line of a run names it, and `CI=true` refuses it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

TESTS = """
import pytest

def test_runs(): pass

def test_needs_something(): pytest.skip("no kettle: apt-get install -y kettle")

@pytest.mark.spark
def test_needs_spark(): raise AssertionError
"""


def run_of(tests: str, folder: Path, *, ci: str, processes: int = 0) -> subprocess.CompletedProcess[str]:
    """A pytest of its own over these tests, with the project's way of telling what is left out."""
    (folder / "test_kettle.py").write_text(tests)
    settings = folder / "pytest.ini"
    settings.write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-c", str(settings), "-p", "tests.left_out"]
    environment = os.environ | {"CI": ci, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)  # these tests are none of Homeward's
    return subprocess.run(
        [*command, "-n", str(processes), "-m", "not spark", str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("processes", [0, 2])
def test_the_last_line_names_what_was_left_out_and_what_would_run_it(tmp_path: Path, processes: int) -> None:
    run = run_of(TESTS, tmp_path, ci="", processes=processes)
    assert run.returncode == 0
    last = run.stdout.splitlines()[-1]
    assert last == "Left out: 1 (Spark's: make test-spark); 1 (no kettle: apt-get install -y kettle)"


@pytest.mark.parametrize("processes", [0, 2])
def test_in_ci_a_test_that_would_be_left_out_fails(tmp_path: Path, processes: int) -> None:
    run = run_of(TESTS, tmp_path, ci="true", processes=processes)
    assert run.returncode == 1
    assert "With CI=true nothing may be left out: no kettle" in run.stdout
    assert "1 failed, 1 passed" in run.stdout.splitlines()[-1]


@pytest.mark.parametrize("processes", [0, 2])
def test_in_ci_a_file_that_would_be_left_out_fails(tmp_path: Path, processes: int) -> None:
    run = run_of("import pytest\npytest.importorskip('kettle')\n", tmp_path, ci="true", processes=processes)
    assert run.returncode != 0
    assert "With CI=true nothing may be left out" in run.stdout


@pytest.mark.parametrize("ci", ["", "true"])
def test_nothing_is_said_when_nothing_is_left_out(tmp_path: Path, ci: str) -> None:
    run = run_of("def test_runs(): pass\n", tmp_path, ci=ci)
    assert run.returncode == 0
    assert "1 passed" in run.stdout.splitlines()[-1]
