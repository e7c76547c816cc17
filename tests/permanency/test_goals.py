"""Setting goals: what policy forbids, what it asks to be written, and what is believed afterwards."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.audit.models import Entry
from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Child, Event
from homeward.obligations.actions import correct_event, record_event, withdraw_event
from homeward.obligations.models import Obligation
from homeward.obligations.stays import record_discharge
from homeward.permanency.goals.actions import describe_goal, set_goal
from homeward.permanency.goals.asked import CONCURRENT, PRIMARY, checks_on, fields_asked
from homeward.permanency.goals.checks import GoalNote, found, notes_on
from homeward.permanency.goals.history import goals_of
from homeward.permanency.models import PermanencyGoal
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.permanency.family import NOAH, OWEN, REASONS, SAHRA, THEO, child, disturb, event_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

OTHER_PLANNED = "other_planned_arrangement"
NEEDS = {
    "adoption": {"rationale", "efforts"},
    "guardianship": {"rationale", "efforts"},
    "fit_and_willing_relative": {"rationale", "efforts"},
    OTHER_PLANNED: {"compelling_reason", "efforts", "enduring_adult"},
    "reunification": set(),
}


def set_for(of: Child, goal: str, kind: str = PRIMARY, on: date = TODAY, **given: Any) -> Event:
    details = given.pop("details", REASONS)
    by = given.pop("by", person("sup-02" if of.external_id == SAHRA else "ocm-001"))
    return set_goal(child=of, kind=kind, goal=goal, on=on, details=details, by=by, today=TODAY, **given)


def faults(of: Child, goal: str, kind: str = PRIMARY, on: date = TODAY, **given: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        set_for(of, goal, kind, on, **given)
    return refused.value.message_dict


def unwritten(of: Child, today: date) -> list[GoalNote]:
    return list(notes_on(goals_of(of, today)))


def born(of: Child, years: int, days: int = 0) -> Child:
    """The child is so many years and days old today."""
    of.birth_date = TODAY.replace(year=TODAY.year - years) - timedelta(days=days)
    of.save()
    return of


@pytest.mark.parametrize("kind", [PRIMARY, CONCURRENT])
@pytest.mark.parametrize("goal", NEEDS)
def test_each_goal_asks_for_its_reasons_and_no_more(goal: str, kind: str) -> None:
    asked = {name for rule in checks_on(kind, goal, TODAY) for name in fields_asked(rule)}
    assert asked == NEEDS[goal]


@pytest.mark.parametrize("kind", [PRIMARY, CONCURRENT])
@pytest.mark.parametrize("goal", [goal for goal, needed in NEEDS.items() if needed])
def test_a_goal_without_the_reasons_that_it_needs_is_refused_with_the_citation(goal: str, kind: str) -> None:
    empty = dict.fromkeys(REASONS, "  ") | {"set_by": "court"}
    told = faults(born(child(THEO), 16), goal, kind, details=empty)
    assert set(told) == NEEDS[goal]
    assert all("48.38(4)(f" in one for said in told.values() for one in said)
    assert goals_of(child(THEO), TODAY).concurrent is None


@pytest.mark.parametrize("kind", [PRIMARY, CONCURRENT])
def test_another_planned_arrangement_is_refused_the_day_before_the_16th_birthday(kind: str) -> None:
    noah = born(child(NOAH), 16, days=-1)
    (said,) = faults(noah, OTHER_PLANNED, kind)["value"]
    assert "s. 48.38(4)(fg)5." in said
    assert "Sixteenth birthday: Mon, Nov 23, 2026." in said


@pytest.mark.parametrize("kind", [PRIMARY, CONCURRENT])
def test_another_planned_arrangement_may_be_set_on_the_16th_birthday(kind: str) -> None:
    assert set_for(born(child(NOAH), 16), OTHER_PLANNED, kind).value == OTHER_PLANNED


def test_the_age_is_that_on_the_day_on_which_the_goal_was_set() -> None:
    assert "value" in faults(born(child(NOAH), 16), OTHER_PLANNED, on=TODAY - timedelta(days=1))


def test_without_a_birth_date_nobody_can_tell_and_it_is_shown() -> None:
    sahra = child(SAHRA)
    set_for(sahra, OTHER_PLANNED)
    assert "Cannot tell: the birth date is not recorded" in [
        note.says for note in found(sahra, goals_of(sahra, TODAY), TODAY)
    ]


def test_the_concurrent_goal_is_another_than_the_primary_one_of_that_day() -> None:
    theo = child(THEO)
    assert "already, since Sun, Dec 14, 2025" in faults(theo, "reunification", CONCURRENT)["value"][0]
    set_for(theo, "adoption", on=TODAY - timedelta(days=9))
    assert "value" in faults(theo, "reunification", CONCURRENT, on=TODAY - timedelta(days=10))
    set_for(theo, "reunification", CONCURRENT, on=TODAY - timedelta(days=9))


def test_when_the_concurrent_goal_becomes_the_primary_one_a_second_is_missing() -> None:
    theo = child(THEO)
    set_for(theo, "adoption", CONCURRENT, on=TODAY - timedelta(days=1))
    assert not goals_of(theo, TODAY).are_the_same
    set_for(theo, "adoption")
    assert goals_of(theo, TODAY).are_the_same


@pytest.mark.parametrize(("days", "refused"), [(0, False), (1, True)])
def test_a_goal_belongs_to_a_stay_its_last_day_included(days: int, refused: bool) -> None:
    noah = child(NOAH)
    left = TODAY - timedelta(days=3)
    episode = noah.episodes.get()
    record_discharge(
        episode=episode, discharged_on=left, discharge_reason="reunification", by=person("ocm-001"), today=TODAY
    )
    on = left + timedelta(days=days)
    if refused:
        assert "belongs to a stay" in faults(noah, "reunification", on=on)["on"][0]
    else:
        set_for(noah, "reunification", on=on)
    assert "on" in faults(noah, "reunification", on=episode.removed_on - timedelta(days=1))


def test_a_refused_goal_leaves_nothing_behind() -> None:
    noah = child(NOAH)
    before = (Event.objects.count(), Entry.objects.count(), noah.version)
    faults(noah, OTHER_PLANNED)
    noah.refresh_from_db()
    assert (Event.objects.count(), Entry.objects.count(), noah.version) == before


def test_a_goal_away_from_reunification_asks_for_a_relative_search() -> None:
    theo = child(THEO)
    searches = Obligation.objects.filter(child=theo, rule="wi.relative-search").count()
    event = set_for(theo, "adoption")
    assert Obligation.objects.filter(child=theo, rule="wi.relative-search").count() == searches + 1
    assert event.moves.filter(rule="wi.relative-search").exists()


def test_sending_twice_sets_one_goal_with_one_record() -> None:
    theo, token = child(THEO), "2f0a4ab8-21d3-4f51-8ad2-1d9ec6fbb4a7"
    first, second = (set_for(theo, "adoption", token=token, version=theo.version) for _ in range(2))
    assert first == second
    assert PermanencyGoal.objects.filter(event=first).count() == 1


def test_a_form_from_before_somebody_else_saved_is_refused() -> None:
    theo = child(THEO)
    disturb(theo)
    with pytest.raises(ChangedSinceError):
        set_for(theo, "adoption", version=theo.version)


@pytest.mark.parametrize("who", ["pc-01", "qa-01", "admin-01", "ocm-002", "fac-01"])
def test_goals_are_set_by_the_case_manager_and_her_supervisor_alone(who: str) -> None:
    with pytest.raises(PermissionDenied):
        set_for(child(THEO), "adoption", by=person(who))
    noah = child(NOAH)
    event = event_of(noah, PRIMARY)
    with pytest.raises(PermissionDenied):
        describe_goal(event=event, details=REASONS, by=person(who), today=TODAY, version=noah.version)
    set_for(child(THEO), "adoption", by=person("sup-01"))


def test_the_reasons_of_a_goal_from_an_extract_are_written_later_and_no_date_moves() -> None:
    noah = child(NOAH)
    event = event_of(noah, PRIMARY)
    described = describe_goal(event=event, details=REASONS, by=person("ocm-001"), today=TODAY, version=noah.version)
    assert described == event
    assert event.permanencygoal.rationale == "Why this goal"
    assert not event.moves.exists()
    latest = Entry.objects.about(noah.pk)[0]
    assert (latest.verb, latest.details) == ("describe_goal", {"kind": PRIMARY})
    again = describe_goal(event=event, details=REASONS, by=person("ocm-001"), today=TODAY, version=noah.version)
    assert again == event, "the same twice is harmless"


def test_reasons_that_are_written_anew_count_in_the_place_of_the_old_ones_which_stay() -> None:
    owen = child(OWEN)
    event = event_of(owen, PRIMARY)
    given: dict[str, Any] = {"by": person("ocm-001"), "today": TODAY, "version": owen.version}
    with pytest.raises(ValidationError, match="Say why"):
        describe_goal(event=event, details=REASONS, **given)
    anew = describe_goal(event=event, details=REASONS, why="More is known", **given)
    assert (anew.corrects, anew.on, anew.value) == (event, event.on, event.value)
    primary = goals_of(owen, TODAY).primary
    assert primary
    assert primary.details
    assert primary.details.rationale == "Why this goal"
    assert event.permanencygoal.rationale.startswith("The foster family")


def test_reasons_are_carried_over_when_only_the_day_is_corrected_and_not_to_another_goal() -> None:
    owen = child(OWEN)
    event = event_of(owen, PRIMARY)
    given: dict[str, Any] = {"by": person("ocm-001"), "today": TODAY, "why": "Typed wrongly"}
    moved = correct_event(event=event, on=event.on + timedelta(days=1), value="adoption", **given)
    primary = goals_of(owen, TODAY).primary
    assert primary
    assert (primary.event, primary.missing) == (moved, [])
    correct_event(event=moved, on=moved.on, value="guardianship", **given)
    changed = goals_of(owen, TODAY).primary
    assert changed
    assert changed.details is None
    assert [note.rule.id for note in unwritten(owen, TODAY)] == ["wi.goal-rationale"]


def test_a_goal_that_is_taken_back_leaves_the_one_before_in_force() -> None:
    owen = child(OWEN)
    withdraw_event(event=event_of(owen, PRIMARY), by=person("ocm-001"), today=TODAY, why="The wrong child")
    primary = goals_of(owen, TODAY).primary
    assert primary
    assert (primary.event.value, primary.until) == ("reunification", None)


def test_what_is_not_on_record_is_a_check_until_it_is_written() -> None:
    theo = child(THEO)
    assert unwritten(theo, TODAY) == []
    event = record_event(child=theo, kind=CONCURRENT, on=TODAY, value="guardianship", by=person("ocm-001"), today=TODAY)
    (note,) = unwritten(theo, TODAY)
    assert (note.event, note.rule.id) == (event, "wi.goal-rationale")
    assert "the rationale for this goal; the efforts made to achieve it" in note.says
    theo.refresh_from_db()
    describe_goal(event=event, details=REASONS, by=person("ocm-001"), today=TODAY, version=theo.version)
    assert unwritten(theo, TODAY) == []


def test_the_goals_of_an_earlier_stay_are_history() -> None:
    devon = child("devon-mabrey")
    goals = goals_of(devon, TODAY)
    assert goals.primary
    assert goals.primary.event.on == date(2026, 4, 16)
    stay = devon.episodes.order_by("-removed_on")[0]
    Event.objects.filter(pk=goals.primary.event.pk).update(on=stay.removed_on - timedelta(days=1))
    assert goals_of(devon, TODAY).primary is None
    assert len(goals_of(devon, TODAY).history) == 2
