"""Every page, for everybody, in a browser: no barrier, at two widths, by keyboard, without a fault on the console.

The pages are found by following links (`walk`) as each of the roles, so that a page that is added is among them by
itself. One to which no link leads fails the test, and so does a link that leads to a refusal. What a page is without
script is read from what the server sends.

A page is opened in the browser if it is built of something that no page at the same address was built of before: the
path of some element from the root, with tags, classes, roles, types and names of attributes at each step. Rows of a
list are alike by that measure; a button that only a supervisor sees, a notice, another kind of field are not. The frame
around a page is part of it: what a role changes there is looked at anew wherever it stands with something else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as website
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import NARROW, WIDE
from tests.browser.one_of_each import links_of_letters, stories, write_one_of_each
from tests.browser.visitor import Visitor
from tests.browser.walk import Found, Walk
from tests.casefile.staff import person
from tests.website.test_every_address import NAMES, patterns

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("cast")]

NOBODY = "nobody"
EVERYBODY = (
    "ocm-001",
    "sup-01",
    "pc-01",
    "qa-01",
    "admin-01",
    "fac-01",
    "ext-01",
    "coach-01",
    "learner-01",
    "guest-01",
)

NOT_FOR_EYES = {
    *("healthz", "readyz", "favicon", "session_state"),
    *("consultation_saved", "roundtable_meeting_saved"),
}
"""Read by machines and scripts; no link leads there."""

NOT_MADE_YET = {
    *("announce_roundtable", "end_consultation"),
    *("add_contact_point", "add_relative_note", "add_tie", "answer_notice", "duplicates", "early_search"),
    *("merge_relatives", "plan_interaction", "record_connection", "record_contact", "record_interaction"),
    *("record_lead", "relative_facts", "relative_letter", "separate_relatives", "take_back_entry"),
    *("answer_by_link", "answer_invitation", "calendar_feed", "guest_door", "invite_guest", "invite_tribe"),
    *("reply_of_tribe", "raised", "read_before_hearing", "roundtable_snapshot", "barrier_owner", "my_calendar"),
    *("barriers_export", "barriers_workbook", "certifications", "correspondence", "follow_up", "roundtables_going"),
}
"""Of what these pages are about, `one_of_each` makes none yet; make it there, and take the name away here.
Those that a link leads to all the same are opened all the same."""

MOST_STOPS = 60
"""So often Tab is pressed on a page at most: the rows of a long list are alike."""

MOST_OF_AN_ADDRESS = 2
"""So many different pages of one address are looked at: Chromium takes seconds for each."""

KEYBOARD = (Path(__file__).parent / "keyboard.js").read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a workbook that is read to its end
def test_every_page_can_be_used_by_everybody(
    chromium: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> None:
    settings.HOMEWARD_DATA = tmp_path / "data"
    write_one_of_each(tmp_path / "extract")
    walks = [*_walks()]
    found = [page for walk in walks for page in walk.found]
    assert [fault for walk in walks for fault in walk.faults] == [], "links that lead to a refusal"
    assert _never_reached({name for walk in walks for name in walk.named}) == [], (
        "no link leads to these pages: make what they are about in one_of_each.py"
    )
    assert {f"{page.name} {barrier}" for page in found for barrier in page.barriers} == set(), "without script"
    assert [*_faults_of([*distinct(found)], chromium, live_server)] == []


def distinct(found: Iterable[Found]) -> Iterator[Found]:
    """The pages that are built of something new at their address; of each address so many at most."""
    known: dict[str, set[tuple[str, ...]]] = {}
    shown = Counter[str]()
    for page in found:
        parts = known.setdefault(page.name, set())
        if page.is_page and not page.paths <= parts and shown[page.name] < MOST_OF_AN_ADDRESS:
            parts |= page.paths
            shown[page.name] += 1
            yield page


def _walks() -> Iterator[Walk]:
    recorded = Counter[object]()
    door = ["/", "/policy/?q=zebra", reverse("account_login"), reverse("account_reset_password"), *links_of_letters()]
    yield Walk(Client(), NOBODY, recorded).follow(*door)
    for who in EVERYBODY:
        client = Client()
        client.force_login(person(who))
        known = [reverse("search"), reverse("signed_in_again"), *stories()]
        mine = [address for address in known if client.get(address).status_code == 200]
        yield Walk(client, who, recorded).follow("/", *mine)


def _never_reached(reached: set[str]) -> list[str]:
    """The pages that nobody was led to. Two names of one address are one page."""
    client = Client()
    client.force_login(person("admin-01"))
    routes = {str(one.name): str(one.pattern) for one in patterns()}
    known = {routes[name] for name in reached if name in routes}
    missing = [name for name in NAMES if name not in NOT_FOR_EYES | NOT_MADE_YET and routes[name] not in known]
    return [name for name in missing if client.get(_anywhere(name)).status_code != 405]


def _anywhere(name: str) -> str:
    """An address of this name, about nothing: enough to learn that it takes no GET."""
    of_type = {"UUIDConverter": UUID(int=1), "IntConverter": 1}
    wanted = next(one for one in patterns() if one.name == name).pattern.converters
    return reverse(name, kwargs={word: of_type.get(type(one).__name__, "none") for word, one in wanted.items()})


def _faults_of(pages: list[Found], chromium: Browser, live_server: LiveServer) -> Iterator[str]:
    tabbed = set[str]()
    for who in dict.fromkeys(page.who for page in pages):
        context = chromium.new_context(base_url=live_server.url, viewport=WIDE)
        context.add_init_script(KEYBOARD)
        if who != NOBODY:
            client = Client()
            client.force_login(person(who))
            key = client.cookies[website.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": website.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        visitor = Visitor(context.new_page(), has_script=True)
        for page in (page for page in pages if page.who == who):
            faults = [*_looked_at(visitor, page.address, is_new=page.name not in tabbed)]
            tabbed.add(page.name)
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
        yield from visitor.barriers()
        if visitor.is_too_wide():
            yield f"wider than {window['width']} px"
    yield from visitor.errors
    visitor.errors.clear()


def tab_through(page: Page) -> Iterator[str]:
    """Press Tab through a page; says what it does not reach, what hides the focus, and where it jumps back."""
    stops: int = page.evaluate("keyboard.stops()")
    for _ in range(min(stops, MOST_STOPS) + 1):
        page.keyboard.press("Tab")
    faults: list[str] = page.evaluate("keyboard.found()")
    yield from (fault for fault in faults if stops <= MOST_STOPS or not fault.startswith("Tab does not reach"))
