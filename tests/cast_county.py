"""The database that every test of the web finds: the named cast of the demo county, its staff, nobody else."""

from datetime import date

import pytest
from pytest_django.plugin import DjangoDbBlocker

TODAY = date(2026, 11, 22)
"""The day on which all these tests happen."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Fill the test database once; each test works in a transaction that is rolled back."""
    from homeward.demo.installation import set_up_demo_county

    with django_db_blocker.unblock():
        set_up_demo_county(children=0, as_of=TODAY)
