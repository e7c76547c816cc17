"""What may be missing on a child's record: each gap a condition, counted on Today and listed under Children."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q

from homeward.casefile.models import Event
from homeward.obligations.models import Determination


@dataclass(frozen=True)
class Gap:
    """Its word, and which children have it."""

    word: str
    q: Q


def _without(kind: str) -> Q:
    """The children for whom no event of a kind counts."""
    return ~Q(Exists(Event.objects.current().filter(child=OuterRef("pk"), kind=kind)))


def _determined(**said: str) -> Q:
    return Q(Exists(Determination.objects.filter(child=OuterRef("pk"), **said)))


GAPS: Final = {
    "no_rating": Gap("No permanency rating", _determined(rating="")),
    "no_goal": Gap("No permanency goal", _without("permanency_goal_set")),
    "no_concurrent_goal": Gap("No concurrent goal", _without("concurrent_goal_set")),
    "no_birth_date": Gap("No birth date", Q(birth_date=None)),
    "roundtable_unknown": Gap("Cannot tell whether a roundtable is needed", _determined(determination="cannot_tell")),
}
