"""Recording where a child lives: stays and placements, and what was wrong about them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.audit.models import Entry
from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Amendment, Child, Episode, Placement
from homeward.obligations.models import Move, Obligation
from homeward.obligations.stays import (
    correct_episode,
    correct_placement,
    record_discharge,
    record_placement,
    record_removal,
    withdraw_placement,
)
from homeward.workforce.models import Person
from tests.casefile.staff import person
from tests.cast_county import TODAY

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def by() -> Person:
    return person("sup-01")


@pytest.fixture
def episode(by: Person) -> Episode:
    """An open stay of a child whose plan is not yet due."""
    soon = Obligation.objects.filter(supervisor=by, rule="wi.permanency-plan", outcome="open")
    return soon[0].episode


@pytest.fixture
def home(episode: Episode) -> Placement:
    return Placement.objects.current().filter(episode=episode).latest("started_on")


def test_a_removal_opens_a_stay_with_everything_that_it_asks_for(by: Person) -> None:
    child = Child.objects.filter(unit=by.unit).exclude(pk__in=Child.objects.in_care(on=TODAY))[:1].get()
    removal = {"child": child, "placement_type": "relative_home", "by": by, "today": TODAY}
    episode = record_removal(removed_on=YESTERDAY, **removal)  # type: ignore[arg-type]
    assert record_removal(removed_on=YESTERDAY, **removal) == episode  # type: ignore[arg-type]
    plan = Obligation.objects.get(episode=episode, rule="wi.permanency-plan")
    assert (plan.due_on, plan.outcome) == (YESTERDAY + timedelta(days=60), "open")
    assert Placement.objects.get(episode=episode).placement_type == "relative_home"
    assert Entry.objects.about(child.pk)[0].verb == "record_removal"


def test_a_move_ends_the_placement_of_before(by: Person, episode: Episode, home: Placement) -> None:
    moved = record_placement(episode=episode, started_on=TODAY, placement_type="group_home", by=by, today=TODAY)
    home.refresh_from_db()
    assert (home.ended_on, moved.ended_on) == (TODAY, None)
    assert Amendment.objects.get(placement=home).became == str(TODAY)
    again = record_placement(episode=episode, started_on=TODAY, placement_type="group_home", by=by, today=TODAY)
    assert again == moved


def test_a_discharge_ends_what_was_asked(by: Person, episode: Episode) -> None:
    record_discharge(episode=episode, discharged_on=TODAY, discharge_reason="reunification", by=by, today=TODAY)
    assert not Obligation.objects.filter(episode=episode, is_open=True).exists()
    assert not Child.objects.in_care(on=TODAY).filter(pk=episode.child_id).exists()


def test_a_corrected_removal_moves_the_dates_and_stays_to_be_read(by: Person, episode: Episode) -> None:
    before, home = episode.removed_on, Placement.objects.filter(episode=episode).earliest("started_on")
    correct_placement(
        placement=home,
        started_on=before + timedelta(days=2),
        ended_on=home.ended_on,
        placement_type=home.placement_type,
        by=by,
        today=TODAY,
        why="Taken over wrongly",
    )
    day = before + timedelta(days=2)
    correct_episode(
        episode=episode,
        removed_on=day,
        discharged_on=None,
        discharge_reason="",
        by=by,
        today=TODAY,
        why="Order says so",
    )
    entry = Amendment.objects.get(episode=episode, column="removed_on")
    assert (entry.was, entry.became, entry.why, entry.recorded_by) == (str(before), str(day), "Order says so", by)
    move = Move.objects.get(episode=episode, rule="wi.permanency-plan")
    assert (move.due_was, move.due_now) == (before + timedelta(days=60), day + timedelta(days=60))


def test_a_withdrawn_placement_counts_no_more(by: Person, home: Placement) -> None:
    withdraw_placement(placement=home, by=by, today=TODAY, why="Another child")
    assert not Placement.objects.current().filter(pk=home.pk).exists()
    assert Placement.objects.filter(pk=home.pk).exists()


@pytest.mark.parametrize(
    ("removed", "discharged", "reason", "field"),
    [
        (TODAY + timedelta(days=1), None, "", "removed_on"),
        (date(1899, 12, 31), None, "", "removed_on"),
        (YESTERDAY, None, "", "removed_on"),
        (None, date(2020, 1, 1), "adoption", "discharged_on"),
        (None, TODAY + timedelta(days=1), "adoption", "discharged_on"),
        (None, TODAY, "", "discharge_reason"),
        (None, TODAY, "escaped", "discharge_reason"),
    ],
)
def test_days_that_a_caseload_refuses_are_refused(
    removed: date | None, discharged: date | None, reason: str, field: str, by: Person, episode: Episode
) -> None:
    with pytest.raises(ValidationError) as refused:
        correct_episode(
            episode=episode,
            removed_on=removed or episode.removed_on,
            discharged_on=discharged,
            discharge_reason=reason,
            by=by,
            today=TODAY,
            why="A reason",
        )
    assert field in refused.value.message_dict


def test_a_child_is_in_care_once_at_a_time(by: Person, episode: Episode) -> None:
    with pytest.raises(ValidationError, match="in care already"):
        record_removal(child=episode.child, removed_on=TODAY, placement_type="foster_home", by=by, today=TODAY)


@pytest.mark.parametrize("days", [-4000, 1])
def test_a_placement_lies_in_its_stay_and_not_in_the_future(days: int, by: Person, episode: Episode) -> None:
    on = TODAY + timedelta(days=days)
    with pytest.raises(ValidationError) as refused:
        record_placement(episode=episode, started_on=on, placement_type="group_home", by=by, today=TODAY)
    assert "started_on" in refused.value.message_dict


def test_strangers_and_forms_of_yesterday_are_refused(by: Person, episode: Episode) -> None:
    move = {"episode": episode, "started_on": TODAY, "placement_type": "group_home", "today": TODAY}
    with pytest.raises(PermissionDenied):
        record_placement(by=person("ocm-002"), **move)  # type: ignore[arg-type]
    with pytest.raises(ChangedSinceError):
        record_placement(by=by, version=episode.child.version - 1, **move)  # type: ignore[arg-type]
    assert not Amendment.objects.exists()
