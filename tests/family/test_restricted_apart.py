"""A sister whose record is restricted: what is recorded for her is read on her own pages alone."""

from typing import Final

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from homeward.casefile.models import Child, NamedPerson
from homeward.family.actions import add_contact_point, add_note, add_tie, change_relative
from homeward.family.duplicates import merge_relatives
from homeward.family.models import RelativeNote
from homeward.family.searching import record_lead
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.family.kin import ELENA, SOFIA, add, child, keeper_of, own, page, seen_by, sent, words_of

pytestmark = pytest.mark.django_db

SAID: Final = {"basis": "biological", "certainty": "certain", "asserted_by": "parent"}


def note(of: Child, relative: object, text: str) -> RelativeNote:
    said = {"text": text, "for_whom": "file", "on": TODAY}
    return add_note(child=of, relative=relative, said=said, sent=sent(of=of))  # type: ignore[arg-type]


@pytest.fixture
def sisters() -> tuple[Child, Child]:
    """Elena, and Sofia whose record names her case manager; their mother is recorded at Elena."""
    elena, sofia = child(ELENA), child(SOFIA)
    add(elena, "mother", "Marisol Quintero")
    add(sofia, "like_kin", "Coach Bell")
    NamedPerson.objects.create(child=sofia, person=person(keeper_of(sofia)), from_on=TODAY)
    Child.objects.filter(pk=sofia.pk).update(is_restricted=True)
    return child(ELENA), child(SOFIA)


def everything(sign_in: SignIn, of: Child) -> str:
    client = sign_in(keeper_of(of))
    people = [("relative", (of.pk, one.relative.pk)) for one in seen_by(keeper_of(of), of).members]
    tabs = [(name, (of.pk,)) for name in ("family", "genogram", "ecomap", "duplicates", "family_interaction")]
    return "".join(page(client, reverse(name, args=given)) for name, given in [*tabs, *people])


def test_what_is_recorded_for_the_restricted_one_is_read_at_her_alone(
    sign_in: SignIn, sisters: tuple[Child, Child]
) -> None:
    elena, sofia = sisters
    mother = own(elena).ties_to.get(kind="parent_of").one
    add(sofia, "mentor", "Nora Secret", phone="414 555 0199")
    point = {"kind": "address", "value": "9 Quiet Road", "source": "child", "on": TODAY}
    add_contact_point(child=sofia, relative=mother, said=point, sent=sent(of=sofia))
    note(sofia, mother, "Told in confidence by Sofia")
    add_tie(child=sofia, one=mother, other=own(sofia), kind="parent_of", on=TODAY, said=SAID, sent=sent(of=sofia))
    secret = {"Nora Secret", "414 555 0199", "9 Quiet Road", "Told in confidence", "Coach Bell"}
    at_elena, at_sofia = everything(sign_in, elena), everything(sign_in, sofia)
    assert not {one for one in secret if one in at_elena}
    assert {one for one in secret if one in at_sofia} == secret
    assert "Marisol Quintero" in at_elena
    assert words_of(sofia)["Marisol Quintero"] == "mother"


def test_whoever_was_worked_with_for_a_sister_is_read_there_as_well(sisters: tuple[Child, Child]) -> None:
    elena, sofia = sisters
    assert "Coach Bell" not in words_of(elena)
    Child.objects.update(is_restricted=False)
    bell = next(one.relative for one in seen_by(keeper_of(elena), elena).others if one.name == "Coach Bell")
    said = {"rung": "engaged", "note": ""}
    record_lead(child=elena, relative=bell, on=TODAY, said=said, sent=sent(of=elena))
    note(sofia, bell, "A note at Sofia")
    Child.objects.filter(pk=sofia.pk).update(is_restricted=True)
    assert "Coach Bell" in words_of(elena)


def test_a_relative_known_by_somebody_hidden_is_not_tied_to_her(sisters: tuple[Child, Child]) -> None:
    elena, sofia = sisters
    father = add(sofia, "father", "Rick Stone")
    add_tie(child=sofia, one=father, other=own(elena), kind="parent_of", on=TODAY, said=SAID, sent=sent(of=sofia))
    add(elena, "fathers_sister", "Nina Stone")
    assert "Rick Stone" not in words_of(elena)


def test_shared_people_are_not_changed_at_the_restricted_one_but_recorded_anew(sisters: tuple[Child, Child]) -> None:
    elena, sofia = sisters
    mother = own(elena).ties_to.get(kind="parent_of").one
    unsafe = {"first_name": "Marisol", "is_unsafe": True, "unsafe_why": "What Sofia told"}
    with pytest.raises(ValidationError, match="Add her or him here once more"):
        change_relative(relative=mother, child=sofia, facts=unsafe, why="", sent=sent(of=sofia))
    said = {"rung": "unsafe", "note": "What Sofia told"}
    with pytest.raises(ValidationError, match="Add her or him here once more"):
        record_lead(child=sofia, relative=mother, on=TODAY, said=said, sent=sent(of=sofia))
    again = add(sofia, "mother", "Marisol Quintero")
    change_relative(relative=again, child=sofia, facts=unsafe, why="", sent=sent(of=sofia))
    with pytest.raises(ValidationError, match="Keep the one"):
        merge_relatives(child=sofia, kept=mother, same=again, sent=sent(of=sofia))
    merge_relatives(child=sofia, kept=again, same=mother, sent=sent(of=sofia))
    at = {of: [one.relative for one in seen_by(keeper_of(of), of).others if one.is_counted] for of in sisters}
    assert at[elena] == [mother]
    assert not at[elena][0].is_unsafe
    assert again in at[sofia]
    assert mother not in at[sofia]


def test_a_flag_at_the_shared_record_holds_at_the_restricted_one(sisters: tuple[Child, Child]) -> None:
    elena, sofia = sisters
    mother = own(elena).ties_to.get(kind="parent_of").one
    again = add(sofia, "mother", "Marisol Quintero")
    merge_relatives(child=sofia, kept=again, same=mother, sent=sent(of=sofia))
    said = {"rung": "unsafe", "note": "A no-contact order"}
    record_lead(child=elena, relative=mother, on=TODAY, said=said, sent=sent(of=elena))
    read = next(one for one in seen_by(keeper_of(sofia), sofia).others if one.relative == again)
    assert (read.relative.is_unsafe, read.gets_letters) == (True, False)


def test_what_is_hidden_is_not_taken_back_at_a_sister(sign_in: SignIn, sisters: tuple[Child, Child]) -> None:
    elena, sofia = sisters
    told = note(sofia, own(elena).ties_to.get(kind="parent_of").one, "Told in confidence by Sofia")
    client = sign_in(keeper_of(elena))
    assert client.get(reverse("take_back_entry", args=(elena.pk, "relativenote", told.pk))).status_code == 404


def test_nobody_joins_a_family_with_a_restricted_record() -> None:
    elena, sofia = child(ELENA), child(SOFIA)
    add(sofia, "like_kin", "Coach Bell")
    Child.objects.filter(pk=sofia.pk).update(is_restricted=True)
    add(elena, "mother", "Marisol Quintero")
    assert own(elena).family != own(sofia).family
