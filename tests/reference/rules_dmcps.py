"""The obligations of `wi_dmcps`: permanency ratings and permanency roundtables."""

from datetime import date
from typing import Literal

from .calendar import (
    DAY,
    court_days_before,
    days_after,
    first_court_day_after,
    months_after,
    months_before,
    working_days_after,
)
from .cycles import Link, hearing_day, scheduled_days
from .facts import EpisodeFacts, earliest
from .rules_wi import CASE_MANAGER, SUPERVISOR, first_from
from .situation import Occasion, Situation

CONSULTANT = "permanency_consultant"
Answer = Literal["yes", "no", "cannot_tell"]


def rating_initial(situation: Situation) -> list[Occasion]:
    """The first rating within 60 days of the first placement."""
    facts = situation.facts
    start = facts.first_placed
    rated = facts.first_day("permanency_rating")
    return [Occasion("wi-dmcps.rating-initial", CONSULTANT, 1, start, days_after(start, 60), rated)]


def rating_before_hearing(situation: Situation) -> list[Occasion]:
    """A new rating a month before each hearing."""
    facts = situation.facts
    found = []
    for link in situation.hearing_links:
        hearing = hearing_day(facts, link)
        due, after = months_before(hearing, 1), link.after or facts.removed
        later_ratings = facts.days("permanency_rating")[1:]
        meeting = [day for day in later_ratings if day > after and (link.closed_on is None or day < link.closed_on)]
        found.append(
            Occasion(
                "wi-dmcps.rating-before-hearing",
                CONSULTANT,
                link.number,
                opens=months_before(hearing, 2),
                due=due,
                met=earliest(meeting),
                closing_day=link.closed_on,
                required=due > after and due >= days_after(facts.first_placed, 60),
            )
        )
    return found


def roundtable_owed(facts: EpisodeFacts, day: date, held: bool, rating_matters: bool = True) -> Answer:
    """Whether the child has to have a roundtable, looked at on the day.

    If the day is that of the roundtable that was held, a rating made on it does not count.
    """
    rating, _ = facts.rating_on(day - DAY if held else day)
    if rating_matters and rating not in (None, "poor"):
        return "no"
    if facts.exemptions(day):
        return "no"
    return "cannot_tell" if facts.child.birth_date is None else "yes"


def roundtable_before_hearing(situation: Situation) -> list[Occasion]:
    """A roundtable within the month before each hearing later than 11 completed months."""
    facts = situation.facts
    month_11 = months_after(facts.removed, 11)
    found = []
    for link in situation.hearing_links:
        hearing = hearing_day(facts, link)
        if hearing <= month_11:
            continue
        held = roundtable_of_link(facts, link, hearing)
        if held is not None:
            looked_at = held
        elif link.closed_on is not None:
            looked_at = hearing - DAY
        else:
            looked_at = facts.discharged or facts.as_of
        owed = roundtable_owed(facts, looked_at, held is not None)
        found.append(
            Occasion(
                "wi-dmcps.roundtable-before-hearing",
                CONSULTANT,
                link.number,
                opens=max(months_before(hearing, 1), month_11),
                due=hearing - DAY,
                met=held,
                closing_day=link.closed_on,
                required=owed != "no",
                decidable=owed != "cannot_tell",
            )
        )
    return found


def roundtable_of_link(facts: EpisodeFacts, link: Link, hearing: date) -> date | None:
    """The first roundtable in the month before the hearing, or before any day it was scheduled for."""
    windows = [(months_before(day, 1), day - DAY) for day in [hearing, *scheduled_days(facts, link)]]
    held = facts.days("roundtable_held")
    return earliest([day for day in held if any(first <= day <= last for first, last in windows)])


def roundtable_month_15(situation: Situation) -> list[Occasion]:
    """A roundtable in the 15th month of care."""
    facts, month_14, month_15 = situation.facts, situation.month_14, situation.month_15
    if month_14 is None or month_15 is None:
        return []
    due = month_15 - DAY
    closed_on = first_from(facts.days("permanency_hearing_held"), month_15)
    held = earliest(
        [day for day in facts.days("roundtable_held") if day >= month_14 and (closed_on is None or day < closed_on)]
    )
    looked_at = held or min(facts.as_of, due, facts.discharged or facts.as_of)
    owed = roundtable_owed(facts, looked_at, held is not None, not situation.every_child_in_month_15)
    return [
        Occasion(
            "wi-dmcps.roundtable-month-15",
            CONSULTANT,
            1,
            opens=month_14,
            due=due,
            met=held,
            closing_day=closed_on,
            required=owed != "no",
            decidable=owed != "cannot_tell",
        )
    ]


def roundtable_every_six_months(situation: Situation) -> list[Occasion]:
    """The next roundtable of a child rated Poor who is in care longer than 15 months."""
    facts, month_15 = situation.facts, situation.month_15
    if facts.discharged is not None or month_15 is None or facts.as_of <= month_15:
        return []
    if facts.rating_on(facts.as_of)[0] != "poor" or facts.exemptions(facts.as_of):
        return []
    last_held = max(facts.days("roundtable_held"), default=None)
    if last_held is None or last_held < months_before(month_15, 6):
        last_held = month_15
    due = months_after(last_held, 6)
    return [
        Occasion(
            "wi-dmcps.roundtable-every-six-months",
            CONSULTANT,
            1,
            opens=months_before(due, 1),
            due=due,
            met=None,
            decidable=facts.child.birth_date is not None,
        )
    ]


def consultation_form(situation: Situation) -> list[Occasion]:
    """The consultation form within 5 working days of each roundtable."""
    roundtables = situation.facts.days("roundtable_held")
    forms = situation.facts.days("consultation_form_completed")
    found = []
    for number, held in enumerate(roundtables, start=1):
        due = working_days_after(held, 5)
        following = earliest([day for day in roundtables if day > held])
        meeting = [day for day in forms if day >= held and (following is None or day < following)]
        found.append(
            Occasion(
                "wi-dmcps.consultation-form",
                CASE_MANAGER,
                number,
                opens=held,
                due=due,
                met=earliest(meeting),
                closing_day=None if following is None else max(following, due + DAY),
            )
        )
    return found


def roundtable_in_plan(situation: Situation) -> list[Occasion]:
    """Each roundtable stands in the plan 5 court days before the next hearing."""
    facts = situation.facts
    included = facts.days("roundtable_included_in_plan")
    hearings = [(hearing_day(facts, link), link.closed_on) for link in situation.hearing_links]
    found = []
    for number, held in enumerate(facts.days("roundtable_held"), start=1):
        rule_id, met = "wi-dmcps.roundtable-in-plan", first_from(included, held)
        later = [pair for pair in hearings if pair[0] > held]
        if later:
            hearing, closed_on = later[0]
            due = max(court_days_before(hearing, 5), first_court_day_after(held))
            closing_day = None if closed_on is None else max(closed_on, due + DAY)
            found.append(Occasion(rule_id, SUPERVISOR, number, held, due, met, closing_day))
        elif facts.discharged is None:
            found.append(Occasion(rule_id, SUPERVISOR, number, held, None, met, decidable=False))
    return found


RULES = (
    rating_initial,
    rating_before_hearing,
    roundtable_before_hearing,
    roundtable_month_15,
    roundtable_every_six_months,
    consultation_form,
    roundtable_in_plan,
)
