"""The tab *Court*: what comes next and what hangs on it, then all reviews and hearings."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.models import Child, Episode, Event
from homeward.casefile.page import Visit, signed_in
from homeward.casefile.visibility import recordable
from homeward.obligations.models import Obligation
from homeward.obligations.recording import RATING, record_address
from homeward.obligations.satisfying import kind_that_satisfies, rules
from homeward.permanency.court.announced import CLOSED_BY, HEARING, REVIEW, announced
from homeward.permanency.court.checklist import Preparation, efforts_checked, preparations
from homeward.permanency.court.proceedings import Proceeding, proceedings_of
from homeward.policy.rule import Entry
from homeward.policy.rule import Obligation as Asked
from homeward.website.policy_in_force import manual_in_force

_GOAL: Final = "permanency_goal_set"


@dataclass(frozen=True)
class Coming:
    """The next review or hearing: announced, due, or neither."""

    what: str
    announced: Event | None
    due: Obligation | None
    rule: Entry | None
    preparations: list[Preparation]
    held_at: str
    announce_at: str

    @property
    def on(self) -> date | None:
        """The day on which it is expected."""
        if self.announced:
            return self.announced.on
        return self.due.due_on if self.due else None


@dataclass(frozen=True)
class Hanging:
    """An obligation whose day depends on the next review or hearing."""

    obligation: Obligation
    rule: Entry
    record_at: str
    kind: str


@signed_in()
def court_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """What comes next, and what was."""
    child = visit.child(child_id, page="court")
    may = recordable(visit.sight, [child.pk], rating=RATING).get(child.pk, frozenset())
    proceedings = proceedings_of(child)
    waiting = list(Obligation.objects.filter(child=child, is_open=True).order_by("due_on", "rule"))
    given = {
        "child": child,
        "today": visit.today,
        "coming": _coming(child, waiting, may, visit.today),
        "hanging": _hanging(waiting, may),
        "efforts": efforts_checked(child, visit.today),
        "proceedings": proceedings,
        "other_goal": _other_goal(child, proceedings),
        "goal_at": record_address(child.pk, _GOAL, may),
        "may_record": bool(record_address(child.pk, f"{HEARING}_held", may)),
        "is_in_care": Episode.objects.current().open(on=visit.today).filter(child=child).exists(),
    }
    return render(request, "permanency/court/court.html", given)


def _other_goal(child: Child, proceedings: list[Proceeding]) -> Proceeding | None:
    """The last review or hearing with a goal found, if that is another one than the goal on record."""
    goals = Event.objects.current().filter(child=child, kind=_GOAL).order_by("-on", "-recorded_at")
    goal = goals.values_list("value", flat=True).first()
    last = next((one for one in proceedings if one.held and one.finding and one.finding.goal), None)
    return last if last and last.finding and last.finding.goal != goal else None


def _coming(child: Child, waiting: list[Obligation], may: frozenset[str], today: date) -> list[Coming]:
    """The next hearing and the next review, as far as there is any."""
    found = []
    for what in (HEARING, REVIEW):
        due = next((one for one in waiting if kind_that_satisfies(one.rule) == f"{what}_held"), None)
        ahead = announced(child.pk, what)
        if due or (ahead and ahead.on >= today):
            found.append((what, ahead, due))
    days = {day for _, ahead, due in found if (day := ahead.on if ahead else due and due.due_on) and day >= today}
    before = preparations(child, sorted(days), today)
    return [
        Coming(
            what=what,
            announced=ahead,
            due=due,
            rule=rules()[due.rule] if due else None,
            preparations=before.get(day, []) if (day := ahead.on if ahead else due and due.due_on) else [],
            held_at=record_address(child.pk, f"{what}_held", may),
            announce_at=record_address(child.pk, f"{what}_scheduled", may),
        )
        for what, ahead, due in found
    ]


def _hanging(waiting: list[Obligation], may: frozenset[str]) -> list[Hanging]:
    """What is asked for each link of a cycle of reviews or hearings, besides these themselves."""
    held = {kind for kinds in CLOSED_BY.values() for kind in kinds}
    cycles = manual_in_force().cycles
    found = []
    for one in waiting:
        rule, kind = rules()[one.rule], kind_that_satisfies(one.rule)
        if isinstance(rule, Asked) and rule.versions[0].per in cycles and kind not in held:
            found.append(Hanging(one, rule, record_address(one.child_id, kind, may), kind))
    return found
