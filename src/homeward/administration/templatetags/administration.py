"""The sections of the administration, as the tabs of its pages."""

from typing import Any, Final

from django import template

from homeward.website.frame import address_of, is_open_to

register = template.Library()

_SECTIONS: Final = (
    ("People", "people"),
    ("Agencies and units", "agencies"),
    ("Agreements with tribes", "agreements"),
    ("Opened by exception", "broken_glass"),
    ("Audit", "audit"),
    ("Settings", "settings"),
)


@register.inclusion_tag("administration/sections.html", takes_context=True)
def sections(context: dict[str, Any]) -> dict[str, Any]:
    """The sections that the person may open."""
    request = context["request"]
    listed = [(word, address_of(page)) for word, page in _SECTIONS]
    return {
        "sections": [
            {"word": word, "address": address, "is_here": request.path == address}
            for word, address in listed
            if address and is_open_to(address, request)
        ]
    }
