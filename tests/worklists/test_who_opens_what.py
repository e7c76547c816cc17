"""Every address of the work for every role: open, refused, or not there for a stranger."""

import re
from contextlib import closing

import pytest
from django.test import Client
from django.urls import reverse

from homeward.audit.models import Entry
from homeward.casefile.models import Child, Event
from homeward.obligations.actions import record_event
from homeward.obligations.models import Obligation
from tests.casefile.staff import child_of, newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

EXPORTS = (
    "children_export", "children_workbook", "due_export", "due_workbook", "roundtables_export", "roundtables_workbook",
)  # fmt: skip
LISTS = ("children", "due", "roundtables_needed", "search", *EXPORTS)
REGISTER = ("barriers_export", "barriers_workbook")
"""`tests/permanency/consultations/test_register.py` asks for them."""
OWN = ("today", "morning_mail")
SEES = ("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01")
PRACTISES = ("coach-01", "learner-01")
NO_FILE = ("fac-01", "ext-01")
CASE_MANAGERS, CONSULTANTS = "permanency_plan_filed", "permanency_rating"
MAY_RECORD = {
    ("ocm-001", CASE_MANAGERS),
    ("sup-01", CASE_MANAGERS),
    ("pc-01", CONSULTANTS),
}


def event_of(child: Child) -> Event:
    return Event.objects.filter(child=child, kind="permanency_plan_filed").order_by("on")[0]


@pytest.fixture
def child() -> Child:
    """A child of unit 1 for whom a plan was filed."""
    filed = Event.objects.filter(kind="permanency_plan_filed", child__unit=child_of().unit)
    return filed.order_by("child__external_id")[0].child


def pages_of(child: Child) -> dict[str, str]:
    event = event_of(child)
    return {
        "child": reverse("child", args=(child.pk,)),
        "seen": reverse("seen", args=(child.pk,)),
        "record": reverse("record", args=(child.pk, CASE_MANAGERS)),
        "rate": reverse("record", args=(child.pk, CONSULTANTS)),
        "recorded": reverse("recorded", args=(child.pk, event.pk)),
        "correct": reverse("correct", args=(child.pk, event.pk)),
    }


def test_every_address_of_the_work_is_asked_here(child: Child) -> None:
    from homeward.worklists.urls import urlpatterns

    asked = {*OWN, *LISTS, *REGISTER, "roundtables_going", *pages_of(child), "stop_morning_mail"} - {
        "roundtables_needed",
        "rate",
        "record",
        "recorded",
        "correct",
    }
    assert {pattern.name for pattern in urlpatterns} == asked


@pytest.mark.parametrize("who", [*SEES, *PRACTISES, *NO_FILE])
def test_what_is_her_own_is_there_for_everybody(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assert {client.get(reverse(name)).status_code for name in OWN} == {200}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", [*SEES, *PRACTISES, *NO_FILE])
def test_lists_are_for_those_who_see_files(sign_in: SignIn, who: str, name: str) -> None:
    with closing(sign_in(who).get(reverse(name))) as answer:
        assert answer.status_code == (403 if who in NO_FILE else 200)


@pytest.mark.parametrize("who", [*SEES, *PRACTISES, *NO_FILE, "ocm-002", "pc-02"])
def test_a_childs_pages_are_not_there_for_strangers(sign_in: SignIn, who: str, child: Child) -> None:
    client = sign_in(who)
    for name, address in pages_of(child).items():
        kind = CONSULTANTS if name == "rate" else CASE_MANAGERS
        refused = name in {"record", "rate", "correct"} and (who, kind) not in MAY_RECORD
        expected = 404 if who not in SEES else 403 if refused else 200
        if name == "seen" and who in NO_FILE:
            expected = 403
        assert client.get(address).status_code == expected, name


@pytest.mark.parametrize("who", PRACTISES)
def test_whoever_learns_may_do_everything_with_a_practice_child(sign_in: SignIn, who: str) -> None:
    child = Event.objects.filter(kind=CASE_MANAGERS, child__agency__is_practice=True)[0].child
    client = sign_in(who)
    assert {client.get(address).status_code for address in pages_of(child).values()} == {200}


def test_nobody_comes_in_without_signing_in(client: Client, child: Child) -> None:
    for address in (*(reverse(name) for name in (*OWN, *LISTS)), *pages_of(child).values()):
        assert client.get(address)["Location"] == f"/account/login/?next={address}"
        assert client.post(address)["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("ocm-001", ["Today", "Children", "Due", "Roundtables", "Learning", "Policy", "Try dates"]),
        ("fac-01", ["Today", "Learning", "Policy", "Try dates"]),
    ],
)
def test_the_navigation_shows_what_the_person_may_use(sign_in: SignIn, who: str, words: list[str]) -> None:
    page = sign_in(who).get("/today/").content.decode()
    nav = page.split('aria-label="Main"')[1].split("</nav>")[0]
    assert re.findall(r">([^<>]+)</a>", nav) == words


