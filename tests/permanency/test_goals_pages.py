"""Goals on the page: the tab, the form with what it moves, and the reasons that are added later."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.casefile.models import Child, Event
from homeward.obligations.actions import record_event
from homeward.permanency.goals.asked import CONCURRENT, PRIMARY
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.family import NOAH, OWEN, REASONS, SAHRA, THEO, child, disturb, event_of, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("ocm-001")


def tab(of: Child) -> str:
    return f"/children/{of.pk}/plan-and-goals/"


def at(of: Child, kind: str = PRIMARY) -> str:
    return f"/children/{of.pk}/record/{kind}/"


def typed(client: Client, of: Child, kind: str = PRIMARY, **more: str) -> dict[str, str]:
    return opened(client, at(of, kind), **{"value": "adoption", **REASONS, **more})


def test_the_tab_says_both_goals_who_set_them_and_why(worker: Client) -> None:
    page = worker.get(tab(child(OWEN)))
    for said in (
        "Adoption",
        "Since Wed, Jul 8, 2026, set by the court",
        "wants to adopt him",
        "The home study is done",
    ):
        assertContains(page, said)
    assertContains(page, "Set the concurrent goal")
    assertContains(page, "How the goals came to be (2)")


def test_what_a_goal_moves_is_shown_before_it_is_saved(worker: Client) -> None:
    theo = child(THEO)
    page = worker.post(at(theo), typed(worker, theo))
    assertContains(page, "Permanency goal set: adoption, by the agency, Sun, Nov 22, 2026.")
    assertContains(page, "This moves 1 date.")
    assertContains(page, 'name="rationale" value="Why this goal"')
    assert event_of(theo, PRIMARY).value == "reunification"


def test_a_goal_is_saved_with_its_reasons_once(worker: Client) -> None:
    theo = child(THEO)
    sent = typed(worker, theo, step="save", rationale="First line\r\nSecond line")
    first, second = (worker.post(at(theo), sent) for _ in range(2))
    event = event_of(theo, PRIMARY)
    assertRedirects(first, f"/children/{theo.pk}/recorded/{event.pk}/")
    assert first["Location"] == second["Location"]
    assert Event.objects.filter(child=theo, kind=PRIMARY).count() == 2
    assertContains(worker.get(tab(theo)), "First line<br>Second line")


@pytest.mark.parametrize("step", ["", "save"])
def test_a_goal_without_its_reasons_is_refused_beside_the_fields(worker: Client, step: str) -> None:
    theo = child(THEO)
    page = worker.post(at(theo), typed(worker, theo, rationale="", efforts="What was done", step=step))
    assertContains(page, "Write the rationale for this goal (s. 48.38(4)(fg), Wis. Stats.).")
    assertContains(page, "There is one thing to put right")
    assertContains(page, "What was done</textarea>")


def test_another_planned_arrangement_under_16_is_refused_with_the_citation(worker: Client) -> None:
    theo = child(THEO)
    page = worker.post(at(theo), typed(worker, theo, value="other_planned_arrangement"))
    assertContains(page, "only at 16 or over, with a compelling reason (s. 48.38(4)(fg)5., Wis. Stats.).")
    assertContains(page, "Sixteenth birthday: Sat, Mar 22, 2036.")


def test_that_the_age_can_not_be_told_is_said_before_it_is_saved(sign_in: SignIn) -> None:
    sahra, client = child(SAHRA), sign_in("ocm-002")
    page = client.post(at(sahra), typed(client, sahra, value="other_planned_arrangement"))
    assertContains(page, "The birth date is not recorded, so nobody can tell whether")


def test_a_concurrent_goal_that_becomes_the_goal_is_pointed_out(worker: Client) -> None:
    theo = child(THEO)
    worker.post(at(theo, CONCURRENT), typed(worker, theo, CONCURRENT, step="save"))
    page = worker.post(at(theo), typed(worker, theo))
    assertContains(page, "This was the concurrent goal: set another concurrent goal next.")
    worker.post(at(theo), typed(worker, theo, step="save"))
    assertContains(worker.get(tab(theo)), "The concurrent goal has become the permanency goal.")


def test_a_form_from_before_somebody_else_saved_keeps_what_was_typed(worker: Client) -> None:
    theo = child(THEO)
    sent = typed(worker, theo, step="save")
    disturb(theo)
    page = worker.post(at(theo), sent)
    assertContains(page, "Somebody else saved something", status_code=409)
    assertContains(page, "Why this goal</textarea>", status_code=409)


def test_what_is_not_written_is_to_look_at_on_the_childs_page_and_on_the_tab(worker: Client) -> None:
    noah = child(NOAH)
    event = record_event(child=noah, kind=CONCURRENT, on=TODAY, value="guardianship", by=person("sup-01"), today=TODAY)
    said = "Concurrent goal guardianship: the rationale for this goal; the efforts made to achieve it. Not on record"
    overview = worker.get(f"/children/{noah.pk}/")
    assertContains(overview, said)
    assertContains(overview, "the plan includes the rationale for that goal")
    assertContains(worker.get(tab(noah)), said)
    assertContains(worker.get(tab(noah)), f"{tab(noah)}goals/{event.pk}/")
    assertNotContains(worker.get(f"/children/{child(OWEN).pk}/"), "Not on record yet")


def test_reasons_are_added_to_a_goal_of_the_extract(worker: Client) -> None:
    noah = child(NOAH)
    address = f"{tab(noah)}goals/{event_of(noah, PRIMARY).pk}/"
    assertContains(worker.get(address), "Not needed for this goal.")
    assertNotContains(worker.get(address), "Why it is corrected")
    sent = opened(worker, address, **REASONS, step="save")
    assertRedirects(worker.post(address, sent), tab(noah))
    assertContains(worker.get(tab(noah)), "set by the agency")
    assert worker.post(address, sent).status_code == 302, "the same twice is harmless"


def test_reasons_are_written_anew_with_why(worker: Client) -> None:
    owen = child(OWEN)
    event = event_of(owen, PRIMARY)
    address = f"{tab(owen)}goals/{event.pk}/"
    assertContains(worker.get(address), "wants to adopt him")
    sent = opened(worker, address, **REASONS, step="save")
    assertContains(worker.post(address, sent), "Say why it is corrected.")
    assertRedirects(worker.post(address, {**sent, "why": "More is known"}), tab(owen))
    assertRedirects(worker.post(address, {**sent, "why": "More is known"}), tab(owen))
    assert event_of(owen, PRIMARY).corrects == event
    assert Event.objects.filter(child=owen, kind=PRIMARY).count() == 3


def test_reasons_of_another_childs_goal_are_not_to_be_had(worker: Client) -> None:
    other = event_of(child(OWEN), PRIMARY)
    assert worker.get(f"{tab(child(NOAH))}goals/{other.pk}/").status_code == 404
    plan = event_of(child(OWEN), "permanency_plan_filed")
    assert worker.get(f"{tab(child(OWEN))}goals/{plan.pk}/").status_code == 404


def test_whoever_only_reads_is_offered_nothing_to_record(sign_in: SignIn) -> None:
    page = sign_in("qa-01").get(tab(child(OWEN)))
    assertContains(page, "wants to adopt him")
    for offer in ("Set another goal", "Begin the", "/record/", "Write the reasons anew"):
        assertNotContains(page, offer)
