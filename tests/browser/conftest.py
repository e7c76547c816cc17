"""Debian's Chromium around a live server. What a page logs as an error fails the test that opened it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.at_work import fill
from tests.browser.visitor import Visitor

CHROMIUM = Path("/usr/bin/chromium")
MISSING = "no Chromium: apt-get install -y chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
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
    context.set_default_timeout(8_000)
    visitor = Visitor(context.new_page(), has_script=has_script)
    yield visitor
    context.close()
    assert visitor.errors == []


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
