"""A practice roundtable in the real meeting screen, from the page of practice to the completed form."""

import pytest
from playwright.sync_api import expect

from homeward.casefile.models import Child, Event
from homeward.obligations.models import Tally
from homeward.permanency.models import Consultation
from homeward.worklists.counts import keep_counts
from homeward.worklists.models import NightlyCount, RoundtableCount
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.visitor import Visitor
from tests.casefile.staff import person
from tests.cast_county import TODAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("cast")]

MARK = "This child is made up"


def numbers() -> list[object]:
    """What pages count of real children, and how much is recorded of them."""
    keep_counts(as_of=TODAY)
    real = Child.objects.filter(agency__is_practice=False)
    return [
        sorted(NightlyCount.objects.values_list("agency", "on", "what", "children"), key=str),
        sorted(RoundtableCount.objects.values_list("agency", "month", "what", "part", "number"), key=str),
        sorted(Tally.objects.exclude(agency__is_practice=True).values_list(), key=str),
        sorted(real.values_list("pk", "version"), key=str),
        Event.objects.filter(child__in=real).count(),
    ]


def meets(visitor: Visitor) -> None:
    """Write who is there and one step, and end the meeting."""
    page = visitor.page
    page.get_by_role("button", name="Show all phases").click()
    page.locator('[name^="people."][name$=".name"]').first.fill("Lena who learns")
    page.locator('[name^="people."][name$=".role"]').first.select_option("facilitator")
    page.locator('[name^="people."][name$=".came"]').first.select_option(label="Takes part")
    page.get_by_label("What is to be done").first.fill("Call the aunt")
    page.get_by_label("By when").first.fill("Dec 9, 2026")
    visitor.presses("Save and end the meeting")
    visitor.presses("See what it moves")
    visitor.presses("Save")


def test_a_practice_roundtable_changes_no_number_and_no_child(visitor: Visitor) -> None:
    before, page = numbers(), visitor.page
    child = Child.objects.get(external_id="practice-nevaeh-lindqvist")
    sign_in(visitor, person("learner-01"))
    visitor.opens("/learning/")
    page.get_by_role("link", name="Try it").click()
    page.get_by_role("link", name="Choose a child for a roundtable").click()
    can_be_used(visitor)
    page.get_by_role("link", name=f"Begin a roundtable about {child}").click()
    visitor.presses("Begin preparing")
    expect(page.get_by_role("complementary", name="Practice")).to_contain_text(MARK)
    visitor.presses("Save and start the meeting")
    expect(page.get_by_role("complementary", name="Practice")).to_contain_text(MARK)
    meets(visitor)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Permanency Consultation form")
    expect(page.get_by_role("complementary", name="Practice")).to_contain_text(MARK)
    assert Consultation.objects.of(child.pk).get().held_at
    assert numbers() == before


@pytest.mark.windows("narrow")
def test_the_exercises_can_be_used(visitor: Visitor) -> None:
    page = visitor.page
    sign_in(visitor, person("learner-01"))
    visitor.opens("/learning/practice/stories/two-homes/")
    page.get_by_role("radiogroup", name="Where does the child live?").get_by_text("A temporary placement").click()
    visitor.presses("Compare with the key")
    expect(page.get_by_role("heading", name="Yours beside the key")).to_be_in_viewport()
    can_be_used(visitor)
    child = Child.objects.get(external_id="practice-nevaeh-lindqvist")
    visitor.opens(f"/learning/practice/present/{child.pk}/")
    expect(page.locator("[data-timer-says]")).to_contain_text("2 minutes left")
    page.get_by_role("button", name="Go on to the next part").click()
    expect(page.locator("[data-timer-says]")).to_contain_text("Phase 2 of 6, What is strong")
    can_be_used(visitor)
