"""Relatives and their ties: added in one step, never typed as "great-aunt", changed by dated entries."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.audit.models import Entry as Noted
from homeward.casefile.actions import ChangedSinceError
from homeward.family.actions import Newcomer, add_contact_point, add_relative, add_tie, change_relative
from homeward.family.keep import Sender, take_back
from homeward.family.models import Relative, RelativeChange, Tie
from homeward.family.relations import RELATIONS
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.family.kin import ELENA, SOFIA, add, child, keeper_of, own, seen_by, sent, words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("mother", "mother"),
        ("alleged_father", "alleged father"),
        ("legal_father", "legal father"),
        ("stepfather", "stepfather"),
        ("adoptive_parent", "adoptive parent"),
        ("guardian", "guardian"),
        ("brother", "brother"),
        ("mothers_mother", "maternal grandmother"),
        ("fathers_father", "paternal grandfather"),
        ("mothers_sister", "maternal aunt"),
        ("fathers_brother", "paternal uncle"),
        ("mothers_aunt", "maternal great-aunt"),
        ("fathers_uncle", "paternal great-uncle"),
        ("mothers_cousin", "maternal cousin"),
        ("mothers_partner", "partner of the mother"),
        ("like_kin", "like-kin"),
        ("mentor", "mentor"),
    ],
)
def test_who_somebody_is_to_the_child_is_worked_out_from_ties(relation: str, words: str) -> None:
    hazel = child()
    add(hazel, relation, "Rosa Santangelo")
    assert words_of(hazel) == {"Rosa Santangelo": words}


def test_whoever_stands_in_between_need_not_be_known_and_gets_the_name_later() -> None:
    hazel = child()
    add(hazel, "mothers_sister", "Rosa Vitale")
    unnamed = Relative.objects.get(first_name="", child=None, family=own(hazel).family)
    mother = add(hazel, "mother", "Carla Santangelo")
    assert mother == unnamed
    assert words_of(hazel) == {"Rosa Vitale": "maternal aunt", "Carla Santangelo": "mother"}
    assert RelativeChange.objects.filter(relative=mother, column="first_name", became="Carla").exists()


def test_a_relative_of_a_relative_is_known_by_her() -> None:
    hazel = child()
    aunt = add(hazel, "mothers_sister", "Rosa Vitale")
    add(hazel, "son", "Marco Vitale", of=aunt)
    add(hazel, "partner", "Dino Vitale", of=aunt)
    add(hazel, "mother", "Ada Vitale", of=aunt)
    words = words_of(hazel)
    assert words["Marco Vitale"] == "maternal cousin"
    assert words["Dino Vitale"] == "partner of the maternal aunt"
    assert words["Ada Vitale"] == "mother of the maternal aunt", "whether the two sisters have the same one is not said"


def test_two_fathers_one_certain_one_alleged_stand_side_by_side() -> None:
    hazel = child()
    add(hazel, "alleged_father", "Paul Ricci")
    legal = add(hazel, "legal_father", "Gino Santangelo")
    add(hazel, "fathers_sister", "Nina Santangelo")
    nina = seen_by(keeper_of(hazel), hazel)
    aunt = next(one for one in nina.others if one.name == "Nina Santangelo")
    assert (aunt.kin.words, aunt.way[0].to) == ("paternal aunt", legal.pk)


def test_the_same_form_twice_adds_once_and_a_stranger_adds_nobody() -> None:
    hazel = child()
    newcomer = Newcomer({"first_name": "Rosa"}, RELATIONS["mother"], "child", phone="414 555 0100")
    one = sent(of=hazel)
    first = add_relative(child=hazel, newcomer=newcomer, of=None, sent=one)
    assert add_relative(child=hazel, newcomer=newcomer, of=None, sent=one) == first
    assert first.contact_points.get().value == "414 555 0100"
    stranger = Sender(person("ocm-002" if keeper_of(hazel) == "ocm-001" else "ocm-001"), TODAY, uuid4())
    with pytest.raises(PermissionDenied):
        add_relative(child=hazel, newcomer=newcomer, of=None, sent=stranger)
    assert Noted.objects.about(hazel.pk)[0].verb == "add_relative"


def test_a_form_opened_before_somebody_else_saved_is_refused() -> None:
    hazel = child()
    late = Sender(person(keeper_of(hazel)), TODAY, uuid4(), hazel.version)
    add(hazel, "mother", "Carla Santangelo")
    newcomer = Newcomer({"first_name": "Rosa"}, RELATIONS["father"], "child")
    with pytest.raises(ChangedSinceError):
        add_relative(child=hazel, newcomer=newcomer, of=None, sent=late)


def test_brothers_and_sisters_stand_in_one_family_and_their_parents_are_not_guessed() -> None:
    elena, sofia = child(ELENA), child(SOFIA)
    mother = add(elena, "mother", "Marisol Quintero")
    add(sofia, "fathers_brother", "Hector Quintero")
    assert own(elena).family == own(sofia).family
    assert words_of(sofia)["Marisol Quintero"] == "mother of the sister"
    add_tie(
        child=sofia,
        one=mother,
        other=own(sofia),
        kind=Tie.Kind.PARENT,
        on=TODAY,
        said={"basis": "biological", "certainty": "certain", "asserted_by": "parent"},
        sent=sent(of=sofia),
    )
    assert words_of(sofia)["Marisol Quintero"] == "mother"


def test_what_was_known_stays_to_be_read() -> None:
    hazel = child()
    rosa = add(hazel, "mother", "Rosa Santangelo")
    facts = {"first_name": "Rosalia", "last_name": "Santangelo", "is_deceased": True}
    change_relative(relative=rosa, child=hazel, facts=facts, why="The birth record", sent=sent(of=hazel))
    kept = RelativeChange.objects.filter(relative=rosa).values_list("column", "was", "became", "why")
    assert set(kept) == {
        ("first_name", "Rosa", "Rosalia", "The birth record"),
        ("is_deceased", "", "True", "The birth record"),
    }


def test_a_flag_without_a_reason_is_refused_beside_its_field() -> None:
    hazel = child()
    rosa = add(hazel, "mother", "Rosa Santangelo")
    facts = {"first_name": "Rosa", "is_unsafe": True, "unsafe_why": ""}
    with pytest.raises(ValidationError) as refused:
        change_relative(relative=rosa, child=hazel, facts=facts, why="", sent=sent(of=hazel))
    assert refused.value.message_dict == {"unsafe_why": ["Say why."]}


def test_a_tie_that_was_wrong_is_taken_back_and_stays_with_its_reason() -> None:
    hazel = child()
    paul = add(hazel, "alleged_father", "Paul Ricci")
    tie = Tie.objects.get(one=paul)
    take_back(entry=tie, child=hazel, why="The test excludes him", sent=sent(of=hazel))
    assert words_of(hazel) == {"Paul Ricci": "of the family, no tie recorded"}
    tie.refresh_from_db()
    assert (tie.withdrawn_why, tie.withdrawn_by) == ("The test excludes him", person(keeper_of(hazel)))


def test_nobody_is_tied_to_herself_and_no_tie_stands_twice() -> None:
    hazel = child()
    rosa = add(hazel, "mother", "Rosa Santangelo")
    said = {"basis": "biological", "certainty": "certain", "asserted_by": "parent"}
    for other, fault in ((rosa, "Choose somebody else"), (own(hazel), "recorded already")):
        with pytest.raises(ValidationError, match=fault):
            add_tie(child=hazel, one=rosa, other=other, kind="parent_of", on=TODAY, said=said, sent=sent(of=hazel))


def test_a_way_to_reach_somebody_has_its_source_and_day() -> None:
    hazel = child()
    rosa = add(hazel, "mother", "Rosa Santangelo")
    said = {"kind": "phone", "value": "414 555 0111", "source": "relative", "is_confidential": False, "on": TODAY}
    point = add_contact_point(child=hazel, relative=rosa, said=said, sent=sent(of=hazel))
    assert (point.source, point.on, point.recorded_by) == ("relative", TODAY, person(keeper_of(hazel)))
