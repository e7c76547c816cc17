"""The searches for relatives of a child. They open by themselves: each is the engine's answer to what happened.

Five of the six moments at which the search begins or goes on are events of the casefile, and the manual's rule makes an
obligation of each; the sixth, that a placement is likely, lies before the stay and is recorded (`EarlySearch`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.casefile.models import Child, Event, Placement
from homeward.family.models import EarlySearch
from homeward.obligations.models import Obligation
from homeward.obligations.satisfying import rules
from homeward.policy.rule import Entry as Rule

RULE: Final = "wi.relative-search"
NOTICE_RULE: Final = "wi.relative-notice"

_SAID: Final = {
    "placement_change_expected": "It became likely that the placement would change",
    "concurrent_goal_set": "A concurrent goal was set",
    "reunification_ruled_out": "Reunification is no longer the goal",
    "permanency_goal_set": "Reunification is no longer the goal",
    "indian_child_determined": "The child was found to be an Indian child, to whom active efforts are owed",
}
PLACED, CHANGED, LIKELY = "The child was placed", "The placement changed", "A placement was likely"


@dataclass(frozen=True)
class Search:
    """One search: what called for it, and whether it was begun or went on since."""

    because: list[str]
    opened_on: date
    obligation: Obligation | None
    """None: before there was a stay, when nothing is due."""
    early: EarlySearch | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be begun."""
        return self.obligation is not None and self.obligation.is_open

    @property
    def asks_again(self) -> bool:
        """Whether the child's home changed, or will: what calls for the family to be asked again."""
        return bool({CHANGED, LIKELY, _SAID["placement_change_expected"]} & set(self.because))


def search_rule() -> Rule | None:
    """The rule of the manual, to say why."""
    return rules().get(RULE)


def searches_of(child: Child) -> list[Search]:
    """All of a child, the latest first; four queries."""
    asked = list(Obligation.objects.filter(child=child, rule=RULE).select_related("episode"))
    why: dict[date, list[str]] = {}
    goal = ""
    for event in Event.objects.current().filter(child=child, kind__in=_SAID).in_order():
        if event.kind == "permanency_goal_set":
            goal, was = event.value, goal
            if was != "reunification" or goal == was:
                continue
        why.setdefault(event.on, []).append(_SAID[event.kind])
    removed = {one.episode.removed_on for one in asked}
    for day in removed:
        why.setdefault(day, []).insert(0, PLACED)
    for home in Placement.objects.current().filter(child=child).exclude(placement_type="missing_from_care"):
        if home.started_on not in removed:
            why.setdefault(home.started_on, []).append(CHANGED)
    found = [
        Search(list(dict.fromkeys(why.get(one.opens_on, []))) or ["Policy asks for it"], one.opens_on, one)
        for one in asked
        if one.opens_on
    ]
    early = EarlySearch.objects.current().filter(child=child)
    found += [Search([LIKELY], one.on, None, one) for one in early]
    return sorted(found, key=lambda one: one.opened_on, reverse=True)
