"""All of it happens on the day for which the cast was made."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from homeward.casefile.models import Child

Opened = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def _day(the_day: None) -> None:
    """Also where nobody signs in."""


@pytest.fixture
def child() -> Child:
    """Nevaeh: one hearing held, the second one put off once, set for 13 days from today. Supervised by sup-01."""
    return Child.objects.get(external_id="nevaeh-lindqvist")


@pytest.fixture
def opened() -> Opened:
    """The form as it is opened, with what somebody typed."""

    def typed(client: Client, at: str, **said: str) -> dict[str, str]:
        page = client.get(at).content.decode()
        hidden = dict(re.findall(r'name="(token|version)" value="([^"]+)"', page))
        assert set(hidden) == {"token", "version"}
        return {**hidden, "when": "today", "on": "", **said}

    return typed
