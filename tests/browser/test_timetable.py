"""A month of roundtables by one consultant: asked for, made, pinned, accepted, announced."""

import pytest
from playwright.sync_api import expect

from homeward.roundtables.models import Roundtable, Timetable
from homeward.roundtables.timetables.tasks import solve
from homeward.workforce.models import Person
from tests.browser.at_work import can_be_used, comes_back_after, sign_in
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("county")]


def work() -> None:
    """What is done in the background meanwhile."""
    solve.call(str(Timetable.objects.order_by("-asked_at")[0].pk))


@pytest.mark.windows("wide", "narrow, without script")
def test_a_consultant_convenes_a_month(visitor: Visitor) -> None:
    page = visitor.page
    sign_in(visitor, Person.objects.get(external_id="pc-01"))
    visitor.opens("/roundtables-needed/")
    page.get_by_role("link", name="Make a timetable").click()
    can_be_used(visitor)
    page.get_by_label("How long may it take").select_option("10")
    visitor.presses("Make a timetable")
    expect(page.get_by_role("button", name="Stop and take the best so far")).to_be_visible()
    can_be_used(visitor)
    comes_back_after(visitor, work)
    expect(page.get_by_role("heading", name="Week by week")).to_be_visible()
    can_be_used(visitor)
    page.get_by_role("link", name="Pin or change").first.click()
    page.get_by_text("Keep the facilitator").click()
    can_be_used(visitor)
    visitor.presses("Save")
    visitor.presses("Make it again, with the fewest changes")
    comes_back_after(visitor, work)
    expect(page.get_by_text("Pinned: facilitator").first).to_be_visible()
    page.get_by_role("link", name="Accept…").click()
    can_be_used(visitor)
    visitor.presses("Accept the timetable")
    expect(page.get_by_text("Accepted.")).to_be_visible()
    page.get_by_role("link", name="Announce what is planned").click()
    can_be_used(visitor)
    for efforts in page.get_by_label("What was tried to find somebody from another agency", exact=True).all():
        efforts.fill("Both partner agencies were asked.")
    all_of_them = page.get_by_role("button", name="announce all")
    if all_of_them.count():
        all_of_them.click()
    else:
        page.get_by_role("checkbox").first.check(force=True)
        visitor.presses("Announce those that are ticked")
    expect(page.get_by_role("heading", level=1, name="Meetings")).to_be_visible()
    assert not Roundtable.objects.filter(status="planned").exists()
