"""How an error stands in the log: where it happened and what kind it is, without what it says.

What it says may quote a row of the database or what somebody typed, and so a child. The secret in the address of a
link is left out too: who reads a log could use it.
"""

import logging
import re
import traceback
from types import TracebackType

_SECRET = re.compile(
    r"(/(?:invited|guest|calendar|account/invitation|account/password/reset/key|morning-mail/stop)/)[^/\s]+"
)
"""What stands behind one of these in an address opens something."""


class WithoutValues(logging.Formatter):
    """A line of the log; below it the places of the code through which an error came."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1…", super().format(record))

    def formatException(  # noqa: N802  (logging names it so)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The errors from the first cause to the last, each with its places."""
        told: list[str] = []
        error = ei[1]
        while error is not None:
            places = "".join(traceback.format_tb(error.__traceback__))
            told.insert(0, f"{places}{type(error).__module__}.{type(error).__name__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nled to\n".join(told)
