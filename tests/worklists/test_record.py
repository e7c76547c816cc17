"""Recording on the page: what it would move, what it moves, once, and not over somebody else's work."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from homeward.casefile.models import Child, Event
from homeward.obligations.actions import record_event
from homeward.obligations.models import Obligation
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

PLAN = "permanency_plan_filed"
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def child() -> Child:
    """Her permanency plan is overdue; ocm-002 is her case manager."""
    late = Obligation.objects.counted().get(
        rule="wi.permanency-plan", outcome="overdue", unit__external_id="kestrel-point-1"
    )
    return late.child


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("ocm-002")


def address(child: Child, kind: str = PLAN) -> str:
    return f"/children/{child.pk}/record/{kind}/"


def plan(child: Child) -> Obligation:
    return Obligation.objects.get(child=child, rule="wi.permanency-plan")


def plans(child: Child) -> int:
    return Event.objects.filter(child=child, kind=PLAN).count()


def test_what_it_moves_is_shown_before_anything_is_saved(worker: Client, child: Child) -> None:
    page = worker.post(address(child), opened(worker, address(child)))
    assertContains(page, "This moves 1 date.")
    assertContains(page, "Overdue by")
    assertContains(page, "Permanency plan updated, every six months")
    assert (plan(child).outcome, plans(child)) == ("overdue", 0)


def test_saving_moves_the_dates_and_says_which(worker: Client, child: Child) -> None:
    sent = opened(worker, address(child), when="yesterday", step="save")
    answer = worker.post(address(child), sent)
    event = Event.objects.get(child=child, kind=PLAN)
    assertRedirects(answer, f"/children/{child.pk}/recorded/{event.pk}/")
    assert (event.on, event.recorded_by, plan(child).met_on) == (YESTERDAY, person("ocm-002"), YESTERDAY)
    page = worker.get(answer["Location"])
    assertContains(page, "1 date moved")
    assertContains(page, f"/children/{child.pk}/correct/{event.pk}/")


def test_sending_twice_saves_once_and_leads_to_the_same_place(worker: Client, child: Child) -> None:
    sent = opened(worker, address(child), step="save")
    first, second = (worker.post(address(child), sent) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert plans(child) == 1


def test_a_form_from_before_somebody_else_saved_is_refused_and_keeps_what_was_typed(
    worker: Client, child: Child
) -> None:
    sent = opened(worker, address(child), when="other", on="Nov 20, 2026", step="save")
    record_event(child=child, kind="relative_search", on=TODAY, by=person("sup-02"), today=TODAY)
    page = worker.post(address(child), sent)
    assertContains(page, "Somebody else saved something", status_code=409)
    assertContains(page, 'value="Nov 20, 2026"', status_code=409)
    assert plans(child) == 0
    version = re.findall(r'name="version" value="(\d+)"', page.content.decode())
    assert worker.post(address(child), {**sent, "version": version[0]}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"when": "other"}, "Write the day."),
        ({"when": "other", "on": "soon"}, "Write the day as month"),
        ({"when": "other", "on": "Nov 23, 2026"}, "is in the future"),
        ({"when": "today", "on": "Nov 3, 2026"}, "choose “Another day”"),
        ({"when": ""}, "This field is required"),
        ({"when": "next year"}, "Select a valid choice"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_saved(
    worker: Client, child: Child, typed: dict[str, str], said: str
) -> None:
    for step in ("", "save"):
        page = worker.post(address(child), opened(worker, address(child), **{**typed, "step": step}))
        assertContains(page, said)
        assertContains(page, "to put right")
    assert plans(child) == 0


def test_a_rating_needs_its_value(sign_in: SignIn, child: Child) -> None:
    consultant, at = sign_in("pc-02"), address(child, "permanency_rating")
    assertContains(consultant.post(at, opened(consultant, at, step="save")), "to put right")
    sent = opened(consultant, at, step="save", value="uncertain")
    assert consultant.post(at, sent).status_code == 302
    assert (
        Event.objects.current().filter(child=child, kind="permanency_rating").latest("recorded_at").value == "uncertain"
    )


def test_an_announcement_may_lie_ahead(sign_in: SignIn, child: Child) -> None:
    supervisor, at = sign_in("sup-02"), address(child, "permanency_hearing_scheduled")
    sent: dict[str, Any] = opened(supervisor, at, on="Jan 14, 2027", reason="notice", step="save")
    assert supervisor.post(at, sent).status_code == 302
    assert Event.objects.filter(child=child, kind="permanency_hearing_scheduled", on="2027-01-14").count() == 1


def test_there_is_no_form_for_what_is_no_event(worker: Client, child: Child) -> None:
    assert worker.get(address(child, "birthday")).status_code == 404


def test_a_correction_counts_in_the_place_of_what_was_wrong(worker: Client, child: Child) -> None:
    worker.post(address(child), opened(worker, address(child), step="save"))
    event = Event.objects.get(child=child, kind=PLAN)
    at = f"/children/{child.pk}/correct/{event.pk}/"
    assertContains(worker.get(at), 'value="Nov 22, 2026"')
    sent = opened(worker, at, when="yesterday", why="It was the day before", step="save")
    assertContains(worker.get(worker.post(at, sent)["Location"]), "Sat, Nov 21, 2026")
    assert plan(child).met_on == YESTERDAY
    assert worker.post(at, sent).status_code == 302
    assert plans(child) == 2


def test_what_did_not_happen_is_taken_back(worker: Client, child: Child) -> None:
    worker.post(address(child), opened(worker, address(child), step="save"))
    event = Event.objects.get(child=child, kind=PLAN)
    at = f"/children/{child.pk}/correct/{event.pk}/"
    sent = opened(worker, at, why="The wrong child", withdraws="1")
    assertContains(worker.post(at, sent), "Taken back: permanency plan filed")
    assert plan(child).outcome == "met_late"
    assertContains(worker.get(worker.post(at, {**sent, "step": "save"})["Location"]), "Taken back")
    assert plan(child).outcome == "overdue"
    assert worker.get(at).status_code == 302
