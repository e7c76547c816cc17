"""Assigning, restricting, and opening by broken glass: what is refused, and what is left behind."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.audit.models import Entry
from homeward.casefile import actions
from homeward.casefile.models import Assignment, BreakGlass, Child, NamedPerson
from tests.casefile.staff import child_of, newcomer, person
from tests.cast_county import TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "qa-01", "fac-01", "ext-01", "learner-01"])
def test_only_consultants_and_administrators_may_break_the_glass(who: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.break_glass(child_id=child_of().pk, by=person(who), reason="Curious", on=TODAY)
    assert not BreakGlass.objects.exists()


def test_breaking_the_glass_needs_a_reason_and_is_noted_without_it() -> None:
    child, by = child_of("kestrel-point-1"), person("pc-01")
    with pytest.raises(ValidationError) as refused:
        actions.break_glass(child_id=child.pk, by=by, reason="  ", on=TODAY)
    assert "reason" in refused.value.message_dict
    opened = actions.break_glass(child_id=child.pk, by=by, reason="Her brother came into care", on=TODAY)
    entry = Entry.objects.about(child.pk)[0]
    assert (entry.verb, entry.by, entry.why) == ("break_glass", by, "")
    assert opened.reason == "Her brother came into care"


@pytest.mark.parametrize("unit", [None, "practice-1"])
def test_there_is_no_glass_around_a_child_who_does_not_exist_or_is_made_up(unit: str | None) -> None:
    child_id = child_of(unit).pk if unit else uuid4()
    with pytest.raises(Child.DoesNotExist):
        actions.break_glass(child_id=child_id, by=person("admin-01"), reason="A reason", on=TODAY)


@pytest.mark.parametrize(("who", "may"), [("qa-01", True), ("admin-01", True), ("pc-01", False), ("sup-01", False)])
def test_broken_glass_is_reviewed_by_somebody_else_of_quality_or_administration(who: str, may: bool) -> None:
    opened = actions.break_glass(
        child_id=child_of("kestrel-point-1").pk, by=person("pc-01"), reason="A reason", on=TODAY
    )
    if may:
        assert actions.review_break_glass(opened=opened, by=person(who), on=TODAY).reviewed_on == TODAY
    else:
        with pytest.raises(PermissionDenied):
            actions.review_break_glass(opened=opened, by=person(who), on=TODAY)


def test_an_administrator_does_not_review_her_own() -> None:
    by = person("admin-01")
    opened = actions.break_glass(child_id=child_of().pk, by=by, reason="A reason", on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.review_break_glass(opened=opened, by=by, on=TODAY)


def test_an_assignment_that_would_begin_before_the_present_one_is_refused() -> None:
    child = child_of()
    first = Assignment.objects.get(child=child, role="ongoing_case_manager").from_on
    with pytest.raises(ValidationError, match="take a later day"):
        actions.assign(
            child=child, person=newcomer("ongoing_case_manager"), role="ongoing_case_manager", from_on=first, by=None
        )


def test_only_owners_of_rules_are_assigned() -> None:
    with pytest.raises(ValidationError):
        actions.assign(child=child_of(), person=person("fac-01"), role="facilitator", from_on=TODAY, by=None)


@pytest.mark.parametrize("who", ["ocm-001", "pc-01", "qa-01", "sup-02", "coach-01"])
def test_only_a_responsible_supervisor_or_administrator_assigns_and_restricts(who: str) -> None:
    child, by = child_of(), person(who)
    with pytest.raises(PermissionDenied):
        actions.restrict(child=child, named=[by], by=by, on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.assign(child=child, person=by, role="ongoing_case_manager", from_on=TODAY, by=by)
    assert not Child.objects.get(pk=child.pk).is_restricted


def test_somebody_must_be_left_who_can_lift_a_restriction() -> None:
    child, by = child_of(), person("admin-01")
    with pytest.raises(ValidationError) as refused:
        actions.restrict(child=child, named=[person("ocm-001"), person("sup-02")], by=by, on=TODAY)
    assert "named" in refused.value.message_dict


def test_a_restriction_is_lifted_by_somebody_named_on_it_for_whom_it_is_hers_to_do() -> None:
    child, by = child_of(), person("sup-01")
    actions.restrict(child=child, named=[by], by=by, on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.lift_restriction(child=child, by=person("admin-01"), on=TODAY)
    actions.lift_restriction(child=child, by=by, on=TODAY)
    assert Child.objects.visible_to(person("ocm-001"), on=TODAY).filter(pk=child.pk).exists()
    assert not NamedPerson.objects.filter(child=child, until_on=None).exists()


def test_broken_glass_is_not_reviewed_from_another_agency() -> None:
    opened = actions.break_glass(child_id=child_of().pk, by=person("admin-01"), reason="A reason", on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.review_break_glass(opened=opened, by=newcomer("quality_staff"), on=TODAY)


def test_restricting_twice_names_everybody_once() -> None:
    child, named, by = child_of(), [person("sup-01")], person("sup-01")
    actions.restrict(child=child, named=named, by=by, on=TODAY)
    actions.restrict(child=child, named=[*named, person("ocm-001")], by=by, on=TODAY)
    assert NamedPerson.objects.filter(child=child).count() == 2
