"""Every address of plans and goals for every role: open, refused, or not there for a stranger."""

import pytest
from django.test import Client
from django.urls import reverse

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.permanency.models import PermanencyPlan
from homeward.permanency.plans.history import latest_save
from homeward.permanency.urls import urlpatterns
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.family import THEO, child, event_of

pytestmark = pytest.mark.django_db

READ = {"plan_and_goals", "plan_version", "compare_plans"}
SENT_ONLY = {"begin_plan_draft"}
RECORDS, READS = ("ocm-001", "sup-01"), ("pc-01", "qa-01", "admin-01")
STRANGERS = ("ocm-002", "pc-02", "fac-01", "ext-01", "coach-01", "learner-01")


def pages_of(of: Child) -> dict[str, str]:
    saved = latest_save(of)
    assert saved
    plan = PermanencyPlan.objects.filter(event__child=of)[0]
    goal = event_of(of, "permanency_goal_set")
    correct = ("correct_permanency_goal_set", "correct_concurrent_goal_set")
    given = {name: [goal.pk] for name in correct} | {
        "file_plan": [saved.draft_id],
        "plan_version": [plan.pk],
        "describe_goal": [goal.pk],
    }
    names = (
        *READ,
        *SENT_ONLY,
        *correct,
        *("describe_goal", "plan_draft", "file_plan", "set_permanency_goal", "set_concurrent_goal", "plan_filed"),
        "record_goals_stay",
    )
    return {name: reverse(name, args=(of.pk, *given.get(name, []))) for name in names}


def status(client: Client, name: str, address: str) -> int:
    return (client.post if name in SENT_ONLY else client.get)(address).status_code


def test_every_address_of_plans_and_goals_is_asked_here() -> None:
    ours = {
        str(pattern.name)
        for pattern in urlpatterns
        if pattern.callback.__module__.startswith(("homeward.permanency.goals", "homeward.permanency.plans"))
    }
    assert set(pages_of(child(THEO))) == ours


@pytest.mark.parametrize("who", [*RECORDS, *READS, *STRANGERS])
def test_who_reads_and_who_records(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    for name, address in pages_of(child(THEO)).items():
        may = who in RECORDS or (who in READS and name in READ)
        opened = 302 if name in SENT_ONLY else 200
        assert status(client, name, address) == (opened if may else 403 if who in READS else 404), name


@pytest.mark.parametrize("who", ["coach-01", "learner-01"])
def test_whoever_learns_may_write_the_plan_of_a_practice_child(sign_in: SignIn, who: str) -> None:
    practised, client = child(f"practice-{THEO}"), sign_in(who)
    client.post(reverse("begin_plan_draft", args=(practised.pk,)))
    for name in ("plan_and_goals", "plan_draft", "compare_plans", "set_permanency_goal", "plan_filed"):
        assert client.get(reverse(name, args=(practised.pk,))).status_code == 200, name


def test_whoever_covers_the_case_manager_writes_the_plan(sign_in: SignIn) -> None:
    from homeward.workforce.models import Cover

    client = sign_in("ocm-002")
    at = pages_of(child(THEO))["plan_draft"]
    assert client.get(at).status_code == 404
    Cover.objects.create(covering=person("ocm-002"), covered=person("ocm-001"), from_on=TODAY, until_on=TODAY)
    assert client.get(at).status_code == 200


def test_nobody_comes_in_without_signing_in(client: Client) -> None:
    for address in pages_of(child(THEO)).values():
        assert client.get(address)["Location"].startswith("/account/login/")


def test_opening_is_noted_and_so_is_a_refusal(sign_in: SignIn) -> None:
    theo = child(THEO)
    sign_in("qa-01").get(pages_of(theo)["plan_version"])
    entry = Entry.objects.about(theo.pk)[0]
    assert (entry.verb, entry.details) == ("opened", {"page": "plan_version"})
    sign_in("ocm-002").get(pages_of(theo)["plan_draft"])
    assert Entry.objects.about(theo.pk)[0].verb == "refused"


def test_a_draft_of_another_child_is_not_to_be_filed(sign_in: SignIn) -> None:
    saved = latest_save(child("jaylen-okafor"))
    assert saved
    at = reverse("file_plan", args=(child(THEO).pk, saved.draft_id))
    assert sign_in("ocm-001").get(at).status_code == 404
