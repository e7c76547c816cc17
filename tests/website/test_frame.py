import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertNotContains

from homeward.website import errors
from homeward.website.frame import address_of, navigation

PUBLIC = ("/", "/policy/", "/policy/facts/", "/policy/open-questions/", "/try-dates/")


@pytest.mark.parametrize("address", PUBLIC)
def test_every_page_has_a_way_past_the_frame_one_heading_and_the_footer(client: Client, address: str) -> None:
    page = client.get(address)
    assertContains(page, '<a class="usa-skipnav" href="#main-content">')
    assertContains(page, "<h1", count=1)
    assertContains(page, "Homeward shows dates, sources and open questions; people decide.")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_strict_policy_says_what_a_browser_may_do(client: Client, address: str) -> None:
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
    assert "data:" not in policy


@pytest.mark.parametrize("address", PUBLIC)
def test_no_page_has_style_or_script_within(client: Client, address: str) -> None:
    for part in (" style=", "<style", "<script>", " onclick="):
        assertNotContains(client.get(address), part)


def test_the_navigation_shows_only_what_exists_and_may_be_used() -> None:
    public = [entry["word"] for entry in navigation("/", signed_in=False)]
    assert public == ["Policy", "Try dates"]
    assert address_of("no_such_page") == ""


def test_the_navigation_says_where_one_is(client: Client) -> None:
    assertContains(client.get("/policy/facts/"), '<a href="/policy/" aria-current="page">Policy</a>', html=True)


def test_the_agency_has_its_name_on_every_page(client: Client, settings: Settings) -> None:
    settings.HOMEWARD_AGENCY = "Lake County"
    assertContains(client.get("/"), ">Lake County</a>")


def test_the_demonstration_says_that_it_is_one(client: Client, settings: Settings) -> None:
    assertNotContains(client.get("/policy/"), "demo-banner")
    settings.HOMEWARD_DEMO = True
    assertContains(client.get("/policy/"), "Everybody here is made up.")


def test_a_page_that_is_not_there_says_so_kindly(client: Client) -> None:
    assertContains(client.get("/nowhere/"), "This page is not here", status_code=404)


def test_a_form_without_its_token_is_explained() -> None:
    page = Client(enforce_csrf_checks=True).post("/try-dates/", {"removed_on": "1/1/2025"})
    assertContains(page, "This form has lain open for too long", status_code=403)


def test_our_own_failures_are_told_without_their_insides(rf: RequestFactory) -> None:
    page: HttpResponse = errors.failed(rf.get("/"))
    assertContains(page, "Something went wrong here", status_code=500)


def test_the_server_says_that_it_is_alive_and_whether_it_can_work(client: Client, db: None) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ready\n"


def test_a_server_with_a_manual_that_can_not_be_read_is_not_ready(client: Client, db: None, settings: Settings) -> None:
    from homeward.website.policy_in_force import manual_with

    manual_with.cache_clear()
    settings.HOMEWARD_MANUAL = "nowhere"
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_browsers_find_an_icon(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/website/favicon.svg"


def test_every_address_has_a_name_or_belongs_to_the_sign_in() -> None:
    ours = [one for one in get_resolver().url_patterns if hasattr(one, "name")]
    assert all(one.name for one in ours)
