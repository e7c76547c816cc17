"""An administrator takes somebody on who then comes in; and every page of the administration, for barriers."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from homeward.workforce.models import Person
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.visitor import Visitor
from tests.casefile.staff import child_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("cast")]


def person(external_id: str) -> Person:
    return Person.objects.get(external_id=external_id)


@pytest.mark.windows("wide", "narrow, without script")
def test_an_administrator_takes_somebody_on_who_then_comes_in(visitor: Visitor) -> None:
    page = visitor.page
    sign_in(visitor, person("admin-01"))
    visitor.opens(reverse("add_person"))
    page.get_by_label("Name", exact=True).fill("Ada New")
    page.get_by_label("E-mail address").fill("ada@homeward.example")
    page.get_by_label("Role from today on").select_option("supervisor")
    visitor.presses("Save")
    assert page.get_by_text("The invitation was sent to ada@homeward.example").is_visible()
    page.context.clear_cookies()
    link = re.search(r"/account/invitation/\S+", str(mail.outbox[-1].body))
    assert link
    visitor.opens(link[0])
    can_be_used(visitor)
    for label in ("Your password", "The same once more"):
        page.get_by_label(label, exact=True).fill("correct horse battery")
    visitor.presses("Set the password")
    page.get_by_label("Email").fill("ada@homeward.example")
    page.get_by_label("Password", exact=True).fill("correct horse battery")
    visitor.presses("Sign in")
    assert "/second-factor/" in page.url or "/reauthenticate/" in page.url


@pytest.mark.windows("wide", "narrow")
def test_every_page_of_the_administration_can_be_used_by_everybody(visitor: Visitor) -> None:
    worker, child = person("ocm-001"), child_of()
    sign_in(visitor, person("admin-01"))
    lists = ("people", "add_person", "agencies", "add_agency", "agreements", "add_agreement", "add_tribe", "settings")
    of_person = ("person", "change_person", "appoint", "active", "arrange_cover")
    of_child = ("team", "assign", "unit_of_child", "restrict", "lift_restriction")
    addresses = [reverse(name) for name in (*lists, "broken_glass", "audit", "break_glass")]
    addresses += [reverse(name, args=[worker.pk]) for name in of_person]
    addresses += [reverse(name, args=[child.pk]) for name in of_child]
    addresses += [reverse("hand_over", args=[worker.pk, "ongoing_case_manager"])]
    for address in addresses:
        visitor.opens(address)
        can_be_used(visitor)


def test_a_tribal_guest_finds_her_children_without_a_barrier(visitor: Visitor) -> None:
    sign_in(visitor, person("guest-01"))
    for address in ("/today/", "/children/"):
        visitor.opens(address)
        can_be_used(visitor)
    assert visitor.page.locator("tbody th a").count() >= 1
