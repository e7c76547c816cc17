"""Who needs a permanency roundtable: the condition that three obligations share, and the determination of today."""

from datetime import date, timedelta

from benchmarks.rivals.python_loop.clocks import Clocks
from benchmarks.rivals.python_loop.stay import ONE_DAY, Stay

REQUIRED, NOT_REQUIRED, CANNOT_TELL = "required", "not_required", "cannot_tell"
RATED = {"fair": ("optional", "rated_fair"), "uncertain": ("optional", "rated_uncertain")}

Determination = tuple[
    str, str, str, str, str | None, date | None, int, int, date, date, date
]  # the columns of docs/evaluate.md


def need_on(stay: Stay, day: date, *, at_roundtable: bool, every_child: bool = False) -> str:
    """Whether a roundtable is required on a day; a rating made at the roundtable itself does not count."""
    if not every_child:
        rated = stay.last_rating(day - ONE_DAY if at_roundtable else day)
        if rated and rated[1] != "poor":
            return NOT_REQUIRED
    if stay.exemptions(day):
        return NOT_REQUIRED
    return REQUIRED if stay.child.birth_date else CANNOT_TELL


def determine(stay: Stay, clocks: Clocks, *, month_15_for_every_child: bool) -> tuple[str, str]:
    """The determination of an open episode today, and its reasons."""
    today = stay.as_of
    month_14, month_15 = clocks.month_14, clocks.month_15
    if today < stay.months_after(stay.removed_on, 11) and not (month_14 and month_14 <= today):
        return "not_yet", "before_month_11"
    if exemptions := stay.exemptions(today):
        return "exempt", ";".join(exemptions)
    rated = stay.last_rating(today)
    in_month_15 = month_14 and month_15 and month_14 <= today < month_15
    if not rated or rated[1] == "poor":
        reason = "rated_poor" if rated else "not_rated"
    elif month_15_for_every_child and in_month_15:
        reason = "month_15"
    else:
        return RATED.get(rated[1], ("exempt", "above_poor"))
    return (REQUIRED, reason) if stay.child.birth_date else (CANNOT_TELL, "birth_date_not_recorded")


def determination_of(stay: Stay, clocks: Clocks, *, month_15_for_every_child: bool) -> Determination:
    determination, reasons = determine(stay, clocks, month_15_for_every_child=month_15_for_every_child)
    rated_on, rating = stay.last_rating(stay.as_of) or (None, None)
    hearing_on = stay.hearing_of(stay.hearing_links[-1])
    return (
        stay.child.child_id,
        stay.episode.episode_id,
        determination,
        reasons,
        rating,
        rated_on,
        stay.completed_months(stay.removed_on, stay.as_of),
        clocks.care_days(stay.as_of),
        hearing_on,
        stay.months_after(hearing_on, -1),
        hearing_on - timedelta(days=1),
    )
