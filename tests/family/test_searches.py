"""Searches open by themselves at the six moments; what is done settles them, and nobody enters it twice."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from homeward.casefile.models import Child, Event
from homeward.family.counters import counters_of
from homeward.family.models import ContactAttempt, LeadStep, SearchAction
from homeward.family.searches import Search, searches_of
from homeward.family.searching import (
    open_early_search,
    record_connection,
    record_contact,
    record_lead,
    record_search_action,
    send_notices,
)
from homeward.obligations.actions import record_event, withdraw_event
from homeward.obligations.child_facts import MAY_ADD
from homeward.obligations.stays import record_placement, record_removal
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY
from tests.family.kin import add, child, keeper_of, seen_by, sent

pytestmark = pytest.mark.django_db

REACHED = {"how": "phone", "outcome": "reached", "result": "Wants to help", "minutes": 20}
LOOKED = {"where": "file", "result": "Two aunts", "minutes": 30}


def latest(of: Child) -> Search:
    return searches_of(of)[0]


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("placement_change_expected", "", "It became likely that the placement would change"),
        ("concurrent_goal_set", "guardianship", "A concurrent goal was set"),
        ("reunification_ruled_out", "", "Reunification is no longer the goal"),
        ("permanency_goal_set", "adoption", "Reunification is no longer the goal"),
        ("indian_child_determined", "", "The child was found to be an Indian child, to whom active efforts are owed"),
    ],
)
def test_a_search_opens_by_itself_when_something_calls_for_it(kind: str, value: str, says: str) -> None:
    hazel = child()
    by = person("sup-01" if keeper_of(hazel) == "ocm-001" else "sup-02")
    record_event(child=hazel, kind=kind, value=value, on=TODAY, by=by, today=TODAY)
    search = latest(hazel)
    assert (search.because, search.opened_on, search.is_open) == ([says], TODAY, True)


def test_a_search_opens_by_itself_when_the_child_is_placed_or_moves() -> None:
    hazel = child()
    placed, *_, moved = sorted(searches_of(hazel), key=lambda one: one.opened_on)
    assert placed.because == ["The child was placed"]
    stay = placed.obligation and placed.obligation.episode
    assert stay
    assert "The placement changed" in moved.because
    home = record_placement(
        episode=stay, started_on=TODAY, placement_type="group_home", by=person(keeper_of(hazel)), today=TODAY
    )
    assert (latest(hazel).because, latest(hazel).opened_on) == (["The placement changed"], home.started_on)
    assert latest(hazel).asks_again


def test_a_search_action_settles_the_search_and_is_one_event() -> None:
    hazel = child()
    record_event(child=hazel, kind="placement_change_expected", on=TODAY, by=person(keeper_of(hazel)), today=TODAY)
    form = sent(of=hazel)
    action = record_search_action(child=hazel, on=TODAY, said=LOOKED, sent=form)
    assert record_search_action(child=hazel, on=TODAY, said=LOOKED, sent=form) == action
    assert not latest(hazel).is_open
    assert Event.objects.filter(child=hazel, kind="relative_search", on=TODAY).count() == 1


def test_a_contact_counts_as_search_too() -> None:
    hazel = child()
    rosa = add(hazel, "mothers_sister", "Rosa Vitale")
    record_event(child=hazel, kind="placement_change_expected", on=TODAY, by=person(keeper_of(hazel)), today=TODAY)
    record_contact(child=hazel, relative=rosa, on=TODAY, said=REACHED, rung="engaged", sent=sent(of=hazel))
    assert not latest(hazel).is_open
    member = seen_by(keeper_of(hazel), hazel).member(rosa.pk)
    assert member
    assert (member.rung, member.last_reached) == ("engaged", TODAY)


def test_what_was_corrected_or_withdrawn_as_an_event_is_so_here() -> None:
    hazel, by = child(), person(keeper_of(child()))
    rosa = add(hazel, "mothers_sister", "Rosa Vitale")
    attempt = record_contact(child=hazel, relative=rosa, on=TODAY, said=REACHED, rung="", sent=sent(of=hazel))
    assert attempt.event
    withdraw_event(event=attempt.event, by=by, today=TODAY, why="It was another child")
    member = seen_by(by.external_id or "", hazel).member(rosa.pk)
    assert member
    assert member.attempts == []
    assert ContactAttempt.objects.filter(pk=attempt.pk).exists(), "it stays to be read in the history"


def test_nobody_is_contacted_who_does_not_want_it() -> None:
    hazel = child()
    rosa = add(hazel, "mothers_sister", "Rosa Vitale", do_not_contact=True, do_not_contact_why="Said so in court")
    with pytest.raises(ValidationError, match="Said so in court"):
        record_contact(child=hazel, relative=rosa, on=TODAY, said=REACHED, rung="", sent=sent(of=hazel))


def test_a_refusal_leaves_the_door_open_and_says_why() -> None:
    hazel = child()
    rosa = add(hazel, "mothers_sister", "Rosa Vitale")
    with pytest.raises(ValidationError, match="Say why"):
        record_lead(child=hazel, relative=rosa, on=TODAY, said={"rung": "declined", "note": " "}, sent=sent(of=hazel))
    said = {"rung": "declined", "note": "No room until spring"}
    record_lead(child=hazel, relative=rosa, on=TODAY, said=said, sent=sent(of=hazel))
    member = seen_by(keeper_of(hazel), hazel).member(rosa.pk)
    assert member
    assert member.rung_words == "Declined, the door is open"


def test_the_search_is_opened_before_a_placement_and_goes_on_after_the_removal() -> None:
    by = person("sup-01")
    assert MAY_ADD
    unit = child_of().unit
    assert unit
    ada = Child.objects.create(external_id="ada-new", agency=unit.agency, unit=unit, first_name="Ada")
    begun_on = TODAY - timedelta(days=5)
    open_early_search(child=ada, on=begun_on, why="The mother goes to hospital", sent=sent("sup-01"))
    aunt = add_as(ada, "sup-01")
    action = record_search_action(child=ada, on=begun_on, said=LOOKED, sent=sent("sup-01"))
    assert action.event is None
    assert searches_of(ada)[0].because == ["A placement was likely"]
    record_removal(child=ada, removed_on=TODAY, placement_type="foster_home", by=by, today=TODAY)
    assert [one.because for one in searches_of(ada)] == [["The child was placed"], ["A placement was likely"]]
    found = seen_by("sup-01", ada)
    assert [one.pk for one in found.actions] == [action.pk]
    assert found.member(aunt) is not None


def add_as(to: Child, who: str) -> UUID:
    from homeward.family.actions import Newcomer, add_relative
    from homeward.family.relations import RELATIONS

    newcomer = Newcomer({"first_name": "Rosa"}, RELATIONS["mothers_sister"], "parent")
    return add_relative(child=to, newcomer=newcomer, of=None, sent=sent(who)).pk


def test_a_child_in_care_needs_no_early_search() -> None:
    with pytest.raises(ValidationError, match="in care on this day"):
        open_early_search(child=child(), on=TODAY, why="Likely", sent=sent())


def test_numbers_tell_sides_effort_and_who_is_lifelong_for_both() -> None:
    hazel = child()
    since = latest(hazel).opened_on
    rosa = add(hazel, "mothers_sister", "Rosa Vitale", phone="414 555 0100")
    gino = add(hazel, "fathers_brother", "Gino Santangelo")
    add(hazel, "like_kin", "Coach Bell")
    add(hazel, "mothers_father", "Ugo Vitale", is_deceased=True)
    record_contact(child=hazel, relative=gino, on=TODAY, said=REACHED, rung="engaged", sent=sent(of=hazel))
    said = {"strength": "strong", "direction": "both", "on": TODAY, "lifelong_by_child": "yes"}
    record_connection(child=hazel, relative=rosa, said=said, sent=sent(of=hazel))
    counters = counters_of(seen_by(keeper_of(hazel), hazel), searches_of(hazel))
    assert (counters.identified, counters.maternal, counters.paternal) == (3, 1, 1)
    assert (counters.located, counters.engaged, counters.lifelong) == (2, 1, 0)
    assert counters.days_to_first_contact == (TODAY - since).days
    record_connection(child=hazel, relative=rosa, said=said | {"lifelong_by_relative": "yes"}, sent=sent(of=hazel))
    assert counters_of(seen_by(keeper_of(hazel), hazel), searches_of(hazel)).lifelong == 1


def test_a_letter_takes_nobody_back_who_came_further() -> None:
    hazel = child()
    rosa, luca = add(hazel, "mothers_sister", "Rosa Vitale"), add(hazel, "mothers_brother", "Luca Vitale")
    said = {"rung": "permanency", "note": "Would be the guardian"}
    record_lead(child=hazel, relative=rosa, on=TODAY, said=said, sent=sent(of=hazel))
    mail = {"method": "mail", "language": "en"}
    send_notices(child=hazel, relatives=[rosa, luca], on=TODAY, said=mail, sent=sent(of=hazel))
    rungs = {one.name: one.rung for one in seen_by(keeper_of(hazel), hazel).others if one.notices}
    assert rungs == {"Rosa Vitale": "permanency", "Luca Vitale": "notified"}


def test_a_day_ahead_is_refused_for_everything() -> None:
    hazel, ahead = child(), TODAY + timedelta(days=1)
    rosa = add(hazel, "mother", "Rosa Santangelo")
    with pytest.raises(ValidationError, match="in the future"):
        record_lead(child=hazel, relative=rosa, on=ahead, said={"rung": "located"}, sent=sent(of=hazel))
    with pytest.raises(ValidationError, match="in the future"):
        record_search_action(child=hazel, on=ahead, said=LOOKED, sent=sent(of=hazel))
    assert not LeadStep.objects.filter(child=hazel).exists()
    assert not SearchAction.objects.filter(child=hazel).exists()
