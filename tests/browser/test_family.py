"""After a move a case manager turns to the family: ten people, from the first name to the answer to a letter."""

import re
from typing import Final

import pytest
from playwright.sync_api import expect

from homeward.casefile.models import Child
from homeward.family.models import Relative
from homeward.workforce.models import Person
from tests.browser.at_work import can_be_used, sign_in
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("cast")]

HIDDEN: Final = "7 Hiding Road"
NAMED: Final = (
    ("Mother", "Nora", "414-555-0161"),
    ("Mother's mother", "Ada", "414-555-0162"),
    ("Mother's sister", "Rosa", "414-555-0163"),
    ("Mother's brother", "Luca", "414-555-0164"),
    ("Mother's aunt", "Bruna", "414-555-0165"),
    ("Father's mother", "Teresa", "414-555-0166"),
    ("Father's brother", "Aldo", "414-555-0167"),
    ("Mentor: coach, teacher, neighbor", "Delia", "414-555-0168"),
    ("Cousin on the mother's side", "Mia", ""),
    ("Alleged father", "Rick", ""),
)
"""Who it is, the name, and a number where one is known: by it eight of them are called."""


def at(page: str) -> str:
    return f"/children/{Child.objects.get(external_id='nevaeh-lindqvist').pk}/{page}"


def of(name: str) -> str:
    """The page of one of the family."""
    return at(f"family/{Relative.objects.get(first_name=name, last_name='Lindqvist').pk}/")


def move(visitor: Visitor) -> None:
    visitor.opens(at("placements/move/"))
    visitor.page.get_by_label("Where the child lives from then on").select_option(label="Relative home")
    visitor.presses("See what it moves")
    visitor.presses("Save")


def name_them(visitor: Visitor) -> None:
    page = visitor.page
    for relation, name, phone in NAMED:
        visitor.opens(at("family/add/"))
        page.get_by_label("Who is it?").select_option(label=relation)
        page.get_by_label("First name").fill(name)
        page.get_by_label("Last name").fill("Lindqvist")
        page.get_by_label("Phone").fill(phone)
        page.get_by_label("Postal address").fill(HIDDEN if name == "Rick" else "")
        visitor.presses("Save")
        expect(page.get_by_role("status")).to_contain_text("Added to the family.")


def flag(visitor: Visitor, name: str, what: str, why: str, because: str) -> None:
    visitor.opens(f"{of(name)}facts/")
    visitor.page.get_by_text(what, exact=True).click()
    visitor.page.get_by_label(why).fill(because)
    visitor.presses("Save")


def call(visitor: Visitor, name: str) -> None:
    page = visitor.page
    page.get_by_role("link", name=f"Contact with {name} Lindqvist").click()
    page.get_by_text("Reached", exact=True).click()
    page.get_by_label("Where this leaves it").select_option(label="Engaged")
    visitor.presses("Save")


def write_to_them(visitor: Visitor, names: list[str]) -> None:
    page = visitor.page
    page.get_by_role("link", name="Notices and letters").click()
    expect(page.get_by_role("checkbox", name=re.compile("Rick|Mia"))).to_have_count(0)
    page.get_by_role("link", name="letter in English to Ada Lindqvist").click()
    expect(page.get_by_role("article", name="Letter")).to_contain_text("Dear Ada Lindqvist,")
    page.go_back()
    for name in names:
        page.get_by_text(re.compile(f"^{name} Lindqvist, ")).last.click()
    visitor.presses("See what it moves")
    visitor.presses("Save")
    visitor.opens(of("Ada"))
    page.get_by_role("link", name="Record the answer").click()
    page.get_by_text("Wants to take part").click()
    visitor.presses("Save")
    expect(page.get_by_role("cell", name=re.compile("Wants to take part"))).to_be_visible()


def test_a_search_after_a_move_reaches_ten_relatives(visitor: Visitor) -> None:
    page, called = visitor.page, [name for _, name, phone in NAMED if phone]
    sign_in(visitor, Person.objects.get(external_id="ocm-001"))
    move(visitor)
    visitor.opens(at("family/"))
    expect(page.get_by_role("heading", name="Ask the family again")).to_be_visible()
    name_them(visitor)
    flag(visitor, "Rick", "Not safe for the child", "Why not safe", "A no-contact order")
    flag(visitor, "Mia", "Does not want to be contacted", "Who said so, and why", "She said so herself")
    visitor.opens(at("family/"))
    expect(page.get_by_text("8 people were found before; 0 of them were asked since.")).to_be_visible()
    for name in called:
        call(visitor, name)
    expect(page.get_by_role("heading", name="Ask the family again")).to_have_count(0)
    expect(page.get_by_text("8 (80%)")).to_be_visible()
    expect(page.get_by_text(HIDDEN)).to_have_count(0)
    write_to_them(visitor, called)
    visitor.opens(at("family/"))
    can_be_used(visitor)
    visitor.opens(of("Rick"))
    expect(page.get_by_text(HIDDEN)).to_be_visible()
    page.context.clear_cookies()
    sign_in(visitor, Person.objects.get(external_id="pc-01"))
    visitor.opens(of("Rick"))
    expect(page.get_by_text("Not shown, as Rick Lindqvist is not safe for the child.")).to_be_visible()
    expect(page.get_by_text(HIDDEN)).to_have_count(0)
