"""Where somebody hides, or is not safe, stands on no other page, in no list taken out, in no audit, in no e-mail."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.family.actions import add_contact_point, add_note, change_relative
from homeward.family.models import Relative
from homeward.family.searching import record_contact, record_lead, record_screening, send_notices
from homeward.family.together import plan_interaction, record_visit
from homeward.website.frame import OF_A_CHILD
from tests.cast_county import TODAY, SignIn
from tests.family.kin import add, child, keeper_of, seen_by, sent

pytestmark = pytest.mark.django_db

PARENT_AT, UNSAFE_AT, PHONE = "40 Shelter Street", "7 Hiding Road", "414-555-0177"
WHY, SPOKE, CHECKED, TOLD, CELLAR = (
    "He hit her",
    "He asks where she is",
    "An old matter",
    "He follows her",
    "His cellar",
)
SECRET = {PARENT_AT, UNSAFE_AT, PHONE, WHY, SPOKE, CHECKED, TOLD, CELLAR}
OWN = "12 Birch Lane"


def reach(of: Child, relative: Relative, kind: str, value: str, *, hides: bool = False) -> None:
    said = {"kind": kind, "value": value, "source": "parent", "is_confidential": hides, "on": TODAY}
    add_contact_point(child=of, relative=relative, said=said, sent=sent(of=of))


@pytest.fixture
def hazel() -> Child:
    """A mother who hides, a father who is not safe, and a grandmother to whom a letter goes."""
    found = child()
    dana, rick = add(found, "mother", "Dana Rivers"), add(found, "father", "Rick Stone")
    june = add(found, "mothers_mother", "June Rivers")
    reach(found, dana, "address", PARENT_AT, hides=True)
    reach(found, dana, "phone", PHONE, hides=True)
    reach(found, rick, "address", UNSAFE_AT)
    reach(found, june, "address", OWN)
    said = {"how": "phone", "outcome": "reached", "result": SPOKE}
    record_contact(child=found, relative=rick, on=TODAY, said=said, rung="", sent=sent(of=found))
    unsafe = {"rung": "unsafe", "note": WHY}
    record_lead(child=found, relative=rick, on=TODAY, said=unsafe, sent=sent(of=found))
    check = {"on": TODAY, "what": "check_bars", "note": CHECKED}
    record_screening(child=found, relative=rick, said=check, sent=sent(of=found))
    note = {"text": TOLD, "for_whom": "team", "on": TODAY}
    add_note(child=found, relative=rick, said=note, sent=sent(of=found))
    plan = {"on": TODAY, "how_often": "Weekly", "place": CELLAR, "supervision": "none"}
    plan_interaction(child=found, relative=rick, said=plan, sent=sent(of=found))
    record_visit(child=found, relative=rick, said={"on": TODAY, "came": "held", "note": TOLD}, sent=sent(of=found))
    send_notices(
        child=found, relatives=[june], on=TODAY, said={"method": "mail", "language": "en"}, sent=sent(of=found)
    )
    return found


def addresses(of: Child, who: str) -> Iterator[str]:
    """Everything about a child that somebody may open, from the tabs to each relative, and the lists of children."""
    yield from (reverse(names[0], args=(of.pk,)) for _, names in OF_A_CHILD)
    yield from (reverse(name, args=(of.pk,)) for name in ("genogram", "ecomap", "family_interaction"))
    yield from (reverse("relative", args=(of.pk, one.relative.pk)) for one in seen_by(who, of).members)
    yield from (reverse(name) for name in ("today", "children", "due", "children_export", "due_export"))


@pytest.mark.parametrize("who", ["pc", "qa-01", "admin-01", "guest-01"])
def test_no_page_and_no_list_shows_it_to_whoever_only_reads(
    sign_in: SignIn, hazel: Child, who: str, mailoutbox: list[EmailMessage]
) -> None:
    name = f"pc-0{keeper_of(hazel)[-1]}" if who == "pc" else who
    client = sign_in(name)
    for at in addresses(hazel, name):
        answer = client.get(at)
        parts = answer.streaming_content if answer.streaming else [answer.content]  # type: ignore[attr-defined]
        shown = b"".join(parts).decode()
        assert not {one for one in SECRET if one in shown}, at
    assert mailoutbox == []


def test_the_case_manager_reads_all_of_it_on_the_pages_of_the_two(sign_in: SignIn, hazel: Child) -> None:
    client = sign_in(keeper_of(hazel))
    people = [one for one in seen_by(keeper_of(hazel), hazel).members if one.name in {"Dana Rivers", "Rick Stone"}]
    pages = [reverse("relative", args=(hazel.pk, one.relative.pk)) for one in people]
    pages.append(reverse("family_interaction", args=(hazel.pk,)))
    shown = "".join(client.get(at).content.decode() for at in pages)
    assert {one for one in SECRET if one in shown} == SECRET


@pytest.mark.parametrize("page", ["children_workbook", "due_workbook"])
def test_no_workbook_holds_it(sign_in: SignIn, hazel: Child, page: str) -> None:
    answer = sign_in(keeper_of(hazel)).get(reverse(page))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    cells = [str(cell) for row in load_workbook(BytesIO(content)).worksheets[0].values for cell in row]
    assert any("Hazel" in cell for cell in cells)
    assert not {one for one in {*SECRET, OWN, "Rick Stone"} if any(one in cell for cell in cells)}


def test_the_audit_notes_what_was_done_without_a_word_of_it(hazel: Child) -> None:
    entries = list(Entry.objects.about(hazel.pk))
    assert {"record_lead", "record_contact", "record_screening", "add_contact_point"} <= {one.verb for one in entries}
    said = " ".join(f"{one.target} {one.details}" for one in entries)
    assert not {one for one in {*SECRET, OWN, "Rick", "Stone", "Dana", "June"} if one in said}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_holds_the_address_of_whom_it_goes_to_and_no_other(
    sign_in: SignIn, hazel: Child, language: str
) -> None:
    june = next(one.relative for one in seen_by(keeper_of(hazel), hazel).members if one.name == "June Rivers")
    answer = sign_in(keeper_of(hazel)).get(reverse("relative_letter_word", args=(hazel.pk, june.pk, language)))
    said = "\n".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
    assert OWN in said
    assert not {one for one in {*SECRET, "Rick", "Dana", "Brandtner"} if one in said}


def test_a_letter_to_a_parent_who_hides_is_hers_alone_and_none_goes_to_the_other(sign_in: SignIn, hazel: Child) -> None:
    client, people = (
        sign_in(keeper_of(hazel)),
        {one.name: one.relative for one in seen_by(keeper_of(hazel), hazel).members},
    )
    got = {
        name: client.get(reverse(f"relative_letter_{ending}", args=(hazel.pk, people[name].pk, "en"))).status_code
        for name in ("Dana Rivers", "Rick Stone")
        for ending in ("pdf", "word")
    }
    assert got == {"Dana Rivers": 200, "Rick Stone": 404}


def test_a_flag_that_is_taken_away_is_taken_away_with_a_dated_entry(hazel: Child) -> None:
    rick = next(one.relative for one in seen_by(keeper_of(hazel), hazel).members if one.name == "Rick Stone")
    facts = {"first_name": "Rick", "last_name": "Stone", "is_unsafe": False, "unsafe_why": ""}
    change_relative(relative=rick, child=hazel, facts=facts, why="The order ended", sent=sent(of=hazel))
    columns = {one.column: (one.was, one.became) for one in rick.changes.filter(why="The order ended")}
    assert columns == {"is_unsafe": ("True", ""), "unsafe_why": (WHY, "")}
