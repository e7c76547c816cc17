"""What is kept from those who try: files that nobody asks for, values in the log, tries that start anew."""

from io import BytesIO
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as all_settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.administration.actions.people import change_person
from homeward.website.log_lines import WithoutValues
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db


def test_a_file_that_no_page_asks_for_is_not_written_down(client: Client, sign_in: SignIn) -> None:
    for one, at in ((client, "/account/login/"), (sign_in("ocm-001"), "/due/"), (sign_in("admin-01"), "/people/")):
        request = one.post(at, {"sent": BytesIO(b"much")}).wsgi_request
        assert (dict(request.FILES), request.had_files) == ({}, True)  # type: ignore[attr-defined]


def test_tries_to_sign_in_are_counted_once_for_all_processes() -> None:
    assert all_settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    cache.set("tries", 3)
    assert cache.get("tries") == 3


def test_an_error_stands_in_the_log_without_what_it_says() -> None:
    name, born = "Jasmine Doe", "2020-03-01"
    try:
        try:
            raise ValueError(name)
        except ValueError as first:
            raise KeyError(born) from first
    except KeyError as error:
        said = WithoutValues().formatException((type(error), error, error.__traceback__))
    assert "builtins.ValueError\nled to\n" in said
    assert "test_defences.py" in said
    assert not any(word in said for word in (name, born))


def test_with_another_address_the_providers_old_account_opens_no_door(the_day: None) -> None:
    someone, boss = person("ocm-001"), person("admin-01")
    SocialAccount.objects.create(user=someone, provider="agency", uid="old")
    same: dict[str, Any] = {"agency": someone.agency, "unit": someone.unit, "external_id": "ocm-001", "tribe": None}
    sent: dict[str, Any] = {"person": someone, "name": someone.name, "by": boss, "on": TODAY, **same}
    change_person(email=str(someone.email), **sent)
    assert SocialAccount.objects.filter(user=someone).exists()
    change_person(email="another@example.org", **sent)
    assert not SocialAccount.objects.filter(user=someone).exists()


def test_a_search_with_a_character_that_no_text_has_finds_nothing(sign_in: SignIn) -> None:
    for at in ("/search/", "/children/", "/people/"):
        assert sign_in("sup-01").post(at, {"sought": "a\0b"}).status_code == 200


def test_what_was_only_tried_is_not_said_to_be_saved(sign_in: SignIn) -> None:
    client, child = sign_in("ocm-001"), child_of()
    at = reverse("record_stage", args=(child.pk,))
    page = client.get(at).context["form"]
    sent = {"token": str(page["token"].value()), "version": page["version"].value(), "when": "today"}
    sent |= {"stage": page.fields["stage"].choices[0][0]}
    assert b"is saved" not in client.post(at, sent).content
    assertContains(client.post(at, {**sent, "step": "save"}, follow=True), "Stage of the permanency framework is saved")
