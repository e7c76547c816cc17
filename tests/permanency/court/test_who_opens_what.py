"""Every address of reviews and hearings for every role, and how often the page asks the database."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from homeward.casefile.models import Child, Event
from homeward.obligations.actions import record_event
from homeward.permanency.court.actions import announce, record_efforts_not_required, record_held
from homeward.permanency.court.announced import HEARING, REVIEW
from homeward.permanency.urls import urlpatterns
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

SEES = ("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01")
EVERYBODY = (*SEES, "coach-01", "learner-01", "fac-01", "ext-01", "ocm-002", "pc-02")
RICH = (
    "permanency_hearing_held",
    "permanency_review_held",
    "permanency_hearing_scheduled",
    "permanency_review_scheduled",
)


def sent(by: str = "sup-01") -> dict[str, Any]:
    return {"by": person(by), "today": TODAY, "token": uuid4()}


def _announced(child: Child) -> str:
    return Event.objects.current().filter(child=child, kind="permanency_hearing_scheduled").latest("on").on.isoformat()


def pages_of(child: Child, by: str = "sup-01") -> dict[str, str]:
    found = record_efforts_not_required(child=child, found_on=TODAY, ground="A ground", **sent(by))
    plain = record_event(child=child, kind="permanency_review_held", on=TODAY, **sent(by))
    held = Event.objects.current().filter(child=child, kind="permanency_hearing_held")[0]
    return {
        "court": reverse("court", args=(child.pk,)),
        "efforts_not_required": reverse("efforts_not_required", args=(child.pk,)),
        "withdraw_efforts_not_required": reverse("withdraw_efforts_not_required", args=(child.pk, found.pk)),
        "court_notice": reverse("court_notice", args=(child.pk, _announced(child), "wi.review-notices", "notice_by")),
        "add_findings": reverse("add_findings", args=(child.pk, plain.pk)),
        "correct_permanency_hearing_held": reverse("correct_permanency_hearing_held", args=(child.pk, held.pk)),
        **{kind: reverse("record", args=(child.pk, kind)) for kind in (*RICH, "review_summary_sent")},
    }


def test_every_address_of_the_court_is_asked_here(child: Child) -> None:
    asked = {resolve(address).url_name for address in pages_of(child).values()}
    ours = {pattern.name for pattern in urlpatterns if "homeward.permanency.court" in pattern.callback.__module__}
    assert ours - asked <= {"correct_permanency_review_held"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_page_is_for_those_who_see_the_child_and_the_forms_for_her_supervisor(
    sign_in: SignIn, who: str, child: Child
) -> None:
    pages, client = pages_of(child), sign_in(who)
    for name, address in pages.items():
        may = name == "court" or who == "sup-01"
        assert client.get(address).status_code == (404 if who not in SEES else 200 if may else 403), name


@pytest.mark.parametrize("who", ["coach-01", "learner-01"])
def test_whoever_learns_may_do_everything_with_a_practice_child(sign_in: SignIn, who: str) -> None:
    child = Child.objects.get(external_id="practice-nevaeh-lindqvist")
    client = sign_in(who)
    assert {client.get(address).status_code for address in pages_of(child, who).values()} == {200}


def test_nobody_comes_in_without_signing_in(client: Client, child: Child) -> None:
    for address in pages_of(child).values():
        assert client.get(address)["Location"] == f"/account/login/?next={address}"
        assert client.post(address)["Location"].startswith("/account/login/")


def test_the_rich_forms_stand_where_the_small_ones_stood(sign_in: SignIn, child: Child) -> None:
    client = sign_in("sup-01")
    for kind in RICH[:2]:
        assert b'name="reasonable_efforts"' in client.get(reverse("record", args=(child.pk, kind))).content


def test_the_page_asks_as_often_whatever_has_happened(sign_in: SignIn, child: Child) -> None:
    client, address = sign_in("sup-01"), reverse("court", args=(child.pk,))
    record_held(child=child, what=REVIEW, on=TODAY, findings={}, **sent())
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    before = queries()
    for month in (5, 6, 7):
        announce(child=child, what=HEARING, on=TODAY.replace(year=2027, month=month), reason="notice", **sent())
    record_held(child=child, what=REVIEW, on=TODAY, findings={"plan": "approved"}, **sent())
    assert queries() == before <= 46
