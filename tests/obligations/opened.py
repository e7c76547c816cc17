"""A form as it is opened, with what somebody typed."""

import re

from django.test import Client


def opened(client: Client, at: str, **typed: str) -> dict[str, str]:
    """The hidden fields of a form, and what was typed."""
    page = client.get(at).content.decode()
    hidden = dict(re.findall(r'name="(token|version)" value="([^"]+)"', page))
    assert "token" in hidden
    return {**hidden, "when": "today", "on": "", **typed}
