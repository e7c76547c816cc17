"""What each stay comes to: its permanency goal and where the child lives at the end of it, or today."""

from collections.abc import Callable
from random import Random
from typing import Final

from homeward.demo import shares
from homeward.demo.stay import Chance, Stay

_GOAL_OF_EXIT: Final = {
    "adoption": "adoption",
    "guardianship": "guardianship",
    "living_with_relative": "fit_and_willing_relative",
}

_HOMES_AT_EXIT: Final = {
    "reunification": ((0.35, "trial_reunification"), (0.66, "relative_home"), (1.0, "foster_home")),
    "adoption": ((0.40, "pre_adoptive_home"), (0.65, "relative_home"), (1.0, "foster_home")),
    "guardianship": ((0.75, "relative_home"), (1.0, "foster_home")),
    "aged_out": (
        (0.18, "supervised_independent_living"),
        (0.40, "group_home"),
        (0.50, "residential_care_center"),
        (0.55, "missing_from_care"),
        (0.68, "relative_home"),
        (1.0, "foster_home"),
    ),
}


def end_as(stay: Stay, chance: Chance) -> None:
    """Give a stay that has ended the goal and the last home that go with how it ended."""
    reason = stay.discharge_reason or ""
    stay.goal = _GOAL_OF_EXIT.get(reason, "reunification")
    if reason == "aged_out" and stay.age_on(stay.until) > 16.5 and chance() < 0.55:
        stay.goal = "other_planned_arrangement"
    # Whoever goes home within weeks goes home for good, without a trial.
    card = chance() if stay.until - stay.removed_on > 90 else 0.35 + 0.65 * chance()
    homes = _HOMES_AT_EXIT.get(reason, ((0.4, "relative_home"), (1.0, "foster_home")))
    stay.last_home = next(home for share, home in homes if card < share)


def _goal_weight(months: float) -> float:
    """How likely a goal other than reunification is after so many months in care, relatively."""
    if months < 12:
        return 0.001 if months < 6 else 0.12
    return min(2.6, (months - 8) / 9)


def set_goals(families: list[list[Stay]], children: int, today: int, rng: Random) -> None:
    """Give families who have a plan other goals than reunification, those longer in care sooner."""
    order = sorted(
        (rng.random() ** (1 / _goal_weight((today - stays[0].removed_on) / shares.DAYS_OF_A_MONTH)), number)
        for number, stays in enumerate(families)
        if stays[0].planned_on < today - 30
    )
    for goal, share in shares.GOALS.items():
        wanted = round(share * children)
        for position in range(len(order) - 1, -1, -1):
            if wanted <= 0:
                break
            stays = families[order[position][1]]
            if len(stays) <= wanted and all(_can_have(goal, stay) for stay in stays):
                del order[position]
                wanted -= _set_goal(stays, goal)


def _set_goal(stays: list[Stay], goal: str) -> int:
    for stay in stays:
        stay.goal = goal
    return len(stays)


def _can_have(goal: str, stay: Stay) -> bool:
    """Another planned arrangement is for those of 16 and over (s. 48.38(4)(fg)5., Wis. Stats.)."""
    return goal != "other_planned_arrangement" or stay.age_on(stay.until) > 16.3


_CAN_LIVE: Final[dict[str, Callable[[Stay, float, float], bool]]] = {
    "supervised_independent_living": lambda stay, age, months: age > 17 and months > 5,
    "juvenile_correctional": lambda stay, age, months: 14 < age < 18 and months > 3,
    "juvenile_detention": lambda stay, age, months: 13 < age < 18 and months > 1,
    "missing_from_care": lambda stay, age, months: age > 13 and months > 1,
    "pre_adoptive_home": lambda stay, age, months: stay.goal == "adoption" and months > 14,
    "trial_reunification": lambda stay, age, months: stay.goal == "reunification" and months > 5,
    "hospital": lambda stay, age, months: months < 1 or age > 8,
    "shelter_care": lambda stay, age, months: months < 3 or age > 12,
    "group_home": lambda stay, age, months: age > 12,
    "residential_care_center": lambda stay, age, months: age > 9,
}
"""By placement type: whether a child of so many years may live there after so many months in care.

The rarest come first, while there are children left to whom they apply.
"""


def set_homes(families: list[list[Stay]], today: int, rng: Random) -> None:
    """Say where everybody lives today: first the rare homes, then relatives, family by family."""
    stays = [stay for family in families for stay in family]
    free = list(range(len(stays)))
    rng.shuffle(free)
    for home, can_live in _CAN_LIVE.items():
        wanted = round(shares.CURRENT_HOMES[home] * len(stays))
        taken: set[int] = set()
        for number in free:
            if len(taken) >= wanted:
                break
            stay = stays[number]
            if can_live(stay, stay.age_on(today), (today - stay.removed_on) / shares.DAYS_OF_A_MONTH):
                stay.last_home = home
                taken.add(number)
        free = [number for number in free if number not in taken]
    _place_with_relatives(families, round(shares.CURRENT_HOMES["relative_home"] * len(stays)), rng)


def _place_with_relatives(families: list[list[Stay]], wanted: int, rng: Random) -> None:
    """Relatives take all free children of a family, and in one family of six only some of them."""
    order = list(range(len(families)))
    rng.shuffle(order)
    for number in order:
        together = rng.random() < 0.85
        for stay in families[number]:
            if wanted <= 0:
                return
            if stay.last_home == "foster_home" and (together or rng.random() < 0.5):
                stay.last_home = "relative_home"
                wanted -= 1
