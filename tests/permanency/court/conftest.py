"""All of it happens on the day for which the cast was made."""

import pytest

from homeward.casefile.models import Child
from tests.on_the_day import _day

__all__ = ["_day"]


@pytest.fixture
def child() -> Child:
    """Nevaeh: one hearing held, the second one put off once, set for 13 days from today. Supervised by sup-01."""
    return Child.objects.get(external_id="nevaeh-lindqvist")
