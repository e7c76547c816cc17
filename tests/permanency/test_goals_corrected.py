"""A goal that was recorded wrongly: corrected with its reasons, held to the same checks, or taken back."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from homeward.casefile.models import Child, Event
from homeward.permanency.goals.asked import PRIMARY
from homeward.permanency.models import PermanencyGoal
from tests.cast_county import SignIn
from tests.permanency.family import NOAH, OWEN, REASONS, THEO, child, disturb, event_of, hidden, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("ocm-001")


def at(of: Child, kind: str = PRIMARY) -> str:
    return f"/children/{of.pk}/plan-and-goals/goals/{event_of(of, kind).pk}/correct/"


def typed(client: Client, address: str, **more: str) -> dict[str, str]:
    day = {"when": "other", "on": "7/9/2026"}
    return opened(client, address, **{"value": "adoption", **REASONS, "why": "A slip", **day, **more})


def test_the_small_form_leads_to_the_form_of_goals_filled_with_what_was_recorded(worker: Client) -> None:
    owen = child(OWEN)
    address = at(owen)
    assertRedirects(worker.get(f"/children/{owen.pk}/correct/{event_of(owen, PRIMARY).pk}/"), address)
    page = worker.get(address)
    for said in ("Correct: permanency goal set", "wants to adopt him", "Why it is corrected", "It did not happen"):
        assertContains(page, said)


def test_a_corrected_goal_keeps_its_reasons_and_is_saved_once(worker: Client) -> None:
    owen = child(OWEN)
    wrong, address = event_of(owen, PRIMARY), at(owen)
    sent = typed(worker, address, value="guardianship", rationale="The aunt can not adopt", step="save")
    first, second = (worker.post(address, sent) for _ in range(2))
    right = event_of(owen, PRIMARY)
    assert (right.corrects, right.value, right.why) == (wrong, "guardianship", "A slip")
    assert PermanencyGoal.objects.get(event=right).rationale == "The aunt can not adopt"
    assert first["Location"] == second["Location"] == f"/children/{owen.pk}/recorded/{right.pk}/"


def test_another_planned_arrangement_under_16_is_refused_in_a_correction_too(worker: Client) -> None:
    theo = child(THEO)
    for step in ("", "save"):
        page = worker.post(at(theo), typed(worker, at(theo), value="other_planned_arrangement", step=step))
        assertContains(page, "only at 16 or over, with a compelling reason (s. 48.38(4)(fg)5., Wis. Stats.).")
    assert event_of(theo, PRIMARY).value == "reunification"


def test_a_corrected_goal_without_reasons_or_why_is_refused_beside_the_fields(worker: Client) -> None:
    address = at(child(OWEN))
    assertContains(worker.post(address, typed(worker, address, rationale="")), "Write the rationale for this goal")
    assertContains(worker.post(address, typed(worker, address, why="")), "Say why.")


def test_a_goal_that_was_never_set_is_taken_back(worker: Client) -> None:
    owen = child(OWEN)
    wrong, address = event_of(owen, PRIMARY), at(owen)
    page = worker.post(address, typed(worker, address, withdraws="1"))
    assertContains(page, "Taken back: permanency goal set: adoption, Wed, Jul 8, 2026.")
    worker.post(address, {**hidden(page.content.decode()), "step": "save"})
    assert Event.objects.get(corrects=wrong).is_withdrawal


def test_a_goal_of_the_extract_is_taken_back_without_saying_who_set_it(worker: Client) -> None:
    noah = child(NOAH)
    address = at(noah)
    refused = worker.post(address, opened(worker, address, value="adoption", why="A slip", when="today"))
    assertContains(refused, "Say who set it.")
    page = worker.post(address, opened(worker, address, value="reunification", why="A slip", withdraws="1"))
    assertContains(page, "Taken back: permanency goal set: reunification")


def test_a_correction_from_before_somebody_else_saved_keeps_what_was_typed(worker: Client) -> None:
    owen = child(OWEN)
    sent = typed(worker, at(owen), rationale="What I typed", step="save")
    disturb(owen)
    page = worker.post(at(owen), sent)
    assertContains(page, "Somebody else saved something", status_code=409)
    assertContains(page, "What I typed</textarea>", status_code=409)


@pytest.mark.parametrize(("who", "status"), [("sup-01", 200), ("qa-01", 403), ("ocm-002", 404), ("learner-01", 404)])
def test_who_may_correct_a_goal(sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(who).get(at(child(OWEN))).status_code == status


def test_no_other_event_is_corrected_by_the_form_of_goals(worker: Client) -> None:
    owen = child(OWEN)
    plan = event_of(owen, "permanency_plan_filed")
    assert worker.get(f"/children/{owen.pk}/plan-and-goals/goals/{plan.pk}/correct/").status_code == 404
