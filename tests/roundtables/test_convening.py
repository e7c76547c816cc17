"""Convening by hand: what is refused, what is written, moving, cancelling and holding."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from homeward.audit.models import Entry
from homeward.casefile.models import Assignment, Child, Event
from homeward.roundtables.actions import cancel, convene, hold, move
from homeward.roundtables.arrangement import Arrangement
from homeward.roundtables.models import Absence, Availability, Room, Roundtable
from homeward.workforce.models import Role
from tests.casefile.staff import LONG_AGO, newcomer, person
from tests.cast_county import TODAY
from tests.roundtables.arranged import SOON, convened, other_child, room, waiting_child, wanted

pytestmark = pytest.mark.django_db


def faults(asked: Arrangement) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        convene(wanted=asked, by=person("pc-01"), today=TODAY, token=uuid4())
    return dict(refused.value.message_dict)


def announced(child: Child) -> list[Event]:
    return list(Event.objects.current().filter(child=child, kind="roundtable_scheduled", on__gte=TODAY))


def test_what_is_convened_is_announced_in_the_file_and_its_seats_say_why() -> None:
    child = waiting_child()
    made = convened(child)
    assert [(event.on, event.recorded_by) for event in announced(child)] == [(SOON, person("pc-01"))]
    seats = {seat.role: seat for seat in made.seats.all()}
    assert set(seats) == {
        "permanency_consultant", "ongoing_case_manager", "supervisor", "facilitator", "external_consultant"
    }  # fmt: skip
    assert "Certified until" in seats["facilitator"].eligible_because
    assert seats["external_consultant"].eligible_because == "Of another agency."
    assert Entry.objects.filter(verb="convene_roundtable", target=f"roundtable:{made.pk}").count() == 1


def test_sending_the_form_twice_convenes_once() -> None:
    asked, token = wanted(), uuid4()
    both = {convene(wanted=asked, by=person("pc-01"), today=TODAY, token=token).pk for _ in range(2)}
    assert len(both) == Roundtable.objects.count() == 1
    assert len(announced(asked.children[0])) == 1


@pytest.mark.parametrize(("until", "is_fine"), [(SOON, True), (SOON - timedelta(days=1), False), (None, False)])
def test_a_facilitator_is_certified_on_the_day(until: object, is_fine: bool) -> None:
    Role.objects.filter(person=person("fac-01"), name="facilitator").update(certified_until=until)
    if is_fine:
        convened()
    else:
        assert set(faults(wanted())) == {"facilitator"}


def test_a_facilitator_was_never_assigned_to_the_child_or_a_sibling() -> None:
    child = waiting_child()
    sibling = Child.objects.exclude(pk=child.pk)[0]
    Child.objects.filter(pk__in=(child.pk, sibling.pk)).update(case_id="one-family")
    child.refresh_from_db()
    long_ago = {"from_on": LONG_AGO, "until_on": LONG_AGO}
    Assignment.objects.create(child=sibling, person=person("fac-01"), role="ongoing_case_manager", **long_ago)
    assert "assigned" in faults(wanted(child))["facilitator"][0]


def test_a_facilitator_is_not_in_the_case_managers_line_of_supervision() -> None:
    above = newcomer("supervisor", unit="three-bridges-1")
    Role.objects.create(person=above, name="facilitator", from_on=LONG_AGO, certified_until=SOON)
    assert "line of supervision" in faults(wanted(facilitator=above))["facilitator"][0]


def test_whether_the_facilitator_is_a_relative_is_asked() -> None:
    assert set(faults(wanted(is_asked=False))) == {"is_asked"}


def test_without_anybody_from_another_agency_the_efforts_are_written() -> None:
    assert set(faults(wanted(external=None))) == {"efforts"}
    seat = convened(external=None, efforts="Asked two partner agencies.").seats.get(role="external_consultant")
    assert (seat.person, seat.waived_by, seat.waived_why) == (None, person("pc-01"), "Asked two partner agencies.")


def test_somebody_of_another_department_is_the_second_choice_and_one_of_the_team_is_none() -> None:
    other = newcomer("quality_staff", unit="three-bridges-2" if has_unit("three-bridges-2") else None)
    same = newcomer("quality_staff", unit="three-bridges-1")
    assert "department" in faults(wanted(external=same, efforts="Asked."))["external"][0]
    if other.unit_id:
        assert set(faults(wanted(external=other))) == {"efforts"}
        assert convened(external=other, efforts="Asked.").seats.get(person=other).waived_why == "Asked."


def has_unit(name: str) -> bool:
    from homeward.workforce.models import Unit

    return Unit.objects.filter(external_id=name).exists()


def test_one_person_has_one_seat() -> None:
    assert set(faults(wanted(scribe=person("fac-01")))) == {"scribe"}


def test_a_room_is_free_a_quarter_of_an_hour_after_the_meeting_before() -> None:
    convened()
    other = other_child()
    people: dict[str, Any] = {"facilitator": person("fac-02"), "external": None, "efforts": "Asked."}
    assert set(faults(wanted(other, **people, at=time(11)))) >= {"room"}
    assert "room" not in faults(wanted(other, **people, at=time(10, 30), room=room("Elm")))
    convened(other, **people, at=time(11, 30))


def test_nobody_sits_at_two_roundtables_at_once() -> None:
    convened()
    assert {"facilitator", "external"} <= set(faults(wanted(other_child(), room=room("Elm"), at=time(10, 30))))


def test_nobody_comes_while_away_or_outside_of_working_hours() -> None:
    asked = wanted()
    Absence.objects.create(
        person=person("fac-01"), from_at=asked.starts_at + timedelta(hours=1), until_at=asked.ends_at,
        recorded_by=person("pc-01"), recorded_at=asked.starts_at,
    )  # fmt: skip
    Availability.objects.create(person=person("ext-01"), works_from=time(9, 30), works_until=time(16))
    assert set(faults(asked)) == {"facilitator", "external"}


def test_a_cap_holds_on_the_day() -> None:
    convened()
    limits: dict[str, Any] = {"works_from": time(8), "works_until": time(18), "max_per_day": 1}
    Availability.objects.create(person=person("fac-01"), **limits)
    later = wanted(other_child(), room=room("Elm"), at=time(14))
    assert "at most 1 on one day" in faults(later)["facilitator"][0]


def test_a_child_has_one_roundtable_ahead() -> None:
    child = waiting_child()
    convened(child)
    later = wanted(child, on=SOON + timedelta(days=1))
    assert set(faults(later)) == {"children"}


def test_a_passed_day_is_refused() -> None:
    assert "on" in faults(wanted(on=TODAY - timedelta(days=1)))


def test_moving_corrects_what_was_announced() -> None:
    child = waiting_child()
    made = convened(child)
    later = replace(wanted(child, on=SOON + timedelta(days=1)), moves=made)
    sent: dict[str, Any] = {"by": person("pc-01"), "today": TODAY, "token": uuid4(), "version": None}
    for _ in range(2):
        move(roundtable=made, wanted=later, why="The room is needed.", **sent)
    made.refresh_from_db()
    assert (made.on, made.version) == (SOON + timedelta(days=1), 2)
    [event] = announced(child)
    assert (event.on, event.corrects and event.corrects.on, event.why) == (made.on, SOON, "The room is needed.")
    assert made.seats.taken().count() == 5


def test_cancelling_withdraws_what_was_announced() -> None:
    child = waiting_child()
    made = convened(child)
    for _ in range(2):
        cancel(roundtable=made, why="Home.", by=person("pc-01"), today=TODAY)
    assert announced(child) == []
    convened(child, on=SOON + timedelta(days=1))


def test_holding_records_it_for_every_child_on_its_day() -> None:
    child = waiting_child()
    made = convened(child)
    with pytest.raises(ValidationError):
        hold(roundtable=made, by=person("pc-01"), today=SOON - timedelta(days=1))
    for _ in range(2):
        hold(roundtable=made, by=person("pc-01"), today=SOON)
    held = Event.objects.current().filter(child=child, kind="roundtable_held", on=SOON)
    assert held.count() == 1
    assert made.attending.get().held == held.get()


def test_siblings_are_met_in_one_and_announced_in_both_files() -> None:
    first, second = waiting_child(), other_child()
    made = convened(first, second)
    assert {one.child for one in made.attending.all()} == {first, second}
    assert [len(announced(child)) for child in (first, second)] == [1, 1]


def test_a_stranger_convenes_nothing() -> None:
    for who in ("pc-02", "ocm-001", "fac-01", "qa-01"):
        with pytest.raises(PermissionDenied):
            convene(wanted=wanted(), by=person(who), today=TODAY, token=uuid4())
    assert not Roundtable.objects.exists()
    assert Room.objects.count() == 1


def test_what_is_noted_of_somebody_waits_for_no_roundtable_that_is_convened_with_her() -> None:
    """Whoever notes refers to the person, and holds the end of the audit, for which the convener will wait."""
    with CaptureQueriesContext(connection) as asked:
        convened()
    locks = [one["sql"] for one in asked if "FOR " in one["sql"] and " UPDATE" in one["sql"]]
    of_people = [sql for sql in locks if 'FROM "workforce_person"' in sql or 'FROM "roundtables_room"' in sql]
    assert len(of_people) == (2 if connection.vendor == "postgresql" else 0), "SQLite locks the whole file"
    assert all("FOR NO KEY UPDATE" in sql for sql in of_people)
