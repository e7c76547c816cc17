"""A month that is solved, pinned, made again, stopped, and told in words where nothing can be done."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks

from homeward.casefile.models import Assignment
from homeward.roundtables.models import Roundtable, Stage, Timetable
from homeward.roundtables.timetables import actions
from homeward.roundtables.timetables.actions import Days, is_interrupted
from homeward.roundtables.timetables.problem import Made
from homeward.roundtables.timetables.words import fault_words
from homeward.scheduling import solver
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.roundtables.arranged import convened, room, waiting_child
from tests.roundtables.timetables.asked import FIRST, LAST, ask, made, meetings, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rooms() -> None:
    room("Oak")
    room("Elm")


def settled(timetable: Timetable, key: str, *, is_left_out: bool = False, **pin: Any) -> Timetable:
    sent: dict[str, Any] = {"by": person("pc-01"), "today": TODAY}
    actions.settle_meeting(timetable=timetable, key=key, pin=pin, is_left_out=is_left_out, **sent)
    return made(actions.ask_again(timetable=timetable, **sent))


def test_it_is_made_in_the_background_and_touches_nothing(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        timetable = ask()
    assert [one.task_path for one in DBTaskResult.objects.all()] == ["homeward.roundtables.timetables.tasks.solve"]
    assert made(timetable).stage == Stage.PROPOSED
    assert str(waiting_child().pk) in meetings(timetable)
    assert not Roundtable.objects.exists()


def test_it_is_equal_if_it_is_made_twice() -> None:
    assert proposed().solution["meetings"] == proposed().solution["meetings"]


def test_what_is_pinned_stays_and_the_rest_changes_as_little_as_may_be() -> None:
    first = proposed()
    key = str(waiting_child().pk)
    other = room("Elm") if meetings(first)[key]["room"] == str(room("Oak").pk) else room("Oak")
    again = settled(first, key, room=str(other.pk))
    assert meetings(again)[key]["room"] == str(other.pk)
    assert {one: meeting for one, meeting in meetings(again).items() if one != key} == {
        one: meeting for one, meeting in meetings(first).items() if one != key
    }
    first.refresh_from_db()
    assert first.stage == Stage.DISCARDED


def test_what_is_left_out_is_told_and_can_be_taken_in_again() -> None:
    key = str(waiting_child().pk)
    without = settled(proposed(), key, is_left_out=True)
    assert key not in meetings(without)
    assert without.beside[key]["says"] == "Left out by you."
    assert key in meetings(settled(without, key))


def test_pins_that_contradict_are_told_by_name_and_no_timetable_is_made() -> None:
    key, lead = str(waiting_child().pk), person("fac-01")
    lunch = settled(proposed(), key, start="2026-12-01T12:00", facilitator=str(lead.pk))
    assert (lunch.stage, lunch.solution) == (Stage.IMPOSSIBLE, {})
    [fault] = lunch.faults
    assert str(waiting_child()) in fault
    assert "Change or loosen" in fault
    assert key not in fault


def test_stopping_takes_the_best_so_far() -> None:
    timetable = ask(days=Days(FIRST, LAST, 300))
    actions.stop(timetable=timetable, by=person("pc-01"), today=TODAY)
    assert made(timetable).stage == Stage.PROPOSED
    assert meetings(timetable)


def test_what_was_discarded_while_it_was_made_stays_discarded(monkeypatch: pytest.MonkeyPatch) -> None:
    timetable, real = ask(), solver.solve

    def discarding(*given: Any, **named: Any) -> Any:
        actions.discard(timetable=timetable, by=person("pc-01"), today=TODAY)
        return real(*given, **named)

    monkeypatch.setattr("homeward.roundtables.timetables.solving.solve", discarding)
    assert made(timetable).stage == Stage.DISCARDED
    with pytest.raises(ValidationError):
        settled(timetable, "x")


def test_a_fault_of_the_solver_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: Any, **named: Any) -> Any:
        raise MemoryError("names of children")

    announced = convened(waiting_child())
    monkeypatch.setattr("homeward.roundtables.timetables.solving.solve", broken)
    timetable = made(ask(may_move=True))
    assert (timetable.stage, timetable.solution) == (Stage.FAILED, {})
    assert "What is announced stays as it is" in timetable.faults[0]
    announced.refresh_from_db()
    assert announced.status == "announced"


def test_what_does_not_pass_the_check_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeward.roundtables.timetables.solving.check", lambda *given: ["t1: two meetings at once"])
    timetable = made(ask())
    assert (timetable.stage, timetable.solution) == (Stage.FAILED, {})


def test_work_that_was_interrupted_can_be_begun_again() -> None:
    timetable = ask()
    long_ago = timezone.now() - timedelta(minutes=5)
    Timetable.objects.filter(pk=timetable.pk).update(stage=Stage.SOLVING, seen_at=long_ago)
    timetable.refresh_from_db()
    assert is_interrupted(timetable)
    again = actions.ask_again(timetable=timetable, by=person("pc-01"), today=TODAY)
    assert made(again).stage == Stage.PROPOSED


def test_without_a_supervisor_nothing_is_proposed_and_the_reason_is_told() -> None:
    child = waiting_child()
    Assignment.objects.filter(child=child, role="supervisor").delete()
    timetable = proposed()
    assert "Nobody is assigned as supervisor" in timetable.beside[str(child.pk)]["says"]


def test_days_that_can_not_be_are_refused() -> None:
    for days in (Days(TODAY - timedelta(days=1), LAST), Days(LAST, FIRST), Days(FIRST, FIRST + timedelta(days=200))):
        with pytest.raises(ValidationError):
            ask(days=days)


@pytest.mark.parametrize("who", ["sup-01", "ocm-001", "qa-01", "admin-01", "fac-01", "pc-02"])
def test_timetables_are_the_consultants_of_the_agency(who: str) -> None:
    with pytest.raises(PermissionDenied):
        ask(by=person(who))


@pytest.mark.parametrize(
    ("start", "says"),
    [
        ("2027-06-07T09:00", "Mon, Jun 7, 2027 is none of its days, "),
        ("2026-11-26T09:00", "Thu, Nov 26, 2026 is no working day"),
        (
            "2026-11-24T11:30",
            "11:30 a.m. to 1:30 p.m. does not fit into the hours for meetings, 8:30 a.m. to 4:30 p.m.",
        ),
    ],
)
def test_a_pin_that_can_not_be_says_which_of_its_day_and_its_hours_is_wrong(start: str, says: str) -> None:
    one = {"id": "a", "minutes": 120, "opens_on": "2026-11-23", "closes_on": "2026-12-04", "pinned": {"start": start}}
    day = {"opens": "08:30", "closes": "16:30", "lunch": ["12:00", "13:00"]}
    problem = Made(document={"roundtables": [one], "day": day, "closed_days": ["2026-11-26"]})
    fault = (
        f"roundtables[0].pinned.start: {start} would put the meeting outside its window, its working days or the hours"
    )
    assert says in fault_words(fault, problem)
