"""How measurements are shown: tables that can be pasted into a document."""

from rich import box
from rich.console import Console
from rich.table import Table


def console() -> Console:
    """Standard output, wide enough that no row is broken."""
    return Console(width=200, highlight=False)


def results_table(*texts: str, numbers: tuple[str, ...]) -> Table:
    """An empty table in Markdown: columns of text, then columns of numbers."""
    table = Table(box=box.MARKDOWN)
    for name in texts:
        table.add_column(name, no_wrap=True)
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table
