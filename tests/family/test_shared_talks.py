"""One talk with a relative of several brothers and sisters is recorded once, and counts for each of them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.audit.models import Entry
from homeward.casefile.models import Child, Event
from homeward.family.models import ContactAttempt, Relative
from homeward.family.searching import record_contact
from homeward.family.siblings import who_share_a_talk
from homeward.obligations.actions import withdraw_event
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.family.kin import ELENA, SOFIA, add, child, keeper_of, seen_by, sent
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

SPOKE = {"how": "phone", "outcome": "reached", "result": "Would take all of them", "minutes": 30}


@pytest.fixture
def sisters() -> tuple[Child, Child]:
    add(child(SOFIA), "like_kin", "Coach Bell")
    return child(ELENA), child(SOFIA)


@pytest.fixture
def rosa(sisters: tuple[Child, Child]) -> Relative:
    return add(sisters[0], "mothers_sister", "Rosa Quintero")


def talk(rosa: Relative) -> ContactAttempt:
    elena, sofia = child(ELENA), child(SOFIA)
    return record_contact(
        child=elena, relative=rosa, on=TODAY, said=SPOKE, rung="engaged", sent=sent(of=elena), also_for=[sofia]
    )


def rung_at(of: Child, relative: Relative) -> str:
    member = seen_by(keeper_of(of), of).member(relative.pk)
    assert member
    return member.rung


def test_a_talk_that_was_of_both_is_saved_by_one_form_for_both(
    sign_in: SignIn, sisters: tuple[Child, Child], rosa: Relative
) -> None:
    elena, sofia = sisters
    client = sign_in(keeper_of(elena))
    at = reverse("record_contact", args=(elena.pk, rosa.pk))
    assertContains(client.get(at), "Also for")
    form = opened(client, at) | {"how": "phone", "outcome": "reached", "rung": "engaged", "also_for": str(sofia.pk)}
    client.post(at, form | {"step": "save"})
    for one in sisters:
        assert rung_at(one, rosa) == "engaged"
        assert Event.objects.filter(child=one, kind="relative_search", on=TODAY).count() == 1
        assert Entry.objects.about(one.pk).filter(verb="record_contact").count() == 1
    assertContains(client.get(reverse("relative", args=(elena.pk, rosa.pk))), "one talk for brothers and sisters")


def test_sent_twice_it_is_recorded_once_and_its_minutes_count_once(rosa: Relative) -> None:
    elena, form = child(ELENA), sent(of=child(ELENA))
    for _ in range(2):
        record_contact(child=elena, relative=rosa, on=TODAY, said=SPOKE, rung="", sent=form, also_for=[child(SOFIA)])
    rows = ContactAttempt.objects.filter(relative=rosa)
    assert sorted((one.child.external_id, one.minutes) for one in rows) == [(ELENA, 30), (SOFIA, None)]


def test_what_is_withdrawn_for_one_still_counts_for_the_other(rosa: Relative) -> None:
    first = talk(rosa)
    assert first.event
    withdraw_event(event=first.event, by=person(keeper_of(first.child)), today=TODAY, why="It was not of Elena")
    of_sofia = seen_by(keeper_of(child(SOFIA)), child(SOFIA)).member(rosa.pk)
    of_elena = seen_by(keeper_of(child(ELENA)), child(ELENA)).member(rosa.pk)
    assert of_sofia
    assert of_elena
    assert (len(of_elena.attempts), len(of_sofia.attempts)) == (0, 1)


def test_a_talk_is_shared_with_no_stranger_and_no_restricted_record(sign_in: SignIn, rosa: Relative) -> None:
    elena, sofia, other = child(ELENA), child(SOFIA), child()
    by = person(keeper_of(elena))
    with pytest.raises(ValidationError, match="can not be recorded for this brother or sister"):
        record_contact(child=elena, relative=rosa, on=TODAY, said=SPOKE, rung="", sent=sent(of=elena), also_for=[other])
    assert who_share_a_talk(elena, rosa, by, on=TODAY) == [sofia]
    Child.objects.filter(pk=sofia.pk).update(is_restricted=True)
    assert who_share_a_talk(elena, rosa, by, on=TODAY) == []
    form = reverse("record_contact", args=(elena.pk, rosa.pk))
    assertNotContains(sign_in(keeper_of(elena)).get(form), "Also for")
    assert who_share_a_talk(child(SOFIA), rosa, by, on=TODAY) == []
