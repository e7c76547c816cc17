"""The obligations of `us` and `wi`: plans, reviews, hearings, relatives, active efforts, termination petition."""

from datetime import date

from .calendar import days_after, months_after, months_before
from .facts import EpisodeFacts, earliest
from .situation import Occasion, Situation

CASE_MANAGER, SUPERVISOR = "ongoing_case_manager", "supervisor"
SEARCH_EVENTS = (
    "placement_change_expected",
    "concurrent_goal_set",
    "reunification_ruled_out",
    "indian_child_determined",
)


def first_from(days: list[date], start: date) -> date | None:
    """The first of the days on or after the start."""
    return earliest([day for day in days if day >= start])


def permanency_plan(situation: Situation) -> list[Occasion]:
    """The first plan within 60 days of removal; not required if the child went home on that very day without one."""
    facts = situation.facts
    due, filed = days_after(facts.removed, 60), facts.first_day("permanency_plan_filed")
    home_on_the_day = filed is None and facts.discharged == due
    return [
        Occasion("wi.permanency-plan", CASE_MANAGER, 1, facts.removed, due, filed, required=not home_on_the_day),
    ]


def permanency_plan_update(situation: Situation) -> list[Occasion]:
    """Each plan is followed by the next one within 6 months."""
    filed = situation.facts.days("permanency_plan_filed")
    return [
        Occasion(
            "wi.permanency-plan-update",
            CASE_MANAGER,
            number,
            opens=months_after(day, 5),
            due=months_after(day, 6),
            met=earliest([later for later in filed if later > day]),
        )
        for number, day in enumerate(filed, start=1)
    ]


def permanency_review(situation: Situation) -> list[Occasion]:
    """A review for each link of the review cycle, unless the agency holds a hearing every six months."""
    if situation.settings["hearing_interval"] == "6 months":
        return []
    return [
        Occasion("wi.permanency-review", SUPERVISOR, link.number, months_before(link.due, 1), link.due, link.closed_on)
        for link in situation.review_links
    ]


def permanency_hearing(situation: Situation) -> list[Occasion]:
    """A hearing for each link of the hearing cycle."""
    return [
        Occasion("wi.permanency-hearing", SUPERVISOR, link.number, months_before(link.due, 1), link.due, link.closed_on)
        for link in situation.hearing_links
    ]


def review_summary(situation: Situation) -> list[Occasion]:
    """A written summary within 30 days of each review."""
    sent = situation.facts.days("review_summary_sent")
    reviews = situation.facts.days("permanency_review_held")
    return [
        Occasion("wi.review-summary", SUPERVISOR, number, day, days_after(day, 30), first_from(sent, day))
        for number, day in enumerate(reviews, start=1)
    ]


def relative_notice(situation: Situation) -> list[Occasion]:
    """Notice to the relatives within 30 days of removal."""
    removed, sent = situation.facts.removed, situation.facts.first_day("relative_notice_sent")
    return [Occasion("wi.relative-notice", CASE_MANAGER, 1, removed, days_after(removed, 30), sent)]


def days_goal_left_reunification(facts: EpisodeFacts) -> list[date]:
    """Days whose goal is another one where the last goal before that day was reunification."""
    found, goal_before = [], None
    for day, goal in facts.last_values("permanency_goal_set").items():
        if goal != "reunification" and goal_before == "reunification":
            found.append(day)
        goal_before = goal
    return found


def relative_search(situation: Situation) -> list[Occasion]:
    """A search for relatives after removal and after each day that calls for a new one."""
    facts = situation.facts
    triggers = {facts.removed, *facts.placement_changes, *facts.days(*SEARCH_EVENTS)}
    triggers.update(days_goal_left_reunification(facts))
    searched, allowed = facts.days("relative_search"), situation.days_setting("relative_search_days")
    return [
        Occasion("wi.relative-search", CASE_MANAGER, number, day, days_after(day, allowed), first_from(searched, day))
        for number, day in enumerate(sorted(triggers), start=1)
    ]


def goals_reevaluated(situation: Situation) -> list[Occasion]:
    """The goals are looked at again after each placement change."""
    facts = situation.facts
    done, allowed = facts.days("goals_reevaluated"), situation.days_setting("goals_reevaluated_days")
    return [
        Occasion("wi.goals-reevaluated", CASE_MANAGER, number, day, days_after(day, allowed), first_from(done, day))
        for number, day in enumerate(facts.placement_changes, start=1)
    ]


def active_efforts(situation: Situation) -> list[Occasion]:
    """Active efforts are evaluated for each link of the review cycle of an Indian child."""
    facts, rule_id = situation.facts, "wi.wicwa-active-efforts"
    if facts.child.indian_child == "unknown" and facts.discharged is None:
        last = situation.review_links[-1].number
        return [Occasion(rule_id, CASE_MANAGER, last, None, None, None, decidable=False)]
    if facts.child.indian_child != "yes":
        return []
    determined = facts.first_day("indian_child_determined")
    found = []
    for link in situation.review_links:
        if link.closed_on is not None and determined is not None and link.closed_on < determined:
            continue
        due = link.due if link.closed_on is None else link.closed_on
        evaluated = [
            day
            for day in facts.days("active_efforts_evaluated")
            if (link.after is None or day > link.after) and (link.closed_on is None or day <= link.closed_on)
        ]
        opens = max(months_before(due, 1), link.after or facts.removed)
        found.append(
            Occasion(rule_id, CASE_MANAGER, link.number, opens, due, earliest(evaluated), closing_day=link.closed_on)
        )
    return found


def tpr_petition(situation: Situation) -> list[Occasion]:
    """A petition, or an exception on record, when the child was placed outside the home for 15 of 22 months."""
    facts = situation.facts
    day = situation.clocks.tpr_day(facts)
    met = facts.first_day("tpr_petition_filed", "tpr_exception_documented")
    with_relative = day is not None and day <= facts.as_of and facts.types_by_day.get(day) == "relative_home"
    if day is None or facts.is_eighteen(day) or with_relative:
        return [Occasion("us.tpr-15-of-22", SUPERVISOR, 1, None, None, met, required=False)]
    opens = max(months_before(day, 3), facts.placed_outside_home)
    return [Occasion("us.tpr-15-of-22", SUPERVISOR, 1, opens, day, met)]


RULES = (
    permanency_plan,
    permanency_plan_update,
    permanency_review,
    permanency_hearing,
    review_summary,
    relative_notice,
    relative_search,
    goals_reevaluated,
    active_efforts,
    tpr_petition,
)
