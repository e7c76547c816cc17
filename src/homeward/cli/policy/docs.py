"""`homeward policy docs`: the handbook, written from the manual."""

from pathlib import Path
from typing import Annotated

import typer

from homeward.cli.arguments import ManualName, open_manual
from homeward.cli.outputs import refuse_folder
from homeward.cli.terminal import Page
from homeward.cli.words import counted

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the pages.", show_default=True)]


def docs(directory: Directory = Path("docs/policy"), manual: ManualName = None) -> None:
    """Write the handbook.

    A page for each rule, the words that rules are written with, and the open questions.
    """
    from homeward.policy.handbook import write_handbook

    policy = open_manual(manual)
    refuse_folder(directory, "DIR")
    pages = write_handbook(policy, directory)
    Page().whole(f"{counted(len(pages), 'page')} of {policy.id} in {directory}")
