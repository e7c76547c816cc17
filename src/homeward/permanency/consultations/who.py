"""Whose work each part of a consultation is."""

from datetime import date

from homeward.casefile.models import Child
from homeward.casefile.sight import PRACTISE, Sight
from homeward.casefile.visibility import may_record
from homeward.obligations.recording import CASE_MANAGER, CONSULTANT, SUPERVISOR, may_record_kind
from homeward.workforce.models import Person, RoleName

HELD = "roundtable_held"
ENTERED = "consultation_form_completed"
IN_PLAN = "roundtable_included_in_plan"

BEGIN_AS = (RoleName.PERMANENCY_CONSULTANT, RoleName.SUPERVISOR, RoleName.ONGOING_CASE_MANAGER)


def takes_part(person: Person, child: Child, *, on: date) -> bool:
    """Whether a person prepares and writes: the child's consultant, case manager, supervisor, or who covers for one."""
    return any(may_record(person, child, owner, on=on) for owner in (CONSULTANT, CASE_MANAGER))


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
