"""Relational permanence: recorded at once, corrected, taken back; its faults; nothing is added up."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.permanency.models import RelationalRecord
from homeward.permanency.relational.actions import record_relational
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def child() -> Child:
    return Child.objects.get(external_id="nevaeh-lindqvist")


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("ocm-001")


def at(child: Child) -> str:
    return f"/children/{child.pk}/relational/"


def related(child: Child, who: str = "ocm-001", **given: Any) -> RelationalRecord:
    said = {"on": TODAY, "found": {"lifelong_agreed": "no"}, "token": uuid4(), **given}
    return record_relational(child=child, by=person(who), today=TODAY, **said)


def test_it_is_saved_at_once_and_shown_beside_the_legal_status(worker: Client, child: Child) -> None:
    scores = {"instrument": "youth_connections_scale", "support_score": "12.5", "total_score": "61"}
    sent = opened(worker, at(child), lifelong_agreed="yes", with_youth="yes", connections="4", step="save", **scores)
    answer = worker.post(at(child), sent)
    assertRedirects(answer, f"/children/{child.pk}/ratings/", fetch_redirect_response=False)
    page = worker.get(answer["Location"])
    for said in ("is saved. No date moved.", "whom both call lifelong", "together with the young person"):
        assertContains(page, said)
    assertContains(page, "Total 61, as the copy has it")
    record = RelationalRecord.objects.get(child=child)
    assert (record.recorded_by, record.on, record.scores) == (person("ocm-001"), TODAY, [("Kinds of support", 12.5)])
    entry = Entry.objects.about(child.pk).exclude(verb="opened")[0]
    assert (entry.verb, entry.details) == ("record_relational_permanence", {})


def test_sending_twice_keeps_it_once(worker: Client, child: Child) -> None:
    sent = opened(worker, at(child), lifelong_agreed="no", step="save")
    assert [worker.post(at(child), sent).status_code for _ in range(2)] == [302, 302]
    assert RelationalRecord.objects.filter(child=child).count() == 1


def test_a_form_from_before_somebody_else_saved_is_refused_and_keeps_what_was_typed(
    worker: Client, child: Child
) -> None:
    sent = opened(worker, at(child), note="Her aunt calls on Sundays.", step="save")
    related(child, "sup-01")
    page = worker.post(at(child), sent)
    assertContains(page, "Somebody else saved something", status_code=409)
    assertContains(page, "Her aunt calls on Sundays.", status_code=409)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Nothing is filled in yet"),
        ({"total_score": "50"}, "Choose the instrument that the scores are of."),
        ({"instrument": "other", "total_score": "101"}, "less than or equal to 100"),
        ({"instrument": "other", "support_score": "-1"}, "greater than or equal to 0"),
        ({"connections": "some"}, "Enter a whole number."),
        ({"lifelong_agreed": "maybe"}, "Select a valid choice"),
        ({"lifelong_agreed": "yes", "when": "other", "on": "Nov 23, 2026"}, "is in the future"),
    ],
)
def test_a_fault_is_said_and_nothing_is_saved(worker: Client, child: Child, typed: dict[str, str], said: str) -> None:
    page = worker.post(at(child), opened(worker, at(child), step="save", **typed))
    assertContains(page, said)
    assertContains(page, "There is one thing to put right")
    assert not RelationalRecord.objects.filter(child=child).exists()


def test_no_connection_at_all_is_an_answer(worker: Client, child: Child) -> None:
    assert worker.post(at(child), opened(worker, at(child), connections="0", step="save")).status_code == 302
    assertContains(worker.get(f"/children/{child.pk}/ratings/"), "<dd>0</dd>")


def test_a_correction_counts_in_the_place_of_what_was_wrong(worker: Client, child: Child) -> None:
    wrong = related(child, found={"lifelong_agreed": "no", "note": "A teacher."})
    address = f"{at(child)}{wrong.pk}/correct/"
    assertContains(worker.get(address), "A teacher.")
    sent = opened(worker, address, lifelong_agreed="yes", step="save")
    assertContains(worker.post(address, sent), "Say why.")
    assert worker.post(address, {**sent, "why": "Misheard"}).status_code == 302
    right = RelationalRecord.objects.of(child.pk).get()
    assert (right.lifelong_agreed, right.corrects, right.why) == ("yes", wrong, "Misheard")
    assertContains(
        worker.post(address, opened(worker, address, why="Again", connections="1", step="save")), "corrected already"
    )


def test_what_did_not_happen_is_taken_back(worker: Client, child: Child) -> None:
    address = f"{at(child)}{related(child).pk}/correct/"
    sent = opened(worker, address, lifelong_agreed="no", why="The wrong child", withdraws="1", step="save")
    assert worker.post(address, sent).status_code == 302
    assert not RelationalRecord.objects.of(child.pk).exists()
    assert RelationalRecord.objects.filter(child=child).count() == 2


@pytest.mark.parametrize("who", ["qa-01", "admin-01", "ocm-002", "pc-02", "ext-01"])
def test_whoever_does_not_work_with_the_child_records_nothing(child: Child, who: str) -> None:
    with pytest.raises(PermissionDenied):
        related(child, who)


def test_a_token_belongs_to_one_child_and_a_day_lies_behind_us(child: Child) -> None:
    token = related(child).token
    other = Child.objects.get(external_id="theo-marchetti")
    with pytest.raises(ValidationError, match="another child"):
        related(other, token=token)
    with pytest.raises(ValidationError, match="in the future"):
        related(child, on=TODAY + timedelta(days=1))
