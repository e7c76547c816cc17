"""Work in a process of its own, and how much memory that took."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def in_own_process(
    work: Callable[Arguments, Answer], *arguments: Arguments.args, **named: Arguments.kwargs
) -> tuple[Answer, int]:
    """What `work` gives in a new process, and the peak memory of that process, in MiB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        answer = process.submit(work, *arguments, **named).result()
        return answer, process.submit(peak_memory).result()


def peak_memory() -> int:
    """The most memory that this process has had resident, in MiB (Linux).

    `resource.getrusage` would count what the parent had when it started this process.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(line for line in lines if line.startswith("VmHWM:"))
    return int(peak.split()[1]) // 1024
