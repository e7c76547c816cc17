"""From a convened roundtable to its consultation: its seats fill the attendance; what one does by a seat alone."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.audit.models import Entry
from homeward.casefile.models import Child, Event
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.attending import announced_for
from homeward.permanency.consultations.parts import PEOPLE, rows_of
from homeward.permanency.consultations.saves import text_of
from homeward.permanency.consultations.text import form_text
from homeward.permanency.models import Consultation, Participant
from homeward.roundtables.actions import move
from homeward.roundtables.models import Roundtable, Status
from homeward.website import policy_in_force
from homeward.workforce.models import Role
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import attended, wrote
from tests.roundtables.arranged import SOON, convened, other_child, waiting_child, wanted

pytestmark = pytest.mark.django_db


def on_its_day() -> dict[str, Any]:
    return {"by": person("pc-01"), "today": SOON}


@pytest.fixture
def child() -> Child:
    return waiting_child()


@pytest.fixture
def met(child: Child) -> tuple[Roundtable, Consultation]:
    """A roundtable of today, in its meeting."""
    roundtable = convened(child)
    one = actions.begin(child=child, on=SOON, token=uuid4(), by=person("pc-01"), today=TODAY)
    one = actions.start(consultation=one, **on_its_day())
    return roundtable, one


def test_a_consultation_takes_the_day_and_the_seats_of_what_was_convened(child: Child) -> None:
    roundtable = convened(child)
    one = actions.begin(child=child, on=SOON, token=uuid4(), by=person("pc-01"), today=TODAY)
    assert (one.on, one.convened_as) == (SOON, roundtable.pk)
    actions.start(consultation=one, **on_its_day())
    people = {said["role"]: said for said in rows_of(PEOPLE, text_of(one)[0]).values()}
    assert people["facilitator"]["name"] == str(person("fac-01"))
    assert {said["came"] for said in people.values()} == {"expected"}
    assert text_of(one)[0]["people.certified"] == "yes"
    seat = Participant.objects.get(consultation=one, person=person("fac-01"))
    assert "Certified until" in seat.eligible_because


def test_what_was_prepared_for_another_day_is_prepared_for_what_is_announced_by_one_press(
    sign_in: SignIn, child: Child
) -> None:
    one = actions.begin(child=child, on=TODAY, token=uuid4(), by=person("pc-01"), today=TODAY)
    roundtable = convened(child)
    client, page = sign_in("pc-01"), reverse("consultation", args=(child.pk, one.pk))
    assertContains(client.get(page), "Prepare for that one")
    for _ in range(2):
        assertRedirects(client.post(page, {"step": "take_announced"}), page)
    one = Consultation.objects.get(pk=one.pk)
    assert (one.on, one.convened_as) == (SOON, roundtable.pk)


def test_what_is_prepared_goes_with_a_roundtable_that_is_moved(child: Child) -> None:
    roundtable = convened(child)
    one = actions.begin(child=child, on=SOON, token=uuid4(), by=person("pc-01"), today=TODAY)
    later = wanted(child, on=SOON + timedelta(days=1), moves=roundtable)
    sent: dict[str, Any] = {"by": person("pc-01"), "today": TODAY, "token": uuid4(), "version": None}
    move(roundtable=roundtable, wanted=later, why="The supervisor is ill", **sent)
    assert Consultation.objects.get(pk=one.pk).on == SOON + timedelta(days=1)


def test_the_meetings_end_holds_the_roundtable_and_records_one_event(met: tuple[Roundtable, Consultation]) -> None:
    roundtable, one = met
    _, latest = text_of(one)
    assert latest
    actions.write(consultation=one, typed=attended(one), opened=latest.number, **on_its_day())
    actions.hold(consultation=one, **on_its_day())
    roundtable.refresh_from_db()
    held = Event.objects.current().filter(kind="roundtable_held", on=SOON, child__roundtables__roundtable=roundtable)
    assert (roundtable.status, held.count()) == (Status.HELD, 1)


@pytest.mark.parametrize("who", ["fac-01", "ext-01"])
def test_whoever_has_a_seat_recommends_on_a_page_of_her_own(
    sign_in: SignIn, met: tuple[Roundtable, Consultation], child: Child, who: str
) -> None:
    roundtable, one = met
    client, page = sign_in(who), reverse("consultation_recommend", args=(roundtable.pk,))
    assertNotContains(client.get(page), child.last_name)
    _, latest = text_of(one)
    assert latest
    sent = {"opened": str(latest.number), "text": "Ask the aunt"}
    assertRedirects(client.post(page, sent), reverse("roundtable", args=(roundtable.pk,)))
    said = next(section for section in form_text(one, [child]) if section.code == "recommendations")
    assert f"{person(who)}: Ask the aunt" in said.lines


def test_what_the_scribe_wrote_in_her_name_meanwhile_is_shown_beside_hers(
    sign_in: SignIn, met: tuple[Roundtable, Consultation]
) -> None:
    roundtable, one = met
    seat = Participant.objects.get(consultation=one, person=person("ext-01"))
    _, latest = text_of(one)
    assert latest
    wrote(one, {f"people.{seat.row}.recommends": "As the scribe heard it"})
    page = reverse("consultation_recommend", args=(roundtable.pk,))
    answer = sign_in("ext-01").post(page, {"opened": str(latest.number), "text": "As I said it"})
    assertContains(answer, "As the scribe heard it", status_code=409)
    assertContains(answer, "As I said it", status_code=409)


def test_the_facilitator_has_the_meeting_on_her_screen_and_no_file(
    sign_in: SignIn, met: tuple[Roundtable, Consultation], child: Child
) -> None:
    roundtable, one = met
    client, page = sign_in("fac-01"), reverse("roundtable_meeting", args=(roundtable.pk,))
    answer = client.get(page)
    assertContains(answer, "Make the action plan")
    assertNotContains(answer, f"/children/{child.pk}/")
    _, latest = text_of(one)
    assert latest
    sent = {"opened": str(latest.number), "ideas.take": "A sister"}
    assertRedirects(client.post(page, sent), f"{page}#saved", fetch_redirect_response=False)
    assert text_of(one)[0]["ideas.take"] == "A sister"
    assert client.get(f"/children/{child.pk}/consultations/{one.pk}/meeting/").status_code == 404
    assertContains(client.get(reverse("roundtable_projector", args=(roundtable.pk,))), "A sister")
    saved = client.get(reverse("roundtable_meeting_saved", args=(roundtable.pk,)), {"since": latest.number})
    assert saved.json()["others"] == {"ideas.take": "A sister"}


@pytest.fixture
def prepared(child: Child, monkeypatch: pytest.MonkeyPatch) -> tuple[Roundtable, Consultation]:
    """A roundtable of today that is prepared and has not begun."""
    roundtable = convened(child, scribe=person("fac-02"))
    one = actions.begin(child=child, on=SOON, token=uuid4(), by=person("pc-01"), today=TODAY)
    monkeypatch.setattr(policy_in_force, "today", lambda: SOON)
    return roundtable, one


@pytest.mark.parametrize("who", ["pc-01", "ocm-001", "sup-01", "fac-01"])
def test_the_meeting_is_begun_by_whoever_prepares_it_or_leads_it(
    prepared: tuple[Roundtable, Consultation], who: str
) -> None:
    for _ in range(2):
        assert actions.start(consultation=prepared[1], by=person(who), today=SOON).started_at
    noted = Entry.objects.filter(verb="start_consultation", target=f"consultation:{prepared[1].pk}")
    assert [one.by for one in noted] == [person(who)]


@pytest.mark.parametrize("who", ["fac-02", "ext-01", "qa-01", "admin-01", "ocm-002", "pc-02"])
def test_the_meeting_is_begun_by_no_other_seat_and_no_stranger(
    prepared: tuple[Roundtable, Consultation], who: str
) -> None:
    with pytest.raises(PermissionDenied):
        actions.start(consultation=prepared[1], by=person(who), today=SOON)


def test_its_facilitator_begins_the_meeting_by_one_press_and_is_in_it(
    sign_in: SignIn, prepared: tuple[Roundtable, Consultation], child: Child
) -> None:
    roundtable, one = prepared
    page, start = (reverse(name, args=(roundtable.pk,)) for name in ("roundtable", "start_roundtable_meeting"))
    assertNotContains(sign_in("ext-01").get(page), start)
    client = sign_in("fac-01")
    assertContains(client.get(page), start)
    assertRedirects(client.post(start), reverse("roundtable_meeting", args=(roundtable.pk,)))
    assert Consultation.objects.get(pk=one.pk).started_at
    assertNotContains(client.get(page), start)
    assert client.get(reverse("child", args=(child.pk,))).status_code == 404


def test_a_facilitator_does_not_begin_it_before_its_day_nor_where_something_stands_against_her(
    sign_in: SignIn, prepared: tuple[Roundtable, Consultation], monkeypatch: pytest.MonkeyPatch
) -> None:
    roundtable, one = prepared
    client, page = sign_in("fac-01"), reverse("roundtable", args=(roundtable.pk,))
    start = reverse("start_roundtable_meeting", args=(roundtable.pk,))
    Role.objects.filter(person=person("fac-01")).update(certified_until=SOON - timedelta(days=1))
    assertNotContains(client.get(page), start)
    assert client.post(start).status_code == 403
    Role.objects.filter(person=person("fac-01")).update(certified_until=SOON)
    monkeypatch.setattr(policy_in_force, "today", lambda: TODAY)
    assertNotContains(client.get(page), start)
    assertContains(client.post(start, follow=True), "Start it on that day")
    assert not Consultation.objects.get(pk=one.pk).started_at


def test_nobody_begins_what_nobody_has_prepared(sign_in: SignIn, child: Child) -> None:
    start = reverse("start_roundtable_meeting", args=(convened(child).pk,))
    assertContains(sign_in("fac-01").post(start, follow=True), "has begun to prepare")


def test_nobody_without_a_seat_and_no_other_seat_has_the_meeting(
    sign_in: SignIn, met: tuple[Roundtable, Consultation]
) -> None:
    roundtable, _ = met
    pages = ("roundtable_meeting", "roundtable_meeting_saved", "roundtable_projector", "consultation_recommend")
    asked = [reverse(name, args=(roundtable.pk,)) for name in pages]
    assert [sign_in("ocm-002").get(at).status_code for at in asked] == [404, 404, 404, 404]
    assert [sign_in("ext-01").get(at).status_code for at in asked] == [403, 403, 403, 200]


def read(client: Client, roundtable: Roundtable, since: int = 0) -> Any:
    return client.get(reverse("roundtable_meeting_saved", args=(roundtable.pk,)), {"since": since})


def openings(who: str) -> int:
    return Entry.objects.filter(verb="opened", by=person(who)).count()


def test_what_is_typed_is_noted_as_read_by_whoever_asks_for_it_without_having_opened_the_meeting(
    sign_in: SignIn, met: tuple[Roundtable, Consultation]
) -> None:
    roundtable, one = met
    wrote(one, {"ideas.take": "A sister"})
    client, before = sign_in("fac-01"), openings("fac-01")
    for _ in range(2):
        assert read(client, roundtable).json()["others"]["ideas.take"] == "A sister"
    assert openings("fac-01") == before + 1


def test_a_save_by_seat_that_shows_the_meeting_is_noted_as_an_opening(
    sign_in: SignIn, met: tuple[Roundtable, Consultation]
) -> None:
    roundtable, _ = met
    client, page = sign_in("fac-01"), reverse("roundtable_meeting", args=(roundtable.pk,))
    for headers in ({"X-Homeward-Saves": "typed"}, {}):
        before = openings("fac-01")
        client.post(page, {"opened": "none"}, headers=headers)
        assert openings("fac-01") == before + 1


def test_once_the_meeting_is_over_its_facilitator_is_told_that_and_nothing_else(
    sign_in: SignIn, met: tuple[Roundtable, Consultation]
) -> None:
    roundtable, one = met
    Consultation.objects.filter(pk=one.pk).update(held_at=timezone.now())
    told = {"opened": 0, "by": "", "others": {}, "is_over": True}
    assert read(sign_in("fac-01"), roundtable).json() == told
    assert read(sign_in("ext-01"), roundtable).status_code == 403


def test_the_roundtables_page_leads_to_what_each_may_open(sign_in: SignIn, child: Child) -> None:
    roundtable = convened(child)
    page = reverse("roundtable", args=(roundtable.pk,))
    assertContains(sign_in("pc-01").get(page), "Prepare it")
    assertNotContains(sign_in("fac-01").get(page), "Prepare it")


def test_by_a_seat_the_meeting_is_of_first_names_and_no_family_name_stands_in_what_was_known(
    sign_in: SignIn, child: Child
) -> None:
    sister = other_child()
    Child.objects.filter(pk__in=[child.pk, sister.pk]).update(case_id="together", unit=child.unit, is_restricted=False)
    roundtable = convened(child, sister)
    one = actions.begin(child=child, siblings=[sister], on=SOON, token=uuid4(), by=person("pc-01"), today=TODAY)
    wrote(one, {"prep.who": f"{child} draws, as {child.last_name}s do."})
    actions.start(consultation=one, **on_its_day())
    page = sign_in("fac-01").get(reverse("roundtable_meeting", args=(roundtable.pk,)))
    assertContains(page, "draws, as")
    for each in (child, sister):
        assertContains(page, each.first_name)
        assertNotContains(page, f"{each.last_name}<")
        assertNotContains(page, str(each))
    assertContains(sign_in("pc-01").get(reverse("consultation_meeting", args=(child.pk, one.pk))), str(child))


@pytest.mark.parametrize(
    ("who", "days", "leads"),
    [
        ("sup-01", 30, "30-day check"),
        ("pc-01", 30, ""),
        ("sup-01", 90, "90-day review"),
        ("pc-01", 90, "90-day review"),
        ("ocm-001", 90, ""),
        ("qa-01", 90, ""),
        ("fac-01", 90, ""),
    ],
)
def test_the_roundtables_page_leads_to_the_check_and_the_review_with_a_new_rating_those_who_record_it(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, child: Child, who: str, days: int, leads: str
) -> None:
    roundtable = convened(child)
    one = actions.begin(child=child, on=SOON, token=uuid4(), by=person("pc-01"), today=TODAY)
    one = actions.start(consultation=one, **on_its_day())
    wrote(one, attended(one))
    actions.hold(consultation=one, **on_its_day())
    monkeypatch.setattr(policy_in_force, "today", lambda: SOON + timedelta(days=days))
    page = sign_in(who).get(reverse("roundtable", args=(roundtable.pk,)))
    address = reverse("follow_up", args=(child.pk, one.pk))
    if leads:
        assertContains(page, leads)
        assertContains(sign_in(who).get(address), f"Record the {leads}")
    else:
        assertNotContains(page, address)


def test_a_roundtable_of_one_child_is_not_taken_over_by_a_consultation_of_two(child: Child) -> None:
    sister = other_child()
    Child.objects.filter(pk__in=[child.pk, sister.pk]).update(case_id="together", unit=child.unit, is_restricted=False)
    convened(child)
    asked: dict[str, Any] = {"by": person("pc-01"), "today": TODAY}
    one = actions.begin(child=child, siblings=[sister], on=SOON, token=uuid4(), **asked)
    assert one.convened_as is None
    assert announced_for(one, [child, sister], TODAY) is None
    one = actions.start(consultation=one, **on_its_day())
    assert not Participant.objects.filter(consultation=one, person=person("fac-01")).exists()


def test_a_consultation_of_one_child_takes_the_roundtable_at_which_a_sister_is_met_too(child: Child) -> None:
    made = convened(child, other_child())
    one = actions.begin(child=child, on=SOON, token=uuid4(), by=person("pc-01"), today=TODAY)
    assert one.convened_as == made.pk
