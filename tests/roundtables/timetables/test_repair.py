"""A repair: who said no is known, usual numbers do not stand in its way, and what can not be is said plainly."""

from datetime import time
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.roundtables.actions import convene
from homeward.roundtables.free import moment
from homeward.roundtables.models import Absence, Availability, Room, Roundtable, SchedulingSettings, Timetable
from homeward.roundtables.timetables.actions import Days
from homeward.roundtables.timetables.problem import problem_of
from homeward.roundtables.timetables.wish import wish_of
from homeward.workforce.models import Unit
from tests.casefile.staff import newcomer, person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, other_child, room, waiting_child, wanted
from tests.roundtables.timetables.asked import ask, meetings, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def pc(sign_in: SignIn) -> Client:
    return sign_in("pc-01")


def repaired(made: Roundtable, *absent: str) -> Timetable:
    return proposed(repairs=made, absent=[str(person(who).pk) for who in absent], days=Days(SOON, SOON, 10))


def page_of(pc: Client, timetable: Timetable, name: str = "timetable") -> str:
    return pc.get(reverse(name, args=(timetable.pk,))).content.decode()


def elsewhere() -> Roundtable:
    """A meeting of the other agency with the same facilitator, in a room that is not ours."""
    child = Child.objects.in_care(on=TODAY).filter(unit__external_id="kestrel-point-1", roundtables=None)[0]
    far = Room.objects.create(agency=child.agency, name="Far room", site="Far")
    unit = Unit.objects.create(agency=child.agency, name="Second", external_id="kestrel-point-second")
    colleague = newcomer("supervisor", agency="kestrel-point", unit=unit.external_id)
    arranged = wanted(child, room=far, external=colleague, efforts="Asked two agencies.")
    return convene(wanted=arranged, by=person("pc-02"), today=TODAY, token=uuid4())


def test_who_said_that_she_can_not_come_is_ticked_already(pc: Client) -> None:
    made = convened(waiting_child())
    made.invited.filter(person=person("fac-01")).update(answer="declined")
    form = pc.get(reverse("roundtable_repair", args=(made.pk,))).context["form"]
    assert form["absent"].value() == [str(person("fac-01").pk)]


def test_the_usual_numbers_bind_a_repair_as_little_as_one_who_convenes_by_hand() -> None:
    made = convened(waiting_child())
    convened(other_child(), at=time(13))
    SchedulingSettings.objects.create(agency=made.agency, caps={"supervisor": [1, 1]})
    timetable = repaired(made, "fac-01")
    meeting = meetings(timetable)[str(made.pk)]
    assert (meeting["start"], meeting["facilitator"]) == (f"{SOON}T09:00", str(person("fac-02").pk))


def test_what_is_recorded_of_a_person_binds_a_repair() -> None:
    made = convened(waiting_child())
    Availability.objects.create(person=person("fac-02"), works_from=time(8), works_until=time(17), max_per_week=0)
    assert str(made.pk) not in meetings(repaired(made, "fac-01"))


def test_where_nothing_is_found_the_page_says_why_and_where_to_go_on(pc: Client) -> None:
    made = convened(waiting_child())
    page = page_of(pc, repaired(made, "ocm-001"))
    assert "Nothing was found" in page
    assert "What would make a place:" in page
    for name in ("roundtable_repair", "move_roundtable", "cancel_roundtable"):
        assert reverse(name, args=(made.pk,)) in page
    assert "Accept…" not in page
    assert "Proven for every goal" not in page


def test_where_everybody_can_come_nothing_has_to_be_changed(pc: Client) -> None:
    page = page_of(pc, repaired(convened(waiting_child())))
    assert "Nothing has to be changed" in page
    assert "Accept…" not in page


def test_only_what_the_change_needs_is_asked_before_it_is_accepted(pc: Client) -> None:
    made = convened(waiting_child(), external=None, efforts="Asked two agencies.")
    room("Elm")
    timetable = repaired(made, "fac-01")
    form = pc.get(reverse("accept_timetable", args=(timetable.pk,))).context["form"]
    assert list(form.fields) == ["why", "is_asked"]
    pc.post(reverse("accept_timetable", args=(timetable.pk,)), {"why": "She is ill.", "is_asked": "on"})
    assert made.seats.taken().get(role="facilitator").person == person("fac-02")
    assertContains(pc.get(reverse("timetable", args=(timetable.pk,))), "Whoever takes part is told.")


def test_what_has_become_impossible_is_not_called_accepted(pc: Client) -> None:
    made = convened(waiting_child())
    timetable = repaired(made, "fac-01")
    whole = {
        "from_at": moment(SOON, time.min),
        "until_at": moment(SOON, time.max),
        "recorded_at": moment(TODAY, time(9)),
    }
    Absence.objects.create(person=person("fac-02"), recorded_by=person("pc-01"), **whole)
    pc.post(reverse("accept_timetable", args=(timetable.pk,)), {"why": "She is ill.", "is_asked": "on"})
    page = pc.get(reverse("timetable", args=(timetable.pk,)))
    assertContains(page, "Nothing was changed")
    assertNotContains(page, "Accepted.")


def test_the_way_from_a_meeting_in_a_room_of_others_is_counted() -> None:
    SchedulingSettings.objects.create(agency=room().agency, travel={"Far|North": 60})
    theirs = elsewhere()
    document = problem_of(wish_of(ask(), today=TODAY)).document
    far = next(one for one in document["rooms"] if one["id"] == str(theirs.room_id))
    [stays] = [one for one in document["roundtables"] if one["id"] == str(theirs.pk)]
    assert stays["pinned"]["facilitator"] == str(person("fac-01").pk)
    assert stays["pinned"]["external"] is None, "who is asked by them alone can not be asked here"
    assert far["closed"] == [["2026-11-23T00:00", f"{SOON}T09:00"], [f"{SOON}T11:00", "2027-01-04T00:00"]]
    assert 60 in document["travel_minutes"].values()
