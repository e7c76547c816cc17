"""Checks and reviews: which is open, who records it, what it inherits, what it does to the steps."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.casefile.models import Child, Episode
from homeward.obligations.actions import record_event
from homeward.permanency.consultations.follow_actions import Became, record_follow_up
from homeward.permanency.consultations.follow_ups import CHECK, REVIEW, Open, open_among, steps_followed
from homeward.permanency.models import ActionStep, Consultation, FollowUp
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import STEP, completed, held
from tests.permanency.consultations.test_meeting_pages import hidden

pytestmark = pytest.mark.django_db


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def now_open(child: Child, today: date = TODAY) -> Open | None:
    return next(iter(open_among(Child.objects.filter(pk=child.pk).in_care(on=today), today=today)), None)


def recorded(one: Consultation, kind: str = CHECK, who: str = "sup-01", **more: Any) -> FollowUp:
    given: dict[str, Any] = {"on": TODAY, "became": {}, "by": person(who), "today": TODAY, "token": uuid4(), **more}
    return record_follow_up(consultation=one, kind=kind, **given)


@pytest.mark.parametrize(
    ("days", "kind", "is_near", "late"),
    [
        (1, CHECK, False, 0),
        (22, CHECK, False, 0),
        (23, CHECK, True, 0),
        (30, CHECK, True, 0),
        (31, CHECK, True, 1),
        (89, CHECK, True, 59),
        (90, REVIEW, True, 0),
        (91, REVIEW, True, 1),
    ],
)
def test_the_check_is_open_until_it_is_time_for_the_review(
    child: Child, days: int, kind: str, is_near: bool, late: int
) -> None:
    held(child, on=ago(days))
    one = now_open(child)
    assert one
    assert (one.kind, one.is_near, one.days_late) == (kind, is_near, late)
    assert one.is_check_missed == (kind == REVIEW)


def test_one_is_open_at_a_time_and_after_both_none(child: Child) -> None:
    one = held(child, on=ago(30))
    recorded(one)
    assert now_open(child).kind == REVIEW  # type: ignore[union-attr]
    with pytest.raises(ValidationError, match="recorded the 30-day check already"):
        recorded(one)
    recorded(one, REVIEW, why_not_rated="She rates next week")
    assert now_open(child) is None


def test_a_check_that_is_sent_twice_is_recorded_once(child: Child) -> None:
    one, token = held(child, on=ago(30)), uuid4()
    assert recorded(one, token=token) == recorded(one, token=token)


def test_a_later_roundtable_takes_the_follow_up_over_and_inherits_what_is_open(child: Child) -> None:
    first = completed(child, on=ago(60))
    second = completed(child, {**STEP, "steps.0001a.what": "Write to the uncle"}, on=ago(20))
    one = now_open(child)
    assert one
    assert one.consultation == second
    assert [(step.what, step.consultation) for step in steps_followed(one)] == [
        ("Write to the uncle", second),
        ("Call the aunt", first),
    ]
    with pytest.raises(ValidationError, match="is open"):
        recorded(first)


def test_nothing_is_followed_for_a_child_who_left_care(child: Child) -> None:
    held(child, on=ago(30))
    Episode.objects.filter(child=child, discharged_on=None).update(discharged_on=TODAY)
    assert now_open(child) is None


@pytest.mark.parametrize(("kind", "who"), [(CHECK, "ocm-001"), (CHECK, "pc-01"), (REVIEW, "ocm-001"), (CHECK, "qa-01")])
def test_the_supervisor_checks_and_consultant_or_supervisor_reviews(child: Child, kind: str, who: str) -> None:
    with pytest.raises(PermissionDenied):
        recorded(held(child, on=ago(95 if kind == REVIEW else 30)), kind, who)


def test_what_became_of_each_step_is_recorded_with_the_check_or_nothing_is(child: Child) -> None:
    one = held(child, on=ago(30))
    step = one.actionsteps.get()
    with pytest.raises(ValidationError, match="Say why"):
        recorded(one, became={step: Became("open", "eliminated")})
    assert not one.follow_ups.exists()
    recorded(one, became={step: Became("open", "completed")}, support="The supervisor calls the court")
    assert ActionStep.objects.get(pk=step.pk).state == "completed"


@pytest.mark.parametrize(("days", "says"), [(-1, "in the future"), (30, "not after the roundtable")])
def test_a_check_is_held_after_the_roundtable_and_not_ahead(child: Child, days: int, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        recorded(held(child, on=ago(30)), on=ago(days))


@pytest.mark.parametrize(("days", "counts"), [(35, False), (30, True), (0, True)])
def test_a_review_asks_for_a_rating_of_the_month_before_it_or_says_why_there_is_none(
    child: Child, days: int, counts: bool
) -> None:
    one = held(child, on=ago(90))
    record_event(
        child=child, kind="permanency_rating", value="fair", on=ago(days), by=person("pc-01"), today=TODAY
    )  # fmt: skip
    if counts:
        assert recorded(one, REVIEW, "pc-01").why_not_rated == ""
    else:
        with pytest.raises(ValidationError, match="No new rating of Nevaeh Lindqvist"):
            recorded(one, REVIEW)


def test_the_supervisor_finds_it_on_today_and_records_all_steps_on_one_page(sign_in: SignIn, child: Child) -> None:
    one, client = held(child, on=ago(28)), sign_in("sup-01")
    at = reverse("follow_up", args=(child.pk, one.pk))
    assertContains(client.get(reverse("today")), at)
    step = one.actionsteps.get()
    sent = {**hidden(client.get(at).content.decode()), "kind": CHECK, "when": "today", "on": "", "support": "A car"}
    sent |= {f"was.{step.pk}": "open", f"state.{step.pk}": "eliminated", f"why.{step.pk}": ""}
    assertContains(client.post(at, sent), "Say why: Call the aunt")
    sent[f"state.{step.pk}"] = "completed"
    assertRedirects(client.post(at, sent), reverse("consultations", args=(child.pk,)))
    assertContains(client.get(reverse("consultations", args=(child.pk,))), "A car")
    assertNotContains(client.get(reverse("today")), at)


def test_the_review_shows_the_status_then_and_now_and_the_way_to_the_rating(sign_in: SignIn, child: Child) -> None:
    record_event(child=child, kind="permanency_rating", value="poor", on=ago(95), by=person("pc-01"), today=TODAY)
    one = held(child, on=ago(90))
    at, rate_at = reverse("follow_up", args=(child.pk, one.pk)), reverse("rate", args=(child.pk,))
    client = sign_in("pc-01")
    assertContains(client.get(at), f"{rate_at}?context=follow_up")
    assertContains(client.get(f"{rate_at}?context=follow_up"), '<option value="follow_up" selected>')
    assertContains(client.get(at), "Next roundtable by policy")
    assertNotContains(sign_in("sup-01").get(at), rate_at)


def test_the_review_calls_no_days_the_next_ones_that_have_passed(sign_in: SignIn, child: Child) -> None:
    record_event(child=child, kind="permanency_rating", value="poor", on=ago(95), by=person("pc-01"), today=TODAY)
    at = reverse("follow_up", args=(child.pk, held(child, on=ago(90)).pk))
    child.determinations.update(window_opens_on=ago(40), window_closes_on=ago(0))
    assertNotContains(sign_in("pc-01").get(at), "The days for it have passed")
    child.determinations.update(window_closes_on=ago(1))
    assertContains(sign_in("pc-01").get(at), "The days for it have passed")