def test_opening_a_child_is_noted_and_shown_on_the_page_of_who_has_seen_it(sign_in: SignIn, child: Child) -> None:
    sign_in("sup-01").get(reverse("child", args=(child.pk,)))
    entry = Entry.objects.about(child.pk)[0]
    assert (entry.verb, entry.by, entry.details) == ("opened", person("sup-01"), {"page": "child"})
    seen = sign_in("ocm-001").get(reverse("seen", args=(child.pk,)))
    assert person("sup-01").name in seen.content.decode()


def test_no_address_on_any_page_holds_a_name(sign_in: SignIn, child: Child) -> None:
    names = {part.lower() for one in Child.objects.all() for part in (one.first_name, one.last_name) if len(part) > 3}
    client = sign_in("sup-01")
    for address in ("/today/", "/children/", "/due/", "/roundtables-needed/", *list(pages_of(child).values())[:2]):
        links = re.findall(r'(?:href|action)="([^"]*)"', client.get(address).content.decode())
        assert links
        assert [link for link in links for name in names if name in link.lower()] == []


def test_no_page_is_kept_by_the_browser(sign_in: SignIn, child: Child) -> None:
    client = sign_in("sup-01")
    for address in ("/today/", "/children/", "/due/export.csv", reverse("child", args=(child.pk,))):
        assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "pc-01", "admin-01"])
def test_a_restricted_child_stands_in_no_list_of_whoever_is_not_named(sign_in: SignIn, who: str) -> None:
    child = Obligation.objects.counted().filter(outcome="overdue", unit=child_of().unit)[0].child
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    client = sign_in(who)
    for address in ("/today/", "/children/", "/due/", "/due/export.csv", "/roundtables-needed/"):
        page = client.get(address)
        assert str(child.pk) not in page.getvalue().decode()
        assert str(child) not in page.getvalue().decode()


def test_a_newcomer_without_children_is_told_so_kindly(client: Client) -> None:
    client.force_login(newcomer("ongoing_case_manager", unit="three-bridges-1"))
    assert "Nothing is overdue" in client.get("/today/").content.decode()
    assert "No child is assigned to you" in client.get("/children/").content.decode()


def queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


@pytest.mark.parametrize("address", ["/today/", "/children/", "/due/", "/roundtables-needed/"])
def test_a_list_asks_the_database_as_often_for_one_child_as_for_many(sign_in: SignIn, address: str) -> None:
    client = sign_in("coach-01")
    client.get(address)
    many = queries(client, address)
    kept = child_of("practice-1")
    Child.objects.filter(agency__is_practice=True).exclude(pk=kept.pk).update(is_restricted=True)
    assert 0 < queries(client, address) <= many <= 24


def test_a_childs_page_asks_as_often_whatever_has_happened(sign_in: SignIn, child: Child) -> None:
    client, address = sign_in("sup-01"), reverse("child", args=(child.pk,))
    client.get(address)
    before = queries(client, address)
    for _ in range(3):
        record_event(child=child, kind="relative_search", on=TODAY, by=person("sup-01"), today=TODAY)
    assert queries(client, address) == before <= 30
