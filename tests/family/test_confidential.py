"""One policy of who reads the confidential parts of a family: on pages, in lists, in search, in letters."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from homeward.casefile.models import Child, TribalAffiliation
from homeward.family.actions import add_contact_point, add_note, change_relative
from homeward.family.models import Relative
from homeward.family.together import plan_interaction
from homeward.workforce.models import Tribe
from tests.cast_county import TODAY, SignIn
from tests.family.kin import ELENA, SOFIA, add, child, keeper_of, own, page, seen_by, sent

pytestmark = pytest.mark.django_db

ADDRESS, SECRET, HIDDEN = "12 Birch Lane", "40 Shelter Street", "7 Hiding Road"
FOR_TRIBE, FOR_TEAM = "The grandmother was a clan mother", "He was seen near the school"


def reach(of: Child, relative: Relative, value: str, *, confidential: bool = False) -> None:
    said = {"kind": "address", "value": value, "source": "parent", "is_confidential": confidential, "on": TODAY}
    add_contact_point(child=of, relative=relative, said=said, sent=sent(of=of))


@pytest.fixture
def hazel() -> Child:
    found = child()
    tribe = Tribe.objects.get()
    TribalAffiliation.objects.create(child=found, tribe=tribe, how_known="tribe", from_on=TODAY)
    reach(found, add(found, "mothers_mother", "June Rivers"), ADDRESS)
    reach(found, add(found, "mother", "Dana Rivers"), SECRET, confidential=True)
    unsafe = add(found, "father", "Rick Stone")
    reach(found, unsafe, HIDDEN)
    facts = {"first_name": "Rick", "last_name": "Stone", "is_unsafe": True, "unsafe_why": "A no-contact order"}
    change_relative(relative=unsafe, child=found, facts=facts, why="", sent=sent(of=found))
    for whom, text in (("tribe", FOR_TRIBE), ("team", FOR_TEAM)):
        note = {"text": text, "for_whom": whom, "on": TODAY}
        add_note(child=found, relative=unsafe, said=note, sent=sent(of=found))
    return found


def everything(sign_in: SignIn, who: str, of: Child) -> str:
    """All pages of a child's family that somebody may open, one after the other."""
    client = sign_in(who)
    people = [reverse("relative", args=(of.pk, one.relative.pk)) for one in seen_by(who, of).members]
    return "".join(page(client, address) for address in (reverse("family", args=(of.pk,)), *people))


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("keeper", {ADDRESS, SECRET, HIDDEN, FOR_TRIBE, FOR_TEAM}),
        ("supervisor", {ADDRESS, SECRET, HIDDEN, FOR_TRIBE, FOR_TEAM}),
        ("qa-01", {ADDRESS}),
        ("admin-01", {ADDRESS}),
        ("guest-01", {FOR_TRIBE}),
    ],
)
def test_who_reads_what(sign_in: SignIn, hazel: Child, who: str, reads: set[str]) -> None:
    keeper = keeper_of(hazel)
    name = {"keeper": keeper, "supervisor": keeper.replace("ocm-0", "sup-")}.get(who, who)
    shown = everything(sign_in, name, hazel)
    assert "Rick Stone" in shown
    assert {one for one in (ADDRESS, SECRET, HIDDEN, FOR_TRIBE, FOR_TEAM) if one in shown} == reads
    assert ("A no-contact order" in shown) == (who in {"keeper", "supervisor"})


def test_what_somebody_unsafe_said_of_letters_is_read_by_case_manager_and_supervisor_alone(
    sign_in: SignIn, hazel: Child
) -> None:
    rick = Relative.objects.get(first_name="Rick", family=own(hazel).family)
    june = Relative.objects.get(first_name="June", family=own(hazel).family)
    for one, why in ((rick, "He threatened"), (june, "She is ill")):
        Relative.objects.filter(pk=one.pk).update(do_not_contact=True, do_not_contact_why=why)
    shown = {who: everything(sign_in, who, hazel) for who in (keeper_of(hazel), "qa-01")}
    assert [("He threatened" in page, "She is ill" in page) for page in shown.values()] == [(True, True), (False, True)]


