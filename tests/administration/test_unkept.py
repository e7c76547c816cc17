"""A restricted record whose named people have all left: an administrator finds it, and gives it to others, seen."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.administration.actions import teams
from homeward.audit.models import Entry
from homeward.casefile.models import BreakGlass, Child, NamedPerson
from homeward.casefile.sight import sight_of
from homeward.casefile.unkept import unkept
from homeward.workforce.models import Person
from tests.casefile.staff import child_of, newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

HEADING = "Restricted records that nobody keeps"


@pytest.fixture
def child() -> Child:
    """Restricted to her supervisor, who has left."""
    keeper = newcomer("supervisor", unit="three-bridges-1")
    restricted = teams.restrict(child=child_of(), named=[keeper, person("ocm-001")], by=keeper, on=TODAY)
    Person.objects.filter(pk=keeper.pk).update(is_active=False)
    return restricted


def unkept_of(who: str) -> list[Child]:
    return list(unkept(sight_of(person(who), on=TODAY)))


def test_a_record_is_listed_for_administrators_once_nobody_named_can_lift_the_restriction(
    sign_in: SignIn, child: Child
) -> None:
    assert unkept_of("admin-01") == [child]
    assert unkept_of("qa-01") == unkept_of("sup-01") == []
    page = sign_in("admin-01").get(reverse("broken_glass"))
    assertContains(page, HEADING)
    assertContains(page, child.external_id)
    assertNotContains(page, child.last_name)
    assertNotContains(sign_in("qa-01").get(reverse("broken_glass")), HEADING)


@pytest.mark.parametrize("keeper", ["sup-01", "admin-01"])
def test_a_record_that_somebody_keeps_is_nobody_elses(child: Child, keeper: str) -> None:
    NamedPerson.objects.create(child=child, person=person(keeper), from_on=TODAY)
    assert unkept_of("admin-01") == []


def test_with_a_reason_the_administrator_names_others_and_it_waits_for_review(sign_in: SignIn, child: Child) -> None:
    client, address = sign_in("admin-01"), reverse("restrict", args=[child.pk])
    assert client.get(address).status_code == 404
    client.post(reverse("break_glass"), {"identifier": child.external_id, "reason": "Everybody named has left."})
    assertContains(client.get(reverse("team", args=[child.pk])), "Say who sees the record")
    assertRedirects(client.post(address, {"named": [str(person("sup-01").pk)]}), reverse("team", args=[child.pk]))
    assert unkept_of("admin-01") == []
    assert Entry.objects.about(child.pk).filter(verb="name_anew", by=person("admin-01")).count() == 1
    assert BreakGlass.objects.filter(child=child, reviewed_on__isnull=True).count() == 1
    assert client.get(address).status_code == 403, "once somebody keeps it, it is hers to change"


def test_without_a_reason_or_with_nobody_who_could_lift_it_nothing_changes(sign_in: SignIn, child: Child) -> None:
    with pytest.raises(PermissionDenied):
        teams.restrict(child=child, named=[person("sup-01")], by=person("admin-01"), on=TODAY)
    client = sign_in("admin-01")
    client.post(reverse("break_glass"), {"identifier": child.external_id, "reason": "Everybody named has left."})
    sent = {"named": [str(person("ocm-001").pk)]}
    assertContains(client.post(reverse("restrict", args=[child.pk]), sent), "Name a supervisor or an administrator")


def test_the_keeper_hands_a_restricted_record_to_another_keeper() -> None:
    child, keeper = child_of(), person("sup-01")
    teams.restrict(child=child, named=[keeper], by=keeper, on=TODAY)
    teams.restrict(child=child, named=[person("admin-01")], by=keeper, on=TODAY)
    going_on = NamedPerson.objects.filter(child=child, until_on__isnull=True)
    assert [one.person for one in going_on] == [person("admin-01")]
