"""The chain of entries: how each is bound to the one before it, and how a break is found."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from homeward.audit.models import FIRST_PREVIOUS_HASH, Entry, Head

CHAINED: Final = (
    "sequence",
    "recorded_at",
    "by_id",
    "verb",
    "child_id",
    "target",
    "why",
    "origin",
    "details",
    "previous_hash",
)
"""What the fingerprint of an entry covers: all of it."""


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold."""

    sequence: int
    says: str


@dataclass(frozen=True)
class Verified:
    """What was found: how many entries there are, the fingerprint of the last, and every break."""

    entries: int
    last_hash: str
    breaks: tuple[Break, ...]


def hash_of(columns: Mapping[str, Any]) -> str:
    """The SHA-256 of an entry as canonical JSON: keys sorted, no spaces, ASCII, moments in UTC."""
    text = json.dumps(columns, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_written)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _written(value: Any) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case UUID():
            return str(value)
        case _:
            raise TypeError(f"the audit can not hold a {type(value).__name__}")


def verify(*, known: tuple[int, str] | None = None) -> Verified:
    """Look through the whole chain for entries that were altered, removed or inserted.

    `known` is the sequence number and hash of an entry as somebody noted it elsewhere. With it, even a chain that was
    written anew from some entry on is found out.
    """
    breaks: list[Break] = []
    previous, sequence = FIRST_PREVIOUS_HASH, 0
    rows = Entry.objects.order_by("sequence").values(*CHAINED, "hash").iterator(chunk_size=2000)
    for row in rows:
        found = row.pop("hash")
        breaks += _breaks(row, found, sequence, previous)
        if known and known[0] == row["sequence"] and known[1] != found:
            breaks.append(Break(known[0], "is not the entry whose hash was noted elsewhere"))
        sequence, previous = row["sequence"], found
    breaks += _breaks_at_the_end(sequence, previous)
    if known and known[0] > sequence:
        breaks.append(Break(known[0], "was noted elsewhere, and is gone"))
    return Verified(Entry.objects.count(), previous, tuple(breaks))


def _breaks(row: dict[str, Any], found: str, before: int, previous: str) -> Iterator[Break]:
    sequence = row["sequence"]
    if sequence != before + 1:
        gone = f"{before + 1}" if sequence == before + 2 else f"{before + 1} to {sequence - 1}"
        yield Break(sequence, f"follows {before}: {gone} removed")
    elif row["previous_hash"] != previous:
        yield Break(sequence, f"is not chained to {before}: one of the two was altered or inserted")
    if hash_of(row) != found:
        yield Break(sequence, "was altered")


def _breaks_at_the_end(sequence: int, last_hash: str) -> Iterator[Break]:
    head = Head.objects.filter(pk=1).first() or Head()
    if head.sequence > sequence:
        yield Break(head.sequence, f"should be the last entry; the last there is is {sequence}")
    elif (head.sequence, head.hash) != (sequence, last_hash):
        yield Break(sequence, f"was added behind the last entry that was recorded ({head.sequence})")
