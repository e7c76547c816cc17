import importlib
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import clear_url_caches
from django.utils import timezone
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertRedirects

from homeward.website import urls
from homeward.workforce.models import Person, Role
from tests.website.people import PASSWORD, casey

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def sign_in(client: Client, password: str = PASSWORD) -> bool:
    client.post(LOGIN, {"login": "casey@example.org", "password": password})
    return "_auth_user_id" in client.session


def test_a_person_signs_in_with_e_mail_and_password(client: Client) -> None:
    casey()
    assert sign_in(client)
    assertContains(client.get("/account/"), "Casey Young")


def test_passwords_are_kept_as_argon2() -> None:
    assert casey().password.startswith("argon2$argon2id$")


def test_a_wrong_password_says_no_more_than_that(client: Client) -> None:
    casey()
    known = client.post(LOGIN, {"login": "casey@example.org", "password": "wrong"})
    unknown = client.post(LOGIN, {"login": "nobody@example.org", "password": "wrong"})
    assertContains(known, "email address and/or password")
    assertContains(unknown, "email address and/or password")


def test_who_is_not_active_does_not_come_in(client: Client) -> None:
    person = casey()
    person.is_active = False
    person.save()
    assert not sign_in(client)


def test_nobody_signs_up(client: Client) -> None:
    client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert not Person.objects.filter(email="new@example.org").exists()


def test_a_session_ends_after_half_an_hour_without_a_page_and_every_page_starts_it_anew(client: Client) -> None:
    casey()
    sign_in(client)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    client.get("/policy/")
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30) == timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assertRedirects(client.get("/account/"), f"{LOGIN}?next=/account/")


def test_signing_out_needs_a_form_and_ends_the_session(client: Client) -> None:
    casey()
    sign_in(client)
    client.get("/account/logout/")
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_an_authenticator_app_becomes_the_second_factor_and_recovery_codes_stand_by(client: Client) -> None:
    casey()
    sign_in(client)
    setting_up = "/account/second-factor/totp/activate/"
    assertRedirects(client.get(setting_up), f"/account/reauthenticate/?next={quote(setting_up, safe='')}")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get(setting_up).content.decode()
    assert "<svg" in page
    assert "data:" not in page
    found = re.search(r"Key: <code>(\w+)</code>", page)
    assert found
    client.post(setting_up, {"code": code_of(found[1])})
    assertContains(client.get("/account/second-factor/recovery-codes/"), "10 recovery codes")
    other = Client()
    assert not sign_in(other)
    assertContains(other.get("/account/second-factor/authenticate/"), "code")


def test_a_forgotten_password_is_answered_by_mail_to_the_known_address_only(client: Client) -> None:
    casey()
    client.post("/account/password/reset/", {"email": "casey@example.org"})
    assert [message.to for message in mail.outbox] == [["casey@example.org"]]
    assert "/account/password/reset/key/" in str(mail.outbox[0].body)


def test_nobody_comes_to_a_password_by_having_forgotten_none(client: Client) -> None:
    person = casey()
    person.set_unusable_password()
    person.save()
    for address in ("casey@example.org", "stranger@example.org"):
        assertRedirects(client.post("/account/password/reset/", {"email": address}), "/account/password/reset/done/")
    assert mail.outbox == []


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "confirm-email/", "confirm-email/x:y/", "password/set/", "provider/signup/", "provider/"],
)
def test_no_further_way_in_is_opened_by_oneself(client: Client, address: str) -> None:
    casey()
    assert client.get(f"/account/{address}").status_code == 404
    sign_in(client)
    assert client.get(f"/account/{address}").status_code == 404
    assert client.post(f"/account/{address}", {"password1": PASSWORD, "password2": PASSWORD}).status_code == 404


@pytest.mark.parametrize("address", ["/account/", "/account/password/change/", "/account/second-factor/"])
def test_what_is_one_s_own_asks_for_sign_in(client: Client, address: str) -> None:
    assertRedirects(client.get(address), f"{LOGIN}?next={address}", fetch_redirect_response=False)


def test_nobody_changes_the_address_with_which_she_signs_in(client: Client) -> None:
    person = casey()
    sign_in(client)
    for action in ("action_add", "action_primary"):
        assert client.post("/account/email/", {"email": "other@example.org", action: ""}).status_code == 404
    assert client.get("/account/email/").status_code == 404
    person.refresh_from_db()
    assert person.email == "casey@example.org"


def test_there_is_no_open_door_where_this_is_no_demonstration(client: Client) -> None:
    assert client.get("/demo/sign-in/").status_code == 404


@pytest.fixture
def demo(settings: Settings) -> Iterator[None]:
    settings.HOMEWARD_DEMO = True
    _read_addresses_again()
    yield
    settings.HOMEWARD_DEMO = False
    _read_addresses_again()


def _read_addresses_again() -> None:
    importlib.reload(urls)
    clear_url_caches()


@pytest.mark.usefixtures("demo")
def test_in_the_demonstration_one_click_signs_in_for_a_role(client: Client) -> None:
    person = casey()
    Role.objects.create(person=person, name="supervisor", from_on="2020-01-01")
    page = client.get("/demo/sign-in/")
    assertContains(page, "Supervisor")
    client.post("/demo/sign-in/", {"person": str(person.pk)})
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("sent", ["", "not an id", "00000000-0000-0000-0000-000000000000"])
def test_the_demonstration_s_door_opens_for_its_people_only(client: Client, sent: str) -> None:
    assert client.post("/demo/sign-in/", {"person": sent}).status_code == 404
