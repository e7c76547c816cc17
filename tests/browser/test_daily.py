"""Searching, ordering and saving a view in a browser, with and without script."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from homeward.casefile.models import Event
from homeward.obligations.models import Obligation
from tests.browser.at_work import can_be_used, late_plan, sign_in
from tests.browser.visitor import Visitor
from tests.casefile.staff import person
from tests.cast_county import TODAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("county")]


def late_search() -> Obligation:
    """A search for relatives that is overdue: its form is a small one."""
    late = Obligation.objects.counted().filter(rule="wi.relative-search", outcome="overdue")
    return late.exclude(ongoing_case_manager=None).order_by("due_on", "pk")[0]


@pytest.mark.windows("wide", "narrow")
def test_the_slash_key_leads_to_the_search(visitor: Visitor) -> None:
    late, page = late_plan(), visitor.page
    sign_in(visitor, late.ongoing_case_manager)
    page.keyboard.press("/")
    assert visitor.focused() == "site-search"
    page.keyboard.type(f"{late.child.last_name[:4]}/")
    expect(page.locator("#site-search")).to_have_value(f"{late.child.last_name[:4]}/")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Search", level=1)).to_be_visible()
    expect(page.get_by_role("link", name=str(late.child), exact=True)).to_be_visible()
    assert late.child.last_name[:4].lower() not in page.url.lower()
    can_be_used(visitor)


@pytest.mark.windows("without script", "narrow, without script")
def test_search_order_and_views_need_no_script(visitor: Visitor) -> None:
    late, page = late_plan(), visitor.page
    sign_in(visitor, late.ongoing_case_manager)
    page.get_by_label("Search children and people").fill(str(late.child))
    page.get_by_role("search", name="Everywhere").get_by_role("button").click()
    expect(page.get_by_role("link", name=str(late.child), exact=True)).to_be_visible()
    visitor.opens("/due/?show=overdue&sort=-child")
    page.get_by_text("Save or remove a view").click()
    page.get_by_label("Name of this view").fill("Late ones")
    visitor.presses("Save these filters")
    expect(page.get_by_role("link", name="Late ones", exact=True)).to_be_visible()
    page.get_by_text("Save or remove a view").click()
    visitor.presses("Remove the view Late ones")
    expect(page.get_by_role("link", name="Late ones", exact=True)).to_be_hidden()


@pytest.mark.windows("wide", "narrow")
def test_a_view_without_a_name_is_asked_for_one(visitor: Visitor) -> None:
    late, page = late_plan(), visitor.page
    sign_in(visitor, late.ongoing_case_manager)
    for address in ("/due/?show=overdue&sort=-who", "/children/?sort=months"):
        visitor.opens(address)
        page.get_by_text("Save or remove a view").click()
        visitor.presses("Save these filters")
        expect(page.get_by_text("Give the view a name.").first).to_be_visible()
        can_be_used(visitor)


@pytest.mark.windows("wide", "narrow")
@pytest.mark.parametrize("start", ["/today/", "/due/?show=overdue&rule=wi.relative-search"])
def test_a_search_is_recorded_in_its_place_with_the_enter_key(visitor: Visitor, start: str) -> None:
    late, page = late_search(), visitor.page
    sign_in(visitor, late.ongoing_case_manager)
    visitor.opens(start)
    if start == "/today/":
        page.get_by_text("Late by more than").click()
    record = page.get_by_role("link", name=f"Record relative search, {late.child}").first
    record.press("Enter")
    expect(page.get_by_label("Today,")).to_be_focused()
    can_be_used(visitor)
    page.get_by_role("link", name="Cancel").click()
    expect(record).to_be_focused()
    expect(page.get_by_label("Today,")).to_have_count(0)
    record.press("Enter")
    expect(page.get_by_label("Today,")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_focused()
    can_be_used(visitor)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Work out this page again")).to_be_focused()
    can_be_used(visitor)
    assert Event.objects.filter(child=late.child, kind="relative_search", on=TODAY).exists()
    page.get_by_role("link", name="Work out this page again").click()
    expect(page.get_by_role("link", name="Work out this page again")).to_have_count(0)


def test_a_fault_in_its_place_stands_beside_its_field_and_nothing_typed_is_lost(visitor: Visitor) -> None:
    late, page = late_search(), visitor.page
    sign_in(visitor, late.ongoing_case_manager)
    page.get_by_text("Late by more than").click()
    page.get_by_role("link", name=f"Record relative search, {late.child}").first.click()
    page.get_by_text("Another day").click()
    page.get_by_label("Which day").fill("someday")
    visitor.presses("See what it moves")
    expect(page.locator("#faults")).to_be_focused()
    expect(page.get_by_label("Which day")).to_have_value("someday")
    can_be_used(visitor)


def test_in_its_place_too_what_is_sent_too_late_is_kept(visitor: Visitor) -> None:
    late, page = late_search(), visitor.page
    sign_in(visitor, late.ongoing_case_manager)
    page.get_by_text("Late by more than").click()
    page.get_by_role("link", name=f"Record relative search, {late.child}").first.click()
    page.get_by_text("Yesterday").click()
    Session.objects.all().delete()
    page.get_by_role("button", name="See what it moves").click()
    expect(page.get_by_text("What you typed is kept in this page")).to_be_visible()
    visitor.errors.clear()


def test_without_script_the_form_is_a_page(visitor: Visitor) -> None:
    late = late_search()
    sign_in(visitor, late.ongoing_case_manager)
    address = f"/children/{late.child_id}/record/relative_search/"
    assert visitor.page.locator(f'a[href="{address}"]').count() > 0
    visitor.opens(address)
    assert visitor.page.locator("[hx-post]").count() == 0


def test_a_richer_form_opens_as_a_page(visitor: Visitor) -> None:
    page = visitor.page
    sign_in(visitor, person("pc-01"))
    page.get_by_text("Late by more than").first.click()
    page.get_by_role("link", name="Record permanency rating").first.click()
    page.wait_for_url("**/children/*/record/permanency_rating/")
