"""What a tribe told in confidence, and what its guest does not read: on pages, in search, lists, papers and feeds."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from homeward.casefile.models import Child, TribalAffiliation
from homeward.documents.papers import PAPERS
from homeward.obligations.enter import keep
from homeward.permanency.consultations.steps import children_of
from homeward.roundtables.invitations.feed import make_feed
from homeward.wicwa.actions import OWNERS, evaluate, record_status
from homeward.wicwa.models import (
    ActiveEffort,
    PlacementSearch,
    TribalInquiry,
    TribalInvitation,
    TribalNotice,
    TribeNote,
)
from homeward.wicwa.wording import wording_on
from homeward.workforce.models import Tribe
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.coverage.situation import in_care
from tests.permanency.consultations.meetings import completed
from tests.roundtables.arranged import convened
from tests.website.test_every_address import patterns

pytestmark = pytest.mark.django_db

NOTE, THEIRS = "a naming ceremony in spring", "the other council meets on Friday"
ASKED, HOME, NOTICE, INVITED = "my mother is enrolled", "Cousin Ada of Keshena", "the other hearing", "the other circle"
CLOSED_TO_GUESTS = (ASKED, HOME)
OF_ANOTHER_TRIBE = (THEIRS, NOTICE, INVITED)


@pytest.fixture
def child() -> Child:
    """Of two tribes, each of which told something in confidence; the guest is of the first one."""
    child, mine = in_care(14, rating="poor"), Tribe.objects.get()
    other = Tribe.objects.create(name="Lakeshore Nation")
    sent: dict[str, Any] = {"child": child, "on": TODAY, "by": person("ocm-001"), "today": TODAY}
    for tribe in (mine, other):
        record_status(tribe=tribe, status="verified", how_known="A letter", token=uuid4(), **sent)

    def written(model: Any, **said: Any) -> None:
        keep(model, OWNERS, token=uuid4(), **sent, **said)

    written(TribeNote, tribe=mine, text=NOTE)
    written(TribeNote, tribe=other, text=THEIRS)
    written(TribalInquiry, asked="Her mother", answer="possible", tribe=mine, words=ASKED)
    written(TribalNotice, tribe=other, proceeding=NOTICE, sent_to="The clerk", means="Mail")
    written(TribalInvitation, tribe=other, to_what=INVITED, invited="The director")
    home = {"placement": child.placements.get(), "candidate": HOME, "result": "declined", "evidence": "Her letter"}
    written(PlacementSearch, level="foster-extended_family", **home)
    for activity in wording_on(TODAY).activities:
        written(ActiveEffort, activity=activity.code, state="done", explanation="It was done.")
    evaluate(placement="follows", statement="With her aunt.", next_steps="", **sent)
    return child


NAMES = sorted({str(one.name) for one in patterns() if list(one.pattern.converters) == ["child_id"]})


def everything(client: Client, child: Child) -> dict[str, str]:
    """Every page about the child alone, by its name."""
    answers = {name: client.get(reverse(name, args=(child.pk,))) for name in NAMES}
    return {name: one.getvalue().decode() for name, one in answers.items() if one.status_code == 200}


@pytest.mark.parametrize(
    ("who", "reads"),
    [("ocm-001", {NOTE, THEIRS}), ("sup-01", {NOTE, THEIRS}), ("pc-01", set()), ("qa-01", set()), ("guest-01", {NOTE})],
)
def test_what_a_tribe_told_stands_on_one_page_for_the_few_who_read_it(
    sign_in: SignIn, child: Child, who: str, reads: set[str]
) -> None:
    pages = everything(sign_in(who), child)
    assert {"wicwa", "child", "court", "concurrent_planning", "history"} <= set(pages)
    assert {text for text in (NOTE, THEIRS) if text in pages["wicwa"]} == reads
    del pages["wicwa"]
    assert [name for name, page in pages.items() if NOTE in page or THEIRS in page] == []


def test_a_tribes_guest_reads_nowhere_who_was_asked_which_homes_were_looked_at_nor_of_another_tribe(
    sign_in: SignIn, child: Child
) -> None:
    keeper = "".join(everything(sign_in("ocm-001"), child).values())
    assert [text for text in (*CLOSED_TO_GUESTS, *OF_ANOTHER_TRIBE) if text not in keeper] == []
    pages = everything(sign_in("guest-01"), child)
    shown = {
        name: [text for text in (*CLOSED_TO_GUESTS, *OF_ANOTHER_TRIBE) if text in page] for name, page in pages.items()
    }
    assert {name: texts for name, texts in shown.items() if texts} == {}
    assert [name for name, page in pages.items() if "Lakeshore Nation" in page] == []


def test_a_guest_of_no_tribe_of_the_child_finds_nothing(sign_in: SignIn, child: Child) -> None:
    TribalAffiliation.objects.filter(child=child, tribe__name="Lakeshore Nation").delete()
    guest = person("guest-01")
    guest.tribe = Tribe.objects.get(name="Lakeshore Nation")
    guest.save(update_fields=["tribe"])
    assert everything(sign_in("guest-01"), child) == {}


@pytest.mark.parametrize("who", ["ocm-001", "guest-01"])
def test_search_and_lists_hold_nothing_of_it(sign_in: SignIn, child: Child, who: str) -> None:
    client = sign_in(who)
    for sought in ("naming ceremony", "Keshena", "Lakeshore"):
        found = client.post(reverse("search"), {"sought": sought}).content.decode()
        assert "Lovelace" not in found
    for export in ("children_export", "due_export"):
        answer = client.get(reverse(export))
        rows = answer.getvalue().decode() if answer.status_code == 200 else ""
        assert [text for text in (NOTE, THEIRS, *CLOSED_TO_GUESTS) if text in rows] == []


def test_papers_hold_nothing_of_it(sign_in: SignIn, child: Child) -> None:
    one = completed(child)
    for code, (_, made) in PAPERS.items():
        assert not set_of(str(made(one, children_of(one), child)))
        answer = sign_in("ocm-001").get(reverse("consultation_word", args=(child.pk, one.pk, code)))
        assert not set_of("\n".join(line.text for line in Document(BytesIO(answer.getvalue())).paragraphs))
        assert sign_in("ocm-001").get(reverse("consultation_pdf", args=(child.pk, one.pk, code))).status_code == 200
    page = sign_in("ocm-001").get(reverse("consultation_text", args=(child.pk, one.pk)))
    assert not set_of(page.content.decode())


def set_of(text: str) -> set[str]:
    """What stands in a text and should not."""
    return {one for one in (NOTE, THEIRS, ASKED, HOME) if one in text}


def test_the_printed_statement_holds_no_note_and_no_guest_opens_it(sign_in: SignIn, child: Child) -> None:
    event = child.events.get(kind="active_efforts_evaluated")
    at = reverse("wicwa_evaluation", args=(child.pk, event.pk))
    page = sign_in("ocm-001").get(at).content.decode()
    assert NOTE not in page
    assert THEIRS not in page
    assert sign_in("guest-01").get(at).status_code == 403


def test_a_calendar_holds_no_name_of_child_or_tribe(child: Child) -> None:
    convened(child)
    feed = Client().get(reverse("calendar_feed", args=(make_feed(person=person("ocm-001")),))).content.decode()
    assert "BEGIN:VEVENT" in feed
    assert [text for text in ("Lovelace", "Ada", str(child.pk), "Lakeshore") if text in feed] == []
