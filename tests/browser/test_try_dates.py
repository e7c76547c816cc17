import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
in_every_window = pytest.mark.windows("wide", "narrow", "without script", "narrow, without script")


@in_every_window
def test_a_visitor_tries_dates_and_sees_why(visitor: Visitor) -> None:
    visitor.opens("/try-dates/")
    page = visitor.page
    page.get_by_label("Removed from home on").fill("Jan 1, 2025")
    page.get_by_label("Looked at on").fill("3/4/2025")
    visitor.presses("Show the dates")
    plan = page.get_by_role("listitem").filter(has_text="Permanency plan, by 60 days after removal")
    expect(plan.get_by_text("Overdue by 2 days, due Sun, Mar 2")).to_be_visible()
    plan.get_by_text("Why").first.click()
    expect(page.get_by_text("Removed on Jan 1, 2025 + 60 days = Mar 2, 2025")).to_be_visible()
    assert page.url.endswith("/try-dates/")
    assert {cookie.get("name") for cookie in page.context.cookies()} == {"csrftoken"}


@in_every_window
def test_a_row_is_added_and_what_was_typed_stays(visitor: Visitor) -> None:
    visitor.opens("/try-dates/")
    court = visitor.page.locator("#court")
    court.get_by_label("On", exact=True).fill("not yet known")
    court.get_by_role("button", name="Add a row").click()
    expect(court.get_by_label("On", exact=True)).to_have_count(2)
    expect(court.get_by_label("On", exact=True).first).to_have_value("not yet known")
    expect(court.get_by_label("What", exact=True).last).to_be_focused()


@in_every_window
def test_faults_take_the_focus_and_lead_to_their_fields(visitor: Visitor) -> None:
    visitor.opens("/try-dates/")
    visitor.page.get_by_label("Removed from home on").fill("Febuary 31")
    visitor.page.keyboard.press("Enter")
    summary = visitor.page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(visitor.page.get_by_label("Removed from home on")).to_be_focused()
    expect(visitor.page.get_by_label("Removed from home on")).to_have_value("Febuary 31")


@pytest.mark.windows("wide", "narrow")
def test_the_answer_and_its_faults_are_for_everybody(visitor: Visitor) -> None:
    visitor.opens("/try-dates/")
    visitor.presses("Show the dates")
    assert visitor.barriers() == []
    visitor.presses("Look at an example")
    assert visitor.barriers() == []
    assert not visitor.is_too_wide()


@in_every_window
def test_the_marks_of_the_timeline_lead_to_its_table(visitor: Visitor) -> None:
    visitor.opens("/try-dates/")
    visitor.presses("Look at an example")
    page = visitor.page
    page.get_by_role("link", name="Permanency hearing held").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("cell", name="Permanency hearing held")).to_be_visible()
