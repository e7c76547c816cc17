"""Writing to the terminal: text wrapped to a readable width, tables, and a progress bar for long work."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress as Bar
    from rich.table import Table

WIDEST: Final = 100
"""Columns. Longer lines are hard to read, and a pipe has no width at all."""

_LONG: Final = 1.0
"""Seconds after which work is long enough for a bar."""


def tell(line: str) -> None:
    """One line on standard error: what a person should know, beside the result."""
    print(line, file=sys.stderr)  # noqa: T201


class Page:
    """The result of a command on standard output, line by line."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console: Console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
        whole = self._console.width if self._console.is_terminal or "COLUMNS" in environ else WIDEST
        self.width = min(whole, WIDEST)
        self._console.width = whole

    def line(self, text: str = "", *, style: str = "", indent: int = 0, hanging: int = 0) -> None:
        """A paragraph, wrapped. Its lines but the first are indented by `hanging` columns more."""
        from rich.text import Text

        # What hangs out on the left is no part of what is wrapped.
        out, body = Text(text[:hanging], style), Text(text[hanging:], style)
        for number, part in enumerate(body.wrap(self._console, max(self.width - indent - hanging, 20)) or [body]):
            part.rstrip()
            beginning = Text(" " * hanging) if number else out
            self._console.print(Text(" " * indent) + beginning + part, soft_wrap=True)

    def whole(self, text: str, *, style: str = "", indent: int = 0) -> None:
        """A line that is never broken: a path or an address, to be copied."""
        self._console.print(" " * indent + text, style=style, soft_wrap=True)

    def heading(self, text: str) -> None:
        """The title of a part, after an empty line."""
        self.line()
        self.line(text, style="bold")

    def markdown(self, text: str) -> None:
        """A page of the handbook."""
        from rich.markdown import Markdown

        self._console.print(Markdown(text, hyperlinks=False), width=self.width)

    def table(self, table: "RenderableType") -> None:
        """A table made by `columns`."""
        self._console.print(table, width=self.width)


def columns(*headers: str, right: tuple[int, ...] = (), whole: tuple[int, ...] = ()) -> "Table":
    """An empty table without frames; the numbers of columns to align right, and of those never to wrap."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(headers), header_style="bold")
    for number, header in enumerate(headers):
        table.add_column(
            header, justify="right" if number in right else "left", no_wrap=number in whole, overflow="fold"
        )
    return table


class Progress:
    """How far long work is. It shows itself after a second, on a terminal; elsewhere it is silent."""

    def __init__(self, patience: float = _LONG) -> None:
        self._bar: Bar | None = None
        self._patience = patience
        self._task: Any = None
        self._begun = time.monotonic()
        self._what = ""

    def advance(self, what: str, done: int, /, total: int | None) -> None:
        """Say what is being done, and how much of it is."""
        if self._bar is None:
            if not sys.stderr.isatty() or time.monotonic() - self._begun < self._patience:
                return
            self._bar = _bar()
            self._bar.start()
        if what != self._what:
            self._what = what
            for task in self._bar.task_ids:
                self._bar.remove_task(task)
            self._task = self._bar.add_task(what, total=total)
        self._bar.update(self._task, completed=done, total=total)

    def close(self) -> None:
        """Take the bar away, so that lines may be told; the next `advance` brings it back."""
        if self._bar is not None:
            self._bar.stop()
            self._bar, self._what = None, ""


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar for the time of some work."""
    shown = Progress()
    try:
        yield shown
    finally:
        shown.close()


def _bar() -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    parts = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*parts, console=Console(stderr=True), transient=True)
