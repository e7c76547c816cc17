"""Invitations as people meet them: mail through a real server, a guest in a browser of her own, somebody drops out."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from homeward.roundtables.actions import cancel
from homeward.roundtables.invitations.inviting import Guest, invite_guest
from homeward.roundtables.invitations.sending import send_waiting
from homeward.roundtables.models import Roundtable
from homeward.workforce.models import Agency
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.conftest import NARROW
from tests.browser.letterbox import Letterbox, entry_of, link_in, text_of
from tests.browser.visitor import Visitor
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.roundtables.arranged import convened

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.usefixtures("cast", "clock_of_the_day"),
]

VERA = "vera@partner.example"


@pytest.fixture
def hers(chromium: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    """A browser in which nobody has been, as wide as a telephone."""
    context = chromium.new_context(base_url=live_server.url, viewport=NARROW)
    context.set_default_timeout(8_000)
    yield Visitor(context.new_page(), has_script=True)
    context.close()


def test_a_guest_is_invited_comes_in_answers_and_is_out_when_it_is_cancelled(
    letterbox: Letterbox, hers: Visitor
) -> None:
    made = convened(external=None, efforts="Asked two agencies.")
    invites(made)
    first = letterbox.latest_to(VERA)
    assert "METHOD:REQUEST" in entry_of(first)[0].to_ical().decode()
    page, child = hers.page, made.attending.get().child
    comes_in(hers, letterbox, link_in(first, "guest"))
    page.wait_for_url(f"**{reverse('roundtable', args=(made.pk,))}")
    can_be_used(hers)
    page.get_by_role("link", name="Snapshot and agenda").click()
    expect(page.get_by_role("heading", name=child.first_name)).to_be_visible()
    can_be_used(hers)
    page.goto(reverse("roundtable", args=(made.pk,)))
    page.get_by_role("link", name="Say whether you come").click()
    page.get_by_text("I come", exact=True).click()
    hers.presses("Save")
    expect(page.get_by_text("You said: you come.")).to_be_visible()
    cancel(roundtable=made, why="Another day.", by=person("pc-01"), today=TODAY)
    send_waiting(now=timezone.now())
    calendar, entry = entry_of(letterbox.latest_to(VERA))
    assert (calendar["METHOD"], entry["STATUS"], entry["UID"]) == ("CANCEL", "CANCELLED", entry_of(first)[1]["UID"])
    hers.opens(reverse("roundtable", args=(made.pk,)))
    expect(page.get_by_role("heading", name="This link is not good any more")).to_be_visible()
    assert hers.opens(link_in(first, "invited")).status == 410


def invites(made: Roundtable) -> None:
    partner = Agency.objects.get(external_id="partner")
    guest = Guest(role="external_consultant", name="Vera Visitor", email=VERA, agency=partner)
    invite_guest(roundtable=made, guest=guest, by=person("pc-01"), today=TODAY)
    assert send_waiting(now=timezone.now()).sent == 5


def comes_in(hers: Visitor, letterbox: Letterbox, link: str) -> None:
    hers.opens(link)
    can_be_used(hers)
    hers.presses("Send me the code")
    can_be_used(hers)
    code = re.search(r"\b\d{6}\b", text_of(letterbox.latest_to(VERA)))
    assert code
    hers.page.get_by_label("Your code").fill(code[0])
    hers.presses("Come in")


@pytest.mark.windows("wide", "narrow, without script")
def test_the_facilitator_drops_out_the_day_before_and_the_consultant_finds_it_on_her_day(
    visitor: Visitor, letterbox: Letterbox
) -> None:
    made = convened()
    send_waiting(now=timezone.now())
    page, facilitator = visitor.page, person("fac-01")
    visitor.opens(link_in(letterbox.latest_to(str(facilitator.email)), "invited"))
    can_be_used(visitor)
    page.get_by_text("I can not come", exact=True).click()
    page.get_by_label("A word to whoever convenes").fill("Ill")
    visitor.presses("Save my answer")
    expect(page.get_by_text("Your answer is saved")).to_be_visible()
    can_be_used(visitor)
    sign_in(visitor, person("pc-01"))
    row = page.get_by_role("region", name="Seats missing").get_by_role("listitem")
    assert f"{facilitator}, facilitator, can not come. “Ill”" in row.inner_text()
    visitor.opens(reverse("roundtable", args=(made.pk,)))
    can_be_used(visitor)
    expect(page.get_by_text("Can not come “Ill”")).to_be_visible()
