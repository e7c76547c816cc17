"""A session that ends loses nothing that was typed, gives it to nobody else, and is not kept alive by asking."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Event
from homeward.website import typed
from tests.casefile.staff import child_of, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

HERE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
KIND = "relative_search"
SENTENCE = "What you typed is kept in this page"


@pytest.fixture
def browser() -> Client:
    """A browser whose forms are checked as in earnest."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def address() -> str:
    return f"/children/{child_of().pk}/record/{KIND}/"


def signed_in(browser: Client, who: str) -> Client:
    """Signs in as the sign-in page does: with a new token for forms."""
    browser.force_login(person(who))
    browser.cookies.pop("csrftoken", None)
    return browser


def fields(page: Any, form: int = -1) -> dict[str, str]:
    """The hidden fields of a form of a page."""
    main = page.content.decode().split("<main")[1].split("</main")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main.split("<form")[form])
    return dict(found)


def filled_in(browser: Client, address: str) -> dict[str, str]:
    return fields(browser.get(address)) | {"when": "other", "on": "Nov 3, 2026", "step": "save"}


def sent(browser: Client, address: str, typed: dict[str, str], **headers: str) -> Any:
    return browser.post(address, typed, headers={**HERE, **headers})


def session_over() -> None:
    Session.objects.all().delete()


def test_what_was_typed_is_sent_after_a_new_sign_in_of_the_same_person(browser: Client, address: str) -> None:
    typed_in = filled_in(signed_in(browser, "ocm-001"), address)
    session_over()
    kept = sent(browser, address, typed_in)
    assertContains(kept, SENTENCE, status_code=403)
    assert "no-store" in kept["Cache-Control"]
    signed_in(browser, "ocm-001")
    ready = sent(browser, address, fields(kept))
    assertContains(ready, "Send it now", status_code=403)
    saved = sent(browser, address, fields(ready))
    assert saved.status_code == 302
    assert Event.objects.get(token=typed_in["token"]).recorded_by == person("ocm-001")


def test_a_form_with_the_token_of_an_earlier_session_is_one_press_away(browser: Client, address: str) -> None:
    typed_in = filled_in(signed_in(browser, "ocm-001"), address)
    signed_in(browser, "ocm-001")
    ready = sent(browser, address, typed_in)
    assertContains(ready, "Send it now", status_code=403)
    assert not Event.objects.filter(token=typed_in["token"]).exists()
    assert sent(browser, address, fields(ready)).status_code == 302


def test_nobody_else_can_send_what_was_typed(browser: Client, address: str) -> None:
    typed_in = filled_in(signed_in(browser, "ocm-001"), address)
    session_over()
    kept = fields(sent(browser, address, typed_in))
    signed_in(browser, "sup-01")
    refused = sent(browser, address, kept)
    assertContains(refused, "Somebody else is signed in now", status_code=403)
    assertNotContains(refused, "Nov 3, 2026", status_code=403)
    assert not Event.objects.filter(token=typed_in["token"]).exists()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
     {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
def test_a_form_from_elsewhere_is_never_kept(browser: Client, address: str, headers: dict[str, str]) -> None:
    typed_in = filled_in(signed_in(browser, "ocm-001"), address)
    signed_in(browser, "ocm-001")
    assertNotContains(sent(browser, address, typed_in, **headers), "Nov 3, 2026", status_code=403)


def test_a_browser_that_does_not_say_where_the_form_is_from_is_not_believed(browser: Client, address: str) -> None:
    typed_in = filled_in(signed_in(browser, "ocm-001"), address)
    signed_in(browser, "ocm-001")
    assertNotContains(browser.post(address, typed_in), "Nov 3, 2026", status_code=403)


def forged(value: str) -> str:
    return value.replace(str(person("ocm-001").pk), str(person("sup-01").pk))


@pytest.mark.parametrize("changed", [forged, lambda value: "", lambda value: value[:-1]], ids=["forged", "none", "cut"])
def test_a_form_that_does_not_say_who_filled_it_in_is_not_kept(
    browser: Client, address: str, changed: Callable[[str], str]
) -> None:
    typed_in = filled_in(signed_in(browser, "ocm-001"), address)
    typed_in[typed.AUTHOR] = changed(typed_in[typed.AUTHOR])
    signed_in(browser, "sup-01")
    assertNotContains(sent(browser, address, typed_in), "Nov 3, 2026", status_code=403)


def test_a_password_is_never_kept(browser: Client, address: str) -> None:
    page = signed_in(browser, "ocm-001").get("/account/password/change/")
    page = page if page.status_code == 200 else browser.get("/account/password/set/")
    typed_in = {**fields(page), "oldpassword": "secret word", "password1": "secret word"}
    signed_in(browser, "ocm-001")
    answer = sent(browser, page.request["PATH_INFO"], typed_in)
    assertNotContains(answer, "secret word", status_code=403)
    elsewhere = sent(
        browser, address, filled_in(browser, address) | {"Password": "secret word", "csrfmiddlewaretoken": "x"}
    )
    assertNotContains(elsewhere, "secret word", status_code=403)


def test_a_file_is_said_to_be_chosen_anew(browser: Client, address: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    typed_in = filled_in(signed_in(browser, "ocm-001"), address)
    session_over()
    given = {**typed_in, "paper": SimpleUploadedFile("plan.txt", b"A plan")}
    assertContains(browser.post(address, given, headers=HERE), "Choose your files anew", status_code=403)


def test_asking_how_long_the_session_lasts_does_not_make_it_longer(browser: Client) -> None:
    signed_in(browser, "ocm-001")
    soon = timezone.now() + timedelta(seconds=90)
    Session.objects.update(expire_date=soon)
    told = browser.get("/session/").json()
    assert (told["signed_in"], told["person"]) == (True, str(person("ocm-001").pk))
    assert 80 <= told["seconds_left"] <= 90
    assert Session.objects.get().expire_date == soon


def test_staying_makes_the_session_last(browser: Client, address: str) -> None:
    token = fields(signed_in(browser, "ocm-001").get(address))["csrfmiddlewaretoken"]
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=90))
    assert browser.post("/session/stay/").status_code == 403
    assert browser.post("/session/stay/", headers={"X-CSRFToken": token}).json()["seconds_left"] == 1800
    assert Session.objects.get().expire_date > timezone.now() + timedelta(minutes=29)


def test_without_a_session_nothing_is_told(client: Client) -> None:
    for answer in (client.get("/session/"), client.post("/session/stay/")):
        assert answer.json() == {"signed_in": False}
        assert "no-store" in answer["Cache-Control"]


def test_a_sign_in_beside_says_to_go_back(client: Client) -> None:
    assertContains(client.get("/session/again/"), "You are not signed in")
    client.force_login(person("ocm-001"))
    assertContains(client.get("/session/again/"), "go back to the one you came from")


def test_the_warning_stands_on_pages_of_those_who_are_signed_in(client: Client) -> None:
    assertNotContains(client.get("/"), "session-ending")
    client.force_login(person("ocm-001"))
    assertContains(client.get("/today/"), 'data-seconds="1800"')


def test_a_page_that_is_read_soon_after_another_writes_no_session(client: Client) -> None:
    client.force_login(person("ocm-001"))
    client.get("/policy/")
    ends_at = Session.objects.get().expire_date
    with CaptureQueriesContext(connection) as asked:
        client.get("/policy/")
    assert not [query for query in asked if "UPDATE" in query["sql"]]
    assert Session.objects.get().expire_date == ends_at
