"""A case manager's morning, from the door to a date that moved, and two people who record at the same time."""

from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from homeward.casefile.models import Child, Event
from homeward.obligations.actions import record_event
from homeward.website.words import day_words
from tests.browser.at_work import can_be_used, due, late_plan, sign_in
from tests.browser.visitor import Visitor
from tests.casefile.staff import person
from tests.cast_county import TODAY

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


@pytest.mark.windows("wide", "narrow, without script")
def test_the_second_of_two_people_is_refused_keeps_what_she_typed_and_is_told_what_the_first_saved(
    visitor: Visitor,
) -> None:
    jaylen, page = Child.objects.get(external_id="jaylen-okafor"), visitor.page
    sign_in(visitor, person("ocm-001"))
    visitor.opens(f"/children/{jaylen.pk}/record/relative_search/")
    page.get_by_text("Another day").click()
    page.get_by_label("Which day").fill("Nov 3, 2026")
    supervisor = person("sup-01")
    record_event(child=jaylen, kind="permanency_plan_filed", on=TODAY, by=supervisor, today=TODAY, token=uuid4())
    visitor.presses("See what it moves")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Somebody else saved something for this child since you opened this form.")
    expect(alert).to_contain_text(f"Recorded last: Permanency plan filed, Sun, Nov 22, 2026 ({supervisor}).")
    expect(page.get_by_label("Which day")).to_have_value("Nov 3, 2026")
    can_be_used(visitor)
    visitor.errors.clear()  # the browser notes the answer 409
    visitor.presses("See what it moves")
    visitor.presses("Save")
    expect(page.get_by_role("heading", name="Saved")).to_be_visible()
    assert Event.objects.filter(child=jaylen, kind="relative_search", on=date(2026, 11, 3)).exists()
