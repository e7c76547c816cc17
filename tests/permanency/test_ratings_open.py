"""Every address of ratings, relational permanence and the stage, for every role; and how often each asks."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from homeward.casefile.models import Child, Event
from homeward.permanency.models import FrameworkStage, RelationalRecord
from homeward.permanency.ratings.actions import Details, rate
from homeward.permanency.ratings.history import ratings_of
from homeward.permanency.ratings.scale import scale_on
from homeward.permanency.relational.actions import record_relational
from homeward.permanency.urls import ratings_patterns
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

SEES = ("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01")
OTHERS = ("coach-01", "learner-01", "fac-01", "ext-01", "ocm-002", "pc-02")
READ = {"ratings", "rating"}
MAY = {
    "ocm-001": {"record_relational", "correct_relational", "record_stage", "correct_stage"},
    "sup-01": {"record_relational", "correct_relational", "record_stage", "correct_stage"},
    "pc-01": {"rate", "correct_permanency_rating", "rating_criteria", "record_relational", "correct_relational"},
}


@pytest.fixture
def child() -> Child:
    """Jaylen, who has a record of everything; his first rating came without criteria."""
    return Child.objects.get(external_id="jaylen-okafor")


def addresses(child: Child) -> dict[str, str]:
    first = ratings_of(child.pk)[-1].event
    relational = RelationalRecord.objects.of(child.pk)[0]
    stage = FrameworkStage.objects.of(child.pk)[0]
    given: dict[str, tuple[Any, ...]] = {
        "ratings": (),
        "rating": (first.pk,),
        "rate": (),
        "correct_permanency_rating": (first.pk,),
        "rating_criteria": (first.pk,),
        "record_relational": (),
        "correct_relational": (relational.pk,),
        "record_stage": (),
        "correct_stage": (stage.pk,),
    }
    return {name: reverse(name, args=(child.pk, *more)) for name, more in given.items()}


def test_every_address_is_asked_here(child: Child) -> None:
    assert {pattern.name for pattern in ratings_patterns} == set(addresses(child))
    assert reverse("record", args=(child.pk, "permanency_rating")) == addresses(child)["rate"]


@pytest.mark.parametrize("who", [*SEES, *OTHERS])
def test_each_page_is_open_refused_or_not_there(sign_in: SignIn, who: str, child: Child) -> None:
    client = sign_in(who)
    for name, address in addresses(child).items():
        open_to = name in READ | MAY.get(who, set())
        expected = 404 if who not in SEES else 200 if open_to else 403
        assert client.get(address).status_code == expected, name
        if name not in READ:
            assert client.post(address).status_code == expected, name


def test_nobody_comes_in_without_signing_in(client: Client, child: Child) -> None:
    for address in addresses(child).values():
        assert client.get(address)["Location"] == f"/account/login/?next={address}"


@pytest.mark.parametrize("who", ["coach-01", "learner-01"])
def test_whoever_learns_may_do_everything_with_a_practice_child(sign_in: SignIn, who: str) -> None:
    practice = Child.objects.get(external_id="practice-jaylen-okafor")
    client = sign_in(who)
    event = ratings_of(practice.pk)[0].event
    for name in ("ratings", "rate", "record_relational", "record_stage"):
        assert client.get(reverse(name, args=(practice.pk,))).status_code == 200
    for name in ("rating", "rating_criteria", "correct_permanency_rating"):
        assert client.get(reverse(name, args=(practice.pk, event.pk))).status_code == 200


def test_a_record_of_another_child_is_not_there(sign_in: SignIn, child: Child) -> None:
    other = Child.objects.get(external_id="theo-marchetti")
    client = sign_in("pc-01")
    for name in ("rating", "correct_permanency_rating", "rating_criteria"):
        assert client.get(reverse(name, args=(other.pk, ratings_of(child.pk)[0].event.pk))).status_code == 404
    plan = Event.objects.filter(child=child, kind="permanency_plan_filed")[0]
    assert client.get(reverse("rating", args=(child.pk, plan.pk))).status_code == 404
    relational = RelationalRecord.objects.of(child.pk)[0]
    assert client.get(reverse("correct_relational", args=(other.pk, relational.pk))).status_code == 404
    stage = FrameworkStage.objects.of(child.pk)[0]
    assert sign_in("ocm-001").get(reverse("correct_stage", args=(other.pk, stage.pk))).status_code == 404


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize(("name", "most"), [("ratings", 24), ("rating", 22), ("rate", 31)])
def test_a_page_asks_the_database_as_often_whatever_is_recorded(
    sign_in: SignIn, child: Child, name: str, most: int
) -> None:
    client, address = sign_in("pc-01"), addresses(child)[name]
    client.get(address)
    before = queries(client, address)
    given: dict[str, Any] = {"child": child, "by": person("pc-01"), "today": TODAY}
    for days in (3, 2, 1):
        on = TODAY - timedelta(days=days)
        rate(**given, on=on, value="poor", details=Details(scale_on(TODAY)))
        record_relational(**given, on=on, found={"lifelong_agreed": "no"}, token=uuid4())
    assert queries(client, address) == before <= most


def test_no_address_holds_a_name(child: Child) -> None:
    for address in addresses(child).values():
        assert child.first_name.lower() not in address
        assert child.last_name.lower() not in address
