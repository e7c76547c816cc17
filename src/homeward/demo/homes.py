"""Where a child lives, one placement after the other."""

from itertools import pairwise
from math import exp
from typing import Final

from homeward.demo.stay import Chance, Stay

_DAYS_IN_LAST_HOME: Final = {
    "trial_reunification": (10, 140),
    "missing_from_care": (3, 330),
    "juvenile_detention": (2, 40),
    "juvenile_correctional": (20, 250),
    "shelter_care": (1, 28),
    "hospital": (1, 21),
    "pre_adoptive_home": (60, 330),
    "supervised_independent_living": (20, 330),
}
"""Fewest and most days of the last placement, for types that nobody lives in from the first day on."""

_MOST_MOVES: Final = 9
_DAYS_FROM_MOVE_TO_MOVE: Final = 480
_TEENAGER: Final = 12


def live(stay: Stay, chance: Chance) -> None:
    """Fill `homes` from the removal to the end; the last one is of the type that the stay ends with."""
    starts_last = _start_of_last_home(stay, chance)
    if starts_last == stay.removed_on:
        stay.homes = [(stay.removed_on, stay.last_home)]
        return
    span = starts_last - stay.removed_on
    starts = sorted({stay.removed_on + 1 + int(chance() * span) for _ in range(_moves(stay, span, chance) - 1)})
    homes = [(stay.removed_on, _first_home(stay, chance))]
    for start, following in pairwise([*starts, starts_last]):
        _move(homes, start, following, stay, chance)
    if homes[-1][0] == starts_last:
        homes.pop()
    stay.homes = [*homes, (starts_last, stay.last_home)]


def _start_of_last_home(stay: Stay, chance: Chance) -> int:
    days = stay.until - stay.removed_on
    fewest, most = _DAYS_IN_LAST_HOME.get(stay.last_home, (0, 0))
    if most:
        return max(stay.removed_on + min(days, 1), stay.until - fewest - int(chance() * (most - fewest)))
    if days < 3 or chance() < exp(-0.35 - days / _DAYS_FROM_MOVE_TO_MOVE):
        return stay.removed_on
    return stay.removed_on + 1 + int(chance() * (days - 1))


def _moves(stay: Stay, days: int, chance: Chance) -> int:
    """At least one; more in a longer stay, and more for a teenager (a Poisson number)."""
    rate = days / _DAYS_FROM_MOVE_TO_MOVE * (1.6 if stay.age_on(stay.until) > _TEENAGER else 1.0)
    moves, left, limit = 1, chance(), exp(-rate)
    while left > limit and moves < _MOST_MOVES:
        left *= chance()
        moves += 1
    return moves


def _first_home(stay: Stay, chance: Chance) -> str:
    card = chance()
    if stay.removed_on - stay.born < 10:
        return "hospital" if card < 0.4 else "foster_home"
    if stay.last_home == "relative_home" and card < 0.45:
        return "relative_home"
    if card < 0.10:
        return "shelter_care"
    return "relative_home" if card < 0.35 else "foster_home"


def _move(homes: list[tuple[int, str]], start: int, following: int, stay: Stay, chance: Chance) -> None:
    """Add a placement, or for a teenager now and then a time missing and the return from it."""
    card = chance()
    if stay.age_on(start) < _TEENAGER:
        homes.append((start, "relative_home" if card < 0.4 else "foster_home"))
    elif card < 0.15:
        returned = start + 2 + int(chance() ** 2 * 60)
        before = homes[-1][1]
        homes.append((start, "missing_from_care"))
        if returned < following:
            homes.append((returned, before if before != "missing_from_care" else "group_home"))
    else:
        homes.append((start, _home_of_teenager(card)))


def _home_of_teenager(card: float) -> str:
    steps = ((0.40, "foster_home"), (0.62, "relative_home"), (0.82, "group_home"), (0.95, "residential_care_center"))
    return next((home for share, home in steps if card < share), "juvenile_detention")
