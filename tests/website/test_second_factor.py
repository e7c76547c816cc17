"""A second factor that an agency asks of a role: from a day on before every page, and nobody is locked out."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertNotContains

from homeward.website.environment import SettingError
from homeward.workforce.apps import Workforce
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

SETTING_UP = "/account/second-factor/totp/activate/"


@pytest.fixture
def asked(settings: Settings) -> Settings:
    settings.HOMEWARD_SECOND_FACTOR = ["administrator", "permanency_consultant"]
    settings.HOMEWARD_SECOND_FACTOR_FROM = None
    return settings


def test_it_is_only_offered_unless_the_agency_asks_for_it(sign_in: SignIn) -> None:
    page = sign_in("admin-01").get("/today/")
    assertNotContains(page, "second factor of your role")


def test_whoever_has_none_is_led_to_set_it_up_before_any_other_page(sign_in: SignIn, asked: Settings) -> None:
    client = sign_in("admin-01")
    for address in ("/today/", reverse("child", args=(child_of().pk,))):
        assert client.get(address)["Location"] == SETTING_UP
    assert client.get("/account/").status_code == 200
    Authenticator.objects.create(user=person("admin-01"), type=Authenticator.Type.TOTP, data={})
    assert client.get("/today/").status_code == 200


def test_other_roles_go_on_as_before(sign_in: SignIn, asked: Settings) -> None:
    assert sign_in("ocm-001").get("/today/").status_code == 200


def test_what_was_typed_is_taken_all_the_same(sign_in: SignIn, asked: Settings) -> None:
    assert sign_in("pc-01").post("/children/", {"sought": "nobody"}).status_code == 200


def test_until_the_day_today_asks_for_it_and_nothing_is_in_the_way(sign_in: SignIn, asked: Settings) -> None:
    asked.HOMEWARD_SECOND_FACTOR_FROM = TODAY + timedelta(days=1)
    assertContains(sign_in("pc-01").get("/today/"), "From Mon, Nov 23, 2026 on your agency asks a second factor")
    asked.HOMEWARD_SECOND_FACTOR_FROM = TODAY
    assert sign_in("pc-01").get("/today/")["Location"] == SETTING_UP


def test_whoever_comes_by_the_provider_is_let_in_by_the_provider(sign_in: SignIn, asked: Settings) -> None:
    client = sign_in("pc-01")
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": 1.0}]
    session.save()
    assert client.get("/today/").status_code == 200


def test_a_role_that_there_is_not_stops_the_start(settings: Settings) -> None:
    settings.HOMEWARD_SECOND_FACTOR = ["boss"]
    with pytest.raises(SettingError, match="there is no role boss"):
        Workforce.create("homeward.workforce").ready()
