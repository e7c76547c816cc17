"""The pages on which a goal is set, and on which its reasons are written."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from homeward.casefile.models import Child, Event
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.actions import record_event, withdraw_event
from homeward.obligations.due import waited_for
from homeward.obligations.forms import OTHER
from homeward.obligations.record import corrected_since, recorded_address, refuse_kind
from homeward.obligations.recording import hers_to_record
from homeward.obligations.steps import Found, Steps, sent_by
from homeward.permanency.goals.actions import correct_goal, describe_goal, set_goal
from homeward.permanency.goals.asked import CONCURRENT, GOAL_KINDS, PRIMARY, REEVALUATED, cannot_tell, checks_on
from homeward.permanency.goals.forms import DETAILS, DescribeForm, GoalForm, StayForm
from homeward.permanency.goals.history import goal_on, goals_of
from homeward.permanency.goals.looked_again import move_expected
from homeward.permanency.models import PermanencyGoal
from homeward.policy.vocabulary import GOALS
from homeward.website.words import capital, day_words, plain


@signed_in(methods=FORM)
def set_goal_page(request: HttpRequest, visit: Visit, child_id: UUID, kind: str) -> HttpResponse:
    """Which goal, since when, by whom and why; then what it moves; then saved."""
    child = visit.child(child_id, page="record")
    refuse_kind(visit, child, kind)

    def save(found: Found) -> str:
        sent = {**sent_by(visit, found), "reevaluates": bool(found.get("reevaluated"))}
        return recorded_address(set_goal(child=child, kind=kind, **sent, **_goal_in(found)))

    return _asking(visit, child, kind, save, initial={"set_by": "agency"}).answer(request)


@signed_in(methods=FORM)
def goals_stay_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The goals were looked at again, and stay: the day and why; then what it moves; then saved."""
    child = visit.child(child_id, page="record")
    refuse_kind(visit, child, REEVALUATED)
    goals = goals_of(child, visit.today)

    def save(found: Found) -> str:
        sent = sent_by(visit, found)
        event = record_event(child=child, kind=REEVALUATED, on=found["on"], why=found["because"], **sent)
        return recorded_address(event)

    return Steps(
        child=child,
        today=visit.today,
        title="Goals looked at again",
        form=partial(StayForm, today=visit.today),
        save=save,
        says=lambda found: f"The goals were looked at again and stay as they are, {day_words(found['on'])}",
        template="permanency/goals_stay.html",
        more={"goals": goals, "in_place": True},
    ).answer(request)


@signed_in(methods=FORM)
def correct_goal_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """The same, filled with what was recorded, for a goal that was recorded wrongly or was never set."""
    child = visit.child(child_id, page="record")
    event = get_object_or_404(Event, pk=event_id, child=child, kind__in=GOAL_KINDS, is_withdrawal=False)
    refuse_kind(visit, child, event.kind)
    if way_on := corrected_since(request, event):
        return way_on

    def save(found: Found) -> str:
        sent = {**sent_by(visit, found), "event": event, "why": found["why"]}
        return recorded_address(
            withdraw_event(**sent) if found["withdraws"] else correct_goal(**sent, **_goal_in(found))
        )

    initial = {"when": OTHER, "on": event.on, "value": event.value, **_reasons_of(child, event, visit.today)}
    return _asking(visit, child, event.kind, save, initial=initial, corrects=event).answer(request)


def _asking(
    visit: Visit,
    child: Child,
    kind: str,
    save: Callable[[Found], str],
    initial: Mapping[str, Any],
    corrects: Event | None = None,
) -> Steps:
    """The form for a goal, with the goals that stand and what the manual asks to be written."""
    rules = {rule.id: rule for goal in GOALS for rule in checks_on(kind, goal, visit.today)}
    may = hers_to_record(visit.sight, child)
    is_asked_again = bool(waited_for(child, [REEVALUATED], may) or move_expected(child, visit.today, may))
    return Steps(
        child=child,
        today=visit.today,
        title=capital(plain(kind)),
        form=partial(
            GoalForm,
            kind=kind,
            today=visit.today,
            corrects=bool(corrects),
            is_asked_again=corrects is None and is_asked_again,
        ),
        save=save,
        says=partial(_says, child, kind, visit.today, corrects),
        initial=initial,
        template="permanency/goals_set.html",
        more={"goals": goals_of(child, visit.today), "rules": rules.values(), "corrects": corrects},
    )


def _goal_in(found: Found) -> dict[str, Any]:
    """The goal that a form holds, with its day and its reasons."""
    return {"goal": found["value"], "on": found["on"], "details": {name: found[name] for name in DETAILS}}


def _says(child: Child, kind: str, today: date, corrects: Event | None, found: Found) -> str:
    """What is about to be saved, and what to know about it."""
    if corrects and found["withdraws"]:
        return f"Taken back: {plain(kind)}: {plain(corrects.value)}, {day_words(corrects.on)}"
    goal, on = found["value"], found["on"]
    said = [f"{capital(plain(kind))}: {plain(goal)}, by the {found['set_by']}, {day_words(on)}"]
    if cannot_tell(child, kind, goal, today):
        said.append("The birth date is not recorded, so nobody can tell whether the child is old enough for this goal")
    concurrent = goal_on(child, CONCURRENT, on)
    if kind == PRIMARY and concurrent and concurrent.value == goal:
        said.append("This was the concurrent goal: set another concurrent goal next")
    return ". ".join(said)


@signed_in(methods=FORM)
def describe_goal_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """Who set a goal that is on record, and why."""
    child = visit.child(child_id, page="record")
    event = get_object_or_404(Event, pk=event_id, child=child, kind__in=GOAL_KINDS, is_withdrawal=False)
    refuse_kind(visit, child, event.kind)
    goals_at = reverse("plan_and_goals", args=(child.pk,))
    if Event.objects.filter(corrects=event).exists():
        return redirect(goals_at)

    def save(found: Found) -> str:
        details = {name: found[name] for name in DETAILS}
        describe_goal(event=event, details=details, why=found.get("why", ""), **sent_by(visit, found))
        return goals_at

    return _describing(child, event, visit.today, save).answer(request)


def _describing(child: Child, event: Event, today: date, save: Callable[[Found], str]) -> Steps:
    """The form for the reasons of a goal, with those that are on record; it is saved at once, for nothing moves."""
    details = _details_of(child, event, today)
    is_own = PermanencyGoal.objects.filter(event=event).exists()
    return Steps(
        child=child,
        today=today,
        title=f"{capital(plain(event.kind).removesuffix(' set'))}: {plain(event.value)}",
        form=partial(DescribeForm, kind=event.kind, goal=event.value, today=today, corrects=is_own),
        save=save,
        says=lambda found: "",
        initial=_reasons_of(child, event, today),
        template="permanency/goals_describe.html",
        more={
            "event": event,
            "details": details,
            "rules": checks_on(event.kind, event.value, today),
            "back_at": reverse("plan_and_goals", args=(child.pk,)),
        },
    )


def _details_of(child: Child, event: Event, today: date) -> PermanencyGoal | None:
    """Who set a goal and why, as it stands."""
    return next((one.details for one in goals_of(child, today).history if one.event == event), None)


def _reasons_of(child: Child, event: Event, today: date) -> dict[str, str]:
    """The same as the beginning of a form."""
    details = _details_of(child, event, today)
    return {name: getattr(details, name) for name in DETAILS} if details else {}
