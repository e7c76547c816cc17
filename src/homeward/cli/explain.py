"""`homeward explain`: one child's story, and every obligation with its reason."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.arguments import AsOf, CaseloadPath, Every, ManualName, Settings, day_to_look_at, open_manual
from homeward.cli.endings import CommandError
from homeward.cli.reading import opened
from homeward.cli.story import tell_story
from homeward.cli.terminal import Page, progress
from homeward.cli.words import printable

if TYPE_CHECKING:
    from homeward.policy.caseload import Caseload

ChildId = Annotated[str, typer.Option("--child", metavar="ID", help="The child_id, exactly as the caseload has it.")]

Brief = Annotated[bool, typer.Option("--brief", help="Only what is still to be done, without the sources' words.")]


def explain(
    caseload: CaseloadPath,
    child: ChildId,
    *,
    as_of: AsOf = None,
    manual: ManualName = None,
    settings: Settings = None,
    every: Every = False,
    brief: Brief = False,
) -> None:
    """Explain one child: the timeline, what is owed, and why.

    Each obligation has its reason, the citation and quote of the policy, how we read it, and what is still open.
    """
    from homeward.policy.explain import explain as explain_child

    policy = open_manual(manual, settings)
    day = day_to_look_at(as_of, policy)
    found = _find(caseload, child)
    tell_story(Page(), found, explain_child(found, policy, day, child, every=every), policy, brief=brief)


def _find(caseload: Path, child_id: str) -> "Caseload":
    """The one child, out of a caseload of any size."""
    with progress() as shown, opened(caseload, shown) as reading:
        for chunk in reading.chunks():
            if child_id in chunk.child_id:
                return chunk.of_child(child_id)
    raise CommandError(
        f'There is no child with the id "{printable(child_id)}" in {caseload}. Ids are compared exactly as they stand.'
    )
