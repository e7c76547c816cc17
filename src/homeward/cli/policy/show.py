"""`homeward policy show`: one rule whole, for reading."""

import re
from typing import TYPE_CHECKING, Annotated, Final

import typer

from homeward.cli.arguments import ManualName, open_manual
from homeward.cli.endings import CommandError
from homeward.cli.terminal import Page

if TYPE_CHECKING:
    from homeward.policy.manual import Manual
    from homeward.policy.rule import Entry

_QUOTED: Final = re.compile(r"`(\w+)`")
_BEFORE_TITLE: Final = re.compile(r"\A<!--.*?-->\s*# (.*)\n")

RuleId = Annotated[str, typer.Argument(metavar="RULE", help="The id of a rule, cycle, clock or calendar.")]


def show(rule: RuleId, manual: ManualName = None) -> None:
    """Show one rule whole.

    Its sources, how it is read, each wording in plain words, and its examples: the page of the handbook, followed by
    the names that it uses.
    """
    policy = open_manual(manual)
    try:
        entry = policy.entry(rule)
    except KeyError as problem:
        raise CommandError(problem.args[0]) from None
    _show(Page(), entry, policy)


def _show(page: Page, entry: "Entry", manual: "Manual") -> None:
    from homeward.policy.handbook import rule_page

    written, meanings = rule_page(entry), _meanings(manual)
    used = [name for name in dict.fromkeys(_QUOTED.findall(written)) if name in meanings]
    if used:
        written += "\n## Names used here\n\n" + "\n".join(f"- `{name}`: {meanings[name]}" for name in used)
    page.line(entry.title, style="bold")
    page.markdown(_BEFORE_TITLE.sub("", written))


def _meanings(manual: "Manual") -> dict[str, str]:
    """What every name means that a rule of the manual may use."""
    from homeward.policy import given
    from homeward.policy.handbook import days_of_cycles

    words = (manual.day_words, manual.days_words, manual.condition_words)
    named = {name: word.means for group in words for name, word in group.items()}
    entries = {entry.id: entry.title for entry in (*manual.cycles.values(), *manual.clocks.values())}
    return {
        **given.EPISODE_DAYS,
        **given.OCCASION_DAYS,
        **given.LINK_DAYS,
        **given.SETS,
        **days_of_cycles(manual),
        **entries,
        **named,
    }
