"""The parts of a plan are the agency's own, in versions; a plan keeps its wording, and nothing written is lost."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from homeward.permanency.content.actions import write_version
from homeward.permanency.content.versions import version_on
from homeward.permanency.plans.actions import begin_draft, file_plan, save_draft
from homeward.permanency.plans.history import latest_save, plans_of
from homeward.permanency.plans.parts import PARTS, WORDING, parts_for, parts_on
from homeward.permanency.plans.text import PlanText
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.family import JAYLEN, NOAH, child

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

OURS = [
    {"code": "family", "title": "Engaging the family", "hint": "Ours", "is_of_active_efforts": False},
    {"code": "own_1", "title": "Life after care", "hint": "", "is_of_active_efforts": False},
]


def write(since: date = TODAY, **values: Any) -> None:
    said = {**version_on(PARTS, TODAY).values, "part": OURS, **values}
    write_version(
        kind=PARTS, values=said, effective_from=since, by=person("pc-01"), today=TODAY, token=uuid4(), why="Official"
    )


def test_a_draft_begun_before_keeps_its_parts_and_one_begun_after_has_the_agencys() -> None:
    jaylen = child(JAYLEN)
    open_draft = latest_save(jaylen)
    assert open_draft
    write(notice="")
    assert open_draft.wording == WORDING
    assert "goal_selection" in [part.code for part in parts_for(jaylen, open_draft)]
    begun = begin_draft(child=child(NOAH), by=person("ocm-001"), today=TODAY)
    save = begun.saves.get()
    assert save.wording == parts_on(TODAY).wording != WORDING
    assert [part.title for part in parts_for(child(NOAH), save)][:2] == ["Engaging the family", "Life after care"]


def test_what_was_written_for_a_part_that_is_no_longer_asked_stays_in_the_update(sign_in: SignIn) -> None:
    noah, by = child(NOAH), person("ocm-001")
    begin_draft(child=noah, by=by, today=TODAY)
    opened = latest_save(noah)
    assert opened
    text = PlanText({"family": "His aunt", "goal_selection": "Because he asked for it"})
    saved = save_draft(child=noah, opened=opened, text=text, by=by, today=TODAY)
    file_plan(draft=saved.draft, read=saved.pk, on=TODAY, by=by, today=TODAY)
    write()
    begin_draft(child=noah, by=by, today=TODAY, copies=plans_of(noah, TODAY).latest_text)
    page = sign_in("ocm-001").get(f"/children/{noah.pk}/plan-and-goals/draft/")
    for said in ("Engaging the family", "Life after care", "Goal selection", "no longer asked for", "Because he asked"):
        assertContains(page, said)
    compared = sign_in("ocm-001").get(f"/children/{noah.pk}/plan-and-goals/compare/")
    assertContains(compared, "Because he asked for it")


def test_the_notice_of_paraphrased_defaults_goes_with_the_agencys_own_text(sign_in: SignIn) -> None:
    client, address = sign_in("ocm-001"), f"/children/{child(NOAH).pk}/plan-and-goals/draft/"
    begin_draft(child=child(JAYLEN), by=person("ocm-001"), today=TODAY)
    assertContains(client.get(address.replace(str(child(NOAH).pk), str(child(JAYLEN).pk))), "paraphrased defaults")
    write(notice="")
    begin_draft(child=child(NOAH), by=person("ocm-001"), today=TODAY)
    assertNotContains(client.get(address), "paraphrased defaults")


@pytest.fixture
def consultant(sign_in: SignIn) -> Client:
    return sign_in("pc-01")


def test_the_parts_are_written_on_a_page(consultant: Client) -> None:
    assertContains(consultant.get("/agency-texts/"), "The parts of the permanency plan")
    page = consultant.get("/agency-texts/permanency-plan/write/")
    assertContains(page, "Results of the permanency roundtable")
