"""The facilitators' certifications: which end soon, who is told, who may look."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.sight import sight_of
from homeward.roundtables.certifications import certifications_of
from homeward.workforce.models import Role
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db


def standing(who: str = "pc-01") -> dict[str, str]:
    found = certifications_of(sight_of(person(who), on=TODAY), today=TODAY)
    return {str(one.role.person.external_id): one.standing for one in found}


@pytest.mark.parametrize(("days", "says"), [(-1, "ended"), (0, "soon"), (90, "soon"), (91, "holds"), (None, "missing")])
def test_a_certification_ends_soon_from_ninety_days_before_its_last_day(days: int | None, says: str) -> None:
    until = None if days is None else TODAY + timedelta(days=days)
    Role.objects.filter(person=person("fac-01")).update(certified_until=until)
    assert standing()["fac-01"] == says


def test_of_two_roles_the_longer_certification_counts() -> None:
    role = Role.objects.get(person=person("fac-01"))
    Role.objects.create(
        person=role.person, name=role.name, from_on=role.from_on, certified_until=TODAY - timedelta(days=1)
    )
    assert standing()["fac-01"] == "holds"


@pytest.mark.parametrize("who", ["pc-01", "admin-01"])
def test_one_that_ends_stands_on_the_consultants_and_the_administrators_day(sign_in: SignIn, who: str) -> None:
    assertNotContains(sign_in(who).get(reverse("today")), reverse("certifications"))
    Role.objects.filter(person=person("fac-01")).update(certified_until=TODAY + timedelta(days=30))
    assertContains(sign_in(who).get(reverse("today")), str(person("fac-01")))


@pytest.mark.parametrize(
    ("who", "status"),
    [("pc-01", 200), ("qa-01", 200), ("admin-01", 200), ("sup-01", 403), ("ocm-001", 403), ("fac-01", 403)],
)
def test_the_page_is_for_those_who_look_after_an_agency(sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(who).get(reverse("certifications")).status_code == status
