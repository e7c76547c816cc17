"""Keeping an entry of a family: whoever may, once, whole, and noted. Every verb of this part goes through here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import next_version, refuse_if_changed
from homeward.casefile.models import Child, Episode, Event
from homeward.casefile.visibility import may_record
from homeward.family.models import Entry, Relative
from homeward.obligations.actions import record_event
from homeward.obligations.recording import CASE_MANAGER
from homeward.website.words import day_words
from homeward.workforce.models import Person

Kept = TypeVar("Kept", bound=Entry)

_CHOSEN: Final = (
    *("recorded_by", "recorded_for", "tribe", "child", "relative", "event", "same_talk", "notice", "one", "other"),
)
"""Rows that are found before an entry is made: none is asked for once more."""


@dataclass(frozen=True)
class Sender:
    """Who records, on which day, and by which form: its token, and the child's version when it was opened."""

    by: Person
    today: date
    token: UUID
    version: int | None = None


def lock_family(child: Child) -> Child:
    """The child as it is now, locked with all children of the family, as they share its people.

    Always in the order of their keys, so that two who save for two of them never wait for each other.
    """
    families = Relative.objects.filter(child=child).values("family")
    keys = [child.pk, *Child.objects.filter(as_relative__family__in=families).values_list("pk", flat=True)]
    locked = Child.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    return next(one for one in list(locked) if one.pk == child.pk)


def opened(child: Child, sent: Sender) -> Child:
    """The child, locked, if the sender records her family and nobody saved since.

    Raises PermissionDenied or ChangedSinceError.
    """
    child = lock_family(child)
    if not may_record(sent.by, child, CASE_MANAGER, on=sent.today):
        raise PermissionDenied("The child's case manager or her supervisor records this.")
    refuse_if_changed(child, sent.version)
    return child


def done(child: Child, sent: Sender, *, verb: str, target: str) -> None:
    """Count the change and note it: the last thing that an action does.

    It counts for every child of the family: a form that was opened at a sister before would write over it.
    """
    next_version(child)
    families = Relative.objects.filter(child=child).values("family")
    siblings = Child.objects.filter(as_relative__family__in=families).exclude(pk=child.pk)
    siblings.update(version=F("version") + 1)
    noted(child, sent, verb=verb, target=target)


def noted(child: Child, sent: Sender, *, verb: str, target: str) -> None:
    """Note what was done for a child."""
    audit.record(by=sent.by, verb=verb, child_id=child.pk, target=target)


@transaction.atomic
def keep(entry: Kept, *, child: Child, sent: Sender, verb: str, also: Callable[[], Any] = lambda: None) -> Kept:
    """Keep a new entry; `also` is done in the same transaction. The same form sent twice is kept once.

    Raises ValidationError with the faults by field, PermissionDenied, or ChangedSinceError.
    """
    lock_family(child)
    if kept := sent_before(type(entry), sent.token):
        return kept
    child = opened(child, sent)
    save(entry, sent)
    also()
    done(child, sent, verb=verb, target=f"{entry._meta.model_name}:{entry.pk}")
    return entry


def sent_before(kind: type[Kept], token: UUID) -> Kept | None:
    """What was kept of a form that is sent again."""
    entries: Any = kind._default_manager
    kept: Kept | None = entries.filter(token=token).first()
    return kept


def save(entry: Kept, sent: Sender, token: UUID | None = None) -> Kept:
    """Check an entry and write it. Whoever calls holds the child's lock. Raises ValidationError."""
    if entry.on > sent.today:
        raise ValidationError({"on": f"{day_words(entry.on)} is in the future. Enter the day on which it happened."})
    entry.recorded_by, entry.recorded_at, entry.token = sent.by, timezone.now(), token or sent.token
    entry.clean_fields(exclude=_CHOSEN)
    entry.save(force_insert=True)
    return entry


def event_for(child: Child, kind: str, on: date, sent: Sender) -> Event | None:
    """The event of the casefile for something that was done on a day; none if the child was not in care then.

    It has the form's token, so that it is recorded once whichever form was sent.
    """
    stays = Episode.objects.current().filter(child=child, removed_on__lte=on)
    if not any(stay.discharged_on is None or on <= stay.discharged_on for stay in stays):
        return None
    return record_event(child=child, kind=kind, on=on, by=sent.by, today=sent.today, token=sent.token)


@transaction.atomic
def take_back(*, entry: Entry, child: Child, why: str, sent: Sender) -> Entry:
    """Something was entered wrongly; it stays to be read, with who took it back and why."""
    if not why.strip():
        raise ValidationError({"why": "Say why it is taken back."})
    child = lock_family(child)
    entry.refresh_from_db()
    if entry.withdrawn_at:
        return entry
    child = opened(child, sent)
    entry.withdrawn_by, entry.withdrawn_at, entry.withdrawn_why = sent.by, timezone.now(), why.strip()
    entry.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    done(child, sent, verb="take_back_family_entry", target=f"{entry._meta.model_name}:{entry.pk}")
    return entry
