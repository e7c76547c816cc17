"""Which version holds on a day, and the one by which a record was made."""

from datetime import date
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from homeward.permanency.content.kinds import Kind, Version
from homeward.permanency.models import ContentVersion

Read = TypeVar("Read")


def versions_of(kind: Kind[Read]) -> list[Version]:
    """Every version of a kind, by the day from which it holds; of one day, the last one written last. One query."""
    stored = ContentVersion.objects.filter(kind=kind.code).select_related("written_by").order_by("number")
    return sorted([*kind.shipped(), *map(_version, stored)], key=lambda one: one.effective_from)


def version_on(kind: Kind[Read], day: date) -> Version:
    """The version that holds on a day; the oldest one also holds before. One query."""
    shipped = sorted(kind.shipped(), key=lambda one: one.effective_from)
    standing = next((one for one in reversed(shipped) if one.effective_from <= day), shipped[0])
    stored = ContentVersion.objects.filter(kind=kind.code, effective_from__lte=day).select_related("written_by")
    latest = stored.order_by("-effective_from", "-number").first()
    return _version(latest) if latest and latest.effective_from >= standing.effective_from else standing


def content_on(kind: Kind[Read], day: date) -> Read:
    """What holds on a day. One query."""
    found: Read = _read(kind, version_on(kind, day))
    return found


def content_of(kind: Kind[Read], name: str, day: date) -> Read:
    """What a record was made by; where that version is no longer installed, what held on its day."""
    shipped = next((one for one in kind.shipped() if one.name == name), None)
    found: Read = _read(kind, shipped or _named(kind.code, name) or version_on(kind, day))
    return found


@lru_cache(maxsize=200)
def _read(kind: Kind[Read], version: Version) -> Read:
    """What a version says; one that comes as a file is the same at each call, and is read once."""
    return kind.read(version)


def _named(code: str, name: str) -> Version | None:
    try:
        found = _stored(UUID(name))
    except (ValueError, ContentVersion.DoesNotExist):
        return None
    return _version(found) if found.kind == code else None


@lru_cache(maxsize=200)
def _stored(pk: UUID) -> ContentVersion:
    """A version that somebody wrote; none is ever changed, so it is read once."""
    return ContentVersion.objects.select_related("written_by").get(pk=pk)


def _version(stored: ContentVersion) -> Version:
    return Version(
        name=str(stored.pk),
        effective_from=stored.effective_from,
        values=stored.values,
        number=stored.number,
        why=stored.why,
        written_by=str(stored.written_by),
    )
