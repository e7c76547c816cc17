"""How the permanency consultant rates a child's legal permanency status, over time."""

from typing import Final

from homeward.demo.days import meeting_day, meeting_day_before, months_after
from homeward.demo.stay import Chance, Stay

_FIRST: Final = ((0.36, "poor"), (0.52, "uncertain"), (0.86, "fair"), (0.98, "good"), (1.0, "very_good"))
_BETTER: Final = {
    "uncertain": "poor",
    "poor": "fair",
    "fair": "good",
    "good": "very_good",
    "very_good": "very_good",
}
_WORSE: Final = {
    "uncertain": "poor",
    "poor": "uncertain",
    "fair": "poor",
    "good": "fair",
    "very_good": "good",
}
_NEVER_RATED: Final = 0.045
_LEGAL_PERMANENCE: Final = ("reunification", "adoption", "guardianship")


def rate(stay: Stay, chance: Chance) -> None:
    """Fill and note `ratings`: one in the first 60 days, one before each hearing; some late, some forgotten.

    A few children are overlooked altogether.
    """
    if chance() / stay.lateness < _NEVER_RATED:
        return
    card = chance() / stay.lateness
    if card > 0.22:
        _rate_on(stay, stay.removed_on + 16 + int(chance() * 44), chance)
    elif card > 0.10:
        _rate_on(stay, stay.removed_on + 61 + int(chance() * 50), chance)
    for hearing in stay.hearings:
        month_before = months_after(hearing, -1)
        card = chance() / stay.lateness
        if card > 0.27:
            _rate_on(stay, month_before - int(chance() * 28), chance)
        elif card > 0.12:
            _rate_on(stay, month_before + 1 + int(chance() * 26), chance)
    if stay.discharge_reason in _LEGAL_PERMANENCE and chance() < 0.4:
        _note(stay, meeting_day(stay.until - int(chance() * 15)), "achieved")


def _rate_on(stay: Stay, day: int, chance: Chance) -> None:
    day = meeting_day_before(day + 1)
    if day < stay.removed_on or (stay.ratings and day <= stay.ratings[-1][0] + 14):
        return
    last = stay.ratings[-1][1] if stay.ratings else None
    _note(stay, day, next_rating(stay, day, last, chance))


def _note(stay: Stay, day: int, value: str) -> None:
    if stay.removed_on <= day <= stay.until:
        stay.ratings.append((day, value))
        stay.note("permanency_rating", day, value)


def next_rating(stay: Stay, day: int, last: str | None, chance: Chance) -> str:
    """The status that the consultant finds, given the one before: mostly the same, rather better than worse."""
    home = stay.home_on(day)
    card = chance()
    if home == "missing_from_care":
        return "uncertain" if card < 0.4 else "poor"
    if home == "pre_adoptive_home":
        return "very_good" if card < 0.5 else "good"
    if home == "trial_reunification":
        return "fair"
    if last is None:
        return next(value for share, value in _FIRST if card < share)
    if last not in _BETTER or card < 0.52:
        return last
    return _BETTER[last] if card < _up_to_better(stay, day) else _WORSE[last]


def _up_to_better(stay: Stay, day: int) -> float:
    """Those who go home, or to a family that stays, move up; those who wait for years do not."""
    if stay.discharge_reason in _LEGAL_PERMANENCE:
        return 0.92
    return 0.82 if day < months_after(stay.removed_on, 20) else 0.72
