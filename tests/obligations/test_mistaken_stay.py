"""A stay that was entered by mistake: taken back with its placements and events, unless the extract has it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Amendment, Child, Episode, Event, Placement
from homeward.obligations.actions import record_event
from homeward.obligations.mistaken_stay import of_stay, withdraw_episode
from homeward.obligations.models import Obligation
from homeward.obligations.stays import record_removal
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

REMOVED = TODAY - timedelta(days=1)


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("sup-01")


@pytest.fixture
def episode(the_day: None) -> Episode:
    """A removal that was entered by hand, for a child who is not in care."""
    by = person("sup-01")
    child = Child.objects.filter(unit=by.unit).exclude(pk__in=Child.objects.in_care(on=TODAY))[:1].get()
    return record_removal(child=child, removed_on=REMOVED, placement_type="foster_home", by=by, today=TODAY)


def recorded(episode: Episode, kind: str, who: str = "sup-01", value: str = "") -> Event:
    given: dict[str, Any] = {"child": episode.child, "on": TODAY, "by": person(who), "today": TODAY}
    return record_event(kind=kind, value=value, **given)


def taken_back(episode: Episode, why: str = "Another child") -> Episode:
    return withdraw_episode(episode=episode, by=person("sup-01"), today=TODAY, why=why)


def test_everything_of_the_stay_is_taken_back_with_one_reason(episode: Episode) -> None:
    event = recorded(episode, "permanency_plan_filed")
    assert Obligation.objects.filter(episode=episode).exists()
    taken_back(taken_back(episode))
    assert not Episode.objects.current().filter(pk=episode.pk).exists()
    assert not Placement.objects.current().filter(episode=episode).exists()
    assert not Obligation.objects.open().filter(episode=episode).exists()
    withdrawal = Event.objects.get(corrects=event)
    assert (withdrawal.is_withdrawal, withdrawal.why) == (True, "Another child")
    assert Amendment.objects.filter(episode=episode, column="withdrawn_at").count() == 1


def test_what_it_moves_is_shown_first_and_the_stay_stays_to_be_read(worker: Client, episode: Episode) -> None:
    address = reverse("withdraw_episode", args=(episode.child_id, episode.pk))
    assertContains(worker.get(address), "Placement: foster home")
    page = worker.post(address, opened(worker, address, why="Another child"))
    assertContains(page, "No longer asked")
    assert Episode.objects.current().filter(pk=episode.pk).exists()
    saved = worker.post(address, opened(worker, address, why="Another child", step="save"), follow=True)
    assertContains(saved, "The stay is taken back")
    assertContains(saved, "Stays that were taken back")
    assertContains(worker.get(reverse("history", args=(episode.child_id,))), "Another child")
    assert worker.get(address).status_code == 302


def test_a_reason_is_needed(episode: Episode) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        taken_back(episode, why=" ")


def test_what_the_extract_says_is_not_taken_back_by_hand(worker: Client, episode: Episode) -> None:
    Episode.objects.filter(pk=episode.pk).update(external_id="e-1")
    address = reverse("withdraw_episode", args=(episode.child_id, episode.pk))
    assertContains(worker.get(address), "The extract of the state system has this stay.")
    assertNotContains(worker.get(reverse("placements", args=(episode.child_id,))), address)
    with pytest.raises(ValidationError, match="extract"):
        taken_back(Episode.objects.get(pk=episode.pk))


def test_a_rating_is_the_consultants_to_take_back(episode: Episode) -> None:
    recorded(episode, "permanency_rating", who="pc-01", value="fair")
    with pytest.raises(ValidationError, match="permanency rating of"):
        taken_back(episode)


def test_what_the_extract_says_of_those_days_stays(episode: Episode) -> None:
    event = recorded(episode, "permanency_plan_filed")
    Event.objects.filter(pk=event.pk).update(source="extract")
    assert [one.pk for one in of_stay(episode).kept] == [event.pk]
    taken_back(episode)
    assert Event.objects.current().filter(pk=event.pk).exists()


def test_an_event_of_another_stay_is_left_to_it(episode: Episode) -> None:
    Episode.objects.filter(pk=episode.pk).update(discharged_on=TODAY, discharge_reason="other")
    event = recorded(episode, "permanency_plan_filed")
    record_removal(
        child=episode.child, removed_on=TODAY, placement_type="foster_home", by=person("sup-01"), today=TODAY
    )
    assert event not in of_stay(Episode.objects.get(pk=episode.pk)).events
