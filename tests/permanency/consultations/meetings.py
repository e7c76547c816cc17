"""Consultations as the tests need them: begun, started, held, completed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from homeward.casefile.models import Child
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.parts import CAME, EXPECTED, PEOPLE, rows_of
from homeward.permanency.consultations.saves import text_of
from homeward.permanency.models import Consultation
from tests.casefile.staff import person
from tests.cast_county import TODAY

SOMEBODY = {"people.0101a.name": "Ana Who Was There", "people.0101a.role": "facilitator"}
STEP = {
    "steps.0001a.what": "Call the aunt",
    "steps.0001a.who": "Ongoing case manager",
    "steps.0001a.by": "Dec 1, 2026",
}
BARRIER = {
    "barriers.0001a.category": "service",
    "barriers.0001a.narrative": "A waiting list",
    "barriers.0001a.must_act": "The state",
    "barriers.0001a.level": "state",
}


def doing(who: str = "pc-01") -> dict[str, Any]:
    return {"by": person(who), "today": TODAY}


def begun(child: Child, who: str = "pc-01", on: date = TODAY, siblings: Sequence[Child] = ()) -> Consultation:
    return actions.begin(child=child, siblings=siblings, on=on, token=uuid4(), **doing(who))


def number(one: Consultation) -> int:
    _, latest = text_of(one)
    return latest.number if latest else 0


def wrote(one: Consultation, texts: Mapping[str, str], who: str = "pc-01", opened: int | None = None) -> None:
    at = number(one) if opened is None else opened
    actions.write(consultation=one, typed=texts, opened=at, **doing(who))


def started(child: Child, on: date = TODAY) -> Consultation:
    return actions.start(consultation=begun(child, on=on), **doing())


def attended(one: Consultation) -> dict[str, str]:
    """Everybody who has a seat came."""
    rows = rows_of(PEOPLE, text_of(one)[0]).items()
    return {f"{PEOPLE}.{row}.came": CAME for row, said in rows if said.get("came") == EXPECTED}


def held(child: Child, texts: Mapping[str, str] = STEP, on: date = TODAY) -> Consultation:
    one = started(child, on)
    wrote(one, {**attended(one), **SOMEBODY, **texts})
    return actions.hold(consultation=one, **doing())


def completed(child: Child, texts: Mapping[str, str] = STEP, on: date = TODAY) -> Consultation:
    one = held(child, texts, on)
    return actions.complete(consultation=one, opened=number(one), **doing("ocm-001"))
