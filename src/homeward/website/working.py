"""What is done in the background: one process beside the website that takes up what waits, one thing after another."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from homeward.website.serving import prepare

_PROGRAM: Final = "from homeward.website.working import work; work(beside={parent})"
_SECONDS: Final = 2


def work(*, beside: int | None = None) -> None:
    """Do what waits, until stopped, or until the program with the number `beside` is gone.

    What is under way when one is asked to stop is brought to its end first.
    """
    prepare(demo=False)
    import django
    from django.core.management import call_command

    django.setup()
    if beside is not None:
        threading.Thread(target=_end_with, args=(beside,), daemon=True).start()
    call_command("db_worker", verbosity=0, interval=1, startup_delay=False, reload=False)


@contextmanager
def working_beside() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that works in the background as long as the block, or as this program, lasts."""
    mine = os.getpid()  # told, not asked for: it may be gone before the other one has begun
    program = subprocess.Popen([sys.executable, "-c", _PROGRAM.format(parent=mine)])
    try:
        yield program
    finally:
        # The server's own processes leave the block too, when they end: to them it is no child that they forgot.
        if os.getpid() == mine:
            program.terminate()
            program.wait()
        else:
            program.returncode = 0


def _end_with(parent: int) -> None:
    """End when the program that started this one is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
