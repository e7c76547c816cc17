"""Debian's Chromium around a live server. What a page logs as an error fails the test that opened it."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from socket import socket
from threading import Lock
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from homeward.demo.installation import bring_to_day
from homeward.website import policy_in_force
from tests.browser.letterbox import Letterbox
from tests.browser.visitor import Visitor
from tests.cast_county import TODAY, fill

CHROMIUM = Path("/usr/bin/chromium")
MISSING = "no Chromium: apt-get install -y chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PATIENCE = 20_000
"""Milliseconds until something that does not come is missed: a busy machine takes seconds for a first page."""

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once; without it the tests are left out, with CI=true they fail."""
    if not CHROMIUM.is_file():
        pytest.skip(MISSING)
    # Playwright runs a loop of its own in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visitor(
    request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer, tmp_path: Path
) -> Iterator[Visitor]:
    """Somebody with a browser window; `@narrow_and_wide` and `@without_script` choose which."""
    chosen = getattr(request, "param", {})
    has_script = chosen.get("script", True)
    context = chromium.new_context(
        base_url=live_server.url, viewport=chosen.get("viewport", WIDE), java_script_enabled=has_script
    )
    context.set_default_timeout(PATIENCE)
    visitor = Visitor(context.new_page(), has_script=has_script)
    yield visitor
    context.close()
    assert visitor.errors == []


@pytest.fixture
def second(chromium: Browser, live_server: LiveServer, visitor: Visitor) -> Iterator[Visitor]:
    """Somebody else with a browser of her own."""
    context = chromium.new_context(base_url=live_server.url)
    context.set_default_timeout(PATIENCE)
    yield Visitor(context.new_page(), has_script=True)
    context.close()


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The live server's threads share one connection to SQLite in memory, which takes one transaction at a time.

    A page that saves by itself, or asks how far something is, asks in the midst of what is pressed.
    """
    answer, lock = WSGIHandler.__call__, Lock()

    def answer_alone(handler: WSGIHandler, environ: Any, start: Any) -> Any:
        with lock:
            return answer(handler, environ, start)

    monkeypatch.setattr(WSGIHandler, "__call__", answer_alone)


@pytest.fixture
def letterbox(settings: Settings, live_server: LiveServer) -> Iterator[Letterbox]:
    """A real mail server, to which the website writes."""
    box = Letterbox()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.HOMEWARD_SITE_URL = live_server.url
    yield box
    controller.stop()


Passes = Callable[[int], None]


@pytest.fixture
def days_pass(monkeypatch: pytest.MonkeyPatch) -> Passes:
    """By every clock it is so many days after that of the cast, and the night before has done its work."""
    now, real = timezone.now, timezone.localdate()

    def passed(days: int) -> None:
        day = TODAY + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda: now() + (day - real))
        monkeypatch.setattr(policy_in_force, "today", lambda: day)
        if days:
            bring_to_day(as_of=day)

    return passed


@pytest.fixture
def clock_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock goes on, beginning on the day for which the cast was made."""
    now, lies = timezone.now, timedelta(days=(TODAY - timezone.localdate()).days)
    monkeypatch.setattr(timezone, "now", lambda: now() + lies)


@pytest.fixture
def cast(live_server: LiveServer, the_day: None) -> None:
    """The cast alone, as at the beginning."""
    fill(children=0)


@pytest.fixture
def county(live_server: LiveServer, the_day: None) -> None:
    """A small county, as at the beginning."""
    fill(children=40)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test marked `windows` once for each of the windows that it names."""
    windows = {
        "wide": {"viewport": WIDE},
        "narrow": {"viewport": NARROW},
        "without script": {"viewport": WIDE, "script": False},
        "narrow, without script": {"viewport": NARROW, "script": False},
    }
    for mark in metafunc.definition.iter_markers("windows"):
        metafunc.parametrize("visitor", [windows[name] for name in mark.args], ids=mark.args, indirect=True)
