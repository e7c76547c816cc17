"""Every address of the Act for every role: open, refused, or not there for a stranger; and how often it asks."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.casefile.models import Assignment, Child
from homeward.wicwa.entries import PAGES
from homeward.wicwa.models import ActiveEffort, TribalContact, evaluations_of
from homeward.workforce.models import Person
from tests.cast_county import SignIn
from tests.wicwa.conftest import Write, worker_of

pytestmark = pytest.mark.django_db

LOOKS = {"wicwa", "wicwa_evaluation"}
NO_FILE = ("fac-01", "ext-01", "coach-01", "learner-01")


def pages_of(child: Child) -> dict[str, str]:
    event = evaluations_of(child)[0]
    of_event = ("wicwa_evaluation", "describe_wicwa_evaluation", "correct_active_efforts_evaluated")
    pages = {name: reverse(name, args=(child.pk, event.pk)) for name in of_event}
    effort = ActiveEffort.objects.of(child.pk)[0]
    pages |= {kind: reverse("record_wicwa", args=(child.pk, kind)) for kind in PAGES}
    pages["correct_wicwa"] = reverse("correct_wicwa", args=(child.pk, "effort", effort.pk))
    pages["evaluate_active_efforts"] = reverse("evaluate_active_efforts", args=(child.pk,))
    return pages | {"wicwa": reverse("wicwa", args=(child.pk,))}


def role_of(who: str, child: Child) -> str:
    if who in {"ongoing_case_manager", "permanency_consultant"}:
        return str(Assignment.objects.get(child=child, role=who).person.external_id)
    found = Person.objects.filter(unit=child.unit, roles__name="supervisor").first() if who == "supervisor" else None
    return str(found.external_id) if found else who


def stranger_to(child: Child) -> str:
    workers = Person.objects.filter(roles__name="ongoing_case_manager").exclude(pk=worker_of(child).pk)
    return str(workers.exclude(assignments__child=child).exclude(external_id=None)[0].external_id)


@pytest.mark.parametrize("who", ["ongoing_case_manager", "supervisor"])
def test_who_works_with_the_child_opens_every_page(sign_in: SignIn, aiyana: Child, who: str) -> None:
    client = sign_in(role_of(who, aiyana))
    assert {name: client.get(at).status_code for name, at in pages_of(aiyana).items()} == dict.fromkeys(
        pages_of(aiyana), 200
    )


@pytest.mark.parametrize("who", ["permanency_consultant", "qa-01", "admin-01"])
def test_who_sees_the_child_reads_and_records_nothing(sign_in: SignIn, aiyana: Child, who: str) -> None:
    client = sign_in(role_of(who, aiyana))
    for name, at in pages_of(aiyana).items():
        assert client.get(at).status_code == (200 if name in LOOKS else 403), name
        assert client.post(at).status_code in {403, 405}, name


def test_a_guest_reads_the_tab_alone(sign_in: SignIn, aiyana: Child) -> None:
    client = sign_in("guest-01")
    for name, at in pages_of(aiyana).items():
        assert client.get(at).status_code == (200 if name == "wicwa" else 403), name


@pytest.mark.parametrize("who", [*NO_FILE, "stranger"])
def test_for_a_stranger_nothing_is_there(sign_in: SignIn, aiyana: Child, who: str) -> None:
    client = sign_in(stranger_to(aiyana) if who == "stranger" else who)
    for name, at in pages_of(aiyana).items():
        assert client.get(at).status_code == client.post(at).status_code == 404 or name in LOOKS, name
        assert client.get(at).status_code == 404, name


@pytest.mark.parametrize(
    ("who", "status"),
    [("ocm-001", 200), ("sup-01", 200), ("admin-01", 200), ("pc-01", 403), ("guest-01", 403), ("fac-01", 403)],
)
def test_contacts_are_written_down_by_those_who_send_notices(sign_in: SignIn, who: str, status: int) -> None:
    client, contact = sign_in(who), TribalContact.objects.all()[0]
    assert client.get(reverse("tribal_contacts")).status_code == status
    end = client.post(reverse("end_tribal_contact", args=(contact.pk,)), {"why": "The tribe's letter of today"})
    assert end.status_code == (302 if status == 200 else 403)


@pytest.mark.parametrize(("who", "leads"), [("ocm", True), ("coach-01", False), ("learner-01", False)])
def test_the_tab_leads_to_the_contacts_only_who_may_open_them(
    sign_in: SignIn, aiyana: Child, who: str, leads: bool
) -> None:
    child = aiyana if leads else Child.objects.get(external_id="practice-aiyana-rivers")
    page = sign_in(role_of("ongoing_case_manager", aiyana) if leads else who).get(reverse("wicwa", args=(child.pk,)))
    assertContains(page, "Record a notice")
    assert (reverse("tribal_contacts") in page.getvalue().decode()) == leads


def test_a_kind_of_record_that_there_is_not_is_not_found(client_of_worker: Client, aiyana: Child) -> None:
    assert client_of_worker.get(reverse("record_wicwa", args=(aiyana.pk, "nothing"))).status_code == 404


def queries(client: Client, at: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(at)
    return len(seen)


def test_the_page_asks_as_often_whatever_is_recorded(client_of_worker: Client, aiyana: Child, write: Write) -> None:
    at = reverse("wicwa", args=(aiyana.pk,))
    client_of_worker.get(at)
    before = queries(client_of_worker, at)
    for _ in range(3):
        write(ActiveEffort, aiyana, activity="g", state="in_progress", explanation="Another month.")
    assert queries(client_of_worker, at) == before <= 38
