"""The undated checks of the goals in force, as a child's page and the tab of goals show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from homeward.casefile.models import Child, Event
from homeward.permanency.goals.asked import CONCURRENT, findings
from homeward.permanency.goals.history import GoalPeriod, Goals
from homeward.policy.rule import Check
from homeward.website.words import plain


@dataclass(frozen=True)
class GoalNote:
    """Something to look at about a goal, with the rule that asks for it."""

    event: Event
    rule: Check
    says: str


def notes_on(goals: Goals) -> Iterator[GoalNote]:
    """What is not on record of the goals in force and should be: rationale, efforts, compelling reason."""
    for period in goals.in_force:
        for missing in period.missing:
            yield GoalNote(
                period.event, missing.rule, f"{_name(period)}: {'; '.join(missing.words)}. Not on record yet."
            )


def found(child: Child, goals: Goals, today: date) -> list[GoalNote]:
    """What the manual's checks find in what is recorded, as far as it concerns the goals in force."""
    known = list(findings(child, today))
    return [
        GoalNote(period.event, rule, says)
        for period in goals.in_force
        for on, rule, says in known
        if on == period.event.on and any(rule.id == one.id for one in period.rules)
    ]


def _name(period: GoalPeriod) -> str:
    kind = "Concurrent goal" if period.event.kind == CONCURRENT else "Permanency goal"
    return f"{kind} {plain(period.event.value)}"
