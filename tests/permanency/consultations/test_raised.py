"""What stays late is raised by rule, and comes off a list when somebody wrote what she did."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.casefile.models import Child
from homeward.casefile.sight import sight_of
from homeward.permanency.consultations.follow_actions import answer_raised
from homeward.permanency.consultations.followed import Followed
from homeward.permanency.consultations.raised import Raised, raised_to
from homeward.permanency.models import ActionStep, RaisedAnswer
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import STEP, held
from tests.permanency.consultations.test_meeting_pages import hidden

pytestmark = pytest.mark.django_db

SUPERVISOR, CONSULTANT = "supervisor", "permanency_consultant"


def late_by(child: Child, days: int) -> ActionStep:
    """A step of a roundtable of a month ago, late by so many days; the check is not near for longer than that."""
    one = held(child, {**STEP, "steps.0001a.barrier": "service"}, on=TODAY - timedelta(days=20))
    one.actionsteps.update(by_on=TODAY - timedelta(days=days))
    return one.actionsteps.get()


def raised(child: Child, who: str = "sup-01", level: str = SUPERVISOR, today: date = TODAY) -> list[Raised]:
    found = raised_to(Followed(sight_of(person(who), on=today), today), level)
    return [one for one in found if one.child == child]


def answered(step: ActionStep, who: str = "sup-01", level: str = SUPERVISOR, **more: Any) -> RaisedAnswer:
    given = {"did": "Called the court", "on": TODAY, "token": uuid4(), "kind": "", **more}
    by = person(who)
    return answer_raised(
        consultation=step.consultation, step=step, level=level, sight=sight_of(by, on=TODAY), by=by, today=TODAY,
        **given,
    )  # fmt: skip


@pytest.mark.parametrize(("days", "supervisor", "consultant"), [(14, 0, 0), (15, 1, 0), (28, 1, 0), (29, 1, 1)])
def test_a_late_step_is_raised_first_to_the_supervisor_then_to_the_consultant(
    child: Child, days: int, supervisor: int, consultant: int
) -> None:
    late_by(child, days)
    assert len(raised(child)) == supervisor
    assert len(raised(child, "pc-01", CONSULTANT)) == consultant


def test_it_says_for_how_long_which_barrier_whose_and_by_which_rule(child: Child) -> None:
    late_by(child, 15)
    one = raised(child)[0]
    assert (one.late, one.barrier) == ("15 days late", "Service not available, or a waiting list")
    assert (one.who, one.why) == (
        "ongoing_case_manager".replace("_", " "),
        "A step is raised to the supervisor when it is 14 days late.",
    )


def test_the_days_are_the_agencys(child: Child, settings: Settings) -> None:
    settings.HOMEWARD_RAISED_TO_SUPERVISOR_DAYS = 3
    late_by(child, 4)
    assert len(raised(child)) == 1


@pytest.mark.parametrize(("days", "is_raised"), [(44, 0), (45, 1)])
def test_a_check_that_was_not_held_is_raised(child: Child, days: int, is_raised: int) -> None:
    held(child, {"people.0001a.recommends": "Go on"}, on=TODAY - timedelta(days=days))
    assert [one.what for one in raised(child)] == ["30-day check of the roundtable"] * is_raised


def test_what_somebody_did_takes_it_off_her_list_for_as_many_days_and_off_nobody_elses(child: Child) -> None:
    step = late_by(child, 29)
    answered(step)
    assert raised(child) == []
    assert len(raised(child, "pc-01", CONSULTANT)) == 1
    assert raised(child, today=TODAY + timedelta(days=13)) == []
    again = [one for one in raised(child, today=TODAY + timedelta(days=14)) if one.step == step]
    assert [one.last.did for one in again if one.last] == ["Called the court"]


def test_a_step_that_was_settled_is_raised_no_more(child: Child) -> None:
    step = late_by(child, 29)
    ActionStep.objects.filter(pk=step.pk).update(state="completed", settled_on=TODAY)
    assert raised(child) == []


def test_only_those_to_whom_it_is_raised_answer_and_say_what_they_did(child: Child) -> None:
    step = late_by(child, 29)
    for who in ("ocm-001", "pc-02", "qa-01"):
        with pytest.raises(PermissionDenied):
            answered(step, who)
    with pytest.raises(ValidationError, match="Say what you did"):
        answered(step, did=" ")
    with pytest.raises(ValidationError, match="in the future"):
        answered(step, on=TODAY + timedelta(days=1))
    token = uuid4()
    assert answered(step, token=token) == answered(step, token=token)


def test_a_supervisor_acts_from_her_today(sign_in: SignIn, child: Child) -> None:
    step, client = late_by(child, 15), sign_in("sup-01")
    at = reverse("raised", args=(child.pk, step.consultation_id, step.pk))
    assertContains(client.get(reverse("today")), at)
    sent = {**hidden(client.get(at).content.decode()), "when": "today", "on": ""}
    assertContains(client.post(at, {**sent, "why": ""}), "Say what you did")
    assertRedirects(client.post(at, {**sent, "why": "A place is kept for her"}), reverse("today"))
    assertNotContains(client.get(reverse("today")), at)
    assertContains(client.get(at), "A place is kept for her")


def test_there_is_nothing_to_act_on_of_another_name(sign_in: SignIn, child: Child) -> None:
    one = late_by(child, 15).consultation
    assert sign_in("sup-01").get(reverse("raised", args=(child.pk, one.pk, "nothing"))).status_code == 404


@pytest.mark.parametrize(("who", "level", "days"), [("sup-01", SUPERVISOR, 15), ("pc-01", CONSULTANT, 29)])
def test_a_late_review_is_held_from_her_today_before_and_after_she_wrote_what_she_did(
    sign_in: SignIn, child: Child, who: str, level: str, days: int
) -> None:
    one = held(child, {**STEP, "people.0001a.recommends": "Go on"}, on=TODAY - timedelta(days=90 + days))
    client, at = sign_in(who), reverse("follow_up", args=(child.pk, one.pk))
    raised_at = reverse("raised", args=(child.pk, one.pk, "review"))
    page = client.get(reverse("today"))
    assertContains(page, raised_at)
    assertContains(page, f'href="{at}"', count=1)
    sent = {**hidden(client.get(raised_at).content.decode()), "when": "today", "on": "", "why": "I asked for a day"}
    assertRedirects(client.post(raised_at, sent), reverse("today"))
    page = client.get(reverse("today"))
    assertNotContains(page, raised_at)
    assertContains(page, f'href="{at}"', count=1)
    assertContains(client.get(at), "Rated again")


def test_a_late_check_is_the_supervisors_to_hold(sign_in: SignIn, child: Child) -> None:
    one = held(child, {"people.0001a.recommends": "Go on"}, on=TODAY - timedelta(days=60))
    at = reverse("follow_up", args=(child.pk, one.pk))
    assertContains(sign_in("sup-01").get(reverse("today")), f'href="{at}"', count=1)
    page = sign_in("pc-01").get(reverse("today"))
    assertContains(page, "30-day check of the roundtable")
    assertNotContains(page, f'href="{at}"')
