"""The whole life of one roundtable, from who needs one to who needs the next; and one that nearly falls through."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from homeward.casefile.models import Child
from homeward.obligations.models import Determination, Obligation
from homeward.permanency.consultations.parts import EXPECTED
from homeward.permanency.models import Consultation
from homeward.roundtables.invitations.sending import send_waiting
from homeward.roundtables.models import Roundtable, Seat, SeatRole, Timetable
from homeward.roundtables.timetables.tasks import solve
from homeward.workforce.models import Person
from tests.browser.at_work import can_be_used, comes_back_after, sign_in
from tests.browser.conftest import Passes
from tests.browser.letterbox import Letterbox, entry_of, link_in
from tests.browser.test_following_up import reviews
from tests.browser.visitor import Visitor
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.coverage.situation import in_care, months_ago
from tests.roundtables.arranged import convened, room

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.usefixtures("cast", "_by_every_clock"),
]


@pytest.fixture
def _by_every_clock(days_pass: Passes) -> None:
    """It is the day of the cast also for what lasts minutes: links, letters."""
    days_pass(0)


@pytest.fixture
def facilitators(second: Visitor) -> Iterator[Visitor]:
    """The facilitator's browser."""
    yield second
    assert second.errors == []


def work() -> None:
    """What is done in the background meanwhile: the timetable, then the letters."""
    solve.call(str(Timetable.objects.order_by("-asked_at")[0].pk))


def at_work(visitor: Visitor, who: str | Person) -> Page:
    """Somebody comes to this browser and signs in."""
    visitor.page.context.clear_cookies()
    sign_in(visitor, person(who) if isinstance(who, str) else who)
    return visitor.page


def sits(roundtable: Roundtable, role: SeatRole) -> Person:
    """Who has a seat."""
    seat = Seat.objects.taken().select_related("person").get(roundtable=roundtable, role=role)
    assert seat.person
    return seat.person


def address(name: str, *keys: Any) -> str:
    return reverse(name, args=keys)


def test_the_whole_life_of_one_roundtable(
    visitor: Visitor, facilitators: Visitor, letterbox: Letterbox, days_pass: Passes
) -> None:
    child = in_care(14, rating="poor", hearings=(months_ago(2),))
    roundtable = is_convened(visitor, child)
    is_answered(facilitators, letterbox, sits(roundtable, SeatRole.FACILITATOR))
    days_pass((roundtable.on - TODAY).days)
    one = is_prepared(visitor, roundtable)
    is_held(visitor, facilitators, roundtable, child)
    form_is_completed(visitor, child, one)
    is_included_in_the_plan(visitor, child, one)
    days_pass((one.on - TODAY).days + 30)
    steps_are_checked(visitor)
    days_pass((one.on - TODAY).days + 90)
    reviews(visitor, child, on=one.on + timedelta(days=90))
    assert Determination.objects.get(child=child).determination == "exempt"


def is_convened(visitor: Visitor, child: Child) -> Roundtable:
    """The consultant sees who needs one, makes a timetable, accepts and announces it."""
    room()
    page = at_work(visitor, "pc-01")
    visitor.opens("/roundtables-needed/")
    expect(page.get_by_role("main")).to_contain_text("Ada Lovelace")
    page.get_by_role("link", name="Make a timetable").click()
    page.get_by_label("How long may it take").select_option("10")
    visitor.presses("Make a timetable")
    comes_back_after(visitor, work)
    expect(page.get_by_role("row").filter(has_text="Ada Lovelace").last).to_be_visible()
    page.get_by_role("link", name="Accept…").click()
    visitor.presses("Accept the timetable")
    page.get_by_role("link", name="Announce what is planned").click()
    for efforts in page.get_by_label("What was tried to find somebody from another agency").all():
        efforts.fill("Both partner agencies were asked.")
    page.get_by_role("group").filter(has_text="Ada Lovelace").get_by_text("I asked:").click()
    visitor.presses("Announce those that are ticked")
    expect(page.get_by_role("heading", level=1, name="Meetings")).to_be_visible()
    return Roundtable.objects.get(attending__child=child, status="announced")


def is_answered(visitor: Visitor, letterbox: Letterbox, facilitator: Person) -> None:
    """She says by the link of her letter that she comes."""
    send_waiting(now=timezone.now())
    visitor.opens(link_in(letterbox.to(str(facilitator.email))[0], "invited"))
    visitor.page.get_by_text("I come", exact=True).click()
    visitor.presses("Save my answer")
    expect(visitor.page.get_by_text("Your answer is saved")).to_be_visible()


def is_prepared(visitor: Visitor, roundtable: Roundtable) -> Consultation:
    """The consultant sees who comes, and begins its record, for the day on which it is convened."""
    page = at_work(visitor, "pc-01")
    visitor.opens(address("roundtable", roundtable.pk))
    leads = page.get_by_role("row").filter(has_text=str(sits(roundtable, SeatRole.FACILITATOR)))
    expect(leads).to_contain_text("Comes")
    page.get_by_role("link", name="Prepare it").click()
    visitor.presses("Begin preparing")
    expect(page.get_by_role("button", name="Save and start the meeting")).to_be_visible()
    return Consultation.objects.get(convened_as=roundtable.pk)


