"""An administrator takes somebody on who then comes in; a tribal guest finds her children."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from homeward.workforce.models import Person
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.visitor import Visitor

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
    expect(page.get_by_text("The invitation was sent to ada@homeward.example")).to_be_visible()
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


def test_a_tribal_guest_finds_her_children(visitor: Visitor) -> None:
    sign_in(visitor, person("guest-01"))
    visitor.opens("/children/")
    assert visitor.page.locator("tbody th a").count() >= 1
