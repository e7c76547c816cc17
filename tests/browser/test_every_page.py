"""Every page, for everybody, in a browser: no barrier, at two widths, by keyboard, without a fault on the console.

The pages are found by following links (`walk`) as each of the roles, so that a page that is added is among them by
itself. One to which no link leads fails the test, and so does a link that leads to a refusal. What a page is without
script is read from what the server sends.

A page is opened in the browser if it is built of something that no page at the same address was built of before: the
path of some element from the root, with tags, classes, roles, types and names of attributes at each step. Rows of a
list are alike by that measure; a button that only a supervisor sees, a notice, another kind of field are not. The frame
around a page is part of it: what a role changes there is looked at anew wherever it stands with something else.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as website
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import NARROW, WIDE
from tests.browser.survey import NOBODY, Survey, surveyed
from tests.browser.visitor import Visitor
from tests.browser.walk import Found
from tests.casefile.staff import person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.usefixtures("the_day", "clock_of_the_day"),
]

NOT_FOR_EYES = {
    *("healthz", "readyz", "favicon", "session_state"),
    *("consultation_saved", "roundtable_meeting_saved"),
}
"""Read by machines and scripts; no link leads there."""

NOT_MADE = {"announce_roundtable", "start_roundtable_meeting"}
"""For a roundtable that is planned, or whose hour has come: in this county nobody is left for whom one could be."""

MOST_STOPS = 60
"""So often Tab is pressed on a page at most: the rows of a long list are alike."""

SHARES = 6
"""Among so many tests the pages are divided, so that the processes that share the tests share these too."""

KEYBOARD = (Path(__file__).parent / "keyboard.js").read_text(encoding="utf-8")


@pytest.fixture
def survey(live_server: LiveServer, settings: Settings, shared: Path) -> Survey:
    """What everybody reaches; made by the first test that asks, of whichever process."""
    return surveyed(shared / "survey", settings)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a workbook that is read to its end
def test_every_page_is_led_to_and_no_link_leads_to_a_refusal(survey: Survey) -> None:
    assert survey.faults == [], "links that lead to a refusal"
    assert [name for name in survey.not_reached if name not in NOT_FOR_EYES | NOT_MADE] == [], (
        "no link leads to these pages: make what they are about in one_of_each.py"
    )
    assert survey.barriers == [], "without script"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_can_be_used_by_everybody(
    chromium: Browser, live_server: LiveServer, survey: Survey, share: int
) -> None:
    assert [*_faults_of(survey.to_look_at[share::SHARES], chromium, live_server)] == []


def _faults_of(pages: list[tuple[Found, bool]], chromium: Browser, live_server: LiveServer) -> Iterator[str]:
    for who in dict.fromkeys(page.who for page, _ in pages):
        context = chromium.new_context(base_url=live_server.url, viewport=WIDE)
        context.add_init_script(KEYBOARD)
        if who != NOBODY:
            client = Client()
            client.force_login(person(who))
            key = client.cookies[website.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": website.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        visitor = Visitor(context.new_page(), has_script=True)
        for page, is_new in pages:
            if page.who == who:
                faults = [*_looked_at(visitor, page.address, is_new=is_new)]
                yield from (f"{page.name} ({who}, {page.address}): {fault}" for fault in faults)
        context.close()


def _looked_at(visitor: Visitor, address: str, *, is_new: bool) -> Iterator[str]:
    visitor.page.set_viewport_size(WIDE)
    response = visitor.opens(address)
    if response.status != 200 or "unsafe" in response.headers["content-security-policy"]:
        yield f"answers {response.status} with {response.headers.get('content-security-policy')}"
    if is_new:
        yield from tab_through(visitor.page)
    for window in (WIDE, NARROW) if is_new else (NARROW,):  # what differs from the page as seen first shows in one
        visitor.page.set_viewport_size(window)
        visitor.page.evaluate("document.activeElement.blur()")  # the way past the frame, in focus, lies over it
        yield from visitor.barriers()
        if visitor.is_too_wide():
            yield f"wider than {window['width']} px"
    yield from visitor.errors
    visitor.errors.clear()


def tab_through(page: Page) -> Iterator[str]:
    """Press Tab through a page; says what it does not reach, what hides the focus, and where it jumps back."""
    stops: int = page.evaluate("keyboard.stops()")
    page.keyboard.press("+".join(["Tab"] * (min(stops, MOST_STOPS) + 1)))  # held down: one message for all of them
    faults: list[str] = page.evaluate("keyboard.found()")
    yield from (fault for fault in faults if stops <= MOST_STOPS or not fault.startswith("Tab does not reach"))
