"""Checks: rules without a due date, answered beside what is recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from homeward.policy.caseload import Caseload
from homeward.policy.days import BITS, Days, day_of
from homeward.policy.daysets import DaySet, distinct
from homeward.policy.facts import Facts
from homeward.policy.occasions import Occasions
from homeward.policy.reckoning import Answers
from homeward.policy.rule import Check, CheckVersion, in_force


@dataclass(frozen=True, eq=False)
class Checked:
    """The answers of one check: a row for each occasion, with the days that it shows and what it finds.

    `finding` is NO, CAN_NOT_TELL or YES for each row; None if the check finds nothing by itself.
    """

    rule: Check
    version: CheckVersion
    rows: Occasions
    dates: Mapping[str, Days]
    finding: Answers | None


def entered_days(child: Caseload, days: Iterable[date]) -> DaySet:
    """Days that a person has entered for one child, each as one of the last stay that had begun by then.

    A day before the first stay is left out.
    """
    numbers = np.array([day_of(day) for day in days], np.int64)
    episode = np.searchsorted(child.removed_on, numbers, side="right") - 1
    begun = episode >= 0
    return DaySet(distinct((episode[begun] << BITS) + numbers[begun]))


def check(facts: Facts, rule: Check) -> Checked:
    """One check for all its occasions, by the version in force on the day of the facts."""
    version = in_force(rule.versions, facts.as_of)
    rows = facts.occasions(version.per)
    rows = rows.settling(judged_on=rows.day("occasion"))
    dates = {name: rows.day_by(day) for name, day in version.dates.items()}
    return Checked(rule, version, rows, dates, rows.holds(version.finding) if version.finding else None)
