"""The tab *Placements* and its forms, on the page: what moves, what is refused, sent twice, two people."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.casefile.models import Amendment, Child, Episode, Placement
from homeward.obligations.actions import record_event
from homeward.obligations.models import Move, Obligation
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def episode() -> Episode:
    """An open stay of a child of unit 1 whose plan is not yet due."""
    return Obligation.objects.filter(supervisor=person("sup-01"), rule="wi.permanency-plan", outcome="open")[0].episode


@pytest.fixture
def home(episode: Episode) -> Placement:
    return Placement.objects.current().filter(episode=episode).latest("started_on")


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("ocm-001")


def at(name: str, child: Child, *keys: object) -> str:
    return reverse(name, args=(child.pk, *keys))


def posted_twice(client: Client, address: str, **typed: str) -> Any:
    sent = opened(client, address, step="save", **typed)
    first, second = client.post(address, sent), client.post(address, sent)
    assert first["Location"] == second["Location"]
    return first


def test_a_move_is_shown_before_it_is_saved_and_saved_once(worker: Client, home: Placement) -> None:
    child, address = home.child, at("record_move", home.child)
    sent = opened(worker, address, placement_type="relative_home")
    page = worker.post(address, sent)
    assertContains(page, "Relative home from Sun, Nov 22, 2026")
    assertContains(page, "Search for relatives")
    assert not Placement.objects.filter(child=child, started_on=TODAY).exists()
    answer = posted_twice(worker, address, placement_type="relative_home")
    assertContains(worker.get(answer["Location"]), "The move is saved.")
    home.refresh_from_db()
    assert home.ended_on == TODAY
    assert Placement.objects.current().filter(child=child, started_on=TODAY).count() == 1


def test_a_discharge_and_a_new_removal(worker: Client, episode: Episode) -> None:
    child = episode.child
    posted_twice(worker, at("record_discharge", child), when="yesterday", discharge_reason="reunification")
    page = worker.get(at("placements", child))
    assertContains(page, "it ended with reunification")
    assertContains(page, "Record a removal")
    assertNotContains(page, "Record a move")
    posted_twice(worker, at("record_removal", child), placement_type="foster_home")
    assert Episode.objects.current().filter(child=child).count() == 2
    assert worker.get(at("record_removal", child))["Location"] == at("placements", child)


def test_a_corrected_removal_moves_dates_and_says_so(worker: Client, home: Placement) -> None:
    episode, child = home.episode, home.child
    Placement.objects.filter(episode=episode).exclude(pk=home.pk).update(withdrawn_at="2026-01-01T00:00Z")
    later = episode.removed_on + timedelta(days=2)
    day = f"{later:%m/%d/%Y}"
    right = {"started_on": day, "placement_type": "shelter_care", "why": "Order of the court"}
    posted_twice(worker, at("correct_placement", child, home.pk), **right)
    address = at("correct_episode", child, episode.pk)
    page = worker.post(address, opened(worker, address, removed_on=day, why="Order of the court"))
    assertContains(page, "Permanency plan")
    posted_twice(worker, address, removed_on=day, why="Order of the court")
    assert Amendment.objects.filter(episode=episode, column="removed_on").count() == 1
    assert Move.objects.filter(child=child, rule="wi.permanency-plan", due_now=later + timedelta(days=60)).exists()
    assertContains(worker.get(at("placements", child)), "Day of removal:")


def test_a_placement_is_taken_back_once_and_stays_to_be_read(worker: Client, home: Placement) -> None:
    address = at("withdraw_placement", home.child, home.pk)
    posted_twice(worker, address, why="Another child")
    page = worker.get(at("placements", home.child))
    assertContains(page, "Taken back (1)")
    assertContains(page, "Another child")
    assert Amendment.objects.filter(placement=home, column="withdrawn_at").count() == 1
    assert worker.get(address).status_code == 302


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("record_move", {"placement_type": ""}, "Choose the type of placement."),
        ("record_move", {"when": "other", "on": "11/23/2026", "placement_type": "group_home"}, "in the future"),
        ("record_move", {"when": "other", "on": "1/1/2001", "placement_type": "group_home"}, "outside the stay"),
        ("record_discharge", {"discharge_reason": ""}, "Say how the stay ended."),
        ("record_discharge", {"when": "other", "on": "11/23/2026", "discharge_reason": "other"}, "in the future"),
    ],
)
def test_a_fault_stands_beside_its_field(
    worker: Client, episode: Episode, name: str, typed: dict[str, str], said: str
) -> None:
    address = at(name, episode.child)
    for step in ("", "save"):
        page = worker.post(address, opened(worker, address, step=step, **typed))
        assertContains(page, said)
        assertContains(page, "usa-error-message")


def test_a_stay_ends_on_a_day_and_in_some_way(worker: Client, episode: Episode) -> None:
    address = at("correct_episode", episode.child, episode.pk)
    day = f"{episode.removed_on:%m/%d/%Y}"
    typed = {"removed_on": day, "why": "A reason"}
    assertContains(
        worker.post(address, opened(worker, address, discharge_reason="adoption", **typed)),
        "Write the day of discharge",
    )
    assertContains(
        worker.post(address, opened(worker, address, discharged_on="11/22/2026", **typed)), "Say how the stay ended."
    )
    wrong = {**typed, "removed_on": "11/23/2026"}
    assertContains(worker.post(address, opened(worker, address, **wrong)), "Enter the day of removal")


def test_two_people_do_not_overwrite_each_other(worker: Client, home: Placement) -> None:
    address = at("record_move", home.child)
    sent = opened(worker, address, placement_type="group_home", step="save")
    record_event(child=home.child, kind="relative_search", on=TODAY, by=person("sup-01"), today=TODAY)
    page = worker.post(address, sent)
    assertContains(page, "Somebody else saved something", status_code=409)
    assertContains(page, '<option value="group_home" selected>', status_code=409)
    assert not Placement.objects.filter(child=home.child, started_on=TODAY).exists()


@pytest.mark.parametrize(("days", "said"), [(6, True), (7, False), (150, False), (151, True)])
def test_a_trial_reunification_is_looked_at_by_the_manuals_check(sign_in: SignIn, days: int, said: bool) -> None:
    child = trial_child()
    home = Placement.objects.current().filter(child=child, placement_type="trial_reunification").latest("started_on")
    start = TODAY - timedelta(days=days)
    Placement.objects.filter(child=child).exclude(pk=home.pk).update(ended_on=start)
    Placement.objects.filter(pk=home.pk).update(started_on=start, ended_on=None if days > 100 else TODAY)
    if days < 100:
        back = {"started_on": TODAY, "placement_type": "foster_home", "source": "typed"}
        Placement.objects.create(child=child, episode=home.episode, **back)
    page = sign_in("qa-01").get(at("placements", child))
    assertContains(page, "Last day, unless the court extends it")
    found = "The trial reunification was shorter than seven days"
    (assertContains if said else assertNotContains)(page, found)


def trial_child() -> Child:
    return (
        Placement.objects.current()
        .get(placement_type="trial_reunification", ended_on=None, child__agency__is_practice=False)
        .child
    )


def test_what_a_check_would_find_is_said_before_saving(sign_in: SignIn) -> None:
    child = trial_child()
    client, address = sign_in("sup-01" if child.unit == person("sup-01").unit else "sup-02"), at("record_move", child)
    home = Placement.objects.current().filter(child=child, placement_type="trial_reunification").latest("started_on")
    day = home.started_on + timedelta(days=3)
    page = client.post(
        address, opened(client, address, when="other", on=f"{day:%m/%d/%Y}", placement_type="foster_home")
    )
    assertContains(page, "To look at")


def test_every_child_of_the_cast_has_its_placements_and_history(sign_in: SignIn) -> None:
    client = sign_in("qa-01")
    for child in Child.objects.counted():
        assert client.get(at("placements", child)).status_code == 200
        assert client.get(at("history", child)).status_code == 200


def test_saving_leads_back_to_the_placements(worker: Client, episode: Episode) -> None:
    answer = posted_twice(worker, at("record_move", episode.child), placement_type="hospital")
    assertRedirects(answer, at("placements", episode.child) + "?saved=move")
