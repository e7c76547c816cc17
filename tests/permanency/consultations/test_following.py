"""Steps on Today, and what becomes of steps and barriers on the page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.casefile.models import Assignment, Child, Episode
from homeward.permanency.models import ActionStep, Consultation
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import BARRIER, STEP, held, number, wrote
from tests.permanency.consultations.test_meeting_pages import hidden

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "stands"), [(-1, True), (0, True), (14, True), (15, False)])
def test_open_steps_stand_on_today_from_two_weeks_before_their_day(
    sign_in: SignIn, child: Child, days: int, stands: bool
) -> None:
    held(child, {**STEP, "steps.0001a.by": f"{TODAY + timedelta(days=days):%Y-%m-%d}"})
    (assertContains if stands else assertNotContains)(sign_in("ocm-001").get(reverse("today")), "Call the aunt")


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("Ongoing case manager", "ocm-001"),
        ("The OCM and her supervisor", "ocm-001"),
        ("Ongoing supervisor", "sup-01"),
        ("Permanency consultant", "pc-01"),
        ("The director of the program", "ocm-001"),
        ("", "ocm-001"),
    ],
)
def test_a_step_stands_on_the_day_of_her_whose_it_is_by_role(
    sign_in: SignIn, child: Child, who: str, whose: str
) -> None:
    held(child, {**STEP, "steps.0001a.who": who})
    for one in ("ocm-001", "sup-01", "pc-01"):
        found = sign_in(one).get(reverse("today"))
        (assertContains if one == whose else assertNotContains)(found, "Call the aunt")


def test_a_step_of_a_named_person_of_the_team_goes_over_to_whoever_follows_her(sign_in: SignIn, child: Child) -> None:
    one = held(child, {**STEP, "steps.0001a.who": str(person("ocm-001"))})
    assert one.actionsteps.get().role == "ongoing_case_manager"
    Assignment.objects.filter(child=child, role="ongoing_case_manager").update(person=person("ocm-002"))
    assertContains(sign_in("ocm-002").get(reverse("today")), "Call the aunt")


def test_a_step_of_a_colleague_outside_the_team_is_hers_by_name(sign_in: SignIn, child: Child) -> None:
    held(child, {**STEP, "steps.0001a.who": str(person("admin-01"))})
    assertContains(sign_in("admin-01").get(reverse("today")), "Call the aunt")
    assertNotContains(sign_in("ocm-001").get(reverse("today")), "Call the aunt")


def test_the_steps_of_a_child_who_left_care_stand_on_nobodys_day(sign_in: SignIn, child: Child) -> None:
    held(child)
    Episode.objects.filter(child=child, discharged_on=None).update(discharged_on=TODAY)
    assertNotContains(sign_in("ocm-001").get(reverse("today")), "Call the aunt")


def test_of_many_steps_the_first_stand_on_today_and_how_many_there_are(sign_in: SignIn, child: Child) -> None:
    ActionStep.objects.update(state=ActionStep.State.COMPLETED)
    step = held(child).actionsteps.get()
    for again in range(25):
        step.pk, step.row = uuid4(), f"1{again:03}a"
        step.save(force_insert=True)
    page = sign_in("ocm-001").get(reverse("today"))
    assertContains(page, '<a href="#steps">26 action steps</a>', html=True)
    assertContains(page, "These are the 25 whose day comes first, of 26.")


def test_a_step_is_late_the_day_after_its_day(sign_in: SignIn, child: Child) -> None:
    one = held(child, {**STEP, "steps.0001a.by": f"{TODAY:%Y-%m-%d}"})
    client, at = sign_in("ocm-001"), reverse("consultations", args=(child.pk,))
    assertNotContains(client.get(at), "1 late")
    ActionStep.objects.filter(consultation=one).update(by_on=TODAY - timedelta(days=1))
    assertContains(client.get(at), "0 of 1 step completed, 1 late")


def test_a_step_is_recorded_as_completed_and_stands_on_today_no_more(sign_in: SignIn, child: Child) -> None:
    one, client = held(child), sign_in("ocm-001")
    at = reverse("action_step", args=(child.pk, one.pk, one.actionsteps.get().pk))
    sent = {**hidden(client.get(at).content.decode()), "when": "today", "on": ""}
    assertContains(client.post(at, {**sent, "state": "eliminated"}), "Say why")
    assertRedirects(client.post(at, {**sent, "state": "completed"}), reverse("consultations", args=(child.pk,)))
    assertNotContains(client.get(reverse("today")), "Call the aunt")


def test_a_barrier_is_resolved_on_the_page_and_leaves_the_open_register(sign_in: SignIn, child: Child) -> None:
    one, client = held(child, BARRIER), sign_in("pc-01")
    at = reverse("systemic_barrier", args=(child.pk, one.pk, one.systemicbarriers.get().pk))
    sent = {**hidden(client.get(at).content.decode()), "when": "today", "on": ""}
    assertContains(client.post(at, {**sent, "why": ""}), "Say how it was resolved")
    client.post(at, {**sent, "why": "A place was found"})
    assertNotContains(client.get(reverse("barriers")), str(child))
    assertContains(client.get(f"{reverse('barriers')}?show=resolved"), "A place was found")


def test_a_box_of_the_checklist_is_ticked_and_taken_back(sign_in: SignIn, child: Child, one: Consultation) -> None:
    client, at = sign_in("pc-01"), reverse("consultation", args=(child.pk, one.pk))
    client.post(at, {"opened": "0", "check.rating": "on", "step": "save"})
    assert client.get(at).content.count(b" checked") == 1
    client.post(at, {"opened": str(number(one)), "step": "save"})
    assert b" checked" not in client.get(at).content


def test_what_both_prepared_is_shown_side_by_side(sign_in: SignIn, child: Child, one: Consultation) -> None:
    wrote(one, {"prep.wants": "A yard"})
    client, at = sign_in("ocm-001"), reverse("consultation", args=(child.pk, one.pk))
    refused = client.post(at, {"opened": "0", "prep.wants": "A dog", "step": "save"})
    assertContains(refused, "A yard", status_code=409)
    assertContains(refused, "A dog", status_code=409)
