"""Before a hearing the roundtable stands on Today, to be looked at again: no duty, never late."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.casefile.models import Child
from homeward.casefile.sight import sight_of
from homeward.obligations.models import Determination, Obligation
from homeward.permanency.consultations.before_hearing import to_read
from homeward.permanency.consultations.follow_actions import read_before_hearing
from homeward.permanency.consultations.followed import Followed
from homeward.permanency.models import ReadBeforeHearing
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import held

pytestmark = pytest.mark.django_db


def hearing(child: Child, days: int) -> None:
    Determination.objects.filter(child=child).update(next_hearing_on=TODAY + timedelta(days=days))


def listed(child: Child, who: str, today: date = TODAY) -> bool:
    return child in [one.child for one in to_read(Followed(sight_of(person(who), on=today), today))]


@pytest.mark.parametrize(("days", "stands"), [(31, False), (30, True), (0, True), (-5, True)])
def test_it_stands_there_from_when_the_hearing_is_near_until_it_is_held(child: Child, days: int, stands: bool) -> None:
    held(child)
    hearing(child, days)
    assert [listed(child, who) for who in ("ocm-001", "sup-01")] == [stands, stands]
    assert not listed(child, "pc-01"), "policy encourages case manager and supervisor"


def test_without_a_roundtable_there_is_nothing_to_look_at(child: Child) -> None:
    hearing(child, 5)
    assert not listed(child, "ocm-001")


def test_each_records_it_for_herself_and_it_is_gone_from_her_day(sign_in: SignIn, child: Child) -> None:
    one, client = held(child), sign_in("ocm-001")
    hearing(child, 10)
    at = reverse("read_before_hearing", args=(child.pk, one.pk))
    assertContains(client.get(reverse("today")), at)
    assertRedirects(client.post(at, {"token": str(uuid4())}), reverse("today"))
    assertNotContains(client.get(reverse("today")), at)
    assertContains(client.get(at), f"Looked at again Sun, Nov 22, 2026, {person('ocm-001')}")
    assertContains(sign_in("sup-01").get(reverse("today")), at)


def test_a_hearing_that_is_put_off_far_asks_again(child: Child) -> None:
    one = held(child)
    hearing(child, 10)
    by = person("ocm-001")
    for _ in range(2):
        read_before_hearing(child=child, consultation=one, by=by, today=TODAY, token=uuid4())
    assert ReadBeforeHearing.objects.filter(child=child).count() == 1
    hearing(child, 60)
    later = TODAY + timedelta(days=40)
    assert listed(child, "ocm-001", later)


def test_nobody_else_records_it(child: Child) -> None:
    one = held(child)
    for who in ("pc-02", "qa-01", "ocm-002"):
        with pytest.raises(PermissionDenied):
            read_before_hearing(child=child, consultation=one, by=person(who), today=TODAY, token=uuid4())


def test_it_is_no_obligation_and_moves_no_date(child: Child) -> None:
    one = held(child)
    before = set(Obligation.objects.filter(child=child).values_list("rule", "occasion", "outcome", "due_on"))
    read_before_hearing(child=child, consultation=one, by=person("ocm-001"), today=TODAY, token=uuid4())
    assert before == set(Obligation.objects.filter(child=child).values_list("rule", "occasion", "outcome", "due_on"))
