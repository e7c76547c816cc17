"""Obligations: for each the day it opens, the day it is due, the day it was met, and the outcome."""

from datetime import date
from typing import Any

import numpy as np

from benchmarks.rivals.openfisca_county.definitions import NEVER, Days, computed, months_after, today, words
from benchmarks.rivals.openfisca_county.facts import Rating

OUTCOMES = ("met", "met_late", "missed", "overdue", "open", "upcoming", "cannot_tell", "not_required")
Outcome = words("Outcome", *OUTCOMES)
CANNOT_TELL, NOT_REQUIRED = OUTCOMES.index("cannot_tell"), OUTCOMES.index("not_required")

Codes = np.ndarray[Any, np.dtype[np.int64]]


def outcome(stay: Any, period: Any, opens_on: Days, due_on: Days, met_on: Days) -> Codes:
    """The outcome's place in the list; what was not done and fell due only after the stay is not required."""
    as_of, left_on, never = today(period), stay("discharged_on", period), np.datetime64(NEVER)
    unmet = met_on == never
    conditions = [
        unmet & (due_on > left_on),
        met_on <= due_on,
        ~unmet,
        left_on < never,
        due_on < as_of,
        opens_on <= as_of,
    ]
    return np.select(conditions, [NOT_REQUIRED, *range(5)], OUTCOMES.index("upcoming"))


@computed(date, "The permanency plan is due")
def plan_due_on(stay: Any, period: Any, parameters: Any) -> Days:
    due_on: Days = stay("removed_on", period) + parameters(period).days.plan
    return due_on


@computed(Outcome, "The permanency plan")
def plan_outcome(stay: Any, period: Any) -> Codes:
    due_on, filed_on = stay("plan_due_on", period), stay("plan_filed_on", period)
    found = outcome(stay, period, stay("removed_on", period), due_on, filed_on)
    left_first = (filed_on == np.datetime64(NEVER)) & (stay("discharged_on", period) == due_on)
    return np.where(left_first, NOT_REQUIRED, found)


@computed(date, "The relative notice is due")
def relative_notice_due_on(stay: Any, period: Any, parameters: Any) -> Days:
    due_on: Days = stay("removed_on", period) + parameters(period).days.relative_notice
    return due_on


@computed(Outcome, "The relative notice")
def relative_notice_outcome(stay: Any, period: Any) -> Codes:
    sent_on, due_on = stay("relative_notice_sent_on", period), stay("relative_notice_due_on", period)
    return outcome(stay, period, stay("removed_on", period), due_on, sent_on)


@computed(date, "The initial rating is due")
def rating_initial_due_on(stay: Any, period: Any, parameters: Any) -> Days:
    due_on: Days = stay("placed_on", period) + parameters(period).days.rating
    return due_on


@computed(Outcome, "The initial rating")
def rating_initial_outcome(stay: Any, period: Any) -> Codes:
    rated_on, due_on = stay("first_rated_on", period), stay("rating_initial_due_on", period)
    return outcome(stay, period, stay("placed_on", period), due_on, rated_on)


@computed(date, "The next hearing's obligation opens")
def hearing_opens_on(stay: Any, period: Any) -> Days:
    return months_after(stay("hearing_due_on", period), -1)


@computed(Outcome, "The next hearing, in an open stay")
def hearing_outcome(stay: Any, period: Any) -> Codes:
    due_on = stay("hearing_due_on", period)
    found = outcome(stay, period, stay("hearing_opens_on", period), due_on, np.full_like(due_on, NEVER))
    return np.where(stay("discharged_on", period) < np.datetime64(NEVER), NOT_REQUIRED, found)


@computed(date, "The rating before the next hearing opens")
def rating_before_hearing_opens_on(stay: Any, period: Any) -> Days:
    return months_after(stay("hearing_on", period), -2)


@computed(date, "The rating before the next hearing is due")
def rating_before_hearing_due_on(stay: Any, period: Any) -> Days:
    return months_after(stay("hearing_on", period), -1)


@computed(Outcome, "The rating before the next hearing, in an open stay")
def rating_before_hearing_outcome(stay: Any, period: Any) -> Codes:
    opens_on, due_on = stay("rating_before_hearing_opens_on", period), stay("rating_before_hearing_due_on", period)
    found = outcome(stay, period, opens_on, due_on, stay("later_rated_on", period))
    asked = (due_on > stay("hearing_anchor", period)) & (due_on >= stay("rating_initial_due_on", period))
    return np.where(asked & (stay("discharged_on", period) == np.datetime64(NEVER)), found, NOT_REQUIRED)


@computed(date, "The next roundtable of a child rated poor past month 15 is due")
def six_months_due_on(stay: Any, period: Any, parameters: Any) -> Days:
    held_on, reached_on = stay("last_roundtable_on", period), stay("month_15", period)
    counts = (held_on >= months_after(reached_on, -6)) & (held_on < np.datetime64(NEVER))
    return months_after(np.where(counts, held_on, reached_on), parameters(period).months.roundtable_interval)


@computed(date, "The next roundtable of a child rated poor past month 15 opens")
def six_months_opens_on(stay: Any, period: Any) -> Days:
    return months_after(stay("six_months_due_on", period), -1)


@computed(Outcome, "The next roundtable of a child rated poor past month 15, in an open and unbroken stay")
def six_months_outcome(stay: Any, period: Any) -> Codes:
    never = np.datetime64(NEVER)
    due_on = stay("six_months_due_on", period)
    found = outcome(stay, period, stay("six_months_opens_on", period), due_on, np.full_like(due_on, NEVER))
    asked = (stay("month_15", period) < today(period)) & (stay("rating", period) == Rating.poor)
    asked &= stay("is_unbroken", period) & ~stay("is_exempt", period) & (stay("discharged_on", period) == never)
    found = np.where(stay("birth_date", period) == never, CANNOT_TELL, found)
    return np.where(asked, found, NOT_REQUIRED)


OBLIGATIONS = [plan_due_on, plan_outcome, relative_notice_due_on, relative_notice_outcome]
OBLIGATIONS += [rating_initial_due_on, rating_initial_outcome, hearing_opens_on, hearing_outcome]
OBLIGATIONS += [rating_before_hearing_opens_on, rating_before_hearing_due_on, rating_before_hearing_outcome]
OBLIGATIONS += [six_months_opens_on, six_months_due_on, six_months_outcome]
