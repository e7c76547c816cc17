"""`homeward demo`: a made-up county to try everything on."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from homeward.cli.arguments import AsOf, day_to_look_at, open_manual
from homeward.cli.endings import CommandError
from homeward.cli.outputs import refuse_folder
from homeward.cli.terminal import Page
from homeward.cli.words import counted, day_words

FIRST_DAY: Final = date(1960, 1, 1)
LAST_DAY: Final = date(2198, 12, 31)
"""The days as of which a county can be made: what was before and is arranged ahead must fit into a caseload too."""

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the caseload; made if absent.")]
Children = Annotated[
    int, typer.Option("--children", min=0, help="How many children are in care; as many more have left it.")
]
Seed = Annotated[int, typer.Option("--seed", help="Another seed, another county; the same seed, the same county.")]


def demo(directory: Directory, children: Children = 2000, seed: Seed = 1, as_of: AsOf = None) -> None:
    """Write a made-up county to try things on.

    It is a caseload that looks real, in which nobody is. It holds the named children of the documentation too, each
    with a story that shows one rule at work.
    """
    _refuse_others_files(directory)
    refuse_folder(directory, "DIR")
    from homeward.demo.county import make_county, write_county

    day = day_to_look_at(as_of, open_manual(None))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise CommandError(f"--as-of: a county can be made as of {FIRST_DAY} to {LAST_DAY}, not as of {day}.")
    county = make_county(children=children, seed=seed, as_of=day)
    write_county(county, directory)
    page = Page()
    page.whole(
        f"{counted(len(county.children), 'made-up child', 'made-up children')} as of {day_words(day)}, in {directory}"
    )
    page.whole(f"Next: homeward evaluate {directory} --as-of {day} --out answers", style="dim")


def _refuse_others_files(directory: Path) -> None:
    """Only an empty folder, or one that holds an earlier demo county and nothing else, may be written."""
    if not directory.is_dir():
        return
    names = {"children.csv", "episodes.csv", "placements.csv", "events.csv", "README.txt"}
    found = {file.name for file in directory.iterdir() if not file.name.startswith(".")}
    readme = directory / "README.txt"
    is_ours = readme.is_file() and readme.read_text(encoding="utf-8", errors="replace").startswith(
        "Everybody in this folder is made up."
    )
    if found - names or (found and not is_ours):
        other = sorted(found - names or found)[0]
        raise CommandError(
            f"{directory} holds other files ({other}). Name a new folder, so that nothing of yours is overwritten."
        )
