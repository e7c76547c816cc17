"""A case manager's morning, from the door to a date that moved."""

import pytest
from playwright.sync_api import expect

from homeward.website.words import day_words
from tests.browser.at_work import can_be_used, due, late_plan, sign_in
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("county")]

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
