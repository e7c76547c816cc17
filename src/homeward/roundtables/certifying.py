"""What is recorded of a facilitator's certification. Its last day stands on her role, by which she is seated."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.sight import Sight, sight_of
from homeward.roundtables.certifications import near
from homeward.roundtables.eligibility import certified_until
from homeward.roundtables.models import CertificationEntry, SchedulingSettings, Seat, SeatRole, Status
from homeward.roundtables.models.settings import settings_for
from homeward.roundtables.places import ARRANGES
from homeward.workforce import actions as workforce
from homeward.workforce.models import Person, Role, RoleName

Kind = CertificationEntry.Kind

CERTIFIES: Final = frozenset({Kind.CERTIFIED.value, Kind.RENEWED.value})
"""The entries that give a last day."""


@dataclass(frozen=True)
class Asked:
    """One thing that an agency asks of a facilitator before she is certified, and how far she is."""

    says: str
    done: int
    wanted: int

    @property
    def is_done(self) -> bool:
        return self.done >= self.wanted


def asked_of(person: Person, settings: SchedulingSettings) -> list[Asked]:
    """The course, the roundtables observed, those led under observation. One query."""
    kinds = list(CertificationEntry.objects.standing().filter(person=person).values_list("kind", flat=True))
    return [
        Asked("Course completed", kinds.count(Kind.COURSE.value), 1),
        Asked("Roundtables observed", kinds.count(Kind.OBSERVED.value), settings.certification_observed),
        Asked("Roundtables led under observation", kinds.count(Kind.LED.value), settings.certification_led),
    ]


def proposed_until(person: Person, settings: SchedulingSettings, *, today: date) -> date:
    """The usual last day of a certification given today; a renewal in time counts from the end of the old one."""
    until = certified_until(person, on=today)
    begins = until if until and until >= today else today
    return begins + relativedelta(months=settings.certification_months)


def led_here(person: Person) -> int:
    """How many roundtables she led that were held and are recorded here, practice left out. One query."""
    held = Seat.objects.taken().filter(person=person, role=SeatRole.FACILITATOR, roundtable__status=Status.HELD)
    return held.filter(roundtable__agency__is_practice=False).count()


def facilitator_for(sight: Sight, person_id: UUID, *, on: date) -> Person | None:
    """A facilitator of her agency, one below it or the one above; None if there is no such."""
    return Person.objects.filter(pk__in=near(sight, on=on).values("person_id"), pk=person_id).first()


@transaction.atomic
def record_certification(
    *,
    person: Person,
    kind: str,
    on: date,
    by: Person,
    today: date,
    token: UUID,
    until: date | None = None,
    which: str = "",
    why: str = "",
) -> CertificationEntry:
    """Record a step, or a certification with its last day, which then stands on her role.

    Raises PermissionDenied, or ValidationError with the faults by field. The same token again records nothing.
    """
    _refuse_unless_recorded_by(by, person, today)
    roles = list(_roles(person, today).select_for_update())
    if known := CertificationEntry.objects.filter(token=token).first():
        return known
    if faults := _faults(person, kind, on, until, why, today):
        raise ValidationError(faults)
    entry = CertificationEntry.objects.create(
        person=person,
        kind=kind,
        on=on,
        until=until if kind in CERTIFIES else None,
        which=which,
        why=why,
        stood_until=max((role.certified_until for role in roles if role.certified_until), default=None),
        recorded_by=by,
        recorded_at=timezone.now(),
        token=token,
    )
    if kind in CERTIFIES:
        _certify(roles, until)
    details: dict[str, audit.Detail] = {"kind": kind, "of": str(person.pk)}
    audit.record(by=by, verb="record_certification", target=f"certification:{entry.pk}", details=details)
    return entry


@transaction.atomic
def withdraw_certification(*, entry: CertificationEntry, why: str, by: Person, today: date) -> CertificationEntry:
    """It was recorded by mistake. If the last day on her role is that of this entry, the one before holds again.

    Raises PermissionDenied, or ValidationError.
    """
    _refuse_unless_recorded_by(by, entry.person, today)
    roles = list(_roles(entry.person, today).select_for_update())
    entry = CertificationEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.withdrawn_on:
        return entry
    if not why.strip():
        raise ValidationError({"why": "Write why it is taken back."})
    entry.withdrawn_on, entry.withdrawn_by, entry.withdrawn_why = today, by, why
    entry.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_why"])
    if entry.kind in CERTIFIES:
        _certify([role for role in roles if role.certified_until == entry.until], _last_day_without(entry))
    details: dict[str, audit.Detail] = {"kind": entry.kind, "of": str(entry.person_id)}
    audit.record(by=by, verb="withdraw_certification", target=f"certification:{entry.pk}", details=details)
    return entry


def _last_day_without(entry: CertificationEntry) -> date | None:
    """Of the entries that stand, or that was known before any of them."""
    certified = CertificationEntry.objects.filter(person=entry.person, kind__in=CERTIFIES)
    latest = certified.standing().order_by("-until").values_list("until", flat=True).first()
    first = certified.order_by("recorded_at", "pk").values_list("stood_until", flat=True).first()
    return max((day for day in (latest, first) if day), default=None)


def _certify(roles: list[Role], until: date | None) -> None:
    for role in roles:
        workforce.certify(role=role, certified_until=until)


def _roles(person: Person, today: date) -> QuerySet[Role]:
    return Role.objects.in_force(today).filter(person=person, name=RoleName.FACILITATOR).order_by("pk")


def _refuse_unless_recorded_by(by: Person, person: Person, today: date) -> None:
    sight = sight_of(by, on=today)
    if not ARRANGES & sight.roles or by == person or facilitator_for(sight, person.pk, on=today) is None:
        raise PermissionDenied("Consultants and administrators record a facilitator's certification, never their own.")


def _faults(person: Person, kind: str, on: date, until: date | None, why: str, today: date) -> dict[str, str]:
    faults: dict[str, str] = {}
    if on > today:
        faults["on"] = "This day has not come yet. Until it has, what is recorded now holds."
    if kind not in CERTIFIES:
        return faults
    if until is None:
        faults["until"] = "Write the last day of the certification."
    elif until <= on:
        faults["until"] = "The last day lies before the first."
    if kind == Kind.RENEWED and certified_until(person, on=today) is None:
        faults["on"] = "There is no certification that could be renewed: record that she is certified."
    if kind == Kind.CERTIFIED and not why.strip():
        agency = person.agency
        missing = [one.says for one in asked_of(person, settings_for(agency)) if not one.is_done] if agency else []
        if missing:
            faults["why"] = f"Not everything is recorded that is asked: {', '.join(missing).lower()}. Write why."
    return faults
