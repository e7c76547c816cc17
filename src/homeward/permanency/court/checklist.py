"""What has to go out before a review or hearing, and the check of a finding from which a hearing is due.

The days stand in the policy manual's checks (`dates`); here they are worked out for a day that is announced or due.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from homeward.casefile.frame import caseload_of
from homeward.casefile.models import Child
from homeward.permanency.models import EffortsNotRequired, NoticeGiven
from homeward.policy.caseload import Caseload
from homeward.policy.checks import check, entered_days
from homeward.policy.days import date_of, day_of
from homeward.policy.explain import Noted
from homeward.policy.facts import Facts
from homeward.policy.occasions import Occasions
from homeward.policy.reckoning import NO
from homeward.policy.rule import Check, CheckVersion, in_force
from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import capital, plain

ENTERED: Final = "entered_day"


def days_entered(child: Child) -> list[date]:
    """The days of a child's file from which a check starts, and which no caseload has."""
    return list(EffortsNotRequired.objects.filter(child=child, withdrawn_at=None).values_list("found_on", flat=True))


@dataclass(frozen=True)
class Line:
    """One thing to see to: by which day, whether that day has passed, and the record of it once it is done."""

    on: date
    says: str
    is_past: bool
    name: str = ""
    done: NoticeGiven | None = None


@dataclass(frozen=True)
class Preparation:
    """What one check of the manual asks before a day."""

    rule: Check
    lines: list[Line]
    asks: tuple[str, ...]


@dataclass(frozen=True)
class EffortsChecked:
    """A finding that reasonable efforts are not required, the days that follow from it, and what the check finds."""

    found: EffortsNotRequired
    rule: Check
    lines: list[Line]
    says: str


def preparations(child: Child, days: Iterable[date], today: date) -> dict[date, list[Preparation]]:
    """What goes out before each of some days, from the checks that are made for each announced review."""
    caseload = caseload_of(child.pk)
    if not len(caseload.child):
        return {}
    facts = Facts(caseload, manual_in_force(), day_of(today))
    asked = [
        (rule, version)
        for rule in manual_in_force().checks
        for version in [in_force(rule.versions, day_of(today))]
        if version.per == "permanency_review_scheduled" and version.dates
    ]
    wanted = list(days)
    given = NoticeGiven.objects.of(child.pk).filter(before__in=wanted) if wanted else []
    done = {(one.before, one.rule, one.name): one for one in given}

    def lines_of(day: date, rule: Check, version: CheckVersion) -> list[Line]:
        found = _lines(Occasions.of_days(facts, ENTERED, entered_days(caseload, [day])), version, today)
        return [replace(line, done=done.get((day, rule.id, line.name))) for line in found]

    return {
        day: [Preparation(rule, lines_of(day, rule, version), version.asks) for rule, version in asked]
        for day in wanted
    }


def lines_before(child: Child, day: date, today: date) -> list[tuple[str, Line]]:
    """What is asked before one day, each line with the id of its check."""
    found = preparations(child, [day], today).get(day, [])
    return [(one.rule.id, line) for one in found for line in one.lines]


def not_seen_to(child: Child, notes: Iterable[Noted], today: date) -> list[Noted]:
    """What a manual's checks note of a child, without what was ticked off: every day of it that has passed is done."""
    listed = list(notes)
    days = {one.on for one in listed if one.rule.versions[0].per == "permanency_review_scheduled"}
    before = {day: lines_before(child, day, today) for day in days}

    def is_seen_to(note: Noted) -> bool:
        past = [line for rule, line in before.get(note.on, []) if rule == note.rule.id and line.is_past]
        return bool(past) and all(line.done for line in past)

    return [note for note in listed if not is_seen_to(note)]


def efforts_checked(child: Child, today: date) -> list[EffortsChecked]:
    """Each finding that reasonable efforts are not required, with what the manual's check says of it."""
    recorded = list(EffortsNotRequired.objects.filter(child=child, withdrawn_at=None).select_related("recorded_by"))
    if not recorded:
        return []
    caseload = caseload_of(child.pk)
    rules = [rule for rule in manual_in_force().checks if rule.versions[0].per == ENTERED]
    return [one for found in recorded for rule in rules for one in _checked(caseload, found, rule, today)]


def _checked(caseload: Caseload, found: EffortsNotRequired, rule: Check, today: date) -> list[EffortsChecked]:
    entered = entered_days(caseload, [found.found_on])
    if not len(entered.key):
        return []
    checked = check(Facts(caseload, manual_in_force(), day_of(today), entered), rule)
    is_found = checked.finding is not None and bool(checked.finding[0] != NO)
    lines = _lines(checked.rows, checked.version, today)
    return [EffortsChecked(found, rule, lines, checked.version.says if is_found else "")]


def _lines(rows: Occasions, version: CheckVersion, today: date) -> list[Line]:
    """The days of a check for its first occasion, in their order."""
    if not len(rows):
        return []
    found = [
        (date_of(rows.day_by(day)[0]), capital(plain(name).removesuffix(" by")), name)
        for name, day in version.dates.items()
    ]
    lines = (Line(on, says, on < today, name) for on, says, name in found if on)
    return sorted(lines, key=lambda line: (line.on, line.says))
