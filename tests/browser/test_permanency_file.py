"""A supervisor puts a hearing off, and records a move with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from homeward.casefile.models import Child
from homeward.workforce.models import Person
from tests.browser.at_work import sign_in
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("cast")]


def nevaeh() -> Child:
    """Her second hearing was put off once."""
    return Child.objects.get(external_id="nevaeh-lindqvist")


def supervisor(visitor: Visitor) -> None:
    sign_in(visitor, Person.objects.get(external_id="sup-01"))


@pytest.mark.windows("wide", "narrow, without script")
def test_a_supervisor_puts_a_hearing_off_and_sees_the_dates_move(visitor: Visitor) -> None:
    supervisor(visitor)
    page = visitor.page
    visitor.opens(f"/children/{nevaeh().pk}/court/")
    page.get_by_role("link", name="Put it off, or set another day").click()
    page.get_by_label("The new day").fill("Jan 14, 2027")
    visitor.presses("See what it moves")
    expect(page.get_by_role("alert")).to_contain_text("Say why the day is another one.")
    page.get_by_text("The calendar of the court").click()
    visitor.presses("See what it moves")
    expect(page.get_by_text("This moves 2 dates.")).to_be_visible()
    visitor.presses("Save")
    expect(page.get_by_role("heading", name="2 dates moved")).to_be_visible()
    visitor.opens(f"/children/{nevaeh().pk}/court/")
    expect(page.get_by_text("Set for Thu, Jan 14, 2027")).to_be_visible()
    expect(page.get_by_text("put off: the calendar of the court")).to_be_visible()


def test_a_move_is_recorded_with_the_keyboard_alone(visitor: Visitor) -> None:
    supervisor(visitor)
    page = visitor.page
    visitor.opens(f"/children/{nevaeh().pk}/placements/move/")
    page.get_by_label("Today").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Relative")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Relative home from Sun, Nov 22, 2026.")).to_be_visible()
    page.keyboard.press("Tab")
    visitor.presses("Save")
    expect(page.get_by_role("status")).to_contain_text("The move is saved.")
