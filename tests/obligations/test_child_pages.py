"""Who a child is, recorded by a dated entry; and a file that is opened by hand."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.audit.models import Entry
from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Amendment, Child, Event
from homeward.obligations.child_facts import add_child, correct_child
from homeward.obligations.models import Determination, Obligation
from homeward.obligations.satisfying import record_at
from homeward.workforce.models import Unit
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

SAHRA, TOMORROW = "sahra-dirie", TODAY + timedelta(days=1)


@pytest.fixture
def sahra() -> Child:
    """Nobody knows when she was born, so nobody can tell whether she must have a roundtable."""
    return Child.objects.get(external_id=SAHRA)


@pytest.fixture
def unknown() -> Child:
    """A child of whom it is not yet known whether she is an Indian child."""
    row = Obligation.objects.counted().filter(rule="wi.wicwa-active-efforts", outcome="cannot_tell")[0]
    return row.child


def by(child: Child) -> dict[str, Any]:
    return {"by": supervisor_of(child), "today": TODAY}


def supervisor_of(child: Child) -> Any:
    return person("sup-01") if child.unit == person("sup-01").unit else person("sup-02")


def page_of(child: Child) -> str:
    return reverse("correct_child", args=(child.pk,))


def typed(child: Child, **changed: str) -> dict[str, str]:
    known = {name: str(getattr(child, name) or "") for name in ("first_name", "last_name", "gender", "indian_child")}
    born = child.birth_date
    return {**known, "birth_date": f"{born:%m/%d/%Y}" if born else "", "determined_on": "", "why": "A paper", **changed}


def test_a_birth_date_that_was_missing_settles_what_could_not_be_told(sign_in: SignIn, sahra: Child) -> None:
    client = sign_in(str(supervisor_of(sahra).external_id))
    assertContains(client.get(reverse("child", args=(sahra.pk,))), page_of(sahra))
    sent = opened(client, page_of(sahra), **typed(sahra, birth_date="3/3/2015"))
    assertContains(client.post(page_of(sahra), sent), "1 fact of Sahra Dirie changed")
    for _ in range(2):
        assertRedirects(client.post(page_of(sahra), {**sent, "step": "save"}), reverse("history", args=(sahra.pk,)))
    entry = Amendment.objects.get(child=sahra)
    assert (entry.episode, entry.placement, entry.column, entry.was) == (None, None, "birth_date", "")
    assert (entry.became, entry.why, entry.recorded_by) == ("2015-03-03", "A paper", supervisor_of(sahra))
    assert Determination.objects.get(child=sahra).determination == "required"
    assert not Obligation.objects.filter(child=sahra, outcome="cannot_tell").exists()
    assert Entry.objects.filter(child_id=sahra.pk, verb="correct_child").count() == 1


def test_that_a_child_is_an_indian_child_is_a_determination_with_its_day(sign_in: SignIn, unknown: Child) -> None:
    client = sign_in(str(supervisor_of(unknown).external_id))
    sent = opened(client, page_of(unknown), **typed(unknown, indian_child="yes"))
    assertContains(client.post(page_of(unknown), sent), "Write the day on which this was determined.")
    sent["determined_on"] = "11/20/2026"
    assertContains(client.post(page_of(unknown), sent), "Search for relatives")
    for _ in range(2):
        client.post(page_of(unknown), {**sent, "step": "save"})
    event = Event.objects.get(child=unknown, kind="indian_child_determined")
    assert event.on == date(2026, 11, 20)
    assert Amendment.objects.get(child=unknown).why == "Determined on Fri, Nov 20, 2026. A paper"
    due = Obligation.objects.filter(child=unknown, rule="wi.relative-search", is_open=True).latest("due_on")
    assert due.due_on == date(2026, 12, 20)


def test_that_a_child_is_none_is_no_event(unknown: Child) -> None:
    correct_child(child=unknown, facts={"indian_child": "no"}, why="Letter", determined_on=TODAY, **by(unknown))
    assert not Event.objects.filter(child=unknown, kind="indian_child_determined").exists()
    assert not Obligation.objects.filter(child=unknown, rule="wi.wicwa-active-efforts", is_open=True).exists()


@pytest.mark.parametrize(
    ("facts", "determined_on", "why", "field"),
    [
        ({"birth_date": TOMORROW}, None, "A reason", "birth_date"),
        ({"birth_date": date(1899, 12, 31)}, None, "A reason", "birth_date"),
        ({"birth_date": TODAY}, None, "A reason", "birth_date"),
        ({"indian_child": "yes"}, None, "A reason", "determined_on"),
        ({"indian_child": "no"}, TOMORROW, "A reason", "determined_on"),
        ({"first_name": "Zoe"}, None, " ", "why"),
    ],
)
def test_what_a_caseload_refuses_is_refused_beside_its_field(
    facts: dict[str, Any], determined_on: date | None, why: str, field: str, unknown: Child
) -> None:
    with pytest.raises(ValidationError) as refused:
        correct_child(child=unknown, facts=facts, determined_on=determined_on, why=why, **by(unknown))
    assert list(refused.value.message_dict) == [field]
    assert not Amendment.objects.filter(child=unknown).exists()


@pytest.mark.parametrize(("days", "is_refused"), [(0, False), (1, True)])
def test_a_child_was_born_by_the_removal(days: int, is_refused: bool, sahra: Child) -> None:
    born = sahra.episodes.get().removed_on + timedelta(days=days)
    correction: dict[str, Any] = {"child": sahra, "facts": {"birth_date": born}, "why": "A paper", **by(sahra)}
    if is_refused:
        with pytest.raises(ValidationError, match="removed before"):
            correct_child(**correction)
    else:
        correct_child(**correction)


def test_strangers_and_forms_of_yesterday_are_refused(sahra: Child) -> None:
    facts: dict[str, Any] = {"facts": {"first_name": "Zahra"}, "why": "So she writes it"}
    with pytest.raises(PermissionDenied):
        correct_child(child=sahra, by=person("admin-01"), today=TODAY, **facts)
    with pytest.raises(ChangedSinceError):
        correct_child(child=sahra, version=sahra.version + 1, **facts, **by(sahra))
    assert correct_child(child=sahra, version=sahra.version, **facts, **by(sahra)).first_name == "Zahra"


def test_only_what_can_not_be_told_leads_to_what_is_missing(sahra: Child) -> None:
    rule, may = "wi-dmcps.roundtable-before-hearing", frozenset({"ongoing_case_manager"})
    assert record_at(sahra, rule, "cannot_tell", may) == (page_of(sahra), "birth_date")
    assert record_at(sahra, rule, "cannot_tell", frozenset()) == ("", "birth_date")
    assert record_at(sahra, rule, "open", may)[1] == "roundtable_held"
    assert record_at(sahra, "wi-dmcps.roundtable-in-plan", "cannot_tell", may)[1] == "permanency_hearing_scheduled"
    assert record_at(sahra, "wi-dmcps.roundtable-in-plan", "open", may)[1] == "roundtable_included_in_plan"


# A new file -----------------------------------------------------------------------------------------------------------

ADD = "/children/add/"


def new(client: Client, **said: str) -> dict[str, str]:
    unit = str(Unit.objects.get(external_id="three-bridges-1").pk)
    facts = {"first_name": "Juno", "last_name": "Newfile", "birth_date": "5/5/2020", "indian_child": "unknown"}
    stay = {"external_id": "N-1", "unit": unit, "removed_on": "11/20/2026", "placement_type": "relative_home"}
    return opened(client, ADD, **{**facts, **stay, **said})


@pytest.mark.parametrize("who", ["sup-01", "admin-01"])
def test_a_file_is_opened_by_hand_once(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    sent = new(client)
    first, second = client.post(ADD, sent), client.post(ADD, sent)
    child = Child.objects.get(external_id="N-1")
    assert first["Location"] == second["Location"] == reverse("assign", args=(child.pk,))
    assertContains(client.get(first["Location"]), "Choose who works with the child as case manager.")
    assert Obligation.objects.get(child=child, rule="wi.permanency-plan").due_on == date(2027, 1, 19)
    assert (child.unit, child.agency) == (person("sup-01").unit, person("sup-01").agency)
    assert Entry.objects.filter(child_id=child.pk, verb="add_child").count() == 1
    assertContains(client.get(reverse("history", args=(child.pk,))), "The file was opened by hand")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"external_id": ""}, "Write the identifier."),
        ({"external_id": SAHRA}, "can not be used"),
        ({"unit": ""}, "Choose the unit."),
        ({"removed_on": "11/23/2026"}, "Enter the day of removal"),
        ({"birth_date": "11/23/2026"}, "Enter the day of birth"),
        ({"birth_date": "11/21/2026"}, "The child was born later"),
        ({"placement_type": ""}, "Choose the type of placement."),
    ],
)
def test_a_file_with_a_fault_is_not_opened_and_nothing_typed_is_lost(
    sign_in: SignIn, said: dict[str, str], fault: str
) -> None:
    client, before = sign_in("sup-01"), Child.objects.count()
    page = client.post(ADD, new(client, **said))
    assertContains(page, fault)
    assertContains(page, 'value="Juno"')
    assert Child.objects.count() == before


def test_a_supervisor_opens_files_in_her_unit_only(sign_in: SignIn) -> None:
    other = Unit.objects.get(external_id="kestrel-point-1")
    client = sign_in("sup-01")
    assertContains(client.post(ADD, new(client, unit=str(other.pk))), "Choose one of the units.")
    facts = {"first_name": "Juno", "birth_date": None}
    stay: dict[str, Any] = {"removed_on": TODAY, "placement_type": "foster_home", "token": uuid4(), "today": TODAY}
    for who in ("sup-01", "ocm-002"):
        with pytest.raises(PermissionDenied):
            add_child(external_id="N-2", agency=other.agency, unit=other, facts=facts, by=person(who), **stay)


@pytest.mark.parametrize(("who", "status"), [("sup-01", 200), ("admin-01", 200), ("ocm-001", 403), ("pc-01", 403)])
def test_who_may_open_a_file(sign_in: SignIn, who: str, status: int) -> None:
    client = sign_in(who)
    assert client.get(ADD).status_code == status
    (assertContains if status == 200 else assertNotContains)(client.get("/children/"), ADD)


def test_a_file_opened_by_hand_is_seen_by_its_unit(sign_in: SignIn) -> None:
    client = sign_in("admin-01")
    client.post(ADD, new(client))
    child = Child.objects.get(external_id="N-1")
    assert sign_in("sup-01").get(reverse("child", args=(child.pk,))).status_code == 200
    assert child.unit == child_of().unit


def test_an_identifier_of_a_child_out_of_sight_can_not_be_used_and_that_is_noted(sign_in: SignIn) -> None:
    hidden = Child.objects.filter(unit__external_id="kestrel-point-1")[0]
    client = sign_in("sup-01")
    page = client.post(ADD, new(client, external_id=hidden.external_id))
    assertContains(page, "This identifier can not be used. Ask an administrator of your agency")
    assertNotContains(page, "has a file already")
    known = client.post(ADD, new(client, external_id=child_of().external_id))
    assertContains(known, "has a file already: look for it among your children")
    noted = Entry.objects.get(verb="add_child_in_vain")
    assert (noted.child_id, noted.by) == (hidden.pk, person("sup-01"))
