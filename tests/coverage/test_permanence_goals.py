"""Pre-service module *Permanence*, II to IV: each sentence, or part of one, has the test that is named after it."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.obligations.enter import keep
from homeward.permanency.concurrent.entries import OWNERS, PACT_OWNERS
from homeward.permanency.models import PermanencyPact, StageWork
from homeward.permanency.relational.actions import record_relational
from homeward.permanency.stage.actions import record_stage
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.coverage.situation import in_care, recorded
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db


def sent(who: str = "ocm-001") -> dict[str, Any]:
    return {"by": person(who), "today": TODAY, "token": uuid4()}


def page_of(client: Client, name: str, child: Child, *more: Any) -> str:
    return client.get(reverse(name, args=(child.pk, *more))).content.decode()


def goals_to_choose(client: Client, child: Child) -> list[str]:
    """The goals of the form, in its order."""
    return re.findall(r'name="value" value="(\w+)"', page_of(client, "set_permanency_goal", child))


def stage_begins(child: Child, stage: str, days: int, services: str = "") -> None:
    record_stage(child=child, on=TODAY - timedelta(days=days), stage=stage, services=services, **sent())


def test_legal_permanence_is_reunification_guardianship_or_adoption(sign_in: SignIn) -> None:
    """II, sentence 1."""
    page = page_of(sign_in("pc-01"), "rate", in_care(1))
    asked = re.findall(r'name="legal_permanence" value="(\w+)"', page)
    assert set(asked) == {"reunification", "guardianship", "adoption", "none"}


def test_emotional_permanence_is_relationships_for_a_lifetime(sign_in: SignIn) -> None:
    """II, sentence 2."""
    child, client = in_care(1), sign_in("ocm-001")
    assert "No lifelong connection yet" not in page_of(client, "ratings", child)
    record_relational(child=child, on=TODAY, found={"lifelong_agreed": "yes"}, **sent())
    said: dict[str, Any] = {
        "adult": "Ms. Dahl",
        "relationship": "my teacher",
        "supports": "Sundays",
        "copy_in_file": "yes",
    }
    again = TODAY + timedelta(days=90)
    keep(PermanencyPact, PACT_OWNERS, child=child, on=TODAY, review_on=again, **said, **sent())
    page = page_of(client, "ratings", child)
    for words in ("A lifelong connection", "a caring adult whom both call lifelong", "Ms. Dahl"):
        assert words in page


def test_both_are_for_every_child_from_the_first_contact_and_neither_is_added_to_the_other(sign_in: SignIn) -> None:
    """II, sentence 3."""
    client = sign_in("ocm-001")
    for child in (in_care(0), in_care(30, rating="good")):
        page = page_of(client, "ratings", child)
        assert page.index("Legal permanence") < page.index("Relational permanence")
        assert "neither is added to the other" in page
        assert f"/children/{child.pk}/relational/" in page


def test_the_first_three_goals_are_looked_at_first(sign_in: SignIn) -> None:
    """III."""
    child, client = in_care(2), sign_in("ocm-001")
    assert goals_to_choose(client, child)[:3] == ["reunification", "adoption", "guardianship"]
    said = "Reunification, adoption and guardianship are legal permanence: look at them first."
    assert said in page_of(client, "set_permanency_goal", child)


def test_a_goal_may_be_reunification(sign_in: SignIn) -> None:
    """III, first goal."""
    is_set(sign_in("ocm-001"), "reunification", "Reunification")


def test_a_goal_may_be_adoption_which_needs_the_termination_of_parental_rights(sign_in: SignIn) -> None:
    """III, second goal."""
    client = sign_in("ocm-001")
    child = is_set(client, "adoption", "Adoption")
    needs = "Adoption needs the termination of parental rights"
    assert needs in page_of(client, "set_permanency_goal", child)
    assert f"{needs}: no petition is on record." in page_of(client, "plan_and_goals", child)
    recorded(child, "tpr_petition_filed", TODAY)
    assert f"{needs}: the petition was filed, Sun, Nov 22, 2026." in page_of(client, "plan_and_goals", child)


def test_a_goal_may_be_guardianship(sign_in: SignIn) -> None:
    """III, third goal."""
    is_set(sign_in("ocm-001"), "guardianship", "Guardianship")


def test_a_goal_may_be_placement_with_a_fit_and_willing_relative(sign_in: SignIn) -> None:
    """III, fourth goal."""
    is_set(sign_in("ocm-001"), "fit_and_willing_relative", "Fit and willing relative")


def is_set(client: Client, goal: str, words: str) -> Child:
    """The goal is set by the form, and stands on the child's page of plan and goals."""
    child = in_care(2)
    at = reverse("set_permanency_goal", args=(child.pk,))
    typed = {"value": goal, "set_by": "court", "rationale": "It is best.", "efforts": "All that could be done."}
    answer = client.post(at, opened(client, at, **typed, step="save"))
    assert answer.status_code == 302, answer.content.decode()
    assert f'<p class="goal__value"><strong>{words}</strong></p>' in page_of(client, "plan_and_goals", child)
    return child


