"""A room, people and a wish with which a roundtable can be convened."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from homeward.casefile.models import Child
from homeward.obligations.models import Obligation
from homeward.roundtables.actions import convene
from homeward.roundtables.arrangement import Arrangement
from homeward.roundtables.models import Room, Roundtable
from homeward.roundtables.requests import roundtable_rules
from tests.casefile.staff import person
from tests.cast_county import TODAY

SOON = TODAY + timedelta(days=9)
"""A Tuesday."""


def waiting_child() -> Child:
    """A child of the first unit for whom a roundtable is due and none is announced."""
    unmet = Obligation.objects.filter(
        rule__in=roundtable_rules(), outcome__in=("overdue", "open"), child__unit__external_id="three-bridges-1"
    ).exclude(child__events__kind="roundtable_scheduled", child__events__on__gte=TODAY)
    return unmet.order_by("due_on", "child__external_id")[0].child


def other_child() -> Child:
    """Another child of the same team, who is met at no roundtable yet."""
    free = Child.objects.in_care(on=TODAY).filter(unit__external_id="three-bridges-1", roundtables=None)
    return free.order_by("-external_id")[0]


def room(name: str = "Oak") -> Room:
    made, _ = Room.objects.get_or_create(
        agency=person("pc-01").agency, name=name, defaults={"site": "North"}
    )  # fmt: skip
    return made


def wanted(*children: Child, **other: Any) -> Arrangement:
    usual = Arrangement(
        children=children or (waiting_child(),),
        kind="initial",
        on=SOON,
        at=time(9),
        minutes=120,
        room=room(),
        facilitator=person("fac-01"),
        is_asked=True,
        external=person("ext-01"),
        exception="Everybody agreed to the time.",
    )
    return replace(usual, **other)


def convened(*children: Child, today: date = TODAY, **other: Any) -> Roundtable:
    return convene(wanted=wanted(*children, **other), by=person("pc-01"), today=today, token=uuid4())
