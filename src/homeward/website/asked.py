"""What an address or a form asks for: keys, filters, words to look for. What can not be read is as good as absent."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest

_LONGEST: Final = 100


def key_in(text: str) -> UUID | None:
    """The key that a text is; None if it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def query(asked: Mapping[str, str]) -> str:
    """The part of an address that says filters, from the question mark on; those that are empty are left out."""
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def sought_in(request: HttpRequest) -> str:
    """The words that somebody looks for. They are sent like a form, so that no name stands in an address."""
    return request.POST.get("sought", "").replace("\0", "").strip()[:_LONGEST]
