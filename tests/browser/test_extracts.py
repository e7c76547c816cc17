"""An administrator imports a caseload with faults, and settles what it left."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from homeward.demo.county import make_county, write_county
from homeward.extracts.models import Difference, Extract, State
from homeward.obligations.actions import withdraw_event
from tests.browser.at_work import can_be_used, comes_back_after, sign_in
from tests.browser.visitor import Visitor
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.extracts.pictures import ID, add, child, edit
from tests.extracts.test_differences import event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def extract(cast: None, settings: Settings, tmp_path: Path) -> Path:
    """The cast's county, loaded anew, and an extract of it with a fault, a change, and somebody unknown."""
    settings.HOMEWARD_DATA = tmp_path / "data"
    withdraw_event(event=event(), by=person("pc-01"), why="It was another child", today=TODAY)
    folder = tmp_path / "extract"
    write_county(make_county(children=0, as_of=TODAY), folder)
    edit(folder, "children", where={"child_id": ID}, first_name="Ayana", ongoing_case_manager="ocm-999")
    add(folder, "events", child_id=ID, kind="permanency_ratng", on="2026-11-20")
    return folder


def work() -> None:
    """The worker takes up what waits, as it does beside the website."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


@pytest.mark.windows("wide", "narrow")
def test_an_administrator_imports_a_caseload_with_faults_and_settles_them(visitor: Visitor, extract: Path) -> None:
    sign_in(visitor, person("admin-01"))
    visitor.page.get_by_role("link", name="Extracts").first.click()
    can_be_used(visitor)
    visitor.page.get_by_label("The extract").set_input_files(sorted(extract.glob("*.csv")))
    visitor.presses("Send and check")
    can_be_used(visitor)
    comes_back_after(visitor, work)
    expect(visitor.page.get_by_text("Nothing is changed yet")).to_be_visible()
    can_be_used(visitor)
    visitor.presses("Import it")
    comes_back_after(visitor, work)
    expect(visitor.page.get_by_role("heading", name="What it changed")).to_be_visible()
    assert (Extract.objects.get().state, child().first_name) == (State.IMPORTED, "Ayana")
    settles(visitor)


def settles(visitor: Visitor) -> None:
    visitor.page.get_by_role("link", name="2 things to settle").click()
    can_be_used(visitor)
    visitor.page.get_by_role("button", name="Take the extract").click()
    expect(visitor.page.get_by_text("Settled. The extract's is taken.")).to_be_visible()
    assert not Difference.objects.filter(settled_at=None).exists()
    visitor.page.get_by_role("link", name="Say what ocm-999 means").click()
    can_be_used(visitor)
    visitor.page.get_by_role("combobox").select_option(index=1)
    visitor.presses("Save")
    expect(visitor.page.get_by_text("None: everybody whom the extracts name is known.")).to_be_visible()
    assert child().assignments.filter(person__external_id="ocm-999").exists()
