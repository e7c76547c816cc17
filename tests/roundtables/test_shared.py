"""Days on which a unit, or everybody, can not come: court days are entered once, and hold for whoever convenes."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.roundtables.free import moment, shared_absences
from homeward.roundtables.models import SharedAbsence
from homeward.workforce.models import Agency, Unit
from tests.casefile.staff import person
from tests.cast_county import SignIn
from tests.roundtables.arranged import SOON, convened, room
from tests.roundtables.timetables.asked import meetings, proposed

pytestmark = pytest.mark.django_db


def court_days(agency: Agency | None = None, unit: Unit | None = None, days: int = 1) -> SharedAbsence:
    who = person("pc-01")
    whole = {"from_at": moment(SOON, time.min), "until_at": moment(SOON + timedelta(days=days), time.min)}
    by = {"recorded_by": who, "recorded_at": moment(SOON, time.min)}
    agency = agency or who.agency
    assert agency
    return SharedAbsence.objects.create(agency=agency, unit=unit, what="Court days", **whole, **by)


def test_nothing_is_convened_on_court_days_and_once_they_are_taken_back_it_is() -> None:
    absence = court_days()
    with pytest.raises(ValidationError, match="can not come at that time: Court days"):
        convened()
    absence.withdrawn_at = moment(SOON, time.min)
    absence.save()
    assert convened().on == SOON


def test_it_holds_for_the_people_of_a_unit_alone() -> None:
    unit = person("sup-01").unit
    court_days(unit=unit)
    asked = [person(who) for who in ("sup-01", "ocm-001", "pc-01", "ext-01")]
    found = shared_absences(asked, moment(SOON, time(9)), moment(SOON, time(11)))
    assert {one.external_id for one in asked if one.pk in found} == {
        one.external_id
        for one in asked
        if one.unit_id == unit.pk  # type: ignore[union-attr]
    }
    assert person("sup-01").pk in found


def test_it_holds_for_the_agencies_below_and_not_for_another_one() -> None:
    county = person("admin-01").agency
    court_days(agency=county)
    found = shared_absences([person("pc-01"), person("ext-01")], moment(SOON, time(9)), moment(SOON, time(11)))
    assert (person("pc-01").pk in found, person("ext-01").pk in found) == (True, False)


def test_no_timetable_meets_these_people_then() -> None:
    room()
    days = {one["start"][:10] for one in meetings(proposed()).values()}
    first = moment(SOON, time.min)
    absence = court_days(days=40)
    absence.from_at = first - timedelta(days=40)
    absence.save()
    assert days
    assert meetings(proposed()) == {}


def test_an_administrator_or_a_consultant_enters_and_takes_them_back(sign_in: SignIn) -> None:
    client, at, back = sign_in("pc-01"), reverse("shared_absence"), reverse("availabilities")
    agency = person("pc-01").agency
    assert agency
    sent: dict[str, Any] = {
        "agency": str(agency.pk), "unit": "", "what": "Court days", "from_on": "Dec 1, 2026", "until_on": "Dec 2, 2026"
    }  # fmt: skip
    assertContains(client.post(at, {**sent, "what": ""}), "Say what there is")
    assertRedirects(client.post(at, sent), back)
    made = SharedAbsence.objects.get()
    assertContains(client.get(back), "Court days")
    assertRedirects(client.post(reverse("withdraw_shared_absence", args=(made.pk,))), back)
    assertNotContains(client.get(back), "Court days")


def test_nobody_enters_them_for_another_agency(sign_in: SignIn) -> None:
    other = person("ext-01").agency
    assert other
    sent = {"agency": str(other.pk), "what": "Court days", "from_on": "Dec 1, 2026", "until_on": "Dec 2, 2026"}
    assert sign_in("pc-01").post(reverse("shared_absence"), sent).status_code == 200
    assert not SharedAbsence.objects.exists()
    made = court_days(agency=other)
    assert sign_in("pc-01").post(reverse("withdraw_shared_absence", args=(made.pk,))).status_code == 404
