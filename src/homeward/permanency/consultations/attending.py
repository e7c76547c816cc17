"""Who has a seat at a consultation, and what each of them recommends."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.permanency.consultations import who
from homeward.permanency.consultations.convened import Convened, Seated, convened, convened_for, seats_of
from homeward.permanency.consultations.parts import EXPECTED, PEOPLE, fresh_keys, rows_of
from homeward.permanency.consultations.saves import keep, text_of
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.models import Consultation, Participant
from homeward.permanency.models.consultations import ROUNDTABLE
from homeward.workforce.models import Person


def announced_for(consultation: Consultation, children: Sequence[Child], today: date) -> Convened | None:
    """The next roundtable that is announced for these children, if it is not the one for which this is prepared."""
    if consultation.kind != ROUNDTABLE or consultation.convened_as or consultation.started_at:
        return None
    return convened_for(children, today, or_next=True)


@transaction.atomic
def take_announced(*, consultation: Consultation, by: Person, today: date) -> Consultation:
    """What is prepared is for the next roundtable that is announced: its day, its seats. Raises PermissionDenied."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    children = children_of(consultation)
    if not all(who.takes_part(by, child, on=today) for child in children):
        raise PermissionDenied(f"{by} may not write in this consultation.")
    meeting = announced_for(consultation, children, today)
    if meeting and not Consultation.objects.filter(convened_as=meeting.key).exists():
        consultation.on, consultation.convened_as = meeting.on, meeting.key
        consultation.save(update_fields=["on", "convened_as"])
        for child in children:
            audit.record(by=by, verb="move_consultation", child_id=child.pk, target=f"consultation:{consultation.pk}")
    return consultation


def follow_convened(consultation: Consultation, children: Sequence[Child]) -> Convened | None:
    """Take the day of the meeting that is convened for it, as long as it has not begun. The caller holds the lock."""
    meeting = convened(consultation, children)
    if meeting is None or consultation.started_at:
        return meeting
    taken = Consultation.objects.exclude(pk=consultation.pk).filter(convened_as=meeting.key).exists()
    if not taken and (consultation.on, consultation.convened_as) != (meeting.on, meeting.key):
        consultation.on, consultation.convened_as = meeting.on, meeting.key
        consultation.save(update_fields=["on", "convened_as"])
    return meeting


def take_day(key: UUID, on: date) -> None:
    """The meeting that is convened for a consultation is held on another day: what is prepared for it goes with it."""
    Consultation.objects.filter(convened_as=key, started_at=None).update(on=on)


def seat_everybody(
    consultation: Consultation, children: Sequence[Child], meeting: Convened | None, *, by: Person
) -> None:
    """Write those who have a seat into the attendance, each linked to the person, as the meeting begins."""
    seats = seats_of(consultation, children, meeting)
    keys = fresh_keys((), len(seats))
    texts: dict[str, str] = {}
    for key, seat in zip(keys, seats, strict=True):
        said = {"name": seat.name, "role": seat.role, "agency": seat.agency, "came": EXPECTED}
        texts |= {f"{PEOPLE}.{key}.{name}": text for name, text in said.items() if text}
        if seat.person:
            because = " ".join(one for one in (seat.because, seat.fault) if one)
            sat = {"row": key, "person": seat.person, "seat": seat.role, "eligible_because": because}
            Participant.objects.create(consultation=consultation, **sat)
        if seat.role == "facilitator" and seat.person and meeting and not seat.fault:
            texts["people.certified"] = "yes"
    _, latest = text_of(consultation)
    keep(consultation, texts, opened=latest.number if latest else 0, by=by)


def seat_at(consultation: Consultation, person: Person) -> Participant | None:
    """Somebody's seat at a consultation."""
    return Participant.objects.filter(consultation=consultation, person=person).first()


def expected(consultation: Consultation, children: Sequence[Child]) -> tuple[Convened | None, list[Seated]]:
    """Before the meeting: what is convened, and who has a seat."""
    meeting = convened(consultation, children)
    return meeting, seats_of(consultation, children, meeting)


@transaction.atomic
def recommend(*, consultation: Consultation, text: str, opened: int, by: Person, today: date) -> None:
    """What somebody with a seat recommends, in her own words, until the form is completed.

    `opened` is the save that she saw. Raises PermissionDenied, ValidationError, or PartsChangedError if the scribe
    wrote it meanwhile.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    seat = seat_at(consultation, by)
    if seat is None:
        raise PermissionDenied(f"{by} has no seat at this consultation.")
    if consultation.completed_at or consultation.called_off_at:
        raise ValidationError("The form is completed and locked.")
    keep(consultation, {f"{PEOPLE}.{seat.row}.recommends": text}, opened=opened, by=by)
    for child in children_of(consultation):
        audit.record(by=by, verb="recommend", child_id=child.pk, target=f"consultation:{consultation.pk}")


def recommended_by(consultation: Consultation, person: Person) -> tuple[str, int]:
    """What somebody with a seat has recommended so far, and the save at which it stands."""
    texts, latest = text_of(consultation)
    seat = seat_at(consultation, person)
    said = rows_of(PEOPLE, texts).get(seat.row, {}).get("recommends", "") if seat else ""
    return said, latest.number if latest else 0
