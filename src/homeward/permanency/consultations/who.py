"""Whose work each part of a consultation is."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from homeward.casefile.models import Child
from homeward.casefile.sight import PRACTISE, Sight
from homeward.casefile.visibility import may_record
from homeward.obligations.recording import CASE_MANAGER, CONSULTANT, SUPERVISOR, may_record_kind
from homeward.permanency.consultations.convened import Convened
from homeward.permanency.models import Consultation, Participant
from homeward.workforce.models import Person, RoleName

HELD = "roundtable_held"
ENTERED = "consultation_form_completed"
IN_PLAN = "roundtable_included_in_plan"

REGISTER: Final = frozenset(
    {RoleName.PERMANENCY_CONSULTANT, RoleName.SUPERVISOR, RoleName.QUALITY_STAFF, RoleName.ADMINISTRATOR}
)
"""Who reads the register of barriers across children, and may take one on."""

LEADS: Final = "facilitator"

RUNS_THE_MEETING = (LEADS, "scribe")
"""The seats from which the meeting is led and written."""

BEGIN_AS = (RoleName.PERMANENCY_CONSULTANT, RoleName.SUPERVISOR, RoleName.ONGOING_CASE_MANAGER)


def takes_part(person: Person, child: Child, *, on: date) -> bool:
    """Whether a person prepares and writes: the child's consultant, case manager, supervisor, or who covers for one."""
    return any(may_record(person, child, owner, on=on) for owner in (CONSULTANT, CASE_MANAGER))


def starts(person: Person, children: Sequence[Child], meeting: Convened | None, *, on: date) -> bool:
    """Whether a person begins the meeting: who prepares it, or who leads it by her seat if nothing is against that.

    Policy has the facilitator lead the meeting; beginning it opens no file to her.
    """
    leads = (one for one in meeting.seats if one.role == LEADS and not one.fault) if meeting else ()
    return any(one.person == person for one in leads) or all(takes_part(person, child, on=on) for child in children)


def leads_or_writes(person: Person, consultation: Consultation) -> bool:
    """Whether a person leads the meeting or takes it down by her seat, while it lasts; she opens no file by that."""
    return bool(consultation.started_at) and not consultation.held_at and ran(person, consultation)


def ran(person: Person, consultation: Consultation) -> bool:
    """Whether a person has the seat of somebody who leads the meeting or takes it down, over or not."""
    seats = Participant.objects.filter(consultation=consultation, person=person, seat__in=RUNS_THE_MEETING)
    return seats.exists()


def ends(person: Person, child: Child, *, on: date) -> bool:
    """Whether a person records that the meeting was held."""
    return may_record_kind(person, child, HELD, on=on)


def completes(person: Person, child: Child, *, on: date) -> bool:
    """Whether a person completes the form: the ongoing case manager, or who records for her."""
    return may_record_kind(person, child, ENTERED, on=on)


def begins_as(sight: Sight) -> str:
    """In which role somebody begins a consultation or agrees to it; empty for those who practise."""
    if sight.roles & PRACTISE:
        return ""
    return next((role.value for role in BEGIN_AS if role in sight.roles), "")


def agrees(as_role: str, begun_as: str) -> bool:
    """Whether somebody of a role is the other one who must want it: consultant, or case manager for supervisor."""
    return as_role != begun_as and as_role in {CONSULTANT, CASE_MANAGER, SUPERVISOR}


def checks(person: Person, child: Child, *, on: date) -> bool:
    """Whether a person records the check of the steps: the supervisor, or who covers for her."""
    return may_record(person, child, SUPERVISOR, on=on)


def reviews(person: Person, child: Child, *, on: date) -> bool:
    """Whether a person records the review: the permanency consultant, or the supervisor."""
    return may_record(person, child, CONSULTANT, on=on)


def reads_before_hearing(person: Person, child: Child, *, on: date) -> bool:
    """Whether a person is one of those whom policy encourages to read again: case manager and supervisor."""
    return may_record(person, child, CASE_MANAGER, on=on)
