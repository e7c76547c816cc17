"""All of it happens on the day for which the cast was made."""

import pytest


@pytest.fixture(autouse=True)
def _day(the_day: None) -> None:
    """Also where nobody signs in."""
