"""Who may change whom: nobody beyond her agency, nobody herself, and never the last administrator."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.administration.actions import people as actions
from homeward.audit.models import Entry
from homeward.casefile.models import Assignment, Child
from homeward.obligations.models import Obligation
from homeward.workforce.actions import add_person, appoint, end_role
from homeward.workforce.models import Agency, Cover, Invitation, Person, Role, Unit
from tests.casefile.staff import LONG_AGO, child_of, newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def agency(external_id: str) -> Agency:
    return Agency.objects.get(external_id=external_id)


def latest() -> Entry:
    return Entry.objects.order_by("-sequence")[0]


def details(**other: Any) -> dict[str, Any]:
    given = {"name": "Ada New", "agency": agency("three-bridges"), "unit": None, "email": "ada@homeward.example"}
    return {**given, "external_id": "", "tribe": None, **other}


@pytest.fixture
def contractors() -> Person:
    """The administrator of a contractor."""
    return newcomer("administrator", agency="three-bridges")


def test_an_administrator_takes_somebody_on_and_it_is_noted(sign_in: SignIn) -> None:
    sent = {"name": "Ada New", "email": "Ada@homeward.example", "agency": str(agency("kestrel-point").pk)}
    answer = sign_in("admin-01").post(reverse("add_person"), {**sent, "role": "supervisor"})
    ada = Person.objects.get(email="ada@homeward.example")
    assertRedirects(answer, reverse("person", args=[ada.pk]))
    assert ada.roles.get().name == "supervisor"
    assert list(Entry.objects.order_by("-sequence").values_list("verb", flat=True)[:2]) == ["appoint", "add_person"]


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(sign_in: SignIn) -> None:
    sent = {"name": "Ada New", "email": person("ocm-001").email, "agency": str(agency("county").pk)}
    unit = str(Unit.objects.get(external_id="three-bridges-1").pk)
    page = sign_in("admin-01").post(reverse("add_person"), {**sent, "role": "supervisor", "unit": unit})
    assertContains(page, "is not a unit of")
    assertContains(page, 'value="Ada New"')
    again = sign_in("admin-01").post(reverse("add_person"), {**sent, "role": "supervisor"})
    assertContains(again, "already exists")
    assert not Person.objects.filter(name="Ada New").exists()


@pytest.mark.parametrize("name", ["change_person", "appoint", "active", "invite"])
def test_a_contractors_administrator_can_not_touch_the_countys_people(
    client: Client, contractors: Person, name: str, the_day: None
) -> None:
    client.force_login(contractors)
    for other in ("qa-01", "admin-01", "ocm-002"):
        for sent in ({}, {"role": "administrator", "from_on": "2026-01-01"}):
            assert client.post(reverse(name, args=[person(other).pk]), sent).status_code == 404
    assert person("admin-01").is_active


def test_nor_by_any_action_that_a_form_would_lead_to(contractors: Person) -> None:
    quality = person("qa-01")
    by: dict[str, Any] = {"by": contractors, "on": TODAY}
    days: dict[str, Any] = {"from_on": TODAY, "until_on": None, "certified_until": None}
    tries = (
        lambda: actions.deactivate(person=quality, **by),
        lambda: actions.reactivate(person=quality, **by),
        lambda: actions.appoint(person=quality, role="coach", **days, **by),
        lambda: actions.end_role(role=quality.roles.get(), until_on=TODAY, **by),
        lambda: actions.change_person(person=quality, **details(email="mine@homeward.example"), **by),
        lambda: actions.add_person(**details(agency=agency("county")), role="administrator", **by),
        lambda: actions.certify(role=person("fac-01").roles.get(), certified_until=None, **by),
        lambda: actions.arrange_cover(covering=person("ocm-001"), covered=quality, from_on=TODAY, until_on=TODAY, **by),
    )
    for forbidden in tries:
        with pytest.raises(PermissionDenied):
            forbidden()


def test_nobody_is_moved_into_an_agency_that_is_not_ones_own(
    contractors: Person, client: Client, the_day: None
) -> None:
    client.force_login(contractors)
    mine = newcomer("permanency_consultant")
    sent = {"name": "Nora", "email": "", "external_id": "", "agency": str(agency("county").pk)}
    assertContains(client.post(reverse("change_person", args=[mine.pk]), sent), "Choose one of the list")
    assertContains(client.post(reverse("add_person"), {**sent, "role": "administrator"}), "Choose one of the list")
    with pytest.raises(PermissionDenied):
        actions.change_person(person=mine, **details(agency=agency("county")), by=contractors, on=TODAY)


def test_nobody_changes_what_she_herself_may_do(sign_in: SignIn) -> None:
    mine, client = person("admin-01"), sign_in("admin-01")
    sent = {"role": "permanency_consultant", "from_on": "1/1/2026"}
    assert client.post(reverse("appoint", args=[mine.pk]), sent).status_code == 403
    assert client.post(reverse("active", args=[mine.pk])).status_code == 403
    assert client.post(reverse("end_role", args=[mine.roles.get().pk]), {"until_on": "1/1/2027"}).status_code == 403
    assert mine.roles.count() == 1


@pytest.mark.parametrize("who", ["sup-01", "qa-01", "pc-01", "ocm-001"])
def test_only_administrators_appoint(who: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.appoint(
            person=person("ocm-002"), role="coach", from_on=TODAY, until_on=None, certified_until=None,
            by=person(who), on=TODAY,
        )  # fmt: skip


def test_a_role_that_has_ended_opens_nothing_any_more() -> None:
    by = person("admin-01")
    end_role(role=by.roles.get(), until_on=YESTERDAY)
    with pytest.raises(PermissionDenied):
        actions.deactivate(person=person("ocm-001"), by=by, on=TODAY)


def test_the_last_administrator_of_an_agency_stays(contractors: Person) -> None:
    by = person("admin-01")
    for leave in (
        lambda: actions.deactivate(person=contractors, by=by, on=TODAY),
        lambda: actions.end_role(role=contractors.roles.get(), until_on=TOMORROW, by=by, on=TODAY),
        lambda: actions.change_person(person=contractors, **details(agency=agency("county")), by=by, on=TODAY),
    ):
        with pytest.raises(ValidationError, match="last administrator of Three Bridges"):
            leave()
    newcomer("administrator", agency="three-bridges")
    actions.end_role(role=contractors.roles.get(), until_on=TOMORROW, by=by, on=TODAY)


def test_an_administrator_who_leaves_soon_herself_is_no_other_administrator(contractors: Person) -> None:
    successor = newcomer("administrator", agency="three-bridges")
    by = person("admin-01")
    actions.end_role(role=successor.roles.get(), until_on=TODAY + timedelta(days=30), by=by, on=TODAY)
    with pytest.raises(ValidationError, match="last administrator"):
        actions.end_role(role=contractors.roles.get(), until_on=TOMORROW, by=by, on=TODAY)


def test_the_sessions_of_a_deactivated_person_end_at_once_and_stay_ended(sign_in: SignIn) -> None:
    hers = sign_in("ocm-001")
    assert hers.get("/today/").status_code == 200
    actions.deactivate(person=person("ocm-001"), by=person("admin-01"), on=TODAY)
    assert hers.get("/today/").status_code == 302
    actions.reactivate(person=person("ocm-001"), by=person("admin-01"), on=TODAY)
    assert hers.get("/today/").status_code == 302
    assert latest().verb == "reactivate"


def test_another_e_mail_address_ends_the_password_the_sessions_and_the_old_links(sign_in: SignIn) -> None:
    worker = person("ocm-001")
    worker.set_password("correct horse battery")
    worker.save()
    hers = sign_in("ocm-001")
    given = details(name=worker.name, unit=worker.unit, external_id="ocm-001", email="new@homeward.example")
    actions.change_person(person=worker, **given, by=person("admin-01"), on=TODAY)
    assert hers.get("/today/").status_code == 302
    assert not person("ocm-001").has_usable_password()
    assert latest().details == {"changed": "email"}


def test_a_role_is_not_held_twice_on_the_same_day(sign_in: SignIn) -> None:
    address = reverse("appoint", args=[person("ocm-001").pk])
    sent = {"role": "ongoing_case_manager", "from_on": "Nov 22, 2026"}
    assertContains(sign_in("admin-01").post(address, sent), "has this role on these days already")
    answer = sign_in("admin-01").post(address, {**sent, "role": "coach", "until_on": "Nov 1, 2026"})
    assertContains(answer, "lies before the first")
    assert Role.objects.filter(person=person("ocm-001")).count() == 1


def test_a_facilitators_certification_gets_another_day_and_an_expired_one_is_marked(sign_in: SignIn) -> None:
    role = person("fac-01").roles.get()
    sign_in("admin-01").post(reverse("certify", args=[role.pk]), {"certified_until": "Nov 1, 2026"})
    assertContains(sign_in("admin-01").get(reverse("people") + "?role=facilitator"), "Expired Sun, Nov 1, 2026")


def test_people_are_sought_without_a_name_in_the_address(sign_in: SignIn) -> None:
    client, sought = sign_in("admin-01"), person("ocm-001")
    page = client.post(reverse("people"), {"sought": sought.name})
    assertContains(page, sought.name)
    assertNotContains(page, person("sup-02").name)
    assertContains(client.post(reverse("people"), {"sought": "OCM-001"}), sought.name)
    assertContains(client.post(reverse("people"), {"sought": "zzz"}), "Nobody whom you look after is like that")


@pytest.mark.parametrize("query", ["?agency=x", "?unit=%00", "?role=king", "?after=zzz", "?left=yes"])
def test_filters_that_mean_nothing_are_left_out(sign_in: SignIn, query: str) -> None:
    assert sign_in("admin-01").get(reverse("people") + query).status_code == 200


def test_a_supervisor_finds_the_people_of_her_unit_only(sign_in: SignIn) -> None:
    listed = sign_in("sup-01").get(reverse("people")).context["listed"]
    assert {one.person.unit for one in listed} == {person("sup-01").unit}


def test_a_person_says_who_covers_for_her_and_the_colleague_sees_her_children(sign_in: SignIn) -> None:
    worker, colleague = person("ocm-001"), newcomer("ongoing_case_manager")
    sent = {"covering": str(colleague.pk), "from_on": "Nov 22, 2026", "until_on": "Nov 24, 2026"}
    answer = sign_in("ocm-001").post(reverse("arrange_cover", args=[worker.pk]), sent)
    assertRedirects(answer, reverse("person", args=[worker.pk]))
    assert latest().verb == "arrange_cover"
    assert Child.objects.visible_to(colleague, on=TODAY).filter(pk=child_of().pk).exists()
    cover = Cover.objects.get(covered=worker)
    sign_in("ocm-001").post(reverse("end_cover", args=[cover.pk]))
    assert Cover.objects.get(pk=cover.pk).until_on == TODAY


@pytest.mark.parametrize("who", ["sup-01", "admin-01"])
def test_nobody_arranges_to_cover_for_somebody_herself(who: str) -> None:
    appoint(person=person(who), role="ongoing_case_manager", from_on=LONG_AGO)
    with pytest.raises(ValidationError, match="Choose a colleague"):
        actions.arrange_cover(
            covering=person(who), covered=person("ocm-001"), from_on=TODAY, until_on=TODAY, by=person(who), on=TODAY
        )


def test_a_case_manager_arranges_no_cover_for_others(sign_in: SignIn) -> None:
    assert sign_in("ocm-001").get(reverse("arrange_cover", args=[person("sup-01").pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.arrange_cover(
            covering=person("ocm-001"), covered=person("ocm-002"), from_on=TODAY, until_on=TODAY,
            by=person("ocm-001"), on=TODAY,
        )  # fmt: skip


def test_whoever_covers_is_a_colleague_who_works_with_children() -> None:
    worker = person("ocm-001")
    for other in (person("fac-01"), person("ocm-002"), add_person(name="Zoe", agency=worker.agency)):
        with pytest.raises(ValidationError, match="Choose a colleague"):
            actions.arrange_cover(covering=other, covered=worker, from_on=TODAY, until_on=TODAY, by=worker, on=TODAY)


def test_no_entry_of_the_audit_holds_a_name_or_an_address_of_e_mail() -> None:
    actions.add_person(**details(), role="coach", by=person("admin-01"), on=TODAY)
    said = str([(one.details, one.target, one.why) for one in Entry.objects.order_by("-sequence")[:2]])
    assert "Ada" not in said
    assert "@" not in said
    assert not Invitation.objects.exists()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(sign_in: SignIn) -> None:
    worker, client = person("ocm-001"), sign_in("admin-01")
    form = client.get(reverse("change_person", args=[worker.pk])).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    Person.objects.filter(pk=worker.pk).update(name="Married Name")
    assertContains(client.post(reverse("change_person", args=[worker.pk]), sent), "Somebody else changed this")
    assert person("ocm-001").name == "Married Name"


def moved(who: str, **more: Any) -> Person:
    worker = person(who)
    given = details(name=worker.name, agency=agency("kestrel-point"), external_id=who, email=worker.email)
    return actions.change_person(person=worker, **given, by=person("admin-01"), on=TODAY, **more)


def test_whoever_goes_to_another_agency_is_told_what_she_leaves_behind(sign_in: SignIn) -> None:
    worker, client = person("ocm-001"), sign_in("admin-01")
    carried = Assignment.objects.in_force(TODAY).filter(person=worker).count()
    address = reverse("change_person", args=[worker.pk])
    page = client.get(address)
    assertContains(page, f"It is about {carried} children")
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"unit": "", "ends_work": ""}
    sent["agency"] = str(agency("kestrel-point").pk)
    assertContains(client.post(address, sent), f"This would end {carried} children.")
    assert Assignment.objects.in_force(TODAY).filter(person=worker).count() == carried


def test_the_move_ends_assignments_and_open_covers_and_each_child_says_so(the_day: None) -> None:
    worker, colleague = person("ocm-001"), person("sup-01")
    child = Assignment.objects.in_force(TODAY).filter(person=worker)[0].child
    for covering, covered in ((worker, colleague), (colleague, worker)):
        Cover.objects.create(covering=covering, covered=covered, from_on=YESTERDAY, until_on=TOMORROW)
    with pytest.raises(ValidationError, match="2 open covers"):
        moved("ocm-001")
    moved("ocm-001", ends_work=True)
    assert not Assignment.objects.in_force(TODAY).filter(person=worker).exists()
    assert not Cover.objects.in_force(TODAY).exists()
    assert not Obligation.objects.filter(ongoing_case_manager=worker).exists()
    assert Entry.objects.about(child.pk).filter(verb="end_assignment").count() == 1


def test_whoever_goes_to_the_agency_above_keeps_her_children(the_day: None) -> None:
    worker = person("ocm-001")
    carried = Assignment.objects.in_force(TODAY).filter(person=worker).count()
    given = details(name=worker.name, agency=agency("county"), external_id="ocm-001", email=worker.email)
    actions.change_person(person=worker, **given, by=person("admin-01"), on=TODAY)
    assert Assignment.objects.in_force(TODAY).filter(person=worker).count() == carried > 0
