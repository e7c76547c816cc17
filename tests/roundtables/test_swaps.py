"""Two roundtables change places: offered where one stands in the other's way, done together or not at all."""

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.audit.models import Entry
from homeward.casefile.models import Event
from homeward.roundtables.free import moment
from homeward.roundtables.models import Absence, Roundtable
from homeward.roundtables.swaps import swap, version_of
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.test_meeting_pages import hidden
from tests.roundtables.arranged import SOON, convened, other_child, room, waiting_child

pytestmark = pytest.mark.django_db

Two = tuple[Roundtable, Roundtable]


@pytest.fixture
def two() -> Two:
    """Of the same people: one in the morning in Oak, one in the afternoon of the next day in Elm."""
    return convened(waiting_child()), convened(
        other_child(), on=SOON + timedelta(days=1), at=time(13), minutes=90, room=room("Elm")
    )


def place(one: Roundtable) -> tuple[Any, ...]:
    one.refresh_from_db()
    return one.on, one.starts_at_here.time(), one.room, one.minutes


def change_places(two: Two, who: str = "pc-01", was: str | None = None, why: str = "The court asked") -> None:
    asked: dict[str, Any] = {"by": person(who), "today": TODAY, "token": uuid4(), "exception": ""}
    swap(one=two[0], other=two[1], was=was or version_of(*two), why=why, **asked)


def announced(one: Roundtable) -> list[Any]:
    events = Event.objects.current().filter(child__roundtables__roundtable=one, kind="roundtable_scheduled")
    return list(events.filter(on__gte=TODAY).values_list("on", flat=True))


def test_each_is_held_in_the_place_of_the_other_with_its_own_people_and_length(two: Two) -> None:
    seats = [set(one.seats.taken().values_list("person", flat=True)) for one in two]
    change_places(two)
    assert place(two[0]) == (SOON + timedelta(days=1), time(13), room("Elm"), 120)
    assert place(two[1]) == (SOON, time(9), room("Oak"), 90)
    assert [set(one.seats.taken().values_list("person", flat=True)) for one in two] == seats
    assert [announced(one) for one in two] == [[SOON + timedelta(days=1)], [SOON]]
    targets = [f"roundtable:{one.pk}" for one in two]
    assert Entry.objects.filter(verb="swap_roundtables", target__in=targets).count() == 2


def test_two_of_one_day_in_one_room_change_places_although_each_stands_in_the_others_way() -> None:
    two = convened(waiting_child()), convened(other_child(), at=time(13))
    change_places(two)
    assert [place(one)[1] for one in two] == [time(13), time(9)]


def test_if_one_of_them_can_not_be_held_there_neither_is_moved(two: Two) -> None:
    where = [place(one) for one in two]
    away = {"from_at": two[1].starts_at, "until_at": two[1].ends_at, "recorded_at": moment(TODAY, time(9))}
    Absence.objects.create(person=person("ext-01"), recorded_by=person("pc-01"), **away)
    with pytest.raises(ValidationError, match="away at that time"):
        change_places(two)
    assert [place(one) for one in two] == where


def test_a_form_that_was_opened_before_one_was_changed_or_is_sent_twice_is_refused(two: Two) -> None:
    was = version_of(*two)
    change_places(two)
    where = [place(one) for one in two]
    with pytest.raises(ValidationError, match="changed since"):
        change_places(two, was=was)
    assert [place(one) for one in two] == where


def test_it_says_why(two: Two) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        change_places(two, why=" ")


@pytest.mark.parametrize("who", ["ocm-001", "fac-01", "qa-01", "pc-02"])
def test_nobody_else_than_who_convenes_lets_them_change_places(two: Two, who: str) -> None:
    with pytest.raises(PermissionDenied):
        change_places(two, who=who)


def moved_onto(client: Client, one: Roundtable, other: Roundtable) -> Any:
    """The form of moving one, sent with the place of the other."""
    at = reverse("move_roundtable", args=(one.pk,))
    child = one.attending.get().child_id
    sent = {
        **hidden(client.get(at).content.decode()), "children": str(child), "kind": one.kind, "minutes": "120",
        "on": f"{other.on:%b %d, %Y}", "at": f"{other.starts_at_here:%H:%M}", "room": str(other.room_id),
        "facilitator": str(person("fac-01").pk), "is_asked": "on", "external": str(person("ext-01").pk),
        "exception": "Everybody agreed.", "why": "The court asked",
    }  # fmt: skip
    return client.post(at, sent)


def test_whoever_moves_one_onto_the_place_of_another_is_offered_that_they_change_places(
    sign_in: SignIn, two: Two
) -> None:
    client, at = sign_in("pc-01"), reverse("swap_roundtables", args=(two[0].pk, two[1].pk))
    refused = moved_onto(client, *two)
    assertContains(refused, "sits at another roundtable at that time")
    assertContains(refused, at)
    sent = {**hidden(client.get(at).content.decode()), "why": "The court asked", "exception": ""}
    assertContains(client.post(at, sent), "change places")
    assertRedirects(client.post(at, {**sent, "step": "save"}), reverse("roundtable", args=(two[0].pk,)))
    assert place(two[1])[0] == SOON


def test_a_roundtable_of_a_file_that_is_closed_to_her_is_not_offered(sign_in: SignIn, two: Two) -> None:
    child = two[1].attending.get().child
    child.is_restricted = True
    child.save(update_fields=["is_restricted"])
    assertNotContains(moved_onto(sign_in("pc-01"), *two), "Let the two change places")
    at = reverse("swap_roundtables", args=(two[0].pk, two[1].pk))
    assert sign_in("pc-01").get(at).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("pc-01", 200), ("sup-01", 200), ("ocm-001", 403), ("qa-01", 403), ("fac-01", 403), ("ocm-002", 404)],
)
def test_its_page_is_for_whoever_convenes(sign_in: SignIn, two: Two, who: str, status: int) -> None:
    assert sign_in(who).get(reverse("swap_roundtables", args=(two[0].pk, two[1].pk))).status_code == status


def test_one_that_is_over_and_one_alone_do_not_change_places(sign_in: SignIn, two: Two) -> None:
    client = sign_in("pc-01")
    assert client.get(reverse("swap_roundtables", args=(two[0].pk, two[0].pk))).status_code == 404
    Roundtable.objects.filter(pk=two[1].pk).update(status="cancelled")
    assert client.get(reverse("swap_roundtables", args=(two[0].pk, two[1].pk))).status_code == 403
