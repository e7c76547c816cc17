"""A case manager's morning, from the door to a date that moved; and every page of the work, for barriers."""

import pytest
from playwright.sync_api import expect

from homeward.website.words import day_words
from homeward.workforce.models import Person
from tests.browser.at_work import can_be_used, due, late_plan, sign_in
from tests.browser.conftest import NARROW, WIDE
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("county")]

PUBLIC = 2
"""The last pages of the navigation are everybody's, and asked elsewhere."""
UPDATE = "wi.permanency-plan-update"


@pytest.mark.windows("wide", "narrow")
def test_a_case_manager_records_a_plan_and_sees_the_dates_move(visitor: Visitor) -> None:
    late, page = late_plan(), visitor.page
    sign_in(visitor, late.ongoing_case_manager)
    can_be_used(visitor)
    page.get_by_role("link", name=str(late.child), exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(late.child))
    can_be_used(visitor)
    page.get_by_role("link", name=f"Record permanency plan filed, {late.child}").first.click()
    page.get_by_text("Yesterday").click()
    can_be_used(visitor)
    visitor.presses("See what it moves")
    expect(page.get_by_text("This moves 1 date.")).to_be_visible()
    can_be_used(visitor)
    visitor.presses("Save")
    expect(page.get_by_role("heading", name="1 date moved")).to_be_visible()
    can_be_used(visitor)
    moved_to = due(UPDATE, late)
    assert moved_to is not None
    expect(page.get_by_text(day_words(moved_to))).to_be_visible()


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "pc-01", "admin-01", "coach-01", "fac-01"])
def test_everybody_can_use_the_pages_of_her_work(visitor: Visitor, who: str) -> None:
    sign_in(visitor, Person.objects.get(external_id=who))
    links = visitor.page.get_by_role("navigation", name="Main").get_by_role("link")
    for address in [str(link.get_attribute("href")) for link in links.all()][:-PUBLIC]:
        visitor.opens(address)
        for window in (WIDE, NARROW):
            visitor.page.set_viewport_size(window)
            can_be_used(visitor)
