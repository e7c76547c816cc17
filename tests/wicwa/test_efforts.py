"""The matrix of active efforts, and its evaluation: the event that policy counts comes from the record by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child, Event, Placement
from homeward.obligations.actions import record_event
from homeward.obligations.models import Obligation
from homeward.wicwa.actions import correct_evaluation, describe_evaluation, evaluate
from homeward.wicwa.models import EVALUATED, ActiveEffort, ActiveEffortsEvaluation, GoodCause, evaluations_of
from homeward.wicwa.picture import completeness, matrix_of
from homeward.wicwa.wording import wording_on
from homeward.workforce.models import Person
from tests.cast_county import TODAY
from tests.obligations.opened import opened
from tests.wicwa.conftest import Write

pytestmark = pytest.mark.django_db

SAYS: dict[str, Any] = {"placement": "follows", "statement": "With her grandmother.", "next_steps": "Ask again."}


def states(child: Child) -> dict[str, str]:
    return {row.activity.code: row.now.state if row.now else "" for row in matrix_of(child, wording_on(TODAY))}


def test_the_matrix_has_the_nine_activities_the_modules_eight_among_them() -> None:
    activities = wording_on(TODAY).activities
    assert [one.code for one in activities] == ["a", "am", "b", "c", "d", "e", "f", "g", "h"]
    assert [one.code for one in activities if not one.module] == ["am"]


def test_the_latest_entry_says_where_an_activity_stands_and_the_others_stay(aiyana: Child, write: Write) -> None:
    assert states(aiyana)["f"] == "not_done"
    write(ActiveEffort, aiyana, activity="f", state="in_progress", explanation="The voucher came.")
    row = next(one for one in matrix_of(aiyana, wording_on(TODAY)) if one.activity.code == "f")
    assert [one.state for one in row.entries] == ["in_progress", "not_done"]


def test_completeness_is_counted_and_never_called_compliance(
    client_of_worker: Client, aiyana: Child, noah: Child
) -> None:
    wording = wording_on(TODAY)
    assert completeness(matrix_of(noah, wording)) == "0 of 9 activities have an entry"
    said = "9 of 9 activities have an entry: 6 done, 2 in progress, 1 not done"
    assert completeness(matrix_of(aiyana, wording)) == said
    page = client_of_worker.get(reverse("wicwa", args=(aiyana.pk,)))
    assertContains(page, said)
    assertNotContains(page, "complian")
    assertNotContains(page, "complies")


@pytest.mark.parametrize("state", ["done", "in_progress", "not_done"])
def test_every_state_has_a_written_explanation(client_of_worker: Client, aiyana: Child, state: str) -> None:
    at = reverse("record_wicwa", args=(aiyana.pk, "effort"))
    sent = opened(client_of_worker, at, activity="f", state=state, explanation=" ", step="save")
    assertContains(client_of_worker.post(at, sent), "This field is required", count=2)


def test_an_evaluation_is_the_event_that_policy_counts(client_of_worker: Client, aiyana: Child) -> None:
    at = reverse("record", args=(aiyana.pk, EVALUATED))
    look = client_of_worker.post(at, opened(client_of_worker, at, **SAYS))
    assertContains(look, "Active efforts evaluated, Sun, Nov 22, 2026")
    assert not evaluations_of(aiyana).filter(on=TODAY).exists()
    saved = client_of_worker.post(at, opened(client_of_worker, at, **SAYS, step="save"), follow=True)
    assertContains(saved, "With her grandmother.")
    event = evaluations_of(aiyana).get(on=TODAY)
    assert event.activeeffortsevaluation.wording == "homeward-1"
    rows = Obligation.objects.filter(child=aiyana, rule="wi.wicwa-active-efforts")
    assert {one.outcome for one in rows} <= {"met", "met_late"}


def test_the_record_is_kept_as_it_stood(aiyana: Child, worker: Person, write: Write) -> None:
    event = evaluate(child=aiyana, on=TODAY - timedelta(days=1), by=worker, today=TODAY, **SAYS)
    write(ActiveEffort, aiyana, activity="f", state="done", explanation="A home was found.")
    kept = ActiveEffortsEvaluation.objects.get(event=event).snapshot["activities"]
    assert {row["code"]: row["state"] for row in kept}["f"] == "not_done"


def test_what_was_told_in_confidence_is_not_in_it(aiyana: Child) -> None:
    kept = evaluations_of(aiyana)[0].activeeffortsevaluation
    assert "naming ceremony" not in str(kept.snapshot)


def test_an_activity_without_an_entry_is_asked_for_first(
    client_of_worker: Client, aiyana: Child, worker: Person
) -> None:
    ActiveEffort.objects.filter(child=aiyana, activity="g").delete()
    with pytest.raises(ValidationError, match="Progress and participation"):
        evaluate(child=aiyana, on=TODAY, by=worker, today=TODAY, **SAYS)
    at = reverse("record", args=(aiyana.pk, EVALUATED))
    page = client_of_worker.post(at, opened(client_of_worker, at, **SAYS))
    assertContains(page, "Say of each activity what was done")
    assertContains(page, "With her grandmother.")


def test_departing_for_good_cause_needs_a_good_cause_on_record(aiyana: Child, worker: Person, write: Write) -> None:
    departs = SAYS | {"placement": "good_cause"}
    with pytest.raises(ValidationError, match="No good cause is recorded"):
        evaluate(child=aiyana, on=TODAY, by=worker, today=TODAY, **departs)
    said = {"ground": "request", "ground_words": "A parent asks", "requested_by": "Her mother", "statement": "So"}
    write(GoodCause, aiyana, finding="pending", **said)
    evaluate(child=aiyana, on=TODAY, by=worker, today=TODAY, **departs)
    assert evaluations_of(aiyana)[0].on == TODAY


def test_good_cause_that_the_court_did_not_find_or_for_another_home_is_none(
    aiyana: Child, worker: Person, write: Write
) -> None:
    departs = SAYS | {"placement": "good_cause"}
    said = {"ground": "request", "ground_words": "A parent asks", "requested_by": "Her mother", "statement": "So"}
    homes = Placement.objects.current().filter(child=aiyana).order_by("started_on")
    other = Placement.objects.create(
        child=aiyana,
        episode=homes[0].episode,
        started_on=homes[0].started_on - timedelta(days=1),
        placement_type="hospital",
    )
    write(GoodCause, aiyana, finding="found", placement=other, **said)
    with pytest.raises(ValidationError, match="No good cause is recorded"):
        evaluate(child=aiyana, on=TODAY, by=worker, today=TODAY, **departs)
    write(GoodCause, aiyana, finding="not_found", found_on=TODAY, placement=homes.last(), **said)
    with pytest.raises(ValidationError, match="The court did not find good cause"):
        evaluate(child=aiyana, on=TODAY, by=worker, today=TODAY, **departs)


def test_an_entry_names_where_its_documents_lie_and_the_page_says_where_none_is_named(
    client_of_worker: Client, aiyana: Child
) -> None:
    page_at = reverse("wicwa", args=(aiyana.pk,))
    assertContains(client_of_worker.get(page_at), "No document is named yet")
    at = reverse("record_wicwa", args=(aiyana.pk, "effort"))
    papers = "Letter of Nov 3, in the ICWA record\nhttps://records.example.org/7"
    for code in ("am", "b", "c", "e", "h"):
        typed = {"activity": code, "state": "done", "explanation": "It was.", "evidence": papers}
        assert client_of_worker.post(at, opened(client_of_worker, at, **typed, step="save")).status_code == 302
    page = client_of_worker.get(page_at)
    assertNotContains(page, "No document is named yet")
    assertContains(page, "Letter of Nov 3, in the ICWA record")
    assertContains(page, 'href="https://records.example.org/7"')
    assert ActiveEffort.objects.of(aiyana.pk)[0].documents == papers.splitlines()


def test_an_evaluation_of_which_only_the_day_came_is_described_later(aiyana: Child, worker: Person) -> None:
    event = record_event(child=aiyana, kind=EVALUATED, on=TODAY, by=worker, today=TODAY)
    for _ in range(2):
        describe_evaluation(event=event, by=worker, today=TODAY, **SAYS)
    assert ActiveEffortsEvaluation.objects.filter(event=event).count() == 1


def test_a_correction_keeps_what_was_evaluated_before(client_of_worker: Client, aiyana: Child, worker: Person) -> None:
    event = evaluate(child=aiyana, on=TODAY, by=worker, today=TODAY, **SAYS)
    says = SAYS | {"statement": "With her aunt."}
    right = correct_evaluation(event=event, on=TODAY, why="Wrong name", by=worker, today=TODAY, **says)
    assert ActiveEffortsEvaluation.objects.get(event=event).statement == "With her grandmother."
    assert evaluations_of(aiyana)[0] == right
    at = reverse("correct", args=(aiyana.pk, right.pk))
    page = client_of_worker.get(at, follow=True)
    assertContains(page, "With her aunt.")


def test_an_evaluation_that_did_not_take_place_is_taken_back(client_of_worker: Client, aiyana: Child) -> None:
    event = evaluations_of(aiyana)[0]
    at = reverse("correct_active_efforts_evaluated", args=(aiyana.pk, event.pk))
    sent = opened(client_of_worker, at, withdraws="1", why="Another child", **SAYS, step="save")
    assert client_of_worker.post(at, sent | {"when": "other", "on": "Nov 12, 2026"}).status_code == 302
    assert not Event.objects.current().filter(pk=event.pk).exists()


def test_the_statement_names_what_was_not_done_and_why_and_prints_the_modules_eight(
    client_of_worker: Client, aiyana: Child
) -> None:
    page = client_of_worker.get(reverse("wicwa_evaluation", args=(aiyana.pk, evaluations_of(aiyana)[0].pk)))
    for said in ("Not done, and why", "no free home before spring", "Also listed in the Act", "s. 48.028(7)(b)"):
        assertContains(page, said)
    for one in wording_on(TODAY).activities:
        assertContains(page, escape(one.module or one.says))
