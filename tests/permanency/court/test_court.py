"""The tab *Court* and what is recorded from it: held, put off, what was found, the summary."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.casefile.models import Child, Event
from homeward.obligations.actions import correct_event, record_event
from homeward.obligations.models import Determination, Move, Obligation
from homeward.permanency.court.actions import (
    add_findings,
    announce,
    record_efforts_not_required,
    record_held,
    send_summary,
    withdraw_efforts_not_required,
)
from homeward.permanency.court.announced import HEARING, REVIEW, announced
from homeward.permanency.court.proceedings import proceedings_of
from homeward.permanency.models import Continuance, CourtFinding, EffortsNotRequired, ReviewSummary
from homeward.website.words import day_words
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
AHEAD = TODAY + timedelta(days=40)
HELD, SET = "permanency_hearing_held", "permanency_hearing_scheduled"


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("sup-01")


def sent(who: str = "sup-01") -> dict[str, Any]:
    return {"by": person(who), "today": TODAY, "token": uuid4()}


def at(child: Child, kind: str) -> str:
    return reverse("record", args=(child.pk, kind))


def next_hearing(child: Child) -> date | None:
    return Determination.objects.get(child=child).next_hearing_on


def count(child: Child, kind: str) -> int:
    return Event.objects.current().filter(child=child, kind=kind).count()


# Held -----------------------------------------------------------------------------------------------------------------


def test_a_hearing_is_recorded_with_what_was_found_and_the_next_day(worker: Client, child: Child) -> None:
    typed = {"reasonable_efforts": "made", "plan": "approved", "goal": "adoption", "took_part": ["child", "tribe"]}
    form: Any = opened(worker, at(child, HELD), next_on="May 4, 2027", was_early="on") | typed
    page = worker.post(at(child, HELD), form)
    assertContains(page, "the next one is set for Tue, May 4, 2027")
    assert count(child, HELD) == 1
    answer = worker.post(at(child, HELD), {**form, "step": "save"})
    held = Event.objects.current().filter(child=child, kind=HELD).latest("on")
    assertRedirects(answer, reverse("recorded", args=(child.pk, held.pk)))
    found = CourtFinding.objects.get(event=held)
    assert (found.reasonable_efforts, found.plan, found.goal) == ("made", "approved", "adoption")
    assert found.took_part_words == ["the child", "the tribe of the child"]
    assert found.next_set
    assert next_hearing(child) == found.next_set.on == date(2027, 5, 4)


def test_what_is_confirmed_is_what_is_saved(worker: Client, child: Child) -> None:
    form: Any = opened(worker, at(child, HELD), notes="Two\nlines") | {"took_part": ["child", "parents"]}
    page = worker.post(at(child, HELD), form).content.decode()
    assert page.count('name="took_part"') == 2
    assert "Two\nlines" in page


def test_a_day_announced_ahead_is_taken_back_when_the_hearing_was_held_early(child: Child) -> None:
    ahead = announced(child.pk, HEARING)
    assert ahead
    assert ahead.on > TODAY
    record_held(child=child, what=HEARING, on=YESTERDAY, findings={}, was_early=True, **sent())
    assert announced(child.pk, HEARING) is None
    assert next_hearing(child) != ahead.on


def test_a_day_announced_ahead_stays_if_it_is_the_next_one(child: Child) -> None:
    ahead = announced(child.pk, HEARING)
    assert ahead
    record_held(child=child, what=HEARING, on=YESTERDAY, findings={}, was_early=False, **sent())
    assert announced(child.pk, HEARING) == ahead
    assert next_hearing(child) == ahead.on


def test_recording_it_twice_with_one_form_records_it_once(child: Child) -> None:
    form = {"child": child, "what": HEARING, "on": TODAY, "findings": {"plan": "approved"}, "next_on": AHEAD, **sent()}
    first, second = record_held(**form), record_held(**form)
    assert first == second
    assert count(child, HELD) == 2
    assert CourtFinding.objects.filter(event__child=child, plan="approved").count() == 1
    assert Event.objects.current().filter(child=child, kind=SET, on=AHEAD).count() == 1


def test_a_next_day_that_is_announced_already_is_not_announced_again(child: Child) -> None:
    ahead = announced(child.pk, HEARING)
    assert ahead
    held = record_held(child=child, what=HEARING, on=TODAY, findings={}, next_on=ahead.on, **sent())
    assert CourtFinding.objects.get(event=held).next_set == ahead


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, True), (1, False)])
def test_the_next_one_lies_after_this_one(days: int, is_refused: bool, child: Child) -> None:
    form: dict[str, Any] = {"child": child, "what": HEARING, "on": YESTERDAY, "findings": {}, **sent()}
    form["next_on"] = YESTERDAY + timedelta(days=days)
    if is_refused:
        with pytest.raises(ValidationError) as refused:
            record_held(**form)
        assert list(refused.value.message_dict) == ["next_on"]
        assert count(child, HELD) == 1
    else:
        record_held(**form)


def test_a_correction_keeps_what_was_found_unless_it_is_changed(worker: Client, child: Child) -> None:
    held = record_held(child=child, what=HEARING, on=TODAY, findings={"plan": "approved"}, **sent())
    generic = worker.get(reverse("correct", args=(child.pk, held.pk)))
    page = generic["Location"]
    assertContains(worker.get(page), '<option value="approved" selected>')
    form = opened(worker, page, when="yesterday", plan="not_approved", why="Read wrongly", step="save")
    first, second = worker.post(page, form), worker.post(page, form)
    assert first["Location"] == second["Location"]
    right = Event.objects.get(corrects=held)
    assert (right.on, right.courtfinding.plan) == (YESTERDAY, "not_approved")
    assert worker.get(page).status_code == 302


def test_what_did_not_happen_is_taken_back(worker: Client, child: Child) -> None:
    held = record_held(child=child, what=HEARING, on=TODAY, findings={}, **sent())
    page = reverse("correct_permanency_hearing_held", args=(child.pk, held.pk))
    form = opened(worker, page, why="The wrong child", withdraws="1", step="save")
    assert worker.post(page, form).status_code == 302
    assert count(child, HELD) == 1


def test_findings_are_added_to_a_day_from_the_extract_once(worker: Client, child: Child) -> None:
    held = Event.objects.current().get(child=child, kind=HELD)
    CourtFinding.objects.filter(event=held).delete()
    page = reverse("add_findings", args=(child.pk, held.pk))
    form = opened(worker, page, plan="approved", step="save")
    for _ in range(2):
        assertRedirects(worker.post(page, form), reverse("court", args=(child.pk,)))
    assert held.courtfinding.plan == "approved"


# Announced and put off ------------------------------------------------------------------------------------------------


def test_a_hearing_that_is_put_off_moves_what_hangs_on_it(worker: Client, child: Child) -> None:
    before = announced(child.pk, HEARING)
    assert before
    assertContains(worker.get(at(child, SET)), "Why the day is another one")
    form = opened(worker, at(child, SET), on="Jan 14, 2027", reason="papers", details="The study is late")
    page = worker.post(at(child, SET), form)
    assertContains(page, "put off, Thu, Jan 14, 2027")
    assertContains(page, "Permanency rating")
    assert announced(child.pk, HEARING) == before
    first, second = (worker.post(at(child, SET), {**form, "step": "save"}) for _ in range(2))
    assert first["Location"] == second["Location"]
    event = announced(child.pk, HEARING)
    assert event
    assert (event.on, event.continuance.put_off, event.continuance.reason) == (date(2027, 1, 14), before, "papers")
    assert next_hearing(child) == event.on
    rating = Obligation.objects.get(child=child, rule="wi-dmcps.rating-before-hearing", is_open=True)
    assert rating.due_on == date(2026, 12, 14)


def test_what_was_announced_for_a_hearing_stays_an_announcement(child: Child) -> None:
    before = announced(child.pk, HEARING)
    announce(child=child, what=HEARING, on=AHEAD, reason="notice", **sent())
    assert before in Event.objects.current().filter(child=child, kind=SET)


def test_a_hearing_that_is_moved_forward_counts_on_its_new_day(child: Child) -> None:
    before = announced(child.pk, HEARING)
    assert before
    event = announce(child=child, what=HEARING, on=TOMORROW, reason="court_calendar", **sent())
    assert event.corrects == before
    assert next_hearing(child) == TOMORROW


def test_a_review_that_is_put_off_is_announced_for_one_day_only(child: Child) -> None:
    first = announce(child=child, what=REVIEW, on=TOMORROW, **sent())
    second = announce(child=child, what=REVIEW, on=AHEAD, reason="agreed", **sent())
    third = announce(child=child, what=REVIEW, on=AHEAD + timedelta(days=9), reason="notice", **sent())
    assert list(Event.objects.current().filter(child=child, kind=first.kind)) == [third]
    coming = next(one for one in proceedings_of(child) if one.what == REVIEW)
    assert [(day.event, bool(day.put_off)) for day in coming.days] == [(first, True), (second, True), (third, False)]


def test_another_day_needs_a_reason_and_to_be_another_day(child: Child) -> None:
    before = announced(child.pk, HEARING)
    assert before
    for on, field in ((AHEAD, "reason"), (before.on, "on")):
        with pytest.raises(ValidationError) as refused:
            announce(child=child, what=HEARING, on=on, **sent())
        assert list(refused.value.message_dict) == [field]


# The summary of a review ----------------------------------------------------------------------------------------------


def test_a_summary_says_of_which_review_it_is(worker: Client, child: Child) -> None:
    review = record_held(child=child, what=REVIEW, on=YESTERDAY, findings={}, **sent())
    assertContains(worker.get(reverse("court", args=(child.pk,))), "Due Mon, Dec 21")
    address = at(child, "review_summary_sent")
    form = opened(worker, address, review=str(review.pk), sent_to="the court", step="save")
    first, second = worker.post(address, form), worker.post(address, form)
    assert first["Location"] == second["Location"]
    assert ReviewSummary.objects.get(review=review).sent_to == "the court"
    assertContains(worker.get(address), "record the review first")
    assertContains(worker.get(reverse("court", args=(child.pk,))), "Sent Sun, Nov 22, 2026")
    assert not Obligation.objects.filter(child=child, rule="wi.review-summary", is_open=True).exists()


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, False), (1, False)])
def test_a_summary_goes_out_on_the_day_of_the_review_or_later(days: int, is_refused: bool, child: Child) -> None:
    review = record_held(child=child, what=REVIEW, on=YESTERDAY, findings={}, **sent())
    on = YESTERDAY + timedelta(days=days)
    form: dict[str, Any] = {"child": child, "review": review, "on": on, "sent_to": "", **sent()}
    if is_refused:
        with pytest.raises(ValidationError, match="held later"):
            send_summary(**form)
    else:
        send_summary(**form)
        with pytest.raises(ValidationError, match="already"):
            send_summary(**{**form, "token": uuid4()})


def test_without_a_review_there_is_no_summary(worker: Client, child: Child) -> None:
    address = at(child, "review_summary_sent")
    assertContains(worker.get(address), reverse("record", args=(child.pk, "permanency_review_held")))
    worker.post(address, {"on": "11/20/2026", "step": "save"})
    assert not Event.objects.filter(child=child, kind="review_summary_sent").exists()


# Efforts not required -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_late"), [(30, False), (31, True)])
def test_a_finding_asks_for_a_hearing_in_the_manuals_time(
    days: int, is_late: bool, worker: Client, child: Child
) -> None:
    found_on = TODAY - timedelta(days=days)
    record_efforts_not_required(child=child, found_on=found_on, ground="Aggravated circumstances", **sent())
    page = worker.get(reverse("court", args=(child.pk,)))
    assertContains(page, "Aggravated circumstances")
    said = "No permanency hearing is on record within 30 days"
    (assertContains if is_late else assertNotContains)(page, f'due--overdue">{said}')
    child_page = worker.get(reverse("child", args=(child.pk,)))
    (assertContains if is_late else assertNotContains)(child_page, said)


def test_a_finding_is_recorded_and_taken_back_once(worker: Client, child: Child) -> None:
    address = reverse("efforts_not_required", args=(child.pk,))
    form = opened(worker, address, ground="A ground", step="save")
    for _ in range(2):
        assertRedirects(worker.post(address, form), reverse("court", args=(child.pk,)))
    found = EffortsNotRequired.objects.get(child=child)
    back = reverse("withdraw_efforts_not_required", args=(child.pk, found.pk))
    form = opened(worker, back, why="Another child", step="save")
    for _ in range(2):
        assertRedirects(worker.post(back, form), reverse("court", args=(child.pk,)))
    assertNotContains(worker.get(reverse("court", args=(child.pk,))), "A ground")


@pytest.mark.parametrize(("days", "is_refused"), [(0, False), (1, True)])
def test_a_finding_does_not_lie_ahead_and_has_a_ground(days: int, is_refused: bool, child: Child) -> None:
    form: dict[str, Any] = {"child": child, "found_on": TODAY + timedelta(days=days), "ground": "A ground", **sent()}
    if is_refused:
        with pytest.raises(ValidationError) as refused:
            record_efforts_not_required(**form | {"ground": " "})
        assert set(refused.value.message_dict) == {"on", "ground"}
    else:
        record_efforts_not_required(**form)


# The page -------------------------------------------------------------------------------------------------------------


def test_the_page_shows_what_has_to_go_out_before_the_next_hearing(worker: Client, child: Child) -> None:
    announce(child=child, what=HEARING, on=date(2027, 1, 14), reason="papers", **sent())
    page = worker.get(reverse("court", args=(child.pk,)))
    assertContains(page, "Notice: by <strong>Tue, Dec 15, 2026</strong>")
    assertContains(page, "Plan copies: by <strong>")
    assertContains(page, "s. 48.38(5)(b)")
    assertContains(page, "put off: a report, an evaluation or the plan was not ready")


def test_every_child_of_the_cast_has_a_court_page(sign_in: SignIn) -> None:
    client = sign_in("qa-01")
    for child in Child.objects.counted():
        assert client.get(reverse("court", args=(child.pk,))).status_code == 200


def test_two_people_do_not_overwrite_each_other(worker: Client, child: Child) -> None:
    form = opened(worker, at(child, HELD), notes="Kept", step="save")
    record_held(child=child, what=REVIEW, on=YESTERDAY, findings={}, **sent())
    page = worker.post(at(child, HELD), form)
    assertContains(page, "Kept", status_code=409)
    assert count(child, HELD) == 1


def test_whoever_may_not_record_is_refused(child: Child) -> None:
    review = record_held(child=child, what=REVIEW, on=YESTERDAY, findings={}, **sent())
    CourtFinding.objects.filter(event=review).delete()
    found = record_efforts_not_required(child=child, found_on=TODAY, ground="A ground", **sent())
    stranger = sent("ocm-001")
    with pytest.raises(PermissionDenied):
        record_held(child=child, what=HEARING, on=TODAY, findings={}, **stranger)
    with pytest.raises(PermissionDenied):
        announce(child=child, what=HEARING, on=AHEAD, reason="notice", **stranger)
    with pytest.raises(PermissionDenied):
        add_findings(event=review, findings={}, by=person("ocm-001"), today=TODAY)
    with pytest.raises(PermissionDenied):
        withdraw_efforts_not_required(found=found, why="Not mine", by=person("ocm-001"), today=TODAY)
    assert not Continuance.objects.filter(event__on=AHEAD).exists()


def test_findings_that_are_there_are_corrected_and_not_added(worker: Client, child: Child) -> None:
    held = record_held(child=child, what=HEARING, on=TODAY, findings={"plan": "approved"}, **sent())
    page = worker.get(reverse("add_findings", args=(child.pk, held.pk)))
    assertRedirects(page, reverse("correct_permanency_hearing_held", args=(child.pk, held.pk)))


def test_a_corrected_day_keeps_why_it_is_another_one(child: Child) -> None:
    first = announce(child=child, what=REVIEW, on=TOMORROW, **sent())
    second = announce(child=child, what=REVIEW, on=AHEAD, reason="agreed", **sent())
    third = correct_event(event=second, on=AHEAD + timedelta(days=1), why="A slip", **sent())
    coming = next(one for one in proceedings_of(child) if one.what == REVIEW)
    assert [(day.event, bool(day.put_off)) for day in coming.days] == [(first, True), (third, False)]


def test_a_roundtable_held_for_the_first_day_is_not_lost_when_the_hearing_is_put_off(child: Child) -> None:
    consultant = {"by": person("pc-01"), "today": TODAY}
    record_event(child=child, kind="roundtable_held", on=TODAY, **consultant)  # type: ignore[arg-type]
    announce(child=child, what=HEARING, on=TODAY + timedelta(days=60), reason="notice", **sent())
    roundtable = Obligation.objects.filter(child=child, rule="wi-dmcps.roundtable-before-hearing").latest("occasion")
    assert (roundtable.outcome, roundtable.met_on) == ("met", TODAY)


@pytest.mark.parametrize(("goal", "is_said"), [("adoption", True), ("reunification", False), ("", False)])
def test_a_goal_that_was_found_and_is_not_on_record_is_said(
    goal: str, is_said: bool, worker: Client, child: Child
) -> None:
    record_held(child=child, what=HEARING, on=TODAY, findings={"goal": goal}, **sent())
    page = worker.get(reverse("court", args=(child.pk,)))
    (assertContains if is_said else assertNotContains)(page, "the goal on record is another one")


def test_what_several_events_of_one_save_move_is_written_down_once(child: Child) -> None:
    before = {(one.rule, one.occasion): one.due_on for one in Obligation.objects.filter(child=child)}
    held = record_held(child=child, what=HEARING, on=TODAY, findings={}, next_on=AHEAD, was_early=True, **sent())
    after = {(one.rule, one.occasion): one.due_on for one in Obligation.objects.filter(child=child)}
    moves = {(move.rule, move.occasion): (move.due_was, move.due_now) for move in Move.objects.filter(child=child)}
    assert set(held.moves.values_list("rule", "occasion")) == set(moves)
    keys = {*before, *after}
    assert moves == {key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)}


def test_why_a_hearing_was_put_off_stands_in_the_childs_history(worker: Client, child: Child) -> None:
    before = announced(child.pk, HEARING)
    assert before
    on = before.on + timedelta(days=9)
    announce(child=child, what=HEARING, on=on, reason="notice", details="A letter came back", **sent())
    page = worker.get(reverse("history", args=(child.pk,)))
    assertContains(page, f"Why: Put off from {day_words(before.on)}: ")
    assertContains(page, "A letter came back")
