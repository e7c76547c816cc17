"""A family of hundreds, and as many contacts as a search of years leaves; written at once, as nobody types so many."""

from datetime import timedelta
from random import Random
from uuid import uuid4

from django.utils import timezone

from homeward.casefile.models import Child, Event, Source
from homeward.demo.names import family_names, pick
from homeward.family.models import ContactAttempt, ContactPoint, Relative, Tie
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.family.kin import add, keeper_of, own


def _tie(one: Relative, other: Relative, kind: str, by: str) -> Tie:
    return Tie(
        one=one, other=other, kind=kind, on=TODAY, asserted_by="record", token=uuid4(),
        recorded_by=person(by), recorded_at=timezone.now(),
    )  # fmt: skip


def _names(people: int) -> list[tuple[str, str]]:
    """So many names as they are met; every tenth is longer than fits into a box."""
    rng, found = Random(1), []
    for number in range(people):
        group = family_names(rng)
        last = [pick(group.families, rng) for _ in range(1 if number % 10 else 3)]
        found.append((pick(group.girls + group.boys, rng), "-".join(last)))
    return found


def large_family(of: Child, people: int) -> None:
    """Five generations, brothers and sisters with partners and children; the way a file grows over years."""
    add(of, "mother", "Mother Zero")
    add(of, "father", "Father Zero")
    by, family = keeper_of(of), own(of).family
    parents = list(Relative.objects.filter(family=family, child=None))
    rows = [
        Relative(
            family=family, first_name=first, last_name=last,
            gender=("female", "male", "")[number % 3], recorded_at=timezone.now(), recorded_for=of,
        )
        for number, (first, last) in enumerate(_names(people - 3))
    ]  # fmt: skip
    Relative.objects.bulk_create(rows)
    ties, eldest = [], list(parents)
    for number, one in enumerate(rows):
        near = eldest[number // 4 % len(eldest)]
        kind = ("parent_of", "sibling_of", "partner_of", "parent_of", "like_kin_of")[number % 5]
        down = number % 5 == 3
        ties.append(_tie(near, one, kind, by) if down else _tie(one, near, kind, by))
        if number % 5 < 2 and number < 20:
            eldest.append(one)
    for one_tie in ties:
        one_tie.recorded_for = of
    Tie.objects.bulk_create(ties)


def many_contacts(of: Child, contacts: int) -> None:
    """A number for each of them, and so many contacts, each behind an event of its day."""
    by, now = person(keeper_of(of)), timezone.now()
    people = list(Relative.objects.filter(family=own(of).family, child=None))
    begun_on = of.episodes.latest("removed_on").removed_on
    days = (TODAY - begun_on).days
    events = [
        Event(
            child=of, kind="relative_search", on=begun_on + timedelta(days=number % days), source=Source.TYPED,
            recorded_by=by, recorded_at=now, token=uuid4(),
        )
        for number in range(contacts)
    ]  # fmt: skip
    Event.objects.bulk_create(events)
    ContactAttempt.objects.bulk_create(
        ContactAttempt(
            child=of, relative=people[number % len(people)], event=event, on=event.on, how="phone",
            outcome=("reached", "no_answer", "message")[number % 3], recorded_by=by, recorded_at=now, token=uuid4(),
        )
        for number, event in enumerate(events)
    )  # fmt: skip
    ContactPoint.objects.bulk_create(
        ContactPoint(
            recorded_for=of, relative=one, kind="phone", value=f"414-555-{number:04}", source="record", on=TODAY,
            token=uuid4(), recorded_by=by, recorded_at=now,
        )
        for number, one in enumerate(people)
    )  # fmt: skip
