"""What was done lately by the people of an agency, and in the files of its children; and the end of the chain."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.administration.people import with_words
from homeward.audit.models import Entry, EntryQuerySet, Head
from homeward.audit.words import OF_LEARNING, VERBS
from homeward.casefile.actions import REVIEW
from homeward.casefile.models import Child
from homeward.casefile.page import Visit, signed_in
from homeward.website.asked import key_in, query
from homeward.website.keyset import AT_ONCE
from homeward.website.words import capital, plain
from homeward.workforce.models import Person

_MOST_SOUGHT: Final = 25


@dataclass(frozen=True)
class Line:
    """An entry in words. `child` is known only to whoever may open the child's file."""

    entry: Entry
    did: str
    child: Child | None
    is_practice: bool
    """Whether the child is a made-up one of a practice agency."""
    person: Person | None
    what: str


@signed_in(roles=REVIEW, methods=("GET", "HEAD", "POST"))
def audit_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The entries, the latest first. Somebody is sought by name in a form, so that no name stands in an address."""
    people = Person.objects.filter(agency__in=visit.sight.agency_ids)
    person, verb = request.GET.get("person", ""), request.GET.get("verb", "")
    verb = verb if verb.isidentifier() else ""
    entries = _entries(visit, person, verb)
    sought = request.POST.get("sought", "").replace("\0", "").strip()[:100]
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        entries = entries.filter(sequence__lt=int(before))
    found = list(entries.select_related("by")[: AT_ONCE + 1])
    asked = {"person": person, "verb": verb}
    if len(found) > AT_ONCE:
        asked["before"] = str(found[AT_ONCE - 1].sequence)
    given: dict[str, Any] = {
        "lines": _lines(visit, found[:AT_ONCE]),
        "more": query(asked) if "before" in asked else "",
        "who": sought,
        "people": with_words(people.select_related("unit"), sought)[:_MOST_SOUGHT] if sought else [],
        "chosen": people.filter(pk=key).first() if (key := key_in(person)) else None,
        "verbs": [(code, words) for code, words in VERBS.items() if code not in OF_LEARNING],
        "person": person,
        "verb": verb,
        "head": Head.objects.filter(pk=1).first(),
    }
    return render(request, "administration/audit.html", given)


def _entries(visit: Visit, person: str, verb: str) -> EntryQuerySet:
    """What the people of the agency did, and what others did in the files of its children."""
    agencies = visit.sight.agency_ids
    people = Person.objects.filter(agency__in=agencies)
    children = Child.objects.filter(agency__in=agencies)
    entries = Entry.objects.exclude(verb__in=OF_LEARNING).filter(
        Q(by__in=people.values("pk")) | Q(child_id__in=children.values("pk"))
    )
    if person:
        key = key_in(person)
        entries = entries.filter(by=key) if key else entries.none()
    return (entries.filter(verb=verb) if verb else entries).order_by("-sequence")


def _lines(visit: Visit, entries: list[Entry]) -> list[Line]:
    """The entries in words; three queries however many they are."""
    ids = {entry.child_id for entry in entries if entry.child_id}
    children = Child.objects.visible_to(visit.person, on=visit.today).in_bulk(ids) if ids else {}
    practice = set(Child.objects.filter(pk__in=ids, agency__is_practice=True).values_list("pk", flat=True))
    targets = {key for entry in entries if (key := _person_of(entry))}
    people = Person.objects.filter(agency__in=visit.sight.agency_ids).in_bulk(targets)
    return [
        Line(
            entry=entry,
            did=capital(VERBS.get(entry.verb, plain(entry.verb))),
            child=children.get(entry.child_id) if entry.child_id else None,
            is_practice=entry.child_id in practice,
            person=people.get(key) if (key := _person_of(entry)) else None,
            what=plain(
                str(entry.details.get("kind") or entry.details.get("role") or entry.details.get("changed") or "")
            ),
        )
        for entry in entries
    ]


def _person_of(entry: Entry) -> UUID | None:
    kind, _, key = entry.target.partition(":")
    return UUID(key) if kind == "person" else None
