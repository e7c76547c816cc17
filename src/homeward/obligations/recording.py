"""Whose work it is to record each kind of event, and what a record of it must have."""

from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.visibility import Sight, may_record, recordable
from homeward.policy.vocabulary import EVENT_KINDS, VALUES_OF_KIND, is_scheduled
from homeward.workforce.models import Person, RoleName

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""The days that a caseload may hold."""

CASE_MANAGER: Final = RoleName.ONGOING_CASE_MANAGER.value
SUPERVISOR: Final = RoleName.SUPERVISOR.value
CONSULTANT: Final = RoleName.PERMANENCY_CONSULTANT.value

OWNER_OF_KIND: Final = dict.fromkeys(EVENT_KINDS, CASE_MANAGER) | {
    "permanency_review_scheduled": SUPERVISOR,
    "permanency_review_held": SUPERVISOR,
    "permanency_hearing_scheduled": SUPERVISOR,
    "permanency_hearing_held": SUPERVISOR,
    "review_summary_sent": SUPERVISOR,
    "permanency_rating": CONSULTANT,
    "roundtable_scheduled": CONSULTANT,
    "roundtable_held": CONSULTANT,
    "roundtable_included_in_plan": SUPERVISOR,
    "tpr_petition_filed": SUPERVISOR,
    "tpr_exception_documented": SUPERVISOR,
}
"""The owner of the rule that an event of the kind satisfies; the case manager's where no rule has it as its object."""


RATING: Final = "permanency_rating"
"""Ratings are the permanency consultants' alone."""


def hers_to_record(sight: Sight, child: Child) -> frozenset[str]:
    """For which owners a person may record for one child whose file is open to her; `RATING` is among them."""
    return recordable(sight, [child.pk], rating=RATING).get(child.pk, frozenset())


def record_address(child_id: object, kind: str, may: frozenset[str]) -> str:
    """Where to record an event of a kind, if the person may (`hers_to_record`); else empty."""
    owner = RATING if kind == RATING else OWNER_OF_KIND.get(kind, "")
    return reverse("record", args=(child_id, kind)) if kind and owner in may else ""


def may_record_kind(person: Person, child: Child, kind: str, *, on: date) -> bool:
    """Whether a person may record an event of this kind for a child."""
    return may_record(person, child, OWNER_OF_KIND[kind], on=on, only_owner=kind == RATING)


def check_event(*, kind: str, on: date, value: str, today: date) -> None:
    """Raise ValidationError with each fault beside its field: what a caseload refuses, and what is yet to happen."""
    faults: dict[str, str] = {}
    if kind not in EVENT_KINDS:
        faults["kind"] = f"There is no event “{kind}”."
    if not FIRST_DAY <= on <= LAST_DAY:
        faults["on"] = "Enter a date between 1900 and 2200."
    elif on > today and not is_scheduled(kind):
        faults["on"] = f"{on:%b} {on.day}, {on.year} is in the future. Enter the day on which it happened."
    allowed = VALUES_OF_KIND.get(kind, ())
    if allowed and value not in allowed:
        faults["value"] = "Choose one of: " + ", ".join(word.replace("_", " ") for word in allowed) + "."
    if faults:
        raise ValidationError(dict(faults))
