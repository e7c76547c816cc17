"""The demo county as an installation: whole, with somebody to sign in as for each role."""

from datetime import timedelta

import pytest

from homeward.audit.chain import verify
from homeward.casefile.load import NotEmptyError
from homeward.casefile.models import Child, Episode, Event, Placement
from homeward.demo.county import make_county
from homeward.demo.installation import bring_to_day, set_up_demo_county
from homeward.demo.staff_names import staff_email, staff_name
from homeward.obligations.models import Refresh
from homeward.workforce.models import Person, Role, RoleName
from tests.cast_county import TODAY

pytestmark = pytest.mark.django_db


def test_every_row_of_the_county_is_there() -> None:
    county = make_county(children=0, as_of=TODAY)
    real = Child.objects.counted()
    written = (model.objects.filter(child__in=real, source="extract").count() for model in (Episode, Placement, Event))
    assert tuple(written) == (len(county.episodes), len(county.placements), len(county.events))
    assert real.count() == len(county.children)


def test_a_child_is_as_the_county_has_it() -> None:
    for row in make_county(children=0, as_of=TODAY).children:
        child = Child.objects.get(external_id=row.child_id)
        assert (child.first_name, child.last_name, child.case_id) == (row.first_name, row.last_name, row.case_id)
        assert (child.birth_date, child.gender, child.indian_child) == (
            row.birth_date,
            row.gender or "",
            row.indian_child or "unknown",
        )
        assert child.unit is not None
        assert (child.unit.external_id, child.agency.external_id) == (row.unit, row.agency)


def test_the_practice_agency_has_the_cast_once_more() -> None:
    practice = Child.objects.filter(agency__is_practice=True)
    assert practice.count() == Child.objects.counted().count()
    events = Event.objects.filter(source="extract")
    assert events.filter(child__in=practice).count() == events.exclude(child__in=practice).count()


def test_there_is_somebody_of_each_role_to_sign_in_as() -> None:
    held = Role.objects.in_force(TODAY).select_related("person")
    assert {role.name for role in held if str(role.person.email).endswith(".example")} == set(RoleName.values)


def test_the_county_of_an_earlier_day_is_brought_to_today_once() -> None:
    tomorrow = TODAY + timedelta(days=1)
    told: list[str] = []
    for _ in range(2):
        bring_to_day(as_of=tomorrow, progress=told.append)
    assert len(told) == 1
    assert Refresh.objects.filter(as_of=tomorrow).count() == 1


def test_nobody_of_the_demo_has_a_password() -> None:
    assert [person.name for person in Person.objects.all() if person.has_usable_password()] == []


def test_a_name_is_always_the_same_for_the_same_identifier() -> None:
    assert staff_name("ocm-001") == staff_name("ocm-001") == Person.objects.get(external_id="ocm-001").name
    assert staff_email("ocm-001") == "ocm-001@homeward.example"


def test_a_database_with_children_is_left_alone() -> None:
    before = Person.objects.count(), Child.objects.count()
    with pytest.raises(NotEmptyError):
        set_up_demo_county(children=0, as_of=TODAY)
    assert (Person.objects.count(), Child.objects.count()) == before


def test_the_loading_is_in_the_audit() -> None:
    assert verify().breaks == ()
