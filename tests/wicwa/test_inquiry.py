"""The inquiry: who was asked, where it stands with each tribe, and what a tribe's answer means for the file."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child, Event, TribalAffiliation
from homeward.wicwa.actions import record_status
from homeward.wicwa.models import TribalInquiry, TribalStatus
from homeward.workforce.models import Tribe
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened
from tests.wicwa.conftest import Write, worker_of

pytestmark = pytest.mark.django_db


def at(child: Child, kind: str = "") -> str:
    return reverse("record_wicwa", args=(child.pk, kind)) if kind else reverse("wicwa", args=(child.pk,))


def stands(child: Child, tribe: Tribe, status: str, **more: Any) -> TribalStatus:
    said = {"how_known": "Letter of today", "token": uuid4(), "by": worker_of(child), **more}
    said = {"on": TODAY} | said
    return record_status(child=child, tribe=tribe, status=status, today=TODAY, **said)


def known(child: Child) -> list[Tribe]:
    return [one.tribe for one in TribalAffiliation.objects.in_force(TODAY).filter(child=child)]


@pytest.fixture
def client(sign_in: SignIn, noah: Child) -> Client:
    return sign_in(str(worker_of(noah).external_id))


def test_the_act_is_spelled_out_and_no_entry_is_not_a_no(client: Client, noah: Child) -> None:
    TribalInquiry.objects.filter(child=noah).delete()
    page = client.get(at(noah))
    for said in ("Wisconsin Indian Child Welfare Act (WICWA)", "is not a no", "Nobody is on record as asked"):
        assertContains(page, said)


def test_it_is_recorded_who_was_asked_when_and_what_was_said(client: Client, noah: Child, tribe: Tribe) -> None:
    typed = {"asked": "His uncle", "answer": "possible", "tribe": str(tribe.pk), "words": "“Ask the Demonstration.”"}
    sent = opened(client, at(noah, "inquiry"), **typed, step="save")
    assert [client.post(at(noah, "inquiry"), sent).status_code for _ in range(2)] == [302, 302]
    assert TribalInquiry.objects.of(noah.pk)[0].asked == "His uncle"
    page = client.get(at(noah))
    for said in ("His uncle", "Ask the Demonstration", str(tribe), "Named; nothing else is recorded yet"):
        assertContains(page, said)
    assertContains(client.get(at(noah)), "Not yet known.")


def test_an_answer_that_knows_of_none_names_no_tribe_and_every_fault_stands_beside_its_field(
    client: Client, noah: Child, tribe: Tribe
) -> None:
    typed = {"asked": "", "answer": "none_known", "tribe": str(tribe.pk), "words": "None."}
    page = client.post(at(noah, "inquiry"), opened(client, at(noah, "inquiry"), **typed, step="save"))
    assertContains(page, "The answer names no tribe", count=2)
    assertContains(page, "This field is required", count=2)


def test_what_a_tribe_confirms_is_also_the_childs_tribe_and_the_determination(noah: Child, tribe: Tribe) -> None:
    status = stands(noah, tribe, "verified")
    noah.refresh_from_db()
    assert (noah.indian_child, known(noah)) == ("yes", [tribe])
    event = Event.objects.current().get(child=noah, kind="indian_child_determined")
    assert (event.on, status.says[0]) == (TODAY, ("Tribe", str(tribe)))
    again = stands(noah, tribe, "verified", token=status.token)
    assert again == status
    assert Event.objects.filter(child=noah, kind="indian_child_determined").count() == 1


def test_a_tribe_that_is_only_asked_changes_nothing_else(noah: Child, tribe: Tribe) -> None:
    for status in ("possible", "open"):
        stands(noah, tribe, status)
    noah.refresh_from_db()
    assert (noah.indian_child, known(noah)) == ("unknown", [])


def test_a_no_ends_the_childs_tribe_and_leaves_the_determination_to_a_person(aiyana: Child, tribe: Tribe) -> None:
    stands(aiyana, tribe, "not")
    aiyana.refresh_from_db()
    assert (aiyana.indian_child, known(aiyana)) == ("yes", [])


def test_a_confirmation_that_is_taken_back_closes_the_file_to_the_tribes_guests(noah: Child, tribe: Tribe) -> None:
    on = TODAY - timedelta(days=3)
    wrong = stands(noah, tribe, "verified", on=on)
    assert known(noah) == [tribe]
    stands(noah, tribe, "verified", on=on, corrects=wrong, withdraws=True, why="Of another child")
    assert known(noah) == []


def test_an_entry_about_one_tribe_is_not_corrected_into_one_about_another(noah: Child, tribe: Tribe) -> None:
    wrong = stands(noah, tribe, "open")
    with pytest.raises(ValidationError, match="make a new one"):
        stands(noah, Tribe.objects.create(name="Other"), "open", corrects=wrong, why="The other one")


def test_nothing_is_concluded_from_what_else_is_recorded(client: Client, noah: Child) -> None:
    Child.objects.filter(pk=noah.pk).update(indian_child="no", last_name="Two Rivers")
    TribalInquiry.objects.filter(child=noah).delete()
    page = client.get(at(noah))
    assertContains(page, "No, it was determined so.")
    assertNotContains(page, "Active efforts")


def test_a_tribe_that_has_not_said_no_keeps_the_record_open_after_a_determination(
    client: Client, noah: Child, tribe: Tribe, write: Write
) -> None:
    Child.objects.filter(pk=noah.pk).update(indian_child="no")
    write(TribalInquiry, noah, asked="An aunt", answer="possible", tribe=tribe, words="She is enrolled.")
    assertContains(client.get(at(noah)), "look at it again")
    assertContains(client.get(at(noah)), "Active efforts")


@pytest.mark.parametrize("who", ["pc-01", "qa-01", "admin-01", "guest-01"])
def test_the_inquiry_is_the_case_managers_and_her_supervisors(noah: Child, tribe: Tribe, who: str) -> None:
    with pytest.raises(PermissionDenied):
        stands(noah, tribe, "verified", by=person(who))
