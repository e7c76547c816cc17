"""The day for which the cast was made, for every test of a folder whose `conftest` takes it from here."""

import pytest


@pytest.fixture(autouse=True)
def _day(the_day: None) -> None:
    """Also where nobody signs in."""
