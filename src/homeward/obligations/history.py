"""The tab *History*: everything that was recorded for a child, in the order of recording, the latest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from homeward.audit.models import Entry as Noted
from homeward.audit.words import VERBS
from homeward.casefile.models import Amendment, Child, Episode, Event, Placement
from homeward.casefile.page import Visit, signed_in
from homeward.obligations.amended import amended
from homeward.obligations.history_cursor import AMENDED, EVENT, MOVES, NOTED, Cursor
from homeward.obligations.models import Move
from homeward.obligations.satisfying import rules
from homeward.website.keyset import AT_ONCE
from homeward.website.words import capital, day_words, plain

_DONE: Final = {
    "add_child": "The file was opened by hand",
    "record_removal": "Removal",
    "record_placement": "Move",
    "assign": "Somebody was assigned",
    "end_assignment": "An assignment ended: she went to another agency",
    "restrict": "The record was restricted",
    "lift_restriction": "The restriction was lifted",
    "add_findings": "What was found was added to a review or hearing",
    "record_efforts_not_required": "Finding: reasonable efforts not required",
    "withdraw_efforts_not_required": "Taken back: reasonable efforts not required",
}
"""What was recorded and is neither an event nor an amendment, by the audit's verb."""

_BY_ITSELF: Final = "Nobody recorded anything that moved it: a day passed, or the policy changed"


@dataclass(frozen=True)
class Moved:
    """A due date that moved, in words."""

    title: str
    was: date | None
    now: date | None


@dataclass(frozen=True)
class Item:
    """One thing that was recorded."""

    cursor: Cursor
    at: datetime
    by: str
    says: str
    about: str = ""
    why: str = ""
    link: str = ""
    moves: list[Moved] = field(default_factory=list)


@signed_in()
def history_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """So many things after the one that was seen last."""
    child = visit.child(child_id, page="history")
    before = Cursor.read(request.GET.get("before", ""))
    items = sorted(_items(child, before), key=lambda item: item.cursor, reverse=True)
    given = {
        "child": child,
        "items": items[:AT_ONCE],
        "more": items[AT_ONCE - 1].cursor.written if len(items) > AT_ONCE else "",
        "is_continued": before is not None,
    }
    return render(request, "obligations/history.html", given)


def recorded_last(child: Child) -> str:
    """What was recorded last for a child, and by whom; empty if nothing was."""
    items = [item for item in _items(child, None) if item.cursor.rank != MOVES]
    latest = max(items, key=lambda item: item.cursor, default=None)
    return f"{latest.says} ({latest.by})" if latest else ""


def _items(child: Child, before: Cursor | None) -> Iterator[Item]:
    """The latest of each source; together they hold at least the so many that are shown. Eight queries."""
    yield from _events(_latest(Event.objects.filter(child=child), EVENT, before))
    yield from _amendments(_latest(Amendment.objects.filter(child=child), AMENDED, before))
    noted = Noted.objects.filter(child_id=child.pk, verb__in=_DONE)
    yield from _noted(_latest(noted, NOTED, before))
    by_day = Move.objects.filter(child=child, cause=None).select_related("done_by")
    if before:
        by_day = by_day.filter(before.of_days(MOVES))
    yield from _moves(by_day.order_by("-moved_on", "-pk")[: AT_ONCE + 1])


def _latest(rows: Any, rank: int, before: Cursor | None) -> Iterable[Any]:
    """The latest rows of one kind, with what is said of them."""
    if before:
        rows = rows.filter(before.of_moments(rank))
    listed: Iterable[Any] = rows.select_related(*_WITH[rank]).order_by(*_ORDER[rank])[: AT_ONCE + 1]
    return listed


_WITH: Final = {
    NOTED: ("by",),
    AMENDED: ("recorded_by", "episode", "placement"),
    EVENT: ("recorded_by", "corrects", "correction"),
}
_ORDER: Final = {
    NOTED: ("-sequence",),
    AMENDED: ("-recorded_at", "-pk"),
    EVENT: ("-recorded_at", "-on", "-pk"),
}


def _events(events: Iterable[Event]) -> Iterator[Item]:
    """Events with the dates that they moved."""
    listed = list(events)
    moves: dict[UUID | None, list[Moved]] = {}
    for move in Move.objects.filter(cause__in=[event.pk for event in listed]).order_by("due_now", "rule"):
        moves.setdefault(move.cause_id, []).append(_moved(move))
    for event in listed:
        yield Item(
            cursor=Cursor(event.recorded_at, EVENT, f"{event.on:%Y%m%d}{event.pk.hex}"),
            at=event.recorded_at,
            by=_by(event.recorded_by),
            says=("Taken back: " if event.is_withdrawal else "") + _said(event),
            about=_about(event),
            why=event.why,
            link=reverse("recorded", args=(event.child_id, event.pk)),
            moves=moves.get(event.pk, []),
        )


def _said(event: Event) -> str:
    value = f": {plain(event.value)}" if event.value else ""
    return f"{capital(plain(event.kind))}{value}, {day_words(event.on)}"


def _about(event: Event) -> str:
    """What it corrects, or what became of it."""
    if event.corrects and not event.is_withdrawal:
        return f"In the place of: {_said(event.corrects)}"
    later: Event | None = getattr(event, "correction", None)
    if later:
        return "Taken back since" if later.is_withdrawal else f"Corrected since: {_said(later)}"
    return ""


def _amendments(amendments: Iterable[Amendment]) -> Iterator[Item]:
    for one in amended(amendments):
        entry = one.amendment
        yield Item(
            cursor=Cursor(entry.recorded_at, AMENDED, entry.pk.hex),
            at=entry.recorded_at,
            by=_by(entry.recorded_by),
            says=one.says,
            about=one.of,
            why=entry.why,
        )


def _noted(entries: Iterable[Noted]) -> Iterator[Item]:
    """What the audit alone tells of; of removals and moves also the day and the type."""
    listed = list(entries)
    keys = [entry.target.partition(":")[2] for entry in listed if entry.verb in {"record_removal", "record_placement"}]
    days = {str(one.pk): day_words(one.removed_on) for one in Episode.objects.filter(pk__in=keys)}
    homes = {str(one.pk): one for one in Placement.objects.filter(pk__in=keys)}
    days |= {key: f"{day_words(one.started_on)}: {plain(one.placement_type)}" for key, one in homes.items()}
    for entry in listed:
        day = days.get(entry.target.partition(":")[2], "")
        yield Item(
            cursor=Cursor(entry.recorded_at, NOTED, f"{entry.sequence:018}"),
            at=entry.recorded_at,
            by=_by(entry.by),
            says=f"{_DONE[entry.verb]}, {day}" if day else _DONE[entry.verb],
        )


def _moves(moves: Iterable[Move]) -> Iterator[Item]:
    """Dates that no event moved, at the end of their day: what was done of stays or the child, or a day passed."""
    for move in moves:
        at = timezone.make_aware(datetime.combine(move.moved_on, time.max))
        said = _moved(move)
        yield Item(
            cursor=Cursor(at, MOVES, move.pk.hex),
            at=at,
            by=_by(move.done_by) if move.done else "Homeward itself",
            says=f"A date moved: {said.title}",
            about=f"Because {_by(move.done_by)} {VERBS[move.done]}" if move.done else _BY_ITSELF,
            moves=[said],
        )


def _moved(move: Move) -> Moved:
    rule = rules().get(move.rule)
    return Moved(rule.title if rule else move.rule, move.due_was, move.due_now)


def _by(person: object) -> str:
    return str(person) if person else "State system's extract"
