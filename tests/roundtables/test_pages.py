"""The pages as one uses them: convening in two steps, faults beside their fields, rooms, people, the months ahead."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child, Episode, Event
from homeward.casefile.page import Visit
from homeward.casefile.sight import sight_of
from homeward.obligations.models import Obligation
from homeward.roundtables.forecast import Month, bars, months_ahead
from homeward.roundtables.models import Absence, Availability, Room, RoomClosure, Roundtable
from homeward.roundtables.requests import roundtable_rules
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, room, waiting_child

pytestmark = pytest.mark.django_db


def typed(client: Client, address: str, child: Child, **other: str) -> dict[str, str]:
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(token|version)" value="([^"]+)"', page))
    return {
        **hidden, "children": str(child.pk), "kind": "initial", "on": f"{SOON:%m/%d/%Y}", "at": "09:00",
        "minutes": "120", "room": str(room().pk), "facilitator": str(person("fac-01").pk), "is_asked": "on",
        "external": str(person("ext-01").pk), "efforts": "", "scribe": "", "others": "Aunt Rosa\nHer teacher", **other,
    }  # fmt: skip


def test_convening_shows_what_it_moves_and_then_announces(sign_in: SignIn) -> None:
    client, child = sign_in("pc-01"), waiting_child()
    at = reverse("convene", args=(child.pk,))
    sent = typed(client, at, child)
    assertContains(client.post(at, sent), "leading")
    assert not Roundtable.objects.exists(), "what is only looked at is not saved"
    answer = client.post(at, {**sent, "step": "save"})
    made = Roundtable.objects.get()
    assert answer["Location"] == reverse("roundtable", args=(made.pk,))
    assert client.post(at, {**sent, "step": "save"})["Location"] == answer["Location"]
    page = client.get(answer["Location"])
    assertContains(page, "Aunt Rosa")
    assertContains(page, str(child))


def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(sign_in: SignIn) -> None:
    client, child = sign_in("pc-01"), waiting_child()
    at = reverse("convene", args=(child.pk,))
    page = client.post(at, typed(client, at, child, external="", is_asked=""))
    assertContains(page, "Write what was tried")
    assertContains(page, "Ask, and confirm")
    assertContains(page, "Aunt Rosa")


def test_a_form_opened_before_somebody_else_saved_is_refused(sign_in: SignIn) -> None:
    client, child = sign_in("pc-01"), waiting_child()
    at = reverse("convene", args=(child.pk,))
    sent = typed(client, at, child)
    Child.objects.filter(pk=child.pk).update(version=child.version + 1)
    assert client.post(at, {**sent, "step": "save"}).status_code == 409


def test_the_tribe_is_offered_a_seat_where_the_child_is_an_indian_child(sign_in: SignIn) -> None:
    client, child = sign_in("pc-01"), waiting_child()
    at = reverse("convene", args=(child.pk,))
    Child.objects.filter(pk=child.pk).update(indian_child="no")
    assertNotContains(client.get(at), "Tribal representative")
    Child.objects.filter(pk=child.pk).update(indian_child="yes")
    sent = typed(client, at, child, tribal_representatives="Ms. Bear")
    client.post(at, {**sent, "step": "save"})
    assert Roundtable.objects.get().seats.get(role="tribal_representative").guest_name == "Ms. Bear"


def test_moving_begins_with_what_is_arranged_and_asks_why(sign_in: SignIn) -> None:
    client, child = sign_in("pc-01"), waiting_child()
    made = convened(child)
    at = reverse("move_roundtable", args=(made.pk,))
    assertContains(client.get(at), "Dec 1, 2026")
    sent = typed(client, at, child, at="09:30", why="")
    assertContains(client.post(at, sent), "Say why")
    client.post(at, {**sent, "why": "Asked by the aunt.", "step": "save"})
    made.refresh_from_db()
    assert f"{timezone.localtime(made.starts_at):%H:%M}" == "09:30"
    assert Event.objects.current().filter(child=child, kind="roundtable_scheduled", on=SOON).count() == 1


def test_a_roundtable_is_cancelled_with_a_reason(sign_in: SignIn) -> None:
    client, made = sign_in("pc-01"), convened()
    at = reverse("cancel_roundtable", args=(made.pk,))
    assertContains(client.post(at, {"why": ""}), "Say why")
    assert client.post(at, {"why": "The child went home."}).status_code == 302
    made.refresh_from_db()
    assert made.status == "cancelled"


def test_rooms_hours_and_absences_are_recorded(sign_in: SignIn) -> None:
    client, fac = sign_in("pc-01"), person("fac-01")
    client.post(reverse("add_room"), {"name": "Oak", "site": "North", "is_in_use": "on"})
    oak = Room.objects.get(name="Oak")
    days = {"from_on": "12/1/2026", "until_on": "12/1/2026"}
    client.post(reverse("close_room", args=(oak.pk,)), days)
    client.post(reverse("away", args=(fac.pk,)), {**days, "from_time": "13:00"})
    client.post(reverse("availability", args=(fac.pk,)), {"works_from": "9:00", "works_until": "15:00"})
    closure, away = RoomClosure.objects.get(room=oak), Absence.objects.get(person=fac)
    assert (closure.until_at - closure.from_at).days == 1
    assert timezone.localtime(away.from_at).hour == 13
    assert Availability.objects.get(person=fac).max_per_day is None
    client.post(reverse("withdraw_closure", args=(closure.pk,)))
    client.post(reverse("withdraw_absence", args=(away.pk,)))
    assert (RoomClosure.objects.get().withdrawn_at, Absence.objects.get().withdrawn_at) != (None, None)


def test_whole_days_are_shown_without_hours_and_what_is_taken_back_is_named(sign_in: SignIn) -> None:
    client, fac = sign_in("pc-01"), person("fac-01")
    client.post(reverse("availability", args=(fac.pk,)), {"works_from": "9:00", "works_until": "15:00"})
    client.post(reverse("away", args=(fac.pk,)), {"from_on": "12/1/2026", "until_on": "12/3/2026"})
    said = "Tue, Dec 1, 2026 to Thu, Dec 3, 2026"
    assertContains(client.get(reverse("availabilities")), said)
    assertContains(client.get(reverse("withdraw_absence", args=(Absence.objects.get(person=fac).pk,))), said)
    assertContains(client.get(reverse("availability", args=(fac.pk,))), 'value="09:00"')


@pytest.mark.parametrize("faulty", [{"name": "Oak", "site": ""}, {"name": "Web", "site": "North", "is_virtual": "on"}])
def test_a_room_stands_somewhere_and_a_virtual_one_nowhere(sign_in: SignIn, faulty: dict[str, str]) -> None:
    assertContains(sign_in("pc-01").post(reverse("add_room"), faulty), "Write the site")
    assert not Room.objects.exists()


def test_the_months_ahead_stand_in_a_chart_and_in_its_table(sign_in: SignIn) -> None:
    room()
    page = sign_in("pc-01").get(reverse("forecast")).content.decode()
    assert page.count("<rect") == page.count('<th scope="row">') == 6
    assert 'style="' not in page


def test_sisters_and_brothers_who_are_due_in_the_same_month_are_one_roundtable_of_the_forecast() -> None:
    visit = Visit(person("pc-01"), TODAY, sight_of(person("pc-01"), on=TODAY))
    first = waiting_child()
    before = sum(month.due for month in months_ahead(visit))
    due = Obligation.objects.filter(child=first, rule__in=roundtable_rules(), outcome__in=("overdue", "open"))[0]
    sister = Child.objects.listed_for(visit.sight).exclude(obligations__rule__in=roundtable_rules())[0]
    Child.objects.filter(pk__in=(first.pk, sister.pk)).update(case_id="together", agency=first.agency)
    due.pk, due.child, due.episode = None, sister, Episode.objects.current().filter(child=sister)[0]
    due.save(force_insert=True)
    assert sum(month.due for month in months_ahead(visit)) == before
    Child.objects.filter(pk=sister.pk).update(case_id="another")
    assert sum(month.due for month in months_ahead(visit)) == before + 1


def test_bars_begin_at_zero_and_what_is_scarcer_decides() -> None:
    first = TODAY.replace(day=1)
    none, full = bars([Month(first, 0, 5, 9, False), Month(first, 10, 20, 10, False)])
    assert (none.height, full.line) == (0, full.y)
    assert (none.month.capacity, full.month.is_short) == (5, False)
    assert Month(first, 11, 20, 10, False).is_short
