"""Pre-service module *Permanence*, V: each sentence, or part of one, has the test that is named after it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.casefile.frame import caseload_of
from homeward.casefile.models import Child, Episode
from homeward.obligations.models import Obligation
from homeward.obligations.stays import record_discharge
from homeward.permanency.court.actions import record_held
from homeward.permanency.models import PermanencyPlan
from homeward.permanency.plans.actions import begin_draft, file_plan, save_draft
from homeward.permanency.plans.history import latest_save
from homeward.permanency.plans.text import PlanText
from homeward.policy.days import date_of
from homeward.policy.evaluate import evaluate
from homeward.policy.vocabulary import OUTCOMES
from homeward.website.policy_in_force import manual_with
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.coverage.situation import HEARING, due, in_care, months_ago, moved_to, recorded
from tests.family import kin
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

REVIEW_HELD = "permanency_review_held"
CONDITION = {
    "goal": "reunification",
    "condition": "Nobody drinks at home while he is there.",
    "measure": "Tests of the clinic",
    "progress": "Eight of ten were clean.",
}


def filed(child: Child, *conditions: dict[str, str], **texts: str) -> PermanencyPlan:
    """The plan of a child is written and filed today."""
    doing: dict[str, Any] = {"by": person("ocm-001"), "today": TODAY}
    begin_draft(child=child, **doing)
    opened_save = latest_save(child)
    assert opened_save
    saved = save_draft(child=child, opened=opened_save, text=PlanText(texts, conditions), **doing)
    return file_plan(draft=saved.draft, read=saved.pk, on=TODAY, **doing)


def draft_page(client: Client, child: Child) -> str:
    begin_draft(child=child, by=person("ocm-001"), today=TODAY)
    return client.get(reverse("plan_draft", args=(child.pk,))).content.decode()


def asked_at(child: Child, rule: str, interval: str) -> list[tuple[date | None, str]]:
    """What a rule asks of a child in an agency whose hearings have that interval: by which day, and how it stands."""
    found = evaluate(caseload_of(child.pk), manual_with(hearing_interval=interval), TODAY)
    (asked,) = (one for one in found.obligations if one.rule.id == rule)
    return [(date_of(on), OUTCOMES[outcome]) for on, outcome in zip(asked.due_on, asked.outcome, strict=True)]


def test_the_plan_is_written_together_with_the_family_with_what_must_be_so(sign_in: SignIn) -> None:
    """V, first sentence."""
    child, client = in_care(3), sign_in("ocm-001")
    page = draft_page(client, child)
    for words in ("Working with the family", "How the child, the parents and the caregivers took part in this plan"):
        assert words in page
    assert "What exactly must be so before the child can have permanence" in page
    plan = filed(child, CONDITION, family="His mother wrote the first page herself.")
    read = client.get(reverse("plan_version", args=(child.pk, plan.pk)))
    for words in ("His mother wrote the first page herself.", *list(CONDITION.values())[1:]):
        assertContains(read, words)


def test_each_condition_belongs_to_a_goal_of_the_plan_or_of_the_courts_order(sign_in: SignIn) -> None:
    """V, second sentence."""
    child, client = in_care(3), sign_in("ocm-001")
    assert "for each goal of the plan or of the court" in draft_page(client, child)
    recorded(child, "permanency_goal_set", TODAY, value="reunification")
    recorded(child, "concurrent_goal_set", TODAY, value="adoption")
    filed(child, CONDITION)
    page = client.get(reverse("concurrent_planning", args=(child.pk,))).content.decode()
    first, second = page.split('id="goal-2"')
    assert CONDITION["condition"] in first
    assert CONDITION["condition"] not in second
    assert "The plan in force names no condition for this goal." in second


def test_the_plan_is_due_sixty_days_after_the_removal() -> None:
    """V, first point, first part."""
    child = in_care(1)
    asked = due(child, "permanency-plan")
    assert asked
    assert (asked.due_on, asked.outcome) == (months_ago(1) + timedelta(days=60), "open")
    filed(child)
    assert due(child, "permanency-plan", outcome="met")


def test_the_plan_includes_concurrent_planning_goal_selection_and_relative_engagement(sign_in: SignIn) -> None:
    """V, first point, second part."""
    child, client = in_care(1), sign_in("ocm-001")
    page = draft_page(client, child)
    texts = {"concurrent_planning": "Her aunt", "goal_selection": "She wants home", "relative_engagement": "Two aunts"}
    for part in texts:
        assert f'name="{part}"' in page
    plan = filed(child, **texts)
    read = client.get(reverse("plan_version", args=(child.pk, plan.pk)))
    for words in ("Concurrent planning", "Goal selection", "Relative engagement", *texts.values()):
        assertContains(read, words)


@pytest.mark.parametrize(
    ("interval", "rule", "held"),
    [
        ("12 months", "wi.permanency-review", REVIEW_HELD),
        ("12 months", "wi.permanency-review", HEARING),
        ("6 months", "wi.permanency-hearing", HEARING),
    ],
)
def test_by_six_months_there_is_a_review_or_a_hearing(interval: str, rule: str, held: str) -> None:
    """V, second point."""
    child = in_care(4)
    by = months_ago(4) + relativedelta(months=6)
    assert asked_at(child, rule, interval) == [(by, "upcoming")]
    recorded(child, held, TODAY)
    assert asked_at(child, rule, interval)[0] == (by, "met")


def test_a_hearing_every_year_or_every_six_months_without_reviews() -> None:
    """V, third point."""
    child = in_care(4)
    for interval, months in (("12 months", 12), ("6 months", 6)):
        (asked,) = asked_at(child, "wi.permanency-hearing", interval)
        assert asked == (months_ago(4) + relativedelta(months=months), "upcoming")


def test_every_placement_change_calls_for_the_goals_to_be_evaluated_again(sign_in: SignIn) -> None:
    """V, fourth point, first part."""
    child, client = in_care(5), sign_in("ocm-001")
    assert due(child, "goals-reevaluated") is None
    moved_to(child, "relative_home")
    assert due(child, "goals-reevaluated", outcome="open", opens_on=TODAY)
    at = reverse("set_permanency_goal", args=(child.pk,))
    typed = {
        "value": "guardianship",
        "set_by": "agency",
        "rationale": "Her aunt",
        "efforts": "All",
        "reevaluated": "on",
    }
    assert client.post(at, opened(client, at, **typed, step="save")).status_code == 302
    assert due(child, "goals-reevaluated", outcome="met")


def test_every_placement_change_calls_for_relatives_to_be_engaged_again(sign_in: SignIn) -> None:
    """V, fourth point, second part."""
    child = in_care(5)
    known = kin.add(child, "mothers_sister", "Rosa Vitale")
    for _ in range(2):
        moved_to(child, "relative_home")
    assert due(child, "relative-search", outcome="open", opens_on=TODAY)
    page = sign_in("ocm-001").get(reverse("family", args=(child.pk,)))
    for words in ("Ask the family again", "1 person was found before", str(known)):
        assertContains(page, words)


@pytest.mark.parametrize("reason", ["adoption", "aged_out"])
def test_planning_goes_on_until_permanence_or_until_the_child_ages_out(reason: str) -> None:
    """V, fifth point, first part."""
    child = in_care(40, born=TODAY - relativedelta(years=17, months=11))
    waits = {one.rule for one in Obligation.objects.open().filter(child=child)}
    assert {"wi.permanency-plan", "wi.permanency-hearing"} <= waits
    stay = Episode.objects.get(child=child)
    said: dict[str, Any] = {"discharged_on": TODAY, "discharge_reason": reason}
    record_discharge(episode=stay, by=person("sup-01"), today=TODAY, **said)
    assert not Obligation.objects.open().filter(child=child, rule__startswith="wi.").exclude(rule="wi.review-summary")


def test_the_plan_is_updated_every_six_months(sign_in: SignIn) -> None:
    """V, fifth point, second part."""
    child = in_care(5)
    filed(child)
    asked = due(child, "permanency-plan-update")
    assert asked
    assert asked.due_on == TODAY + relativedelta(months=6)
    page = sign_in("ocm-001").get(reverse("plan_and_goals", args=(child.pk,)))
    assertContains(page, "Begin the update")


@pytest.mark.parametrize("what", ["permanency_hearing", "permanency_review"])
def test_the_plan_is_reviewed_at_hearings_or_reviews(sign_in: SignIn, what: str) -> None:
    """V, fifth point, third part."""
    child, client = in_care(6), sign_in("sup-01")
    form = client.get(reverse("record", args=(child.pk, f"{what}_held")))
    assertContains(form, 'value="approved_with_changes"')
    found = {"plan": "approved_with_changes"}
    record_held(child=child, what=what, on=TODAY, findings=found, by=person("sup-01"), today=TODAY, token=uuid4())
    page = client.get(reverse("court", args=(child.pk,)))
    assertContains(page, "Plan: approved with changes")
