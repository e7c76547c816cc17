"""How the processes that run the tests share them: by file, and two of them begin with those of the browser.

A browser uses several cores, and its tests wait as often as they reckon. Two of them beside a process of other tests
keep two cores busy; three would be in each other's way, and for one alone everybody would wait at the end.
"""

import os

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

_BROWSER = "tests/browser/"
_EVERY_PAGE = f"{_BROWSER}test_every_page.py"


class _ByFile(LoadFileScheduling):  # type: ignore[misc]
    """Whole files, so that what a file prepares is prepared once, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return _BROWSER if file.startswith(_BROWSER) and file != _EVERY_PAGE else file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first."""
    items.sort(key=lambda item: not item.nodeid.startswith(_BROWSER))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """In the order of collection, where xdist would begin with the files of most tests.

    None on PostgreSQL, where tests that commit have to be the last (`cast_county`): xdist's own way keeps the order.
    """
    if os.environ.get("HOMEWARD_DATABASE"):
        return None
    config.option.loadscopereorder = False
    return _ByFile(config, log)
