"""Months in care, the hearing that is next, and what exempts from a roundtable."""

from datetime import date
from typing import Any

import numpy as np

from benchmarks.rivals.openfisca_county.definitions import NEVER, Days, Flags, Months, computed, months_after, today


@computed(date, "Month 11 begins")
def month_11(stay: Any, period: Any) -> Days:
    return months_after(stay("removed_on", period), 11)


@computed(date, "Month 14 of care, in an unbroken stay")
def month_14(stay: Any, period: Any) -> Days:
    return months_after(stay("removed_on", period), 14)


@computed(date, "Month 15 of care, in an unbroken stay")
def month_15(stay: Any, period: Any) -> Days:
    days: Days = np.maximum(months_after(stay("month_14", period), 1), months_after(stay("removed_on", period), 15))
    return days


@computed(int, "Completed months since the removal")
def months_in_care(stay: Any, period: Any) -> Months:
    removed_on, as_of = stay("removed_on", period), today(period)
    months: Months = (as_of.astype("datetime64[M]") - removed_on.astype("datetime64[M]")).astype(np.int64)
    return months - (months_after(removed_on, months) > as_of)


@computed(date, "15 months after placement outside the home, in an unbroken stay")
def tpr_on(stay: Any, period: Any, parameters: Any) -> Days:
    placed_outside_on = np.minimum(
        stay("found_on", period), stay("removed_on", period) + parameters(period).days.finding
    )
    counted = stay("is_unbroken", period) & stay("is_always_in_care", period)
    reached_on = months_after(placed_outside_on, 15)
    days: Days = np.where(counted & (reached_on <= stay("discharged_on", period)), reached_on, np.datetime64(NEVER))
    return days


@computed(date, "The last hearing held, or the removal")
def hearing_anchor(stay: Any, period: Any) -> Days:
    held_on = stay("last_hearing_on", period)
    days: Days = np.where(held_on < np.datetime64(NEVER), held_on, stay("removed_on", period))
    return days


@computed(date, "The next hearing is due")
def hearing_due_on(stay: Any, period: Any, parameters: Any) -> Days:
    return months_after(stay("hearing_anchor", period), parameters(period).months.hearing_interval)


@computed(date, "The next hearing: arranged, else due")
def hearing_on(stay: Any, period: Any) -> Days:
    arranged_on = stay("arranged_hearing_on", period)
    days: Days = np.where(arranged_on < np.datetime64(NEVER), arranged_on, stay("hearing_due_on", period))
    return days


@computed(bool, "Missing for six months")
def is_missing_6_months(stay: Any, period: Any) -> Flags:
    flags: Flags = months_after(stay("missing_since", period), 6) <= today(period)
    return flags


@computed(bool, "18 or over")
def is_18(stay: Any, period: Any) -> Flags:
    flags: Flags = months_after(stay("birth_date", period), 216) <= today(period)
    return flags


@computed(bool, "Exempt from a roundtable whatever the rating")
def is_exempt(stay: Any, period: Any) -> Flags:
    living = stay("is_in_independent_living", period) | stay("is_incarcerated", period)
    flags: Flags = living | stay("is_missing_6_months", period) | stay("is_18", period)
    return flags


CLOCKS = [months_in_care, tpr_on, month_11, month_14, month_15, hearing_anchor, hearing_due_on, hearing_on]
CLOCKS += [is_missing_6_months, is_18, is_exempt]
