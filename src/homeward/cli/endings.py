"""How a command ends: with a result, with lines that say what is wrong, or quietly. Never with a traceback.

A traceback shows what the program was holding, and that may be a child's record.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

from typer.core import TyperGroup

INPUT_AT_FAULT: Final = 2
FAILED: Final = 1
STOPPED: Final = 128 + signal.SIGTERM
"""What a shell says of a program that was asked to stop."""

_SHOW_ERRORS: Final = "HOMEWARD_SHOW_ERRORS"


class CommandError(Exception):
    """What was asked can not be done. Each line is for the person who asked; `status` is the exit status."""

    def __init__(self, *lines: str, status: int = INPUT_AT_FAULT) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
        self.status = status


class Commands(TyperGroup):
    """The commands of `homeward`, each ending as this module says."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        _settle_streams()
        try:
            with _stopped_in_order(), _written_out():
                return super().main(*args, **kwargs)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as problem:  # A panic of Polars is no Exception.
            lines, status = _told(problem)
            _tell(lines)
            sys.exit(status)
        finally:
            _forget_unwritten(sys.stdout)
            _forget_unwritten(sys.stderr)


def _told(problem: BaseException) -> tuple[tuple[str, ...], int]:
    """The lines and the exit status for something that went wrong."""
    from homeward.batch.caseload import CaseloadError
    from homeward.policy.grammar import ManualError

    match problem:
        case CommandError():
            return problem.lines, problem.status
        case ManualError():
            return problem.problems, INPUT_AT_FAULT
        case CaseloadError():
            return tuple(str(fault) for fault in problem.faults), INPUT_AT_FAULT
        case BrokenPipeError():
            return (), FAILED  # Nobody reads on (`| head`).
        case OSError():
            place = f"{problem.filename}: " if problem.filename else ""
            return (f"The work could not be finished. {place}{problem.strerror or problem}",), FAILED
        case MemoryError():
            return ("There is not enough memory on this machine.",), FAILED
    return tuple(_defect(problem)), FAILED


def _defect(problem: BaseException) -> Iterator[str]:
    """What a maintainer needs of an error that nobody foresaw, without a word of the data."""
    yield f"This is a defect of Homeward: {type(problem).__name__}."
    frames = traceback.extract_tb(problem.__traceback__)
    for frame in (one for one in frames if "typer" not in Path(one.filename).parts):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
    if os.environ.get(_SHOW_ERRORS):
        yield f"  {problem}"
    else:
        yield f"What the error says is left out, as it may hold data of children; {_SHOW_ERRORS}=1 shows it."


def _tell(lines: tuple[str, ...]) -> None:
    try:
        for line in lines:
            print(line, file=sys.stderr)  # noqa: T201
    except OSError:
        pass  # Nobody is listening any more.


def _settle_streams() -> None:
    """Let a character that the terminal can not show, or a stream that was closed, be no reason to fail."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@contextmanager
def _written_out() -> Iterator[None]:
    """Let a result that can not be written be known before the program ends."""
    try:
        yield
    finally:
        sys.stdout.flush()


def _forget_unwritten(stream: Any) -> None:
    """Forget what waits in a stream that can not be written, or Python would complain of it at the very end."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Let a request to stop unwind the program as Ctrl-C does, so that files half written are taken away."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        sys.exit(STOPPED)

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
