"""The federal and the state's rules, a function each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from benchmarks.rivals.python_loop.clocks import Clocks
from benchmarks.rivals.python_loop.stay import ONE_DAY, Link, Stay

TRIGGERS_OF_SEARCH = (
    "placement_change_expected",
    "concurrent_goal_set",
    "reunification_ruled_out",
    "indian_child_determined",
)


@dataclass(slots=True)
class Occasion:
    """What a rule asks on one occasion. An occasion that is closed and not met was missed."""

    rule_id: str
    number: int
    opens_on: date | None
    due_on: date | None
    met_on: date | None = None
    closed: bool = False
    cannot_tell: bool = False


def permanency_plan(stay: Stay) -> Iterator[Occasion]:
    due_on = stay.removed_on + timedelta(days=60)
    met_on = stay.first("permanency_plan_filed")
    if met_on or stay.discharged_on != due_on:
        yield Occasion("wi.permanency-plan", 1, stay.removed_on, due_on, met_on)


def permanency_plan_update(stay: Stay) -> Iterator[Occasion]:
    filed = stay.days("permanency_plan_filed")
    for number, (day, following) in enumerate(zip(filed, [*filed[1:], None], strict=False), 1):
        yield Occasion(
            "wi.permanency-plan-update", number, stay.months_after(day, 5), stay.months_after(day, 6), following
        )


def permanency_review(stay: Stay) -> Iterator[Occasion]:
    if stay.hearing_interval != 6:
        yield from _cycle(stay, "wi.permanency-review", stay.review_links)


def permanency_hearing(stay: Stay) -> Iterator[Occasion]:
    yield from _cycle(stay, "wi.permanency-hearing", stay.hearing_links)


def _cycle(stay: Stay, rule_id: str, links: list[Link]) -> Iterator[Occasion]:
    for link in links:
        yield Occasion(rule_id, link.number, stay.months_after(link.due_on, -1), link.due_on, link.closed_on)


def review_summary(stay: Stay) -> Iterator[Occasion]:
    yield from _answers(stay, "wi.review-summary", stay.days("permanency_review_held"), 30, "review_summary_sent")


def relative_notice(stay: Stay) -> Iterator[Occasion]:
    due_on = stay.removed_on + timedelta(days=30)
    yield Occasion("wi.relative-notice", 1, stay.removed_on, due_on, stay.first("relative_notice_sent"))


def relative_search(stay: Stay, days: int) -> Iterator[Occasion]:
    triggers = {stay.removed_on, *stay.placement_changes, *_goals_given_up(stay)}
    triggers.update(*(stay.days(kind) for kind in TRIGGERS_OF_SEARCH))
    yield from _answers(stay, "wi.relative-search", sorted(triggers), days, "relative_search")


def _goals_given_up(stay: Stay) -> Iterator[date]:
    """The days on which the permanency goal stopped being reunification."""
    for earlier, day in pairwise(stay.days("permanency_goal_set")):
        if stay.goal_on(earlier) == "reunification" != stay.goal_on(day):
            yield day


def goals_reevaluated(stay: Stay, days: int) -> Iterator[Occasion]:
    yield from _answers(stay, "wi.goals-reevaluated", stay.placement_changes, days, "goals_reevaluated")


def _answers(stay: Stay, rule_id: str, triggers: list[date], days: int, kind: str) -> Iterator[Occasion]:
    """Each trigger day is answered by the first event of a kind on or after it."""
    for number, day in enumerate(triggers, 1):
        yield Occasion(rule_id, number, day, day + timedelta(days=days), stay.first_from(kind, day))


def wicwa_active_efforts(stay: Stay) -> Iterator[Occasion]:
    rule_id = "wi.wicwa-active-efforts"
    if stay.child.indian_child == "unknown" and not stay.discharged_on:
        yield Occasion(rule_id, stay.review_links[-1].number, None, None, cannot_tell=True)
    if stay.child.indian_child != "yes":
        return
    determined_on = stay.first("indian_child_determined") or date.min
    for link in stay.review_links:
        if link.closed_on and link.closed_on < determined_on:
            continue
        due_on = link.closed_on or link.due_on
        met_on = stay.first_from("active_efforts_evaluated", link.after + ONE_DAY if link.after else stay.removed_on)
        if met_on and link.closed_on and met_on > link.closed_on:
            met_on = None
        opens_on = max(stay.months_after(due_on, -1), link.after or stay.removed_on)
        yield Occasion(rule_id, link.number, opens_on, due_on, met_on, closed=link.closed_on is not None)


def tpr_15_of_22(stay: Stay, clocks: Clocks) -> Iterator[Occasion]:
    due_on = clocks.tpr_on
    if not due_on or (stay.child.birth_date and stay.months_after(stay.child.birth_date, 216) <= due_on):
        return
    if due_on <= stay.as_of and stay.placement_on(due_on) == "relative_home":
        return
    done = [stay.first("tpr_petition_filed"), stay.first("tpr_exception_documented")]
    opens_on = max(stay.months_after(due_on, -3), clocks.placed_outside_on)
    yield Occasion("us.tpr-15-of-22", 1, opens_on, due_on, min((day for day in done if day), default=None))
