"""Guests: a link and a code let them in, to one roundtable and nothing else, until its form is completed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.obligations.actions import record_event
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.saves import text_of
from homeward.roundtables.actions import hold
from homeward.roundtables.invitations.codes import MOST_TRIES
from homeward.roundtables.invitations.inviting import Guest, invite_guest
from homeward.roundtables.models import Roundtable, Seat
from homeward.website import policy_in_force
from homeward.workforce.models import Agency, Person, Role
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, other_child, room
from tests.roundtables.invitations.conftest import Later
from tests.roundtables.invitations.post import code_in, deliver, latest_to, letters_to, link_in
from tests.roundtables.invitations.test_letters import called_off, moved
from tests.website.test_every_address import NAMES, address

pytestmark = pytest.mark.django_db

INSIDE = {
    "session_state",
    "session_stay",
    "healthz",
    "readyz",
    "favicon",
    "calendar_feed",
    "answer_by_link",
    "guest_door",
}


@pytest.fixture
def made() -> Roundtable:
    return convened(external=None, efforts="Asked two agencies.")


def guest(**other: Any) -> Guest:
    usual: dict[str, Any] = {"role": "external_consultant", "name": "Vera Visitor", "email": "Vera@partner.example",
                             "agency": Agency.objects.get(external_id="partner")}  # fmt: skip
    return Guest(**{**usual, **other})


def invite(made: Roundtable, **other: Any) -> Person:
    vera = invite_guest(roundtable=made, guest=guest(**other), by=person("pc-01"), today=TODAY)
    deliver()
    return vera


def come_in(vera: Person, browser: Client | None = None) -> Client:
    browser, at = browser or Client(), link_in(latest_to(vera), "guest")
    browser.post(at, {"step": "send"})
    assert browser.post(at, {"step": "enter", "code": code_in(latest_to(vera))}).status_code == 302
    return browser


def page_of(made: Roundtable) -> str:
    return reverse("roundtable", args=(made.pk,))


def test_a_guest_becomes_a_person_of_her_agency_without_a_password(made: Roundtable) -> None:
    vera = invite(made)
    assert (vera.email, str(vera.agency), vera.has_usable_password()) == (
        "vera@partner.example", "Neighbors for Children", False)  # fmt: skip
    assert [role.name for role in vera.roles.all()] == ["external_consultant"]
    seat = Seat.objects.taken().get(roundtable=made, role="external_consultant")
    assert (seat.person, seat.eligible_because, seat.waived_by) == (vera, "Of another agency.", None)


def test_link_and_code_let_her_see_the_snapshot_in_a_fresh_browser(made: Roundtable, the_day: None) -> None:
    hers, child = come_in(invite(made)), made.attending.get().child
    page = hers.get(page_of(made)).content.decode()
    snapshot = hers.get(reverse("roundtable_snapshot", args=(made.pk,))).content.decode()
    for said in (page, snapshot):
        assert child.first_name in said
        assert (child.last_name in said, child.external_id in said, f"/children/{child.pk}" in said) == (False,) * 3
    assert "Time in care" in snapshot
    assert "Agenda" in snapshot


def test_looking_at_the_link_sends_no_code_and_uses_nothing_up(made: Roundtable) -> None:
    vera = invite(made)
    at = link_in(latest_to(vera), "guest")
    assert [Client().get(at).status_code for _ in range(2)] == [200, 200]
    assert len(letters_to(vera)) == 1
    come_in(vera)


def test_link_and_code_work_once(made: Roundtable, the_day: None) -> None:
    vera = invite(made)
    at, other = link_in(latest_to(vera), "guest"), Client()
    come_in(vera)
    code = code_in(latest_to(vera))
    assert other.post(at, {"step": "enter", "code": code}).status_code == 410
    assert "Send me a new link" in other.get(at).content.decode()
    other.post(at, {"step": "again"})
    deliver()
    assert link_in(latest_to(vera), "guest") != at
    assert come_in(vera, Client()).get(page_of(made)).status_code == 200


def test_whoever_is_in_already_is_led_to_the_roundtable(made: Roundtable, the_day: None) -> None:
    vera = invite(made)
    at = link_in(latest_to(vera), "guest")
    assert come_in(vera).get(at).headers["Location"] == page_of(made)


def test_a_code_can_be_tried_five_times(made: Roundtable) -> None:
    vera, other = invite(made), Client()
    at = link_in(latest_to(vera), "guest")
    other.post(at, {"step": "send"})
    code = code_in(latest_to(vera))
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(MOST_TRIES):
        assert "not the code" in other.post(at, {"step": "enter", "code": wrong}).content.decode()
    assert other.post(at, {"step": "enter", "code": code}).status_code == 200
    assert other.get(page_of(made)).status_code == 302


def test_codes_run_out_and_the_link_with_them(made: Roundtable) -> None:
    vera, other = invite(made), Client()
    at = link_in(latest_to(vera), "guest")
    assert [other.post(at, {"step": "send"}).status_code for _ in range(6)] == [200] * 5 + [410]


def test_code_and_link_grow_old(made: Roundtable, later: Later) -> None:
    vera, other = invite(made), Client()
    at = link_in(latest_to(vera), "guest")
    other.post(at, {"step": "send"})
    later(timedelta(minutes=16))
    assert other.post(at, {"step": "enter", "code": code_in(latest_to(vera))}).status_code == 200
    later(timedelta(days=14))
    assert other.get(at).status_code == 410


def test_the_code_of_one_link_opens_no_other(made: Roundtable) -> None:
    vera, other = invite(made), Client()
    first = link_in(latest_to(vera), "guest")
    other.post(first, {"step": "again"})
    deliver()
    second = link_in(latest_to(vera), "guest")
    other.post(first, {"step": "send"})
    code = code_in(latest_to(vera))
    other.post(second, {"step": "send"})
    assert other.post(second, {"step": "enter", "code": code}).status_code == 200


def test_a_code_that_can_not_be_sent_is_said(made: Roundtable, settings: Settings) -> None:
    vera = invite(made)
    settings.EMAIL_BACKEND = "tests.roundtables.invitations.test_letters.Down"
    answer = Client().post(link_in(latest_to(vera), "guest"), {"step": "send"})
    assert (answer.status_code, "could not be sent" in answer.content.decode()) == (503, True)


def test_a_guest_opens_no_other_address(made: Roundtable, the_day: None) -> None:
    hers, child = come_in(invite(made)), child_of()
    closed = [name for name in NAMES if name not in INSIDE]
    answers = {(name, "read"): hers.get(address(name, child)) for name in closed}
    # Who is kept out is asked before what is sent is looked at, so some addresses tell of all.
    answers |= {(name, "sent to"): hers.post(address(name, child)) for name in closed[::6]}
    for asked, answer in answers.items():
        assert answer.status_code in {302, 403}, asked
        assert answer.status_code == 403 or answer.headers["Location"] == page_of(made), asked


@pytest.mark.parametrize("at", ["/account/", "/account/password/change/", "/account/second-factor/", "/account/login/"])
def test_a_guest_changes_nothing_of_her_way_in(made: Roundtable, the_day: None, at: str) -> None:
    assert come_in(invite(made)).get(at).status_code == 403


def test_a_guest_sees_no_other_roundtable_of_hers(made: Roundtable, the_day: None) -> None:
    vera = invite(made)
    other = convened(other_child(), external=vera, on=SOON + timedelta(days=1))
    hers = come_in(vera)
    assert hers.get(page_of(made)).status_code == 200
    for name in ("roundtable", "roundtable_snapshot", "answer_invitation"):
        assert hers.get(reverse(name, args=(other.pk,))).status_code == 403


def test_every_opening_is_noted_under_her_name(made: Roundtable, the_day: None) -> None:
    vera = invite(made)
    hers, child = come_in(vera), made.attending.get().child
    hers.get(page_of(made))
    hers.get(reverse("roundtable_snapshot", args=(made.pk,)))
    noted = [(one.verb, one.child_id) for one in Entry.objects.filter(by=vera).order_by("sequence")]
    assert noted == [("enter_as_guest", None), ("opened", None), ("opened", child.pk)]


def test_the_door_closes_when_the_form_is_completed(made: Roundtable, the_day: None) -> None:
    hers, child = come_in(invite(made)), made.attending.get().child
    hold(roundtable=made, by=person("pc-01"), today=SOON)
    assert hers.get(page_of(made)).status_code == 200
    record_event(child=child, kind="consultation_form_completed", on=SOON, by=person("ocm-001"), today=SOON)
    assert hers.get(page_of(made)).status_code == 410
    assert hers.get(page_of(made)).status_code == 302


@pytest.mark.parametrize("what", ["cancelled", "another one"])
def test_the_door_closes_when_she_is_not_expected_any_more(made: Roundtable, the_day: None, what: str) -> None:
    vera = invite(made)
    hers = come_in(vera)
    if what == "cancelled":
        called_off(made)
    else:
        moved(made, external=person("ext-01"))
    deliver()
    assert latest_to(vera).subject.startswith("Cancelled")
    assert hers.get(page_of(made)).status_code == 410
    link = next(one for one in letters_to(vera) if "/guest/" in one.body)
    assert Client().post(link_in(link, "guest"), {"step": "again"}).status_code == 410


def test_whoever_has_an_account_comes_in_by_it(made: Roundtable, sign_in: SignIn) -> None:
    colleague = person("ext-01")
    colleague.set_password("correct horse battery")
    colleague.save()
    invite(made, email=str(colleague.email), name=colleague.name)
    letter = latest_to(colleague)
    assert ("/guest/" in letter.body, page_of(made) in letter.body) == (False, True)
    assert sign_in("ext-01").get(reverse("roundtable_snapshot", args=(made.pk,))).status_code == 200
    assert sign_in("ext-01").get("/policy/").status_code == 200


def test_the_representative_of_a_tribe_is_a_guest_without_a_role_and_keeps_her_seat(made: Roundtable) -> None:
    nokomis = invite(
        made, role="tribal_representative", name="Nokomis River", email="nokomis@tribe.example", agency=None
    )
    assert not Role.objects.filter(person=nokomis).exists()
    moved(made, external=None, efforts="Asked.", on=SOON + timedelta(days=1), tribal_representatives=("Nokomis River",))
    deliver()
    assert Seat.objects.taken().get(roundtable=made, role="tribal_representative").person == nokomis
    assert latest_to(nokomis).subject.startswith("Changed")


def uncle(made: Roundtable) -> Person:
    return invite(made, role="other", name="John Smith", email="john@family.example", agency=None)


def test_whoever_has_the_name_of_a_guest_that_was_taken_out_is_not_given_his_seat(made: Roundtable) -> None:
    john = uncle(made)
    again: dict[str, Any] = {"external": None, "efforts": "Asked."}
    moved(made, **again)
    moved(made, **again, others=("John Smith",))
    deliver()
    assert not Seat.objects.taken().filter(roundtable=made, person=john).exists()
    assert Seat.objects.taken().get(roundtable=made, role="other").guest_name == "John Smith"
    assert latest_to(john).subject.startswith("Cancelled for you")


def test_a_guest_is_not_seated_in_a_role_in_which_she_was_not_invited(made: Roundtable) -> None:
    john = uncle(made)
    moved(made, external=None, efforts="Asked.", tribal_representatives=("John Smith",))
    assert not Seat.objects.taken().filter(roundtable=made, person=john).exists()


def test_another_room_takes_the_seat_of_no_tribes_guest(made: Roundtable, sign_in: SignIn) -> None:
    as_tribe: dict[str, Any] = {"role": "tribal_representative", "agency": None}
    for name in ("Nokomis River", "Ada Lake"):
        invite(made, **as_tribe, name=name, email=f"{name[:3]}@tribe.example")
    Child.objects.filter(roundtables__roundtable=made).update(indian_child="unknown")
    client, at = sign_in("pc-01"), reverse("move_roundtable", args=(made.pk,))
    shown = client.get(at).context["form"]
    sent = {name: shown.get_initial_for_field(field, name) for name, field in shown.fields.items()}
    sent |= {"on": f"{made.on:%m/%d/%Y}", "room": room("Elm").pk, "is_asked": "on", "why": "Oak is taken.",
             "exception": "Agreed.", "step": "save"}  # fmt: skip
    answer = client.post(at, {name: said for name, said in sent.items() if said is not None})
    assert answer.status_code == 302, answer.context["form"].errors
    seats = Seat.objects.taken().filter(roundtable=made, role="tribal_representative")
    assert sorted(str(seat.person) for seat in seats) == ["Ada Lake", "Nokomis River"]


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"agency": None}, "agency"),
        ({"email": "fac-01@homeward.example"}, "email"),
    ],
)
def test_what_stands_against_a_guest_is_said_beside_its_field(
    made: Roundtable, other: dict[str, Any], field: str
) -> None:
    if "email" in other:
        seated = Seat.objects.taken().get(roundtable=made, role="facilitator").person
        assert seated
        other = {"email": seated.email, "agency": seated.agency, "role": "other"}
    with pytest.raises(ValidationError) as refused:
        invite(made, **other)
    assert set(refused.value.message_dict) == {field}


def test_an_external_consultant_is_not_of_the_responsible_agency(made: Roundtable) -> None:
    with pytest.raises(ValidationError, match="responsible agency"):
        invite(made, agency=made.agency)


def test_a_taken_seat_is_not_given_away() -> None:
    with pytest.raises(ValidationError, match="taken"):
        invite(convened())


def test_only_whoever_convenes_invites(made: Roundtable, sign_in: SignIn) -> None:
    at = reverse("invite_guest", args=(made.pk,))
    assert [sign_in(who).get(at).status_code for who in ("pc-01", "sup-01", "ocm-001", "pc-02", "ext-01")] == [
        200, 200, 403, 404, 403]  # fmt: skip
    with pytest.raises(PermissionDenied):
        invite_guest(roundtable=made, guest=guest(), by=person("ocm-001"), today=TODAY)


def test_the_form_invites(made: Roundtable, sign_in: SignIn) -> None:
    client, at = sign_in("pc-01"), reverse("invite_guest", args=(made.pk,))
    sent = {"role": "external_consultant", "name": "Vera Visitor", "email": "vera@partner.example",
            "agency": str(Agency.objects.get(external_id="partner").pk)}  # fmt: skip
    assert "Please look again" in client.post(at, {**sent, "name": ""}).content.decode()
    assert client.post(at, sent).headers["Location"] == page_of(made)
    assert "Vera Visitor" in client.get(page_of(made)).content.decode()


def test_a_guest_writes_what_she_recommends_while_the_meeting_is_held_and_nothing_else(
    made: Roundtable, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers, child = come_in(invite(made)), made.attending.get().child
    page = reverse("consultation_recommend", args=(made.pk,))
    one = actions.begin(child=child, on=SOON, token=uuid4(), by=person("pc-01"), today=TODAY)
    assert hers.get(page).status_code == 302, "the meeting has not begun"
    monkeypatch.setattr(policy_in_force, "today", lambda: SOON)
    actions.start(consultation=one, by=person("fac-01"), today=SOON)
    said = hers.get(page).content.decode()
    assert child.first_name in said
    assert (child.last_name in said, f"/children/{child.pk}" in said) == (False, False)
    _, latest = text_of(one)
    assert latest
    sent = {"opened": str(latest.number), "text": "Ask the partner agency for a home"}
    assert hers.post(page, sent).status_code == 302
    assert "Ask the partner agency for a home" in text_of(one)[0].values()
    at_the_table = [reverse(name, args=(made.pk,)) for name in ("roundtable_meeting", "start_roundtable_meeting")]
    assert all(hers.post(at).status_code in {302, 403} for at in at_the_table)
    assert not text_of(one)[0].get("clarify")
    assert hers.get(reverse("consultation_meeting", args=(child.pk, one.pk))).status_code in {302, 403, 404}
