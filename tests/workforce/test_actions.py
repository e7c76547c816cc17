"""Taking people on, appointing, covering."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from homeward.workforce.actions import add_person, appoint, arrange_cover, end_role
from homeward.workforce.models import Agency, Cover, Person, Role, Unit, with_agencies_below
from tests.cast_county import TODAY

pytestmark = pytest.mark.django_db

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def somebody() -> Person:
    return add_person(name="Sam Somebody", agency=None)


def test_a_person_signs_in_by_an_address_that_is_compared_in_lower_case() -> None:
    person = add_person(name="Ada", agency=None, email=" Ada@Homeward.Example ", password="correct horse battery")
    assert get_user_model() is Person
    assert person.email == "ada@homeward.example"
    assert person.check_password("correct horse battery")
    with pytest.raises(ValidationError, match="already exists"):
        add_person(name="Ada Two", agency=None, email="ADA@homeward.example")


def test_several_people_may_be_known_without_an_address_and_can_not_sign_in() -> None:
    assert not somebody().has_usable_password()
    assert somebody().email is None


def test_a_unit_belongs_to_its_agency() -> None:
    agency = Agency.objects.get(external_id="kestrel-point")
    unit = Unit.objects.get(external_id="three-bridges-1")
    with pytest.raises(ValidationError, match="not a unit of"):
        add_person(name="Ada", agency=agency, unit=unit)


def test_only_a_facilitator_is_certified() -> None:
    appoint(person=somebody(), role="facilitator", from_on=TODAY, certified_until=TOMORROW)
    with pytest.raises(ValidationError, match="Only a facilitator"):
        appoint(person=somebody(), role="supervisor", from_on=TODAY, certified_until=TOMORROW)


def test_there_is_no_other_role_than_the_ten() -> None:
    with pytest.raises(ValidationError, match="not a valid choice"):
        appoint(person=somebody(), role="owner", from_on=TODAY)


def test_nothing_ends_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="ends_after_it_begins"):
        appoint(person=somebody(), role="coach", from_on=TODAY, until_on=YESTERDAY)
    with pytest.raises(ValidationError, match="ends_after_it_begins"):
        arrange_cover(covering=somebody(), covered=somebody(), from_on=TODAY, until_on=YESTERDAY)


def test_nobody_covers_for_herself() -> None:
    person = somebody()
    with pytest.raises(ValidationError, match="herself"):
        arrange_cover(covering=person, covered=person, from_on=TODAY, until_on=TODAY)
    assert not Cover.objects.exists()


@pytest.mark.parametrize(("day", "held"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, False)])
def test_a_role_is_held_from_its_first_to_its_last_day(day: object, held: bool) -> None:
    role = appoint(person=somebody(), role="coach", from_on=TODAY)
    end_role(role=role, until_on=TODAY)
    assert Role.objects.in_force(day).filter(pk=role.pk).exists() is held  # type: ignore[arg-type]


def test_agencies_below_are_found_at_any_depth_and_a_circle_does_not_hang() -> None:
    top, middle, low, beside = (Agency(name=name).pk for name in "abcd")
    tree = [(top, None), (middle, top), (low, middle), (beside, None)]
    assert with_agencies_below(top, tree) == {top, middle, low}
    assert with_agencies_below(low, tree) == {low}
    assert with_agencies_below(top, [(top, low), *tree[1:]]) == {top, middle, low}
