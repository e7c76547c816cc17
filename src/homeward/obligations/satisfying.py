"""Which event, once recorded, satisfies an obligation; or which fact of the child, once known, lets one tell."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Final

from django.urls import reverse

from homeward.casefile.models import Child
from homeward.obligations.recording import CASE_MANAGER, record_address
from homeward.policy.given import name_of_cycle
from homeward.policy.rule import Chosen, Day, Entry, Named, Obligation, RecordedAs, Shifted, Sought
from homeward.policy.vocabulary import EVENT_KINDS
from homeward.website.policy_in_force import manual_in_force

_LATER: Final = "later_"
"""The manual calls a rating after the first one a later one; it is recorded as any other."""


@cache
def rules() -> dict[str, Entry]:
    """The entries of the manual in force by id."""
    return {entry.id: entry for entry in manual_in_force().entries}


@cache
def kind_that_satisfies(rule_id: str) -> str:
    """The kind of event to record for an obligation of a rule; empty where no single one satisfies it."""
    rule = rules().get(rule_id)
    if not isinstance(rule, Obligation):
        return ""
    version = rule.versions[0]
    cycle = manual_in_force().cycles.get(version.per)
    if isinstance(version.met_by, Named):
        names = cycle.closed_by if cycle else (version.per,)
    else:
        names = tuple(_events(version.met_by or version.due))
    return next((kind for name in names if (kind := name.removeprefix(_LATER)) in EVENT_KINDS), "")


def _events(day: Day | None) -> Iterator[str]:
    """The events that a day of the manual looks for."""
    match day:
        case Sought(events=events):
            yield from events
        case Shifted(day=other):
            yield from _events(other)
        case Chosen(days=days):
            for one in days:
                yield from _events(one)


def record_at(child: Child, rule_id: str, outcome: str, may: frozenset[str]) -> tuple[str, str]:
    """Where a person may record what an obligation waits for, and what that is called; empty if it is not hers.

    Where one can not tell because the birth date, whether the child is an Indian child, or the day of the next hearing
    is not known, it is that.
    """
    missing = _missing_fact(child, rule_id) if outcome == "cannot_tell" else ""
    if missing:
        return reverse("correct_child", args=(child.pk,)) if CASE_MANAGER in may else "", missing
    kind = (_missing_announcement(rule_id) if outcome == "cannot_tell" else "") or kind_that_satisfies(rule_id)
    return record_address(child.pk, kind, may), kind


def _missing_fact(child: Child, rule_id: str) -> str:
    """The fact of a child that a rule asks for and that is not known."""
    asked = _facts_asked(rule_id)
    if child.birth_date is None and "birth_date" in asked:
        return "birth_date"
    return "indian_child" if child.indian_child == "unknown" and "indian_child" in asked else ""


def _missing_announcement(rule_id: str) -> str:
    """The kind of event that announces the day for which a rule waits, if it waits for the next one of a cycle."""
    asked = _facts_asked(rule_id)
    cycles = manual_in_force().cycles.items()
    return next((one.announced_by for name, one in cycles if f"next_{name_of_cycle(name)}" in asked), "")


@cache
def _facts_asked(rule_id: str) -> frozenset[str]:
    rule = rules().get(rule_id)
    if not isinstance(rule, Obligation):
        return frozenset()
    version = rule.versions[0]
    return frozenset(_mentioned((version.asked_when, version.when, version.unless)))


def _mentioned(asked: object) -> Iterator[str]:
    """The names of days, and `indian_child`, that conditions rest on, however deep in the manual's words."""
    manual = manual_in_force()
    match asked:
        case RecordedAs():
            yield "indian_child"
        case Named(name=name):
            yield name
            if name in manual.day_words:
                yield from _mentioned(manual.day_words[name].is_)
        case str() if asked in manual.condition_words:
            yield from _mentioned(manual.condition_words[asked].is_)
        case tuple():
            for one in asked:
                yield from _mentioned(one)
        case _ if is_dataclass(asked):
            for field in fields(asked):
                yield from _mentioned(getattr(asked, field.name))
