"""The database that every test of the web finds: the named cast of the demo county, its staff, nobody else."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

TODAY = date(2026, 11, 22)
"""The day on which all these tests happen."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Fill the test database once; each test works in a transaction that is rolled back."""
    from homeward.demo.installation import set_up_demo_county

    with django_db_blocker.unblock():
        set_up_demo_county(children=0, as_of=TODAY)


SignIn = Callable[[str], Client]


@pytest.fixture
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day for which the cast was made."""
    from homeward.website import policy_in_force

    monkeypatch.setattr(policy_in_force, "today", lambda: TODAY)


@pytest.fixture
def sign_in(client: Client, the_day: None) -> SignIn:
    """Sign somebody in by her identifier."""
    from homeward.workforce.models import Person

    def signed_in(external_id: str) -> Client:
        client.force_login(Person.objects.get(external_id=external_id))
        return client

    return signed_in
