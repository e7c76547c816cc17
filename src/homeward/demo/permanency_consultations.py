"""Permanency consultations of the cast: Marcus's last two roundtables with the same steps, and two in preparation."""

from datetime import date, timedelta
from typing import Final
from uuid import uuid5

from homeward.casefile.models import Assignment, Child, Event
from homeward.demo.cast.member import open_day
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.saves import text_of
from homeward.permanency.consultations.settle import settle_step
from homeward.permanency.models import Consultation
from homeward.workforce.models import Person, RoleName

MARCUS: Final = "marcus-everhart"
JAYLEN: Final = "jaylen-okafor"

_PREPARED: Final = {
    "prep.who": "Marcus is twelve, likes engines, and keeps the dog of the center fed and brushed.",
    "prep.strengths": "He makes friends easily. His grandmother calls every Sunday.",
    "prep.wants": "He wants to live in a house with a yard. Asked last in the week before.",
    "check.rating": "yes",
    "check.invited": "yes",
}

_MEETING: Final = {
    "people.0001a.name": "Pat Consultant",
    "people.0001a.role": "permanency_consultant",
    "people.0001a.conflict": "no",
    "people.0001a.recommends": "Ask the state for an exception to the waiting list.",
    "people.0002a.name": "His case manager",
    "people.0002a.role": "ongoing_case_manager",
    "people.0002a.conflict": "no",
    "people.0002a.recommends": "Keep the grandmother's visits, whatever comes.",
    "people.0003a.name": "Her supervisor",
    "people.0003a.role": "supervisor",
    "people.0003a.conflict": "no",
    "people.0004a.name": "Fran Facilitator",
    "people.0004a.role": "facilitator",
    "people.0004a.conflict": "no",
    "people.0004a.recommends": "Bring the service's supervisor to the table.",
    "people.0005a.name": "Edna External",
    "people.0005a.role": "external_consultant",
    "people.0005a.agency": "Neighbors for Children",
    "people.0005a.conflict": "no",
    "people.0005a.recommends": "Share a home with the partner agency.",
    "people.certified": "yes",
    "clarify": "Who was asked to take him? Two homes, both full.",
    "ideas.take": "A treatment foster home that is not full.",
    "ideas.never": "To ask the partner agency for one of its homes.",
    "steps.0001a.what": "Ask for a place in a treatment foster home every week",
    "steps.0001a.who": "Ongoing case manager",
    "steps.0001a.barrier": "service",
    "steps.0001a.overcome": "The supervisor asks the program's director.",
    "steps.0002a.what": "Arrange visits with the grandmother twice a month",
    "steps.0002a.who": "Ongoing case manager",
    "barriers.0001a.category": "service",
    "barriers.0001a.narrative": "The waiting list for treatment foster care is fourteen months long.",
    "barriers.0001a.must_act": "Director of the treatment foster care program",
    "barriers.0001a.level": "state",
    "debrief.family": "The case manager tells his grandmother on Sunday.",
}


def write_consultations(as_of: date) -> None:
    """Write what was prepared and agreed for the cast, by the actions that the staff use."""
    for marcus in Child.objects.filter(external_id=MARCUS):
        held = Event.objects.current().filter(child=marcus, kind="roundtable_held").in_order()
        _, completed_on, last_on = held.values_list("on", flat=True)
        for on in (completed_on, last_on):
            one = _held(marcus, on, as_of)
            if on == completed_on:
                _complete(one, marcus, as_of)
                _settle(one, marcus, last_on, as_of)
        _begin(marcus, open_day(as_of + timedelta(days=8)), as_of)
    for jaylen in Child.objects.filter(external_id=JAYLEN):
        _begin(jaylen, open_day(as_of + timedelta(days=4)), as_of)


def _begin(child: Child, on: date, as_of: date) -> Consultation:
    by = _with_role(child, RoleName.PERMANENCY_CONSULTANT, as_of)
    begun = actions.begin(child=child, on=on, by=by, today=as_of, token=uuid5(child.pk, on.isoformat()))
    texts = _PREPARED if child.external_id == MARCUS else {"prep.strengths": "He draws what he can not say."}
    _write(begun, texts, by, as_of)
    return begun


def _held(child: Child, on: date, as_of: date) -> Consultation:
    by = _with_role(child, RoleName.PERMANENCY_CONSULTANT, as_of)
    begun = _begin(child, on, as_of)
    actions.start(consultation=begun, by=by, today=as_of)
    months_later = on + timedelta(days=60)
    days = {f"steps.{row}.by": f"{months_later:%Y-%m-%d}" for row in ("0001a", "0002a")}
    status = {f"child.{child.pk}.status": "poor", f"child.{child.pk}.goal": "guardianship"}
    _write(begun, {**_MEETING, **days, **status}, by, as_of)
    return actions.hold(consultation=begun, by=by, today=as_of)


def _complete(consultation: Consultation, child: Child, as_of: date) -> None:
    _, latest = text_of(consultation)
    assert latest, "it has just been written"
    by = _with_role(child, RoleName.ONGOING_CASE_MANAGER, as_of)
    actions.complete(consultation=consultation, opened=latest.number, by=by, today=as_of)


def _settle(consultation: Consultation, child: Child, on: date, as_of: date) -> None:
    """One step was done; the other one was handed on to the next roundtable."""
    by = _with_role(child, RoleName.ONGOING_CASE_MANAGER, as_of)
    became = (("eliminated", "Agreed on again at the roundtable of that day."), ("completed", ""))
    for step, (state, why) in zip(consultation.actionsteps.order_by("row"), became, strict=True):
        token = uuid5(step.pk, state)
        settle_step(step=step, was="open", state=state, on=on, why=why, by=by, today=as_of, token=token)


def _write(consultation: Consultation, texts: dict[str, str], by: Person, as_of: date) -> None:
    _, latest = text_of(consultation)
    actions.write(consultation=consultation, typed=texts, opened=latest.number if latest else 0, by=by, today=as_of)


def _with_role(child: Child, role: RoleName, as_of: date) -> Person:
    """Who works with the child in a role."""
    return Assignment.objects.in_force(as_of).select_related("person").get(child=child, role=role).person
