"""Recording follows the owner of the rule: that role, her supervisor, who covers; ratings are the consultants'."""

import pytest

from homeward.casefile import actions
from homeward.casefile.visibility import may_record
from homeward.workforce.actions import arrange_cover
from homeward.workforce.models import Person
from tests.casefile.staff import child_of, newcomer, person
from tests.cast_county import TODAY

pytestmark = pytest.mark.django_db

OWNERS = ("ongoing_case_manager", "supervisor", "permanency_consultant")


def may(someone: Person, unit: str = "three-bridges-1") -> list[str]:
    """The owners in whose place a person may record for a child of the unit."""
    return [owner for owner in OWNERS if may_record(someone, child_of(unit), owner, on=TODAY)]


@pytest.mark.parametrize(
    ("who", "owners"),
    [
        ("ocm-001", ["ongoing_case_manager"]),
        ("sup-01", ["ongoing_case_manager", "supervisor", "permanency_consultant"]),
        ("pc-01", ["permanency_consultant"]),
        ("ocm-002", []),
        ("sup-02", []),
        ("pc-02", []),
        ("qa-01", []),
        ("admin-01", []),
        ("fac-01", []),
        ("ext-01", []),
        ("learner-01", []),
        ("coach-01", []),
    ],
)
def test_each_role_records_its_own_duties(who: str, owners: list[str]) -> None:
    assert may(person(who)) == owners


@pytest.mark.parametrize(("who", "allowed"), [("pc-01", True), ("sup-01", False), ("ocm-001", False)])
def test_only_a_permanency_consultant_rates(who: str, allowed: bool) -> None:
    rates = may_record(person(who), child_of(), "permanency_consultant", on=TODAY, only_owner=True)
    assert rates is allowed


def test_a_consultant_of_the_county_above_rates_too_but_nobody_rates_by_cover() -> None:
    above, colleague = newcomer("permanency_consultant", agency="county"), newcomer("ongoing_case_manager")
    arrange_cover(covering=colleague, covered=person("pc-01"), from_on=TODAY, until_on=TODAY)
    rating = {"owner": "permanency_consultant", "on": TODAY, "only_owner": True}
    assert may_record(above, child_of(), **rating)  # type: ignore[arg-type]
    assert not may_record(colleague, child_of(), **rating)  # type: ignore[arg-type]
    assert may(colleague) == ["permanency_consultant"]


def test_a_covering_colleague_records_what_the_covered_one_may() -> None:
    colleague = newcomer("ongoing_case_manager", agency="kestrel-point")
    assert may(colleague) == []
    arrange_cover(covering=colleague, covered=person("ocm-001"), from_on=TODAY, until_on=TODAY)
    assert may(colleague) == ["ongoing_case_manager"]


@pytest.mark.parametrize("who", ["learner-01", "coach-01"])
def test_everything_is_recorded_for_practice_children_by_those_who_learn_and_teach(who: str) -> None:
    assert may(person(who), "practice-1") == list(OWNERS)
    assert may(person("admin-01"), "practice-1") == []


def test_a_restricted_record_is_written_only_by_those_named_on_it() -> None:
    actions.restrict(child=child_of(), named=[person("ocm-001"), person("admin-01")], by=person("admin-01"), on=TODAY)
    assert may(person("ocm-001")) == ["ongoing_case_manager"]
    assert may(person("sup-01")) == []


def test_a_record_open_by_broken_glass_is_only_read() -> None:
    child = child_of("kestrel-point-1")
    actions.break_glass(child_id=child.pk, by=person("pc-01"), reason="A sibling was placed", on=TODAY)
    assert may(person("pc-01"), "kestrel-point-1") == []
