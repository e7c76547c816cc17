"""What goes out before a review or hearing: ticked off with its day and who, corrected, and no longer to look at."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.obligations.actions import record_event
from homeward.permanency.court.notices import give_notice
from homeward.permanency.models import NoticeGiven
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

RULE, NOTICE = "wi.review-notices", "notice_by"
PASSED = "The last day for the notice of this review has passed"


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("sup-01")


@pytest.fixture
def review(child: Child) -> date:
    """A review in twenty days: the last day for its notice has passed."""
    on = TODAY + timedelta(days=20)
    record_event(child=child, kind="permanency_review_scheduled", on=on, by=person("sup-01"), today=TODAY)
    return on


def at(child: Child, before: date, name: str = NOTICE) -> str:
    return reverse("court_notice", args=(child.pk, before.isoformat(), RULE, name))


def given(child: Child, before: date, who: str = "sup-01") -> NoticeGiven:
    what = {"before": before, "rule": RULE, "name": NOTICE, "note": "The parents"}
    return give_notice(child=child, on=TODAY, by=person(who), today=TODAY, token=uuid4(), **what)  # type: ignore[arg-type]


def test_a_notice_is_ticked_off_once(worker: Client, child: Child, review: date) -> None:
    assertContains(worker.get(reverse("child", args=(child.pk,))), PASSED)
    sent = opened(worker, at(child, review), note="The parents and the tribe", step="save")
    for _ in range(2):
        assert worker.post(at(child, review), sent).status_code == 302
    assert NoticeGiven.objects.get().note == "The parents and the tribe"
    page = worker.get(reverse("court", args=(child.pk,)))
    assertContains(page, "done Sun, Nov 22, 2026, recorded by " + person("sup-01").name)
    assertContains(page, "The parents and the tribe")
    assertNotContains(worker.get(reverse("child", args=(child.pk,))), PASSED)


def test_it_is_corrected_or_taken_back_with_a_reason(worker: Client, child: Child, review: date) -> None:
    given(child, review)
    sent = opened(worker, at(child, review), withdraws="1", step="save")
    assertContains(worker.post(at(child, review), sent), "Say why.")
    worker.post(at(child, review), opened(worker, at(child, review), withdraws="1", why="Another child", step="save"))
    assert not NoticeGiven.objects.current().exists()
    assertContains(worker.get(reverse("child", args=(child.pk,))), PASSED)


def test_for_another_day_it_has_to_go_out_again(worker: Client, child: Child, review: date) -> None:
    given(child, review)
    later = review + timedelta(days=5)
    record_event(child=child, kind="permanency_review_scheduled", on=later, by=person("sup-01"), today=TODAY)
    assertNotContains(worker.get(reverse("court", args=(child.pk,))), "recorded by " + person("sup-01").name + ". <")


def test_two_people_do_not_tick_it_off_twice(child: Child, review: date) -> None:
    given(child, review)
    with pytest.raises(ValidationError, match="ticked off already"):
        given(child, review)


def test_a_strangers_tick_is_refused(child: Child, review: date) -> None:
    with pytest.raises(PermissionDenied):
        given(child, review, who="pc-01")


@pytest.mark.parametrize("wrong", ["nothing_by", "Notice-by"])
def test_what_is_not_asked_can_not_be_ticked_off(worker: Client, child: Child, review: date, wrong: str) -> None:
    assert worker.get(at(child, review, wrong)).status_code == 404
    assert worker.get(at(child, review).replace(review.isoformat(), "soon")).status_code == 404
