"""The goals were looked at again and stay: with the reason, after a move; and seen to be open when one is expected."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.casefile.models import Child, Event
from homeward.casefile.visibility import sight_of
from homeward.obligations.actions import correct_event, withdraw_event
from homeward.obligations.models import Obligation
from homeward.obligations.recording import hers_to_record
from homeward.permanency.goals.asked import REEVALUATED
from homeward.permanency.goals.looked_again import EXPECTED, MoveExpected, looked_again, move_expected
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.coverage.situation import in_care, moved_to, recorded
from tests.permanency.family import disturb, opened

pytestmark = pytest.mark.django_db

WHY = "His aunt still\r\nwants to be his guardian"
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def ada() -> Child:
    return in_care(14)


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("ocm-001")


def at(of: Child) -> str:
    return reverse("record", args=(of.pk, REEVALUATED))


def tab(of: Child) -> str:
    return reverse("plan_and_goals", args=(of.pk,))


def expected(of: Child, who: str = "ocm-001") -> MoveExpected | None:
    return move_expected(of, TODAY, hers_to_record(sight_of(person(who), on=TODAY), of))


def test_after_a_move_one_form_says_that_they_stay_and_why_and_settles_what_is_due(worker: Client, ada: Child) -> None:
    moved_to(ada, "relative_home")
    assertContains(worker.get(tab(ada)), at(ada))
    typed = opened(worker, at(ada), because=WHY)
    assertContains(worker.post(at(ada), typed), "Permanency goals re-evaluated after a change of placement")
    assert looked_again(ada) == []
    sent = typed | {"step": "save"}
    assert [worker.post(at(ada), sent).status_code for _ in range(2)] == [302, 302]
    (one,) = looked_again(ada)
    assert one.because == WHY
    assert Obligation.objects.get(child=ada, rule="wi.goals-reevaluated").outcome == "met"
    assertContains(worker.get(tab(ada)), "His aunt still<br>wants to be his guardian")


@pytest.mark.parametrize("step", ["", "save"])
def test_without_a_reason_it_is_refused_beside_the_field(worker: Client, ada: Child, step: str) -> None:
    page = worker.post(at(ada), opened(worker, at(ada), because=" ", step=step))
    assertContains(page, "Write why the goals stay as they are.", count=2)
    assert looked_again(ada) == []


def test_whoever_saves_after_somebody_else_keeps_what_was_typed(worker: Client, ada: Child) -> None:
    sent = opened(worker, at(ada), because="Nothing has changed", step="save")
    disturb(ada)
    assertContains(worker.post(at(ada), sent), "Nothing has changed", status_code=409)
    assert looked_again(ada) == []


@pytest.mark.parametrize(
    ("who", "status"), [("ocm-001", 200), ("sup-01", 200), ("pc-01", 403), ("qa-01", 403), ("ocm-002", 404)]
)
def test_who_records_it(sign_in: SignIn, ada: Child, who: str, status: int) -> None:
    assert sign_in(who).get(at(ada)).status_code == status


def test_a_day_that_is_put_right_keeps_the_reason_and_what_did_not_happen_counts_no_more(ada: Child) -> None:
    recorded(ada, REEVALUATED, TODAY)
    Event.objects.filter(child=ada, kind=REEVALUATED).update(why=WHY)
    said: dict[str, Any] = {"by": person("ocm-001"), "today": TODAY}
    right = correct_event(event=looked_again(ada)[0].event, on=YESTERDAY, why="It was yesterday", **said)
    assert [(one.event.on, one.because) for one in looked_again(ada)] == [(YESTERDAY, WHY)]
    withdraw_event(event=right, why="It was another child", **said)
    assert looked_again(ada) == []


def test_a_move_that_is_expected_shows_it_on_the_childs_page_without_a_due_date(worker: Client, ada: Child) -> None:
    pages = (reverse("child", args=(ada.pk,)), tab(ada))
    recorded(ada, EXPECTED, TODAY)
    for page in pages:
        shown = worker.get(page)
        assertContains(shown, "A change of placement is expected since")
        assertContains(shown, "Nothing is due before the move")
        assertContains(shown, at(ada))
    assert not Obligation.objects.filter(child=ada, rule="wi.goals-reevaluated").exists()
    answer = worker.post(at(ada), opened(worker, at(ada), because="She stays with her sister", step="save"))
    assertRedirects(answer, reverse("recorded", args=(ada.pk, looked_again(ada)[0].event.pk)))
    for page in pages:
        assertNotContains(worker.get(page), "A change of placement is expected since")


def test_the_move_itself_asks_by_its_own_day_also_if_they_were_looked_at_before(ada: Child) -> None:
    recorded(ada, EXPECTED, YESTERDAY)
    recorded(ada, REEVALUATED, YESTERDAY)
    assert expected(ada) is None
    moved_to(ada, "relative_home")
    assert Obligation.objects.get(child=ada, rule="wi.goals-reevaluated").outcome == "open"


def test_a_child_who_has_moved_or_went_home_waits_for_no_move(ada: Child) -> None:
    recorded(ada, EXPECTED, YESTERDAY)
    moved_to(ada, "missing_from_care", YESTERDAY)
    assert expected(ada), "to be missing is no new home"
    moved_to(ada, "relative_home")
    assert expected(ada) is None
    home = in_care(3)
    recorded(home, EXPECTED, YESTERDAY)
    assert expected(home)
    home.episodes.update(discharged_on=TODAY)
    assert expected(home) is None


def test_whoever_only_reads_is_told_and_records_nothing(sign_in: SignIn, ada: Child) -> None:
    recorded(ada, EXPECTED, TODAY)
    shown = sign_in("qa-01").get(reverse("child", args=(ada.pk,)))
    assertContains(shown, "A change of placement is expected since")
    assertNotContains(shown, at(ada))


def test_another_goal_may_be_what_is_settled_for_a_move_that_is_expected(worker: Client, ada: Child) -> None:
    set_at = reverse("set_permanency_goal", args=(ada.pk,))
    assertNotContains(worker.get(set_at), 'name="reevaluated"')
    recorded(ada, EXPECTED, TODAY)
    assertContains(worker.get(set_at), 'name="reevaluated"')
