"""Every address of consultations for every role, and how often the pages ask the database."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.snapshot import snapshot
from homeward.permanency.models import Consultation, FollowUp, StepOutcome
from homeward.permanency.urls import consultation_patterns
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import (
    BARRIER,
    SOMEBODY,
    STEP,
    attended,
    begun,
    completed,
    doing,
    held,
    number,
    started,
    wrote,
)

pytestmark = pytest.mark.django_db

READS = ("qa-01", "admin-01")
WRITES = ("ocm-001", "sup-01", "pc-01")
STRANGERS = ("ocm-002", "pc-02", "fac-01", "ext-01", "coach-01", "learner-01")
FOR_READERS = {"consultations", "consultation", "consultation_presenter", "consultation_projector", "consultation_form"}
FOR_READERS |= {"consultation_text", "read_before_hearing", "systemic_barrier"}
NOT_FOR = {
    ("end_consultation", "ocm-001"),
    ("correct_roundtable_held", "ocm-001"),
    ("consultation_form_entered", "pc-01"),
    ("follow_up", "ocm-001"),
    ("follow_up", "pc-01"),
    ("raised", "ocm-001"),
    ("correct_follow_up", "ocm-001"),
    ("correct_follow_up", "pc-01"),
}
"""Who works with the child and still does not do this: the check of the steps is the supervisor's."""
POSTED = {"agree_consultation", "call_off_consultation", "consultation_addendum", "consultation_into_draft"}
POSTED |= {"barrier_owner"}


def taken_back_check(one: Consultation) -> FollowUp:
    """A check of the steps that was recorded by mistake, so that it is open still."""
    by: dict[str, Any] = {"consultation": one, "kind": "check", "on": one.on, "recorded_by": person("sup-01")}
    made = FollowUp.objects.create(recorded_at=timezone.now(), token=uuid4(), **by)
    FollowUp.objects.create(recorded_at=timezone.now(), token=uuid4(), corrects=made, is_withdrawal=True, **by)
    return made


def outcome(one: Consultation) -> StepOutcome:
    """What became of its step."""
    by: dict[str, Any] = {"on": one.on, "recorded_by": person("ocm-001"), "recorded_at": timezone.now()}
    return StepOutcome.objects.create(step=one.actionsteps.get(), state="completed", token=uuid4(), **by)


def pages_of(child: Child) -> dict[str, str]:
    """Each address of a consultation that has been held, with one step and one barrier."""
    one = held(child, {**STEP, **BARRIER})
    of_child = ("consultations", "begin_consultation", "consultation_form_entered")
    step, barrier = one.actionsteps.get().pk, one.systemicbarriers.get().pk
    inner: dict[str, tuple[UUID, ...]]
    inner = {"action_step": (step,), "raised": (step,), "systemic_barrier": (barrier,), "barrier_owner": (barrier,)}
    inner |= {"correct_barrier": (barrier,), "correct_barrier_resolution": (barrier,)}
    inner |= {"correct_follow_up": (taken_back_check(one).pk,), "correct_step_outcome": (step, outcome(one).pk)}
    held_event = one.members.get().held_id
    found = {"barriers": reverse("barriers")}
    for pattern in consultation_patterns:
        name = str(pattern.name)
        if name != "barriers":
            more: tuple[object, ...] = (held_event,) if name == "correct_roundtable_held" else ()
            more = more or (() if name in of_child else (one.pk, *inner[name]) if name in inner else (one.pk,))
            found[name] = reverse(name, args=(child.pk, *more))
    return found


def test_every_address_of_consultations_is_asked_here(child: Child) -> None:
    pages = pages_of(child)
    assert {resolve(address).url_name for address in pages.values()} == {one.name for one in consultation_patterns}


@pytest.mark.parametrize("who", [*READS, *WRITES, *STRANGERS])
def test_who_sees_the_child_reads_and_who_works_with_the_child_writes(sign_in: SignIn, child: Child, who: str) -> None:
    pages, client = pages_of(child), sign_in(who)
    for name, address in pages.items():
        if name == "barriers" or name in POSTED:
            continue
        status = client.get(address).status_code
        if who in STRANGERS:
            assert status == 404, name
        elif name in FOR_READERS or who in WRITES:
            assert status in ({403} if (name, who) in NOT_FOR else {200, 302}), name
        else:
            assert status == 403, name


@pytest.mark.parametrize("who", [*READS, *STRANGERS])
def test_nobody_else_sends_anything(sign_in: SignIn, child: Child, who: str) -> None:
    pages, client = pages_of(child), sign_in(who)
    saves = Consultation.objects.get(members__child=child).saves.count()
    for name, address in pages.items():
        if name != "barriers" and not (name == "barrier_owner" and who in READS):
            sent = {"opened": "9", "clarify": "Mine", "text": "Mine", "token": str(uuid4()), "why": "Mine"}
            assert client.post(address, sent).status_code in {403, 404, 405}, name
    one = Consultation.objects.get(members__child=child)
    assert (one.saves.count(), one.addenda.count(), one.called_off_at) == (saves, 0, None)


