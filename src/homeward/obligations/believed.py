"""Of all events that were recorded: which are believed now, and the details behind one, also after a correction."""

from collections.abc import Collection, Mapping
from typing import TypeVar
from uuid import UUID

from homeward.casefile.models import Event
from homeward.obligations.behind import Record

R = TypeVar("R", bound=Record)


def current_among(events: Collection[Event]) -> list[Event]:
    """What is believed now of all that was recorded: as `EventQuerySet.current`, of a list."""
    corrected = {event.corrects_id for event in events}
    return [event for event in events if event.pk not in corrected and not event.is_withdrawal]


def details_of(event: Event, records: Mapping[UUID, R], events: Mapping[UUID, Event]) -> R | None:
    """The record behind an event; if it has none of its own, that of the event that it corrects.

    Whoever corrects only a day need not write everything again. Details of another value say nothing of this one.
    `events` has the corrected ones too.
    """
    looked_at: Event | None = event
    while looked_at is not None and looked_at.value == event.value:
        if looked_at.pk in records:
            return records[looked_at.pk]
        looked_at = events.get(looked_at.corrects_id) if looked_at.corrects_id else None
    return None
