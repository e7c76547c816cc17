"""What is recorded of some children, and which of it somebody typed, to lay an extract beside it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import models

from homeward.casefile.models import Amendment, Assignment, Child, Episode, Event, Placement, Source
from homeward.extracts.models import Decision, Difference, Mention

Row = Child | Episode | Placement


@dataclass
class Stated:
    """An episode or a placement, and what of it was said by a person."""

    row: Any
    amendments: list[Amendment] = field(default_factory=list)

    def is_typed(self, column: str) -> bool:
        """Whether what the row says now was said by a person: an empty cell that nobody emptied is not."""
        latest = next((one for one in reversed(self.amendments) if one.column == column), None)
        if latest is not None:
            return latest.recorded_by_id is not None
        return self.row.source == Source.TYPED and getattr(self.row, column) not in {None, ""}

    def in_extract_before(self, column: str) -> str:
        """What the latest extract said, as text: what it is now, or was before a person corrected it."""
        said = text_of(getattr(self.row, column))
        for one in reversed(self.amendments):
            if one.column == column:
                if one.recorded_by_id is None:
                    break
                said = one.was
        return said

    @property
    def is_withdrawn(self) -> bool:
        return self.row.withdrawn_at is not None

    @property
    def is_from_extract(self) -> bool:
        return bool(self.row.source == Source.EXTRACT)

    @property
    def has_typed(self) -> bool:
        """Whether a person corrected anything about it, or typed it."""
        return not self.is_from_extract or any(self.is_typed(one.column) for one in self.amendments)


@dataclass
class Recorded:
    """All that is recorded of one child."""

    child: Child
    typed: set[str] = field(default_factory=set)
    """The columns of the child itself whose value a person gave."""
    episodes: list[Stated] = field(default_factory=list)
    placements: dict[UUID, list[Stated]] = field(default_factory=lambda: defaultdict(list))
    """By episode."""
    events: list[Event] = field(default_factory=list)
    corrected_by: dict[UUID, Event] = field(default_factory=dict)
    with_details: set[UUID] = field(default_factory=set)
    """Events behind which somebody recorded details."""
    assignments: list[Assignment] = field(default_factory=list)
    mentions: dict[str, Mention] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    """Those that wait, and those that were settled by keeping what was typed."""

    @property
    def current_events(self) -> list[Event]:
        return [one for one in self.events if not one.is_withdrawal and one.pk not in self.corrected_by]

    def last_word(self, event: Event) -> Event:
        """What counts in the place of an event that was corrected, perhaps more than once."""
        while event.pk in self.corrected_by:
            event = self.corrected_by[event.pk]
        return event


def text_of(value: Any) -> str:
    """A fact as amendments and differences hold it."""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def recorded_of(external_ids: Collection[str], *, on: date) -> dict[str, Recorded]:
    """What is recorded of the children with these identifiers, by identifier. The number of queries is constant."""
    children = Child.objects.filter(external_id__in=external_ids).select_related("agency", "unit").order_by("pk")
    found = {child.pk: Recorded(child) for child in children}
    of_them = {"child_id__in": list(found)}
    amendments: dict[UUID | None, list[Amendment]] = defaultdict(list)
    for amendment in Amendment.objects.filter(**of_them).order_by("recorded_at", "pk"):
        amendments[amendment.episode_id or amendment.placement_id].append(amendment)
    for latest in amendments.pop(None, []):
        typed = found[latest.child_id].typed
        typed.add(latest.column) if latest.recorded_by_id else typed.discard(latest.column)
    for episode in Episode.objects.filter(**of_them).order_by("removed_on", "pk"):
        found[episode.child_id].episodes.append(Stated(episode, amendments[episode.pk]))
    for placement in Placement.objects.filter(**of_them).order_by("started_on", "pk"):
        homes = found[placement.child_id].placements[placement.episode_id]
        homes.append(Stated(placement, amendments[placement.pk]))
    for event in Event.objects.filter(**of_them).in_order():
        found[event.child_id].events.append(event)
        if event.corrects_id:
            found[event.child_id].corrected_by[event.corrects_id] = event
    for child_id, event_id in _with_details(of_them):
        found[child_id].with_details.add(event_id)
    held = Assignment.objects.in_force(on).filter(**of_them).select_related("person").order_by("from_on", "pk")
    _lay_beside(found, "assignments", held)
    waiting_or_kept = models.Q(settled_at=None) | models.Q(decision=Decision.KEEP)
    _lay_beside(found, "differences", Difference.objects.filter(waiting_or_kept, **of_them))
    named: Iterable[Any] = Mention.objects.filter(**of_them)
    for mention in named:
        found[mention.child_id].mentions[mention.column] = mention
    return {one.child.external_id: one for one in found.values()}


def _lay_beside(found: dict[UUID, Recorded], name: str, rows: Iterable[Any]) -> None:
    for row in rows:
        getattr(found[row.child_id], name).append(row)


_OF_THE_EVENT_ITSELF: Final = "correction"


def _with_details(of_them: dict[str, Any]) -> Iterable[tuple[UUID, UUID]]:
    """(child, event) of every event that a richer record stands behind, whichever part of Homeward keeps it."""
    for relation in Event._meta.related_objects:
        name = relation.get_accessor_name()
        if relation.one_to_one and name != _OF_THE_EVENT_ITSELF:
            behind = Event.objects.filter(**of_them, **{f"{relation.name}__isnull": False})
            yield from behind.values_list("child_id", "pk")
