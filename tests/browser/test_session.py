"""The end of a session in a browser: the warning, what was typed, and somebody else at the same machine."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django import Settings

from homeward.casefile.models import Event
from homeward.obligations.models import Obligation
from tests.browser.at_work import can_be_used, late_plan, sign_in
from tests.browser.visitor import Visitor
from tests.website.people import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("county")]

SECONDS = 8


def types(visitor: Visitor, late: Obligation) -> None:
    """Opens the form for a search for relatives and types a day."""
    visitor.opens(f"/children/{late.child_id}/record/relative_search/")
    visitor.page.get_by_text("Another day").click()
    visitor.page.get_by_label("Which day").fill("Nov 3, 2026")


def sign_in_beside(page: Page, email: str) -> None:
    """Signs in in the tab that the link opens."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    other = opened.value
    other.get_by_label("Email").fill(email)
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    expect(other.get_by_role("heading", name="You are signed in")).to_be_visible()
    other.close()


@pytest.mark.windows("wide", "narrow")
def test_the_warning_is_a_dialog_that_one_key_answers(visitor: Visitor, settings: Settings) -> None:
    settings.SESSION_COOKIE_AGE = SECONDS
    sign_in(visitor, late_plan().ongoing_case_manager)
    dialog = visitor.page.get_by_role("alertdialog", name="You will be signed out in")
    expect(dialog).to_be_visible()
    assert visitor.focused() == "session-stay"
    can_be_used(visitor)
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Shift+Tab")
    assert visitor.focused() == "session-stay"
    visitor.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    visitor.page.locator("#site-search").focus()
    expect(dialog).to_be_visible()
    visitor.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert visitor.focused() == "site-search", "whoever answered is where she was"


def test_typing_keeps_the_session(visitor: Visitor, settings: Settings) -> None:
    late = late_plan()
    sign_in(visitor, late.ongoing_case_manager)
    settings.SESSION_COOKIE_AGE = SECONDS
    types(visitor, late)
    field = visitor.page.get_by_label("Which day")
    for _ in range(8):
        visitor.page.wait_for_timeout(1200)
        field.press_sequentially(" ")
        expect(visitor.page.get_by_role("alertdialog")).to_be_hidden()


def test_what_was_typed_is_hidden_until_the_same_person_is_back_and_can_then_be_saved(
    visitor: Visitor, settings: Settings
) -> None:
    late, page = late_plan(), visitor.page
    sign_in(visitor, late.ongoing_case_manager)
    settings.SESSION_COOKIE_AGE = SECONDS
    types(visitor, late)
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible(timeout=20_000)
    expect(page.get_by_label("Which day")).to_be_hidden()
    assert str(late.child) not in page.title()
    can_be_used(visitor)
    settings.SESSION_COOKIE_AGE = 600
    assert late.ongoing_case_manager
    page.get_by_role("button", name="I have signed in: show the page").click()
    expect(page.get_by_text("You are not signed in yet.")).to_be_visible()
    sign_in_beside(page, str(late.ongoing_case_manager.email))
    page.get_by_role("button", name="I have signed in: show the page").click()
    expect(page.get_by_label("Which day")).to_have_value("Nov 3, 2026")
    visitor.presses("See what it moves")
    visitor.presses("Save")
    assert Event.objects.filter(child=late.child, kind="relative_search", on="2026-11-03").exists()


def test_somebody_else_finds_nothing_of_it(visitor: Visitor, settings: Settings) -> None:
    late, page = late_plan(), visitor.page
    sign_in(visitor, late.ongoing_case_manager)
    settings.SESSION_COOKIE_AGE = SECONDS
    types(visitor, late)
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible(timeout=20_000)
    settings.SESSION_COOKIE_AGE = 600
    assert late.supervisor
    late.supervisor.set_password(PASSWORD)
    late.supervisor.save()
    sign_in_beside(page, str(late.supervisor.email))
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_text("Somebody else has signed in since.")).to_be_visible()
    assert "Nov 3, 2026" not in page.content()
    assert str(late.child) not in page.content()


def test_where_nothing_was_typed_nothing_is_kept(visitor: Visitor, settings: Settings) -> None:
    settings.SESSION_COOKIE_AGE = SECONDS
    late = late_plan()
    sign_in(visitor, late.ongoing_case_manager)
    expect(visitor.page.get_by_text("Nothing had been typed in this page.")).to_be_visible(timeout=20_000)
    assert str(late.child) not in visitor.page.content()
    assert visitor.focused() == "session-ended-title"


@pytest.mark.windows("without script", "narrow, without script")
def test_without_script_a_form_sent_too_late_is_kept_and_sent_again(visitor: Visitor) -> None:
    late, page = late_plan(), visitor.page
    sign_in(visitor, late.ongoing_case_manager)
    types(visitor, late)
    Session.objects.all().delete()
    visitor.presses("See what it moves")
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible()
    assert late.ongoing_case_manager
    sign_in_beside(page, str(late.ongoing_case_manager.email))
    visitor.presses("I have signed in: send it again")
    visitor.presses("Send it now")
    visitor.presses("Save")
    assert Event.objects.filter(child=late.child, kind="relative_search", on="2026-11-03").exists()
    assert [error for error in visitor.errors if "403" not in error] == []
    visitor.errors.clear()
