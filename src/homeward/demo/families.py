"""Who is in care, and who left: families with the shares of `shares`, before anything happens to them."""

from dataclasses import dataclass, field
from random import Random
from typing import Final

from homeward.demo import shares
from homeward.demo.days import meeting_day_before, months_after
from homeward.demo.prospects import end_as, set_goals, set_homes
from homeward.demo.stay import Chance, Stay

_YEARS_SINCE_EXITS: Final = 2.5
"""The children who left did so within these years before the day on which the county is looked at."""

_EARLIER_STAY: Final = 0.17
"""Share of the families whose children, if old enough, were in care before; it makes about one child in eight."""


@dataclass(slots=True)
class Sibling:
    """One child, with the stays in care in the order of time."""

    born: int
    stays: list[Stay]
    gender: str = "female"


@dataclass(slots=True)
class Family:
    """Brothers and sisters of one case."""

    siblings: list[Sibling] = field(default_factory=list)
    indian_child: str = "no"
    """`yes`, `no` or `unknown` (the inquiry is not done), for all of them."""


def families_in_care(children: int, today: int, rng: Random) -> list[Family]:
    """The families of so many children who are in care today."""
    sizes = _sizes(children, rng)
    months, ages = shares.cards_of_families(sizes, rng), shares.cards_of_families(sizes, rng)
    families = []
    for size, share_of_months, share_of_ages in zip(sizes, months, ages, strict=True):
        removed_on = today - int(shares.value_at(shares.MONTHS_IN_CARE, share_of_months) * shares.DAYS_OF_A_MONTH)
        age = shares.value_at(shares.AGE_AT_REMOVAL, share_of_ages)
        families.append(_family(_ages(size, age, rng.random), removed_on, today, None, rng))
    _finish(families, rng)
    stays = [[sibling.stays[-1] for sibling in family.siblings] for family in families]
    set_goals(stays, children, today, rng)
    set_homes(stays, today, rng)
    return families


def families_who_left(children: int, today: int, rng: Random) -> list[Family]:
    """The families of so many children who left care within the last two and a half years."""
    families = []
    for reason, share in shares.EXITS.items():
        sizes = _sizes(round(children * share), rng, alone=reason == "aged_out")
        line = shares.MONTHS_AT_EXIT.get(reason, shares.SHORT_STAY)
        months, ages = shares.cards_of_families(sizes, rng), shares.cards_of_families(sizes, rng)
        for size, share_of_months, share_of_ages in zip(sizes, months, ages, strict=True):
            left_on = meeting_day_before(today - int(rng.random() * _YEARS_SINCE_EXITS * shares.DAYS_OF_A_YEAR))
            removed_on = left_on - int(shares.value_at(line, share_of_months) * shares.DAYS_OF_A_MONTH)
            age = shares.value_at(shares.AGE_AT_REMOVAL, share_of_ages) * (0.6 if reason == "adoption" else 1)
            families.append(_family(_ages(size, age, rng.random), removed_on, left_on, reason, rng))
    _finish(families, rng)
    for family in families:
        for sibling in family.siblings:
            end_as(sibling.stays[-1], rng.random)
    return families


def _sizes(children: int, rng: Random, *, alone: bool = False) -> list[int]:
    """Sizes of families that have so many children in all."""
    sizes: list[int] = []
    while children > 0:
        card = rng.random()
        size = 1 if alone else 1 + sum(card >= share for share in shares.FAMILY_SIZES)
        sizes.append(min(size, children))
        children -= sizes[-1]
    return sizes


def _ages(size: int, first: float, chance: Chance) -> list[float]:
    """Ages in years at the removal: one child's, and brothers and sisters at least a year older or younger."""
    ages = [first]
    for _ in range(size - 1):
        gap = 1 + 2.6 * chance()
        older, younger = max(ages) + gap, min(ages) - gap
        is_older = younger < 0 or (older < 17 and chance() < 0.5)
        ages.append(older if is_older else younger)
    return ages


def _family(ages: list[float], removed_on: int, until: int, reason: str | None, rng: Random) -> Family:
    family = Family()
    planned_on = meeting_day_before(removed_on + _days_to_plan(rng.random) + 1)
    for age in ages:
        born = _born(age, removed_on, until, reason, rng.random)
        stay = Stay(born=born, removed_on=removed_on, until=until, discharge_reason=reason)
        stay.planned_on = planned_on
        family.siblings.append(Sibling(born, [stay]))
    return family


def _born(age: float, removed_on: int, until: int, reason: str | None, chance: Chance) -> int:
    """The birthday of a child removed at about this age: who ages out is 18 at the end, few others are."""
    if reason == "aged_out":
        after_birthday = 0 if chance() < 0.6 else int(chance() * 300)
        return months_after(until - after_birthday, -216)
    oldest = 17.97 - (until - removed_on) / shares.DAYS_OF_A_YEAR
    if age > oldest:
        stays_on = reason is None and chance() < 0.07
        age = oldest + 0.8 * chance() if stays_on else oldest * (0.25 + 0.75 * chance())
    return removed_on - int(age * shares.DAYS_OF_A_YEAR)


def _days_to_plan(chance: Chance) -> int:
    """Days from the removal to the first permanency plan: four in five within the 60 days."""
    card = chance()
    if card < 0.80:
        return 38 + int(chance() * 22)
    return 61 + int(chance() * 30) if card < 0.96 else 91 + int(chance() * 60)


def _finish(families: list[Family], rng: Random) -> None:
    """Say who is a boy, whose children are Indian children, and who was in care before."""
    siblings = [sibling for family in families for sibling in family.siblings]
    for sibling, card in zip(siblings, shares.deck(len(siblings), rng), strict=True):
        sibling.gender = "male" if card < shares.BOYS else "female"
    sizes = [len(family.siblings) for family in families]
    descent, returns = shares.cards_of_families(sizes, rng), shares.cards_of_families(sizes, rng)
    for family, of_descent, of_returns in zip(families, descent, returns, strict=True):
        if of_descent < shares.INDIAN_CHILDREN:
            family.indian_child = "yes"
        elif of_descent < shares.INDIAN_CHILDREN + shares.INQUIRY_NOT_DONE:
            family.indian_child = "unknown"
        if of_returns < _EARLIER_STAY:
            _add_earlier_stay(family, rng.random)


def _add_earlier_stay(family: Family, chance: Chance) -> None:
    """Let those who were born by then have been in care once before, and gone home."""
    at_home = 60 + int(chance() ** 2 * 1000)
    months = shares.value_at(shares.MONTHS_AT_EXIT["reunification"], chance())
    for sibling in family.siblings:
        now = sibling.stays[0]
        until = now.removed_on - at_home
        removed_on = until - 10 - int(months * shares.DAYS_OF_A_MONTH)
        if removed_on > sibling.born:
            planned_on = meeting_day_before(removed_on + 55)
            earlier = Stay(sibling.born, removed_on, until, "reunification", planned_on=planned_on)
            end_as(earlier, chance)
            sibling.stays.insert(0, earlier)
            now.is_first = False
