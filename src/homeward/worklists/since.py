"""What changed since yesterday: the due dates that moved for the children of a case manager or a unit, and why."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import compress
from typing import Final

from django.db.models import BooleanField, ExpressionWrapper

from homeward.audit.words import VERBS
from homeward.casefile.models import Child, ChildQuerySet
from homeward.casefile.page import Visit
from homeward.casefile.visibility import recordable
from homeward.obligations.models import Move
from homeward.obligations.recording import RATING, record_address
from homeward.obligations.satisfying import rules
from homeward.policy.rule import Entry
from homeward.website.words import capital, plain
from homeward.workforce.models import RoleName
from homeward.worklists.gaps import GAPS

MOST: Final = 30
_MONDAY: Final = 0
_WANTED: Final = {
    "no_rating": RATING,
    "no_goal": "permanency_goal_set",
    "no_concurrent_goal": "concurrent_goal_set",
}
"""What every child in care should have, and the kind of event by which she gets it."""


def first_day(today: date) -> date:
    """Yesterday; on a Monday, Friday."""
    return today - timedelta(days=3 if today.weekday() == _MONDAY else 1)


def _hers(visit: Visit) -> ChildQuerySet:
    """The children of a case manager, of a unit, or of those who practise."""
    sight = visit.sight
    hers = sight.supervised_or_carried(RoleName.ONGOING_CASE_MANAGER) | sight.practice
    return Child.objects.filter(sight.by_work, sight.in_lists, hers)


@dataclass(frozen=True)
class Moved:
    """A date that moved, and what was recorded that moved it."""

    move: Move
    rule: Entry | None
    why: str


def moved_since(visit: Visit) -> list[Moved]:
    """The latest first; one query."""
    moves = Move.objects.filter(child__in=_hers(visit).order_by().values("pk"), moved_on__gte=first_day(visit.today))
    listed = moves.select_related("child", "cause", "cause__recorded_by", "done_by").order_by(
        "-moved_on", "due_now", "pk"
    )
    return [Moved(move, rules().get(move.rule), _why(move)) for move in listed[:MOST]]


def _why(move: Move) -> str:
    if move.cause is None:
        return capital(VERBS[move.done]) if move.done else "A day has passed, or the policy changed"
    said = "Taken back: " if move.cause.is_withdrawal else ""
    value = f": {plain(move.cause.value)}" if move.cause.value else ""
    return f"{said}{capital(plain(move.cause.kind))}{value}"


@dataclass(frozen=True)
class Without:
    """A child in care, and what she is without: the word for it, and where to record it (empty: not hers to record)."""

    child: Child
    gaps: list[tuple[str, str, str]]


def without_something(visit: Visit) -> list[Without]:
    """Her children who have no rating, no goal or no concurrent goal. Three queries."""
    wanted = {name: ExpressionWrapper(GAPS[name].q, BooleanField()) for name in _WANTED}
    asked = _hers(visit).in_care(on=visit.today).annotate(**wanted).values_list("pk", *_WANTED)
    # Most lack nothing: whoever does is looked up afterwards.
    gaps = dict([(pk, list(compress(_WANTED, lacks))) for pk, *lacks in asked if any(lacks)][:MOST])
    children = Child.objects.in_bulk(gaps)
    may = recordable(visit.sight, set(gaps), rating=RATING)
    return [
        Without(
            children[pk],
            [
                (GAPS[name].word, record_address(pk, _WANTED[name], may.get(pk, frozenset())), plain(_WANTED[name]))
                for name in names
            ],
        )
        for pk, names in gaps.items()
    ]
