"""Permanency roundtables: who has one, when, and what becomes of its form and its results."""

from typing import Final

from homeward.demo.days import meeting_day, meeting_day_before, months_after
from homeward.demo.ratings import next_rating
from homeward.demo.stay import Chance, Stay

_EXEMPT_HOMES: Final = ("supervised_independent_living", "juvenile_correctional", "adult_correctional")
_ARRANGED_AHEAD: Final = 24
"""Days before a roundtable on which its day is set."""


def meet(stay: Stay, chance: Chance) -> None:
    """Roundtables in the month before the hearings for children rated Poor or not at all; a few for others."""
    month_11 = months_after(stay.removed_on, 11)
    met_on = 0
    for number, hearing in enumerate(stay.hearings):
        opens = max(month_11, months_after(hearing, -1))
        if hearing <= month_11 or opens > stay.until + _ARRANGED_AHEAD:
            continue
        if number:
            met_on = _meet_in_month_15(stay, stay.hearings[number - 1], met_on, chance)
        held = _day_of_roundtable(stay, opens, hearing, *stay.cards[number])
        if held and held > met_on + 40:
            _hold(stay, held, chance)
            met_on = held


def _day_of_roundtable(stay: Stay, opens: int, hearing: int, card: float, when: float) -> int | None:
    """In the window for two in three of those who must have one; late or forgotten for the others.

    The numbers are those of the hearing, so that brothers and sisters who need a roundtable have one together.
    """
    likely = _likelihood(stay, opens)
    if card < likely:
        in_window = meeting_day(opens + int(when * (hearing - opens - 9)))
        return in_window if in_window < hearing else meeting_day_before(hearing)
    if card < likely * 1.15:
        return meeting_day(hearing + 2 + int(when * 20))
    return None


def _likelihood(stay: Stay, day: int) -> float:
    if stay.age_on(day) >= 18 or stay.home_on(day) in _EXEMPT_HOMES:
        return 0.0
    rating = stay.rating_on(day)
    if rating in (None, "poor"):
        return 0.70 / (0.5 + 0.5 * stay.lateness)
    return 0.14 if rating in ("fair", "uncertain") else 0.02


def _meet_in_month_15(stay: Stay, last_hearing: int, met_on: int, chance: Chance) -> int:
    """For about half of those who are Poor when the 15th month begins; the day of the last roundtable."""
    month_14, month_15 = months_after(stay.removed_on, 14), months_after(stay.removed_on, 15)
    if last_hearing > month_14 or met_on > month_14 or month_14 > stay.until or stay.rating_on(month_14) != "poor":
        return met_on
    if _likelihood(stay, month_14) and chance() < 0.55:
        met_on = min(meeting_day(month_14 + int(chance() * 27)), meeting_day_before(month_15))
        _hold(stay, met_on, chance)
    return max(met_on, month_15)


def _hold(stay: Stay, day: int, chance: Chance) -> None:
    """One roundtable: its invitation, and if it was held, a new rating now and then, the form and the plan."""
    if day > stay.until + _ARRANGED_AHEAD:
        return
    if chance() < 0.12 and meeting_day(day - 7) > stay.removed_on:
        stay.announce("roundtable_scheduled", meeting_day(day - 7))
    stay.announce("roundtable_scheduled", day)
    if day > stay.until:
        return
    stay.note("roundtable_held", day)
    rating = stay.rating_on(day)
    if rating is not None and chance() < 0.3:
        stay.note("permanency_rating", day, next_rating(stay, day, rating, chance))
    card = chance() / stay.lateness
    if card > 0.18:
        stay.note("consultation_form_completed", day + int(chance() * 8))
    elif card > 0.06:
        stay.note("consultation_form_completed", day + 9 + int(chance() * 20))
    _include_in_plan(stay, day, chance)


def _include_in_plan(stay: Stay, day: int, chance: Chance) -> None:
    hearing = next((hearing for hearing in stay.hearings if hearing > day), None)
    card = chance() / stay.lateness
    if hearing is None or card < 0.14:
        return
    in_time = hearing - 8 - int(chance() * 10)
    if card < 0.30 or in_time <= day:
        in_time = max(day + 1, hearing - 6 + int(chance() * 10))
    stay.note("roundtable_included_in_plan", in_time)
