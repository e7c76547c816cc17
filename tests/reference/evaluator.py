"""The obligations and the roundtable determinations of one child on one day."""

from datetime import date

from . import rules_dmcps, rules_wi
from .calendar import DAY, completed_months, months_after, months_before
from .clocks import Clocks
from .cycles import hearing_day
from .facts import episodes_in_care
from .history import ChildHistory
from .situation import DEFAULTS, ResultRow, Settings, Situation

__all__ = ["DEFAULTS", "determinations", "obligations"]


def situations(child: ChildHistory, as_of: date, settings: Settings) -> list[Situation]:
    """The child's episodes begun on or before the as-of date, each with its clocks and cycles."""
    episodes = episodes_in_care(child, as_of)
    clocks = Clocks(episodes, as_of)
    return [Situation(facts, clocks, settings) for facts in episodes]


def obligations(child: ChildHistory, as_of: date, *, settings: Settings, every: bool = False) -> list[ResultRow]:
    """The rows of the obligations table, in its order; with `every` also those that are not required."""
    rows: list[ResultRow] = []
    for situation in situations(child, as_of, settings):
        for rule in (*rules_wi.RULES, *rules_dmcps.RULES):
            written = [occasion.row(situation.facts, every) for occasion in rule(situation)]
            rows.extend(row for row in written if row is not None)
    return sorted(rows, key=order_of_obligations)


def order_of_obligations(row: ResultRow) -> tuple[str, str, str, date, int]:
    """Child, episode, rule, due day (empty first), number."""
    due = row["due_on"] or date.min
    assert isinstance(due, date)
    return str(row["child_id"]), str(row["episode_id"]), str(row["rule_id"]), due, int(str(row["occasion"]))


def determinations(child: ChildHistory, as_of: date, *, settings: Settings) -> list[ResultRow]:
    """The row of the determinations table for each open episode: none or one."""
    open_ones = [found for found in situations(child, as_of, settings) if found.facts.discharged is None]
    return [determination_row(situation) for situation in open_ones]


def determination_row(situation: Situation) -> ResultRow:
    """The row of one open episode."""
    facts = situation.facts
    determination, reasons = determine(situation)
    rating, rated_on = facts.rating_on(facts.as_of)
    hearing = hearing_day(facts, situation.hearing_links[-1])
    return {
        "child_id": facts.child.child_id,
        "episode_id": facts.episode.episode_id,
        "determination": determination,
        "reasons": ";".join(reasons),
        "rating": rating,
        "rated_on": rated_on,
        "months_in_care": completed_months(facts.removed, facts.as_of),
        "care_days_in_last_22_months": situation.clocks.care.in_22_months(facts.as_of),
        "next_hearing_on": hearing,
        "window_opens_on": months_before(hearing, 1),
        "window_closes_on": hearing - DAY,
    }


def determine(situation: Situation) -> tuple[str, list[str]]:
    """The seven steps of the roundtable determination: the answer and its reason codes."""
    facts = situation.facts
    as_of, month_14 = facts.as_of, situation.month_14
    exemptions = facts.exemptions(as_of)
    if as_of < months_after(facts.removed, 11) and (month_14 is None or as_of < month_14):
        return "not_yet", ["before_month_11"]
    if exemptions:
        return "exempt", exemptions
    return determine_by_rating(situation)


def determine_by_rating(situation: Situation) -> tuple[str, list[str]]:
    """Steps 4 to 7, for a child to whom no exemption is known to apply."""
    facts, month_14, month_15 = situation.facts, situation.month_14, situation.month_15
    rating, _ = facts.rating_on(facts.as_of)
    in_month_15 = month_14 is not None and month_15 is not None and month_14 <= facts.as_of < month_15
    reason = None
    if rating is None or rating == "poor":
        reason = "not_rated" if rating is None else "rated_poor"
    elif situation.every_child_in_month_15 and in_month_15:
        reason = "month_15"
    if reason is not None and facts.child.birth_date is None:
        return "cannot_tell", ["birth_date_not_recorded"]
    if reason is not None:
        return "required", [reason]
    if rating in ("fair", "uncertain"):
        return "optional", [f"rated_{rating}"]
    return "exempt", ["above_poor"]