@pytest.mark.parametrize(
    ("who", "status"),
    [("pc-01", 200), ("sup-01", 200), ("admin-01", 200), ("qa-01", 200), ("ocm-001", 403), ("fac-01", 403)],
)
def test_the_register_is_for_those_who_look_after_more_than_their_own_children(
    sign_in: SignIn, who: str, status: int
) -> None:
    assert sign_in(who).get(reverse("barriers")).status_code == status


def test_the_register_shows_no_barrier_of_a_child_whom_one_does_not_see(sign_in: SignIn, child: Child) -> None:
    held(child, BARRIER)
    assert str(child).encode() in sign_in("pc-01").get(reverse("barriers")).content
    assert str(child).encode() not in sign_in("pc-02").get(reverse("barriers")).content


def test_a_barrier_that_is_found_again_is_one_pair(sign_in: SignIn) -> None:
    page = sign_in("pc-01").get(reverse("barriers")).content.decode()
    assert page.count(">Marcus Everhart</a>") == 1
    assert "2 times" in page


def test_what_was_written_about_siblings_is_for_those_who_may_open_each_of_them(sign_in: SignIn, child: Child) -> None:
    sister = Child.objects.filter(unit=child.unit).exclude(pk=child.pk)[0]
    Child.objects.filter(pk__in=[child.pk, sister.pk]).update(case_id="together")
    one = begun(child, siblings=[sister])
    Child.objects.filter(pk=sister.pk).update(is_restricted=True)
    client = sign_in("ocm-001")
    assert client.get(reverse("consultation", args=(child.pk, one.pk))).status_code == 404
    assert b"whose record you may not open" in client.get(reverse("consultations", args=(child.pk,))).content


@pytest.mark.parametrize("who", ["coach-01", "learner-01"])
def test_whoever_learns_holds_a_whole_roundtable_of_a_practice_child(sign_in: SignIn, who: str) -> None:
    child = Child.objects.get(external_id="practice-nevaeh-lindqvist")
    by = doing(who)
    one = actions.begin(child=child, on=TODAY, token=uuid4(), **by)
    actions.start(consultation=one, **by)
    actions.write(consultation=one, typed={**SOMEBODY, **STEP}, opened=0, **by)
    actions.hold(consultation=one, **by)
    assert actions.complete(consultation=one, opened=number(one), **by).completed_at
    assert sign_in(who).get(reverse("consultations", args=(child.pk,))).status_code == 200


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", ["consultations", "barriers", "today"])
def test_a_page_asks_as_often_however_many_consultations_there_were(sign_in: SignIn, child: Child, name: str) -> None:
    client, args = sign_in("sup-01"), (child.pk,) if name == "consultations" else ()
    completed(child, {**STEP, **BARRIER}, on=TODAY - timedelta(days=90))
    before = queries(client, reverse(name, args=args))
    for days in (60, 30):
        completed(child, {**STEP, **BARRIER}, on=TODAY - timedelta(days=days))
    assert queries(client, reverse(name, args=args)) == before


def test_a_meeting_asks_as_often_however_much_was_written(sign_in: SignIn, child: Child) -> None:
    one, client = started(child), sign_in("pc-01")
    address = reverse("consultation_meeting", args=(child.pk, one.pk))
    before = queries(client, address)
    for place in range(5):
        actions.write(
            consultation=one, typed={f"steps.000{place}a.what": "A step"}, opened=place, by=person("pc-01"), today=TODAY
        )
    assert queries(client, address) == before <= 30


def test_a_childs_next_consultation_shows_nothing_that_was_written_about_a_sister_whose_file_is_closed(
    sign_in: SignIn, child: Child
) -> None:
    sister = Child.objects.filter(unit=child.unit).exclude(pk=child.pk)[0]
    Child.objects.filter(pk__in=[child.pk, sister.pk]).update(case_id="together")
    both = begun(child, siblings=[sister])
    wrote(both, {"prep.strengths": "Her sister is ill"})
    both = actions.start(consultation=both, **doing())
    wrote(both, {**attended(both), **SOMEBODY, **STEP})
    actions.hold(consultation=both, **doing())
    apart = begun(child, on=TODAY + timedelta(days=9))
    page = reverse("consultation", args=(child.pk, apart.pk))
    for said in ("Her sister is ill", "What was agreed for other children too is not shown here"):
        assertContains(sign_in("sup-01").get(page), said)
    assertNotContains(sign_in("sup-01").get(page), "Call the aunt")
    Child.objects.filter(pk=sister.pk).update(is_restricted=True)
    assertNotContains(sign_in("sup-01").get(page), "Her sister is ill")


def test_what_was_agreed_for_siblings_stands_in_the_snapshot_of_a_meeting_about_all_of_them(child: Child) -> None:
    sister = Child.objects.filter(unit=child.unit).exclude(pk=child.pk)[0]
    Child.objects.filter(pk__in=[child.pk, sister.pk]).update(case_id="together")
    both = actions.start(consultation=begun(child, siblings=[sister]), **doing())
    wrote(both, {**attended(both), **SOMEBODY, **STEP})
    actions.hold(consultation=both, **doing())
    assert str(snapshot([child, sister], TODAY, TODAY)).count("Call the aunt") == 2
    assert "Call the aunt" not in str(snapshot([child], TODAY, TODAY))
