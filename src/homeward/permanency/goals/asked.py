"""What the manual's checks ask to be written for a goal, and which goal they forbid."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np

from homeward.casefile.frame import caseload_of
from homeward.casefile.models import Child, Event
from homeward.policy.checks import Checked, check
from homeward.policy.days import date_of, day_of
from homeward.policy.facts import Facts
from homeward.policy.reckoning import NO, YES
from homeward.policy.rule import Check, in_force
from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import capital, day_words, plain

PRIMARY, CONCURRENT = "permanency_goal_set", "concurrent_goal_set"
GOAL_KINDS: Final = (PRIMARY, CONCURRENT)
REEVALUATED: Final = "goals_reevaluated"

_OTHER_PLANNED: Final = "wi.other-planned-arrangement"
_FIELDS: Final = {
    "wi.goal-rationale": ("rationale", "efforts"),
    _OTHER_PLANNED: ("compelling_reason", "efforts", "enduring_adult"),
}
"""Where that which a check asks for is written."""

FIELD_WORDS: Final = {
    "rationale": "the rationale for this goal",
    "efforts": "the efforts made to achieve it",
    "compelling_reason": "the compelling reason why no other goal is best for the child",
    "enduring_adult": "the adult with whom the child has an enduring relationship",
}


def checks_on(kind: str, goal: str, today: date) -> list[Check]:
    """The checks of the manual that look at a goal of this kind."""
    return [one for one in _checks() if _concerns(in_force(one.versions, day_of(today)).per, kind, goal)]


def fields_asked(rule: Check) -> tuple[str, ...]:
    """The fields in which that stands what a check asks for; an agency's own check asks what it supersedes asked."""
    return _FIELDS.get(rule.id) or _FIELDS.get(rule.supersedes, ())


def forbidden(event: Event, today: date) -> str:
    """Why a goal that has just been recorded can not be the goal, with the citation; empty if it can.

    Only what is certain forbids: without a birth date nobody can tell, and the child's page says so.
    """
    for rule in checks_on(event.kind, event.value, today):
        if _OTHER_PLANNED in {rule.id, rule.supersedes}:
            checked = _checked(event.child, rule, today)
            for row in _rows_of(checked, event.on, YES):
                days = ((name, date_of(day[row])) for name, day in checked.dates.items())
                said = "".join(f" {capital(plain(name))}: {day_words(day)}." for name, day in days if day)
                return f"{rule.title} ({rule.sources[0].cite}).{said}"
    return ""


def cannot_tell(child: Child, kind: str, goal: str, today: date) -> bool:
    """Whether nobody can tell if this may be the goal: it depends on the age, which is not recorded."""
    ids = {id for rule in checks_on(kind, goal, today) for id in (rule.id, rule.supersedes)}
    return child.birth_date is None and _OTHER_PLANNED in ids


def findings(child: Child, today: date) -> Iterator[tuple[date, Check, str]]:
    """What the manual's checks of goals find in what is recorded: the day of the goal, the check, and what it says."""
    conditions = manual_in_force().condition_words
    for rule in _checks():
        checked = _checked(child, rule, today)
        if checked.finding is not None:
            unknown = f"Cannot tell: {conditions[checked.version.finding].unknown}"
            for row in np.flatnonzero(checked.finding != NO):
                on = date_of(checked.rows.day("occasion")[row])
                assert on, "every occasion of a check has its day"
                yield on, rule, checked.version.says if checked.finding[row] == YES else unknown


def _checks() -> list[Check]:
    return [rule for rule in manual_in_force().checks if fields_asked(rule)]


def _concerns(name: str, kind: str, goal: str) -> bool:
    """Whether a set of days of the manual has those on which such a goal is set."""
    word = manual_in_force().days_words.get(name)
    if word is None:
        return False
    return (word.event == kind and goal in word.values) or any(_concerns(one, kind, goal) for one in word.any_of)


def _checked(child: Child, rule: Check, today: date) -> Checked:
    return check(Facts(caseload_of(child.pk), manual_in_force(), day_of(today)), rule)


def _rows_of(checked: Checked, on: date, answer: int) -> list[int]:
    """The rows of a day with an answer."""
    if checked.finding is None:
        return []
    of_day = checked.rows.day("occasion") == day_of(on)
    return [int(row) for row in np.flatnonzero(of_day & (checked.finding == answer))]
