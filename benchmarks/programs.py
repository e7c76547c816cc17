"""`homeward` as somebody types it: a program of its own, its start included."""

import subprocess
import sys
import time

_HOMEWARD = (sys.executable, "-c", "from homeward.cli import app; app(prog_name='homeward')")


def seconds_of(*arguments: object) -> float:
    """How long `homeward` with these arguments takes. Raises CalledProcessError if it fails."""
    start = time.perf_counter()
    subprocess.run([*_HOMEWARD, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
