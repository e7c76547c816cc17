"""How the children of a Wisconsin county are distributed, and ways to draw a made-up county with the same shares.

Source of every share and of the means and medians: AFCARS, Wisconsin, fiscal year 2021 (the yearly federal report on
foster care and adoption), rounded to whole percents where it says so. The published tables give groups; the lines
between them, and what is known of single ages and months, are ours, drawn so that mean and median come out.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

Line = Sequence[tuple[float, float]]
"""A distribution as (share of the children, value) points, rising from 0 to 1, with straight lines between them."""

DAYS_OF_A_MONTH: Final = 30.4375
DAYS_OF_A_YEAR: Final = 365.25

BOYS: Final = 0.53
INDIAN_CHILDREN: Final = 0.07
INQUIRY_NOT_DONE: Final = 0.035
"""Of all children; ours: the report knows nobody whose descent has not been asked about."""

MONTHS_IN_CARE: Final[Line] = (
    (0.00, 0.0),
    (0.047, 1.0),
    (0.087, 2.0),
    (0.24, 6.0),
    (0.42, 12.0),
    (0.50, 14.8),
    (0.56, 18.0),
    (0.67, 24.0),
    (0.76, 30.0),
    (0.84, 36.0),
    (0.96, 60.0),
    (1.00, 108.0),
)
"""Of the children in care on one day: mean 21, median 14.8 months, 44% 18 months or more."""

AGE_AT_REMOVAL: Final[Line] = (
    (0.00, 0.0),
    (0.24, 0.4),
    (0.38, 1.7),
    (0.51, 3.2),
    (0.61, 5.3),
    (0.67, 8.8),
    (0.75, 12.4),
    (1.00, 17.5),
)
"""In years; drawn so that the children in care are 7.4 years old on average, with a median of 6."""

CURRENT_HOMES: Final = {
    "relative_home": 0.40,
    "group_home": 0.04,
    "residential_care_center": 0.05,
    "pre_adoptive_home": 0.01,
    "trial_reunification": 0.02,
    "missing_from_care": 0.01,
    "supervised_independent_living": 0.003,
    "shelter_care": 0.002,
    "juvenile_detention": 0.0015,
    "juvenile_correctional": 0.0015,
    "hospital": 0.001,
}
"""Where the children in care live; the others, 47%, are in a foster home. The last four are ours."""

GOALS: Final = {
    "adoption": 0.19,
    "guardianship": 0.09,
    "fit_and_willing_relative": 0.01,
    "other_planned_arrangement": 0.01,
}
"""Goals of the children in care; 8% have none yet (no plan is filed), the others, 61%, reunification."""

EXITS: Final = {
    "reunification": 0.52,
    "adoption": 0.19,
    "guardianship": 0.19,
    "aged_out": 0.09,
    "transfer": 0.005,
    "living_with_relative": 0.003,
    "other": 0.002,
}
"""How children leave."""

MONTHS_AT_EXIT: Final[Mapping[str, Line]] = {
    "reunification": ((0.00, 0.2), (0.20, 3.0), (0.50, 9.5), (0.75, 15.0), (0.95, 26.0), (1.00, 40.0)),
    "adoption": ((0.00, 14.0), (0.25, 24.0), (0.50, 30.0), (0.75, 38.0), (1.00, 72.0)),
    "guardianship": ((0.00, 7.0), (0.25, 15.0), (0.50, 21.0), (0.75, 29.0), (1.00, 60.0)),
    "aged_out": ((0.00, 4.0), (0.50, 30.0), (1.00, 110.0)),
}
"""Length of the stays that ended, by how they ended; ours, after practice."""

SHORT_STAY: Final[Line] = ((0.0, 1.0), (1.0, 24.0))
"""Length in months of the stays that ended in any other way; ours."""

FAMILY_SIZES: Final = (0.56, 0.81, 0.94, 0.985, 1.0)
"""Share of the families with at most one, two, three, four, five children in care; ours."""


def value_at(line: Line, share: float) -> float:
    """The value below which this share (0 to 1) of the children lies."""
    after = min(bisect_right(line, (share, float("inf"))), len(line) - 1)
    (left, low), (right, high) = line[after - 1], line[after]
    return low + (high - low) * (share - left) / (right - left)


def cards_of_families(sizes: Sequence[int], rng: Random) -> list[float]:
    """A share for each family, so even that the children, each with the family's share, are spread evenly too."""
    order = list(range(len(sizes)))
    rng.shuffle(order)
    cards = [0.0] * len(sizes)
    before, children = 0, sum(sizes)
    for number in order:
        cards[number] = (before + sizes[number] * rng.random()) / children
        before += sizes[number]
    return cards


def deck(size: int, rng: Random) -> list[float]:
    """So many shares between 0 and 1, one in each of as many equal parts, shuffled: as even as cards of a deck."""
    cards = [(number + rng.random()) / size for number in range(size)]
    rng.shuffle(cards)
    return cards
