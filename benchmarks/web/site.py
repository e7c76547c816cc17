"""The website in processes of its own, as `homeward serve` starts it, on a database that was filled before."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

_HOMEWARD = (sys.executable, "-c", "from homeward.cli import app; app(prog_name='homeward')")
_STARTS_WITHIN = 120.0


@contextmanager
def served(data: Path, workers: int, database: str | None = None) -> Iterator[int]:
    """Serve the demonstration from a folder of data as long as the block; yields the port. TimeoutError if it fails."""
    port = _free_port()
    settings = {"HOMEWARD_DATA": str(data)} | ({"HOMEWARD_DATABASE": database} if database else {})
    command = [*_HOMEWARD, "serve", "--demo", "--address", f"127.0.0.1:{port}", "--workers", str(workers)]
    server = subprocess.Popen(
        command,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(port, server)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise TimeoutError("the website did not start")
