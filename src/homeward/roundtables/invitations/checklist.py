"""What is ready for a roundtable, and what is missing: each with the place where it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.permanency.consultations.parts import presentation
from homeward.permanency.consultations.saves import text_of
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.models import Consultation
from homeward.roundtables.arrangement import TO_BE_NAMED
from homeward.roundtables.invitations.snapshot import record_of
from homeward.roundtables.invitations.tribes import OfTribe
from homeward.roundtables.models import Answer, Invited, Letter, Roundtable, Seat, SeatRole
from homeward.website.frame import address_of
from homeward.website.words import clock_words, counted, day_words

_NO_ANSWER: Final = "no answer yet"
_ON_ITS_WAY: Final = timedelta(minutes=2)
"""So long a letter may wait to be sent without anybody being told."""


@dataclass(frozen=True)
class Item:
    """One thing to think of."""

    is_done: bool
    says: str
    address: str = ""
    link: str = ""


@dataclass(frozen=True)
class Placed:
    """A seat as the page shows it, with the answer of whoever sits there and what keeps a letter from her."""

    seat: Seat
    invited: Invited | None
    answer: str
    unsent: str


def placed(seats: list[Seat], roundtable: Roundtable) -> list[Placed]:
    """The seats in the order of their roles. Two queries."""
    asked = roundtable.invited.filter(withdrawn_at=None).select_related("noted_by")
    invited = {one.person_id: one for one in asked}
    waiting = {one.invited_id: one for one in Letter.objects.waiting().filter(invited__in=invited.values())}
    ordered = sorted(seats, key=lambda seat: SeatRole.values.index(seat.role))
    return [_placed(seat, invited.get(seat.person_id) if seat.person_id else None, waiting) for seat in ordered]


def _placed(seat: Seat, invited: Invited | None, waiting: dict[UUID, Letter]) -> Placed:
    if invited is None:
        is_named = seat.guest_name not in {"", TO_BE_NAMED}
        return Placed(seat, None, "", "no e-mail: tell her or him yourself" if is_named else "")
    answer = invited.get_answer_display() if invited.answer else _NO_ANSWER
    if not seat.person or not seat.person.email:
        return Placed(seat, invited, answer, "has no e-mail address: tell her or him yourself")
    letter = waiting.get(invited.pk)
    is_stuck = letter and (letter.problem or timezone.now() - letter.wanted_at > _ON_ITS_WAY)
    return Placed(seat, invited, answer, _not_sent(letter) if letter and is_stuck else "")


def _not_sent(letter: Letter) -> str:
    since = timezone.localtime(letter.wanted_at)
    why = f": {letter.get_problem_display()}" if letter.problem else ""
    return f"{letter.get_kind_display()} not sent yet, since {_moment(since)}{why}"


def _moment(at: datetime) -> str:
    return f"{day_words(at.date())}, {clock_words(at.time())}"


def checklist(roundtable: Roundtable, rows: list[Placed], tribal: list[OfTribe], *, may_change: bool) -> list[Item]:
    """Seats, the one from outside, the tribe, the record of the meeting, the presenter's page."""
    items = [*_seats(rows), *_external(rows), *_tribes(tribal, may_change=may_change)]
    return [*items, *_record(roundtable)]


def _seats(rows: list[Placed]) -> Iterator[Item]:
    asked = [one for one in rows if one.invited]
    by_answer: dict[str, list[str]] = {}
    for one in asked:
        by_answer.setdefault(one.answer, []).append(one.seat.who)
    coming = by_answer.pop(Answer.ACCEPTED.label, [])
    says = f"{len(coming)} of {counted(len(asked), 'person', 'people')} come"
    others = "".join(f"; {answer}: {', '.join(people)}" for answer, people in by_answer.items())
    yield Item(not others, says + others)
    unsent: dict[str, list[str]] = {}
    for one in asked:
        if one.seat.person and one.seat.person.email and one.unsent:
            unsent.setdefault(one.unsent, []).append(one.seat.who)
    for why, people in unsent.items():
        yield Item(False, f"{', '.join(people)}: {why.removesuffix('.')}")


def _external(rows: list[Placed]) -> Iterator[Item]:
    for one in rows:
        if one.seat.role == SeatRole.EXTERNAL_CONSULTANT:
            if one.seat.person and not one.seat.waived_by_id:
                yield Item(True, f"External consultant from another agency: {one.seat.person}")
            elif one.seat.waived_why:
                who = str(one.seat.person) if one.seat.person else "nobody"
                yield Item(True, f"External consultant: {who}; the efforts are recorded")
            else:
                yield Item(False, "External consultant: nobody, and no efforts are recorded")


def _tribes(tribal: list[OfTribe], *, may_change: bool) -> Iterator[Item]:
    for one in tribal:
        address = address_of("invite_tribe", one.child.pk) if may_change else ""
        if one.invitations:
            said = "; ".join(_invitation(each.tribe, each.on, each.get_reply_display()) for each in one.invitations)
            yield Item(True, f"{one.child.first_name}: {said}")
        elif one.is_open:
            says = f"Whether {one.child.first_name} is an Indian child is not recorded: ask, and invite the tribe if so"
            yield Item(False, says, address, "Record the invitation")
        else:
            says = f"{one.child.first_name} is an Indian child, and no invitation of the tribe is recorded"
            yield Item(False, says, address, "Record the invitation")


def _invitation(tribe: str, on: date, reply: str) -> str:
    return f"{tribe} invited on {day_words(on)}, {reply or _NO_ANSWER}"


def _record(roundtable: Roundtable) -> Iterator[Item]:
    consultation = record_of(roundtable)
    if consultation is None:
        yield Item(False, "The record of the meeting is not begun: no presenter's page yet")
        return
    child_id = children_of(consultation)[0].pk
    if consultation.started_at:
        yield Item(True, "The snapshot is frozen: the meeting has begun")
    else:
        snapshot = address_of("roundtable_snapshot", roundtable.pk)
        yield Item(True, "The snapshot is filled from the file", snapshot, "Look at it")
    yield _presenter(consultation, child_id)


def _presenter(consultation: Consultation, child_id: object) -> Item:
    texts, _ = text_of(consultation)
    parts = presentation()
    written = sum(bool(texts.get(part.name, "").strip()) for part in parts)
    if written:
        says = f"The presenter's page has {written} of {len(parts)} parts"
        return Item(
            written == len(parts), says, address_of("consultation_presenter", child_id, consultation.pk), "Read"
        )
    return Item(
        False, "The presenter's page is empty", address_of("consultation", child_id, consultation.pk), "Write it"
    )
