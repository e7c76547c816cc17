"""One policy says who sees which child: each role, with its boundaries."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from homeward.audit.models import Entry
from homeward.casefile import actions
from homeward.casefile.models import Assignment, Child, TribalAffiliation
from homeward.casefile.visibility import OWNERS, get_child_for, may_record, sight_of
from homeward.workforce.actions import add_person, appoint, arrange_cover, end_role
from homeward.workforce.models import Agency, Person, TribalAgreement, Tribe
from tests.casefile.staff import LONG_AGO, child_of, newcomer, person
from tests.cast_county import TODAY

pytestmark = pytest.mark.django_db

UNIT_2 = "kestrel-point-1"


def sees(someone: Person, child: Child) -> bool:
    return Child.objects.visible_to(someone, on=TODAY).filter(pk=child.pk).exists()


@pytest.mark.parametrize(
    ("who", "own_unit", "other_agency", "practice"),
    [
        ("ocm-001", True, False, False),
        ("sup-01", True, False, False),
        ("pc-01", True, False, False),
        ("qa-01", True, True, False),
        ("admin-01", True, True, False),
        ("fac-01", False, False, False),
        ("ext-01", False, False, False),
        ("coach-01", False, False, True),
        ("learner-01", False, False, True),
    ],
)
def test_each_role_sees_the_children_of_its_work_and_no_others(
    who: str, own_unit: bool, other_agency: bool, practice: bool
) -> None:
    children = child_of(), child_of(UNIT_2), child_of("practice-1")
    assert tuple(sees(person(who), child) for child in children) == (own_unit, other_agency, practice)


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "pc-01", "qa-01", "admin-01", "coach-01"])
def test_a_list_has_exactly_the_children_whose_record_opens(who: str) -> None:
    visible = set(Child.objects.visible_to(person(who), on=TODAY))
    opens = {child for child in Child.objects.all() if sees(person(who), child)}
    assert visible == opens != set()


@pytest.mark.parametrize("role", ["permanency_consultant", "quality_staff", "administrator"])
def test_a_consultant_of_a_contractor_does_not_see_the_county_above_nor_the_contractor_beside(role: str) -> None:
    agency = Agency.objects.get(external_id="three-bridges")
    visible = Child.objects.visible_to(newcomer(role), on=TODAY)
    assert {child.agency for child in visible} == {agency}


def test_an_agency_two_levels_down_is_below_too() -> None:
    middle = Agency.objects.get(external_id="three-bridges")
    lowest = Agency.objects.create(name="Lowest", external_id="lowest", parent=middle)
    child = Child.objects.create(external_id="x", agency=lowest)
    assert sees(person("qa-01"), child)
    assert not sees(person("pc-02"), child)


def test_a_practice_child_is_seen_by_nobody_who_works_even_if_assigned() -> None:
    child = child_of("practice-1")
    Assignment.objects.create(child=child, person=person("ocm-001"), role="ongoing_case_manager", from_on=LONG_AGO)
    assert not sees(person("ocm-001"), child)


def test_practice_children_are_not_counted() -> None:
    assert not Child.objects.counted().filter(agency__is_practice=True).exists()
    assert Child.objects.filter(agency__is_practice=True).exists()


@pytest.mark.parametrize(("days", "visible"), [(-1, True), (0, True), (1, False)])
def test_an_assignment_ends_with_its_last_day(days: int, visible: bool) -> None:
    child, worker = child_of(), person("ocm-001")
    Assignment.objects.filter(child=child, person=worker).update(
        from_on=LONG_AGO, until_on=TODAY - timedelta(days=days)
    )
    assert sees(worker, child) is visible


def test_a_new_assignment_ends_the_one_before() -> None:
    child, successor = child_of(), newcomer("ongoing_case_manager")
    Assignment.objects.filter(child=child).update(from_on=LONG_AGO)
    actions.assign(child=child, person=successor, role="ongoing_case_manager", from_on=TODAY, by=None)
    assert sees(successor, child)
    assert not sees(person("ocm-001"), child)


def test_whoever_is_no_longer_a_case_manager_sees_nothing_of_her_former_children() -> None:
    worker = person("ocm-001")
    end_role(role=worker.roles.get(), until_on=TODAY - timedelta(days=1))
    assert not sees(worker, child_of())


def test_somebody_whose_account_is_closed_sees_nothing() -> None:
    administrator = person("admin-01")
    administrator.is_active = False
    assert not Child.objects.visible_to(administrator, on=TODAY).exists()


def test_a_supervisor_without_a_unit_sees_no_child_without_one() -> None:
    Child.objects.create(external_id="x", agency=Agency.objects.get(external_id="three-bridges"))
    assert not Child.objects.visible_to(newcomer("supervisor"), on=TODAY).exists()


@pytest.mark.parametrize(("first", "last", "visible"), [(-3, -1, False), (-3, 0, True), (0, 3, True), (1, 3, False)])
def test_a_colleague_is_covered_on_the_days_of_the_cover_only(first: int, last: int, visible: bool) -> None:
    colleague = newcomer("ongoing_case_manager", agency="kestrel-point")
    days = {"from_on": TODAY + timedelta(days=first), "until_on": TODAY + timedelta(days=last)}
    arrange_cover(covering=colleague, covered=person("ocm-001"), **days)
    assert sees(colleague, child_of()) is visible
    assert not sees(colleague, child_of(UNIT_2))


def test_covering_a_supervisor_shows_her_unit() -> None:
    colleague = newcomer("supervisor")
    arrange_cover(covering=colleague, covered=person("sup-02"), from_on=TODAY, until_on=TODAY)
    assert sees(colleague, child_of(UNIT_2))
    assert not sees(colleague, child_of())


def test_a_cover_is_not_handed_on() -> None:
    first, second = newcomer("ongoing_case_manager"), newcomer("ongoing_case_manager")
    arrange_cover(covering=first, covered=person("ocm-001"), from_on=TODAY, until_on=TODAY)
    arrange_cover(covering=second, covered=first, from_on=TODAY, until_on=TODAY)
    assert not sees(second, child_of())


@pytest.mark.parametrize("role", ["external_consultant", "facilitator", "learner", "administrator"])
def test_a_cover_shows_nothing_to_whoever_does_not_work_with_children(role: str) -> None:
    outsider = newcomer(role, agency="partner")
    arrange_cover(covering=outsider, covered=person("ocm-001"), from_on=TODAY, until_on=TODAY)
    assert not sees(outsider, child_of())


def test_a_restricted_record_is_seen_only_by_those_named_on_it() -> None:
    child = child_of()
    actions.restrict(child=child, named=[person("sup-01"), person("ocm-002")], by=person("admin-01"), on=TODAY)
    who = ("sup-01", "ocm-001", "pc-01", "qa-01", "admin-01")
    assert [name for name in who if sees(person(name), child)] == ["sup-01"]
    assert not sees(person("ocm-002"), child), "to be named opens no record that is not hers by her work"


def test_broken_glass_shows_one_record_for_one_day() -> None:
    child, consultant = child_of(UNIT_2), person("pc-01")
    actions.break_glass(child_id=child.pk, by=consultant, reason="A sibling of hers was placed", on=TODAY)
    assert sees(consultant, child)
    assert Child.objects.visible_to(consultant, on=TODAY).filter(unit__external_id=UNIT_2).count() == 1
    assert not Child.objects.visible_to(consultant, on=TODAY + timedelta(days=1)).filter(pk=child.pk).exists()


def test_a_stranger_is_told_that_there_is_no_such_child_and_the_attempt_is_noted() -> None:
    child, stranger = child_of(UNIT_2), person("ocm-001")
    with pytest.raises(Http404):
        get_child_for(stranger, child.pk, sight=sight_of(stranger, on=TODAY))
    entry = Entry.objects.about(child.pk)[0]
    assert (entry.verb, entry.by) == ("refused", stranger)


def test_opening_a_record_is_noted() -> None:
    child, worker = child_of(), person("ocm-001")
    assert get_child_for(worker, child.pk, sight=sight_of(worker, on=TODAY), page="overview") == child
    entry = Entry.objects.about(child.pk)[0]
    assert (entry.verb, entry.by, entry.details) == ("opened", worker, {"page": "overview"})


def test_what_a_person_sees_takes_few_queries_whoever_she_is(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    for who in ("ocm-001", "sup-01", "admin-01", "learner-01"):
        someone = person(who)
        with django_assert_max_num_queries(7):  # type: ignore[operator]
            list(Child.objects.visible_to(someone, on=TODAY))


def test_two_roles_add_up() -> None:
    both = add_person(name="Bo Both", agency=Agency.objects.get(external_id="three-bridges"))
    appoint(person=both, role="quality_staff", from_on=TODAY)
    appoint(person=both, role="learner", from_on=TODAY)
    assert sees(both, child_of())
    assert sees(both, child_of("practice-1"))


def guest_of(tribe: Tribe, agency: str = "county") -> Person:
    guest = newcomer("tribal_guest", agency=agency)
    guest.tribe = tribe
    guest.save()
    return guest


@pytest.fixture
def tribe() -> Tribe:
    """The tribe of the child of unit 1; the county has no agreement with it yet."""
    tribe = Tribe.objects.create(name="Lakeshore Nation")
    TribalAffiliation.objects.create(child=child_of(), tribe=tribe, how_known="tribe", from_on=LONG_AGO)
    return tribe


def agree(tribe: Tribe, agency: str = "county", until_on: date | None = None, from_on: date = LONG_AGO) -> None:
    party = Agency.objects.get(external_id=agency)
    TribalAgreement.objects.create(tribe=tribe, agency=party, from_on=from_on, until_on=until_on)


@pytest.mark.parametrize(
    ("first", "last", "visible"), [(-9, None, True), (0, 0, True), (-9, 0, True), (-9, -1, False), (1, None, False)]
)
def test_a_tribal_guest_sees_the_children_of_her_tribe_while_the_agreement_holds(
    tribe: Tribe, first: int, last: int | None, visible: bool
) -> None:
    until_on = None if last is None else TODAY + timedelta(days=last)
    agree(tribe, from_on=TODAY + timedelta(days=first), until_on=until_on)
    guest = guest_of(tribe)
    assert sees(guest, child_of()) is visible
    assert Child.objects.visible_to(guest, on=TODAY).count() == int(visible)


def test_without_an_agreement_or_with_that_of_another_tribe_a_guest_sees_nothing(tribe: Tribe) -> None:
    other = Tribe.objects.create(name="Another")
    agree(other)
    assert not Child.objects.visible_to(guest_of(tribe), on=TODAY).exists()
    assert not Child.objects.visible_to(guest_of(other), on=TODAY).exists()


@pytest.mark.parametrize(
    ("party", "invited_by", "visible"),
    [
        ("three-bridges", "county", True),
        ("kestrel-point", "county", False),
        ("county", "three-bridges", True),
        ("county", "kestrel-point", False),
        ("county", "partner", False),
    ],
)
def test_a_guest_sees_what_lies_below_both_the_agreement_and_whoever_invited_her(
    tribe: Tribe, party: str, invited_by: str, visible: bool
) -> None:
    agree(tribe, party)
    assert sees(guest_of(tribe, invited_by), child_of()) is visible


def test_a_guest_without_the_role_today_or_a_child_no_longer_of_the_tribe_is_not_seen(tribe: Tribe) -> None:
    agree(tribe)
    guest = guest_of(tribe)
    TribalAffiliation.objects.update(until_on=TODAY - timedelta(days=1))
    assert not sees(guest, child_of())
    TribalAffiliation.objects.update(until_on=None)
    assert sees(guest, child_of())
    guest.roles.update(until_on=TODAY - timedelta(days=1))
    assert not sees(guest, child_of())


def test_a_person_of_the_tribe_is_no_guest_by_that_alone(tribe: Tribe) -> None:
    agree(tribe)
    for who in ("fac-01", "ocm-002"):
        Person.objects.filter(external_id=who).update(tribe=tribe)
        assert not sees(person(who), child_of())


def test_a_guest_sees_a_restricted_record_only_if_she_is_named(tribe: Tribe) -> None:
    agree(tribe)
    guest, child = guest_of(tribe), child_of()
    actions.restrict(child=child, named=[person("sup-01")], by=person("sup-01"), on=TODAY)
    assert not sees(guest, child)
    actions.restrict(child=child, named=[person("sup-01"), guest], by=person("sup-01"), on=TODAY)
    assert sees(guest, child)


def test_a_guest_reads_and_never_writes_whatever_other_role_she_has(tribe: Tribe) -> None:
    agree(tribe)
    guest, child = guest_of(tribe, "county"), child_of()
    appoint(person=guest, role="supervisor", from_on=LONG_AGO)
    appoint(person=guest, role="ongoing_case_manager", from_on=LONG_AGO)
    assert not any(may_record(guest, child, owner, on=TODAY) for owner in OWNERS)
    with pytest.raises(PermissionDenied):
        actions.restrict(child=child, named=[guest], by=guest, on=TODAY)


def test_a_practice_child_is_not_shown_to_a_guest(tribe: Tribe) -> None:
    agree(tribe)
    practice = child_of("practice-1")
    TribalAffiliation.objects.create(child=practice, tribe=tribe, how_known="tribe", from_on=LONG_AGO)
    assert not sees(guest_of(tribe), practice)
