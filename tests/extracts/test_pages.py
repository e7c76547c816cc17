"""Every address of the extracts for every role, and an administrator's way through them."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from homeward.casefile.models import Child
from homeward.extracts import tasks
from homeward.extracts.models import Extract, Mention, State
from homeward.extracts.urls import urlpatterns
from homeward.obligations.actions import withdraw_event
from tests.casefile.staff import newcomer, person
from tests.cast_county import TODAY, SignIn
from tests.extracts.pictures import ID, add, bring_in, child, edit, waiting
from tests.extracts.test_differences import event

pytestmark = pytest.mark.django_db

OTHERS = ("ocm-001", "sup-01", "pc-01", "qa-01", "fac-01", "ext-01", "coach-01", "learner-01")


def zipped(folder: Path) -> SimpleUploadedFile:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.glob("*.csv"):
            archive.write(file, file.name)
    return SimpleUploadedFile("nightly.zip", packed.getvalue())


def send(client: Client, folder: Path) -> Extract:
    answer = client.post(reverse("extracts"), {"sent": zipped(folder)})
    sent = Extract.objects.get()
    assert answer["Location"] == reverse("extract", args=(sent.pk,))
    return sent


@pytest.fixture
def addresses(extract: Path) -> dict[str, str]:
    """Every address, of an extract that left a difference and an identifier to settle."""
    withdraw_event(event=event(), by=person("pc-01"), why="It was another child", today=TODAY)
    edit(extract, "children", where={"child_id": ID}, ongoing_case_manager="ocm-999")
    brought = bring_in(extract)
    unknown = Mention.objects.get(is_known=False)
    of_extract = {name: reverse(name, args=(brought.pk,)) for name in ("extract", "confirm_extract", "discard_extract")}
    return {
        "extracts": reverse("extracts"),
        "to_settle": reverse("to_settle"),
        "settle": reverse("settle", args=(waiting()[0].pk,)),
        "settle_identifiers": reverse("settle_identifiers"),
        "identify": reverse("identify", args=(unknown.pk,)),
        "refused_rows": reverse("refused_rows", args=(brought.pk,)),
        **of_extract,
    }


def test_every_address_is_for_administrators_alone(addresses: dict[str, str], sign_in: SignIn) -> None:
    assert {pattern.name for pattern in urlpatterns} == set(addresses)
    for who in OTHERS:
        client = sign_in(who)
        for address in addresses.values():
            assert {client.get(address).status_code, client.post(address).status_code} <= {403, 405}
    client = sign_in("admin-01")
    open_to_her = {name: client.get(address).status_code for name, address in addresses.items()}
    only_sent = {"settle": 405, "confirm_extract": 405, "discard_extract": 405}
    assert open_to_her == dict.fromkeys(addresses, 200) | only_sent | {"refused_rows": 404}


def test_nobody_comes_in_without_signing_in(addresses: dict[str, str], client: Client) -> None:
    for address in addresses.values():
        assert client.get(address)["Location"].startswith("/account/login/")


def test_an_administrator_of_another_agency_finds_nothing(addresses: dict[str, str], client: Client) -> None:
    client.force_login(newcomer("administrator", agency="partner"))
    for name in ("extract", "settle", "identify"):
        assert {client.get(addresses[name]).status_code, client.post(addresses[name]).status_code} <= {404, 405}
    assert "None yet" in client.get(addresses["extracts"]).content.decode()


def test_from_sending_to_settling(extract: Path, sign_in: SignIn) -> None:
    edit(extract, "children", where={"child_id": ID}, first_name="Ayana", ongoing_case_manager="ocm-999")
    add(extract, "events", child_id=ID, kind="permanency_ratng", on="2026-11-20")
    client = sign_in("admin-01")
    sent = send(client, extract)
    address = reverse("extract", args=(sent.pk,))
    page = client.get(address).content.decode()
    assert '<meta http-equiv="refresh"' in page
    assert "<progress" in page
    tasks.check.call(str(sent.pk))
    page = client.get(address).content.decode()
    assert "Nothing is changed yet" in page
    assert "did you mean" in page
    refused = b"".join(client.get(reverse("refused_rows", args=(sent.pk,))))
    assert b"permanency_ratng" in refused
    client.post(reverse("confirm_extract", args=(sent.pk,)))
    tasks.bring_in.call(str(sent.pk))
    assert "What it changed" in client.get(address).content.decode()
    assert child().first_name == "Ayana"
    settle_who(client)


def settle_who(client: Client) -> None:
    nora = newcomer("ongoing_case_manager", unit="three-bridges-1")
    page = client.get(reverse("to_settle")).content.decode()
    found = re.search(r'href="([^"]+/identifier/\d+/)"', page)
    assert found
    assert "There is one thing to put right" in client.post(found[1], {"meant": ""}).content.decode()
    client.post(found[1], {"meant": str(nora.pk)})
    assert child().assignments.filter(person=nora).exists()


def test_a_difference_is_settled_by_a_button(addresses: dict[str, str], sign_in: SignIn) -> None:
    client = sign_in("admin-01")
    assert "Taken back: it did not happen" in client.get(addresses["to_settle"]).content.decode()
    assert client.post(addresses["settle"], {"decision": "gone"}).status_code == 404
    answer = client.post(addresses["settle"], {"decision": "take"}, follow=True)
    assert "Settled." in answer.content.decode()
    assert waiting() == []


def test_what_is_wrong_with_what_was_sent_stands_beside_the_field(sign_in: SignIn, settings: Settings) -> None:
    client = sign_in("admin-01")
    assert "Choose the extract." in client.post(reverse("extracts"), {}).content.decode()
    wrong = client.post(reverse("extracts"), {"sent": SimpleUploadedFile("a.pdf", b"x")})
    assert "one .zip, or one .xlsx" in wrong.content.decode()
    settings.HOMEWARD_EXTRACT_MEGABYTES = 0
    large = client.post(reverse("extracts"), {"sent": SimpleUploadedFile("a.zip", b"x" * 100)})
    assert "larger than 0 megabytes" in large.content.decode()
    assert not Extract.objects.exists()


def test_discarding_from_the_page(extract: Path, sign_in: SignIn) -> None:
    client = sign_in("admin-01")
    sent = send(client, extract)
    tasks.check.call(str(sent.pk))
    answer = client.post(reverse("discard_extract", args=(sent.pk,)), follow=True)
    assert "Discarded. Nothing of it was imported" in answer.content.decode()
    sent.refresh_from_db()
    assert sent.state == State.DISCARDED


def test_the_progress_alone_is_sent_to_who_asks_for_it_alone(extract: Path, sign_in: SignIn) -> None:
    client = sign_in("admin-01")
    sent = send(client, extract)
    address = reverse("extract", args=(sent.pk,))
    asked = client.get(address, headers={"HX-Request": "true"})
    assert asked.content.decode().lstrip().startswith('<div id="progress"')
    tasks.check.call(str(sent.pk))
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_the_children_whom_it_does_not_name_are_listed_only_to_whom_sees_them(extract: Path, sign_in: SignIn) -> None:
    brought = bring_in(extract)
    Extract.objects.filter(pk=brought.pk).update(untouched=[str(child().pk)], untouched_count=1)
    client = sign_in("admin-01")
    address = reverse("extract", args=(brought.pk,))
    assert "Aiyana Rivers" in client.get(address).content.decode()
    Child.objects.filter(pk=child().pk).update(is_restricted=True)
    assert "Aiyana Rivers" not in client.get(address).content.decode()


def test_a_page_asks_the_database_as_often_for_many_as_for_one(extract: Path, sign_in: SignIn) -> None:
    withdraw_event(event=event(), by=person("pc-01"), why="It was another child", today=TODAY)
    bring_in(extract)
    client = sign_in("admin-01")
    address = reverse("to_settle")
    client.get(address)
    one = queries(client, address)
    for kind in ("permanency_plan_filed", "relative_notice_sent", "abuse_neglect_finding"):
        withdraw_event(event=event(kind), by=person("sup-01"), why="It was another child", today=TODAY)
    bring_in(extract)
    assert len(waiting()) == 4
    assert queries(client, address) == one <= 20
    assert queries(client, reverse("extracts")) <= 20


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_many_identifiers_are_settled_on_one_page_and_what_can_not_be_says_why(sign_in: SignIn, the_day: None) -> None:
    children = list(Child.objects.filter(unit__external_id="three-bridges-1").order_by("pk")[:3])
    known = "ongoing_case_manager"
    for number, one in enumerate(children):
        named = {"identifier": f"new-{number}", "is_known": False}
        Mention.objects.update_or_create(child=one, column=known, defaults=named)
    first, second = (newcomer("ongoing_case_manager", unit="three-bridges-1") for _ in range(2))
    client, address = sign_in("admin-01"), reverse("settle_identifiers")
    assert address in client.get(reverse("to_settle")).content.decode()
    rows = client.get(address).context["rows"]
    chosen = [first.pk, first.pk, ""]
    sent = {f"{form.prefix}-meant": str(who) for (_, form), who in zip(rows, chosen, strict=True)}
    page = client.post(address, sent).content.decode()
    assert "Who has another identifier already is not in it." in page
    first.refresh_from_db()
    assert first.external_id == "new-0"
    rows = client.get(address).context["rows"]
    assert [one["identifier"] for one, _ in rows] == ["new-1", "new-2"]
    sent = {f"{rows[0][1].prefix}-meant": str(second.pk)}
    assert client.post(address, sent)["Location"] == reverse("to_settle")
    assert [one["identifier"] for one, _ in client.get(address).context["rows"]] == ["new-2"]
