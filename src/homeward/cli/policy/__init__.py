"""`homeward policy`: the manual itself, to be read, checked, changed, and compared."""

import typer

from homeward.cli.policy.check import check
from homeward.cli.policy.diff import diff
from homeward.cli.policy.docs import docs
from homeward.cli.policy.listing import show_list
from homeward.cli.policy.show import show

policy = typer.Typer(help="Read, check and compare policy manuals.", no_args_is_help=True, rich_markup_mode=None)
policy.command("list")(show_list)
policy.command()(show)
policy.command()(check)
policy.command()(docs)
policy.command()(diff)
