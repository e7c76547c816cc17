"""A concurrent goal is set, and disclosed to a parent with the handout; these pages for barriers."""

import pytest
from playwright.sync_api import expect

from homeward.casefile.models import Child
from homeward.workforce.models import Person
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("cast")]


def at(page: str = "") -> str:
    return f"/children/{Child.objects.get(external_id='theo-marchetti').pk}/{page}"


@pytest.mark.windows("wide", "narrow, without script")
def test_a_concurrent_goal_is_set_and_disclosed(visitor: Visitor) -> None:
    page = visitor.page
    sign_in(visitor, Person.objects.get(external_id="ocm-001"))
    visitor.opens(at("record/concurrent_goal_set/"))
    page.get_by_text("Guardianship", exact=True).click()
    page.get_by_label("Rationale").fill("His uncle would be willing.")
    page.get_by_label("Efforts").fill("The subsidy office was asked.")
    visitor.presses("See what it moves")
    visitor.presses("Save")
    visitor.opens(at("plan-and-goals/concurrent/"))
    expect(page.get_by_role("heading", name="Guardianship")).to_be_visible()
    page.get_by_role("link", name="Record a talk").click()
    page.get_by_label("With whom").fill("His father")
    page.get_by_text("What each goal means", exact=True).click()
    page.get_by_label("In which language").fill("Spanish")
    page.get_by_label("How they said it in their own words").fill("Two ways home.")
    page.get_by_text("Yes", exact=True).click()
    page.get_by_text("Signed", exact=True).click()
    visitor.presses("Save")
    expect(page.get_by_text("Two ways home.")).to_be_visible()
    page.get_by_role("link", name="Handout for families").last.click()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Sus derechos")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_text("Paraphrased by Homeward")).to_be_hidden()


@pytest.mark.windows("wide", "narrow")
def test_pages_of_concurrent_planning_have_no_barriers(visitor: Visitor) -> None:
    sign_in(visitor, Person.objects.get(external_id="ocm-001"))
    for page in ("plan-and-goals/concurrent/", "plan-and-goals/concurrent/components/", "ratings/"):
        visitor.opens(at(page))
        can_be_used(visitor)
    visitor.opens("/handouts/concurrent-planning/es/")
    can_be_used(visitor)
