"""Many who save at one moment, on PostgreSQL: nobody is refused because somebody else waits for her, and all holds."""

import json
import os
import subprocess
import sys

import pytest

from tests.cast_county import TODAY
from tests.cli.command import run_program
from tests.on_postgres import setting
from tests.repository.tree import ROOT

pytestmark = pytest.mark.slow


def test_nobody_waits_for_somebody_who_waits_for_her(postgres_dsn: str) -> None:
    settings = {"HOMEWARD_DATABASE": setting(postgres_dsn), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    made = run_program("load-demo", "--children", 0, "--as-of", TODAY, **settings)
    assert made.returncode == 0, made.stderr
    command = [sys.executable, "-m", "tests.obligations.at_once", TODAY.isoformat()]
    ran = subprocess.run(command, env={**os.environ, **settings}, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert (said["wrong"], said["faults"]) == ({}, [])
    assert {"record", "hand_over", "change_person", "break_glass"} <= set(said["done"]), said
