"""Where each kind of event that the engine knows comes from: a record that makes it by itself, or the small form.

Nobody enters a fact twice: where a record makes the event, its form stands at the address of the small one.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import resolve, reverse

from homeward.casefile.models import Child, Event
from homeward.family.searching import record_search_action, send_notices
from homeward.obligations.record import record_page
from homeward.permanency.court.actions import announce, record_held, send_summary
from homeward.permanency.goals.actions import set_goal
from homeward.permanency.models import SetBy
from homeward.permanency.plans.actions import begin_draft, file_plan
from homeward.permanency.ratings.actions import Details, rate
from homeward.permanency.ratings.scale import scale_on
from homeward.policy.vocabulary import EVENT_KINDS
from homeward.wicwa.actions import evaluate, record_status
from homeward.workforce.models import Tribe
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.coverage.situation import due, in_care, moved_to, named, recorded
from tests.family import kin
from tests.permanency.consultations.meetings import completed
from tests.roundtables.arranged import convened

pytestmark = pytest.mark.django_db

WHY = dict.fromkeys(("rationale", "efforts", "compelling_reason", "enduring_adult"), "Because it is best.")


def sent(who: str = "sup-01") -> dict[str, Any]:
    return {"by": person(who), "today": TODAY, "token": uuid4()}


def goal_is_set(kind: str, *, reevaluates: bool = False) -> Callable[[], Child]:
    def done() -> Child:
        child = in_care(5)
        moved_to(child, "relative_home")
        why = {"set_by": SetBy.AGENCY.value, **WHY}
        set_goal(child=child, kind=kind, goal="guardianship", on=TODAY, details=why, reevaluates=reevaluates, **sent())
        return child

    return done


def is_held(what: str) -> Callable[[], Child]:
    def done() -> Child:
        child = in_care(5)
        record_held(child=child, what=what, on=TODAY, findings={}, **sent())
        return child

    return done


def is_announced(what: str) -> Callable[[], Child]:
    def done() -> Child:
        child = in_care(5)
        announce(child=child, what=what, on=TODAY + timedelta(days=30), **sent())
        return child

    return done


def summary_is_sent() -> Child:
    child = in_care(5)
    review = record_held(child=child, what="permanency_review", on=TODAY, findings={}, **sent())
    send_summary(child=child, review=review, on=TODAY, sent_to="The mother", **sent())
    return child


def plan_is_filed() -> Child:
    """By her supervisor, after a roundtable: its results are in it."""
    child = in_care(14, rating="poor")
    completed(child)
    draft = begin_draft(child=child, by=person("sup-01"), today=TODAY)
    assert due(child, "permanency-plan")
    file_plan(draft=draft, read=draft.saves.get().pk, on=TODAY, also=["roundtable_included_in_plan"], **sent())
    return child


def roundtable_is_held() -> Child:
    child = in_care(14, rating="poor")
    completed(child)
    return child


def roundtable_is_convened() -> Child:
    child = in_care(14, rating="poor")
    convened(child)
    return child


def is_rated() -> Child:
    child = in_care(1)
    rate(child=child, on=TODAY, value="fair", details=Details(scale_on(TODAY)), **sent("pc-01"))
    return child


def relatives_are_told() -> Child:
    child = in_care(1)
    aunt = kin.add(child, "mothers_sister", "Rosa Vitale")
    said = {"method": "mail", "language": "en"}
    send_notices(child=child, relatives=[aunt], on=TODAY, said=said, sent=kin.sent(of=child))
    return child


def relatives_are_searched_for() -> Child:
    child = in_care(1)
    said = {"where": "file", "result": "Two aunts", "minutes": 30}
    record_search_action(child=child, on=TODAY, said=said, sent=kin.sent(of=child))
    return child


def tribe_says_yes() -> Child:
    child = in_care(1)
    said: dict[str, Any] = {"status": "verified", "how_known": "Letter of today", "tribe": Tribe.objects.all()[0]}
    record_status(child=child, on=TODAY, **said, **sent())
    return child


def efforts_are_evaluated() -> Child:
    child = named("aiyana-rivers")
    by = person(kin.keeper_of(child))
    said: dict[str, Any] = {"placement": "follows", "statement": "With her grandmother.", "next_steps": ""}
    evaluate(child=child, on=TODAY, by=by, today=TODAY, **said)
    return child


BY_THEMSELVES: dict[str, Callable[[], Child]] = {
    "permanency_plan_filed": plan_is_filed,
    "permanency_review_scheduled": is_announced("permanency_review"),
    "permanency_review_held": is_held("permanency_review"),
    "permanency_hearing_scheduled": is_announced("permanency_hearing"),
    "permanency_hearing_held": is_held("permanency_hearing"),
    "review_summary_sent": summary_is_sent,
    "permanency_rating": is_rated,
    "permanency_goal_set": goal_is_set("permanency_goal_set"),
    "concurrent_goal_set": goal_is_set("concurrent_goal_set"),
    "goals_reevaluated": goal_is_set("permanency_goal_set", reevaluates=True),
    "roundtable_scheduled": roundtable_is_convened,
    "roundtable_held": roundtable_is_held,
    "roundtable_included_in_plan": plan_is_filed,
    "relative_notice_sent": relatives_are_told,
    "relative_search": relatives_are_searched_for,
    "indian_child_determined": tribe_says_yes,
    "active_efforts_evaluated": efforts_are_evaluated,
}
"""The record that makes the event of a kind."""

ITSELF = {
    "abuse_neglect_finding": "a finding of the court, of which Homeward keeps the day",
    "reunification_ruled_out": "a decision, offered beside the goal of reunification",
    "placement_change_expected": "what somebody sees coming, before there is a placement to record",
    "tpr_petition_filed": "what counsel did, of which Homeward keeps the day",
    "tpr_exception_documented": "what counsel did, of which Homeward keeps the day",
    "consultation_form_completed": "the form stands in the state system; whoever entered it there confirms it",
}
"""The kinds that no other record has: the event is the record, with why."""

BESIDES = {"goals_reevaluated", "roundtable_scheduled", "roundtable_held", "roundtable_included_in_plan"}
"""What also happens without a record of Homeward, so it can be entered: goals that stay, roundtables of before."""


def test_every_kind_of_event_has_a_source() -> None:
    assert sorted([*BY_THEMSELVES, *ITSELF]) == sorted(EVENT_KINDS)


@pytest.mark.parametrize("kind", BY_THEMSELVES)
def test_the_event_comes_from_its_record_once(kind: str) -> None:
    child = BY_THEMSELVES[kind]()
    found = Event.objects.current().filter(child=child, kind=kind, on__gte=TODAY)
    assert [one.recorded_by_id is not None for one in found] == [True]


@pytest.mark.parametrize("kind", sorted(set(EVENT_KINDS) - BESIDES - {"consultation_form_completed"}))
def test_nobody_enters_a_fact_twice(kind: str) -> None:
    """Where a record makes it, no small form asks for it besides; where there is none, the small form is there."""
    stands = resolve(reverse("record", args=(uuid4(), kind))).func
    assert (stands is record_page) == (kind in ITSELF)


@pytest.mark.parametrize("kind", sorted(ITSELF))
def test_what_is_its_own_record_is_recorded_once(kind: str) -> None:
    child = in_care(14)
    recorded(child, kind, TODAY)
    assert Event.objects.current().filter(child=child, kind=kind).count() == 1
