"""What a save is besides: the goals were looked at again by it, or a plan has the results of a roundtable."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child, Event
from homeward.permanency.plans.actions import begin_draft
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.coverage.situation import in_care, moved_to
from tests.permanency.consultations.meetings import completed
from tests.permanency.family import opened

pytestmark = pytest.mark.django_db

AGAIN, RESULTS = "goals_reevaluated", "roundtable_included_in_plan"


def kinds(child: Child) -> list[str]:
    """What is on record of both, of today."""
    found = Event.objects.current().filter(child=child, kind__in=(AGAIN, RESULTS), on=TODAY)
    return sorted(found.values_list("kind", flat=True))


def filing(child: Child) -> str:
    draft = begin_draft(child=child, by=person("ocm-001"), today=TODAY)
    return reverse("file_plan", args=(child.pk, draft.pk))


def set_a_goal(client: Client, child: Child, **more: str) -> None:
    at = reverse("set_permanency_goal", args=(child.pk,))
    typed = {"value": "reunification", "set_by": "agency", "rationale": "Home", "efforts": "All", **more}
    answer = client.post(at, opened(client, at, **typed, step="save"))
    assert answer.status_code == 302


@pytest.fixture
def child(sign_in: SignIn) -> Child:
    """Met at a roundtable, and moved since."""
    found = in_care(14, rating="poor")
    completed(found)
    moved_to(found, "relative_home")
    return found


def test_a_goal_asks_it_only_while_policy_waits_for_it(sign_in: SignIn, child: Child) -> None:
    client, at = sign_in("ocm-001"), reverse("set_permanency_goal", args=(child.pk,))
    assertContains(client.get(at), 'name="reevaluated"')
    set_a_goal(client, child)
    assert kinds(child) == [], "it is never concluded"
    set_a_goal(client, child, reevaluated="on")
    assert kinds(child) == [AGAIN]
    assertNotContains(client.get(at), 'name="reevaluated"')


def test_what_both_events_settle_is_shown_before_they_are_saved_once(sign_in: SignIn, child: Child) -> None:
    client, at = sign_in("ocm-001"), reverse("set_permanency_goal", args=(child.pk,))
    typed = {"value": "reunification", "set_by": "agency", "rationale": "Home", "efforts": "All", "reevaluated": "on"}
    page = client.post(at, opened(client, at, **typed))
    assertContains(page, "Permanency goals re-evaluated after a change of placement")
    assert kinds(child) == []
    sent = opened(client, at, **typed, step="save")
    assert [client.post(at, sent).status_code for _ in range(2)] == [302, 302]
    assert kinds(child) == [AGAIN]


def test_a_plan_that_is_filed_may_be_both_for_whoever_records_them(sign_in: SignIn, child: Child) -> None:
    at = filing(child)
    page = sign_in("ocm-001").get(at)
    assertContains(page, f'name="{AGAIN}"')
    assertNotContains(page, f'name="{RESULTS}"')
    client = sign_in("sup-01")
    sent = opened(client, at, step="save", **{AGAIN: "on", RESULTS: "on"})
    assert [client.post(at, sent).status_code for _ in range(2)] == [302, 302]
    assert kinds(child) == [AGAIN, RESULTS]


def test_a_plan_for_which_nothing_waits_asks_for_nothing_besides(sign_in: SignIn) -> None:
    page = sign_in("sup-01").get(filing(in_care(1)))
    assertNotContains(page, f'name="{AGAIN}"')
    assertNotContains(page, f'name="{RESULTS}"')


def test_that_a_child_is_an_indian_child_is_recorded_as_a_fact_of_the_child(sign_in: SignIn, child: Child) -> None:
    at = reverse("record", args=(child.pk, "indian_child_determined"))
    answer = sign_in("ocm-001").get(at)
    assert (answer.status_code, answer["Location"]) == (302, reverse("correct_child", args=(child.pk,)))
    assert sign_in("pc-01").get(at).status_code == 403
