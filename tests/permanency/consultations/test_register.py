"""The register of systemic barriers: distinct pairs, who takes one on, filters, what was resolved, the table."""

from contextlib import closing
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.casefile.sight import sight_of
from homeward.permanency.consultations.register import Pair, pairs_of
from homeward.permanency.consultations.settle import own_barrier, resolve_barrier
from homeward.permanency.models import BarrierOwner, SystemicBarrier
from homeward.workforce.models import Person
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import BARRIER, STEP, completed, held

pytestmark = pytest.mark.django_db


def pairs(child: Child, who: str = "pc-01") -> list[Pair]:
    return [one for one in pairs_of(sight_of(person(who), on=TODAY), today=TODAY) if one.child == child]


def owned(barrier: SystemicBarrier, who: str, person_: Person | None) -> BarrierOwner:
    by = person(who)
    sight = sight_of(by, on=TODAY)
    return own_barrier(barrier=barrier, person=person_, sight=sight, by=by, today=TODAY, token=uuid4())


def test_what_is_found_again_is_one_pair_as_old_as_when_it_was_found_first(child: Child) -> None:
    for days in (60, 10):
        completed(child, {**STEP, **BARRIER}, on=TODAY - timedelta(days=days))
    assert [(one.times, one.days) for one in pairs(child)] == [(2, 60)]


def test_siblings_of_one_meeting_are_two_pairs(child: Child) -> None:
    sister = Child.objects.filter(unit=child.unit).exclude(pk=child.pk)[0]
    one = held(child, BARRIER)
    one.members.create(child=sister)
    assert len(pairs(child)) == len(pairs(sister)) == 1


def test_resolving_it_resolves_every_mention_and_found_again_it_counts_from_then(child: Child) -> None:
    completed(child, {**STEP, **BARRIER}, on=TODAY - timedelta(days=60))
    last = completed(child, {**STEP, **BARRIER}, on=TODAY - timedelta(days=40))
    on = TODAY - timedelta(days=35)
    resolve_barrier(barrier=last.systemicbarriers.get(), on=on, how="A place", by=person("ocm-001"), today=TODAY)
    assert [(bool(one.latest.resolved_on), one.times, one.days) for one in pairs(child)] == [(True, 2, 25)]
    completed(child, {**STEP, **BARRIER}, on=TODAY - timedelta(days=10))
    assert [(one.latest.resolved_on, one.times, one.days) for one in pairs(child)] == [(None, 1, 10)]


def test_somebody_of_the_agency_takes_it_on_and_may_then_resolve_it(child: Child) -> None:
    barrier, quality = held(child, BARRIER).systemicbarriers.get(), person("qa-01")
    with pytest.raises(PermissionDenied):
        resolve_barrier(barrier=barrier, on=TODAY, how="A place", by=quality, today=TODAY)
    owned(barrier, "qa-01", quality)
    assert [one.owner for one in pairs(child)] == [quality]
    with pytest.raises(ValidationError, match="taken it on already"):
        owned(barrier, "qa-01", quality)
    assert resolve_barrier(barrier=barrier, on=TODAY, how="A place", by=quality, today=TODAY).resolved_by == quality


def test_it_is_given_back_and_both_stay_to_be_read(child: Child) -> None:
    barrier = held(child, BARRIER).systemicbarriers.get()
    owned(barrier, "pc-01", person("pc-01"))
    owned(barrier, "pc-01", None)
    assert ([one.owner for one in pairs(child)], barrier.owners.count()) == ([None], 2)
    with pytest.raises(ValidationError, match="Nobody has taken it on"):
        owned(barrier, "pc-01", None)


@pytest.mark.parametrize("who", ["ocm-001", "pc-02", "fac-01"])
def test_nobody_takes_on_what_she_does_not_look_after(child: Child, who: str) -> None:
    with pytest.raises(PermissionDenied):
        owned(held(child, BARRIER).systemicbarriers.get(), who, person(who))


def test_it_is_taken_on_by_a_press_on_its_page(sign_in: SignIn, child: Child) -> None:
    one, client = held(child, BARRIER), sign_in("admin-01")
    barrier = one.systemicbarriers.get()
    at = reverse("systemic_barrier", args=(child.pk, one.pk, barrier.pk))
    assertNotContains(client.get(at), "It is resolved</button>")
    for _ in range(2):
        client.post(reverse("barrier_owner", args=(child.pk, one.pk, barrier.pk)), {"step": "take", "token": "no"})
    assert barrier.owners.count() == 1
    assertContains(client.get(at), "It is resolved</button>")
    assertContains(client.get(f"{reverse('barriers')}?mine=1"), str(child))


@pytest.mark.parametrize(
    ("asked", "stands"),
    [("?category=service", True), ("?category=tpr", False), ("?level=state", True), ("?level=court", False),
     ("?show=resolved", False), ("?mine=1", False)],
)  # fmt: skip
def test_the_register_is_narrowed_by_category_level_and_owner(
    sign_in: SignIn, child: Child, asked: str, stands: bool
) -> None:
    held(child, BARRIER)
    for name in ("barriers", "barriers_export"):
        page = sign_in("pc-01").get(f"{reverse(name)}{asked}").getvalue().decode()
        assert (str(child) in page) == stands, name


def test_the_table_that_is_taken_out_holds_no_formula(sign_in: SignIn, child: Child) -> None:
    held(child, {**BARRIER, "barriers.0001a.narrative": "=2+2"})
    page = sign_in("qa-01").get(reverse("barriers_export")).getvalue().decode()
    assert "'=2+2" in page
    with closing(sign_in("qa-01").get(reverse("barriers_workbook"))) as answer:
        assert answer.getvalue()[:2] == b"PK"


@pytest.mark.parametrize("name", ["barriers_export", "barriers_workbook"])
@pytest.mark.parametrize(("who", "status"), [("pc-01", 200), ("sup-01", 200), ("ocm-001", 403), ("ext-01", 403)])
def test_the_table_is_for_those_for_whom_the_register_is(sign_in: SignIn, name: str, who: str, status: int) -> None:
    with closing(sign_in(who).get(reverse(name))) as answer:
        assert answer.status_code == status
