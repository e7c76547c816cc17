"""A plan from its draft to its filing in the browser, without script and on a telephone."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from homeward.casefile.models import Child
from homeward.permanency.plans.actions import save_draft
from homeward.permanency.plans.history import latest_save
from homeward.permanency.plans.text import PlanText
from homeward.workforce.models import Person
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.visitor import Visitor
from tests.cast_county import TODAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("county")]


def address(external_id: str, page: str) -> str:
    return f"/children/{Child.objects.get(external_id=external_id).pk}/{page}"


@pytest.mark.windows("wide", "narrow", "without script")
def test_a_case_manager_writes_a_condition_and_files_the_plan(visitor: Visitor) -> None:
    page = visitor.page
    sign_in(visitor, Person.objects.get(external_id="ocm-001"))
    visitor.opens(address("jaylen-okafor", "plan-and-goals/"))
    page.get_by_role("link", name="Go on with the draft").click()
    page.get_by_label("What must be so").first.fill("A door of his own")
    visitor.presses("Add another condition")
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    page.get_by_label("What must be so").nth(1).fill("A lamp beside his bed")
    visitor.presses("Save and go on to file it")
    expect(page.get_by_text("What is still empty")).to_be_visible()
    page.get_by_text("Today,").click()
    page.get_by_label("Which day").fill("")
    visitor.presses("See what it moves")
    visitor.presses("Save")
    expect(page.get_by_role("heading", name="Saved")).to_be_visible()
    visitor.opens(address("jaylen-okafor", "plan-and-goals/"))
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_text("A lamp beside his bed")).to_be_visible()


def test_what_is_typed_into_a_draft_is_saved_by_itself_and_is_there_when_the_browser_was_closed(
    visitor: Visitor, chromium: Browser, live_server: LiveServer
) -> None:
    """Nobody presses a button: the page is left as soon as it says that it has saved."""
    page, draft = visitor.page, address("theo-marchetti", "plan-and-goals/draft/")
    sign_in(visitor, Person.objects.get(external_id="ocm-001"))
    visitor.opens(draft)
    page.clock.install()
    page.get_by_label("Working with the family").fill("His aunt calls every Sunday.")
    page.get_by_label("What must be so").first.fill("A bed at his aunt's")
    page.clock.run_for(4_000)
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    can_be_used(visitor)
    page.context.close()
    with chromium.new_context(base_url=live_server.url) as context:
        later = Visitor(context.new_page(), has_script=True)
        sign_in(later, Person.objects.get(external_id="ocm-001"))
        later.opens(draft)
        expect(later.page.get_by_label("Working with the family")).to_have_value("His aunt calls every Sunday.")
        expect(later.page.get_by_label("What must be so").first).to_have_value("A bed at his aunt's")


@pytest.mark.windows("wide", "narrow")
def test_two_texts_stand_side_by_side_when_somebody_else_saved(visitor: Visitor) -> None:
    theo, page = Child.objects.get(external_id="theo-marchetti"), visitor.page
    sign_in(visitor, Person.objects.get(external_id="ocm-001"))
    visitor.opens(address("theo-marchetti", "plan-and-goals/draft/"))
    opened = latest_save(theo)
    assert opened
    supervisor = Person.objects.get(external_id="sup-01")
    save_draft(child=theo, opened=opened, text=PlanText({"family": "Hers"}), by=supervisor, today=TODAY)
    page.get_by_label("Working with the family").fill("His")
    visitor.presses("Save draft")
    expect(page.get_by_text("Hers", exact=True)).to_be_visible()
    expect(page.get_by_label("Working with the family")).to_have_value("His")
    assert visitor.focused() == "changed"
    can_be_used(visitor)
    visitor.errors.clear()  # the browser notes the answer 409
    visitor.presses("Save draft")
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
