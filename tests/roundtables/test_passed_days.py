"""A roundtable whose day has passed, and of which nobody said whether it was held: that comes before another one."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child, Event
from homeward.casefile.sight import sight_of
from homeward.obligations.actions import record_event, withdraw_event
from homeward.roundtables.actions import cancel, hold, plan
from homeward.roundtables.requests import Request, Unsettled, requests_of
from homeward.roundtables.timetables.problem import Made, problem_of
from homeward.roundtables.timetables.wish import Wish
from homeward.website import policy_in_force
from homeward.website.words import day_words
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, waiting_child, wanted

pytestmark = pytest.mark.django_db

AFTER = SOON + timedelta(days=1)


def request_of(child: Child, today: date = AFTER) -> Request:
    [found] = requests_of(sight_of(person("pc-01"), on=today), today=today, only=child.pk)
    return found


def unsettled(child: Child, today: date = AFTER) -> Unsettled | None:
    return request_of(child, today).unsettled


def by_pc(**more: Any) -> dict[str, Any]:
    return {"by": person("pc-01"), "today": AFTER, **more}


def told_by_the_file(child: Child, on: date = TODAY) -> Event:
    """Announced by its day alone, as an extract does."""
    return record_event(child=child, kind="roundtable_scheduled", on=on, by=person("pc-01"), today=TODAY)


@pytest.fixture
def the_day_after(monkeypatch: pytest.MonkeyPatch, sign_in: SignIn) -> Client:
    """The consultant, on the day after."""
    client = sign_in("pc-01")
    monkeypatch.setattr(policy_in_force, "today", lambda: AFTER)
    return client


def made_on(today: date) -> Made:
    who = person("pc-01")
    assert who.agency
    last = today + timedelta(days=40)
    return problem_of(Wish(sight_of(who, on=today), who.agency, first_day=today, last_day=last, today=today))


def test_as_long_as_its_day_has_not_passed_it_is_arranged() -> None:
    child = waiting_child()
    made = convened(child)
    for today in (TODAY, SOON):
        assert (request_of(child, today).arranged, unsettled(child, today)) == (made.on, None)


def test_once_its_day_has_passed_it_is_asked_whether_it_was_held() -> None:
    child = waiting_child()
    made = convened(child)
    found = unsettled(child)
    assert found
    assert (found.roundtable_id, found.on) == (made.pk, SOON)
    assert found.says == f"A roundtable of {day_words(SOON)} was announced; record whether it was held"
    assert request_of(child).arranged is None


def test_it_is_listed_in_the_queue_with_the_way_to_it_and_no_way_to_convene_another(the_day_after: Client) -> None:
    child = waiting_child()
    made = convened(child)
    page = the_day_after.get(reverse("roundtables_needed"))
    assertContains(page, "was announced; record whether it was held")
    assertContains(page, reverse("roundtable", args=(made.pk,)))
    assertNotContains(page, reverse("convene", args=(child.pk,)))
    tab = the_day_after.get(reverse("roundtables_of_child", args=(child.pk,)))
    assertContains(tab, "record whether it was held")
    assertNotContains(tab, reverse("convene", args=(child.pk,)))
    own = the_day_after.get(reverse("roundtable", args=(made.pk,)))
    assertContains(own, "Its day has passed.")
    assertContains(own, reverse("hold_roundtable", args=(made.pk,)))
    assertContains(own, "It was not held: cancel it")
    assertNotContains(own, reverse("invite_guest", args=(made.pk,)))


def test_a_timetable_proposes_nothing_for_the_child_and_says_why() -> None:
    child = waiting_child()
    made = convened(child)
    problem = made_on(AFTER)
    assert str(child.pk) not in problem.asked
    beside = problem.beside[str(child.pk)]
    assert "record whether it was held" in beside["says"]
    assert (beside["roundtable"], beside["is_later"]) == (str(made.pk), False)


def test_held_it_is_asked_no_more_and_not_held_it_is_convened_again() -> None:
    child = waiting_child()
    made = convened(child)
    cancel(roundtable=made, why="Nobody came.", **by_pc())
    assert unsettled(child) is None
    assert "record whether" not in str(made_on(AFTER).beside.get(str(child.pk)))
    again = convened(child, on=AFTER, today=AFTER)
    hold(roundtable=again, **by_pc())
    next_ones = requests_of(sight_of(person("pc-01"), on=AFTER), today=AFTER, only=child.pk)
    assert [one.unsettled for one in next_ones if one.window.holds(AFTER)] == []
    assert {one.unsettled for one in next_ones} <= {None}


def test_what_only_the_file_announces_is_asked_too_until_it_is_withdrawn_or_held(the_day_after: Client) -> None:
    child = waiting_child()
    event = told_by_the_file(child)
    found = unsettled(child)
    assert found
    assert (found.roundtable_id, found.event_id) == (None, event.pk)
    tab = the_day_after.get(reverse("roundtables_of_child", args=(child.pk,)))
    assertContains(tab, reverse("record", args=(child.pk, "roundtable_held")))
    assertContains(tab, reverse("correct", args=(child.pk, event.pk)))
    assert str(child.pk) not in made_on(AFTER).asked
    withdraw_event(event=event, why="It was called off.", **by_pc())
    assert unsettled(child) is None


def test_what_was_announced_before_the_time_that_counts_now_says_nothing() -> None:
    child = waiting_child()
    opens = min(first for one in request_of(child, TODAY).asked for first, _ in one.days)
    told_by_the_file(child, on=opens - timedelta(days=1))
    assert unsettled(child) is None


def test_another_day_that_is_announced_already_takes_its_place() -> None:
    child = waiting_child()
    told_by_the_file(child)
    told_by_the_file(child, on=AFTER + timedelta(days=60))
    assert unsettled(child) is None


def test_what_was_planned_and_never_announced_is_moved_or_cancelled() -> None:
    child = waiting_child()
    plan(wanted=wanted(child, is_planned=True), by=person("pc-01"), today=TODAY, token=uuid4())
    found = unsettled(child)
    assert found
    assert found.says.endswith("and never announced; move or cancel it")
