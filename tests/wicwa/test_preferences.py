"""The worksheet of placement preferences: in order, with proof, the tribe's own order before that of the Act."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.casefile.models import Child, Placement
from homeward.wicwa.models import ExpertWitness, GoodCause, PlacementSearch, PreferenceOrder
from homeward.wicwa.picture import worksheets
from homeward.wicwa.preference import Level, Worksheet, lacking_of
from homeward.wicwa.wording import wording_on
from homeward.workforce.models import Tribe
from tests.cast_county import TODAY
from tests.obligations.opened import opened
from tests.wicwa.conftest import Write

pytestmark = pytest.mark.django_db


def search(result: str, candidate: str = "", evidence: str = "A letter", on: date = TODAY) -> PlacementSearch:
    return PlacementSearch(result=result, candidate=candidate, evidence=evidence, on=on, level="foster-x")


def level(*searches: PlacementSearch, number: int = 1) -> Level:
    return Level(number, "foster-x", "Extended family", searches)


@pytest.mark.parametrize(
    ("searches", "state"),
    [
        ((), "Not looked at"),
        ((search("asked", "Aunt"),), "Somebody has not answered yet"),
        ((search("declined", "Aunt"),), "Not closed: say when nobody else is found"),
        ((search("nobody"), search("declined", "Aunt")), "Exhausted, with proof"),
        ((search("nobody"), search("declined", "Aunt", evidence="")), "Exhausted, proof missing"),
        ((search("nobody"), search("declined", "Aunt"), search("asked", "aunt")), "Exhausted, with proof"),
        ((search("placed", "Aunt"), search("declined", "Uncle")), "The child lives here"),
    ],
)
def test_a_level_is_exhausted_when_nobody_is_left_and_each_answer_has_its_proof(
    searches: tuple[PlacementSearch, ...], state: str
) -> None:
    assert level(*searches).state == state


def test_a_level_passed_over_without_proof_is_named() -> None:
    levels = [
        level(search("nobody"), number=1),
        level(search("declined", "Aunt"), number=2),
        level(search("placed", "The Bakers"), number=3),
    ]
    assert [one.number for one in Worksheet("Home", "Foster", None, levels).passed_over] == [2]


def test_the_page_shows_each_level_with_who_was_asked(client_of_worker: Client, aiyana: Child) -> None:
    page = client_of_worker.get(reverse("wicwa", args=(aiyana.pk,)))
    for said in ("May Rivers", "The child lives here", "Need not be looked at", "order of the Act"):
        assertContains(page, said)


def test_a_tribes_own_order_takes_the_place_of_the_acts(aiyana: Child, tribe: Tribe, write: Write) -> None:
    own = {"order": "foster", "levels": "Clan\n\n Any home of the tribe ", "document": "Resolution 12-04"}
    write(PreferenceOrder, aiyana, tribe=tribe, **own)
    (sheet,) = worksheets(aiyana, wording_on(TODAY), TODAY)
    assert sheet.of_tribe
    assert sheet.of_tribe.tribe == tribe
    says = [one.says for one in sheet.levels]
    assert says == ["Clan", "Any home of the tribe", "A level of an earlier order"]


def test_a_search_is_recorded_for_a_level_and_needs_a_home_unless_there_is_nobody(
    client_of_worker: Client, aiyana: Child
) -> None:
    at = reverse("record_wicwa", args=(aiyana.pk, "search"))
    typed = {"level": "foster-tribes_home", "result": "asked"}
    page = client_of_worker.post(at, opened(client_of_worker, at, **typed, step="save"))
    assertContains(page, "Write whose home it is.", count=2)
    sent = opened(client_of_worker, at, **typed | {"result": "nobody"}, evidence="List of the tribe", step="save")
    assert client_of_worker.post(at, sent).status_code == 302
    assert PlacementSearch.objects.of(aiyana.pk)[0].placement is None
    assertContains(client_of_worker.get(reverse("wicwa", args=(aiyana.pk,))), "The next placement")


def test_good_cause_keeps_the_words_of_its_ground(client_of_worker: Client, aiyana: Child) -> None:
    at = reverse("record_wicwa", args=(aiyana.pk, "good-cause"))
    typed = {"ground": "request", "requested_by": "Her mother", "statement": "She asks.", "finding": "pending"}
    assert client_of_worker.post(at, opened(client_of_worker, at, **typed, step="save")).status_code == 302
    assert GoodCause.objects.of(aiyana.pk)[0].ground_words == wording_on(TODAY).grounds["request"]


def test_good_cause_says_of_which_placement_and_when_the_court_decided(client_of_worker: Client, aiyana: Child) -> None:
    at = reverse("record_wicwa", args=(aiyana.pk, "good-cause"))
    home = Placement.objects.current().filter(child=aiyana).latest("started_on")
    typed = {"placement": str(home.pk), "ground": "request", "requested_by": "Her mother", "statement": "She asks."}
    page = client_of_worker.post(at, opened(client_of_worker, at, **typed, finding="found", step="save"))
    assertContains(page, "Write the day on which the court decided.", count=2)
    page = client_of_worker.post(
        at, opened(client_of_worker, at, **typed, finding="pending", found_on="Nov 20, 2026", step="save")
    )
    assertContains(page, "leave this empty, or say what it found", count=2)
    sent = opened(client_of_worker, at, **typed, finding="found", found_on="Nov 20, 2026", step="save")
    assert client_of_worker.post(at, sent).status_code == 302
    page = client_of_worker.get(reverse("wicwa", args=(aiyana.pk,)))
    assertContains(page, "The court found good cause, Fri, Nov 20, 2026")


def test_what_a_statement_of_good_cause_lacks_is_said(client_of_worker: Client, aiyana: Child, write: Write) -> None:
    needs = {"ground": "extraordinary_needs", "ground_words": "Needs", "requested_by": "The county", "statement": "So"}
    cause = write(GoodCause, aiyana, finding="pending", **needs)
    every = "Good cause of Sun, Nov 22, 2026: evidence, the court's finding, an expert's testimony"
    assert lacking_of([cause], []) == [every]
    assertContains(client_of_worker.get(reverse("wicwa", args=(aiyana.pk,))), "evidence, the court&#x27;s finding")
    said: dict[str, Any] = {"name": "Ruth Stillwater", "qualified": "An elder", "about": "Her needs"}
    witness = write(ExpertWitness, aiyana, testimony="She needs care.", testified_on=TODAY, **said)
    cause.evidence, cause.finding = "Report of the clinic", "found"
    assert lacking_of([cause], [witness]) == []


def test_testimony_has_its_day(client_of_worker: Client, aiyana: Child) -> None:
    at = reverse("record_wicwa", args=(aiyana.pk, "witness"))
    said = {"name": "Ruth Stillwater", "qualified": "An elder", "about": "Harm", "proceeding": "Hearing of Dec 1"}
    page = client_of_worker.post(at, opened(client_of_worker, at, **said, testimony="Yes.", step="save"))
    assertContains(page, "Write the day on which it was given.", count=2)
    page = client_of_worker.post(at, opened(client_of_worker, at, **said, testified_on="Nov 20, 2026", step="save"))
    assertContains(page, "Write what was said, or leave the day empty.", count=2)
    sent = opened(client_of_worker, at, **said, testimony="Yes.", testified_on="Nov 20, 2026", step="save")
    assert client_of_worker.post(at, sent).status_code == 302
    assertContains(client_of_worker.get(reverse("wicwa", args=(aiyana.pk,))), "Hearing of Dec 1")


def test_an_expert_witness_is_recorded_and_corrected(client_of_worker: Client, aiyana: Child, write: Write) -> None:
    said: dict[str, Any] = {"name": "Ruth Stillwater", "qualified": "An elder of the tribe", "about": "Serious harm"}
    wrong = write(ExpertWitness, aiyana, **said)
    at = reverse("correct_wicwa", args=(aiyana.pk, "witness", wrong.pk))
    sent = opened(client_of_worker, at, **said | {"name": "Ruth Still"}, why="Misspelled", step="save")
    assert client_of_worker.post(at, sent).status_code == 302
    assert [one.name for one in ExpertWitness.objects.of(aiyana.pk)] == ["Ruth Still"]
