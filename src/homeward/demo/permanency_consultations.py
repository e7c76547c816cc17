"""Permanency consultations of the cast: completed, its form due, in the meeting, and in preparation."""

from datetime import date, timedelta
from typing import Final
from uuid import uuid5

from homeward.casefile.models import Assignment, Child, Event
from homeward.demo.arrangements import convene_what_goes_on
from homeward.demo.cast.member import open_day
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.parts import CAME, PEOPLE, rows_of
from homeward.permanency.consultations.saves import text_of
from homeward.permanency.consultations.settle import settle_step
from homeward.permanency.models import Consultation
from homeward.workforce.models import Person, RoleName

MARCUS: Final = "marcus-everhart"
JAYLEN: Final = "jaylen-okafor"
OWEN: Final = "owen-drescher"

_PREPARED: Final = {
    "prep.who": "Marcus is twelve, likes engines, and keeps the dog of the center fed and brushed.",
    "prep.strengths": "He makes friends easily. His grandmother calls every Sunday.",
    "prep.wants": "He wants to live in a house with a yard. Asked last in the week before.",
    "check.rating": "yes",
    "check.invited": "yes",
}

_PREPARED_OWEN: Final = {
    "prep.who": "Owen is three. He sings before he speaks, and knows every bird at the window.",
    "prep.strengths": "His foster parents and his mother telephone every week.",
    "prep.wants": "He is too young to ask; he looks for his mother on the days on which she comes.",
    "prep.tried": "Visits at the agency; visits at home go better.",
    "prep.outcome": "Home with his mother, with his foster parents as his second home.",
}

_FACILITATOR_OWEN: Final = {"people.0100a.name": "Fran Facilitator", "people.0100a.role": "facilitator"}
"""Where nothing is convened, nobody has the seat."""

_MEETING_OWEN: Final = {
    "questions.0001a.asked": "What would his mother need for a whole weekend?",
    "questions.0001a.answer": "Somebody to call at night.",
    "ideas.take": "The foster parents as the ones to call at night.",
    "ideas.worked": "Visits at home.",
    "steps.0001a.what": "Ask the foster parents whether they can be called at night",
    "steps.0001a.who": "Ongoing case manager",
}

_MEETING: Final = {
    "people.certified": "yes",
    "questions.0001a.asked": "Who was asked to take him?",
    "questions.0001a.by": "Edna External",
    "questions.0001a.answer": "Two homes, both full.",
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


_PEOPLE: Final = {
    "permanency_consultant": "Ask the state for an exception to the waiting list.",
    "ongoing_case_manager": "Keep the grandmother's visits, whatever comes.",
    "supervisor": "",
    "facilitator": "Bring the service's supervisor to the table.",
    "external_consultant": "Share a home with the partner agency.",
}
"""What each of those who took part recommends; the supervisor has not said yet."""

_GUESTS: Final = {
    "people.0100a.name": "Fran Facilitator",
    "people.0100a.role": "facilitator",
    "people.0101a.name": "Edna External",
    "people.0101a.role": "external_consultant",
    "people.0101a.agency": "Neighbors for Children",
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
    for owen in Child.objects.filter(external_id=OWEN):
        _under_way(owen, as_of)


def _begin(child: Child, on: date, as_of: date) -> Consultation:
    by = _with_role(child, RoleName.PERMANENCY_CONSULTANT, as_of)
    begun = actions.begin(child=child, on=on, by=by, today=as_of, token=uuid5(child.pk, on.isoformat()))
    texts = _PREPARED if child.external_id == MARCUS else {"prep.strengths": "He draws what he can not say."}
    _write(begun, texts, by, as_of)
    return begun


def _under_way(child: Child, as_of: date) -> None:
    """Case manager and supervisor wanted it together, and it is being held: as it was convened, or today."""
    made = convene_what_goes_on(child, as_of)
    on = made.on if made else as_of
    case_manager = _with_role(child, RoleName.ONGOING_CASE_MANAGER, as_of)
    token = uuid5(child.pk, as_of.isoformat())
    begun = actions.begin(child=child, on=on, by=case_manager, today=as_of, token=token)
    _write(begun, _PREPARED_OWEN, case_manager, as_of)
    supervisor = _with_role(child, RoleName.SUPERVISOR, as_of)
    actions.agree(consultation=begun, by=supervisor, today=as_of)
    actions.start(consultation=begun, by=supervisor, today=as_of)
    _write(begun, _MEETING_OWEN | ({} if made else _FACILITATOR_OWEN), supervisor, as_of)


def _held(child: Child, on: date, as_of: date) -> Consultation:
    by = _with_role(child, RoleName.PERMANENCY_CONSULTANT, as_of)
    begun = _begin(child, on, as_of)
    actions.start(consultation=begun, by=by, today=as_of)
    months_later = on + timedelta(days=60)
    days = {
        f"steps.{row}.by": f"{months_later:%b} {months_later.day}, {months_later.year}" for row in ("0001a", "0002a")
    }
    status = {f"child.{child.pk}.status": "poor", f"child.{child.pk}.goal": "guardianship"}
    _write(begun, {**_MEETING, **_GUESTS, **_team_then(begun), **days, **status}, by, as_of)
    _write(begun, _attended(begun), by, as_of)
    return actions.hold(consultation=begun, by=by, today=as_of)


def _team_then(consultation: Consultation) -> dict[str, str]:
    """Those of the team whom the made-up files do not name for so early a day."""
    texts, _ = text_of(consultation)
    known = {one.get("role") for one in rows_of(PEOPLE, texts).values()}
    names = {"permanency_consultant": "Pat Consultant", "ongoing_case_manager": "Case Manager of then",
             "supervisor": "Supervisor of then"}  # fmt: skip
    missing = [(role, name) for role, name in names.items() if role not in known]
    return {
        f"{PEOPLE}.005{number}a.{column}": said
        for number, (role, name) in enumerate(missing)
        for column, said in (("name", name), ("role", role))
    }


def _attended(consultation: Consultation) -> dict[str, str]:
    """Everybody came, nobody is connected, and almost everybody recommends something."""
    texts, _ = text_of(consultation)
    found: dict[str, str] = {}
    for row, one in rows_of(PEOPLE, texts).items():
        said = {"came": CAME, "conflict": "no", "recommends": _PEOPLE.get(one["role"], "")}
        found |= {f"{PEOPLE}.{row}.{name}": text for name, text in said.items()}
    return found


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
