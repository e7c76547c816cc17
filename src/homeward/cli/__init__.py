"""The command line: thin. Each command takes its arguments, calls what does the work, and shows the result.

Whatever is large (numpy, Polars, the engine) is loaded by the function that needs it, so that `--help` is instant.
"""

from typing import Annotated

import typer

from homeward import __version__
from homeward.cli.add_administrator import add_administrator
from homeward.cli.audit import audit
from homeward.cli.check import check
from homeward.cli.demo import demo
from homeward.cli.digest import digest
from homeward.cli.endings import Commands
from homeward.cli.evaluate import evaluate
from homeward.cli.explain import explain
from homeward.cli.import_extract import import_extract
from homeward.cli.letters import letters
from homeward.cli.load_demo import load_demo
from homeward.cli.policy import policy
from homeward.cli.refresh import refresh
from homeward.cli.resources import resources
from homeward.cli.schedule import schedule
from homeward.cli.serve import serve
from homeward.cli.work import work

app = typer.Typer(
    name="homeward",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"homeward {__version__}")
        raise typer.Exit


@app.callback()
def homeward(
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_show_version)] = False,
) -> None:
    """Turns permanency policy into dates: what is owed to every child in care, by when, and why."""


for command in (
    *(evaluate, explain, check, schedule, demo),
    *(serve, work, load_demo, refresh, digest, letters, add_administrator),
):
    app.command()(command)
app.command("import")(import_extract)
app.add_typer(policy, name="policy")
app.add_typer(audit, name="audit")
app.add_typer(resources, name="resources")
