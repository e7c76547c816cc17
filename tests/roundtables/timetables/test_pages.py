"""The pages of a timetable, from asking for it to announcing what came of it, by a consultant in her browser."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from homeward.roundtables.models import Room, Roundtable, SchedulingSettings, Stage, Timetable
from homeward.roundtables.timetables.tasks import solve
from tests.casefile.staff import person
from tests.cast_county import SignIn
from tests.roundtables.arranged import convened, room, waiting_child
from tests.roundtables.timetables.asked import FIRST, LAST, ask, meetings, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_pc(sign_in: SignIn) -> Client:
    room("Oak")
    room("Elm")
    return sign_in("pc-01")


def at(name: str, timetable: Timetable, *more: object) -> str:
    return reverse(name, args=(timetable.pk, *more))


def typed(client: Client, address: str, **changed: Any) -> dict[str, Any]:
    form = client.get(address).context["form"]
    values = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    return {**values, **changed}


def test_a_month_is_asked_for_watched_and_proposed(client_pc: Client) -> None:
    address = reverse("timetables")
    assertContains(client_pc.get(reverse("roundtables_needed")), address)
    sent = typed(client_pc, address, first_day=f"{FIRST:%m/%d/%Y}", last_day=f"{LAST:%m/%d/%Y}", may_move="no")
    assertContains(client_pc.post(address, {**sent, "last_day": "11/1/2026"}), "comes before the first")
    page = client_pc.post(address, sent, follow=True)
    assertContains(page, "It begins in a moment")
    assertContains(page, "Stop and take the best so far")
    assertContains(page, 'http-equiv="refresh"')
    timetable = Timetable.objects.get()
    solve.call(str(timetable.pk))
    shown = client_pc.get(at("timetable", timetable))
    assertContains(shown, str(waiting_child()))
    assertContains(shown, "Proven for every goal")
    assertNotContains(shown, 'http-equiv="refresh"')


def test_how_far_it_is_stands_there_while_it_is_made(client_pc: Client) -> None:
    timetable = ask()
    reached = [["required_scheduled", 3, 4, None], ["changed", 0, None, None]]
    Timetable.objects.update(stage=Stage.SOLVING, seen_at=timezone.now(), reached=reached)
    piece = client_pc.get(at("timetable", timetable), headers={"HX-Request": "true"})
    assertContains(piece, "Not proven: 4 might be possible, not more")
    request: Any = piece.wsgi_request
    assert request.only_asks, "a page that only waits keeps no session alive"
    client_pc.post(at("stop_timetable", timetable))
    assertContains(client_pc.get(at("timetable", timetable)), "It is being stopped")


def test_a_meeting_is_pinned_and_the_timetable_made_again(client_pc: Client) -> None:
    timetable, key = proposed(), str(waiting_child().pk)
    address = at("adjust_meeting", timetable, key)
    assertContains(client_pc.post(address, {"choice": "in", "pins_start": "on"}), "Write the day")
    sent = typed(client_pc, address, pins_start="on", on="12/1/2026", at="13:00")
    assert client_pc.post(address, sent).status_code == 302
    again = Timetable.objects.get(pk=_again(client_pc, timetable))
    assert meetings(again)[key]["start"] == "2026-12-01T13:00"
    assertContains(client_pc.get(at("timetable", again)), "Pinned: day and time")


def _again(client: Client, timetable: Timetable) -> str:
    client.post(at("timetable_again", timetable), {"keeps": "yes"})
    latest = Timetable.objects.order_by("-asked_at")[0]
    assert latest.after == timetable
    solve.call(str(latest.pk))
    return str(latest.pk)


def test_pins_that_can_not_be_are_told_with_a_way_to_change_them(client_pc: Client) -> None:
    timetable, key = proposed(), str(waiting_child().pk)
    sent = typed(client_pc, at("adjust_meeting", timetable, key), pins_start="on", on="12/1/2026", at="12:00")
    client_pc.post(at("adjust_meeting", timetable, key), sent)
    client_pc.post(at("timetable_again", timetable))
    latest = Timetable.objects.order_by("-asked_at")[0]
    solve.call(str(latest.pk))
    page = client_pc.get(at("timetable", latest))
    assertContains(page, "These pins can not all be")
    assertContains(page, at("adjust_meeting", latest, key))


def test_what_has_no_place_says_why_and_what_would_make_one(client_pc: Client) -> None:
    Room.objects.update(is_in_use=False)
    page = client_pc.get(at("timetable", proposed()))
    assertContains(page, "no room is open")
    assertContains(page, "Another room, or a virtual one")


def test_it_is_accepted_announced_and_nothing_waits_any_more(client_pc: Client) -> None:
    timetable = proposed()
    assertContains(client_pc.get(at("accept_timetable", timetable)), "nobody is told until you announce it")
    page = client_pc.post(at("accept_timetable", timetable), follow=True)
    assertContains(page, "Accepted.")
    waiting = reverse("announce_roundtables")
    assertContains(client_pc.get(waiting), str(waiting_child()))
    assertContains(client_pc.post(waiting, {}), "Tick those")
    missing = client_pc.post(waiting, {"all": "yes"})
    planned = list(Roundtable.objects.filter(status="planned"))
    if planned:
        assertContains(missing, "Write what was tried")
        client_pc.post(waiting, {"all": "yes", "efforts_for_all": "Asked two agencies."})
    assert {one.status for one in Roundtable.objects.all()} == {"announced"}
    assertContains(client_pc.get(waiting), "Nothing waits to be announced")


def test_a_planned_one_is_announced_by_itself(client_pc: Client) -> None:
    client_pc.post(at("accept_timetable", proposed()))
    made = Roundtable.objects.get(attending__child=waiting_child())
    own = reverse("announce_roundtable", args=(made.pk,))
    assertContains(client_pc.get(reverse("roundtable", args=(made.pk,))), own)
    client_pc.post(own, {f"{made.pk}-is_asked": "on", f"{made.pk}-efforts": "Asked."})
    made.refresh_from_db()
    assert made.status == "announced"


def test_announcing_at_short_notice_takes_a_reason(client_pc: Client) -> None:
    client_pc.post(at("accept_timetable", proposed()))
    made = Roundtable.objects.get(attending__child=waiting_child())
    Roundtable.objects.filter(pk=made.pk).update(exception_why="")
    SchedulingSettings.objects.create(agency=made.agency, notice_days=60)
    own, sent = reverse("announce_roundtable", args=(made.pk,)), {f"{made.pk}-is_asked": "on"}
    sent[f"{made.pk}-efforts"] = "Asked."
    assertContains(client_pc.post(own, sent), "Why at an unusual time")
    client_pc.post(own, {**sent, f"{made.pk}-exception": "All of them agreed."})
    made.refresh_from_db()
    assert (made.status, made.exception_why) == ("announced", "All of them agreed.")


def test_before_announced_ones_are_changed_it_is_asked_why(client_pc: Client) -> None:
    announced = convened(waiting_child())
    Room.objects.filter(name="Oak").update(is_in_use=False)
    timetable = proposed(may_move=True)
    page = client_pc.get(at("accept_timetable", timetable))
    assertContains(page, "arranged already are changed")
    assertContains(client_pc.post(at("accept_timetable", timetable), {}), "Say why")
    sent = {"why": "The room is gone.", "is_asked": "on", "efforts": "Asked."}
    assert client_pc.post(at("accept_timetable", timetable), sent).status_code == 302
    announced.refresh_from_db()
    assert announced.room.name == "Elm"


def test_a_repair_begins_at_the_roundtable(client_pc: Client) -> None:
    made = convened(waiting_child())
    address = reverse("roundtable_repair", args=(made.pk,))
    assertContains(client_pc.get(reverse("roundtable", args=(made.pk,))), address)
    sent = typed(client_pc, address, absent=[str(person("fac-01").pk)])
    client_pc.post(address, sent)
    timetable = Timetable.objects.get(repairs=made)
    solve.call(str(timetable.pk))
    assertContains(client_pc.get(at("timetable", timetable)), "the smallest change that was found")


def test_it_is_discarded_and_nothing_of_it_stays(client_pc: Client) -> None:
    timetable = proposed()
    client_pc.post(at("discard_timetable", timetable))
    assertContains(client_pc.get(at("timetable", timetable)), "Nothing of it was taken over")
    assertContains(client_pc.get(at("accept_timetable", timetable)), "can not be accepted any more")
    client_pc.post(at("accept_timetable", timetable))
    assert not Roundtable.objects.exists()


def test_children_whom_she_sees_no_more_are_not_named(client_pc: Client) -> None:
    child, timetable = waiting_child(), proposed()
    type(child).objects.filter(pk=child.pk).update(is_restricted=True)
    page = client_pc.get(at("timetable", timetable))
    assertNotContains(page, str(child))
