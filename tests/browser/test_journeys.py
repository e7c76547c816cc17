"""Journeys of those who work with the children: what is late, who needs a roundtable, a cover, a form sent twice."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from homeward.casefile.models import Assignment, Child, Event
from homeward.obligations.models import Determination, Obligation
from homeward.workforce.actions import arrange_cover
from homeward.workforce.models import Person, RoleName
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.visitor import Visitor
from tests.cast_county import TODAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("county")]


def person(external_id: str) -> Person:
    return Person.objects.get(external_id=external_id)


def carried_by(one: Person) -> set[Child]:
    role = RoleName.ONGOING_CASE_MANAGER
    carried = Assignment.objects.in_force(TODAY).filter(person=one, role=role).select_related("child")
    return {assignment.child for assignment in carried}


@pytest.mark.windows("wide", "narrow, without script")
def test_a_supervisor_finds_what_is_late_and_whose_it_is(visitor: Visitor) -> None:
    supervisor, page = person("sup-01"), visitor.page
    late = Obligation.objects.filter(
        unit=supervisor.unit, owner=RoleName.ONGOING_CASE_MANAGER, outcome="overdue", ongoing_case_manager__isnull=False
    ).order_by("due_on", "pk")
    worker, first = late[0].ongoing_case_manager, late[0]
    assert worker
    of_worker = late.filter(ongoing_case_manager=worker).count()
    sign_in(visitor, supervisor)
    expect(page.get_by_text("Begin with")).to_be_visible()
    page.get_by_role("link", name=f"{of_worker} overdue, {worker.name}").click()
    expect(page.get_by_role("status")).to_contain_text(f"{of_worker} date")
    page.get_by_role("link", name=str(first.child), exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(first.child))
    expect(page.get_by_role("heading", name="Overdue")).to_be_visible()


@pytest.mark.windows("wide", "narrow")
def test_what_has_been_late_for_long_opens_with_one_key(visitor: Visitor) -> None:
    page = visitor.page
    sign_in(visitor, person("sup-01"))
    late = page.locator("details.late").first
    summary = late.locator(":scope > summary")
    if late.get_attribute("open") is None:
        summary.focus()
        page.keyboard.press("Enter")
    expect(late.get_by_role("link", name="Record").first).to_be_visible()
    can_be_used(visitor)


@pytest.mark.windows("wide", "without script")
def test_a_consultant_sees_who_needs_a_roundtable_and_why(visitor: Visitor) -> None:
    page = visitor.page
    required = Determination.objects.visible_to(person("pc-01"), on=TODAY).filter(determination="required")
    one = required.order_by("window_closes_on", "pk")[0]
    sign_in(visitor, person("pc-01"))
    page.get_by_role("link", name="Roundtables", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Roundtables needed")
    page.get_by_role("navigation", name="Determination").get_by_role("link", name="Required").click()
    page.get_by_role("link", name=str(one.child), exact=True).first.click()
    answer = page.get_by_role("region", name="Permanency roundtable")
    expect(answer.get_by_text("Required", exact=True)).to_be_visible()
    answer.locator("summary").first.click()
    expect(answer.get_by_text("OCM 43.00").first).to_be_visible()


@pytest.mark.windows("wide", "narrow")
def test_a_covering_colleague_sees_exactly_what_she_may(visitor: Visitor) -> None:
    covered, page = person("ocm-001"), visitor.page
    colleague = person("ocm-002")
    theirs, hers = carried_by(covered), carried_by(colleague)
    stranger = Child.objects.counted().exclude(pk__in=[child.pk for child in theirs | hers])[0]
    sign_in(visitor, colleague)
    assert visitor.opens(f"/children/{min(theirs, key=str).pk}/").status == 404
    visitor.errors.clear()
    arrange_cover(covering=colleague, covered=covered, from_on=TODAY, until_on=TODAY + timedelta(days=1))
    for child in sorted(theirs, key=str)[:3]:
        visitor.opens(f"/children/{child.pk}/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(str(child))
    assert visitor.opens(f"/children/{min(theirs, key=str).pk}/record/relative_search/").status == 200
    assert visitor.opens(f"/children/{min(theirs, key=str).pk}/record/permanency_rating/").status == 403
    assert visitor.opens(f"/children/{stranger.pk}/").status == 404
    visitor.errors.clear()
    visitor.opens("/children/?care=now")
    expect(page.get_by_role("link", name=str(stranger), exact=True)).to_have_count(0)


@pytest.mark.windows("wide", "without script")
def test_a_form_that_is_sent_again_from_the_page_before_records_once(visitor: Visitor) -> None:
    child, page = Child.objects.get(external_id="theo-marchetti"), visitor.page
    recorded = Event.objects.filter(child=child, kind="relative_search")
    before = recorded.count()
    sign_in(visitor, person("ocm-001"))
    visitor.opens(f"/children/{child.pk}/record/relative_search/")
    visitor.presses("See what it moves")
    hidden = {
        str(one.get_attribute("name")): one.input_value() for one in page.locator("form.token, main form input").all()
    }
    for _ in range(2):
        sent = page.request.post(page.url, form={**hidden, "step": "save"}, headers={"Referer": page.url})
        assert sent.ok
    assert recorded.count() == before + 1


@pytest.mark.windows("wide", "narrow, without script")
def test_a_goal_recorded_wrongly_is_corrected_with_its_reasons(visitor: Visitor) -> None:
    child, page = Child.objects.get(external_id="owen-drescher"), visitor.page
    sign_in(visitor, person("ocm-001"))
    visitor.opens(f"/children/{child.pk}/plan-and-goals/")
    page.get_by_role("link", name="Correct permanency goal set, adoption").click()
    expect(page.get_by_label("Rationale")).not_to_have_value("")
    page.get_by_label("Which day").fill("Jul 9, 2026")
    page.get_by_label("Why it is corrected").fill("The order is of Thursday")
    visitor.presses("See what it moves")
    visitor.presses("Save")
    expect(page.get_by_role("heading", name="Saved")).to_be_visible()
    visitor.opens(f"/children/{child.pk}/history/")
    expect(page.get_by_text("Why: The order is of Thursday")).to_be_visible()
