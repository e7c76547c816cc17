"""The history of a child: everything that was recorded, in order, page after page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.casefile.models import Child, Event
from homeward.obligations import history
from homeward.obligations.actions import correct_event, record_event, withdraw_event
from homeward.obligations.history import _items
from homeward.obligations.history_cursor import Cursor
from homeward.obligations.models import Move
from homeward.obligations.stays import record_placement
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def child() -> Child:
    """A child of unit 1, with a plan, a correction, a withdrawal and a move of today."""
    child = Event.objects.filter(kind="permanency_plan_filed", child__unit=person("sup-01").unit)[0].child
    sent = {"by": person("sup-01"), "today": TODAY}
    filed = record_event(child=child, kind="permanency_plan_filed", on=TODAY, **sent)  # type: ignore[arg-type]
    correct_event(event=filed, on=YESTERDAY, why="It was the day before", **sent)  # type: ignore[arg-type]
    search = record_event(child=child, kind="relative_search", on=TODAY, **sent)  # type: ignore[arg-type]
    withdraw_event(event=search, why="The wrong child", **sent)  # type: ignore[arg-type]
    stay = child.episodes.latest("removed_on")
    record_placement(episode=stay, started_on=TODAY, placement_type="hospital", **sent)  # type: ignore[arg-type]
    return child


def all_of(client: Client, child: Child) -> list[str]:
    """What stands on all pages, read one after the other."""
    address = reverse("history", args=(child.pk,))
    said: list[str] = []
    query = ""
    for _ in range(100):
        page = client.get(address + query).content.decode()
        said += re.findall(r'<th scope="row" data-label="What">(.*?)</th>', page, re.DOTALL)
        more = re.search(r'href="(\?before=[^"]+)">Earlier', page)
        if not more:
            return said
        query = more[1]
    raise AssertionError("the pages have no end")


def test_corrections_and_withdrawals_are_there_with_their_reasons(sign_in: SignIn, child: Child) -> None:
    page = sign_in("ocm-001").get(reverse("history", args=(child.pk,)))
    assertContains(page, "In the place of: Permanency plan filed, Sun, Nov 22, 2026")
    assertContains(page, "Corrected since: Permanency plan filed, Sat, Nov 21, 2026")
    assertContains(page, "Why: It was the day before")
    assertContains(page, "Taken back: Relative search, Sun, Nov 22, 2026")
    assertContains(page, "Why: The wrong child")
    assertContains(page, "Move, Sun, Nov 22, 2026: hospital")
    assertContains(page, "Last day: not recorded became Sun, Nov 22, 2026")
    assertContains(page, person("sup-01").name)


def test_dates_that_moved_stand_beside_what_moved_them(sign_in: SignIn, child: Child) -> None:
    page = sign_in("ocm-001").get(reverse("history", args=(child.pk,)))
    assert Move.objects.filter(child=child, cause__kind="permanency_plan_filed").exists()
    assertContains(page, "Permanency plan updated, every six months: ")
    assertContains(page, "A date moved: ")


@pytest.mark.parametrize("at_once", [1, 2, 3, 7, 50])
def test_page_after_page_shows_everything_once_and_in_order(
    sign_in: SignIn, child: Child, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("ocm-001")
    monkeypatch.setattr(history, "AT_ONCE", 10_000)
    whole = all_of(client, child)
    assert len(whole) > 10
    monkeypatch.setattr(history, "AT_ONCE", at_once)
    assert all_of(client, child) == whole


@pytest.mark.parametrize(
    "written", ["", "x", "1_2", "1_9_a", "nan_1_x", "1e99_2_" + "0" * 32, "1_2_" + "g" * 32, "1_1_" + "0" * 32]
)
def test_a_place_that_is_none_begins_anew(sign_in: SignIn, child: Child, written: str) -> None:
    assert Cursor.read(written) is None
    page = sign_in("ocm-001").get(reverse("history", args=(child.pk,)), {"before": written})
    assertContains(page, "Why: The wrong child")


def test_a_place_is_read_as_it_was_written(child: Child) -> None:
    for item in _items(child, None):
        assert Cursor.read(item.cursor.written) == item.cursor


def test_a_date_that_no_event_moved_says_what_was_done_and_by_whom(sign_in: SignIn, child: Child) -> None:
    moved = Move.objects.filter(child=child, cause=None)
    assert {(move.done, move.done_by) for move in moved} == {("record_placement", person("sup-01"))}
    page = sign_in("ocm-001").get(reverse("history", args=(child.pk,)))
    assertContains(page, f"Because {person('sup-01').name} recorded a move")
    Move.objects.filter(child=child).update(done="", done_by=None)
    assertContains(sign_in("ocm-001").get(reverse("history", args=(child.pk,))), "a day passed, or the policy changed")
