"""`homeward policy list`: the rules of a manual."""

from typing import TYPE_CHECKING

from homeward.cli.arguments import ManualName, open_manual
from homeward.cli.terminal import Page, columns
from homeward.cli.words import plain

if TYPE_CHECKING:
    from rich.table import Table

    from homeward.policy.manual import Manual
    from homeward.policy.rule import Entry


def show_list(manual: ManualName = None) -> None:
    """List the rules of a manual.

    Each with its title, who owes it, the manual it stands in, and how sure we are of its text.
    """
    policy = open_manual(manual)
    page = Page()
    page.line(
        f"{policy.title} ({policy.id}), on top of {', '.join(list(policy.folders)[:-1]) or 'nothing'}", style="bold"
    )
    for title, entries in _kinds(policy).items():
        if entries:
            page.heading(title)
            page.table(_table(entries))
    page.line()
    page.line("homeward policy show RULE tells one of them whole.", style="dim")


def _kinds(manual: "Manual") -> "dict[str, list[Entry]]":
    counted_with = [*manual.cycles.values(), *manual.clocks.values(), *manual.calendars.values()]
    return {
        "Obligations: what is owed by a day": list(manual.obligations),
        "Determinations: who must have a roundtable": list(manual.determinations),
        "Checks: what to look at, without a day": list(manual.checks),
        "What days are counted with": sorted(counted_with, key=lambda entry: entry.id),
    }


def _table(entries: "list[Entry]") -> "Table":
    from rich.text import Text

    table = columns("", "", whole=(0,))
    for entry in entries:
        about = [plain(getattr(entry, "owner", "")), f"manual {entry.manual}", ", ".join(entry.confidences)]
        title = Text(entry.title).append("\n" + " · ".join(part for part in about if part), style="dim")
        table.add_row(f"  {entry.id}", title)
    return table
