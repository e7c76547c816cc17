"""`homeward audit`: is the record of who saw and changed what still whole?"""

import re
from typing import Annotated

import typer

from homeward.cli.database import open_database
from homeward.cli.endings import FAILED, CommandError
from homeward.cli.terminal import Page

audit = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The record of who saw or changed what.")

Known = Annotated[
    str | None,
    typer.Option("--known", metavar="NUMBER:HASH", help="An entry as an earlier run told it, kept somewhere else."),
]


@audit.callback()
def group() -> None:
    """The record of who saw or changed what."""


@audit.command()
def verify(known: Known = None) -> None:
    """Find entries that were altered, removed or inserted.

    Exit status: 0 the chain holds; 1 it does not. The last line has the number and hash of the last entry: keep it
    somewhere else, and give it with --known the next time, so that not even a chain written anew goes unnoticed.
    """
    noted = _noted(known)
    open_database()
    from homeward.audit.chain import verify as verify_chain

    verified = verify_chain(known=noted)
    if verified.breaks:
        lines = (f"Entry {found.sequence} {found.says}" for found in verified.breaks)
        raise CommandError(*lines, status=FAILED)
    page = Page()
    page.line(f"The audit is whole: {verified.entries:,} entries.")
    page.whole(f"Last entry: {verified.entries}:{verified.last_hash}")


def _noted(known: str | None) -> tuple[int, str] | None:
    if known is None:
        return None
    found = re.fullmatch(r"(\d+):([0-9a-f]{64})", known.strip())
    if not found:
        raise CommandError("--known: write the number and the hash as `homeward audit verify` told them: 12:0f3a…")
    return int(found[1]), found[2]
