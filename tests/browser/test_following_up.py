"""What a roundtable agreed on, from the meeting to the review: checked, raised, done, and what the new rating moves."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from homeward.casefile.models import Child
from homeward.obligations.models import Determination
from homeward.permanency.models import Consultation
from homeward.website.words import day_words
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.conftest import Passes
from tests.browser.visitor import Visitor
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.coverage.situation import in_care
from tests.permanency.consultations.meetings import BARRIER, STEP, held, started

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("cast")]


def at_work(visitor: Visitor, who: str) -> None:
    visitor.page.context.clear_cookies()
    sign_in(visitor, person(who))


def meets(visitor: Visitor, child: Child) -> Consultation:
    """The meeting: the team takes part, agrees on one step, and ends it."""
    one, page = started(child), visitor.page
    at_work(visitor, "pc-01")
    visitor.opens(f"/children/{child.pk}/consultations/{one.pk}/meeting/")
    if visitor.has_script:
        page.get_by_role("button", name="Show all phases").click()
    for attendance in page.get_by_label("Attendance").all()[:3]:
        attendance.select_option(label="Takes part")
    page.get_by_label("What is to be done").first.fill("Call the aunt")
    page.get_by_label("Who (a person or a role)").first.fill("Ongoing case manager")
    page.get_by_label("By when").first.fill("Dec 12, 2026")
    page.get_by_label("Barrier", exact=True).first.select_option("caregiver")
    visitor.presses("Save and end the meeting")
    visitor.presses("See what it moves")
    visitor.presses("Save")
    return one


def checks(visitor: Visitor) -> None:
    """The supervisor's five minutes, thirty days later."""
    at_work(visitor, "sup-01")
    page = visitor.page
    page.get_by_role("link", name="Open the 30-day check, Ada Lovelace").click()
    page.get_by_label("What helps the case manager to go on").fill("I call the clinic for her.")
    visitor.presses("Record the 30-day check")
    expect(page.get_by_text("I call the clinic for her.")).to_be_visible()


def acts(visitor: Visitor) -> None:
    """Two weeks after its day the step is raised to the supervisor, who writes what she did."""
    at_work(visitor, "sup-01")
    page = visitor.page
    row = page.get_by_role("row").filter(has_text="Call the aunt")
    expect(row).to_contain_text("15 days late")
    expect(row).to_contain_text("Caregiver not ready")
    row.get_by_role("link", name="Act").click()
    page.get_by_label("What you did").fill("I went with her to the aunt.")
    visitor.presses("Save")
    expect(page.get_by_text("Call the aunt")).to_have_count(0)


def completes(visitor: Visitor) -> None:
    at_work(visitor, "ocm-001")
    page = visitor.page
    page.get_by_role("link", name="Record what became of: Call the aunt").click()
    expect(page.get_by_text("I went with her to the aunt.")).to_be_visible()
    page.get_by_text("Completed", exact=True).click()
    visitor.presses("Save")
    expect(page.get_by_text("1 of 1 step completed")).to_be_visible()


def reviews(visitor: Visitor, child: Child, on: date = TODAY + timedelta(days=90)) -> None:
    """The consultant rates again, and records the review, on its day."""
    at_work(visitor, "pc-01")
    page = visitor.page
    page.get_by_role("link", name="Open the 90-day review, Ada Lovelace").click()
    page.get_by_role("link", name="Rate Ada Lovelace").click()
    expect(page.get_by_label("On which occasion?")).to_have_value("follow_up")
    page.get_by_role("radiogroup", name="The level that you choose").get_by_text("Good", exact=True).click()
    page.get_by_label("Why this level").fill("The aunt becomes her guardian.")
    visitor.presses("See what it moves")
    visitor.presses("Save")
    visitor.opens("/today/")
    page.get_by_role("link", name="Open the 90-day review, Ada Lovelace").click()
    row = page.get_by_role("row").filter(has_text="Ada Lovelace")
    expect(row).to_contain_text("Poor")
    expect(row).to_contain_text("Exempt: the permanency rating is Good or better")
    visitor.presses("Record the 90-day review")
    expect(page.get_by_text(f"Review with a new rating {day_words(on)}")).to_be_visible()


@pytest.mark.windows("wide", "narrow, without script")
def test_a_step_from_the_meeting_to_the_review_and_the_next_determination(visitor: Visitor, days_pass: Passes) -> None:
    child = in_care(14, rating="poor")
    meets(visitor, child)
    days_pass(30)
    checks(visitor)
    days_pass(35)
    acts(visitor)
    completes(visitor)
    assert Determination.objects.get(child=child).determination == "required"
    days_pass(90)
    reviews(visitor, child)
    assert Determination.objects.get(child=child).determination == "exempt"


@pytest.mark.windows("wide", "narrow")
def test_every_page_of_following_up_can_be_used(visitor: Visitor) -> None:
    child = in_care(14, rating="poor")
    one = held(child, {**STEP, **BARRIER}, on=TODAY - timedelta(days=90))
    one.actionsteps.update(by_on=TODAY - timedelta(days=20))
    step, barrier = one.actionsteps.get(), one.systemicbarriers.get()
    of_one = f"/children/{child.pk}/consultations/{one.pk}"
    ends = ("follow-up/", f"raised/{step.pk}/", "before-hearing/", f"steps/{step.pk}/", f"barriers/{barrier.pk}/")
    at_work(visitor, "sup-01")
    can_be_used(visitor)
    for address in (*(f"{of_one}/{end}" for end in ends), f"/children/{child.pk}/consultations/", "/barriers/"):
        visitor.opens(address)
        can_be_used(visitor)
    visitor.opens(f"{of_one}/follow-up/")
    visitor.presses("Record the 90-day review")
    expect(visitor.page.get_by_role("alert")).to_contain_text("say why")
    can_be_used(visitor)
    at_work(visitor, "pc-01")
    can_be_used(visitor)
    for address in ("/roundtables/going/", "/roundtables/certifications/", "/roundtables-needed/"):
        visitor.opens(address)
        can_be_used(visitor)
