"""Two records of one person: found, brought together without losing history, set apart again."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.family.actions import change_relative
from homeward.family.confidential import may_be_written_to
from homeward.family.duplicates import MOST_SHOWN, merge_relatives, pairs_of, separate_relatives
from homeward.family.models import ContactPoint, Notice, Relative, RelativeChange, Tie
from homeward.family.searching import record_contact, send_notices
from homeward.family.together import plan_interaction, record_visit, together_of
from tests.cast_county import TODAY, SignIn
from tests.family.kin import add, child, keeper_of, own, page, seen_by, sent, words_of
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

REACHED = {"how": "phone", "outcome": "reached"}


def test_names_that_are_nearly_the_same_and_one_number_are_found() -> None:
    hazel = child()
    add(hazel, "mothers_sister", "Rosa Vitále", phone="414-555-0100")
    add(hazel, "like_kin", "Vitale Rosa")
    add(hazel, "mentor", "Mrs. Smith", phone="(414) 555 0100")
    add(hazel, "brother", "Tom Brandtner")
    found = {(pair.one.name, pair.other.name): pair.because for pair in pairs_of(seen_by(keeper_of(hazel), hazel))}
    assert set(found.values()) == {"their names are nearly the same", "they have one number or address"}
    assert len(found) == 2


def test_the_most_alike_are_shown_first_and_a_page_has_an_end(sign_in: SignIn) -> None:
    hazel = child()
    for name in ("Rosalie Vitale", "Rosalia Vitale", "Rosaria Vitale", "Rosalia Vitali"):
        add(hazel, "mothers_sister", name)
    add(hazel, "mentor", "Coach Bell", phone="414 555 0100")
    add(hazel, "like_kin", "Delia", phone="414-555-0100")
    pairs = pairs_of(seen_by(keeper_of(hazel), hazel))
    assert [pair.has_number for pair in pairs] == [True] + [False] * (len(pairs) - 1)
    assert [pair.likeness for pair in pairs[1:]] == sorted((pair.likeness for pair in pairs[1:]), reverse=True)
    for number in range(11):
        add(hazel, "mothers_aunt", f"Bruna Conti-Ricc{'iou'[number % 3]}")
    shown = page(sign_in(keeper_of(hazel)), reverse("duplicates", args=(hazel.pk,)))
    assert shown.count("They are one person") == MOST_SHOWN
    assert "less alike are not shown here" in shown


def test_another_birth_date_is_another_person() -> None:
    hazel = child()
    add(hazel, "mothers_sister", "Rosa Vitale", birth_date=TODAY.replace(year=1980))
    add(hazel, "mothers_aunt", "Rosa Vitale", birth_date=TODAY.replace(year=1955))
    assert pairs_of(seen_by(keeper_of(hazel), hazel)) == []


def test_brought_together_all_that_was_recorded_of_both_stands_with_one_and_nothing_is_rewritten() -> None:
    hazel = child()
    aunt = add(hazel, "mothers_sister", "Rosa Vitale", phone="414 555 0100")
    same = add(hazel, "like_kin", "Rose Vitale", phone="414 555 0101", born_about=1981)
    record_contact(child=hazel, relative=same, on=TODAY, said=REACHED, rung="engaged", sent=sent(of=hazel))
    before = set(Tie.objects.values_list("pk", "one", "other")) | set(
        ContactPoint.objects.values_list("pk", "relative")
    )
    merge_relatives(child=hazel, kept=aunt, same=same, sent=sent(of=hazel))
    found = seen_by(keeper_of(hazel), hazel)
    assert words_of(hazel) == {"Rosa Vitale": "maternal aunt"}
    member = found.member(aunt.pk)
    assert member
    assert {point.value for point in member.points} == {"414 555 0100", "414 555 0101"}
    assert (member.rung, member.last_reached, member.relative.born_about) == ("engaged", TODAY, 1981)
    assert member.relative.other_names == "Rose Vitale"
    after = set(Tie.objects.values_list("pk", "one", "other")) | set(ContactPoint.objects.values_list("pk", "relative"))
    assert before == after
    assert RelativeChange.objects.filter(relative=aunt, column="born_about").exists()


def test_a_flag_for_safety_holds_if_either_record_has_it() -> None:
    hazel = child()
    kept, same = add(hazel, "father", "Rick Stone"), add(hazel, "alleged_father", "Ric Stone")
    facts = {"first_name": "Ric", "last_name": "Stone", "is_unsafe": True, "unsafe_why": "A court order"}
    change_relative(relative=same, child=hazel, facts=facts, why="", sent=sent(of=hazel))
    merge_relatives(child=hazel, kept=kept, same=same, sent=sent(of=hazel))
    kept.refresh_from_db()
    assert (kept.is_unsafe, kept.unsafe_why) == (True, "A court order")


def test_a_flag_that_is_taken_away_is_gone_from_every_record_of_the_person() -> None:
    hazel = child()
    kept, same = add(hazel, "father", "Rick Stone"), add(hazel, "alleged_father", "Ric Stone")
    merge_relatives(child=hazel, kept=kept, same=same, sent=sent(of=hazel))
    named = {"first_name": "Rick", "last_name": "Stone"}
    unsafe = named | {"is_unsafe": True, "unsafe_why": "A court order"}
    Relative.objects.filter(pk=same.pk).update(is_unsafe=True, unsafe_why="A court order")
    change_relative(relative=kept, child=hazel, facts=unsafe, why="", sent=sent(of=hazel))
    safe = named | {"is_unsafe": False, "unsafe_why": ""}
    change_relative(relative=kept, child=hazel, facts=safe, why="The order has ended", sent=sent(of=hazel))
    member = seen_by(keeper_of(hazel), hazel).member(kept.pk)
    assert member
    assert may_be_written_to(member.relative)
    gone = RelativeChange.objects.filter(column="is_unsafe", became="", why="The order has ended")
    assert {one.relative_id for one in gone} == {kept.pk, same.pk}


def test_what_was_begun_with_the_other_record_goes_on(sign_in: SignIn) -> None:
    hazel = child()
    aunt, same = add(hazel, "mothers_sister", "Rosa Vitale"), add(hazel, "like_kin", "Rose Vitale")
    send_notices(
        child=hazel, relatives=[same], on=TODAY, said={"method": "mail", "language": "en"}, sent=sent(of=hazel)
    )
    plan = {"on": TODAY, "how_often": "Every Sunday", "place": "Her home", "supervision": "none"}
    plan_interaction(child=hazel, relative=same, said=plan, sent=sent(of=hazel))
    record_visit(child=hazel, relative=same, said={"on": TODAY, "came": "held"}, sent=sent(of=hazel))
    merge_relatives(child=hazel, kept=aunt, same=same, sent=sent(of=hazel))
    (one,) = together_of(seen_by(keeper_of(hazel), hazel), TODAY)
    assert (one.member.relative, len(one.visits), one.plan and one.plan.how_often) == (aunt, 1, "Every Sunday")
    client, at = (
        sign_in(keeper_of(hazel)),
        reverse("answer_notice", args=(hazel.pk, Notice.objects.get(relative=same).pk)),
    )
    said = opened(client, at) | {"what": "wants", "step": "save"}
    assertContains(client.post(at, said, follow=True), "Wants to take part")
    assertContains(client.get(reverse("plan_interaction", args=(hazel.pk, aunt.pk))), "Every Sunday")
    assert "Rosa Vitale" in page(client, reverse("relative", args=(hazel.pk, same.pk))), (
        "an address that was noted down"
    )


def test_whoever_was_reached_under_the_other_record_does_not_fall_back_by_a_letter() -> None:
    hazel = child()
    aunt, same = add(hazel, "mothers_sister", "Rosa Vitale"), add(hazel, "like_kin", "Rose Vitale")
    record_contact(child=hazel, relative=same, on=TODAY, said=REACHED, rung="engaged", sent=sent(of=hazel))
    merge_relatives(child=hazel, kept=aunt, same=same, sent=sent(of=hazel))
    send_notices(
        child=hazel, relatives=[aunt], on=TODAY, said={"method": "mail", "language": "en"}, sent=sent(of=hazel)
    )
    member = seen_by(keeper_of(hazel), hazel).member(aunt.pk)
    assert member
    assert member.rung == "engaged"


def test_a_mother_who_was_recorded_twice_is_one_mother_for_whoever_is_added_after() -> None:
    hazel = child()
    twice, mother = add(hazel, "mother", "Carla Brandtner"), add(hazel, "like_kin", "Carla Brandtner-Vitale")
    merge_relatives(child=hazel, kept=mother, same=twice, sent=sent(of=hazel))
    people = len(seen_by(keeper_of(hazel), hazel).members)
    aunt = add(hazel, "mothers_sister", "Rosa Vitale")
    assert Tie.objects.get(one=aunt).other == mother
    assert len(seen_by(keeper_of(hazel), hazel).members) == people + 1
    assert words_of(hazel)["Rosa Vitale"] == "maternal aunt"
    add(hazel, "mother", "Ada Vitale", of=mother)
    assert words_of(hazel)["Ada Vitale"] == "maternal grandmother"


def test_set_apart_they_are_two_people_again() -> None:
    hazel = child()
    aunt, same = add(hazel, "mothers_sister", "Rosa Vitale"), add(hazel, "like_kin", "Rose Vitale")
    merge_relatives(child=hazel, kept=aunt, same=same, sent=sent(of=hazel))
    separate_relatives(child=hazel, relative=same, sent=sent(of=hazel))
    assert words_of(hazel) == {"Rosa Vitale": "maternal aunt", "Rose Vitale": "like-kin"}


def test_it_is_done_on_pages(sign_in: SignIn) -> None:
    hazel = child()
    aunt, same = add(hazel, "mothers_sister", "Rosa Vitale"), add(hazel, "like_kin", "Rose Vitale")
    client = sign_in(keeper_of(hazel))
    assertContains(client.get(reverse("duplicates", args=(hazel.pk,))), "They are one person")
    at = reverse("merge_relatives", args=(hazel.pk, aunt.pk, same.pk))
    assertContains(client.post(at, opened(client, at) | {"step": "save"}, follow=True), "Found to be the same person")
    at = reverse("separate_relatives", args=(hazel.pk, same.pk))
    client.post(at, opened(client, at) | {"step": "save"})
    assert "Rose Vitale" in page(client, reverse("family", args=(hazel.pk,)))
    assert client.get(reverse("merge_relatives", args=(hazel.pk, aunt.pk, own(hazel).pk))).status_code == 404
