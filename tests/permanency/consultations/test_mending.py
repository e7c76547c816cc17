"""Follow-ups, outcomes of steps and barriers that were recorded wrongly: corrected or taken back, nothing deleted."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.audit.models import Entry as Noted
from homeward.casefile.models import Child
from homeward.casefile.sight import sight_of
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.follow_actions import record_follow_up
from homeward.permanency.consultations.follow_ups import CHECK, REVIEW, open_among
from homeward.permanency.consultations.mending import (
    Entry,
    correct_barrier,
    correct_follow_up,
    correct_outcome,
    correct_resolution,
)
from homeward.permanency.consultations.settle import own_barrier, resolve_barrier, settle_step
from homeward.permanency.models import ActionStep, Consultation, FollowUp, StepOutcome, SystemicBarrier
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import BARRIER, STEP, completed, doing, held, number, wrote
from tests.permanency.consultations.test_meeting_pages import hidden

pytestmark = pytest.mark.django_db

LONG_AGO = TODAY - timedelta(days=40)


def because(why: str = "It was another child.", who: str = "sup-01", token: UUID | None = None) -> Entry:
    return Entry(why, person(who), TODAY, token or uuid4())


def checked(child: Child, on: date = TODAY) -> FollowUp:
    """A roundtable of forty days ago, and the check of its steps."""
    one = held(child, {**STEP, **BARRIER}, on=LONG_AGO)
    given: dict[str, Any] = {"by": person("sup-01"), "today": TODAY}
    return record_follow_up(consultation=one, kind=CHECK, on=on, became={}, support="A car", token=uuid4(), **given)


def settled(one: Consultation, state: str = "completed", was: str = "open") -> StepOutcome:
    given: dict[str, Any] = {"by": person("ocm-001"), "today": TODAY, "on": TODAY, "token": uuid4()}
    return settle_step(step=one.actionsteps.get(), was=was, state=state, why="Because", **given)


def resolved(one: Consultation, who: str = "sup-01") -> SystemicBarrier:
    barrier = one.systemicbarriers.get()
    return resolve_barrier(barrier=barrier, on=TODAY, how="A place was found", by=person(who), today=TODAY)


def open_kind(child: Child) -> str:
    return open_among(Child.objects.filter(pk=child.pk).in_care(on=TODAY), today=TODAY)[0].kind


def test_a_check_that_is_corrected_stands_on_its_other_day_and_the_first_one_is_kept(child: Child) -> None:
    wrong = checked(child)
    right = correct_follow_up(follow_up=wrong, on=TODAY - timedelta(days=2), support="A car", entry=because())
    assert list(FollowUp.objects.current().filter(consultation=wrong.consultation)) == [right]
    kept = FollowUp.objects.get(pk=wrong.pk)
    assert (kept.on, kept.support, right.corrects, right.why_corrected) == (TODAY, "A car", wrong, because().why)
    assert open_kind(child) == REVIEW
    assert Noted.objects.filter(verb="correct_follow_up", child_id=child.pk).count() == 1


def test_a_check_that_was_not_held_is_open_again_and_can_be_recorded(child: Child) -> None:
    wrong = checked(child)
    correct_follow_up(follow_up=wrong, on=None, entry=because())
    assert open_kind(child) == CHECK
    given: dict[str, Any] = {"by": person("sup-01"), "today": TODAY, "token": uuid4(), "became": {}, "on": TODAY}
    record_follow_up(consultation=wrong.consultation, kind=CHECK, **given)
    assert FollowUp.objects.filter(consultation=wrong.consultation).count() == 3
    assert open_kind(child) == REVIEW


def test_a_correction_that_is_sent_twice_is_kept_once_and_one_that_comes_late_is_refused(child: Child) -> None:
    wrong, token = checked(child), uuid4()
    first = correct_follow_up(follow_up=wrong, on=None, entry=because(token=token))
    assert correct_follow_up(follow_up=wrong, on=None, entry=because(token=token)) == first
    with pytest.raises(ValidationError, match="corrected it since"):
        correct_follow_up(follow_up=wrong, on=TODAY, entry=because())


@pytest.mark.parametrize(
    ("on", "why", "says"),
    [
        (TODAY, " ", "Say why"),
        (TODAY + timedelta(days=1), "Why", "in the future"),
        (LONG_AGO, "Why", "not after the roundtable"),
        (LONG_AGO - timedelta(days=1), "Why", "before the consultation"),
    ],
)
def test_a_correction_says_why_and_is_of_a_day_that_can_be(child: Child, on: date, why: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        correct_follow_up(follow_up=checked(child), on=on, entry=because(why))


@pytest.mark.parametrize("who", ["ocm-001", "pc-01", "qa-01", "ocm-002"])
def test_whoever_may_not_record_a_check_does_not_correct_it(child: Child, who: str) -> None:
    with pytest.raises(PermissionDenied):
        correct_follow_up(follow_up=checked(child), on=None, entry=because(who=who))


def test_a_step_stands_as_before_when_what_became_of_it_is_taken_back(child: Child) -> None:
    one = held(child, STEP, on=LONG_AGO)
    wrong = settled(one)
    correct_outcome(outcome=wrong, on=None, entry=because(who="ocm-001"))
    step = one.actionsteps.get()
    assert (step.state, step.settled_on, step.outcomes.count()) == ("open", None, 2)
    assert settled(one, "eliminated").state == "eliminated"


def test_a_step_stands_by_what_corrects_the_last_entry_and_only_that_can_be_corrected(child: Child) -> None:
    one = held(child, STEP, on=LONG_AGO)
    first, last = settled(one), settled(one, "open", was="completed")
    with pytest.raises(ValidationError, match="corrected it since"):
        correct_outcome(outcome=first, on=None, entry=because(who="ocm-001"))
    with pytest.raises(ValidationError, match="So it stood before"):
        correct_outcome(outcome=last, state="completed", on=TODAY, entry=because(who="ocm-001"))
    day = TODAY - timedelta(days=3)
    correct_outcome(outcome=last, state="eliminated", on=day, said="She moved", entry=because(who="ocm-001"))
    step = one.actionsteps.get()
    assert (step.state, step.settled_on) == ("eliminated", day)


def test_a_barrier_that_is_not_resolved_stands_again_wherever_it_was_found(child: Child) -> None:
    first = completed(child, {**STEP, **BARRIER}, on=LONG_AGO)
    second = completed(child, {**STEP, **BARRIER}, on=LONG_AGO + timedelta(days=20))
    barrier = resolved(second)
    made = correct_resolution(barrier=first.systemicbarriers.get(), on=None, entry=because())
    assert not SystemicBarrier.objects.filter(consultation__in=[first, second], resolved_on__isnull=False).exists()
    assert made.before["how"] == "A place was found"
    with pytest.raises(ValidationError, match="corrected it since"):
        correct_resolution(barrier=barrier, on=TODAY, how="So", entry=because())


def test_a_barrier_was_resolved_on_another_day_in_another_way(child: Child) -> None:
    one = completed(child, {**STEP, **BARRIER}, on=LONG_AGO)
    resolved(one)
    day = TODAY - timedelta(days=5)
    correct_resolution(barrier=one.systemicbarriers.get(), on=day, how="The state paid", entry=because(who="ocm-001"))
    barrier = one.systemicbarriers.get()
    said = (barrier.resolved_on, barrier.how_resolved, barrier.resolved_by)
    assert said == (day, "The state paid", person("sup-01")), "whoever resolved it did"


def test_what_is_no_systemic_barrier_leaves_the_register_and_is_kept(sign_in: SignIn, child: Child) -> None:
    one = completed(child, {**STEP, **BARRIER}, on=LONG_AGO)
    register, client = reverse("barriers"), sign_in("sup-01")
    assertContains(client.get(register), "A waiting list")
    made = correct_barrier(barrier=one.systemicbarriers.get(), says=None, entry=because())
    assertNotContains(client.get(register), "A waiting list")
    assert (one.systemicbarriers.count(), made.before["narrative"]) == (1, "A waiting list")
    page = reverse("systemic_barrier", args=(child.pk, one.pk, made.barrier_id))
    assertContains(client.get(page), "it is no systemic barrier")


def test_a_barrier_of_another_category_is_counted_there_and_the_form_stays_as_it_was(child: Child) -> None:
    one = completed(child, {**STEP, **BARRIER}, on=LONG_AGO)
    says = {"category": "subsidy", "narrative": "No money", "must_act": "The state", "level": "state"}
    with pytest.raises(ValidationError) as refused:
        correct_barrier(barrier=one.systemicbarriers.get(), says={**says, "must_act": " "}, entry=because())
    assert list(refused.value.message_dict) == ["must_act"]
    correct_barrier(barrier=one.systemicbarriers.get(), says=says, entry=because())
    assert one.systemicbarriers.get().category == "subsidy"
    assert Consultation.objects.get(pk=one.pk).form["texts"]["barriers.0001a.category"] == "service"


def test_until_the_form_is_completed_a_barrier_is_changed_there(child: Child) -> None:
    with pytest.raises(ValidationError, match="not completed yet"):
        correct_barrier(barrier=held(child, BARRIER).systemicbarriers.get(), says=None, entry=because())


def test_a_step_or_barrier_of_which_something_is_recorded_outlives_its_row_in_the_form(child: Child) -> None:
    one = held(child, {**STEP, **BARRIER}, on=LONG_AGO)
    who = person("sup-01")
    given: dict[str, Any] = {"by": who, "today": TODAY, "token": uuid4()}
    own_barrier(barrier=one.systemicbarriers.get(), person=who, sight=sight_of(who, on=TODAY), **given)
    wrote(one, dict.fromkeys(BARRIER, ""))
    actions.complete(consultation=one, opened=number(one), **doing("ocm-001"))
    assert one.systemicbarriers.count() == 1


def posted(client: Client, at: str, **said: str) -> Any:
    return client.post(at, {**hidden(client.get(at).content.decode()), **said})


def test_the_supervisor_takes_a_check_back_on_its_page(sign_in: SignIn, child: Child) -> None:
    wrong, client = checked(child), sign_in("sup-01")
    talks = reverse("consultations", args=(child.pk,))
    at = reverse("correct_follow_up", args=(child.pk, wrong.consultation_id, wrong.pk))
    assertContains(client.get(talks), at)
    assertContains(posted(client, at, when="other", on="", why=""), "Say why")
    sent = {"when": "other", "on": f"{TODAY:%b %d, %Y}", "withdraws": "1", "why": "It was her sister"}
    assertRedirects(posted(client, at, **sent), talks)
    assertContains(client.get(talks), "taken back by")
    assertContains(client.get(talks), "It was her sister")
    assertRedirects(client.get(at), talks)


def test_the_case_manager_corrects_what_became_of_a_step_on_its_page(sign_in: SignIn, child: Child) -> None:
    one, client = held(child, STEP, on=LONG_AGO), sign_in("ocm-001")
    wrong = settled(one)
    step = reverse("action_step", args=(child.pk, one.pk, wrong.step_id))
    at = reverse("correct_step_outcome", args=(child.pk, one.pk, wrong.step_id, wrong.pk))
    assertContains(client.get(step), at)
    sent = {"state": "eliminated", "when": "today", "on": "", "said": "She moved", "why": "I pressed the wrong one"}
    assertRedirects(posted(client, at, **sent), reverse("consultations", args=(child.pk,)))
    assert ActionStep.objects.get(pk=wrong.step_id).state == "eliminated"
    for said in ("It does not count any more", "Corrected: I pressed the wrong one"):
        assertContains(client.get(step), said)


def test_a_barrier_is_reopened_and_corrected_on_its_pages(sign_in: SignIn, child: Child) -> None:
    one, client = completed(child, {**STEP, **BARRIER}, on=LONG_AGO), sign_in("sup-01")
    barrier = resolved(one)
    here = (child.pk, one.pk, barrier.pk)
    again, other = (reverse(name, args=here) for name in ("correct_barrier_resolution", "correct_barrier"))
    page = reverse("systemic_barrier", args=here)
    assertContains(client.get(page), again)
    posted(client, again, when="today", on="", withdraws="1", why="It was promised only")
    assertContains(client.get(page), other)
    assertContains(client.get(page), "A place was found")
    sent = {"category": "subsidy", "narrative": "No money", "must_act": "The state", "level": "state", "why": "Read it"}
    assertRedirects(posted(client, other, **sent), reverse("consultations", args=(child.pk,)))
    assert SystemicBarrier.objects.get(pk=barrier.pk).narrative == "No money"
