"""Who works with a child, changed one by one and many at once; restricting the record."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.administration.actions import teams
from homeward.audit.models import Entry
from homeward.casefile import actions as casefile
from homeward.casefile.models import Assignment, Child
from homeward.obligations.models import Obligation, Tally
from homeward.workforce.models import Person, Unit
from tests.casefile.staff import LONG_AGO, child_of, newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

UNIT_2 = "kestrel-point-1"
MANAGER = "ongoing_case_manager"


@pytest.fixture(autouse=True)
def _long_assigned() -> None:
    Assignment.objects.update(from_on=LONG_AGO)


def sees(someone: Person, child: Child, on: date = TODAY) -> bool:
    return Child.objects.visible_to(someone, on=on).filter(pk=child.pk).exists()


def carried(external_id: str) -> list[Child]:
    now = Assignment.objects.in_force(TODAY).filter(person=person(external_id), role=MANAGER)
    return list(Child.objects.filter(pk__in=now.values("child")))


def test_another_case_manager_and_the_stored_dates_are_hers_at_once(sign_in: SignIn) -> None:
    child, successor = child_of(), newcomer(MANAGER, unit="three-bridges-1")
    sent = {"who": f"{MANAGER}:{successor.pk}", "from_on": "Nov 22, 2026"}
    answer = sign_in("sup-01").post(reverse("assign", args=[child.pk]), sent)
    assertRedirects(answer, reverse("team", args=[child.pk]))
    managers = set(Obligation.objects.filter(child=child).values_list("ongoing_case_manager", flat=True))
    assert managers == {successor.pk}
    assert (sees(successor, child), sees(person("ocm-001"), child)) == (True, False)
    page = sign_in("sup-01").get(reverse("team", args=[child.pk]))
    assertContains(page, person("ocm-001").name)
    assert Entry.objects.about(child.pk).filter(verb="assign", by=person("sup-01")).exists()


def test_sent_twice_it_assigns_once(sign_in: SignIn) -> None:
    child, successor = child_of(), newcomer(MANAGER)
    sent, client = {"who": f"{MANAGER}:{successor.pk}", "from_on": "Nov 22, 2026"}, sign_in("sup-01")
    client.post(reverse("assign", args=[child.pk]), sent)
    assertContains(client.post(reverse("assign", args=[child.pk]), sent), "was assigned from Nov 22, 2026 on")
    assert Assignment.objects.filter(child=child, person=successor).count() == 1


@pytest.mark.parametrize("who", ["ocm-002", "fac-01", "coach-01"])
def test_nobody_of_another_agency_or_without_the_role_is_assigned(sign_in: SignIn, who: str) -> None:
    sent = {"who": f"{MANAGER}:{person(who).pk}", "from_on": "Nov 22, 2026"}
    assertContains(sign_in("sup-01").post(reverse("assign", args=[child_of().pk]), sent), "Choose one of the list")
    with pytest.raises(ValidationError):
        teams.assign(child=child_of(), person=person(who), role=MANAGER, from_on=TODAY, by=person("sup-01"), on=TODAY)


def test_whoever_was_a_supervisor_once_assigns_nobody_for_the_days_when_she_was() -> None:
    once = person("sup-01")
    once.roles.update(until_on=TODAY - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        teams.assign(
            child=child_of(), person=newcomer(MANAGER), role=MANAGER, from_on=TODAY - timedelta(days=30),
            by=once, on=TODAY,
        )  # fmt: skip


def test_no_assignment_is_slipped_in_before_one_that_was_announced() -> None:
    child, by, later = child_of(), person("sup-01"), TODAY + timedelta(days=9)
    given: dict[str, Any] = {"child": child, "role": MANAGER, "by": by, "on": TODAY}
    teams.assign(person=newcomer(MANAGER), from_on=later, **given)
    with pytest.raises(ValidationError, match="take a later day"):
        teams.assign(person=newcomer(MANAGER), from_on=TODAY, **given)


def test_another_unit_of_the_agency_takes_the_child_and_its_supervisor_sees_her(sign_in: SignIn) -> None:
    child = child_of()
    unit = Unit.objects.create(agency=child.agency, name="Second", external_id="second")
    answer = sign_in("sup-01").post(reverse("unit_of_child", args=[child.pk]), {"unit": str(unit.pk)})
    assertRedirects(answer, reverse("team", args=[child.pk]))
    assert set(Obligation.objects.filter(child=child).values_list("unit", flat=True)) == {unit.pk}
    assert sees(newcomer("supervisor", unit="second"), child)
    Assignment.objects.filter(child=child, role="supervisor").update(until_on=LONG_AGO)
    assert not sees(person("sup-01"), child), "she supervises another unit, and is assigned no more"


def test_a_supervisor_sends_no_child_to_another_agency_but_the_countys_administrator_may(sign_in: SignIn) -> None:
    child, unit = child_of(), Unit.objects.get(external_id=UNIT_2)
    address, sent = reverse("unit_of_child", args=[child.pk]), {"unit": str(unit.pk)}
    assertContains(sign_in("sup-01").post(address, sent), "Choose one of the list")
    with pytest.raises(PermissionDenied):
        teams.move_to_unit(child=child, unit=unit, by=person("sup-01"), on=TODAY)
    assertRedirects(sign_in("admin-01").post(address, sent), reverse("team", args=[child.pk]))
    assert Child.objects.get(pk=child.pk).agency == unit.agency


def hand_over(client: Client, successor: Person, **more: Any) -> Any:
    sent = {"who": f"{MANAGER}:{successor.pk}", "from_on": "Nov 22, 2026"}
    return client.post(reverse("hand_over", args=[person("ocm-001").pk, MANAGER]), {**sent, **more})


def test_all_children_of_one_who_leaves_are_handed_over_after_a_look_at_the_list(sign_in: SignIn) -> None:
    children, successor, client = carried("ocm-001"), newcomer(MANAGER), sign_in("sup-01")
    page = hand_over(client, successor)
    for child in children:
        assertContains(page, str(child.pk))
    assert len(carried("ocm-001")) == len(children)
    answer = hand_over(client, successor, step="save", child=[str(child.pk) for child in children])
    assertRedirects(answer, reverse("people"))
    assert carried("ocm-001") == []
    managed = Obligation.objects.filter(child__in=children).values_list("ongoing_case_manager", flat=True)
    assert set(managed) == {successor.pk}
    assert Entry.objects.order_by("-sequence")[0].details["children"] == len(children)


def test_only_what_was_shown_is_handed_over_and_never_a_child_of_others(sign_in: SignIn) -> None:
    shown, foreign, successor = carried("ocm-001")[0], child_of(UNIT_2), newcomer(MANAGER)
    hand_over(sign_in("sup-01"), successor, step="save", child=[str(shown.pk), str(foreign.pk), "x"])
    assert sees(successor, shown)
    assert not sees(successor, foreign)
    assert len(carried("ocm-001")) > 0


def test_a_list_of_foreign_children_alone_is_refused(sign_in: SignIn) -> None:
    answer = hand_over(sign_in("sup-01"), newcomer(MANAGER), step="save", child=[str(child_of(UNIT_2).pk)])
    assert answer.status_code == 403


def test_a_restricted_child_stays_unless_whoever_hands_over_is_named(sign_in: SignIn) -> None:
    child = carried("ocm-001")[0]
    named = [person("admin-01"), person("ocm-001")]
    casefile.restrict(child=child, named=named, by=person("admin-01"), on=TODAY)
    page = hand_over(sign_in("sup-01"), newcomer(MANAGER))
    assertNotContains(page, str(child.pk))


def test_one_fault_and_none_is_handed_over(sign_in: SignIn) -> None:
    children, successor = carried("ocm-001"), newcomer(MANAGER)
    Assignment.objects.filter(child=children[-1], role=MANAGER).update(from_on=TODAY)
    answer = hand_over(sign_in("sup-01"), successor, step="save", child=[str(child.pk) for child in children])
    assertContains(answer, "take a later day")
    assert len(carried("ocm-001")) == len(children)


def test_a_record_is_restricted_to_those_who_are_named_and_opened_again(sign_in: SignIn) -> None:
    child, client = child_of(), sign_in("sup-01")
    named = {"named": [str(person("sup-01").pk), str(person("pc-01").pk)]}
    client.post(reverse("restrict", args=[child.pk]), named)
    assert [sees(person(who), child) for who in ("sup-01", "pc-01", "ocm-001", "admin-01")] == [
        True,
        True,
        False,
        False,
    ]
    tomorrow = TODAY + timedelta(days=1)
    client.post(reverse("restrict", args=[child.pk]), {"named": [str(person("sup-01").pk)]})
    assert not sees(person("pc-01"), child, tomorrow)
    client.post(reverse("lift_restriction", args=[child.pk]))
    assert sees(person("ocm-001"), child)


def test_restricted_lifted_and_restricted_on_one_day_it_is_still_hers_tomorrow() -> None:
    child, by = child_of(), person("sup-01")
    casefile.restrict(child=child, named=[by], by=by, on=TODAY)
    casefile.lift_restriction(child=child, by=by, on=TODAY)
    casefile.restrict(child=child, named=[by], by=by, on=TODAY)
    assert sees(by, child, TODAY + timedelta(days=1))


def test_one_of_the_named_must_be_able_to_lift_it(sign_in: SignIn) -> None:
    sent = {"named": [str(person("ocm-001").pk)]}
    page = sign_in("sup-01").post(reverse("restrict", args=[child_of().pk]), sent)
    assertContains(page, "Name a supervisor or an administrator")
    foreign = {"named": [str(person("ocm-002").pk)]}
    assertContains(sign_in("sup-01").post(reverse("restrict", args=[child_of().pk]), foreign), "not one of the")


def test_a_restricted_child_is_no_longer_counted_for_the_unit_and_is_again_afterwards() -> None:
    late = Obligation.objects.counted().filter(outcome="overdue", unit__isnull=False)[0]
    child, by = late.child, person("admin-01")

    def counted() -> int:
        return Tally.objects.get(agency=child.agency, unit=child.unit).overdue

    before = counted()
    teams.restrict(child=child, named=[by], by=by, on=TODAY)
    assert counted() < before
    teams.lift_restriction(child=child, by=by, on=TODAY)
    assert counted() == before
