"""`homeward policy check`: is a manual well formed, and does every example come out as it says?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Final

import typer

from homeward.cli.arguments import open_manual
from homeward.cli.endings import CommandError
from homeward.cli.terminal import Page
from homeward.cli.words import counted

if TYPE_CHECKING:
    from homeward.policy.examples import ExampleResult
    from homeward.policy.manual import Manual
    from homeward.policy.rule import Check, Determination, Obligation

LEAST_EXAMPLES: Final = 3

Directory = Annotated[
    str | None, typer.Argument(metavar="DIR", help="The manual's folder, or its name; wi_dmcps if left out.")
]


def check(directory: Directory = None) -> None:
    """Check a manual, and run its examples.

    It must be well formed, and every rule must have three examples, one of them at a boundary, that come out as they
    say. Exit status: 0 all is well; 2 it is not (each problem on standard error).
    """
    from homeward.policy.examples import run_examples

    manual = open_manual(directory)
    results = list(run_examples(manual))
    failed = [result for result in results if result.differences]
    problems = [*_too_few(manual), *(line for result in failed for line in _told(result))]
    ran = f"{counted(len(results), 'example')} of {counted(len({one.rule_id for one in results}), 'rule')}"
    if problems:
        raise CommandError(
            *problems, f"{manual.id}: {len(failed)} of {ran} came out otherwise, {counted(len(problems), 'problem')}."
        )
    Page().line(f"{manual.id}: well formed; {ran} come out as they say.")


def _too_few(manual: "Manual") -> Iterator[str]:
    """A line for each rule with fewer than three examples, or none at a boundary."""
    rules: list[Obligation | Determination | Check] = [*manual.obligations, *manual.determinations, *manual.checks]
    for rule in rules:
        examples = [example for version in rule.versions for example in version.examples]
        if len(examples) < LEAST_EXAMPLES:
            yield f"{rule.file}, {rule.id}: has {counted(len(examples), 'example')}; write at least {LEAST_EXAMPLES}"
        if not any(example.boundary for example in examples):
            yield f"{rule.file}, {rule.id}: no example is at a boundary; give one boundary = true"


def _told(result: "ExampleResult") -> Iterator[str]:
    yield f'{result.rule_id}, example "{result.example.name}":'
    yield from (f"    {difference}" for difference in result.differences)