def test_a_note_for_one_tribe_is_not_read_by_the_guest_of_another(sign_in: SignIn, hazel: Child) -> None:
    other = Tribe.objects.create(name="Another made-up tribe")
    TribalAffiliation.objects.create(child=hazel, tribe=other, how_known="tribe", from_on=TODAY)
    june = Relative.objects.get(first_name="June", family=own(hazel).family)
    said = {"text": "Told by the other tribe", "for_whom": "tribe", "on": TODAY}
    with pytest.raises(ValidationError, match="Choose for which"):
        add_note(child=hazel, relative=june, said=said, sent=sent(of=hazel))
    add_note(child=hazel, relative=june, said=said | {"tribe": other}, sent=sent(of=hazel))
    shown = everything(sign_in, "guest-01", hazel)
    assert FOR_TRIBE in shown
    assert "Told by the other tribe" not in shown
    assert "Told by the other tribe" in everything(sign_in, keeper_of(hazel), hazel)


@pytest.mark.parametrize(
    ("who", "reads"),
    [("keeper", {"Her kitchen", "His cellar", "Why his"}), ("qa-01", {"Her kitchen"}), ("guest-01", set())],
)
def test_who_reads_where_the_child_meets_somebody(sign_in: SignIn, hazel: Child, who: str, reads: set[str]) -> None:
    for name, place, why in (("June", "Her kitchen", ""), ("Rick", "His cellar", "Why his")):
        said = {"on": TODAY, "how_often": "Every week", "place": place, "supervision": "agency" if why else "none"}
        relative = Relative.objects.get(first_name=name, family=own(hazel).family)
        plan_interaction(child=hazel, relative=relative, said=said | {"supervision_why": why}, sent=sent(of=hazel))
    client = sign_in(keeper_of(hazel) if who == "keeper" else who)
    shown = page(client, reverse("family_interaction", args=(hazel.pk,)))
    assert "Every week" in shown
    assert {one for one in ("Her kitchen", "His cellar", "Why his") if one in shown} == reads


def test_the_tab_shows_nobody_where_somebody_unsafe_lives(sign_in: SignIn, hazel: Child) -> None:
    assert HIDDEN not in page(sign_in(keeper_of(hazel)), reverse("family", args=(hazel.pk,)))


def test_no_letter_goes_to_whoever_is_unsafe_dead_or_does_not_want_it(sign_in: SignIn, hazel: Child) -> None:
    add(hazel, "mothers_father", "Old Rivers", is_deceased=True)
    add(hazel, "mothers_sister", "May Rivers", do_not_contact=True, do_not_contact_why="Said so")
    client = sign_in(keeper_of(hazel))
    got = {
        one.name: client.get(reverse("relative_letter", args=(hazel.pk, one.relative.pk, "en"))).status_code
        for one in seen_by(keeper_of(hazel), hazel).members
    }
    assert {name for name, status in got.items() if status == 200} == {"June Rivers", "Dana Rivers"}
    assert set(got.values()) == {200, 404}


def test_a_letter_holds_no_address_but_that_of_whom_it_goes_to(sign_in: SignIn, hazel: Child) -> None:
    june = Relative.objects.get(first_name="June", family=own(hazel).family)
    for language in ("en", "es"):
        letter = page(sign_in(keeper_of(hazel)), reverse("relative_letter", args=(hazel.pk, june.pk, language)))
        text = letter.partition("<article")[2].partition("</article>")[0]
        assert ADDRESS in text
        assert "Brandtner" not in text, "the child stands there by her first name"
        assert not {one for one in (SECRET, HIDDEN, FOR_TRIBE, FOR_TEAM) if one in letter}


def test_search_finds_no_relative_and_no_way_to_reach_one(sign_in: SignIn, hazel: Child) -> None:
    for sought in ("Hiding", "Stone", "Birch"):
        found = sign_in(keeper_of(hazel)).post(reverse("search"), {"sought": sought}).content.decode()
        assert "Rick Stone" not in found
        assert HIDDEN not in found


def test_a_brother_whose_record_is_closed_to_the_reader_has_no_name_there(sign_in: SignIn) -> None:
    elena, sofia = child(ELENA), child(SOFIA)
    add(elena, "mother", "Marisol Quintero")
    add(sofia, "like_kin", "Coach Bell")
    Child.objects.filter(pk=sofia.pk).update(is_restricted=True)
    shown = everything(sign_in, keeper_of(elena), elena)
    assert "Sofia" not in shown
    assert "A child whose record is not open to you" in shown


def test_whoever_only_reads_sees_no_form(sign_in: SignIn, hazel: Child) -> None:
    shown = everything(sign_in, "qa-01", hazel)
    assert "Add a relative" not in shown
    assert "Take back" not in shown
    assert sign_in("qa-01").get(reverse("add_relative", args=(hazel.pk,))).status_code == 403
