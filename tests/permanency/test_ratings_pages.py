"""The tab of ratings, one rating, and legal beside relational permanence, as they are read."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child, Episode, Event
from homeward.obligations.actions import withdraw_event
from homeward.permanency.models import PermanencyRating
from homeward.permanency.ratings.actions import Details, correct_rating, rate
from homeward.permanency.ratings.history import ratings_of, status_of
from homeward.permanency.ratings.scale import scale_on
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

SCALE = scale_on(TODAY)
EARLIER = TODAY - timedelta(days=100)


def child_called(external_id: str) -> Child:
    return Child.objects.get(external_id=external_id)


@pytest.fixture
def child() -> Child:
    """Nevaeh, whom nobody has rated."""
    return child_called("nevaeh-lindqvist")


@pytest.fixture
def consultant(sign_in: SignIn) -> Client:
    return sign_in("pc-01")


def rated(child: Child, value: str, home: str = "", **given: Any) -> Event:
    details = Details(SCALE, restrictiveness_level=home)
    said = {"on": TODAY, "details": details, "by": person("pc-01"), "today": TODAY, **given}
    return rate(child=child, value=value, **said)


def tab(client: Client, child: Child) -> Any:
    return client.get(f"/children/{child.pk}/ratings/")


def test_the_status_says_since_when_and_by_whom(consultant: Client, child: Child) -> None:
    rated(child, "fair", on=EARLIER)
    rated(child, "fair")
    page = tab(consultant, child)
    assertContains(page, "<strong>Fair</strong>")
    assertContains(page, "Since Fri, Aug 14, 2026, last rated Sun, Nov 22, 2026, by " + person("pc-01").name)


def test_whoever_is_not_rated_or_not_in_care_has_no_status(consultant: Client, child: Child) -> None:
    assertContains(tab(consultant, child), "<strong>Not rated</strong>")
    assertContains(tab(consultant, child), f"Nobody has rated {child} yet.")
    josiah = child_called("josiah-penrose")
    assert status_of(josiah.pk, ratings_of(josiah.pk), on=TODAY) is None
    assert ratings_of(josiah.pk)


def test_a_rating_of_an_earlier_stay_is_no_status(child: Child) -> None:
    removed_on = Episode.objects.get(child=child).removed_on
    rated(child, "good", on=removed_on - timedelta(days=1))
    assert status_of(child.pk, ratings_of(child.pk), on=TODAY) is None
    event = rated(child, "good", on=removed_on)
    status = status_of(child.pk, ratings_of(child.pk), on=TODAY)
    assert status
    assert (status.rating.event, status.since) == (event, removed_on)


def test_of_two_ratings_of_a_day_the_last_recorded_counts(child: Child) -> None:
    for value in ("poor", "uncertain"):
        rated(child, value)
    status = status_of(child.pk, ratings_of(child.pk), on=TODAY)
    assert status
    assert status.rating.event.value == "uncertain"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (("fair", "family_home"), ("fair", "family_home"), "Same status, same restrictiveness as on Fri, Aug 14, 2026"),
        (("fair", ""), ("fair", "family_home"), "Same status as on Fri, Aug 14, 2026"),
        (
            ("fair", "group_home"),
            ("fair", "family_home"),
            "Same status as on Fri, Aug 14, 2026; a less restrictive home",
        ),
        (("poor", "family_home"), ("fair", "group_home"), "Was poor on Fri, Aug 14, 2026; a more restrictive home"),
        (("poor", "hospital"), ("good", "hospital"), "Was poor on Fri, Aug 14, 2026; the same restrictiveness"),
        (("uncertain", ""), ("poor", ""), "Was uncertain on Fri, Aug 14, 2026"),
    ],
)
def test_a_rating_is_compared_with_the_one_before_without_a_verdict(
    child: Child, before: tuple[str, str], after: tuple[str, str], said: str
) -> None:
    rated(child, *before, on=EARLIER)
    rated(child, *after)
    assert [one.compared for one in ratings_of(child.pk)] == [said, ""]


def test_a_rating_that_was_taken_back_is_not_listed_but_can_be_read(consultant: Client, child: Child) -> None:
    event = rated(child, "good")
    withdraw_event(event=event, by=person("pc-01"), today=TODAY, why="The wrong child")
    assertContains(tab(consultant, child), f"Nobody has rated {child} yet.")
    page = consultant.get(f"/children/{child.pk}/ratings/{event.pk}/")
    assertContains(page, "This was taken back: The wrong child")
    assertNotContains(page, "correct it or take it back")


def test_a_corrected_rating_leads_to_what_counts_and_back(consultant: Client, child: Child) -> None:
    event = rated(child, "good")
    given: dict[str, Any] = {"by": person("pc-01"), "today": TODAY, "details": Details(SCALE)}
    right = correct_rating(event=event, on=TODAY, value="fair", why="Read the plan again", **given)
    assertContains(consultant.get(f"/children/{child.pk}/ratings/{event.pk}/"), f"/ratings/{right.pk}/")
    assertContains(consultant.get(f"/children/{child.pk}/ratings/{right.pk}/"), "Read the plan again")
    assert [one.event for one in ratings_of(child.pk)] == [right]


def test_one_rating_shows_its_answers_its_scale_and_who_added_them(consultant: Client) -> None:
    theo = child_called("theo-marchetti")
    _, second, _ = ratings_of(theo.pk)
    page = consultant.get(f"/children/{theo.pk}/ratings/{second.event.pk}/")
    for said in ("Uncle, at home visit.", "A possible family", "homeward-1", "7 of 7 conditions met", "Criteria added"):
        assertContains(page, said)


def test_a_rating_of_a_scale_that_is_no_longer_installed_can_be_read(consultant: Client, child: Child) -> None:
    event = rated(child, "fair", home="family_home")
    PermanencyRating.objects.filter(event=event).update(scale_version="gone-1")
    assertContains(tab(consultant, child), "Its scale is not installed")
    page = consultant.get(f"/children/{child.pk}/ratings/{event.pk}/")
    assertContains(page, "“gone-1”, with which this was made, is not installed")
    assert consultant.get(f"/children/{child.pk}/ratings/{event.pk}/correct/").status_code == 200


def test_what_is_not_hers_to_record_has_no_link(sign_in: SignIn) -> None:
    theo = child_called("theo-marchetti")
    for who, rate_it, relate, goal in (
        ("ocm-001", 0, 1, 1),
        ("sup-01", 0, 1, 1),
        ("pc-01", 1, 1, 0),
        ("qa-01", 0, 0, 0),
    ):
        page = tab(sign_in(who), theo).content.decode()
        found = [f"/children/{theo.pk}/{end}" in page for end in ("record/permanency_rating/", "relational/")]
        assert found == [bool(rate_it), bool(relate)], who
        assert ("/criteria/" in page) is bool(rate_it), who
        assert ("/record/permanency_goal_set/" in page) is bool(goal), who


def test_legal_and_relational_permanence_stand_side_by_side(consultant: Client, sign_in: SignIn) -> None:
    page = tab(sign_in("pc-02"), child_called("kalia-thao"))
    assertContains(page, "<strong>Uncertain</strong>")
    assertContains(page, "<strong>A lifelong connection</strong>")
    assertContains(page, "Relational permanence before")
    assertNotContains(page, "Total")
    assertContains(tab(sign_in("pc-01"), child_called("marcus-everhart")), "Total 38, as the copy has it")


def test_the_demonstration_shows_each_finding(child: Child) -> None:
    behind = PermanencyRating.objects.exclude(event__child__agency__is_practice=True)
    found = {one.verdict.finding for record in behind for one in ratings_of(record.event.child_id) if one.verdict}
    assert found == {"met", "not_met"}
    assert behind.filter(no_consultation_required=True).exists()
    assert behind.exclude(why_this_level="").count() == 2
