"""It is ten in the morning of the day for which the cast was made, and this website has an address."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.cast_county import TODAY

SITE = "https://homeward.example.org"

Later = Callable[[timedelta], None]


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Later:
    """Let time pass."""
    settings.HOMEWARD_SITE_URL = SITE
    began, passed = datetime(TODAY.year, TODAY.month, TODAY.day, 16, tzinfo=UTC), timedelta()

    def now() -> datetime:
        return began + passed

    def move(by: timedelta) -> None:
        nonlocal passed
        passed += by

    monkeypatch.setattr(timezone, "now", now)
    return move
