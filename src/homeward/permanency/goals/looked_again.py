"""The goals were looked at again: when that was and why they stay, and whether a move that is expected asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from homeward.casefile.models import Child, Episode, Event, Placement
from homeward.obligations.believed import current_among
from homeward.obligations.recording import record_address
from homeward.obligations.satisfying import kind_that_satisfies, rules
from homeward.permanency.goals.asked import REEVALUATED
from homeward.policy.rule import Entry

EXPECTED: Final = "placement_change_expected"


@dataclass(frozen=True)
class LookedAgain:
    """A day on which the goals were looked at again; `because`: why they stay, empty where a goal or plan says it."""

    event: Event
    because: str


@dataclass(frozen=True)
class MoveExpected:
    """A move that is expected, for which the goals were not looked at yet. No date is due before the move itself."""

    event: Event
    rule: Entry
    record_at: str
    """Where to record it; empty for whoever does not."""


def looked_again(child: Child) -> list[LookedAgain]:
    """Each time that counts, the latest first. Whoever puts only the day right need not say the reasons again."""
    recorded = Event.objects.filter(child=child, kind=REEVALUATED).select_related("recorded_by").in_order()
    everything = {event.pk: event for event in recorded}
    return [LookedAgain(event, _first(event, everything).why) for event in reversed(current_among(everything.values()))]


def _first(event: Event, everything: Mapping[UUID, Event]) -> Event:
    """What was recorded at first; the reasons of what corrects it are those of the correction."""
    while event.corrects_id:
        event = everything[event.corrects_id]
    return event


def move_expected(child: Child, today: date, may: frozenset[str]) -> MoveExpected | None:
    """The move that is expected of a child in care and asks to look at the goals; None once they were looked at, or the
    child has moved: then policy has its own day for it. `may` is for which owners one may record.
    """
    rule = next((one for one in rules().values() if kind_that_satisfies(one.id) == REEVALUATED), None)
    stay = Episode.objects.last_of(child.pk, on=today)
    if rule is None or stay is None or stay.discharged_on:
        return None
    events = Event.objects.current().filter(child=child, on__gte=stay.removed_on).in_order()
    expected = events.filter(kind=EXPECTED).last()
    if expected is None or events.filter(kind=REEVALUATED, on__gte=expected.on).exists():
        return None
    homes = Placement.objects.current().filter(child=child, started_on__gte=expected.on)
    if homes.exclude(placement_type="missing_from_care").exclude(started_on=stay.removed_on).exists():
        return None
    return MoveExpected(expected, rule, record_address(child.pk, REEVALUATED, may))
