"""The events of an extract beside those that are recorded."""

from typing import Any

from homeward.batch.caseload import ChildPicture
from homeward.casefile.models import Event, Source
from homeward.extracts.changes import NO_LONGER, Changes
from homeward.extracts.recorded import text_of
from homeward.policy.vocabulary import VALUES_OF_KIND

Key = tuple[str, Any, str]


def lay_events(changes: Changes, picture: ChildPicture) -> None:
    """Note what becomes of the child's events: an event is the same if kind, day and value are."""
    recorded = changes.recorded
    wanted = dict.fromkeys(picture.events)
    changes.counts["events.unchanged"] += len(picture.events) - len(wanted)
    current = {key_of(event) for event in recorded.current_events}
    before = {key_of(event): event for event in recorded.events if not event.is_withdrawal}
    rivals = {
        (event.kind, event.on): event
        for event in recorded.current_events
        if event.source == Source.TYPED and event.kind in VALUES_OF_KIND and key_of(event) not in wanted
    }
    for position, key in enumerate(wanted):
        if key in current:
            changes.count("events", "unchanged")
            continue
        standing = _typed_in_place_of(changes, before.get(key)) or rivals.pop(key[:2], None)
        if standing is not None:
            changes.differ(_told(standing), {"kind": key[0], "on": text_of(key[1]), "value": key[2]}, about=standing)
            changes.count("events", "unchanged")
            continue
        changes.events.append(_new(changes, key, position=position))
        changes.count("events", "new")
    if picture.is_whole:
        _withdraw(changes, wanted)


def key_of(event: Event) -> Key:
    """What makes an event of the extract and a recorded one the same."""
    return event.kind, event.on, event.value


def _typed_in_place_of(changes: Changes, event: Event | None) -> Event | None:
    """What a person put in the place of an event that the extract still has."""
    if event is None:
        return None
    last = changes.recorded.last_word(event)
    return last if last.source == Source.TYPED else None


def _withdraw(changes: Changes, wanted: dict[Key, None]) -> None:
    for event in changes.recorded.current_events:
        if event.source != Source.EXTRACT or key_of(event) in wanted:
            continue
        if event.pk in changes.recorded.with_details:
            changes.differ(_told(event), {}, about=event)
            continue
        changes.events.append(_new(changes, key_of(event), corrects=event, is_withdrawal=True, why=NO_LONGER))
        changes.count("events", "withdrawn")


def _new(changes: Changes, key: Key, **more: Any) -> Event:
    kind, on, value = key
    return Event(
        child=changes.child,
        kind=kind,
        on=on,
        value=value,
        source=Source.EXTRACT,
        recorded_at=changes.now,
        **more,
    )


def _told(event: Event) -> dict[str, str]:
    told = {"kind": event.kind, "on": text_of(event.on), "value": event.value}
    return told | ({"withdrawn": "yes"} if event.is_withdrawal else {})
