"""`homeward resources`: the library of what to read, as it ships and as agencies keep it."""

from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.database import open_database
from homeward.cli.endings import FAILED, CommandError
from homeward.cli.terminal import Page
from homeward.cli.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homeward.resources.links import Linked

resources = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The library of resources.")

Shipped = Annotated[
    bool, typer.Option("--shipped", help="Only what comes with Homeward: no database is needed for that.")
]


@resources.callback()
def group() -> None:
    """The library of resources."""


@resources.command()
def check(shipped: Shipped = False) -> None:
    """Find links that were copied badly or stand twice.

    It opens none of them and needs no network: whether a page still says what it did, a person of the agency looks at.
    Exit status: 0 nothing was found; 1 something was (each on standard error).
    """
    from homeward.resources.links import problems
    from homeward.resources.shipped import shipped as shipped_ones

    whose: list[tuple[str, Iterable[Linked]]] = [("Homeward", shipped_ones())]
    if not shipped:
        open_database()
        whose += _of_agencies()
    page, lines = Page(), []
    for name, library in whose:
        listed = list(library)
        found = [f"{name}: {title}: {fault}" for title, fault in problems(listed)]
        lines += found
        without = sum(1 for one in listed if not one.link)
        page.line(f"{name}: {counted(len(listed), 'resource')}, {without} without a link; {len(found)} at fault.")
    if lines:
        raise CommandError(*lines, status=FAILED)


def _of_agencies() -> "list[tuple[str, Iterable[Linked]]]":
    """The library of each agency that made something of it, without what is retired."""
    from homeward.resources.library import library_of
    from homeward.workforce.models import Agency

    keeping = Agency.objects.filter(resources__isnull=False).distinct().order_by("name")
    return [(str(one), [listed for listed in library_of(one) if not listed.is_retired]) for one in keeping]
