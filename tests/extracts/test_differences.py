"""What somebody typed beside what the extract says: each case of the table in decision 9."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.audit.models import Entry
from homeward.casefile.models import Child, Episode, Event, Placement
from homeward.casefile.sight import sight_of
from homeward.extracts.models import Decision, Difference
from homeward.extracts.settle import settle_difference
from homeward.obligations.actions import correct_event, record_event, withdraw_event
from homeward.obligations.stays import (
    correct_episode,
    correct_placement,
    record_discharge,
    record_placement,
    record_removal,
    withdraw_placement,
)
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.extracts.pictures import ID, add, bring_in, child, drop, edit, waiting

pytestmark = pytest.mark.django_db

STAY, HOME = {"episode_id": f"{ID}-1"}, {"started_on": "2026-04-06", "episode_id": f"{ID}-1"}


def event(kind: str = "permanency_rating") -> Event:
    return Event.objects.current().filter(child=child(), kind=kind).order_by("on")[0]


def home(started_on: str = "2026-04-06") -> Placement:
    return Placement.objects.get(child=child(), started_on=started_on)


def discharge(on: date) -> None:
    record_discharge(
        episode=Episode.objects.get(child=child()),
        discharged_on=on,
        discharge_reason="reunification",
        by=person("ocm-001"),
        today=TODAY,
    )


def settle(decision: Decision, difference: Difference | None = None) -> None:
    one = difference or waiting()[0]
    settle_difference(difference=one, decision=decision, by=person("admin-01"), today=TODAY)


def comes_back(extract: Path) -> bool:
    """Whether the next identical extract asks again."""
    bring_in(extract, on=TODAY + timedelta(days=1))
    return bool(waiting())


def test_an_event_that_was_typed_and_then_comes_is_one(extract: Path) -> None:
    record_event(child=child(), kind="relative_search", on=TODAY, by=person("ocm-001"), today=TODAY)
    add(extract, "events", child_id=ID, kind="relative_search", on=str(TODAY))
    done = bring_in(extract)
    assert Event.objects.filter(child=child(), kind="relative_search", on=TODAY).count() == 1
    assert (waiting(), done.counts.get("events.new", 0)) == ([], 0)


def test_an_event_that_was_typed_and_is_in_no_extract_stays(extract: Path) -> None:
    typed = record_event(child=child(), kind="relative_search", on=TODAY, by=person("ocm-001"), today=TODAY)
    bring_in(extract)
    assert (waiting(), typed in Event.objects.current()) == ([], True)


def test_another_value_for_the_same_day_is_to_settle(extract: Path) -> None:
    record_event(child=child(), kind="permanency_rating", on=TODAY, value="fair", by=person("pc-01"), today=TODAY)
    add(extract, "events", child_id=ID, kind="permanency_rating", on=str(TODAY), value="poor")
    bring_in(extract)
    assert [(one.recorded["value"], one.in_extract["value"]) for one in waiting()] == [("fair", "poor")]
    settle(Decision.KEEP)
    assert not comes_back(extract)
    assert Event.objects.current().get(child=child(), kind="permanency_rating", on=TODAY).value == "fair"


def test_a_typed_correction_of_an_event_that_the_extract_has_as_before_is_to_settle(extract: Path) -> None:
    was = event()
    right = correct_event(
        event=was, on=date(2026, 5, 9), value="fair", by=person("pc-01"), why="Read again", today=TODAY
    )
    bring_in(extract)
    assert [one.event for one in waiting()] == [right]
    settle(Decision.TAKE)
    assert not comes_back(extract)
    counts = Event.objects.current().filter(child=child(), kind="permanency_rating").order_by("on")[0]
    assert ((counts.on, counts.value), counts.corrects) == ((was.on, was.value), right)


def test_a_typed_correction_that_the_extract_makes_too_is_one(extract: Path) -> None:
    was = event()
    correct_event(event=was, on=date(2026, 5, 9), value="good", by=person("pc-01"), why="Read again", today=TODAY)
    edit(extract, "events", where={"child_id": ID, "on": str(was.on), "kind": was.kind}, on="2026-05-09")
    bring_in(extract)
    assert waiting() == []
    assert Event.objects.current().filter(child=child(), kind=was.kind, on="2026-05-09").count() == 1


def test_an_event_that_was_taken_back_and_is_in_the_extract_is_to_settle(extract: Path) -> None:
    withdraw_event(event=event(), by=person("pc-01"), why="It was another child", today=TODAY)
    bring_in(extract)
    assert waiting()[0].recorded["withdrawn"] == "yes"
    settle(Decision.KEEP)
    assert not comes_back(extract)
    drop(extract, "events", child_id=ID, kind="permanency_rating", on="2026-05-08")
    assert not comes_back(extract)


def test_a_typed_end_of_a_placement_stands_where_the_extract_has_none(extract: Path) -> None:
    record_placement(
        episode=home().episode,
        started_on=date(2026, 11, 20),
        placement_type="hospital",
        by=person("ocm-001"),
        today=TODAY,
    )
    bring_in(extract)
    assert (waiting(), home().ended_on) == ([], date(2026, 11, 20))
    assert Placement.objects.current().filter(child=child(), placement_type="hospital").exists()


@pytest.mark.parametrize(("decision", "ended_on"), [(Decision.KEEP, "2026-11-20"), (Decision.TAKE, "2026-11-18")])
def test_another_end_of_a_placement_is_to_settle(extract: Path, decision: Decision, ended_on: str) -> None:
    correct_placement(
        placement=home(),
        started_on=home().started_on,
        ended_on=date(2026, 11, 20),
        placement_type="relative_home",
        by=person("ocm-001"),
        why="Moved",
        today=TODAY,
    )
    edit(extract, "placements", where=HOME, ended_on="2026-11-18")
    bring_in(extract)
    assert [(one.recorded, one.in_extract) for one in waiting()] == [
        ({"ended_on": "2026-11-20"}, {"ended_on": "2026-11-18"})
    ]
    settle(decision)
    assert str(home().ended_on) == ended_on
    assert not comes_back(extract)


def test_after_the_extract_is_taken_it_may_change_the_fact_again(extract: Path) -> None:
    test_another_end_of_a_placement_is_to_settle(extract, Decision.TAKE, "2026-11-18")
    edit(extract, "placements", where=HOME, ended_on="2026-11-17")
    bring_in(extract)
    assert (waiting(), home().ended_on) == ([], date(2026, 11, 17))


def test_a_kept_difference_is_asked_again_when_the_extract_says_something_new(extract: Path) -> None:
    test_another_end_of_a_placement_is_to_settle(extract, Decision.KEEP, "2026-11-20")
    edit(extract, "placements", where=HOME, ended_on="2026-11-16")
    assert comes_back(extract)


def test_a_move_that_was_typed_for_another_day_than_the_extract_has_is_one_difference(extract: Path) -> None:
    edit(extract, "placements", where=HOME, ended_on="2026-11-21")
    add(extract, "placements", **STAY, started_on="2026-11-21", placement_type="group_home")
    episode = home().episode
    typed = record_placement(
        episode=episode,
        started_on=date(2026, 11, 20),
        placement_type="group_home",
        by=person("ocm-001"),
        today=TODAY,
    )
    bring_in(extract)
    assert {one.placement for one in waiting()} == {home(), typed}
    assert Placement.objects.current().filter(child=child()).count() == 3
    for one in waiting():
        settle(Decision.TAKE, one)
    assert {str(one.started_on) for one in Placement.objects.current().filter(child=child())} >= {"2026-11-21"}
    assert Placement.objects.current().filter(child=child()).count() == 3
    assert not comes_back(extract)


def test_a_corrected_start_of_a_placement_is_found_again_by_what_the_extract_said(extract: Path) -> None:
    correct_placement(
        placement=home("2026-03-22"),
        started_on=date(2026, 3, 24),
        ended_on=date(2026, 4, 6),
        placement_type="foster_home",
        by=person("ocm-001"),
        why="Two nights at the hospital",
        today=TODAY,
    )
    bring_in(extract)
    assert [one.in_extract for one in waiting()] == [{"started_on": "2026-03-22"}]
    assert Placement.objects.filter(child=child()).count() == 2


def test_a_placement_that_was_withdrawn_and_is_in_the_extract_is_to_settle(extract: Path) -> None:
    withdraw_placement(placement=home("2026-03-22"), by=person("ocm-001"), why="Never there", today=TODAY)
    bring_in(extract)
    assert [one.recorded for one in waiting()] == [{"withdrawn": "yes"}]
    settle(Decision.TAKE)
    assert home("2026-03-22").withdrawn_at is None
    assert not comes_back(extract)


def test_a_corrected_placement_that_the_extract_dropped_is_to_settle(extract: Path) -> None:
    test_a_corrected_start_of_a_placement_is_found_again_by_what_the_extract_said(extract)
    drop(extract, "placements", started_on="2026-03-22", episode_id=f"{ID}-1")
    bring_in(extract)
    assert [one.in_extract for one in waiting()] == [{}]
    settle(Decision.TAKE)
    assert Placement.objects.current().filter(child=child()).count() == 1


def test_a_removal_that_was_typed_first_becomes_one_with_the_extracts(extract: Path) -> None:
    add(extract, "children", child_id="wren", agency="three-bridges", unit="three-bridges-1")
    bring_in(extract)
    typed = record_removal(
        child=child("wren"),
        removed_on=date(2026, 11, 19),
        placement_type="shelter_care",
        by=person("sup-01"),
        today=TODAY,
    )
    add(extract, "episodes", episode_id="wren-1", child_id="wren", removed_on="2026-11-18")
    add(extract, "placements", episode_id="wren-1", started_on="2026-11-18", placement_type="shelter_care")
    bring_in(extract)
    assert Episode.objects.get(child=child("wren")).external_id == "wren-1"
    assert {str(one.about) for one in waiting()} == {str(typed), str(typed.placements.get())}
    for one in sorted(waiting(), key=lambda one: one.placement is not None):
        settle(Decision.TAKE, one)
    assert Episode.objects.get(child=child("wren")).removed_on == date(2026, 11, 18)
    assert not comes_back(extract)


def test_a_discharge_that_was_typed_stands_until_the_extract_has_another_day(extract: Path) -> None:
    discharge(date(2026, 11, 20))
    bring_in(extract)
    assert (waiting(), Episode.objects.get(child=child()).discharged_on) == ([], date(2026, 11, 20))
    edit(extract, "episodes", where=STAY, discharged_on="2026-11-19", discharge_reason="reunification")
    bring_in(extract)
    assert [one.in_extract for one in waiting()] == [{"discharged_on": "2026-11-19"}]


@pytest.mark.parametrize("decision", [Decision.KEEP, Decision.TAKE])
def test_stays_that_do_not_fit_together_are_settled_as_a_whole(extract: Path, decision: Decision) -> None:
    discharge(date(2026, 11, 10))
    edit(extract, "placements", where=HOME, ended_on="2026-11-15")
    add(extract, "placements", **STAY, started_on="2026-11-15", placement_type="group_home")
    bring_in(extract)
    assert [(set(one.recorded), set(one.in_extract)) for one in waiting()] == [({"stays"}, {"stays"})]
    assert Placement.objects.current().filter(child=child()).count() == 2
    settle(decision)
    taken = decision == Decision.TAKE
    assert Placement.objects.current().filter(child=child()).count() == (3 if taken else 2)
    assert (Episode.objects.get(child=child()).discharged_on is None) == taken
    assert not comes_back(extract)


def test_a_difference_that_is_none_any_more_is_closed(extract: Path) -> None:
    withdraw_event(event=event(), by=person("pc-01"), why="It was another child", today=TODAY)
    bring_in(extract)
    drop(extract, "events", child_id=ID, kind="permanency_rating", on="2026-05-08")
    bring_in(extract)
    assert [one.decision for one in Difference.objects.all()] == [Decision.GONE]


def test_what_would_not_fit_is_not_taken(extract: Path) -> None:
    correct_episode(
        episode=Episode.objects.get(child=child()),
        removed_on=date(2026, 3, 21),
        discharged_on=None,
        discharge_reason="",
        by=person("ocm-001"),
        why="The night before",
        today=TODAY,
    )
    record_placement(
        episode=home().episode,
        started_on=date(2026, 3, 21),
        placement_type="hospital",
        by=person("ocm-001"),
        today=TODAY,
    )
    bring_in(extract)
    with pytest.raises(ValidationError, match="would overlap or lie outside"):
        settle(Decision.TAKE)
    assert len(waiting()) == 1


def test_settling_is_noted_counted_and_harmless_twice(extract: Path) -> None:
    withdraw_event(event=event(), by=person("pc-01"), why="It was another child", today=TODAY)
    bring_in(extract)
    one, version = waiting()[0], child().version
    settle(Decision.TAKE, one)
    settle(Decision.KEEP, one)
    one.refresh_from_db()
    assert (one.decision, one.settled_by, child().version) == (Decision.TAKE, person("admin-01"), version + 1)
    assert Entry.objects.filter(verb="settle_difference").count() == 1


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "pc-01", "qa-01", "fac-01", "learner-01"])
def test_only_an_administrator_settles(extract: Path, who: str) -> None:
    withdraw_event(event=event(), by=person("pc-01"), why="It was another child", today=TODAY)
    bring_in(extract)
    with pytest.raises(PermissionDenied):
        settle_difference(difference=waiting()[0], decision=Decision.KEEP, by=person(who), today=TODAY)


def test_a_faulty_row_of_a_child_is_no_reason_to_withdraw_anything_of_hers(extract: Path) -> None:
    drop(extract, "events", child_id=ID, kind="permanency_rating")
    add(extract, "events", child_id=ID, kind="permanency_rating", on="2026-05-08", value="godo")
    add(extract, "events", child_id=ID, kind="relative_search", on="2026-11-20")
    done = bring_in(extract)
    assert (done.counts["events.refused"], done.counts["events.new"], done.counts.get("events.withdrawn", 0)) == (
        1,
        1,
        0,
    )
    assert event().value == "good"


def test_a_row_of_which_nobody_can_tell_whose_it_is_lets_nothing_be_withdrawn(extract: Path) -> None:
    drop(extract, "events", child_id=ID, kind="permanency_rating")
    add(extract, "events", child_id="aiyana-river", kind="relative_search", on="2026-11-20")
    done = bring_in(extract)
    assert (done.rows_of_nobody, done.counts.get("events.withdrawn", 0)) == (1, 0)
    assert event().value == "good"


def test_a_restricted_record_is_imported_and_its_differences_are_shown_to_whom_it_names(extract: Path) -> None:
    withdraw_event(event=event(), by=person("pc-01"), why="It was another child", today=TODAY)
    Child.objects.filter(pk=child().pk).update(is_restricted=True)
    bring_in(extract)
    assert len(waiting()) == 1
    assert not Difference.objects.to_settle(sight_of(person("admin-01"), on=TODAY)).exists()
