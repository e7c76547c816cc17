"""A permanency consultant's morning: criteria, what they say, a level, a reason, the dates that move; all by pages."""

import pytest
from playwright.sync_api import expect

from homeward.casefile.models import Child, Event
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.visitor import Visitor
from tests.casefile.staff import person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("cast")]


def answers(visitor: Visitor, question: str, answer: str) -> None:
    visitor.page.get_by_role("radiogroup", name=question).get_by_text(answer, exact=True).click()


@pytest.mark.windows("wide", "narrow", "without script")
def test_a_consultant_rates_a_child_with_a_reason_and_sees_the_dates_move(visitor: Visitor) -> None:
    child, page = Child.objects.get(external_id="nevaeh-lindqvist"), visitor.page
    sign_in(visitor, person("pc-01"))
    visitor.opens(f"/children/{child.pk}/ratings/")
    page.get_by_role("link", name="Record a rating").click()
    answers(visitor, "Where does the child live?", "A temporary placement")
    answers(visitor, "Is the next caregiver identified?", "Yes")
    answers(visitor, "Is there a plan for the transition?", "Being developed")
    visitor.presses("Check against the criteria")
    expect(page.get_by_text("All conditions met")).to_have_count(1)
    answers(visitor, "The level that you choose", "Fair")
    visitor.presses("See what it moves")
    expect(page.get_by_text("Fair asks for what is not met by these answers").first).to_be_visible()
    page.get_by_label("Why this level").fill("Her aunt has just said yes to guardianship.")
    visitor.presses("See what it moves")
    expect(page.get_by_role("status")).to_contain_text("Permanency rating: fair")
    visitor.presses("Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved")
    assert Event.objects.get(child=child, kind="permanency_rating").value == "fair"
    visitor.opens(f"/children/{child.pk}/ratings/")
    expect(page.get_by_text("Her aunt has just said yes")).to_be_visible()


@pytest.mark.windows("wide", "narrow")
def test_faults_and_what_the_criteria_say_can_be_read(visitor: Visitor) -> None:
    child = Child.objects.get(external_id="theo-marchetti")
    sign_in(visitor, person("pc-01"))
    visitor.opens(f"/children/{child.pk}/record/permanency_rating/?from_last=1")
    visitor.presses("See what it moves")
    expect(visitor.page.get_by_text("Choose a level.").first).to_be_visible()
    can_be_used(visitor)
    answers(visitor, "The level that you choose", "Fair")
    visitor.presses("See what it moves")
    expect(visitor.page.get_by_role("heading", name="What the criteria say")).to_be_visible()
    can_be_used(visitor)
