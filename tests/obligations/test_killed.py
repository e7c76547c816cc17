"""A process that is killed while it saves leaves nothing half-written."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cast_county import TODAY, copy_of, database_at

pytestmark = pytest.mark.slow

SAVES_BEFORE = 3
KILLED = (0.0, 0.004, 0.009, 0.017)
"""So many seconds after a save: in the middle of the next one, here or there."""


def program(what: str, file: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.obligations.saving", what, TODAY.isoformat()]
    paths = os.pathsep.join([*sys.path, os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, **database_at(file), "PYTHONPATH": paths}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def look(file: Path) -> dict[str, Any]:
    looking = program("look", file)
    said, _ = looking.communicate()
    assert looking.returncode == 0
    found: dict[str, Any] = json.loads(said)
    return found


def test_a_save_that_is_killed_is_whole_or_not_there(filled: Path, tmp_path: Path) -> None:
    file = copy_of(filled, tmp_path / "homeward.sqlite3")
    before = look(file)
    for seconds in KILLED:
        saving = program("save", file)
        assert saving.stdout is not None
        assert [saving.stdout.readline() for _ in range(SAVES_BEFORE)] == ["saved\n"] * SAVES_BEFORE
        time.sleep(seconds)
        saving.kill()
        saving.communicate()
    after = look(file)
    assert after["faults"] == []
    added = [
        {now - was for now, was in zip(numbers, before["counts"][child], strict=True)}
        for child, numbers in after["counts"].items()
    ]
    assert [len(differences) for differences in added] == [1] * len(added), "a part of a save without the others"
    assert sum(max(differences) for differences in added) >= SAVES_BEFORE * len(KILLED)
