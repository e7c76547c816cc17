"""The library on the web: every address for every role, what is typed, and what a child's page proposes."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from homeward.casefile.models import Child, Placement
from homeward.obligations.actions import record_event
from homeward.resources.actions import add_resource, find, retire_resource
from homeward.resources.models import Resource
from homeward.resources.urls import urlpatterns
from homeward.workforce.models import Agency
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn
from tests.resources.test_library import agency, by, said

pytestmark = pytest.mark.django_db

EVERYBODY = (
    *("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01", "fac-01", "ext-01", "coach-01", "learner-01", "guest-01"),
)
KEEPS = frozenset({"pc-01", "admin-01", "coach-01"})
KEY = "coalition-kinship"
OF_ONE = ("change_resource", "check_resource", "retire_resource", "restore_resource", "move_resource")


def at(name: str) -> str:
    return reverse(name, args=[KEY] if name in OF_ONE else [])


def test_every_address_is_asked_here() -> None:
    assert {pattern.name for pattern in urlpatterns} == {"resources", "add_resource", *OF_ONE}


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_the_library_and_its_keepers_change_it(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    page = client.get(at("resources"))
    assert page.status_code == 200
    assert ("Add a resource" in page.content.decode()) is (who in KEEPS)
    for name in ("add_resource", *OF_ONE):
        allowed, refused = (405, 405) if name == "move_resource" else (200, 403)
        assert client.get(at(name)).status_code == (allowed if who in KEEPS else refused), name
        if who not in KEEPS:
            assert client.post(at(name)).status_code == 403


def test_nobody_comes_in_without_signing_in(client: Client) -> None:
    for name in ("resources", "add_resource", *OF_ONE):
        assert client.get(at(name))["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", OF_ONE)
def test_there_is_no_page_of_an_unknown_resource_or_of_another_agencys(sign_in: SignIn, name: str) -> None:
    agency_2 = Agency.objects.get(external_id="partner")
    other = Resource.objects.create(
        agency=agency_2, key="of-the-partner", topic="other", title="Theirs", position=1, changed_by=person("ext-01")
    )
    client = sign_in("admin-01")
    for key in ("nothing", other.key):
        assert client.get(reverse(name, args=[key])).status_code in {404, 405}
        assert client.post(reverse(name, args=[key])).status_code == 404


def test_what_is_typed_stands_in_the_form_again_with_each_fault_beside_its_field(sign_in: SignIn) -> None:
    page = sign_in("admin-01").post(at("add_resource"), said(title="", link="ours.example/page"))
    text = page.content.decode()
    assert (page.status_code, 'value="ours.example/page"' in text) == (200, True)
    assert ("Write it as https://" in text, "This field is required" in text) == (False, True)
    page = sign_in("admin-01").post(at("add_resource"), said(link="ours.example/page"))
    text = page.content.decode()
    assert 'href="#id_link"' in text
    assert "Write it as https://" in text.split('id="id_link"')[0].split('for="id_link"')[1]


def test_a_resource_is_added_changed_moved_checked_retired_and_brought_back(sign_in: SignIn) -> None:
    client = sign_in("coach-01")
    sent: dict[str, Any] = {**said(topic="foster_care"), "about": ["foster_home"]}
    assert client.post(at("add_resource"), sent)["Location"] == "/resources/#foster_care"
    key = Resource.objects.get(title="Ours").key
    opened = find(agency(), key).version_for
    client.post(reverse("change_resource", args=[key]), {**sent, "title": "Ours, again", "opened": opened})
    client.post(reverse("move_resource", args=[key]), {"where": "up"})
    client.post(reverse("check_resource", args=[key]), {"on": "Nov 20, 2026"})
    listed = client.get(at("resources")).content.decode()
    assert "Checked Fri, Nov 20, 2026" in listed
    assert listed.index("Ours, again") < listed.index("What the home itself must offer")
    client.post(reverse("retire_resource", args=[key]), {"why": "No longer true"})
    assert "Retired (2)" in client.get(at("resources")).content.decode()
    client.post(reverse("restore_resource", args=[key]))
    assert not find(agency(), key).is_retired


def test_the_search_shows_what_matches_and_says_so_if_nothing_does(sign_in: SignIn) -> None:
    client = sign_in("ocm-001")
    found = client.get("/resources/?q=spaulding").content.decode()
    assert ("Guardianship fact sheet" in found, "Coalition" in found) == (True, False)
    assert "Nothing matches" in client.get("/resources/?q=zzz").content.decode()


def test_a_link_out_tells_nobody_where_it_was_followed(sign_in: SignIn) -> None:
    text = sign_in("ocm-001").get("/resources/").content.decode()
    assert 'href="https://coalitionforcyf.org/" rel="noreferrer external"' in text


def test_the_library_asks_the_database_as_often_however_much_is_in_it(sign_in: SignIn) -> None:
    client = sign_in("admin-01")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/resources/")
        return len(seen)

    queries()
    before = queries()
    for number in range(5):
        add_resource(said=said(link=f"https://ours.example/{number}"), **by())
    assert queries() == before < 20


def proposed(client: Client, child: Child) -> str:
    text = client.get(reverse("child", args=[child.pk])).content.decode()
    return text.split('id="proposed"')[1].split("</section>")[0] if 'id="proposed"' in text else ""


def in_care() -> Child:
    homes = Placement.objects.current().filter(ended_on=None, episode__discharged_on=None, child__unit=child_of().unit)
    return homes.filter(placement_type="foster_home").order_by("child__external_id")[0].child


def test_a_childs_page_proposes_by_goal_and_says_why_until_it_is_retired(sign_in: SignIn) -> None:
    child = in_care()
    record_event(
        child=child, kind="permanency_goal_set", value="guardianship", on=TODAY, by=person("ocm-001"), today=TODAY
    )
    client = sign_in("ocm-001")
    assert "Guardianship fact sheet" in proposed(client, child)
    assert "Because guardianship is a goal." in proposed(client, child)
    retire_resource(key="guardianship-fact-sheet", why="", **by())
    assert "Guardianship fact sheet" not in proposed(client, child)


def test_a_childs_page_proposes_by_home(sign_in: SignIn) -> None:
    child = in_care()
    add_resource(said=said(title="For foster homes", about=["foster_home"], topic="guardianship"), **by())
    Resource.objects.filter(title="For foster homes").update(position=0, topic="guardianship")
    assert "the child lives in a foster home" in proposed(sign_in("ocm-001"), child)


def test_nothing_is_proposed_for_a_child_who_is_not_in_care(sign_in: SignIn) -> None:
    home = Child.objects.in_care(on=TODAY).values("pk")
    left = Child.objects.filter(unit=child_of().unit).exclude(pk__in=home)[0]
    assert proposed(sign_in("sup-01"), left) == ""
