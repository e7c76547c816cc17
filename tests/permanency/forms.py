"""A form as somebody opens it, and what she types."""

import re

from django.test import Client


def opened(client: Client, at: str, **typed: str) -> dict[str, str]:
    """The hidden fields of the form at an address, with what was typed; the day is today."""
    page = client.get(at)
    assert page.status_code == 200, at
    hidden = dict(re.findall(r'name="(token|version)" value="([^"]+)"', page.content.decode()))
    assert set(hidden) == {"token", "version"}
    return {**hidden, "when": "today", "on": "", **typed}
