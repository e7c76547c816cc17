"""How the facilitators of the made-up county came to be certified."""

from datetime import date, timedelta
from typing import Final
from uuid import uuid4

from homeward.roundtables.certifying import Kind, record_certification
from homeward.workforce.models import Person, Role, RoleName

_WAY: Final = (
    (Kind.COURSE, 90, "Facilitator course of the state"),
    (Kind.OBSERVED, 75, "A facilitator of the next county led it"),
    (Kind.OBSERVED, 62, "A facilitator of the next county led it"),
    (Kind.LED, 40, "Observed by the county's trainer"),
    (Kind.LED, 25, "Observed by the county's trainer"),
    (Kind.CERTIFIED, 0, "The county"),
)
"""What happened, how many days before she was certified, and which."""


def write_certifications(as_of: date) -> None:
    """The way of each facilitator to the certification that stands on her role."""
    keeper = Person.objects.get(external_id="admin-01")
    for role in Role.objects.filter(name=RoleName.FACILITATOR).select_related("person").order_by("person__external_id"):
        for kind, days_before, which in _WAY:
            record_certification(
                person=role.person,
                kind=kind.value,
                on=role.from_on - timedelta(days=days_before),
                until=role.certified_until,
                which=which,
                by=keeper,
                today=as_of,
                token=uuid4(),
            )


def let_one_end_soon(as_of: date) -> None:
    """The certification of one of them was the shorter one: it ends within the weeks in which that is said."""
    role = Role.objects.get(name=RoleName.FACILITATOR, person__external_id="fac-02")
    role.certified_until = as_of + timedelta(days=70)
    role.save(update_fields=["certified_until"])
    role.person.certification_entries.filter(kind=Kind.CERTIFIED).update(until=role.certified_until)
