"""Every address of invitations for every role: open, refused, or not there for a stranger; and how often it asks."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from homeward.audit.models import Entry
from homeward.roundtables.invitations.urls import urlpatterns
from homeward.roundtables.models import Roundtable
from tests.casefile.staff import person
from tests.cast_county import SignIn
from tests.roundtables.arranged import convened
from tests.roundtables.invitations.test_tribes import invited

pytestmark = pytest.mark.django_db

EVERYBODY = ("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01", "fac-01", "ext-01", "guest-01")
STRANGERS = ("ocm-002", "pc-02", "fac-02", "coach-01", "learner-01")
SEATED = ("ocm-001", "sup-01", "pc-01", "fac-01", "ext-01")
CONVENES = ("sup-01", "pc-01")
BY_SECRET = {"answer_by_link", "guest_door", "calendar_feed"}
MAY = {
    "answer_invitation": SEATED,
    "roundtable_snapshot": (*SEATED, "qa-01", "admin-01"),
    "invite_guest": CONVENES,
    "note_answer": CONVENES,
    "invite_tribe": CONVENES,
    "reply_of_tribe": CONVENES,
    "correspondence": ("pc-01", "admin-01", "pc-02"),
    "my_calendar": (*EVERYBODY, *STRANGERS),
}


@pytest.fixture
def made() -> Roundtable:
    return convened()


def addresses(made: Roundtable) -> dict[str, str]:
    child = made.attending.get().child
    asked = made.invited.get(person=person("fac-01"))
    keys = {"note_answer": (made.pk, asked.pk),
            "invite_tribe": (child.pk,), "reply_of_tribe": (child.pk, invited(child).pk), "correspondence": (),
            "my_calendar": ()}  # fmt: skip
    return {name: reverse(name, args=keys.get(name, (made.pk,))) for name in MAY}


def test_every_address_is_asked_here() -> None:
    assert {pattern.name for pattern in urlpatterns} == {*MAY, *BY_SECRET}


@pytest.mark.parametrize("who", [*EVERYBODY, *STRANGERS])
def test_pages_open_for_those_whom_they_are_for(sign_in: SignIn, made: Roundtable, who: str) -> None:
    client = sign_in(who)
    for name, at in addresses(made).items():
        status = client.get(at).status_code
        assert status == 200 if who in MAY[name] else status in {403, 404}, name


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_change_nothing(sign_in: SignIn, made: Roundtable, who: str) -> None:
    client = sign_in(who)
    for name, at in addresses(made).items():
        if who not in MAY[name]:
            assert client.post(at, {"says": "accepted"}).status_code in {403, 404, 405}, name


def test_a_stranger_who_asks_for_the_snapshot_is_noted(sign_in: SignIn, made: Roundtable) -> None:
    sign_in("fac-02").get(reverse("roundtable_snapshot", args=(made.pk,)))
    last = Entry.objects.order_by("-sequence")[0]
    assert (last.verb, last.by, last.target) == ("refused", person("fac-02"), f"roundtable:{made.pk}")


def queries(client: Client, at: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(at)
    return len(seen)


def test_the_page_asks_as_often_whoever_is_invited(sign_in: SignIn) -> None:
    few = convened(external=None, efforts="Asked.")
    client, at = sign_in("pc-01"), reverse("roundtable", args=(few.pk,))
    client.get(at)
    before = queries(client, at)
    few.seats.filter(role="external_consultant").update(person=person("ext-01"))
    assert 0 < queries(client, at) <= before + 1 <= 48
