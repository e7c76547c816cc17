"""Tribal guests: what they see under an agreement, what never, and how agreements and tribes are recorded."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.administration.actions import agencies as actions
from homeward.audit.models import Entry
from homeward.casefile.actions import record_tribe
from homeward.casefile.models import Child, TribalAffiliation
from homeward.workforce.models import Agency, Person, TribalAgreement, Tribe
from tests.casefile.staff import LONG_AGO, child_of, newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def tribe() -> Tribe:
    return Tribe.objects.create(name="Lakeshore Nation")


@pytest.fixture
def child(tribe: Tribe) -> Child:
    child, by = child_of(), person("ocm-001")
    return record_tribe(child=child, tribe=tribe, how_known="tribe", from_on=LONG_AGO, by=by, on=TODAY)


@pytest.fixture
def guest(client: Client, tribe: Tribe, child: Child) -> Person:
    """Invited by the county, which has an agreement; she is signed in."""
    guest = newcomer("tribal_guest", agency="county")
    guest.tribe = tribe
    guest.save()
    TribalAgreement.objects.create(tribe=tribe, agency=Agency.objects.get(external_id="county"), from_on=LONG_AGO)
    client.force_login(guest)
    return guest


def test_a_guest_reads_the_files_of_her_tribes_children_and_of_no_others(
    client: Client, guest: Person, child: Child
) -> None:
    for address in ("/today/", "/children/"):
        assertContains(client.get(address), str(child))
        assertNotContains(client.get(address), str(child_of("kestrel-point-1")))
    assert client.get(reverse("child", args=[child.pk])).status_code == 200
    assert client.get(reverse("team", args=[child.pk])).status_code == 200
    assert client.get(reverse("child", args=[child_of("kestrel-point-1").pk])).status_code == 404


def test_a_guest_records_nothing_and_does_not_see_who_has_read_the_file(
    client: Client, guest: Person, child: Child
) -> None:
    for kind in ("permanency_plan_filed", "permanency_rating", "permanency_hearing_held"):
        assert client.get(reverse("record", args=[child.pk, kind])).status_code == 403
    for name in ("seen", "assign", "restrict", "tribe", "unit_of_child", "lift_restriction"):
        assert client.get(reverse(name, args=[child.pk])).status_code == 403, name
        assert client.post(reverse(name, args=[child.pk])).status_code in {403, 405}, name
    for name in ("due", "due_export", "roundtables_needed", "break_glass", "broken_glass", "audit", "people"):
        assert client.get(reverse(name)).status_code == 403, name
    assertNotContains(client.get(reverse("child", args=[child.pk])), "Who has seen this")


def test_the_navigation_of_a_guest_has_today_and_children(client: Client, guest: Person) -> None:
    nav = client.get("/today/").content.decode().split('aria-label="Main"')[1].split("</nav>")[0]
    assert [word in nav for word in (">Today<", ">Children<", ">Due<", ">People<", ">Review<")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_the_case_manager_records_the_tribe_and_takes_it_back(sign_in: SignIn, tribe: Tribe) -> None:
    child, client = child_of(), sign_in("ocm-001")
    sent = {"tribe": str(tribe.pk), "how_known": "parent", "from_on": "Nov 20, 2026"}
    client.post(reverse("tribe", args=[child.pk]), sent)
    assertContains(client.get(reverse("team", args=[child.pk])), "Lakeshore Nation")
    assertContains(client.post(reverse("tribe", args=[child.pk]), sent), "is recorded already")
    ahead = {**sent, "tribe": str(Tribe.objects.create(name="Other").pk), "from_on": "Dec 1, 2026"}
    assertContains(client.post(reverse("tribe", args=[child.pk]), ahead), "can not lie ahead")
    known = TribalAffiliation.objects.get(child=child, tribe=tribe)
    client.post(reverse("end_tribe", args=[child.pk, known.pk]))
    known.refresh_from_db()
    assert known.until_on == TODAY - timedelta(days=1)
    assert {"record_tribe", "end_tribe"} <= set(Entry.objects.about(child.pk).values_list("verb", flat=True))


def test_the_flag_of_an_indian_child_says_nothing_of_a_tribe(guest: Person) -> None:
    other = Child.objects.exclude(tribal_affiliations__isnull=False).filter(agency__is_practice=False)[0]
    other.indian_child = "yes"
    other.save()
    assert not Child.objects.visible_to(guest, on=TODAY).filter(pk=other.pk).exists()


def test_an_administrator_records_an_agreement_and_ends_it(sign_in: SignIn, tribe: Tribe) -> None:
    client, county = sign_in("admin-01"), Agency.objects.get(external_id="county")
    sent = {"tribe": str(tribe.pk), "agency": str(county.pk), "from_on": "Jan 1, 2026", "until_on": ""}
    client.post(reverse("add_agreement"), sent)
    assertContains(client.get(reverse("agreements")), "Lakeshore Nation")
    assertContains(client.post(reverse("add_agreement"), sent), "for these days already")
    agreement = TribalAgreement.objects.get(tribe=tribe)
    client.post(reverse("end_agreement", args=[agreement.pk]))
    agreement.refresh_from_db()
    assert agreement.until_on == TODAY - timedelta(days=1)
    assert Entry.objects.order_by("-sequence")[0].verb == "end_agreement"


def test_a_contractors_administrator_agrees_for_her_own_agency_only(tribe: Tribe) -> None:
    by, county = newcomer("administrator"), Agency.objects.get(external_id="county")
    for agency in (county, Agency.objects.get(external_id="kestrel-point")):
        with pytest.raises(PermissionDenied):
            actions.agree_with_tribe(tribe=tribe, agency=agency, from_on=TODAY, until_on=None, by=by, on=TODAY)


def test_a_guest_whom_a_contractor_invites_sees_that_contractors_children_only(guest: Person, child: Child) -> None:
    guest.agency = Agency.objects.get(external_id="kestrel-point")
    guest.save()
    assert not Child.objects.visible_to(guest, on=TODAY).exists()


def test_a_tribe_stands_in_the_list_once(sign_in: SignIn, tribe: Tribe) -> None:
    sent = {"name": "lakeshore nation", "agency": str(person("admin-01").agency_id)}
    assertContains(sign_in("admin-01").post(reverse("add_tribe"), sent), "stands in the list already")


def test_only_somebody_of_a_tribe_becomes_a_tribal_guest(sign_in: SignIn) -> None:
    sent = {"role": "tribal_guest", "from_on": "Nov 22, 2026"}
    page = sign_in("admin-01").post(reverse("appoint", args=[person("fac-01").pk]), sent)
    assertContains(page, "Write down first which tribe")
