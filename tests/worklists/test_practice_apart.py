"""Whoever practices beside her work finds the made-up children under Practice, and in none of her lists and numbers."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Assignment, Child
from homeward.casefile.page import Visit
from homeward.casefile.sight import sight_of
from homeward.obligations.models import Determination
from homeward.obligations.refresh import refresh
from homeward.permanency.consultations.followed import Followed
from homeward.permanency.consultations.following import steps_to_do
from homeward.roundtables.forecast import months_ahead
from homeward.roundtables.models import Roundtable
from homeward.roundtables.queue import TABS
from homeward.roundtables.requests import held_in_window, requests_of
from homeward.workforce.actions import appoint
from homeward.workforce.models import Person
from homeward.worklists.digest import counts_of
from homeward.worklists.due_rows import hers, numbers, open_to
from homeward.worklists.since import moved_since, without_something
from tests.casefile.staff import LONG_AGO, person
from tests.cast_county import TODAY, SignIn
from tests.learning.test_practice_roundtable import practised
from tests.roundtables.arranged import convened

pytestmark = pytest.mark.django_db

AT_WORK = ("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01")
CARRY = (("ocm-001", "ongoing_case_manager"), ("sup-01", "supervisor"), ("pc-01", "permanency_consultant"))
MARK = "<strong>Practice.</strong> Every child in your lists is made up"
LISTS = (
    *("/today/", "/children/", "/children/?care=all", "/due/", "/due/?whose=mine", "/roundtables/"),
    *(f"/roundtables-needed/?show={show}" for show in TABS),
)


@pytest.fixture
def made_up() -> Child:
    """A made-up child who would stand in every list: assigned to those at work, and met, with a step that is due."""
    child = Child.objects.get(external_id="practice-nevaeh-lindqvist")
    practised(child)
    for who, role in CARRY:
        Assignment.objects.create(child=child, person=person(who), role=role, from_on=LONG_AGO)
    refresh(child_id=child.pk, as_of=TODAY)
    return child


def learns_too(who: str, role: str = "learner") -> Person:
    appoint(person=person(who), role=role, from_on=LONG_AGO)
    return person(who)


def counted(who: str) -> dict[str, Any]:
    """Every number of hers, as the pages and the e-mail work it out."""
    sight = sight_of(person(who), on=TODAY)
    visit = Visit(person(who), TODAY, sight)
    return {
        "today": numbers(open_to(visit).filter(hers(sight)), TODAY),
        "e-mail": counts_of(visit),
        "children": Child.objects.listed_for(sight).count(),
        "determined": Determination.objects.listed_for(sight).count(),
        "meetings": Roundtable.objects.listed_for(sight).count(),
        "queue": len(requests_of(sight, today=TODAY)),
        "held": len(held_in_window(sight, today=TODAY)),
        "forecast": [month.due for month in months_ahead(visit)],
        "steps": steps_to_do(Followed(sight, TODAY)).count(),
        "moved": len(moved_since(visit)),
        "without": len(without_something(visit)),
    }


def made_up_in(client: Client, address: str) -> list[str]:
    text = client.get(address).getvalue().decode()
    return [str(child) for child in Child.objects.filter(agency__is_practice=True) if str(child.pk) in text]


@pytest.mark.parametrize("who", AT_WORK)
def test_to_learn_beside_ones_work_changes_none_of_ones_numbers(made_up: Child, who: str) -> None:
    before = counted(who)
    learner = learns_too(who)
    assert Child.objects.visible_to(learner, on=TODAY).filter(pk=made_up.pk).exists()
    assert counted(who) == before


@pytest.mark.parametrize("who", AT_WORK)
def test_a_made_up_child_stands_in_no_list_of_hers(sign_in: SignIn, made_up: Child, who: str) -> None:
    learns_too(who)
    client = sign_in(who)
    assert {address: found for address in LISTS if (found := made_up_in(client, address))} == {}
    for address in ("/children/export.csv?care=all", "/due/export.csv"):
        assert "practice-" not in client.get(address).getvalue().decode()


def test_she_still_opens_the_file_and_is_told_that_it_is_practice(sign_in: SignIn, made_up: Child) -> None:
    learns_too("ocm-001")
    assertContains(sign_in("ocm-001").get(reverse("child", args=[made_up.pk])), "This child is made up.")


def test_her_list_of_children_says_where_the_made_up_ones_are(sign_in: SignIn) -> None:
    there = f'Made-up children stand under <a href="{reverse("practice")}">Practice</a>'
    assertNotContains(sign_in("ocm-001").get("/children/"), there)
    learns_too("ocm-001")
    assertContains(sign_in("ocm-001").get("/children/"), there)


def test_a_search_finds_made_up_children_apart_and_counts_the_others(sign_in: SignIn) -> None:
    learns_too("ocm-001")
    page = sign_in("ocm-001").post("/search/", {"sought": "nevaeh"})
    assertContains(page, "1 child,")
    assertContains(page, "Practice: made-up children")
    assertContains(page, str(Child.objects.get(external_id="practice-nevaeh-lindqvist").pk))
    assertNotContains(sign_in("sup-01").post("/search/", {"sought": "nevaeh"}), "Practice: made-up children")


@pytest.mark.parametrize("who", ["learner-01", "coach-01"])
def test_whoever_only_practices_is_told_so_on_every_list(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    for address in LISTS:
        assertContains(client.get(address), MARK, msg_prefix=address)
    assertNotContains(sign_in("ocm-001").get("/today/"), MARK)


@pytest.mark.parametrize("address", ["/children/export.csv", "/due/export.csv", "/roundtables-needed/export.csv"])
def test_a_list_of_made_up_children_says_so_outside_homeward_too(sign_in: SignIn, address: str) -> None:
    answer = sign_in("learner-01").get(address)
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode())))
    assert answer["Content-Disposition"].startswith('attachment; filename="practice-')
    assert {row["practice"] for row in rows} <= {"made up"}
    assert "practice" not in sign_in("ocm-001").get(address).getvalue().decode().splitlines()[0]


def test_the_audit_marks_a_made_up_child_also_for_whoever_may_open_her(sign_in: SignIn, made_up: Child) -> None:
    learns_too("admin-01")
    page = sign_in("admin-01").get(reverse("audit"))
    line = page.content.decode().split(f'href="{reverse("child", args=[made_up.pk])}"')[1].split("</td>")[0]
    assert "A practice child" in line


def test_her_seat_at_a_practice_roundtable_is_marked_on_her_day_and_in_her_calendar(
    sign_in: SignIn, made_up: Child
) -> None:
    from homeward.roundtables.invitations.feed import make_feed

    learns_too("pc-01")
    convened(made_up)
    learns_too("fac-01")
    assertContains(sign_in("fac-01").get("/today/"), "<strong>Practice</strong>")
    feed = sign_in("fac-01").get(reverse("calendar_feed", args=[make_feed(person=person("fac-01"))]))
    assert "Practice: permanency roundtable" in feed.content.decode()
