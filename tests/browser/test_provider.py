"""A real sign-in at a provider of OpenID Connect on this machine, through the browser, under the strict policy."""

import warnings
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from homeward.website.settings import provider
from homeward.workforce.models import Person
from tests.browser.visitor import Visitor

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the provider's own libraries warn of each other
    from oidc_provider_mock import User, run_server_in_thread

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.filterwarnings("ignore")]


def account(email: str, *, is_verified: bool) -> User:
    return User(sub=email, claims={"email": email, "email_verified": is_verified, "name": "Casey"})


@pytest.fixture(autouse=True)
def agency_provider(settings: Settings) -> Iterator[None]:
    """A provider that knows Casey, somebody whose address it has not verified, and a stranger."""
    known = [account("casey@example.org", is_verified=True), account("robin@example.org", is_verified=False)]
    with run_server_in_thread(user_claims=[*known, account("stranger@example.org", is_verified=True)]) as server:
        address = f"http://localhost:{server.server_port}"
        settings.SOCIALACCOUNT_PROVIDERS = provider(address, "County account", "homeward", "a secret")
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "form-action": ["'self'", address]}}
        Person.objects.create(email="casey@example.org", name="Casey Young")
        Person.objects.create(email="robin@example.org", name="Robin Hill")
        yield


def signs_in_as(visitor: Visitor, email: str) -> None:
    visitor.opens("/account/login/")
    visitor.presses("Sign in with County account")
    visitor.page.locator("input[name=sub]").first.fill(email)
    visitor.page.get_by_role("button", name="Authorize").click()
    visitor.page.wait_for_load_state()
    visitor.errors[:] = [error for error in visitor.errors if "/oauth2/" not in error]  # of the provider's own page


def test_a_person_whom_homeward_knows_comes_in_with_the_agency_s_account(visitor: Visitor) -> None:
    signs_in_as(visitor, "casey@example.org")
    expect(visitor.page.get_by_role("link", name="Casey Young")).to_be_visible()


@pytest.mark.parametrize("email", ["stranger@example.org", "robin@example.org"])
def test_a_stranger_or_an_address_that_is_not_verified_stays_outside(visitor: Visitor, email: str) -> None:
    signs_in_as(visitor, email)
    expect(visitor.page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    assert not Person.objects.filter(email="stranger@example.org").exists()
