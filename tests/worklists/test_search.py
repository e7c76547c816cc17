"""Search from every page: children whom a person sees and people of her agency, and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.workforce.models import Person
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db


def test_children_and_people_are_found_by_the_beginning_of_a_name(sign_in: SignIn) -> None:
    client, child, boss = sign_in("ocm-001"), child_of(), person("sup-01")
    page = client.post("/search/", {"sought": child.last_name[:4].upper()})
    assertContains(page, f'<a href="/children/{child.pk}/">{child}</a>')
    page = client.post("/search/", {"sought": boss.name.split()[-1][:4]})
    assertContains(page, f'<th scope="row">{boss.name}</th>')
    assertContains(page, '<td data-label="Role">Supervisor</td>')


def test_nobody_finds_whom_she_may_not_see(sign_in: SignIn) -> None:
    mine = {child.pk for child in Child.objects.visible_to(person("ocm-002"), on=TODAY)}
    client = sign_in("ocm-002")
    for child in Child.objects.exclude(pk__in=mine):
        assertNotContains(client.post("/search/", {"sought": str(child)}), str(child.pk))


def test_people_of_other_agencies_and_those_who_left_are_not_found(sign_in: SignIn) -> None:
    client, other, left = sign_in("ocm-001"), person("ext-01"), person("sup-01")
    Person.objects.filter(pk=left.pk).update(is_active=False)
    for one in (other, left):
        assertContains(client.post("/search/", {"sought": one.name}), "Nobody in your agency")


def test_the_field_stands_on_every_page_of_those_who_see_files(sign_in: SignIn) -> None:
    client = sign_in("ocm-001")
    for address in ("/today/", "/policy/", "/account/", f"/children/{child_of().pk}/", "/nowhere/"):
        assert 'action="/search/" method="post"' in client.get(address).content.decode()
    assertNotContains(sign_in("fac-01").get("/today/"), "/search/")


@pytest.mark.parametrize("sought", ["", "   ", "<b>x</b>", "%", "'", "x" * 300])
def test_whatever_is_typed_is_only_text(sign_in: SignIn, sought: str) -> None:
    page = sign_in("sup-01").post("/search/", {"sought": sought})
    assert page.status_code == 200
    assertNotContains(page, "<b>x</b>")


def test_a_search_asks_the_database_as_often_for_many_as_for_few(sign_in: SignIn) -> None:
    client, counts = sign_in("qa-01"), []
    for sought in ("a", "zzzz", str(child_of())):
        with CaptureQueriesContext(connection) as seen:
            client.post("/search/", {"sought": sought})
        counts.append(len(seen))
    assert counts[1] <= counts[2] <= counts[0] <= 16
