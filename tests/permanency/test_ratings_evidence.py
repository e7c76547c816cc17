"""What an answer of a rating rests on: chosen from the child's own file, and read beside the answer."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child, Event, Placement
from homeward.obligations.actions import withdraw_event
from homeward.permanency.models import PermanencyRating
from homeward.permanency.ratings.actions import Details, rate
from homeward.permanency.ratings.scale import scale_on
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def child() -> Child:
    """Nevaeh, whom nobody has rated."""
    return Child.objects.get(external_id="nevaeh-lindqvist")


@pytest.fixture
def consultant(sign_in: SignIn) -> Client:
    return sign_in("pc-01")


@pytest.fixture
def hearing(child: Child) -> Event:
    return Event.objects.current().filter(child=child, kind="permanency_hearing_held")[0]


def rated(child: Child, **evidence: str) -> Event:
    given: dict[str, Any] = {"on": TODAY, "value": "fair", "by": person("pc-01"), "today": TODAY}
    return rate(child=child, details=Details(scale_on(TODAY), evidence=evidence), **given)


def test_an_answer_points_to_a_placement(consultant: Client, child: Child) -> None:
    address = f"/children/{child.pk}/record/permanency_rating/"
    home = Placement.objects.current().filter(child=child)[0]
    sent = opened(consultant, address, value="uncertain", evidence_setting=f"placement:{home.pk}", step="save")
    assert consultant.post(address, sent).status_code == 302
    kept = PermanencyRating.objects.get(event__child=child)
    assert kept.evidence == {"setting": f"placement:{home.pk}"}
    page = consultant.get(reverse("rating", args=(child.pk, kept.pk)))
    assertContains(page, reverse("placements", args=(child.pk,)))
    assertContains(page, "Family home, from" if home.placement_type == "family_home" else ", from")


def test_another_childs_file_is_no_evidence(consultant: Client, child: Child) -> None:
    address = f"/children/{child.pk}/record/permanency_rating/"
    other = Placement.objects.exclude(child=child)[0]
    sent = opened(consultant, address, value="uncertain", evidence_setting=f"placement:{other.pk}", step="save")
    assertContains(consultant.post(address, sent), "Select a valid choice")
    assert not PermanencyRating.objects.filter(event__child=child).exists()


def test_what_was_taken_back_is_not_offered_but_still_named(consultant: Client, child: Child, hearing: Event) -> None:
    event = rated(child, legal_issues=f"event:{hearing.pk}")
    withdraw_event(event=hearing, by=person("sup-01"), today=TODAY, why="It was not held")
    assertContains(consultant.get(reverse("rating", args=(child.pk, event.pk))), "corrected or taken back since")
    assertNotContains(consultant.get(f"/children/{child.pk}/record/permanency_rating/"), f"event:{hearing.pk}")
    correct = reverse("correct_permanency_rating", args=(child.pk, event.pk))
    assertContains(consultant.get(correct), f'<option value="event:{hearing.pk}" selected>')


def test_however_much_is_pointed_to_it_asks_the_same(consultant: Client, child: Child, hearing: Event) -> None:
    one = rated(child, legal_issues=f"event:{hearing.pk}")
    many = rated(child, legal_issues=f"event:{hearing.pk}", setting=f"event:{hearing.pk}")
    asked = []
    for event in (one, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            consultant.get(reverse("rating", args=(child.pk, event.pk)))
        asked.append(len(queries))
    assert asked[0] == asked[1]
