"""Agencies, units, the audit and the settings as an administrator finds them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.administration.actions import agencies as actions
from homeward.audit.models import Entry, Head
from homeward.casefile.models import Child
from homeward.workforce.models import Agency, Unit
from tests.casefile.staff import child_of, newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db


def test_a_contractor_is_added_below_and_gets_units_and_names(sign_in: SignIn) -> None:
    client, county = sign_in("admin-01"), Agency.objects.get(external_id="county")
    sent = {"name": "North House", "external_id": "north", "parent": str(county.pk)}
    assertRedirects(client.post(reverse("add_agency"), sent), reverse("agencies"))
    north = Agency.objects.get(external_id="north")
    client.post(reverse("add_unit", args=[north.pk]), {"name": "First", "external_id": "north-1"})
    client.post(reverse("unit", args=[north.units.get().pk]), {"name": "Team one"})
    client.post(reverse("agency", args=[north.pk]), {"name": "North Star"})
    page = client.get(reverse("agencies"))
    assertContains(page, "North Star")
    assertContains(page, "Team one")
    verbs = list(Entry.objects.order_by("-sequence").values_list("verb", flat=True)[:4])
    assert verbs == ["rename_agency", "rename_unit", "add_unit", "add_agency"]


def test_an_identifier_that_is_taken_is_refused(sign_in: SignIn) -> None:
    client = sign_in("admin-01")
    sent = {"name": "Twin", "external_id": "county", "parent": str(person("admin-01").agency_id)}
    assertContains(client.post(reverse("add_agency"), sent), "already exists")
    agency = Agency.objects.get(external_id="three-bridges")
    sent = {"name": "Twin", "external_id": "three-bridges-1"}
    assertContains(client.post(reverse("add_unit", args=[agency.pk]), sent), "with this identifier already")


def test_a_practice_agency_is_shown_and_left_alone(sign_in: SignIn) -> None:
    client, practice = sign_in("admin-01"), Agency.objects.get(is_practice=True)
    assertContains(client.get(reverse("agencies")), "A practice agency")
    for name, key in (("agency", practice.pk), ("add_unit", practice.pk), ("unit", practice.units.get().pk)):
        assert client.post(reverse(name, args=[key]), {"name": "Mine", "external_id": "x"}).status_code == 404


def test_a_contractors_administrator_changes_nothing_above_or_beside_her(client: Client, the_day: None) -> None:
    by = newcomer("administrator")
    client.force_login(by)
    county, beside = (Agency.objects.get(external_id=name) for name in ("county", "kestrel-point"))
    for agency in (county, beside):
        assert client.post(reverse("agency", args=[agency.pk]), {"name": "Mine"}).status_code == 404
        with pytest.raises(PermissionDenied):
            actions.rename_agency(agency=agency, name="Mine", by=by, on=TODAY)
        with pytest.raises(PermissionDenied):
            actions.add_agency(name="Mine", external_id="mine", parent=agency, by=by, on=TODAY)
        with pytest.raises(PermissionDenied):
            actions.add_unit(agency=agency, name="Mine", external_id="mine", by=by, on=TODAY)
    unit = Unit.objects.get(external_id="kestrel-point-1")
    assert client.post(reverse("unit", args=[unit.pk]), {"name": "Mine"}).status_code == 404
    assertNotContains(client.get(reverse("agencies")), beside.name)


def test_the_audit_shows_what_was_done_and_the_end_of_the_chain(sign_in: SignIn) -> None:
    child = child_of()
    sign_in("ocm-001").get(reverse("child", args=[child.pk]))
    page = sign_in("qa-01").get(reverse("audit"))
    assertContains(page, "Opened a file")
    assertContains(page, str(child))
    assertContains(page, Head.objects.get().hash)


def test_the_audit_is_narrowed_by_person_and_kind(sign_in: SignIn) -> None:
    for who in ("ocm-001", "sup-01"):
        sign_in(who).get(reverse("child", args=[child_of().pk]))
    client = sign_in("qa-01")
    lines = client.get(f"{reverse('audit')}?person={person('sup-01').pk}").context["lines"]
    assert {line.entry.by for line in lines} == {person("sup-01")}
    assert client.get(f"{reverse('audit')}?verb=invite").context["lines"] == []
    for query in ("?person=x", "?verb=%00x", "?before=abc", "?before=9" + "9" * 30):
        assert client.get(reverse("audit") + query).status_code == 200


def test_somebody_is_sought_in_the_audit_without_a_name_in_the_address(sign_in: SignIn) -> None:
    sought, client = person("sup-01"), sign_in("qa-01")
    assertNotContains(client.get(reverse("audit")), str(sought.pk))
    found = client.post(reverse("audit"), {"sought": sought.name[:5]})
    assertContains(found, f'<a href="?person={sought.pk}">What {sought} did</a>')
    assertContains(client.get(f"{reverse('audit')}?person={sought.pk}"), f"What {sought} did.")
    assertContains(client.post(reverse("audit"), {"sought": "zzz"}), "Nobody of your agency")


def test_the_audit_goes_on_where_it_stopped(sign_in: SignIn) -> None:
    client = sign_in("sup-01")
    for _ in range(60):
        client.get(reverse("seen", args=[child_of().pk]))
    client = sign_in("qa-01")
    first = client.get(reverse("audit"))
    second = client.get(reverse("audit") + first.context["more"])
    shown = [line.entry.sequence for page in (first, second) for line in page.context["lines"]]
    assert shown == sorted(set(shown), reverse=True)
    assert len(shown) >= 60


def test_a_contractors_quality_staff_sees_what_concerns_her_agency(client: Client, sign_in: SignIn) -> None:
    beside = Child.objects.filter(unit__external_id="kestrel-point-1")[0]
    sign_in("qa-01").get(reverse("child", args=[beside.pk]))
    sign_in("qa-01").get(reverse("child", args=[child_of().pk]))
    client.force_login(newcomer("quality_staff"))
    lines = client.get(reverse("audit") + "?verb=opened").context["lines"]
    assert [line.entry.child_id for line in lines] == [child_of().pk]


def test_a_restricted_child_is_not_named_in_the_audit(sign_in: SignIn) -> None:
    child = child_of()
    sign_in("ocm-001").get(reverse("child", args=[child.pk]))
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    page = sign_in("qa-01").get(reverse("audit"))
    assertContains(page, "A child outside your view")
    assertNotContains(page, str(child))


def test_the_settings_say_what_is_in_force_and_who_signs_in_how(sign_in: SignIn) -> None:
    page = sign_in("admin-01").get(reverse("settings"))
    for said in ("wi_dmcps", "Have a second factor", "30 minutes", "Sign-in through the agency"):
        assertContains(page, said)


def test_a_practice_child_is_called_one_in_the_audit(sign_in: SignIn) -> None:
    practice = Child.objects.filter(agency__is_practice=True)[0]
    sign_in("learner-01").get(reverse("child", args=[practice.pk]))
    client = sign_in("admin-01")
    lines = client.get(reverse("audit") + "?verb=opened").context["lines"]
    of_child = [line for line in lines if line.entry.child_id == practice.pk]
    if of_child:
        assert all(line.is_practice for line in of_child)
