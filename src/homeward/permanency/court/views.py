"""The tab *Court*: what comes next and what hangs on it, then all reviews and hearings."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.models import Child, Episode, Event
from homeward.casefile.page import Visit, signed_in
from homeward.obligations.due import due_row
from homeward.obligations.models import Obligation
from homeward.obligations.recording import hers_to_record, record_address
from homeward.obligations.satisfying import kind_that_satisfies, rules
from homeward.permanency.court.announced import CLOSED_BY, HEARING, REVIEW, announced
from homeward.permanency.court.checklist import Preparation, efforts_checked, preparations
from homeward.permanency.court.indian_child import before_court
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


@signed_in()
def court_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """What comes next, and what was."""
    child = visit.child(child_id, page="court")
    may = hers_to_record(visit.sight, child)
    proceedings = proceedings_of(child)
    waiting = list(Obligation.objects.filter(child=child, is_open=True).order_by("due_on", "rule"))
    given = {
        "child": child,
        "today": visit.today,
        "coming": _coming(child, waiting, may, visit.today),
        "hanging": [due_row(one, child, may) for one in waiting if _hangs_on_it(one)],
        "indian_child": before_court(child, visit, may),
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


def _hangs_on_it(one: Obligation) -> bool:
    """Whether it is asked for each link of a cycle of reviews or hearings, and is not itself one of these."""
    held = {kind for kinds in CLOSED_BY.values() for kind in kinds}
    rule = rules()[one.rule]
    is_of_cycle = isinstance(rule, Asked) and rule.versions[0].per in manual_in_force().cycles
    return is_of_cycle and kind_that_satisfies(one.rule) not in held
