"""The people who work with the children: two contractor agencies under the county's division, by identifier only.

For each 45 children in care there is a case manager, for six of these a unit with a supervisor and a permanency
consultant; 2,000 children have 44, 8 and 8: sixty people.
"""

from random import Random
from typing import Final, NamedTuple

from homeward.demo.shares import deck

AGENCIES: Final = ("three-bridges", "kestrel-point")
"""The contractors; neither exists."""

_CHILDREN_OF_A_CASE_MANAGER: Final = 45
_CASE_MANAGERS_OF_A_UNIT: Final = 6


class Team(NamedTuple):
    """Whoever is responsible for one child, and how that team works."""

    ongoing_case_manager: str
    supervisor: str
    permanency_consultant: str
    unit: str
    agency: str
    lateness: float
    """1 is usual; 1.4 is late and forgets 40% more often. Never written to a file."""


def hire(children: int, rng: Random) -> list[Team]:
    """The teams of a county with so many children in care, at least four; one for each case manager."""
    case_managers = max(4, round(children / _CHILDREN_OF_A_CASE_MANAGER))
    units = max(len(AGENCIES), -(-case_managers // _CASE_MANAGERS_OF_A_UNIT))
    of_unit = [0.7 + 0.6 * card for card in deck(units, rng)]
    return [_team(number, number % units, of_unit, rng) for number in range(case_managers)]


def _team(number: int, unit: int, lateness_of_units: list[float], rng: Random) -> Team:
    agency = AGENCIES[unit % len(AGENCIES)]
    return Team(
        ongoing_case_manager=f"ocm-{number + 1:03d}",
        supervisor=f"sup-{unit + 1:02d}",
        permanency_consultant=f"pc-{unit + 1:02d}",
        unit=f"{agency}-{unit // len(AGENCIES) + 1}",
        agency=agency,
        lateness=lateness_of_units[unit] * (0.75 + 0.5 * rng.random()),
    )
