"""Every address of the roundtables for every role: open, refused, or not there for a stranger."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.obligations.actions import record_event
from homeward.roundtables.actions import cancel, convene, hold
from homeward.roundtables.models import Absence, Choice, Room, RoomClosure, Roundtable, SharedAbsence
from tests.casefile.staff import newcomer, person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, other_child, waiting_child, wanted
from tests.roundtables.timetables.asked import ask

pytestmark = pytest.mark.django_db

SEES = ("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01")
CONVENES = ("sup-01", "pc-01")
LOOKS_AFTER = ("pc-01", "admin-01")
STRANGERS = ("ocm-002", "pc-02", "fac-02", "coach-01", "learner-01")
LISTS = ("roundtables_needed", "meetings", "forecast")
OF_CHILD = ("roundtables_of_child", "choose_roundtable", "begin_roundtable", "roundtable_apart", "convene")
OF_MEETING = ("roundtable", "move_roundtable", "cancel_roundtable", "hold_roundtable", "announce_roundtable",
              "roundtable_repair")  # fmt: skip
AT_THE_TABLE = ("roundtable_meeting", "roundtable_meeting_saved", "roundtable_projector", "consultation_recommend",
                "start_roundtable_meeting")  # fmt: skip
"""Asked in test_at_the_table.py."""
OF_PLACES = ("rooms", "add_room", "room", "close_room", "withdraw_closure", "availabilities", "availability", "away",
             "withdraw_absence", "shared_absence", "withdraw_shared_absence",
             "scheduling_settings", "prioritization_guidance")  # fmt: skip
OF_TIMETABLES = ("timetables", "timetable", "stop_timetable", "timetable_again", "discard_timetable",
                 "accept_timetable", "adjust_meeting")  # fmt: skip


@pytest.fixture
def made() -> Roundtable:
    return convened()


def child_of(made: Roundtable) -> Child:
    return made.attending.get().child


def places() -> dict[str, str]:
    room = Room.objects.get()
    whole = {"from_at": timezone.now(), "until_at": timezone.now() + timedelta(days=2), "recorded_by": person("pc-01"),
             "recorded_at": timezone.now()}  # fmt: skip
    closure = RoomClosure.objects.create(room=room, **whole)
    absence = Absence.objects.create(person=person("fac-01"), **whole)
    agency = person("pc-01").agency
    assert agency
    together = SharedAbsence.objects.create(agency=agency, what="Court days", **whole)
    keys = {"withdraw_shared_absence": together.pk,
            "room": room.pk, "close_room": room.pk, "withdraw_closure": closure.pk, "availability": person("fac-01").pk,
            "away": person("fac-01").pk, "withdraw_absence": absence.pk}  # fmt: skip
    return {name: reverse(name, args=(keys[name],) if name in keys else ()) for name in OF_PLACES}


def test_every_address_is_asked_here() -> None:
    from homeward.roundtables.invitations.urls import urlpatterns as of_invitations
    from homeward.roundtables.urls import urlpatterns

    asked = {*LISTS, *OF_CHILD, *OF_MEETING, *OF_PLACES, *OF_TIMETABLES, *AT_THE_TABLE}
    asked |= {"withdraw_choice", "announce_roundtables", "certifications"}
    asked |= {"swap_roundtables"}  # in test_swaps.py
    asked |= {"certification", "record_certification", "withdraw_certification"}  # test_certifying.py
    asked |= {str(pattern.name) for pattern in of_invitations}  # in a folder of their own
    assert {pattern.name for pattern in urlpatterns} == asked


@pytest.mark.parametrize("who", [*SEES, *STRANGERS, "ext-01"])
def test_lists_are_for_those_who_see_files(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    expected = 403 if who in {"fac-02", "ext-01"} else 200
    assert {client.get(reverse(name)).status_code for name in LISTS} == {expected}


@pytest.mark.parametrize("who", [*SEES, *STRANGERS])
def test_a_childs_pages_open_for_those_who_see_the_file(sign_in: SignIn, made: Roundtable, who: str) -> None:
    cancel(roundtable=made, why="Another day.", by=person("pc-01"), today=TODAY)
    client, child = sign_in(who), child_of(made)
    may = {
        "roundtables_of_child": SEES, "choose_roundtable": ("pc-01",), "begin_roundtable": ("ocm-001", "sup-01"),
        "roundtable_apart": CONVENES, "convene": CONVENES,
    }  # fmt: skip
    for name in OF_CHILD:
        status = client.get(reverse(name, args=(child.pk,))).status_code
        assert status == 200 if who in may[name] else status in {403, 404}, name
        assert who in SEES or status in {403, 404}


@pytest.mark.parametrize("who", [*SEES, *STRANGERS])
def test_a_roundtable_is_seen_by_file_and_changed_by_the_consultant(
    sign_in: SignIn, made: Roundtable, who: str
) -> None:
    client = sign_in(who)
    for name in OF_MEETING:
        status = client.get(reverse(name, args=(made.pk,))).status_code
        of_name = {
            "roundtable": SEES,
            "hold_roundtable": (),
            "announce_roundtable": (),
            "roundtable_repair": ("pc-01",),
        }
        may = of_name.get(name, CONVENES)
        assert status == 200 if who in may else status in {403, 404}, name


@pytest.mark.parametrize("who", [*SEES, "ext-01", "fac-01", "coach-01"])
def test_rooms_and_people_are_for_consultants_and_administrators(sign_in: SignIn, made: Roundtable, who: str) -> None:
    client = sign_in(who)
    for name, at in places().items():
        status = client.get(at).status_code
        if name in {"room", "close_room", "withdraw_closure"} and who == "admin-01":
            assert status == 200, "the county's administrator looks after the agencies below"
        assert status == (200 if who in LOOKS_AFTER else 403), name


@pytest.mark.parametrize("who", [*SEES, "pc-02", "fac-01", "learner-01"])
def test_a_timetable_is_opened_by_nobody_but_whoever_asked_for_it(sign_in: SignIn, who: str) -> None:
    client, timetable = sign_in(who), ask()
    for name in OF_TIMETABLES:
        given = {"timetables": (), "adjust_meeting": (timetable.pk, uuid4())}.get(name, (timetable.pk,))
        status = client.get(reverse(name, args=given)).status_code
        if who == "pc-01":
            assert status in {200, 405} or name == "adjust_meeting", name
        else:
            assert status in {403, 404, 405} or (who, name) == ("pc-02", "timetables"), name


def test_the_list_of_what_is_planned_is_open_to_those_who_see_files_and_holds_what_is_theirs(sign_in: SignIn) -> None:
    at = reverse("announce_roundtables")
    assert [sign_in(who).get(at).status_code for who in ("pc-01", "ocm-001", "fac-01")] == [200, 200, 403]


@pytest.mark.parametrize("who", ["fac-01", "ext-01"])
def test_a_seat_opens_the_roundtable_and_no_file_until_the_form_is_completed(
    sign_in: SignIn, made: Roundtable, who: str
) -> None:
    child, at = child_of(made), reverse("roundtable", args=(made.pk,))
    client = sign_in(who)
    page = client.get(at).content.decode()
    assert child.first_name in page
    assert (child.last_name in page, f"/children/{child.pk}" in page) == (False, False)
    assert at in client.get("/today/").content.decode()
    assert client.get(reverse("child", args=(child.pk,))).status_code == 404
    hold(roundtable=made, by=person("pc-01"), today=SOON)
    assert client.get(at).status_code == 200
    record_event(child=child, kind="consultation_form_completed", on=SOON, by=person("ocm-001"), today=SOON)
    assert client.get(at).status_code == 404
    assert at not in client.get("/today/").content.decode()


def test_whoever_has_no_seat_any_more_sees_it_no_more(sign_in: SignIn, made: Roundtable) -> None:
    made.seats.filter(person=person("ext-01")).update(left_at=timezone.now())
    assert sign_in("ext-01").get(reverse("roundtable", args=(made.pk,))).status_code == 404


def test_opening_by_a_seat_and_being_refused_are_noted(sign_in: SignIn, made: Roundtable) -> None:
    at, target = reverse("roundtable", args=(made.pk,)), f"roundtable:{made.pk}"
    sign_in("fac-01").get(at)
    sign_in("fac-02").get(at)
    noted = Entry.objects.filter(target=target).order_by("-sequence")[:2]
    assert [(one.verb, one.by) for one in noted] == [("refused", person("fac-02")), ("opened", person("fac-01"))]


def test_a_choice_is_taken_back_by_those_who_could_make_it(sign_in: SignIn) -> None:
    child = waiting_child()
    choice = Choice.objects.create(child=child, kind="together", why="Why", on=TODAY)
    at = reverse("withdraw_choice", args=(child.pk, choice.pk))
    assert sign_in("pc-01").post(at).status_code == 403
    assert sign_in("ocm-002").post(at).status_code == 404
    assert sign_in("ocm-001").post(at).status_code == 302


def queries(client: Client, at: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(at)
    return len(seen)


@pytest.mark.parametrize("name", [*LISTS, "availabilities"])
def test_a_page_asks_the_database_as_often_whatever_there_is(sign_in: SignIn, made: Roundtable, name: str) -> None:
    client, at = sign_in("pc-01"), reverse(name)
    client.get(at)
    many = queries(client, at)
    kept = child_of(made)
    Child.objects.exclude(pk=kept.pk).update(is_restricted=True)
    newcomer("facilitator")
    assert 0 < queries(client, at) <= many <= 26


def test_a_roundtable_asks_as_often_for_one_child_as_for_two(sign_in: SignIn, made: Roundtable) -> None:
    client, at = sign_in("pc-01"), reverse("roundtable", args=(made.pk,))
    client.get(at)
    assert queries(client, at) <= 40


def test_what_is_arranged_stands_outside_the_queue(sign_in: SignIn) -> None:
    child = waiting_child()
    client = sign_in("pc-01")
    at = reverse("convene", args=(child.pk,))
    assert at in client.get("/roundtables-needed/").content.decode()
    made = convene(wanted=wanted(child), by=person("pc-01"), today=TODAY, token=uuid4())
    assert at not in client.get("/roundtables-needed/").content.decode()
    assert f"/roundtables/{made.pk}/" in client.get("/roundtables-needed/?show=arranged").content.decode()


def test_by_the_file_of_one_child_nothing_is_said_of_another_who_is_met_too(sign_in: SignIn) -> None:
    child, other = waiting_child(), other_child()
    made = convened(child, other)
    Child.objects.filter(pk=other.pk).update(is_restricted=True, first_name="Zinnia")
    page = reverse("roundtable", args=(made.pk,))
    assertContains(sign_in("qa-01").get(page), "Another child")
    assertNotContains(sign_in("qa-01").get(page), "Zinnia")
    assertContains(sign_in("fac-01").get(page), "Zinnia")
