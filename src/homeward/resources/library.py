"""The library of an agency: what is shipped, as changed by the agencies above it, as changed by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.urls import reverse

from homeward.resources.models import Resource
from homeward.resources.shipped import Shipped, shipped
from homeward.resources.topics import SITUATIONS, TOPICS
from homeward.workforce.models import Agency

_ORDER = list(TOPICS)


@dataclass(frozen=True)
class Listed:
    """A resource as an agency finds it; the agency may have no row of its own."""

    of: Resource | Shipped
    agency: Agency | None
    """Whose wording it is; None: as it comes with Homeward."""

    @property
    def key(self) -> str:
        return self.of.key

    @property
    def topic(self) -> str:
        return self.of.topic

    @property
    def title(self) -> str:
        return self.of.title

    @property
    def link(self) -> str:
        return self.of.link

    @property
    def place(self) -> str:
        return self.of.place

    @property
    def about_words(self) -> str:
        """The situations in which it is proposed, in words."""
        return "; ".join(SITUATIONS[code] for code in self.of.about if code in SITUATIONS)

    @property
    def row(self) -> Resource | None:
        """What some agency made of it; None as long as it is only shipped."""
        return self.of if isinstance(self.of, Resource) else None

    @property
    def checked_on(self) -> date | None:
        return self.row.checked_on if self.row else None

    @property
    def is_retired(self) -> bool:
        return bool(self.row and self.row.retired_on)

    @property
    def version_for(self) -> str:
        """What a form remembers of the row it was opened with: it is refused once there is another one."""
        return f"{self.row.pk}:{self.row.version}" if self.row else "shipped"

    @property
    def do(self) -> list[tuple[str, str]]:
        """What can be done with it: the word, and the page."""
        if self.is_retired:
            return [("Bring back", reverse("restore_resource", args=(self.key,)))]
        words = [("Change", "change_resource"), ("Retire", "retire_resource")]
        checks = [("Mark as checked", "check_resource")] if self.link else []
        return [(word, reverse(page, args=(self.key,))) for word, page in [*checks, *words]]


def library_of(agency: Agency | None) -> list[Listed]:
    """Every resource of an agency, retired or not, by topic and order."""
    return library_at(agency.pk if agency else None)


def library_at(agency_id: UUID | None) -> list[Listed]:
    """The same by the key of the agency. Two queries; without an agency, none."""
    found = {one.key: Listed(one, None) for one in shipped()}
    if agency_id:
        chain = _nearest_first(agency_id)
        rows = Resource.objects.filter(agency__in=chain).select_related("agency", "checked_by")
        for row in sorted(rows, key=lambda one: chain.index(one.agency_id), reverse=True):
            found[row.key] = Listed(row, row.agency)
    return sorted(found.values(), key=lambda one: (_ORDER.index(one.topic), one.of.position, one.title, one.key))


def _nearest_first(agency_id: UUID) -> list[UUID]:
    """The agency, the one above it, and so on."""
    parents = dict(Agency.objects.values_list("pk", "parent_id"))
    chain: list[UUID] = []
    at: UUID | None = agency_id
    while at is not None and at not in chain:
        chain.append(at)
        at = parents.get(at)
    return chain


def by_topic(listed: Iterable[Listed]) -> Iterator[tuple[str, str, list[Listed]]]:
    """The topics that have a resource, in the order of the library: code, words, resources."""
    for topic, group in groupby(listed, key=lambda one: one.topic):
        yield topic, TOPICS[topic], list(group)


def matching(listed: Iterable[Listed], asked: str) -> list[Listed]:
    """Those in which every word that was asked for stands: in title, credit, place or topic."""
    words = asked.casefold().split()
    return [one for one in listed if all(word in _text_of(one) for word in words)]


def _text_of(one: Listed) -> str:
    return " ".join((one.title, one.of.credit, one.place, TOPICS[one.topic])).casefold()
