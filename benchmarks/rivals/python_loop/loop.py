"""The loop over children: all obligations and determinations on a day."""

from collections.abc import Iterator
from datetime import date

from benchmarks.rivals.python_loop import rules_dmcps, rules_wi
from benchmarks.rivals.python_loop.clocks import Clocks
from benchmarks.rivals.python_loop.months import WITH_DATEUTIL, Months
from benchmarks.rivals.python_loop.records import Child
from benchmarks.rivals.python_loop.roundtables import Determination, determination_of
from benchmarks.rivals.python_loop.rules_wi import Occasion
from benchmarks.rivals.python_loop.stay import Stay
from benchmarks.rivals.settings import MILWAUKEE, Settings

Obligation = tuple[str, str, str, int, date | None, date | None, date | None, str]
"""child_id, episode_id, rule_id, occasion, opens_on, due_on, met_on, outcome"""


def evaluate(
    children: list[Child], as_of: date, settings: Settings = MILWAUKEE, months: Months = WITH_DATEUTIL
) -> tuple[list[Obligation], list[Determination]]:
    """The required obligations of all children, and the roundtable determinations of all episodes that are open."""
    obligations, determinations = [], []
    for stay, clocks in _stays(children, as_of, settings, months):
        asked = _occasions(stay, clocks, settings)
        obligations += [_row(stay, occasion) for occasion in asked if not _dropped(stay, occasion)]
        if not stay.discharged_on:
            every_child = settings.month_15_for_every_child
            determinations.append(determination_of(stay, clocks, month_15_for_every_child=every_child))
    return obligations, determinations


def _stays(children: list[Child], as_of: date, settings: Settings, months: Months) -> Iterator[tuple[Stay, Clocks]]:
    for child in children:
        stays: list[Stay] = []
        for episode in child.episodes:
            if episode.removed_on <= as_of:
                stays.append(Stay(child, episode, as_of, settings.hearing_interval, months))
                yield stays[-1], Clocks(stays)


def _occasions(stay: Stay, clocks: Clocks, settings: Settings) -> Iterator[Occasion]:
    yield from rules_wi.permanency_plan(stay)
    yield from rules_wi.permanency_plan_update(stay)
    yield from rules_wi.permanency_review(stay)
    yield from rules_wi.permanency_hearing(stay)
    yield from rules_wi.review_summary(stay)
    yield from rules_wi.relative_notice(stay)
    yield from rules_wi.relative_search(stay, settings.relative_search_days)
    yield from rules_wi.goals_reevaluated(stay, settings.goals_reevaluated_days)
    yield from rules_wi.wicwa_active_efforts(stay)
    yield from rules_wi.tpr_15_of_22(stay, clocks)
    yield from rules_dmcps.rating_initial(stay)
    yield from rules_dmcps.rating_before_hearing(stay)
    yield from rules_dmcps.roundtable_before_hearing(stay)
    yield from rules_dmcps.roundtable_month_15(stay, clocks, every_child=settings.month_15_for_every_child)
    yield from rules_dmcps.roundtable_every_six_months(stay, clocks)
    yield from rules_dmcps.consultation_form(stay)
    yield from rules_dmcps.roundtable_in_plan(stay)


def _dropped(stay: Stay, asked: Occasion) -> bool:
    """What was not done and fell due only after the episode had ended is not asked."""
    if asked.met_on or not asked.due_on or not stay.discharged_on:
        return False
    return asked.due_on > stay.discharged_on


def _row(stay: Stay, asked: Occasion) -> Obligation:
    ids = stay.child.child_id, stay.episode.episode_id
    return *ids, asked.rule_id, asked.number, asked.opens_on, asked.due_on, asked.met_on, _outcome(stay, asked)


def _outcome(stay: Stay, asked: Occasion) -> str:
    if asked.cannot_tell or asked.due_on is None or asked.opens_on is None:
        return "cannot_tell"
    if asked.met_on:
        return "met" if asked.met_on <= asked.due_on else "met_late"
    if asked.closed or stay.discharged_on:
        return "missed"
    if asked.due_on < stay.as_of:
        return "overdue"
    return "open" if asked.opens_on <= stay.as_of else "upcoming"
