"""Every address of the administration for every role: open, refused, or not there for a stranger."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from homeward.administration.urls import urlpatterns
from homeward.casefile.models import BreakGlass, TribalAffiliation
from homeward.workforce.actions import arrange_cover
from homeward.workforce.models import Agency, TribalAgreement, Tribe, Unit
from tests.casefile.staff import LONG_AGO, child_of, newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

EVERYBODY = (
    "ocm-001",
    "sup-01",
    "pc-01",
    "qa-01",
    "admin-01",
    "fac-01",
    "ext-01",
    "coach-01",
    "learner-01",
    "guest-01",
)
ADMINISTRATOR, SUPERVISOR = frozenset({"admin-01"}), frozenset({"admin-01", "sup-01"})
REVIEW = frozenset({"admin-01", "qa-01"})
SEES = frozenset({"ocm-001", "sup-01", "pc-01", "qa-01", "admin-01"})

OPEN_TO = {
    "people": SUPERVISOR,
    "add_person": ADMINISTRATOR,
    "person": frozenset({"admin-01", "sup-01", "ocm-001"}),
    "change_person": ADMINISTRATOR,
    "appoint": ADMINISTRATOR,
    "active": ADMINISTRATOR,
    "arrange_cover": frozenset({"admin-01", "sup-01", "ocm-001"}),
    "hand_over": SUPERVISOR,
    "end_role": ADMINISTRATOR,
    "certify": ADMINISTRATOR,
    "end_cover": frozenset({"admin-01", "sup-01", "ocm-001"}),
    "agencies": ADMINISTRATOR,
    "add_agency": ADMINISTRATOR,
    "agency": ADMINISTRATOR,
    "add_unit": ADMINISTRATOR,
    "unit": ADMINISTRATOR,
    "agreements": ADMINISTRATOR,
    "add_agreement": ADMINISTRATOR,
    "end_agreement": ADMINISTRATOR,
    "add_tribe": ADMINISTRATOR,
    "settings": ADMINISTRATOR,
    "broken_glass": REVIEW,
    "audit": REVIEW,
    "break_glass": frozenset({"admin-01", "pc-01"}),
    "team": SEES | {"guest-01"},
    "assign": SUPERVISOR,
    "unit_of_child": SUPERVISOR,
    "restrict": SUPERVISOR,
    "lift_restriction": SUPERVISOR,
    "tribe": frozenset({"ocm-001", "sup-01"}),
    "end_tribe": frozenset({"ocm-001", "sup-01"}),
}
ONLY_POST = {"invite": ADMINISTRATOR, "review": REVIEW}


@pytest.fixture
def addresses() -> dict[str, str]:
    """Each address, about the case manager of unit 1, her child, and rows made for the occasion."""
    worker, child = person("ocm-001"), child_of()
    tribe = Tribe.objects.create(name="A tribe")
    agency = Agency.objects.get(external_id="three-bridges")
    later = TODAY + timedelta(days=3)
    cover = arrange_cover(covering=newcomer("ongoing_case_manager"), covered=worker, from_on=TODAY, until_on=later)
    opened = BreakGlass.objects.create(
        child=child, person=person("pc-01"), reason="A reason", from_on=LONG_AGO, until_on=LONG_AGO
    )
    keys: dict[str, list[Any]] = {
        "person": [worker.pk],
        "hand_over": [worker.pk, "ongoing_case_manager"],
        "end_role": [worker.roles.get().pk],
        "certify": [worker.roles.get().pk],
        "end_cover": [cover.pk],
        "agency": [agency.pk],
        "add_unit": [agency.pk],
        "unit": [Unit.objects.get(external_id="three-bridges-1").pk],
        "end_agreement": [TribalAgreement.objects.create(tribe=tribe, agency=agency, from_on=LONG_AGO).pk],
        "review": [opened.pk],
        "end_tribe": [child.pk, TribalAffiliation.objects.create(child=child, tribe=tribe, from_on=LONG_AGO).pk],
    }
    of_person = ("change_person", "appoint", "active", "arrange_cover", "invite")
    of_child = ("team", "assign", "unit_of_child", "restrict", "lift_restriction", "tribe")
    keys |= {name: [worker.pk] for name in of_person} | {name: [child.pk] for name in of_child}
    return {name: reverse(name, args=keys.get(name, [])) for name in OPEN_TO | ONLY_POST}


def test_every_address_is_asked_here() -> None:
    assert {pattern.name for pattern in urlpatterns} == {*OPEN_TO, *ONLY_POST, "invitation"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_page_opens_to_its_roles_and_to_nobody_else(sign_in: SignIn, who: str, addresses: dict[str, str]) -> None:
    client = sign_in(who)
    for name, allowed in OPEN_TO.items():
        assert (client.get(addresses[name]).status_code == 200) is (who in allowed), name
        if who not in allowed:
            assert client.post(addresses[name]).status_code in {403, 404, 405}, name
    for name, allowed in ONLY_POST.items():
        assert client.get(addresses[name]).status_code in {403, 405}
        assert (client.post(addresses[name]).status_code == 302) is (who in allowed), name


@pytest.mark.parametrize("who", ["ocm-002", "sup-02", "pc-02"])
def test_to_strangers_nothing_of_the_person_or_child_is_open(
    sign_in: SignIn, who: str, addresses: dict[str, str]
) -> None:
    client = sign_in(who)
    general = {name for name, pattern in addresses.items() if "-" not in pattern.replace("open-by-exception", "")}
    for name in set(addresses) - general:
        assert client.get(addresses[name]).status_code in {403, 404, 405}, name
        assert client.post(addresses[name]).status_code in {403, 404, 405}, name


def test_nobody_comes_in_without_signing_in(client: Client, addresses: dict[str, str]) -> None:
    for address in addresses.values():
        assert client.get(address)["Location"] == f"/account/login/?next={address}"
        assert client.post(address)["Location"].startswith("/account/login/")


def test_what_does_not_exist_is_not_there(sign_in: SignIn) -> None:
    client = sign_in("admin-01")
    for name in ("person", "change_person", "active", "end_role", "end_cover", "agency", "unit", "end_agreement"):
        assert client.get(reverse(name, args=[uuid4()])).status_code == 404, name
    assert client.get(reverse("hand_over", args=[uuid4(), "ongoing_case_manager"])).status_code == 404
    assert client.get(reverse("hand_over", args=[uuid4(), "learner"])).status_code == 404


@pytest.mark.parametrize(("who", "words"), [("admin-01", 6), ("qa-01", 2), ("sup-01", 0)])
def test_the_sections_are_those_that_one_may_open(sign_in: SignIn, who: str, words: int) -> None:
    page = sign_in(who).get(reverse("people" if who == "sup-01" else "broken_glass")).content.decode()
    nav = page.partition('aria-label="Administration"')[2].partition("</nav>")[0]
    assert nav.count("<a ") == words


@pytest.mark.parametrize("name", ["people", "agencies", "agreements", "audit", "broken_glass", "settings"])
def test_a_list_asks_the_database_as_often_for_one_row_as_for_many(
    sign_in: SignIn, name: str, addresses: dict[str, str]
) -> None:
    client = sign_in("admin-01")
    client.get(addresses["team"])
    client.post(addresses["invite"])
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(name))
    tribe = Tribe.objects.create(name="Another")
    for number in range(4):
        agency = Agency.objects.create(
            name=f"Agency {number}", external_id=f"a{number}", parent=Agency.objects.get(external_id="county")
        )
        Unit.objects.create(agency=agency, name="Unit", external_id="u")
        TribalAgreement.objects.create(tribe=tribe, agency=agency, from_on=LONG_AGO)
        BreakGlass.objects.create(
            child=child_of("kestrel-point-1"), person=person("pc-01"), reason="x", from_on=TODAY, until_on=TODAY
        )
        client.get(reverse("team", args=[child_of("kestrel-point-1").pk]))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(name))
    assert len(many) == len(few) <= 20