def test_the_framework_prepares_child_and_family_stage_by_stage(sign_in: SignIn) -> None:
    """IV."""
    child = in_care(6)
    stage_begins(child, "stage_setting", 90)
    stage_begins(child, "preparation", 30)
    page = page_of(sign_in("ocm-001"), "concurrent_planning", child)
    assert "Mon, Aug 24, 2026 to Thu, Oct 22, 2026" in page
    assert "Since Fri, Oct 23, 2026" in page


def test_stage_setting_involves_concurrent_planning(sign_in: SignIn) -> None:
    """IV, first stage."""
    child, client = in_care(6), sign_in("ocm-001")
    stage_begins(child, "stage_setting", 90)
    recorded(child, "concurrent_goal_set", TODAY - timedelta(days=60), value="guardianship")
    page = page_of(client, "concurrent_planning", child)
    for words in ("Is it decided whether to plan concurrently?", "Are two goals worked on at once?"):
        assert words in page
    assert "What was done in this time (1)" in page
    assert "Concurrent goal set: guardianship" in page
    stage_begins(child, "preparation", 70)
    setting, preparation = re.split("<h3>Preparation</h3>", page_of(client, "concurrent_planning", child))
    assert "Concurrent goal set: guardianship" in preparation
    assert "Concurrent goal set: guardianship" not in setting


def test_preparation_once_reunification_is_ruled_out_permanent_homes_are_identified(sign_in: SignIn) -> None:
    """IV, second stage, first part."""
    child, client = in_care(6), sign_in("ocm-001")
    recorded(child, "reunification_ruled_out", TODAY)
    page = page_of(client, "concurrent_planning", child)
    assert "Is it determined that reunification is not an option?" in page
    assert "Recorded Sun, Nov 22, 2026" in page
    works(client, child, "resource", "Is a permanent home identified?", "His aunt in Racine would take him for good.")


def test_preparation_the_child_is_prepared_for_the_transition(sign_in: SignIn) -> None:
    """IV, second stage, second part."""
    asks = "How is the child prepared for the move to permanence?"
    works(sign_in("ocm-001"), in_care(6), "prepared", asks, "Three weekends at her aunt, a life book begun.")


def test_focused_services_the_childs_needs_are_assessed_and_understood(sign_in: SignIn) -> None:
    """IV, third stage, first part."""
    asks = "Are the child&#x27;s emotional, behavioral and mental health needs assessed and understood?"
    works(sign_in("ocm-001"), in_care(6), "needs", asks, "Sleeps badly since the move; seen by Dr. Lund.")


def test_focused_services_the_capacity_to_address_the_needs_is_assessed(sign_in: SignIn) -> None:
    """IV, third stage, second part."""
    asks = "Who can meet these needs, and what is missing for it?"
    works(sign_in("ocm-001"), in_care(6), "capacity", asks, "Her aunt, with respite twice a month.")


def works(client: Client, child: Child, asked: str, asks: str, what: str) -> None:
    """What is done for a question of a stage is entered once, with where its documents lie, and stands there."""
    at = reverse("record_concurrent", args=(child.pk, "stage-work"))
    typed = {"asked": asked, "what": what, "evidence": "Report of Nov 3, in the file room"}
    assert asks not in page_of(client, "plan_and_goals", child)
    assert client.post(at, opened(client, at, **typed, step="save")).status_code == 302
    page = client.get(reverse("concurrent_planning", args=(child.pk,)))
    for words in (asks, what, "Report of Nov 3, in the file room"):
        assertContains(page, words)
    work = StageWork.objects.of(child.pk).get()
    keep(StageWork, OWNERS, child=child, on=TODAY, corrects=work, withdraws=True, why="Of another child",
         stage=work.stage, asked=asked, what=what, **sent())  # fmt: skip
    assertNotContains(client.get(reverse("concurrent_planning", args=(child.pk,))), what)
