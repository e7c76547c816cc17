"""Pre-service module *Permanence*, VII: each sentence, or part of one, has the test that is named after it."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.casefile.models import Child, Event
from homeward.family.searches import searches_of
from homeward.family.searching import open_early_search, record_search_action
from homeward.obligations.stays import record_removal
from homeward.wicwa.actions import record_status
from homeward.workforce.models import Tribe
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn
from tests.coverage.situation import due, in_care, months_ago, moved_to, recorded
from tests.family import kin

pytestmark = pytest.mark.django_db

LOOKED: dict[str, Any] = {"where": "file", "result": "An aunt in Racine", "minutes": 30}


def because(child: Child) -> list[str]:
    """What called for the latest search."""
    return searches_of(child)[0].because


def opens(child: Child, said: str, on: date = TODAY) -> None:
    """A search is open since that day for that reason; looking settles it, and it is recorded once."""
    found = searches_of(child)[0]
    assert (found.because, found.opened_on, found.is_open) == ([said], on, True)
    assert due(child, "relative-search", opens_on=on)
    before = Event.objects.filter(child=child, kind="relative_search").count()
    record_search_action(child=child, on=TODAY, said=LOOKED, sent=kin.sent(of=child))
    assert not searches_of(child)[0].is_open
    assert Event.objects.filter(child=child, kind="relative_search").count() == before + 1


def test_non_custodial_parents_alleged_fathers_and_relatives_are_searched_for(sign_in: SignIn) -> None:
    """VII."""
    child, client = in_care(2), sign_in("ocm-001")
    form = client.get(reverse("add_relative", args=(child.pk,)))
    for words in ("Mother", "Father", "Alleged father", "Like-kin"):
        assertContains(form, words)
    kin.add(child, "father", "Gino Vitale")
    kin.add(child, "alleged_father", "Ugo Bell")
    kin.add(child, "mothers_sister", "Rosa Vitale")
    kin.add(child, "like_kin", "Coach Dahl")
    page = client.get(reverse("family", args=(child.pk,)))
    for name in ("Gino Vitale", "Ugo Bell", "Rosa Vitale", "Coach Dahl"):
        assertContains(page, name)
    assertContains(page, "<dt>Identified</dt><dd>4</dd>")


def test_it_is_likely_that_a_child_will_be_placed() -> None:
    """VII, first point."""
    unit = child_of().unit
    assert unit
    ada = Child.objects.create(external_id="ada-new", agency=unit.agency, unit=unit, first_name="Ada")
    open_early_search(child=ada, on=TODAY, why="Her mother goes to hospital", sent=kin.sent("sup-01"))
    record_search_action(child=ada, on=TODAY, said=LOOKED, sent=kin.sent("sup-01"))
    assert because(ada) == ["A placement was likely"]
    record_removal(child=ada, removed_on=TODAY, placement_type="foster_home", by=person("sup-01"), today=TODAY)
    assert [one.because for one in searches_of(ada)] == [["The child was placed"], ["A placement was likely"]]
    assert [one.result for one in kin.seen_by("sup-01", ada).actions] == ["An aunt in Racine"]


@pytest.mark.parametrize("placement", ["shelter_care", "foster_home"])
def test_the_child_is_placed_in_an_emergency_or_with_planning(placement: str) -> None:
    """VII, second point."""
    opens(in_care(0, days=3, placement=placement), "The child was placed", months_ago(0, 3))


def test_it_is_likely_that_the_placement_will_change() -> None:
    """VII, third point."""
    child = in_care(6)
    recorded(child, "placement_change_expected", TODAY)
    opens(child, "It became likely that the placement would change")
    other = in_care(6)
    moved_to(other, "group_home")
    opens(other, "The placement changed")


def test_a_concurrent_goal_is_established() -> None:
    """VII, fourth point."""
    child = in_care(6)
    recorded(child, "concurrent_goal_set", TODAY, value="guardianship")
    opens(child, "A concurrent goal was set")


@pytest.mark.parametrize(("kind", "value"), [("reunification_ruled_out", ""), ("permanency_goal_set", "adoption")])
def test_reunification_is_no_longer_the_goal(kind: str, value: str) -> None:
    """VII, fifth point."""
    child = in_care(6)
    recorded(child, "permanency_goal_set", months_ago(5), value="reunification")
    recorded(child, kind, TODAY, value=value)
    opens(child, "Reunification is no longer the goal")


def test_a_child_is_subject_to_the_act_and_active_efforts_locate_and_involve_relatives(sign_in: SignIn) -> None:
    """VII, sixth point."""
    child, tribe = in_care(6), Tribe.objects.all()[0]
    said: dict[str, Any] = {"status": "verified", "how_known": "Letter of the enrollment office"}
    record_status(
        child=child, on=TODAY, tribe=tribe, by=person("ocm-001"), today=TODAY, token=uuid4(), **said
    )  # fmt: skip
    page = sign_in("ocm-001").get(reverse("wicwa", args=(child.pk,)))
    assertContains(page, "Extended family was notified and consulted")
    opens(child, "The child was found to be an Indian child, to whom active efforts are owed")
