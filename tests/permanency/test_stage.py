"""The stage of the permanency framework: each lasts until the next; recorded, corrected, shown on its card."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client
from pytest_django.asserts import assertContains

from homeward.casefile.models import Child
from homeward.permanency.models import FrameworkStage
from homeward.permanency.stage.actions import OWNERS, record_stage
from homeward.permanency.stage.card import StageCard, stage_of
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
    return f"/children/{child.pk}/stage/"


def entered(
    child: Child, stage: str = "stage_setting", days: int = 0, who: str = "ocm-001", **given: Any
) -> FrameworkStage:
    said = {"services": "", "token": uuid4(), **given}
    return record_stage(child=child, stage=stage, on=TODAY - timedelta(days=days), by=person(who), today=TODAY, **said)


def card(child: Child, may: frozenset[str] = OWNERS) -> StageCard:
    return stage_of(child, may)


def shown(child: Child, may: frozenset[str] = OWNERS) -> str:
    return render_to_string("permanency/stage_card.html", {"stage": card(child, may), "child": child})


def test_a_stage_lasts_until_the_day_before_the_next(child: Child) -> None:
    first, second = entered(child, days=90), entered(child, "preparation", days=30)
    found = card(child)
    assert found.now
    assert (found.now.stage, found.now.until) == (second, None)
    (before,) = found.before
    assert (before.stage, before.until) == (first, TODAY - timedelta(days=31))


def test_the_card_says_the_stage_its_services_and_where_to_record_the_next(child: Child) -> None:
    assert "No stage is recorded." in shown(child)
    entered(child, days=90)
    entered(child, "preparation", services="Guardianship explained.\nSubsidy asked for.")
    page = shown(child)
    for said in (
        "<strong>Preparation</strong>",
        "Guardianship explained.<br>",
        "Stages before (1)",
        f'href="{at(child)}"',
    ):
        assert said in page
    assert "href" not in shown(child, frozenset())


def test_it_is_saved_at_once_and_only_once(worker: Client, child: Child) -> None:
    sent = opened(worker, at(child), stage="focused_services", services=" A life book. ", step="save")
    assert [worker.post(at(child), sent).status_code for _ in range(2)] == [302, 302]
    stage = FrameworkStage.objects.get(child=child)
    assert (stage.stage, stage.on, stage.services) == ("focused_services", TODAY, "A life book.")
    assert str(stage) == f"Focused services from {TODAY}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "This field is required"),
        ({"stage": "preparation", "when": "other", "on": "Nov 30, 2026"}, "is in the future"),
        ({"stage": "preparation", "when": "yesterday"}, "A stage begins on Sat, Nov 21, 2026 already."),
        ({"stage": "maintenance"}, "Select a valid choice"),
    ],
)
def test_a_fault_stands_beside_its_field(worker: Client, child: Child, typed: dict[str, str], said: str) -> None:
    entered(child, days=1)
    page = worker.post(at(child), opened(worker, at(child), step="save", **typed))
    assertContains(page, said, count=2)
    assert FrameworkStage.objects.filter(child=child).count() == 1


def test_a_form_from_before_somebody_else_saved_is_refused(worker: Client, child: Child) -> None:
    sent = opened(worker, at(child), stage="preparation", services="A life book.", step="save")
    entered(child, days=20, who="sup-01")
    page = worker.post(at(child), sent)
    assertContains(page, "A life book.", status_code=409)


def test_a_correction_may_keep_its_day_and_a_stage_may_be_taken_back(worker: Client, child: Child) -> None:
    address = f"{at(child)}{entered(child).pk}/correct/"
    assertContains(
        worker.get(address), 'value="stage_setting" class="usa-radio__input" id="id_stage_0" required checked'
    )
    sent = opened(worker, address, stage="preparation", why="The wrong one", step="save")
    assert worker.post(address, sent).status_code == worker.post(address, sent).status_code == 302
    right = FrameworkStage.objects.of(child.pk).get()
    assert right.stage == "preparation"
    address = f"{at(child)}{right.pk}/correct/"
    sent = opened(worker, address, stage="preparation", why="Not yet", withdraws="1", step="save")
    assert worker.post(address, sent).status_code == 302
    assert card(child).now is None


@pytest.mark.parametrize("who", ["pc-01", "qa-01", "admin-01", "ocm-002", "sup-02"])
def test_the_stage_is_the_case_managers_and_her_supervisors(child: Child, who: str) -> None:
    with pytest.raises(PermissionDenied):
        entered(child, who=who)
