"""The process that works beside the website lasts exactly as long as the website."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cast_county import copy_of, database_at
from tests.repository.tree import ROOT

BESIDE = """
import time, django
from homeward.website.serving import prepare
prepare(demo=False)
django.setup()
from homeward.website.working import working_beside
with working_beside() as program:
    print(program.pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_it_ends_with_the_program_that_began_it(tables: Path, tmp_path: Path, how: signal.Signals) -> None:
    own = database_at(copy_of(tables, tmp_path / "work.sqlite3"))
    environment = {**os.environ, **own, "PYTHONPATH": str(ROOT / "src")}
    program = subprocess.Popen(
        [sys.executable, "-c", BESIDE], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert program.stdout is not None
    worker = int(program.stdout.readline())
    time.sleep(2)
    program.send_signal(how)
    program.wait()
    program.stdout.close()
    assert is_gone(worker)


def is_gone(process: int) -> bool:
    """Whether a process ends within some seconds."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").read_text().split()[2] == "Z":
            return True
        time.sleep(0.2)
    return False
