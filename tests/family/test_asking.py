"""When a home changes, or will: who was found before is asked again, and who was asked since is seen."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.family.actions import add_tie, change_relative
from homeward.family.asking import AskingAgain, asking_again
from homeward.family.models import Relative
from homeward.family.searches import searches_of
from homeward.family.searching import open_early_search, record_contact, send_notices
from homeward.obligations.actions import record_event
from homeward.obligations.models import Obligation
from homeward.obligations.stays import record_placement
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn
from tests.family.kin import add, child, keeper_of, seen_by, sent, words_of

pytestmark = pytest.mark.django_db

CALLED = {"how": "phone", "outcome": "message"}


def again(of: Child) -> AskingAgain | None:
    return asking_again(seen_by(keeper_of(of), of), searches_of(of))


def move(of: Child) -> None:
    stay = of.episodes.latest("removed_on")
    record_placement(episode=stay, started_on=TODAY, placement_type="group_home", by=person(keeper_of(of)), today=TODAY)


def call(of: Child, relative: Relative) -> None:
    record_contact(child=of, relative=relative, on=TODAY, said=CALLED, rung="", sent=sent(of=of))


def test_who_was_found_before_is_asked_again_until_everybody_was() -> None:
    hazel = child()
    rosa, luca = add(hazel, "mothers_sister", "Rosa Vitale"), add(hazel, "mothers_brother", "Luca Vitale")
    move(hazel)
    found = again(child())
    assert found
    assert (found.asked, [one.name for one in found.waiting]) == ([], ["Luca Vitale", "Rosa Vitale"])
    call(hazel, rosa)
    found = again(child())
    assert found, "the search is settled by one call, and the others still wait"
    assert not found.search.is_open
    assert ([one.name for one in found.asked], [one.name for one in found.waiting]) == (
        ["Rosa Vitale"],
        ["Luca Vitale"],
    )
    mail = {"method": "mail", "language": "en"}
    send_notices(child=hazel, relatives=[luca], on=TODAY, said=mail, sent=sent(of=hazel))
    assert again(child()) is None, "a letter asks too"


def test_nobody_is_to_be_asked_who_is_not_safe_or_does_not_want_it() -> None:
    hazel = child()
    rick = add(hazel, "father", "Rick Stone")
    add(hazel, "mothers_aunt", "Ida Vitale", do_not_contact=True, do_not_contact_why="Said so")
    add(hazel, "mothers_father", "Ugo Vitale", is_deceased=True)
    facts = {"first_name": "Rick", "last_name": "Stone", "is_unsafe": True, "unsafe_why": "A court order"}
    change_relative(relative=rick, child=hazel, facts=facts, why="", sent=sent(of=hazel))
    move(hazel)
    found = again(child())
    assert found
    assert found.known == 0


def test_a_move_that_is_recorded_asks_for_the_goals_and_the_relatives_on_one_page(sign_in: SignIn) -> None:
    hazel = child()
    add(hazel, "mothers_sister", "Rosa Vitale")
    move(hazel)
    asked = Obligation.objects.filter(child=hazel, opens_on=TODAY).values_list("rule", flat=True)
    assert {"wi.goals-reevaluated", "wi.relative-search"} <= set(asked)
    shown = sign_in(keeper_of(hazel)).get(reverse("family", args=(hazel.pk,)))
    assertContains(shown, "Ask the family again")
    assertContains(shown, reverse("record", args=(hazel.pk, "goals_reevaluated")))
    assertContains(shown, "1 person was found before; 0 of them")
    assertNotContains(sign_in("qa-01").get(reverse("family", args=(hazel.pk,))), "record that")


def test_a_move_that_is_expected_asks_in_the_same_way() -> None:
    hazel = child()
    add(hazel, "mothers_sister", "Rosa Vitale")
    record_event(child=hazel, kind="placement_change_expected", on=TODAY, by=person(keeper_of(hazel)), today=TODAY)
    found = again(child())
    assert found
    assert [one.name for one in found.waiting] == ["Rosa Vitale"]


def test_a_placement_that_is_likely_asks_what_would_keep_the_child_at_home(sign_in: SignIn) -> None:
    unit = child_of().unit
    assert unit
    ada = Child.objects.create(external_id="ada-new", agency=unit.agency, unit=unit, first_name="Ada")
    on = TODAY - timedelta(days=2)
    open_early_search(child=ada, on=on, why="The mother goes to hospital", sent=sent("sup-01"))
    shown = sign_in("sup-01").get(reverse("family", args=(ada.pk,)))
    assertNotContains(shown, "Ask the family again")
    assertContains(shown, "The mother goes to hospital")


def test_a_tie_that_is_over_is_said_once_more_with_its_end() -> None:
    hazel = child()
    carla = add(hazel, "mother", "Carla Brandtner")
    sam = add(hazel, "mothers_partner", "Sam Doyle")

    def partners_until(ended_on: date | None) -> None:
        said = {"basis": "", "certainty": "certain", "asserted_by": "parent", "ended_on": ended_on}
        add_tie(child=hazel, one=sam, other=carla, kind="partner_of", on=TODAY, said=said, sent=sent(of=hazel))

    with pytest.raises(ValidationError, match="recorded already"):
        partners_until(None)
    with pytest.raises(ValidationError, match="not in the future"):
        partners_until(TODAY + timedelta(days=1))
    assert words_of(hazel)["Sam Doyle"] == "partner of the mother"
    partners_until(TODAY)
    assert words_of(hazel)["Sam Doyle"] == "former partner of the mother"
