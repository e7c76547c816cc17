"""An Indian child's plan evaluation, printed with one activity not done and explained; its pages for barriers."""

import pytest
from playwright.sync_api import expect

from homeward.casefile.models import Child
from homeward.wicwa.models import ActiveEffort
from homeward.workforce.models import Person
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("cast")]


def at(page: str = "") -> str:
    child = Child.objects.get(external_id="aiyana-rivers")
    return f"/children/{child.pk}/{page}"


@pytest.mark.windows("wide", "narrow, without script")
def test_an_evaluation_is_printed_with_one_activity_not_done_and_explained(visitor: Visitor) -> None:
    ActiveEffort.objects.filter(activity="h").delete()
    page = visitor.page
    sign_in(visitor, Person.objects.get(external_id="ocm-001"))
    visitor.opens(at("wicwa/"))
    page.get_by_role("link", name="Other ways were sought").click()
    page.get_by_text("Not done", exact=True).click()
    page.get_by_label("Explanation").fill("The nearest counselor who speaks the language has left; another is sought.")
    visitor.presses("Save")
    page.get_by_role("link", name="Evaluate active efforts").click()
    page.get_by_text("The placement follows the order of preference").click()
    page.get_by_label("Statement about the placement").fill("With her grandmother.")
    visitor.presses("See what it moves")
    visitor.presses("Save")
    expect(page.get_by_role("link", name="Back to the record")).to_be_visible()
    visitor.opens(at("court/"))
    page.get_by_role("link", name="The statement, to print").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Not done, and why")).to_be_visible()
    expect(page.get_by_text("The nearest counselor").first).to_be_visible()
    expect(page.get_by_role("link", name="Back to the record")).to_be_hidden()


@pytest.mark.windows("wide", "narrow")
def test_pages_of_the_act_have_no_barriers(visitor: Visitor) -> None:
    sign_in(visitor, Person.objects.get(external_id="ocm-001"))
    for page in ("wicwa/", "wicwa/search/", "record/active_efforts_evaluated/"):
        visitor.opens(at(page))
        can_be_used(visitor)
    visitor.opens(at("wicwa/"))
    visitor.page.get_by_role("listitem").get_by_role("link", name="2026").first.click()
    visitor.page.wait_for_load_state()
    can_be_used(visitor)
    visitor.opens("/tribal-contacts/")
    can_be_used(visitor)
