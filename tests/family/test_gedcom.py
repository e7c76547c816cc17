"""A family taken out as GEDCOM 7: every person and tie is in it, it is valid, and holds nothing confidential."""

from pathlib import Path

import gedcom7
import pytest
from django.urls import reverse
from gedcom7.types import GedcomStructure

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.family.actions import add_contact_point, change_relative
from homeward.family.gedcom import gedcom_of
from tests.cast_county import TODAY, SignIn
from tests.family.kin import ELENA, SOFIA, add, child, keeper_of, seen_by, sent
from tests.family.large_family import large_family

pytestmark = pytest.mark.django_db


def records(of: Child) -> dict[str, GedcomStructure]:
    """The people and families of a child's file, by their keys."""
    read = gedcom7.loads(gedcom_of(seen_by(keeper_of(of), of)))
    assert gedcom7.validate(read) == []
    return {one.xref: one for one in read if one.xref}


def named(found: dict[str, GedcomStructure], name: str) -> GedcomStructure:
    return next(one for one in found.values() if one.children and one.children[0].text == name)


def said(of: GedcomStructure, *tags: str) -> list[str]:
    """What stands under a record by its tags."""
    lines = [of]
    for tag in tags:
        lines = [one for line in lines for one in line.children if one.tag == tag]
    return [one.pointer or one.text for one in lines]


def test_parents_partners_and_those_without_blood_ties_are_in_the_file() -> None:
    hazel = child()
    add(hazel, "mother", "Carla Brandtner", born_about=1990)
    add(hazel, "alleged_father", "Paul Ricci", is_deceased=True)
    add(hazel, "mothers_partner", "Sam Doyle")
    add(hazel, "mentor", "Delia Bell")
    found = records(hazel)
    own, mother, father = (
        named(found, "Hazel /Brandtner/"),
        named(found, "Carla /Brandtner/"),
        named(found, "Paul /Ricci/"),
    )
    assert said(mother, "BIRT", "DATE") == ["ABT 1990"]
    assert (said(father, "DEAT"), said(father, "SEX")) == (["Y"], ["M"])
    assert said(own, "FAMC", "PEDI") == ["BIRTH", "BIRTH"]
    assert said(own, "FAMC", "STAT") == ["CHALLENGED"]
    assert said(own, "ASSO", "ROLE", "PHRASE") == ["mentor"]
    assert said(own, "ASSO") == [named(found, "Delia /Bell/").xref]
    of_both = [one for one in found.values() if one.tag == "FAM" and len(said(one, "HUSB") + said(one, "WIFE")) == 2]
    assert [sorted(said(one, "HUSB") + said(one, "WIFE")) for one in of_both] == [
        sorted([str(mother.xref), str(named(found, "Sam /Doyle/").xref)])
    ]


def test_brothers_and_sisters_without_known_parents_are_children_of_one_family() -> None:
    hazel = child()
    add(hazel, "mothers_sister", "Rosa Vitale")
    found = records(hazel)
    rosa = named(found, "Rosa /Vitale/")
    (family,) = said(rosa, "FAMC")
    assert len(said(found[family], "CHIL")) == 2
    assert said(found[family], "HUSB") + said(found[family], "WIFE") == []


def test_a_family_of_two_hundred_is_valid_and_whole() -> None:
    hazel = child()
    large_family(hazel, 200)
    assert sum(one.tag == "INDI" for one in records(hazel).values()) == 200


def test_the_file_holds_nothing_confidential_and_that_it_was_taken_is_noted(sign_in: SignIn) -> None:
    hazel = child()
    rick = add(hazel, "father", "Rick Stone", phone="414-555-0177")
    point = {"kind": "address", "value": "7 Hiding Road", "source": "parent", "on": TODAY}
    add_contact_point(child=hazel, relative=rick, said=point, sent=sent(of=hazel))
    facts = {"first_name": "Rick", "last_name": "Stone", "is_unsafe": True, "unsafe_why": "A no-contact order"}
    change_relative(relative=rick, child=hazel, facts=facts, why="", sent=sent(of=hazel))
    answer = sign_in(keeper_of(hazel)).get(reverse("family_tree_file", args=(hazel.pk,)))
    assert "Rick /Stone/" in answer.content.decode()
    assert not {one for one in ("555", "Hiding", "order", "unsafe") if one in answer.content.decode()}
    assert "Hazel" not in answer["Content-Disposition"]
    assert Path(answer["Content-Disposition"].partition('"')[2].rstrip('"')).suffix == ".ged"
    assert Entry.objects.about(hazel.pk)[0].verb == "took_family_tree"


def test_a_sister_whose_record_is_closed_to_the_reader_is_not_in_it() -> None:
    elena, sofia = child(ELENA), child(SOFIA)
    add(elena, "mother", "Marisol Quintero")
    add(sofia, "like_kin", "Coach Bell")
    Child.objects.filter(pk=sofia.pk).update(is_restricted=True)
    found = records(elena)
    assert sum(one.tag == "INDI" for one in found.values()) == 2
    assert "Sofia" not in gedcom_of(seen_by(keeper_of(elena), elena))
