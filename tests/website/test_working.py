"""The process that works beside the website lasts exactly as long as the website."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

BESIDE = """
import time, django
from homeward.website.serving import prepare
prepare(demo=False)
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from homeward.website.working import working_beside
with working_beside() as program:
    print(program.pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_it_ends_with_the_program_that_began_it(tmp_path: Path, how: signal.Signals) -> None:
    environment = {**os.environ, "HOMEWARD_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    environment["HOMEWARD_DATABASE"] = f"sqlite:{tmp_path / 'work.sqlite3'}"
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
