"""Every address of stays, of who a child is and of the history, for every role."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from homeward.casefile.models import Child, Placement
from homeward.obligations.actions import record_event
from homeward.obligations.stays import record_placement
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

READ = {"placements", "history"}
SEES = ("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01")
RECORDS = {"ocm-001", "sup-01"}
ADDS = {"sup-01", "admin-01"}
EVERYBODY = (*SEES, "coach-01", "learner-01", "fac-01", "ext-01", "ocm-002", "pc-02")


@pytest.fixture
def home() -> Placement:
    """Where a child of unit 1 lives now."""
    homes = Placement.objects.current().filter(child__unit=person("sup-01").unit, ended_on=None)
    return homes.filter(episode__discharged_on=None).order_by("child__external_id")[0]


def pages_of(home: Placement) -> dict[str, str]:
    child = home.child_id
    names = ("placements", "history", "record_move", "record_discharge", "correct_child")
    return {
        **{name: reverse(name, args=(child,)) for name in names},
        "correct_episode": reverse("correct_episode", args=(child, home.episode_id)),
        "withdraw_episode": reverse("withdraw_episode", args=(child, home.episode_id)),
        "correct_placement": reverse("correct_placement", args=(child, home.pk)),
        "withdraw_placement": reverse("withdraw_placement", args=(child, home.pk)),
    }


def test_every_address_of_recording_is_asked_here_or_with_the_work(home: Placement) -> None:
    from homeward.obligations.urls import urlpatterns

    elsewhere = {"record", "recorded", "correct", "record_removal", "add_child"}
    assert {pattern.name for pattern in urlpatterns} == set(pages_of(home)) | elsewhere


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_childs_pages_are_for_those_who_see_the_child(sign_in: SignIn, who: str, home: Placement) -> None:
    client = sign_in(who)
    for name, address in pages_of(home).items():
        may = name in READ or who in RECORDS
        assert client.get(address).status_code == (404 if who not in SEES else 200 if may else 403), name


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_removal_is_recorded_by_who_carries_the_child(sign_in: SignIn, who: str) -> None:
    unit = person("sup-01").unit
    child = Child.objects.filter(unit=unit).exclude(pk__in=Child.objects.in_care(on=TODAY))[0]
    expected = 404 if who not in SEES else 200 if who in RECORDS else 403
    assert sign_in(who).get(reverse("record_removal", args=(child.pk,))).status_code == expected


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_file_is_opened_by_supervisors_and_administrators(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get(reverse("add_child")).status_code == (200 if who in ADDS else 403)


@pytest.mark.parametrize("who", ["coach-01", "learner-01"])
def test_whoever_learns_may_do_everything_with_a_practice_child(sign_in: SignIn, who: str) -> None:
    home = Placement.objects.current().filter(
        child__agency__is_practice=True, ended_on=None, episode__discharged_on=None
    )[0]
    client = sign_in(who)
    assert {client.get(address).status_code for address in pages_of(home).values()} == {200}


def test_nobody_comes_in_without_signing_in(client: Client, home: Placement) -> None:
    for address in (*pages_of(home).values(), reverse("add_child")):
        assert client.get(address)["Location"] == f"/account/login/?next={address}"
        assert client.post(address)["Location"].startswith("/account/login/")


def test_who_is_of_another_child_is_not_there(sign_in: SignIn, home: Placement) -> None:
    other = Placement.objects.current().exclude(child=home.child)[0]
    client = sign_in("sup-01")
    assert client.get(reverse("correct_placement", args=(home.child_id, other.pk))).status_code == 404
    assert client.get(reverse("correct_episode", args=(home.child_id, other.episode_id))).status_code == 404
    assert client.post(reverse("withdraw_placement", args=(home.child_id, other.pk))).status_code == 404


@pytest.mark.parametrize("name", ["placements", "history"])
def test_a_page_asks_as_often_whatever_has_happened(sign_in: SignIn, name: str, home: Placement) -> None:
    client, address, by = sign_in("sup-01"), pages_of(home)[name], person("sup-01")
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    record_placement(episode=home.episode, started_on=TODAY, placement_type="hospital", by=by, today=TODAY)
    before = queries()
    for placement_type in ("group_home", "shelter_care"):
        record_placement(episode=home.episode, started_on=TODAY, placement_type=placement_type, by=by, today=TODAY)
        record_event(child=home.child, kind="relative_search", on=TODAY, by=by, today=TODAY)
    assert queries() == before <= 30
