"""Taking back a stay in care that was entered by mistake, with everything that was typed in for it.

Nothing is removed: the stay and its placements keep their rows with an `Amendment` each, and every event is followed by
its withdrawal, all with one reason. What the state system's extract says is not taken back by hand.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.casefile.actions import refuse_if_changed
from homeward.casefile.models import Child, Episode, Event, Placement, Source
from homeward.obligations.recording import may_record_kind
from homeward.obligations.stays import amend, begin, finish, need_reason
from homeward.website.words import day_words, plain
from homeward.workforce.models import Person


@dataclass(frozen=True)
class OfStay:
    """What goes with a stay when it is taken back, and what of those days the extract keeps."""

    homes: list[Placement]
    events: list[Event]
    kept: list[Event]
    """From the state system's extract: they stay as they are."""


def of_stay(episode: Episode) -> OfStay:
    """The placements and events of a stay; an event on a day of another stay too is left to that one. Three queries."""
    homes = Placement.objects.current().filter(episode=episode).order_by("started_on")
    others = list(Episode.objects.current().filter(child=episode.child_id).exclude(pk=episode.pk))
    events = Event.objects.current().filter(child=episode.child_id, on__gte=episode.removed_on)
    if episode.discharged_on:
        events = events.filter(on__lte=episode.discharged_on)
    its = [one for one in events.in_order() if not any(_holds(other, one.on) for other in others)]
    return OfStay(
        homes=list(homes),
        events=[one for one in its if one.source == Source.TYPED],
        kept=[one for one in its if one.source != Source.TYPED],
    )


def _holds(stay: Episode, day: date) -> bool:
    return stay.removed_on <= day <= (stay.discharged_on or date.max)


def why_not(episode: Episode, child: Child, by: Person, today: date) -> str:
    """Why a person can not take a stay back, as a sentence; empty if she can."""
    found = of_stay(episode)
    is_of_extract = episode.source == Source.EXTRACT or episode.external_id
    if is_of_extract or any(home.source == Source.EXTRACT for home in found.homes):
        return (
            "The extract of the state system has this stay. Correct it there: the next extract that names the child "
            "without it takes it back here."
        )
    hers = [one for one in found.events if not may_record_kind(by, child, one.kind, on=today)]
    if hers:
        listed = ", ".join(f"{plain(one.kind)} of {day_words(one.on)}" for one in hers)
        return f"In this stay stands what is not yours to take back: {listed}. Ask whose work it is to do that first."
    return ""


@transaction.atomic
def withdraw_episode(*, episode: Episode, by: Person, today: date, why: str, version: int | None = None) -> Episode:
    """The child was not in care then: the stay is taken back with its placements and with what was typed in for it.

    Doing it twice is doing it once. Raises PermissionDenied, ChangedSinceError, and ValidationError without a reason,
    where the extract has the stay, or where something in it is not hers to take back.
    """
    need_reason(why)
    child = begin(episode.child, by, today)
    episode.refresh_from_db()
    if episode.withdrawn_at:
        return episode
    refuse_if_changed(child, version)
    if refused := why_not(episode, child, by, today):
        raise ValidationError(refused)
    found, now = of_stay(episode), timezone.now()
    Event.objects.bulk_create(_taken_back(one, number, by, why) for number, one in enumerate(found.events))
    for home in found.homes:
        amend(home, by, why, withdrawn_at=now)
    amend(episode, by, why, withdrawn_at=now)
    finish(child, by=by, today=today, verb="withdraw_episode", target=f"episode:{episode.pk}")
    return episode


def _taken_back(event: Event, number: int, by: Person, why: str) -> Event:
    return Event(
        child_id=event.child_id,
        kind=event.kind,
        on=event.on,
        value=event.value,
        source=Source.TYPED,
        recorded_by=by,
        recorded_at=timezone.now(),
        position=number,
        corrects=event,
        is_withdrawal=True,
        why=why.strip(),
    )
