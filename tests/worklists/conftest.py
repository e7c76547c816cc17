"""Somebody who is signed in, on the day of these tests."""

from collections.abc import Callable

import pytest
from django.test import Client

from homeward.website import policy_in_force
from tests.casefile.staff import person
from tests.cast_county import TODAY

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day for which the cast was made."""
    monkeypatch.setattr(policy_in_force, "today", lambda: TODAY)


@pytest.fixture
def sign_in(client: Client) -> SignIn:
    """Sign somebody in by her identifier."""

    def signed_in(external_id: str) -> Client:
        client.force_login(person(external_id))
        return client

    return signed_in
