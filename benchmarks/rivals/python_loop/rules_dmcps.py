"""The agency's rules of permanency ratings and roundtables, a function each."""

from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.rivals.calendars import court_days_before, first_court_day_after, working_days_after
from benchmarks.rivals.python_loop.clocks import Clocks
from benchmarks.rivals.python_loop.roundtables import CANNOT_TELL, NOT_REQUIRED, need_on
from benchmarks.rivals.python_loop.rules_wi import Occasion
from benchmarks.rivals.python_loop.stay import ONE_DAY, Link, Stay

SIXTY_DAYS = timedelta(days=60)


def rating_initial(stay: Stay) -> Iterator[Occasion]:
    placed_on = stay.first_placed_on
    yield Occasion("wi-dmcps.rating-initial", 1, placed_on, placed_on + SIXTY_DAYS, stay.first("permanency_rating"))


def rating_before_hearing(stay: Stay) -> Iterator[Occasion]:
    later_ratings = stay.days("permanency_rating")[1:]
    for link in stay.hearing_links:
        hearing_on = stay.hearing_of(link)
        due_on = stay.months_after(hearing_on, -1)
        since = link.after or stay.removed_on
        if due_on <= since or due_on < stay.first_placed_on + SIXTY_DAYS:
            continue
        until = link.closed_on or date.max
        met_on = next((day for day in later_ratings if since < day < until), None)
        opens_on = stay.months_after(hearing_on, -2)
        yield Occasion(
            "wi-dmcps.rating-before-hearing", link.number, opens_on, due_on, met_on, closed=link.closed_on is not None
        )


def roundtable_before_hearing(stay: Stay) -> Iterator[Occasion]:
    month_11 = stay.months_after(stay.removed_on, 11)
    for link in stay.hearing_links:
        hearing_on = stay.hearing_of(link)
        if hearing_on <= month_11:
            continue
        due_on = hearing_on - ONE_DAY
        met_on = _roundtable_of(stay, link, hearing_on)
        looked_at = met_on or (due_on if link.closed_on else stay.discharged_on or stay.as_of)
        need = need_on(stay, looked_at, at_roundtable=met_on is not None)
        if need != NOT_REQUIRED:
            yield Occasion(
                "wi-dmcps.roundtable-before-hearing",
                link.number,
                max(stay.months_after(hearing_on, -1), month_11),
                due_on,
                met_on,
                closed=link.closed_on is not None,
                cannot_tell=need == CANNOT_TELL,
            )


def _roundtable_of(stay: Stay, link: Link, hearing_on: date) -> date | None:
    """The first roundtable in the month before the hearing, or before a day for which it was ever arranged."""
    after, until = link.after or date.min, link.closed_on or date.max
    hearings = [day for day in stay.days("permanency_hearing_scheduled") if after < day <= until]
    windows = [(stay.months_after(day, -1), day) for day in (*hearings, hearing_on)]
    held = (day for day in stay.days("roundtable_held") if any(opens <= day < closes for opens, closes in windows))
    return next(held, None)


def roundtable_month_15(stay: Stay, clocks: Clocks, *, every_child: bool) -> Iterator[Occasion]:
    month_14, month_15 = clocks.month_14, clocks.month_15
    if not month_14 or not month_15:
        return
    closed_on = stay.first_from("permanency_hearing_held", month_15)
    met_on = stay.first_from("roundtable_held", month_14)
    if met_on and closed_on and met_on >= closed_on:
        met_on = None
    due_on = month_15 - ONE_DAY
    looked_at = met_on or min(stay.as_of, due_on, stay.discharged_on or date.max)
    need = need_on(stay, looked_at, at_roundtable=met_on is not None, every_child=every_child)
    if need != NOT_REQUIRED:
        yield Occasion(
            "wi-dmcps.roundtable-month-15",
            1,
            month_14,
            due_on,
            met_on,
            closed=closed_on is not None,
            cannot_tell=need == CANNOT_TELL,
        )


def roundtable_every_six_months(stay: Stay, clocks: Clocks) -> Iterator[Occasion]:
    month_15 = clocks.month_15
    if stay.discharged_on or not month_15 or stay.as_of <= month_15:
        return
    rated = stay.last_rating(stay.as_of)
    if not rated or rated[1] != "poor":
        return
    need = need_on(stay, stay.as_of, at_roundtable=False)
    if need != NOT_REQUIRED:
        held = stay.days("roundtable_held")
        counts = held and held[-1] >= stay.months_after(month_15, -6)
        due_on = stay.months_after(held[-1] if counts else month_15, 6)
        yield Occasion(
            "wi-dmcps.roundtable-every-six-months",
            1,
            stay.months_after(due_on, -1),
            due_on,
            cannot_tell=need == CANNOT_TELL,
        )


def consultation_form(stay: Stay) -> Iterator[Occasion]:
    held = stay.days("roundtable_held")
    for number, (day, following) in enumerate(zip(held, [*held[1:], None], strict=False), 1):
        due_on = working_days_after(day, 5)
        met_on = stay.first_from("consultation_form_completed", day)
        if met_on and following and met_on >= following:
            met_on = None
        closed = following is not None and due_on < stay.as_of
        yield Occasion("wi-dmcps.consultation-form", number, day, due_on, met_on, closed=closed)


def roundtable_in_plan(stay: Stay) -> Iterator[Occasion]:
    rule_id = "wi-dmcps.roundtable-in-plan"
    hearings = [(stay.hearing_of(link), link.closed_on is not None) for link in stay.hearing_links]
    for number, day in enumerate(stay.days("roundtable_held"), 1):
        met_on = stay.first_from("roundtable_included_in_plan", day)
        hearing_on, held = next((hearing for hearing in hearings if hearing[0] > day), (None, False))
        if hearing_on:
            due_on = max(court_days_before(hearing_on, 5), first_court_day_after(day))
            yield Occasion(rule_id, number, day, due_on, met_on, closed=held and due_on < stay.as_of)
        elif not stay.discharged_on:
            yield Occasion(rule_id, number, day, None, met_on, cannot_tell=True)
