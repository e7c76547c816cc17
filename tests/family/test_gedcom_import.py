"""A family tree from elsewhere: read whole or not at all, looked through, and only who was chosen is recorded, once."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from homeward.audit.models import Entry
from homeward.casefile.models import Child, NamedPerson
from homeward.family.gedcom import gedcom_of
from homeward.family.models import Relative, RelativeNote, Tie
from homeward.family.tree_file import MOST_MEGABYTES, MOST_PEOPLE
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.family.kin import ELENA, SOFIA, add, child, keeper_of, own, page, seen_by, words_of

pytestmark = pytest.mark.django_db

HIDDEN = re.compile(r'name="(token|version|tree|anchor|anchor_is|take|same)" value="([^"]*)"')
CHOSEN = re.compile(r'<select name="((?:relation|of)_\d+)".*?</select>', re.DOTALL)
TREE = """0 HEAD
1 GEDC
2 VERS {version}
0 @I1@ INDI
1 NAME Carla /Brandtner/
1 SEX F
1 BIRT
2 DATE 12 MAR 1990
1 FAMC @F1@
1 FAMS @F2@
0 @I2@ INDI
1 NAME Rosa /Vitale/
1 SEX F
1 BIRT
2 DATE ABT 1985
1 FAMC @F1@
1 NOTE Owes money
0 @I3@ INDI
1 NAME Ada /Vitale/
1 SEX F
1 DEAT
2 DATE 2001
1 FAMS @F1@
0 @I4@ INDI
1 NAME Hazel /Brandtner/
1 SEX F
1 FAMC @F2@
0 @F1@ FAM
1 WIFE @I3@
1 CHIL @I1@
1 CHIL @I2@
0 @F2@ FAM
1 WIFE @I1@
1 CHIL @I4@
0 TRLR
"""
CARLA, ROSA, ADA, HAZEL = "1", "2", "3", "4"


@pytest.fixture
def hazel() -> Child:
    return child()


@pytest.fixture
def keeper(sign_in: SignIn, hazel: Child) -> Client:
    return sign_in(keeper_of(hazel))


def at(of: Child) -> str:
    return reverse("bring_in_tree", args=(of.pk,))


def upload(client: Client, of: Child, content: str | bytes = TREE.format(version="7.0")) -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(at(of), {"sent": SimpleUploadedFile("tree.ged", raw)})


def carried(answer: Any) -> dict[str, Any]:
    """What a page carries on: its hidden fields, and what is filled in."""
    text = answer.content.decode()
    found: dict[str, Any] = {}
    for line in re.findall(r'<input type="hidden"[^>]*>', text):
        for name, value in HIDDEN.findall(line):
            found.setdefault(name, []).append(value)
    for one in CHOSEN.finditer(text):
        found[one.group(1)] = re.findall(r'<option value="([^"]*)" selected', one.group(0))[:1] or [""]
    found["further"] = re.findall(r'name="further" value="(\d+)"[^>]*checked', text)
    return found


def tied(client: Client, of: Child, take: list[str], **said: Any) -> Any:
    """The page on which each who was chosen is tied."""
    return client.post(at(of), {**carried(upload(client, of)), "step": "ties", "take": take, **said})


def save(client: Client, of: Child, answer: Any, **said: Any) -> HttpResponse:
    sent = {**carried(answer), "asserted_by": "relative", "step": "save", **said}
    return client.post(at(of), sent)  # type: ignore[return-value]


def test_who_is_in_it_is_shown_and_nobody_is_ticked_or_saved(keeper: Client, hazel: Child) -> None:
    assertContains(keeper.get(reverse("family", args=(hazel.pk,))), at(hazel))
    answer = upload(keeper, hazel)
    text = answer.content.decode()
    assertContains(answer, "4 people are in this file")
    for said in ("About 1985", "2001", "Child of Ada Vitale", "Parent of Hazel Brandtner"):
        assert said in text
    assert (" checked" in text, "Owes money" in text) == (False, False)
    assert not words_of(hazel)


def test_only_those_who_were_chosen_are_recorded_with_what_the_file_says_ties_them(
    keeper: Client, hazel: Child
) -> None:
    answer = tied(keeper, hazel, [CARLA, ROSA], anchor=HAZEL, anchor_is="child")
    assertRedirects(save(keeper, hazel, answer), reverse("family", args=(hazel.pk,)))
    assert words_of(hazel) == {"Carla Brandtner": "mother", "Rosa Vitale": "maternal aunt"}
    carla = Relative.objects.get(recorded_for=hazel, first_name="Carla")
    assert (str(carla.birth_date), carla.gender) == ("1990-03-12", "female")
    assert Relative.objects.get(recorded_for=hazel, first_name="Rosa").born_about == 1985
    notes = RelativeNote.objects.filter(recorded_for=hazel)
    assert {one.text for one in notes} == {"Family tree brought in on Sun, Nov 22, 2026."}
    assert notes.count() == 2


def test_an_aunt_is_tied_through_a_mother_who_was_not_chosen_and_has_no_name(keeper: Client, hazel: Child) -> None:
    save(keeper, hazel, tied(keeper, hazel, [ROSA], anchor=HAZEL, anchor_is="child"))
    assert words_of(hazel) == {"Rosa Vitale": "maternal aunt"}


def test_what_the_file_does_not_tie_must_be_said(keeper: Client, hazel: Child) -> None:
    answer = tied(keeper, hazel, [ROSA])
    assertContains(answer, "The file proposes nothing")
    refused = save(keeper, hazel, answer)
    assertContains(refused, "Choose who Rosa Vitale is.")
    save(keeper, hazel, answer, **{"relation_2": "mentor", "of_2": "child"})
    assert words_of(hazel) == {"Rosa Vitale": "mentor"}


def test_who_may_be_known_already_stands_beside_and_ties_lead_on_from_there(keeper: Client, hazel: Child) -> None:
    carla = add(hazel, "mother", "Carla Brandtner")
    assertContains(upload(keeper, hazel), "The same person as Carla Brandtner, mother")
    save(keeper, hazel, tied(keeper, hazel, [ADA, ROSA], same=[f"{CARLA}={carla.pk}"]))
    assert words_of(hazel) == {
        "Carla Brandtner": "mother",
        "Ada Vitale": "maternal grandmother",
        "Rosa Vitale": "maternal aunt",
    }
    assert Tie.objects.filter(recorded_for=hazel, one__first_name="Ada").count() == 2
    assert not Tie.objects.filter(recorded_for=hazel, kind=Tie.Kind.SIBLING).exists()


def test_nobody_is_both_known_and_added(keeper: Client, hazel: Child) -> None:
    answer = tied(keeper, hazel, [HAZEL], anchor=HAZEL, anchor_is="child")
    assertContains(answer, "do not tick her or him to be added too")
    assertContains(tied(keeper, hazel, []), "Tick whoever belongs to the family")


def test_a_ring_of_people_tied_to_each_other_alone_is_refused_and_nothing_is_saved(
    keeper: Client, hazel: Child
) -> None:
    answer = tied(keeper, hazel, [CARLA, ROSA])
    ring = {"relation_1": "sister", "of_1": ROSA, "relation_2": "sister", "of_2": CARLA}
    assertContains(save(keeper, hazel, answer, **ring), "tied only to each other")
    assert not words_of(hazel)


def test_sent_twice_it_is_recorded_once_and_noted(keeper: Client, hazel: Child) -> None:
    answer = tied(keeper, hazel, [CARLA, ROSA], anchor=HAZEL, anchor_is="child")
    save(keeper, hazel, answer)
    before = Relative.objects.count(), Tie.objects.count(), Entry.objects.count()
    assert Entry.objects.about(hazel.pk)[0].verb == "bring_in_family_tree"
    assertRedirects(save(keeper, hazel, answer), reverse("family", args=(hazel.pk,)), fetch_redirect_response=False)
    assert (Relative.objects.count(), Tie.objects.count()) == before[:2]
    assert Entry.objects.filter(verb="bring_in_family_tree").count() == 1


def test_a_form_that_was_opened_before_somebody_else_saved_is_refused_and_can_be_sent_again(
    keeper: Client, hazel: Child
) -> None:
    answer = tied(keeper, hazel, [ROSA], anchor=HAZEL, anchor_is="child")
    add(hazel, "mentor", "Delia Bell")
    refused = save(keeper, hazel, answer)
    assert refused.status_code == 409
    save(keeper, hazel, refused)
    assert words_of(hazel) == {"Delia Bell": "mentor", "Rosa Vitale": "maternal aunt"}


def test_what_was_taken_out_for_one_child_is_brought_in_for_another(sign_in: SignIn, hazel: Child) -> None:
    mother = add(hazel, "mother", "Carla Brandtner", born_about=1990)
    add(hazel, "alleged_father", "Paul Ricci", is_deceased=True)
    add(hazel, "mothers_partner", "Sam Doyle", gender="male")
    add(hazel, "mothers_sister", "Rosa Vitale")
    add(hazel, "mother", "Ada Vitale", of=mother)
    add(hazel, "mentor", "Delia Bell")
    elena = child(ELENA)
    client = sign_in(keeper_of(elena))
    content = gedcom_of(seen_by(keeper_of(hazel), hazel))
    looked = upload(client, elena, content)
    numbers = {name: number for number, name in re.findall(r'for="take-(\d+)">([^<]+)<', looked.content.decode())}
    take = [number for name, number in numbers.items() if not name.startswith("Hazel")]
    said = {"anchor": numbers["Hazel Brandtner"], "anchor_is": "child", "take": take, "step": "ties"}
    before = words_of(elena)
    save(client, elena, client.post(at(elena), {**carried(looked), **said}))
    brought = {name: words for name, words in words_of(elena).items() if name not in before}
    assert brought == words_of(hazel)
    assert Relative.objects.get(first_name="Paul", family=own(elena).family).is_deceased


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "This file is empty"),
        ("A letter\n", "Line 1 is not as GEDCOM has it"),
        (TREE.format(version="7.0").replace("2 DATE ABT", "4 DATE ABT"), "Line 15 is not as GEDCOM has it"),
        (TREE.format(version="7.0").encode().replace(b"Ada", b"Ad\xe9"), "Line 19 is not written in UTF-8"),
        (TREE.format(version="4.0"), "This file is GEDCOM 4.0"),
        ("0 HEAD\n1 GEDC\n2 VERS 7.0\n0 TRLR\n", "Nobody is in this file"),
        (TREE.format(version="7.0").replace("Ada", "A" * 201), "The name in the record @I3@ is longer"),
        (TREE.format(version="7.0") + "\n" * (MOST_MEGABYTES * 2**20), "larger than 2 megabytes"),
        (
            "0 HEAD\n1 GEDC\n2 VERS 7.0\n" + "0 INDI\n" * (MOST_PEOPLE + 1) + "0 TRLR\n",
            "at most 500 can be looked through",
        ),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_with_what_is_wrong_and_where(
    keeper: Client, hazel: Child, content: str | bytes, said: str
) -> None:
    before = Relative.objects.count()
    assertContains(upload(keeper, hazel, content), said)
    assert Relative.objects.count() == before


def test_the_version_that_most_older_programs_write_is_read_too(keeper: Client, hazel: Child) -> None:
    assertContains(upload(keeper, hazel, TREE.format(version="5.5.1")), "4 people are in this file")


def test_what_was_read_for_one_child_or_changed_on_its_way_is_not_taken(keeper: Client, hazel: Child) -> None:
    sent = {**carried(upload(keeper, hazel)), "step": "choose"}
    other = Child.objects.filter(unit=hazel.unit).exclude(pk=hazel.pk)[0]
    assertContains(keeper.post(at(other), sent), "Choose the file again")
    assertContains(keeper.post(at(hazel), sent | {"tree": "x" + sent["tree"][0]}), "Choose the file again")


def test_whoever_only_reads_can_not_bring_a_tree_in(sign_in: SignIn, hazel: Child) -> None:
    assert upload(sign_in("qa-01"), hazel).status_code == 403
    stranger = "ocm-002" if keeper_of(hazel) == "ocm-001" else "ocm-001"
    assert upload(sign_in(stranger), hazel).status_code == 404
    assert "bring-in" not in page(sign_in("qa-01"), reverse("family", args=(hazel.pk,)))


def test_who_was_brought_in_for_a_restricted_child_is_not_read_at_a_sister(sign_in: SignIn) -> None:
    elena, sofia = child(ELENA), child(SOFIA)
    add(elena, "like_kin", "Coach Bell")
    add(sofia, "mother", "Marisol Quintero")
    NamedPerson.objects.create(child=elena, person=person(keeper_of(elena)), from_on=TODAY)
    Child.objects.filter(pk=elena.pk).update(is_restricted=True)
    client = sign_in(keeper_of(elena))
    save(client, elena, tied(client, elena, [ROSA], anchor=HAZEL, anchor_is="child"))
    assert words_of(child(ELENA))["Rosa Vitale"] == "maternal aunt"
    assert "Rosa Vitale" not in words_of(sofia)