def is_held(visitor: Visitor, facilitators: Visitor, roundtable: Roundtable, child: Child) -> None:
    """The facilitator begins it; she and the consultant write in two browsers, and see what the other writes."""
    hers, page = facilitators.page, visitor.page
    at_work(facilitators, sits(roundtable, SeatRole.FACILITATOR))
    facilitators.opens(address("roundtable", roundtable.pk))
    facilitators.presses("Start the meeting")
    visitor.opens(address("roundtable", roundtable.pk))
    page.get_by_role("link", name="Go into the meeting").click()
    for one in (hers, page):
        one.get_by_role("button", name="Show all phases").click()
    hers.locator('[name="ideas.never"]').fill("A house swap")
    expect(page.locator('[name="ideas.never"]')).to_have_value("A house swap", timeout=15_000)
    for attendance in page.get_by_label("Attendance").all():
        if attendance.input_value() == EXPECTED:
            attendance.select_option(label="Takes part")
    page.get_by_label("What is to be done").first.fill("Call the aunt")
    page.get_by_label("Who (a person or a role)").first.fill("Ongoing case manager")
    page.get_by_label("By when").first.fill(f"{roundtable.on + timedelta(days=60):%b %d, %Y}")
    expect(hers.locator('[data-rows="steps"] textarea').first).to_have_value("Call the aunt", timeout=15_000)
    visitor.presses("Save and end the meeting")
    visitor.presses("See what it moves")
    visitor.presses("Save")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Permanency Consultation form")
    expect(hers.get_by_text("The meeting has ended.")).to_be_visible(timeout=15_000)
    assert Obligation.objects.filter(child=child, rule="wi-dmcps.roundtable-month-15", outcome="met").exists()


def form_is_completed(visitor: Visitor, child: Child, one: Consultation) -> None:
    """The case manager completes the form, takes it out as a PDF, and records that it stands in the state system."""
    page = at_work(visitor, "ocm-001")
    visitor.opens(address("consultation_form", child.pk, one.pk))
    visitor.presses("Complete the form")
    expect(page.get_by_text("The form is completed and locked.")).to_be_visible()
    page.get_by_role("link", name="Print, copy, or download it as PDF or Word").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF of the form").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="It is entered: record the day").click()
    is_recorded(visitor, child, "consultation-form")


def is_included_in_the_plan(visitor: Visitor, child: Child, one: Consultation) -> None:
    """Its paragraph goes into the draft by one press; the supervisor records that the plan has it."""
    page = visitor.page
    visitor.opens(address("consultation_text", child.pk, one.pk))
    visitor.presses("Put it into the draft of the plan")
    expect(page.get_by_text("The paragraph stands in the draft of the plan.")).to_be_visible()
    expect(page.locator("textarea").filter(has_text="Call the aunt").first).to_be_attached()
    at_work(visitor, "sup-01")
    visitor.opens(address("consultation_text", child.pk, one.pk))
    page.get_by_role("link", name="Included in the plan: record the day").click()
    is_recorded(visitor, child, "roundtable-in-plan")


def is_recorded(visitor: Visitor, child: Child, rule: str) -> None:
    """What stands in the form is saved, and so the rule is met."""
    visitor.presses("See what it moves")
    visitor.presses("Save")
    expect(visitor.page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    assert Obligation.objects.filter(child=child, rule=f"wi-dmcps.{rule}", outcome="met").exists()


def steps_are_checked(visitor: Visitor) -> None:
    """The supervisor's five minutes, thirty days later."""
    page = at_work(visitor, "sup-01")
    page.get_by_role("link", name="Open the 30-day check, Ada Lovelace").click()
    page.get_by_text("Completed", exact=True).click()
    visitor.presses("Record the 30-day check")
    expect(page.get_by_text("1 of 1 step completed")).to_be_visible()


def test_a_facilitator_drops_out_the_day_before_and_the_smallest_change_is_accepted_and_told(
    visitor: Visitor, facilitators: Visitor, letterbox: Letterbox, days_pass: Passes
) -> None:
    made = convened()
    send_waiting(now=timezone.now())
    child, before, external = made.attending.get().child, sits(made, SeatRole.FACILITATOR), person("ext-01")
    days_pass((made.on - TODAY).days - 1)
    says_that_she_can_not_come(facilitators, letterbox, before)
    page = at_work(visitor, "pc-01")
    page.get_by_role("region", name="Seats missing").get_by_role("link", name="Find somebody else").click()
    expect(page.get_by_role("checkbox", name=f"{before}, facilitator")).to_be_checked()
    visitor.presses("Find the smallest change")
    comes_back_after(visitor, work)
    expect(page.get_by_text("the smallest change that was found")).to_be_visible()
    can_be_used(visitor)
    page.get_by_role("link", name="Accept…").click()
    page.get_by_label("Why it is changed").fill("The facilitator fell ill.")
    page.get_by_text("I asked: the new facilitator is no relative").click()
    visitor.presses("Accept the change")
    page.get_by_role("link", name="Look at the roundtable").click()
    after = sits(made, SeatRole.FACILITATOR)
    assert after != before
    expect(page.get_by_role("main")).to_contain_text(str(after))
    send_waiting(now=timezone.now())
    was, at = entry_of(letterbox.to(str(external.email))[0])[1], Roundtable.objects.get(pk=made.pk)
    assert (at.starts_at, at.room) == (made.starts_at, made.room), "everything else stays"
    assert entry_of(letterbox.latest_to(str(before.email)))[0]["METHOD"] == "CANCEL"
    told = entry_of(letterbox.latest_to(str(after.email)))
    assert (told[0]["METHOD"], told[1]["UID"]) == ("REQUEST", was["UID"])
    assert child.last_name not in str(told[0].to_ical())


def says_that_she_can_not_come(visitor: Visitor, letterbox: Letterbox, who: Person) -> None:
    visitor.opens(link_in(letterbox.latest_to(str(who.email)), "invited"))
    visitor.page.get_by_text("I can not come", exact=True).click()
    visitor.presses("Save my answer")
    expect(visitor.page.get_by_text("Your answer is saved")).to_be_visible()
