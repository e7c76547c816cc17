import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.windows("wide", "narrow")
def test_a_page_that_is_not_there_can_be_used_too(visitor: Visitor) -> None:
    assert visitor.opens("/nowhere/").status == 404
    assert visitor.barriers() == []
    visitor.errors.clear()  # Chromium logs the status itself


def test_the_first_step_of_the_keyboard_leads_past_the_frame(visitor: Visitor) -> None:
    visitor.opens("/policy/")
    visitor.page.keyboard.press("Tab")
    assert visitor.focused() == "Skip to main content"
    visitor.page.keyboard.press("Enter")
    assert visitor.focused() == "main-content"


def test_rules_are_found_while_one_types(visitor: Visitor) -> None:
    visitor.opens("/policy/")
    visitor.page.get_by_label("Find a rule").press_sequentially("consultation form")
    expect(visitor.page.get_by_role("status")).to_have_text("1 entry found.")
    assert "q=consultation" in visitor.page.url
    visitor.page.get_by_role("link", name="Permanency Consultation form").click()
    assert visitor.page.get_by_role("heading", level=1).inner_text().startswith("Permanency Consultation form")


@pytest.mark.windows("without script", "narrow, without script")
def test_rules_are_found_without_any_script(visitor: Visitor) -> None:
    visitor.opens("/policy/")
    visitor.page.get_by_label("Find a rule").fill("consultation form")
    visitor.presses("Show")
    assert visitor.page.get_by_role("status").inner_text() == "1 entry found."
