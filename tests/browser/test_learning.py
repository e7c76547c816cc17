"""A learner and her coach go the whole way through option 2, with another activity put in the place of option 1."""

import re

import pytest
from playwright.sync_api import Page, expect

from homeward.learning.models import LearningPath
from homeward.workforce.models import Person
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("cast")]

TEENS, EFFORTS, RESOURCES = "Teens and permanence", "Active efforts in the permanency plan", "Permanency resources"


def who(external_id: str) -> Person:
    return Person.objects.get(external_id=external_id)


def comes_in(visitor: Visitor, external_id: str, at: str) -> None:
    """One after the other at the same browser."""
    visitor.page.context.clear_cookies()
    sign_in(visitor, who(external_id))
    visitor.opens(at)


def decides(page: Page, activity: str, decision: str) -> None:
    page.get_by_role("group", name=f"{activity}: what do you decide?").get_by_text(decision, exact=True).click()


def chooses(visitor: Visitor) -> None:
    page = visitor.page
    decides(page, TEENS, "Put something else in its place")
    part = page.get_by_role("region", name=TEENS)
    part.get_by_label("Why").fill("The youth council asked me")
    part.get_by_text("Something else in its place", exact=True).click()
    part.get_by_label("What you do instead").fill("Visit the youth council")
    decides(page, EFFORTS, "Do it")
    decides(page, RESOURCES, "Leave it out")
    page.get_by_label("Why this choice").fill("Both are near to my work.")
    visitor.presses("Write the choice down")


def writes(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("link", name=EFFORTS).click()
    page.wait_for_url("**/activities/**")  # with the script that saves: it runs before the page has loaded
    page.get_by_label("Notes", exact=True).fill("Invite the tribe as early as can be.")
    expect(page.locator("#saving")).to_have_text(re.compile("^Saved"), timeout=20_000)
    page.get_by_text("My coach may read my notes", exact=True).click()
    page.get_by_label("A child to whom you apply it").select_option(label="Aiyana Rivers")
    page.get_by_label("What stood out for you?").fill("That nobody had asked the grandmother.")
    visitor.presses("Save")


def test_learner_and_coach_go_the_way_with_one_activity_replaced(visitor: Visitor) -> None:
    page = visitor.page
    comes_in(visitor, "learner-02", "/learning/")
    page.get_by_role("link", name="Begin with a coach").click()
    page.get_by_label("Coach or supervisor").select_option(label=who("coach-01").name)
    visitor.presses("Begin")
    chooses(visitor)
    way = page.url
    comes_in(visitor, "coach-01", "/today/")
    page.get_by_role("link", name=who("learner-02").name, exact=True).first.click()
    expect(page.get_by_text("In place of “Teens and permanence”")).to_be_visible()
    visitor.presses("I agree to this choice")
    comes_in(visitor, "learner-02", way)
    writes(visitor)
    comes_in(visitor, "coach-01", way)
    page.get_by_role("link", name=EFFORTS).click()
    expect(page.get_by_text("Invite the tribe as early as can be.")).to_be_visible()
    expect(page.get_by_text("That nobody had asked the grandmother.")).to_have_count(0)
    can_be_used(visitor)
    page.get_by_role("link", name="Record a talk").click()
    page.get_by_label("What you talked about").fill("Whom to invite first.")
    page.get_by_label("The next step you agreed on").fill("I call the tribe.")
    visitor.presses("Save")
    visitor.presses("Sign")
    comes_in(visitor, "learner-02", way)
    visitor.presses("Sign")
    expect(page.get_by_text("Both have signed.")).to_be_visible()
    assert LearningPath.objects.signed_by_both().filter(learner=who("learner-02")).count() == 2
