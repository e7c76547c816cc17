"""A child's page: who she is, what comes next, her timeline, everything that is due with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from homeward.casefile.frame import caseload_of
from homeward.casefile.models import Assignment, Child, Event
from homeward.casefile.page import Visit, signed_in
from homeward.obligations.reasons import reason_words
from homeward.obligations.recording import CASE_MANAGER, hers_to_record, record_address
from homeward.obligations.satisfying import record_at
from homeward.permanency.court.checklist import days_entered, not_seen_to
from homeward.permanency.goals.checks import notes_on
from homeward.permanency.goals.history import Goals, goals_of
from homeward.permanency.goals.looked_again import move_expected
from homeward.policy import DeterminationRow, ObligationRow, evaluate, explain
from homeward.policy.rule import Entry
from homeward.policy.vocabulary import EVENT_KINDS, OWNERS, is_scheduled
from homeward.resources.proposed import Proposed, proposed_for, situations_of
from homeward.website.arithmetic import arithmetic_of
from homeward.website.policy_in_force import manual_in_force
from homeward.website.timeline import Drawing, draw, story_of
from homeward.website.words import age_words, capital, plain

_GROUPS: Final = (
    ("Overdue", ("overdue",)),
    ("To settle: cannot tell yet", ("cannot_tell",)),
    ("Open now", ("open",)),
    ("Upcoming", ("upcoming",)),
)
_BEHIND: Final = ("missed", "met_late", "met")


@dataclass(frozen=True)
class Due:
    """One obligation with its rule, its arithmetic, and where to record what satisfies it."""

    row: ObligationRow
    rule: Entry
    arithmetic: str
    record_at: str
    kind: str


@dataclass(frozen=True)
class Picture:
    """What the engine says of a child today; `groups` are not empty, `behind` is what was met or missed."""

    groups: list[tuple[str, list[Due]]]
    behind: list[Due]
    determination: DeterminationRow | None
    determination_rule: Entry | None
    reasons: list[str]
    notes: Iterable[Any]
    drawing: Drawing | None

    @property
    def first(self) -> Due | None:
        """The one thing now: the oldest that is overdue, else what is due first, else what is to settle."""
        dues = [due for _, listed in self.groups for due in listed]
        dated = [due for due in dues if due.row.due_on]
        return min(dated, key=lambda due: due.row.due_on or date.max) if dated else next(iter(dues), None)


def picture_of(child: Child, today: date, may: frozenset[str]) -> Picture:
    """Everything about a child that follows from what is recorded."""
    caseload, manual = caseload_of(child.pk), manual_in_force()
    told = explain(caseload, manual, today, str(child.pk), entered=days_entered(child))
    lines = arithmetic_of(evaluate(caseload, manual, today))
    dues = [
        Due(
            one.row,
            one.rule,
            lines.get((one.row.rule_id, one.row.episode_id, one.row.occasion), ""),
            *record_at(child, one.rule.id, one.row.outcome, may),
        )
        for one in sorted(told.obligations, key=lambda one: one.row.due_on or date.max)
    ]
    groups = [(title, [due for due in dues if due.row.outcome in outcomes]) for title, outcomes in _GROUPS]
    return Picture(
        groups=[(title, listed) for title, listed in groups if listed],
        behind=[due for due in reversed(dues) if due.row.outcome in _BEHIND],
        determination=told.determination,
        determination_rule=told.determination_rule,
        reasons=reason_words(told.determination.reasons) if told.determination else [],
        notes=not_seen_to(child, told.notes, today),
        drawing=draw(story_of(caseload, today, told.obligations)) if len(caseload.removed_on) else None,
    )


def next_dates(picture: Picture, events: Iterable[Event], today: date) -> list[tuple[date, str]]:
    """The three next days on which something is due or announced."""
    coming = {
        (due.row.due_on, due.rule.title)
        for _, listed in picture.groups
        for due in listed
        if due.row.due_on and due.row.due_on >= today
    }
    coming |= {
        (event.on, capital(plain(event.kind))) for event in events if is_scheduled(event.kind) and event.on >= today
    }
    return sorted(coming)[:3]


@dataclass(frozen=True)
class Header:
    """The card at the top of a child's page."""

    age: str
    goal: str
    concurrent_goal: str
    team: list[tuple[str, str]]
    flags: list[str]
    siblings: list[Child]


def header_of(child: Child, goals: Goals, visit: Visit) -> Header:
    """Who the child is, and who works with her."""
    assigned = Assignment.objects.in_force(visit.today).filter(child=child).select_related("person")
    siblings = Child.objects.seen_by(visit.sight).filter(case_id=child.case_id).exclude(pk=child.pk)
    related = list(siblings) if child.case_id else []
    return Header(
        age=age_words(child.birth_date, visit.today),
        goal=plain(goals.primary.event.value) if goals.primary else "",
        concurrent_goal=plain(goals.concurrent.event.value) if goals.concurrent else "",
        team=[(plain(one.role), one.person.name) for one in sorted(assigned, key=lambda one: OWNERS.index(one.role))],
        flags=list(_flags(child, related)),
        siblings=related,
    )


def _flags(child: Child, siblings: list[Child]) -> Iterator[str]:
    if child.indian_child == "yes":
        yield "Indian child"
    if child.indian_child == "unknown":
        yield "Not yet known whether an Indian child"
    if siblings:
        yield "Sibling group"
    if child.is_restricted:
        yield "Restricted record"


def _proposed(child: Child, picture: Picture, goals: Goals, visit: Visit) -> list[Proposed]:
    """What of her agency's library may help now; for a child who is in care."""
    if not picture.determination:
        return []
    due = [(one.row.rule_id, one.row.outcome) for _, listed in picture.groups for one in listed]
    return proposed_for(visit.person.agency_id, situations_of(child, goals, picture.determination, due, visit.today))


@signed_in()
def child_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The child's page; opening it is noted."""
    child = visit.child(child_id, page="child")
    may = hers_to_record(visit.sight, child)
    events = list(Event.objects.current().filter(child=child).in_order())
    picture, goals = picture_of(child, visit.today, may), goals_of(child, visit.today)
    addresses = [(kind, record_address(child.pk, kind, may)) for kind in EVENT_KINDS]
    if CASE_MANAGER in may:
        addresses.append(("who the child is", reverse("correct_child", args=(child.pk,))))
    given = {
        "child": child,
        "today": visit.today,
        "header": header_of(child, goals, visit),
        "picture": picture,
        "goal_notes": list(notes_on(goals)),
        "move_expected": move_expected(child, visit.today, may),
        "is_asked": picture.determination and picture.determination.determination in {"required", "optional"},
        "proposed": _proposed(child, picture, goals, visit),
        "next_dates": next_dates(picture, events, visit.today),
        "recordable": [(kind, address) for kind, address in addresses if address],
        "events": [(event, record_address(child.pk, event.kind, may)) for event in reversed(events)],
    }
    return render(request, "worklists/child.html", given)
