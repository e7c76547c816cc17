"""What of the library may help with a child: by the goals, the home, and what is due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from homeward.casefile.models import Child, Placement
from homeward.permanency.goals.history import Goals
from homeward.policy import DeterminationRow
from homeward.resources.library import Listed, library_at
from homeward.resources.topics import SITUATIONS

MOST: Final = 5
"""So many are proposed; the library has the rest."""

_GOALS: Final = {
    "reunification": "goal_reunification",
    "adoption": "goal_adoption",
    "guardianship": "goal_guardianship",
    "fit_and_willing_relative": "goal_relative",
}
_HOMES: Final = {"foster_home": "foster_home", "relative_home": "relative_home"}
_COMING: Final = ("overdue", "open")


@dataclass(frozen=True)
class Proposed:
    """A resource, and the situation of the child in which it is proposed."""

    listed: Listed
    because: str


def situations_of(
    child: Child, goals: Goals, answer: DeterminationRow, due: Collection[tuple[str, str]], today: date
) -> list[str]:
    """In which situations a child in care is, as codes; `due` is (rule, outcome) of what is asked. One query."""
    found = [_GOALS[one.event.value] for one in goals.in_force if one.event.value in _GOALS]
    if answer.rating is None:
        found.append("not_rated")
    elif answer.rating in {"poor", "uncertain"}:
        found.append("status_low")
    if answer.determination in {"required", "optional"}:
        found.append("roundtable")
    coming = [rule for rule, outcome in due if outcome in _COMING]
    if any("permanency-plan" in rule for rule in coming):
        found.append("plan_due")
    if any("permanency-hearing" in rule or "permanency-review" in rule for rule in coming):
        found.append("court_due")
    homes = Placement.objects.current().filter(child=child, ended_on=None, episode__discharged_on=None)
    home = homes.filter(started_on__lte=today).order_by("started_on").last()
    if home and home.placement_type in _HOMES:
        found.append(_HOMES[home.placement_type])
    return found


def proposed_for(agency_id: UUID | None, situations: Collection[str]) -> list[Proposed]:
    """What can be opened for these situations, each place only once; what fits the first of them comes first."""
    fitting: dict[tuple[str, str], Proposed] = {}
    listed = [one for one in library_at(agency_id) if one.link and not one.is_retired]
    for code in situations:
        for one in listed:
            if code in one.of.about:
                fitting.setdefault((one.link, one.place), Proposed(one, SITUATIONS[code]))
    return list(fitting.values())[:MOST]
