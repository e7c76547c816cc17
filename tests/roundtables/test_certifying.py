"""A facilitator's way to her certification, its renewal, and what it means for who is seated."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.audit.models import Entry
from homeward.roundtables.actions import convene
from homeward.roundtables.certifying import (
    Kind,
    asked_of,
    led_here,
    proposed_until,
    record_certification,
    withdraw_certification,
)
from homeward.roundtables.eligibility import certified_until
from homeward.roundtables.models import CertificationEntry, Roundtable, SchedulingSettings, Status
from homeward.workforce.actions import appoint
from homeward.workforce.models import Person, Role, RoleName
from tests.casefile.staff import LONG_AGO, newcomer, person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, wanted

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)
MONTHS = timedelta(days=60)


@pytest.fixture
def her() -> Person:
    """A facilitator about whom nothing is recorded yet."""
    return newcomer(RoleName.FACILITATOR, agency="county")


def record(of: Person, kind: Kind, on: date = TODAY, who: str = "pc-01", **more: Any) -> CertificationEntry:
    given: dict[str, Any] = {"token": uuid4(), "today": TODAY, **more}
    return record_certification(person=of, kind=kind.value, on=on, by=person(who), **given)


def on_the_way(her: Person) -> None:
    for kind in (Kind.COURSE, Kind.OBSERVED, Kind.OBSERVED, Kind.LED, Kind.LED):
        record(her, kind, TODAY - MONTHS)


def last_day(her: Person) -> date | None:
    return certified_until(her, on=TODAY)


def faults(her: Person, kind: Kind, **given: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        record(her, kind, **given)
    return dict(refused.value.message_dict)


def test_who_did_all_that_is_asked_is_certified_and_may_be_seated_from_then_on(her: Person) -> None:
    with pytest.raises(ValidationError, match="not a certified facilitator"):
        convened(facilitator=her)
    on_the_way(her)
    record(her, Kind.CERTIFIED, until=TODAY + YEAR)
    assert last_day(her) == TODAY + YEAR
    assert convened(facilitator=her).seats.filter(person=her).exists()


def test_nobody_is_seated_after_the_last_day_until_it_is_renewed(her: Person) -> None:
    on_the_way(her)
    record(her, Kind.CERTIFIED, TODAY - YEAR, until=SOON - timedelta(days=1))
    with pytest.raises(ValidationError, match="before the meeting"):
        convene(wanted=wanted(facilitator=her), by=person("pc-01"), today=TODAY, token=uuid4())
    record(her, Kind.RENEWED, until=SOON)
    assert convened(facilitator=her).seats.filter(person=her).exists()


def test_before_everything_is_done_a_certification_needs_a_reason(her: Person) -> None:
    record(her, Kind.COURSE)
    said = faults(her, Kind.CERTIFIED, until=TODAY + YEAR)["why"][0]
    assert "roundtables observed, roundtables led under observation" in said
    record(her, Kind.CERTIFIED, until=TODAY + YEAR, why="Certified in another county.")
    assert last_day(her) == TODAY + YEAR


def test_how_much_is_asked_is_the_agencys_number(her: Person) -> None:
    assert her.agency
    SchedulingSettings.objects.create(
        agency=her.agency, certification_observed=1, certification_led=0, certification_months=12
    )
    record(her, Kind.COURSE)
    record(her, Kind.OBSERVED)
    record(her, Kind.CERTIFIED, until=TODAY + YEAR)
    assert last_day(her)


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        (Kind.COURSE, {"on": TODAY + timedelta(days=1)}, "on"),
        (Kind.RENEWED, {"until": TODAY + YEAR}, "on"),
        (Kind.CERTIFIED, {"why": "Yes."}, "until"),
        (Kind.CERTIFIED, {"until": TODAY, "why": "Yes."}, "until"),
    ],
)
def test_what_can_not_be_is_refused(her: Person, kind: Kind, given: dict[str, Any], field: str) -> None:
    assert field in faults(her, kind, **given)
    assert not CertificationEntry.objects.filter(person=her).exists()


def test_a_renewal_in_time_goes_on_from_the_day_on_which_the_old_one_ends(her: Person) -> None:
    on_the_way(her)
    record(her, Kind.CERTIFIED, until=TODAY + MONTHS)
    settings = SchedulingSettings(certification_months=12)
    ends = TODAY + MONTHS
    assert proposed_until(her, settings, today=TODAY) == ends.replace(year=ends.year + 1)
    assert proposed_until(her, settings, today=ends + YEAR) > ends + YEAR


def test_what_is_taken_back_stays_to_be_read_and_the_day_before_it_holds_again(her: Person) -> None:
    on_the_way(her)
    first = record(her, Kind.CERTIFIED, TODAY - YEAR, until=TODAY + MONTHS)
    second = record(her, Kind.RENEWED, until=TODAY + YEAR)
    withdraw_certification(entry=second, why="Of somebody else.", by=person("admin-01"), today=TODAY)
    assert last_day(her) == TODAY + MONTHS
    withdraw_certification(entry=first, why="Also.", by=person("admin-01"), today=TODAY)
    assert last_day(her) is None
    assert CertificationEntry.objects.filter(person=her).count() == 7


def test_a_day_recorded_by_hand_comes_back_or_stays_if_it_came_later(her: Person) -> None:
    Role.objects.filter(person=her).update(certified_until=TODAY + MONTHS)
    entry = record(her, Kind.RENEWED, until=TODAY + YEAR)
    withdraw_certification(entry=entry, why="Not yet.", by=person("pc-01"), today=TODAY)
    assert last_day(her) == TODAY + MONTHS
    entry = record(her, Kind.RENEWED, until=TODAY + YEAR)
    Role.objects.filter(person=her).update(certified_until=TODAY + 2 * YEAR)
    withdraw_certification(entry=entry, why="Not yet.", by=person("pc-01"), today=TODAY)
    assert last_day(her) == TODAY + 2 * YEAR


def test_sending_twice_records_once(her: Person) -> None:
    token: UUID = uuid4()
    assert record(her, Kind.COURSE, token=token) == record(her, Kind.COURSE, token=token)
    assert asked_of(her, SchedulingSettings())[0].done == 1


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "qa-01", "fac-01", "coach-01", "ext-01"])
def test_only_consultants_and_administrators_record_it(her: Person, who: str) -> None:
    with pytest.raises(PermissionDenied):
        record(her, Kind.COURSE, who=who)


def test_nobody_records_her_own_and_nobody_that_of_another_agency(sign_in: SignIn) -> None:
    herself = person("pc-01")
    appoint(person=herself, role=RoleName.FACILITATOR, from_on=LONG_AGO)
    elsewhere = newcomer(RoleName.FACILITATOR, agency="partner")
    for of in (herself, elsewhere):
        with pytest.raises(PermissionDenied):
            record(of, Kind.COURSE)
        assert sign_in("pc-01").get(reverse("record_certification", args=(of.pk, "course"))).status_code in {403, 404}
    assertNotContains(sign_in("pc-01").get(reverse("certification", args=(herself.pk,))), "Course completed</a>")


def test_what_she_led_here_is_counted_without_practice() -> None:
    made = convened()
    assert led_here(person("fac-01")) == 0
    Roundtable.objects.filter(pk=made.pk).update(status=Status.HELD)
    assert led_here(person("fac-01")) == 1
    made.agency.is_practice = True
    made.agency.save()
    assert led_here(person("fac-01")) == 0


def test_it_is_noted_without_what_was_written(her: Person) -> None:
    record(her, Kind.COURSE, which="A course")
    entry = Entry.objects.order_by("-sequence")[0]
    assert (entry.verb, entry.details) == ("record_certification", {"kind": "course", "of": str(her.pk)})


@pytest.mark.parametrize(
    ("who", "reads", "records"),
    [
        ("pc-01", True, True),
        ("admin-01", True, True),
        ("qa-01", True, False),
        ("fac-01", True, False),
        ("fac-02", False, False),
        ("ocm-001", False, False),
        ("sup-01", False, False),
        ("ext-01", False, False),
        ("coach-01", False, False),
        ("learner-01", False, False),
        ("guest-01", False, False),
    ],
)
def test_who_opens_the_pages_of_a_facilitator(sign_in: SignIn, who: str, reads: bool, records: bool) -> None:
    entry, client = record(person("fac-01"), Kind.LED), sign_in(who)
    at = reverse("certification", args=(person("fac-01").pk,))
    assert (client.get(at).status_code == 200) is reads
    for name, given in (
        ("record_certification", (person("fac-01").pk, "led")),
        ("withdraw_certification", (entry.pk,)),
    ):
        assert (client.get(reverse(name, args=given)).status_code == 200) is records
        if not records:
            assert client.post(reverse(name, args=given)).status_code in {403, 404}


@pytest.mark.parametrize("kind", ["nothing", "take-back"])
def test_there_is_no_page_for_what_can_not_be_recorded(sign_in: SignIn, kind: str) -> None:
    at = reverse("record_certification", args=(person("fac-01").pk, kind))
    assert sign_in("pc-01").get(at).status_code == 404


def test_the_consultant_records_and_takes_back_on_the_page(sign_in: SignIn, her: Person) -> None:
    client, at = sign_in("pc-01"), reverse("certification", args=(her.pk,))
    page = client.get(reverse("record_certification", args=(her.pk, "certified"))).content.decode()
    token = page.split('name="token" value="')[1].split('"')[0]
    sent = {"on": "Nov 20, 2026", "until": "Nov 20, 2028", "which": "The state", "why": "Elsewhere.", "token": token}
    told = client.post(reverse("record_certification", args=(her.pk, "certified")), sent, follow=True)
    assertContains(told, "She may lead roundtables until Mon, Nov 20, 2028")
    entry = her.certification_entries.get()
    client.post(reverse("withdraw_certification", args=(entry.pk,)), {"why": "Of somebody else."})
    assertContains(client.get(at), "Of somebody else.")
    assertContains(client.get(at), "Not certified")


def test_whoever_facilitates_finds_her_own_on_her_day(sign_in: SignIn) -> None:
    Role.objects.filter(person=person("fac-01")).update(certified_until=TODAY + MONTHS)
    assertContains(sign_in("fac-01").get(reverse("today")), "Your certification ends")
    assertNotContains(sign_in("pc-01").get(reverse("today")), "Your certification")
