"""Filling an empty casefile from a caseload: what is not recorded, and what lies outside, is not made up."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction

from homeward.audit.models import Entry
from homeward.casefile.frame import caseload_of
from homeward.casefile.load import ChildDetails, Loaded, Naming, load_caseload
from homeward.casefile.models import Assignment, Child, Event
from homeward.policy import Caseload
from homeward.policy.days import UNKNOWN
from homeward.workforce.models import Agency, Person
from tests.cast_county import TODAY

pytestmark = pytest.mark.django_db

REMOVED = date(2026, 3, 2)
NOTHING = ChildDetails(*[""] * len(ChildDetails._fields))
KNOWN = NOTHING._replace(first_name="Ida", unit="unit-9", agency="agency-9", ongoing_case_manager="worker-9")


@pytest.fixture
def county() -> Agency:
    """In a database without children; the test's transaction brings them back."""
    with connection.cursor() as cursor:
        for app in ("learning", "roundtables", "permanency", "family", "wicwa", "extracts", "obligations", "casefile"):
            for model in apps.get_app_config(app).get_models():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    return Agency.objects.get(external_id="county")


def load(county: Agency, *, on: date = TODAY) -> Loaded:
    caseload = Caseload.of_rows(
        [{"child_id": "a"}, {"child_id": "b", "birth_date": date(2020, 2, 29), "indian_child": "yes"}],
        [{"episode_id": f"{child}-1", "child_id": child, "removed_on": REMOVED} for child in "ab"],
        [{"episode_id": "a-1", "started_on": REMOVED, "placement_type": "hospital"}],
        [
            {"child_id": "a", "kind": "relative_search", "on": REMOVED - timedelta(days=1)},
            {"child_id": "a", "kind": "permanency_rating", "on": REMOVED, "value": "good"},
            {"child_id": "a", "kind": "permanency_rating", "on": REMOVED, "value": "poor"},
        ],
    )
    return load_caseload(
        chunks=[caseload],
        details={"a": NOTHING, "b": KNOWN},
        discharge_reasons={},
        county=county,
        on=on,
        name_person=lambda id: Naming(f"Person {id}", None),
        name_agency=lambda id: f"Agency {id}",
    )


def test_what_is_not_recorded_stays_so_and_the_county_takes_who_has_no_agency(county: Agency) -> None:
    load(county)
    child = Child.objects.get(external_id="a")
    assert (child.agency, child.unit, child.birth_date, child.indian_child) == (county, None, None, "unknown")
    assert not child.assignments.exists()
    assert caseload_of(child.pk).birth_date.tolist() == [UNKNOWN]


def test_agencies_stand_below_the_county_and_people_hold_the_role_they_are_named_in(county: Agency) -> None:
    load(county)
    child = Child.objects.get(external_id="b")
    assert (child.agency.name, child.agency.parent) == ("Agency agency-9", county)
    worker = Person.objects.get(external_id="worker-9")
    assert [role.name for role in worker.roles.all()] == ["ongoing_case_manager"]
    assert Child.objects.visible_to(worker, on=TODAY).get() == child


@pytest.mark.parametrize(("on", "begins"), [(TODAY, TODAY), (date(2025, 1, 1), REMOVED)])
def test_nobody_works_with_a_child_before_the_removal(on: date, begins: date, county: Agency) -> None:
    load(county, on=on)
    assert Assignment.objects.get().from_on == begins


def test_of_one_day_the_last_of_the_file_comes_last_and_strays_are_told(county: Agency) -> None:
    loaded = load(county)
    assert [event.value for event in Event.objects.current().in_order()] == ["good", "poor"]
    assert loaded.stray_events == [("a", "relative_search", REMOVED - timedelta(days=1))]
    assert Entry.objects.latest("sequence").details == dict(loaded.rows)
    assert loaded.rows["events"] == 2


def test_a_caseload_that_can_not_be_loaded_leaves_nothing(county: Agency) -> None:
    people = Person.objects.count()
    with pytest.raises(KeyError), transaction.atomic():
        load_caseload(
            chunks=[Caseload.of_rows([{"child_id": "a"}], [])],
            details={"b": KNOWN},
            discharge_reasons={},
            county=county,
            on=TODAY,
            name_person=lambda id: Naming(id, None),
            name_agency=str,
        )
    assert (Child.objects.count(), Person.objects.count()) == (0, people)
